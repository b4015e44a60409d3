/**
 * Values of custom fields by their kind, for contacts, deals, accounts and custom objects. A value is checked against the
 * definition of its field before anything is sent; a value that is read is never an error.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const plan = yield* Directory.field.row("PLAN")
 *   // Fails with FieldValueError: PLAN must be one of "free", "pro"; got "prp"
 *   return yield* CustomFields.encode(plan, "prp")
 * })
 * ```
 *
 * | kind | value |
 * | --- | --- |
 * | `text`, `textarea`, `hidden`, `NULL` | string |
 * | `number`, `decimal` | number |
 * | `currency` | `{ amount, currency }`, the amount in the minor unit (cents) |
 * | `date` | string, `YYYY-MM-DD` |
 * | `datetime` | `DateTime.Utc` |
 * | `dropdown`, `radio` | one of the options |
 * | `checkbox`, `listbox`, `multiselect` | array of options |
 *
 * `null` is no value, and clears the field when it is written.
 */
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"

/** Kinds of fields. */
export const kinds = [
  "text",
  "textarea",
  "hidden",
  "NULL",
  "number",
  "decimal",
  "currency",
  "date",
  "datetime",
  "dropdown",
  "radio",
  "checkbox",
  "listbox",
  "multiselect"
] as const

/** A kind of field. ActiveCampaign can add others; their values are strings. */
export type Kind = (typeof kinds)[number] | (string & {})

/** An amount of money. */
export interface Money {
  /** Amount in the currency's minor unit (cents). */
  readonly amount: number
  /** Three-letter code of the currency, such as `usd`. */
  readonly currency: string
}

/** The value of a field of any kind; null if there is none. */
export type Value = string | number | Money | DateTime.Utc | ReadonlyArray<string> | null

/** The value of a field of a kind. Options that were added since are readable, so any string is among them. */
export type ValueOf<K extends string, Choice extends string = string> =
  | (K extends "number" | "decimal"
      ? number
      : K extends "currency"
        ? Money
        : K extends "datetime"
          ? DateTime.Utc
          : K extends "dropdown" | "radio"
            ? Choice | (string & {})
            : K extends "checkbox" | "listbox" | "multiselect"
              ? ReadonlyArray<Choice | (string & {})>
              : string)
  | null

/** What the records are that have the field. */
export type Owner = "contact" | "deal" | "account" | "custom object"

/** The definition of a custom field. */
export interface Definition<Id extends string = string> {
  /** Id of the field. */
  readonly id: Id
  /** What has the field. */
  readonly owner: Owner
  /** Personalization tag, such as `PLAN`, or the id that a custom object's field is written with. */
  readonly name: string
  /** Label shown in ActiveCampaign. */
  readonly label: string
  /** Kind of the field. */
  readonly kind: Kind
  /** Values that can be chosen; null if the field has no options. */
  readonly options: ReadonlyArray<string> | null
  /** Default currency of a `currency` field. */
  readonly currency: string | null
  /** Whether ActiveCampaign requires a value. */
  readonly isRequired: boolean
}

/** A value as requests and responses of the SDK contain it. */
export interface WireValue {
  /** The value; an empty string clears the field. */
  readonly value: string | number | ReadonlyArray<string>
  /** Currency code of the amount, for fields of the kind `currency`. */
  readonly currency: string | null
}

/** A value does not fit the definition of its field. Nothing was sent. */
export class FieldValueError extends Data.TaggedError("FieldValueError")<{
  /** Personalization tag of the field. */
  readonly field: string
  /** Kind of the field. */
  readonly kind: Kind
  /** What the value must be. */
  readonly expected: string
  /** What was given: a short label, otherwise only what kind of value it is. */
  readonly actual: string
}> {
  override get message(): string {
    return `${this.field} must be ${this.expected}; got ${this.actual}`
  }
}

/** A value as a message may show it: a label, otherwise what kind of value it is, since it may be personal. */
const describe = (value: unknown): string => {
  if (typeof value === "string")
    return /^[\w -]{1,24}$/.test(value) ? `"${value}"` : value === "" ? "an empty string" : "a string"
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return "an array"
  if (typeof value === "number") return isExact(value) ? "a number" : "a number above 2^53, or none"
  return typeof value === "object" ? "an object" : `a ${typeof value}`
}

/** How values of a kind are written and read. */
interface Codec {
  readonly expected: (definition: Definition) => string
  /** The value in a request; undefined if the given one does not fit. */
  readonly encode: (value: unknown, definition: Definition) => WireValue["value"] | undefined
  /** The value of one in a response; undefined if it cannot be read. */
  readonly decode: (value: unknown, currency: string | null) => Value | undefined
}

const optionsOf = ({ options }: Definition): string =>
  options === null || options.length === 0
    ? "a string"
    : options
        .slice(0, 20)
        .map((option) => `"${option}"`)
        .join(", ")

const isOption = (value: unknown, { options }: Definition): value is string =>
  typeof value === "string" && value !== "" && (options === null || options.includes(value))

/** A value of JSON as text. An object is JSON: it may have a `toString` of its own, which is no function. */
const textOf = (value: unknown): string =>
  Array.isArray(value)
    ? `||${value.map(textOf).join("||")}||`
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value)

/** A value of JSON as a number; NaN if it is none. */
const numberOf = (value: unknown): number =>
  typeof value === "number" || (typeof value === "string" && value.trim() !== "") ? Number(value) : Number.NaN

const textCodec: Codec = {
  expected: () => "a string",
  encode: (value) => (typeof value === "string" ? value : undefined),
  decode: textOf
}

/** A number that JSON and ActiveCampaign keep as it is. */
const isExact = (value: unknown): value is number =>
  typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER

const numberCodec: Codec = {
  expected: () => "a number",
  encode: (value, { owner }) => {
    if (!isExact(value)) return undefined
    return owner === "contact" ? String(value) : value
  },
  decode: (value) => {
    const read = numberOf(value)
    return Number.isFinite(read) ? read : undefined
  }
}

const isMoney = (value: unknown): value is Money =>
  typeof value === "object" &&
  value !== null &&
  "amount" in value &&
  Number.isSafeInteger(value.amount) &&
  "currency" in value &&
  typeof value.currency === "string" &&
  /^[a-z]{3}$/i.test(value.currency)

const currencyCodec: Codec = {
  expected: () => "an object with `amount`, an integer in the minor unit (cents), and `currency`, such as `usd`",
  encode: (value) => (isMoney(value) ? value.amount : undefined),
  decode: (value, currency) => {
    const given = typeof value === "object" && value !== null && "value" in value ? value : { value, currency }
    const amount = numberOf(given.value)
    const code = "currency" in given && typeof given.currency === "string" ? given.currency : currency
    return Number.isSafeInteger(amount) && code !== null ? { amount, currency: code } : undefined
  }
}

/** A day that exists. */
const isDay = (value: unknown): value is string => {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const time = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value)
}

const dateCodec: Codec = {
  expected: () => "a date of the form YYYY-MM-DD",
  encode: (value) => (isDay(value) ? value : undefined),
  decode: (value) => {
    const day = typeof value === "string" ? value.slice(0, 10) : ""
    return isDay(day) ? day : undefined
  }
}

const datetimeCodec: Codec = {
  expected: () => "a DateTime",
  encode: (value) => (DateTime.isDateTime(value) ? DateTime.formatIso(DateTime.toUtc(value)) : undefined),
  decode: (value) => {
    const hasZone = typeof value === "string" && /^\d{4}-\d\d-\d\d[T ].*(Z|[+-]\d\d:?\d\d)$/.test(value)
    return hasZone ? Option.getOrUndefined(Option.map(DateTime.make(value), DateTime.toUtc)) : undefined
  }
}

const choiceCodec: Codec = {
  expected: (definition) => `one of ${optionsOf(definition)}`,
  encode: (value, definition) => (isOption(value, definition) ? value : undefined),
  decode: (value) => (Array.isArray(value) ? (value.length === 1 ? textOf(value[0]) : undefined) : textOf(value))
}

const choicesCodec: Codec = {
  expected: (definition) => `an array of ${optionsOf(definition)}`,
  encode: (value, definition) =>
    Array.isArray(value) && value.length > 0 && value.every((one) => isOption(one, definition)) ? value : undefined,
  decode: (value) =>
    Array.isArray(value)
      ? value.map(textOf)
      : textOf(value)
          .split("||")
          .filter((one) => one !== "")
}

const codecs: Readonly<Record<string, Codec>> = {
  number: numberCodec,
  decimal: numberCodec,
  currency: currencyCodec,
  date: dateCodec,
  datetime: datetimeCodec,
  dropdown: choiceCodec,
  radio: choiceCodec,
  checkbox: choicesCodec,
  listbox: choicesCodec,
  multiselect: choicesCodec
}

const codecOf = (kind: string): Codec => codecs[kind] ?? textCodec

/** What a codec says of a value: the labels of a choice, otherwise the value itself. */
const actualOf = (value: unknown, definition: Definition): string => {
  const wrong = Array.isArray(value) ? value.find((one) => !isOption(one, definition)) : value
  return describe(wrong ?? value)
}

const misfit = (value: unknown, definition: Definition): FieldValueError =>
  new FieldValueError({
    field: definition.name,
    kind: definition.kind,
    expected: codecOf(definition.kind).expected(definition),
    actual: actualOf(value, definition)
  })

/** Nothing as PHP and ActiveCampaign write it. */
const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  value === "||||" ||
  (Array.isArray(value) && value.length === 0)

/**
 * The value of a field as requests contain it. `null` and an empty array clear the field.
 *
 * Fails with `FieldValueError` if the value does not fit the field.
 */
export const encode = (definition: Definition, value: unknown): Effect.Effect<WireValue, FieldValueError> => {
  if (isNothing(value) && value !== undefined) return Effect.succeed({ value: "", currency: null })
  const written = codecOf(definition.kind).encode(value, definition)
  if (written === undefined) return Effect.fail(misfit(value, definition))
  return Effect.succeed({ value: written, currency: isMoney(value) ? value.currency : null })
}

/** The value of a field of a response. What cannot be read as the kind of the field stays a string. */
export const decode = (
  definition: Pick<Definition, "currency" | "kind">,
  value: unknown,
  currency: string | null = null
): Value => {
  if (isNothing(value)) return null
  return (
    codecOf(definition.kind).decode(value, currency ?? definition.currency) ?? textCodec.decode(value, null) ?? null
  )
}

// ---------------------------------------------------------------------------------------------------------------
// Fields that are known when a program is compiled
// ---------------------------------------------------------------------------------------------------------------

/** A field whose kind and options are known when the program is compiled. Generated modules contain them. */
export interface Field<Id extends string, K extends string, Choice extends string = never> extends Definition<Id> {
  readonly kind: K
  readonly options: ReadonlyArray<Choice> | null
  /** The value as requests contain it. Fails with `FieldValueError` if the value does not fit the field. */
  readonly encode: (value: ValueOf<K, Choice>) => Effect.Effect<WireValue, FieldValueError>
  /**
   * The value of a response. Left if it cannot be read as the kind of the field, because the kind was changed since;
   * `decode` of this module reads it as a string then.
   */
  readonly decode: (value: unknown, currency?: string | null) => Either.Either<ValueOf<K, Choice>, FieldValueError>
}

/** A field of any kind, as constraint of type parameters. */
export type AnyField<Id extends string = string> = Definition<Id> & {
  readonly decode: (value: unknown, currency?: string | null) => Either.Either<Value, FieldValueError>
}

/** Fields by identifier, as a generated module has them. */
export type Fields<Id extends string = string> = { readonly [identifier: string]: AnyField<Id> }

/** The type of the value of a field. */
export type FieldValue<F extends AnyField> = Extract<Either.Either.Right<ReturnType<F["decode"]>>, Value>

/** The values of fields, by the identifiers of the fields; null if a field has no value. */
export type Values<F extends Fields> = { readonly [K in keyof F]: FieldValue<F[K]> }

/** Values to write, by the identifiers of the fields. Omitted fields are left unchanged, null clears a field. */
export type Changes<F extends Fields> = { readonly [K in keyof F]?: FieldValue<F[K]> | undefined }

/**
 * A field with the types of its kind and options.
 *
 * ```ts
 * const plan: CustomFields.Field<FieldId, "dropdown", "free" | "pro"> = CustomFields.field({
 *   id: FieldId.make("7"),
 *   owner: "contact",
 *   name: "PLAN",
 *   label: "Plan",
 *   kind: "dropdown",
 *   options: ["free", "pro"],
 *   currency: null,
 *   isRequired: false
 * })
 * ```
 */
export const field = <Id extends string, const K extends string, const Choice extends string = never>(
  definition: Definition<Id> & { readonly kind: K; readonly options: ReadonlyArray<Choice> | null }
): Field<Id, K, Choice> => ({
  ...definition,
  encode: (value) => encode(definition, value),
  decode: (value, currency = null) => {
    const read = isNothing(value)
      ? null
      : codecOf(definition.kind).decode(value, currency ?? definition.currency ?? null)
    if (read === undefined) return Either.left(misfit(value, definition))
    // The codec of the kind has decided what the value is; that its type follows from the kind, the compiler cannot know.
    return Either.right(read as ValueOf<K, Choice>)
  }
})
