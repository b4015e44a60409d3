/**
 * Points in time, dates and times without a zone, and days.
 *
 * The API leaves the zone out in many fields. Such a value is read as a branded string: which zone is meant is the
 * account's setting, and a guess would be wrong silently. `0000-00-00` in any spelling, `0`, `""` and `null` all mean "none".
 */
import type { LazyArbitrary } from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import { type Codec, orNull, scalar } from "./Codec.js"
import { type Branded, isNothing, isString } from "./Text.js"

/** PHP formats `0000-00-00` as a day in November of the year before. */
const zeroDate = /^(0000-00-00|-0001-11-30|0$)/

// A date that is one starts with a digit above zero, code 49 or more.
const isNone = (input: unknown): boolean =>
  isString(input) ? input === "" || (input.charCodeAt(0) < 49 && zeroDate.test(input)) : input === 0 || isNothing(input)

/** Whether a day is in its month: `Date` takes 30 February for 2 March. */
const isDay = (text: string): boolean => {
  const day = text.slice(8, 10)
  return day <= "28" || new Date(`${text.slice(0, 10)}T00:00Z`).getUTCDate() === Number(day)
}

/** The usual spelling, on a day that each month has. */
const usual = /^[12]\d{3}-\d\d-(0[1-9]|1\d|2[0-8])T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/

const isoPattern = /^(\d{4}-\d\d-\d\dT)(\d{1,2})(:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)$/

/** An instant as `Date.parse` takes it everywhere; empty if it is none. */
const spelledOut = (text: string): string => {
  const parts = isoPattern.exec(text)
  if (parts === null || isNone(text) || !isDay(text)) return ""
  const [, day, hour = "", rest, fraction = "", zone] = parts
  return `${day}${hour.padStart(2, "0")}${rest}${fraction.slice(0, 4)}${zone}`
}

/** An instant in one of the API's spellings. */
const instantOf = (input: unknown): DateTime.Utc | undefined => {
  const millis = isString(input) ? Date.parse(usual.test(input) ? input : spelledOut(input)) : Number.NaN
  return Number.isNaN(millis) ? undefined : DateTime.unsafeFromDate(new Date(millis))
}

const isInstant = (value: unknown): value is DateTime.Utc => DateTime.isDateTime(value) && DateTime.isUtc(value)

const isoOf = (value: DateTime.Utc): string => new Date(DateTime.toEpochMillis(value)).toISOString()

const instants: LazyArbitrary<DateTime.Utc> = (fc) =>
  fc.integer({ min: 0, max: 4_102_444_800_000 }).map((millis) => DateTime.unsafeFromDate(new Date(millis)))

const writeInstant = (value: unknown): string | undefined =>
  isInstant(value) ? isoOf(value).replace(/(\.000)?Z$/, "+00:00") : undefined

const instantExample = "a date such as 2018-09-12T12:51:12-05:00"

const localExample = "2018-09-12 12:51:12"

/** A point in time in a request: `2018-09-12T12:51:12+00:00` on the wire. */
export const Instant: Codec<DateTime.Utc> = scalar(
  "Instant",
  [instantExample, "a DateTime.Utc"],
  instantOf,
  writeInstant,
  instants
)

/** A point in time in a response, such as `2018-09-12T12:51:12-05:00`; null if there is none. */
export const Timestamp: Codec<DateTime.Utc | null> = orNull(Instant, isNone)

/** The value if it is a string of a form. */
const ofForm =
  <A extends string>(form: RegExp) =>
  (value: unknown): A | undefined =>
    isString(value) && form.test(value) && isDay(value) && !isNone(value) ? (value as A) : undefined

/** Strings that look like the example. */
const locals =
  <A extends string>(example: string): LazyArbitrary<A> =>
  (fc) =>
    instants(fc).map((value) => isoOf(value).replace("T", " ").slice(0, example.length) as A)

/** A branded string that looks like the example; null if there is none. */
const local = <A extends string>(identifier: string, example: string, check: (value: unknown) => A | undefined) => {
  const expected = `a date such as ${example}`
  return orNull(scalar(identifier, [expected, expected], check, check, locals<A>(example)), isNone)
}

/** A date and time on the account's clock, such as `2018-09-12 12:51:12`. The API does not say in which time zone. */
export type LocalDateTime = Branded<"LocalDateTime">

const localOf = ofForm<LocalDateTime>(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/)

/** A date and time without a zone; null if there is none. */
export const LocalDateTime: Codec<LocalDateTime | null> = local("LocalDateTime", localExample, localOf)

/** A day, such as `2018-09-12`. */
export type LocalDate = Branded<"LocalDate">

/** A day without a time; null if there is none. */
export const LocalDate: Codec<LocalDate | null> = local(
  "LocalDate",
  "2018-09-12",
  ofForm<LocalDate>(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
)

/** A point in time on one route and a date and time without a zone on another; null if there is none. */
export const InstantOrLocal: Codec<DateTime.Utc | LocalDateTime | null> = orNull(
  // A codec of its own, since `union` and its messages would be in the bundle of every resource.
  scalar<DateTime.Utc | LocalDateTime>(
    "InstantOrLocal",
    [`${instantExample} or ${localExample}`, `a DateTime.Utc or a date such as ${localExample}`],
    (input) => localOf(input) ?? instantOf(input),
    (value) => localOf(value) ?? writeInstant(value),
    (fc) => fc.oneof(instants(fc), locals<LocalDateTime>(localExample)(fc))
  ),
  isNone
)

const filterPattern =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/

// A date that does not exist, or that means none, would filter nothing.
const filterOf = (value: unknown): string | undefined => ofForm<LocalDate>(filterPattern)(value)

/** A date to filter by: a `DateTime.Utc`, or a string in a form that the API accepts, such as `2026-05-28`. */
export const DateFilter: Codec<DateTime.Utc | string> = scalar<DateTime.Utc | string>(
  "DateFilter",
  ["a date such as 2026-05-28", "a DateTime.Utc, or a date such as 2026-05-28"],
  (input) => instantOf(input) ?? filterOf(input),
  (value) => (isInstant(value) ? isoOf(value) : filterOf(value)),
  (fc) => fc.oneof(instants(fc), fc.constantFrom("2026-05-28", "2018-01-01"))
)
