/**
 * Flags, numbers and money.
 *
 * In responses the API writes most numbers and flags as strings. In requests it wants some as JSON numbers; those codecs
 * are named `Numeric…`.
 */
import type { LazyArbitrary } from "effect/Arbitrary"
import { type Codec, definitionOf, make, orNull, scalar } from "./Codec.js"
import { isIssue, mustBe } from "./Issue.js"
import { isExact, isNothing } from "./Text.js"

const yes: ReadonlyArray<unknown> = ["1", 1, true, "true"]
const no: ReadonlyArray<unknown> = ["0", 0, false, "false", "", null]

const flag = (identifier: string, write: (value: boolean) => unknown): Codec<boolean> =>
  scalar(
    identifier,
    ['a flag such as "1" or "0"', "a boolean"],
    (input) => (yes.includes(input) ? true : no.includes(input) ? false : undefined),
    (value) => (typeof value === "boolean" ? write(value) : undefined),
    (fc) => fc.boolean()
  )

/** A flag: `"1"`, `1` and `true` are true; `"0"`, `0`, `false`, `""` and `null` are false. Sent as `"1"` or `"0"`. */
export const Flag: Codec<boolean> = flag("Flag", (value) => (value ? "1" : "0"))

/** A flag that is sent as `1` or `0`. */
export const NumericFlag: Codec<boolean> = flag("NumericFlag", (value) => (value ? 1 : 0))

/** A flag that is sent as JSON's `true` or `false`. */
export const Boolean: Codec<boolean> = flag("Boolean", (value) => value)

const pattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** A number, or a string that spells one, that becomes a number for which `is` holds; sent as a JSON number. */
const number = (
  identifier: string,
  expected: string,
  is: (value: unknown) => boolean,
  arbitrary: LazyArbitrary<number>,
  become: (value: number) => number = (value) => value
): Codec<number> =>
  scalar(
    identifier,
    [`${expected}, or a string that spells one`, expected],
    (input) => {
      const given = typeof input === "string" && pattern.test(input.trim()) ? Number(input) : input
      const value = typeof given === "number" ? become(given) : Number.NaN
      return is(value) ? value : undefined
    },
    (value) =>
      is(value) ? value : Number.isInteger(value) ? mustBe(expected, value, "a number out of range") : undefined,
    arbitrary
  )

/** A number in a response: an empty string is null, and fakes write it as a string. */
const textual = (codec: Codec<number>): Codec<number | null> =>
  make(() => {
    const definition = definitionOf(orNull(codec, isNothing))
    const write = (value: unknown) => {
      const written = definition.write(value)
      return written === null || isIssue(written) ? written : String(written)
    }
    return { ...definition, write }
  })

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value)

/** A whole number that is sent as a JSON number. */
export const NumericInteger: Codec<number> = number("Integer", "a whole number", isWhole, (fc) => fc.integer())

/** A number with or without decimals that is sent as a JSON number. */
export const NumericDecimal: Codec<number> = number(
  "Decimal",
  "a number",
  isExact,
  // JSON has no minus zero.
  (fc) =>
    fc.double({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, noNaN: true }).map((value) => value + 0)
)

/** A number of at least 0, with or without decimals, that is sent as a JSON number. */
export const NonNegativeDecimal: Codec<number> = number(
  "NonNegativeDecimal",
  "a number of at least 0",
  (value) => isExact(value) && Number(value) >= 0,
  (fc) => fc.double({ min: 0, max: Number.MAX_SAFE_INTEGER, noNaN: true }).map((value) => value + 0)
)

/** A whole number within bounds that is sent as a JSON number. */
export const integerBetween = (minimum: number, maximum: number = Number.POSITIVE_INFINITY): Codec<number> =>
  number(
    "IntegerBetween",
    maximum === Number.POSITIVE_INFINITY
      ? `a whole number of at least ${minimum}`
      : `a whole number from ${minimum} to ${maximum}`,
    (value) => isWhole(value) && Number(value) >= minimum && Number(value) <= maximum,
    (fc) => fc.integer({ min: minimum, max: Math.min(maximum, 1_000_000) })
  )

/** A whole number of at least 0 that is sent as a JSON number: a count, or money in minor units (cents). */
export const NonNegativeInteger: Codec<number> = integerBetween(0)

/** A whole number in a response, as a string or a number; an empty string is null. */
export const Integer: Codec<number | null> = textual(NumericInteger)

/** A number in a response, with or without decimals, as a string or a number; an empty string is null. */
export const Decimal: Codec<number | null> = textual(NumericDecimal)

/**
 * Money in the minor unit of its currency (cents). The API echoes a fraction that it was sent and stores the whole part,
 * so the whole part is what is read.
 */
export const MinorUnits: Codec<number | null> = textual(
  number("MinorUnits", "a whole number", isWhole, (fc) => fc.integer(), Math.trunc)
)
