/**
 * Strings, ids and labels.
 *
 * Labels come in two strictnesses. An open one (`openLiteral`, `openEnum`) is for responses: a label that this library does
 * not know yet is read as it is. A closed one (`closedLiteral`, `closedEnum`) is for requests: only the labels that
 * ActiveCampaign documents can be sent.
 */
import type { LazyArbitrary } from "effect/Arbitrary"
import type * as Brand from "effect/Brand"
import { describe, describeLabel, nearest, oneOf } from "../internal/describe.js"
import { type Codec, type Definition, defined, definitionOf, make, orNullOf, scalar } from "./Codec.js"
import { Issue, isIssue, mustBe } from "./Issue.js"

export const isRecord = (input: unknown): input is Record<string, unknown> =>
  typeof input === "object" && input !== null && !Array.isArray(input)

/** PHP's spellings of "nothing". */
export const isNothing = (input: unknown): boolean =>
  input === null ||
  input === "" ||
  input === false ||
  (typeof input === "object" && (Array.isArray(input) ? input : Object.keys(input as object)).length === 0)

export const isString = (value: unknown): value is string => typeof value === "string"

const areStrings = (value: unknown): value is ReadonlyArray<string> => Array.isArray(value) && value.every(isString)

/** Whether a number is what was sent: `JSON.parse` rounds those above 2^53. */
export const isExact = (value: unknown): value is number =>
  typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER

/** A string, number or boolean as a string. */
const textOf = (input: unknown): string | undefined =>
  isString(input) || isExact(input) || typeof input === "boolean" ? String(input) : undefined

const ifString = (value: unknown) => (isString(value) ? value : undefined)

/** Text. A number or boolean in a response is read as text; only a string can be sent. */
export const Text: Codec<string> = scalar("Text", ["a string", "a string"], textOf, ifString, (fc) => fc.string())

/** A string that is not blank: a filter that is sent without a value filters nothing. */
const ifNotBlank = (value: unknown) => (isString(value) && value.trim() !== "" ? value : undefined)

const notBlank: LazyArbitrary<string> = (fc) => fc.string().map((text) => `1${text}`)

/** Text that is not blank. For filters, since an empty one returns everything, and for what identifies a record. */
export const NonEmptyText: Codec<string> = scalar(
  "NonEmptyText",
  ["a non-empty string", "a non-empty string"],
  (input) => textOf(input) || undefined,
  ifNotBlank,
  notBlank
)

/** Text of a form; `expected` describes it. */
export const textOfForm = (expected: string, form: RegExp, examples: ReadonlyArray<string>): Codec<string> =>
  scalar(
    "TextOfForm",
    [expected, expected],
    ifString,
    (value) =>
      !isString(value) || value.trim() === ""
        ? undefined
        : form.test(value)
          ? value
          : mustBe(expected, value, "a string of another form"),
    (fc) => fc.constantFrom(...examples)
  )

/** A body that is text and not JSON, of a form by which it is told from any other text. */
export const plainText = (expected: string, form: RegExp, example: string): Codec<string> => {
  const check = (value: unknown) => (isString(value) && form.test(value) ? value : undefined)
  return scalar("PlainText", [expected, expected], check, check, (fc) => fc.constant(example))
}

/** A table as CSV: a response that is not JSON. Its first line has several columns, which tells it from other texts. */
export const Csv: Codec<string> = plainText(
  "CSV with several columns",
  /^\s*[^<{[\s][^\n]*[,;\t]/,
  "name,sends\nSummer sale,250\n"
)

/** A currency: three letters in lower case, as deals and pipelines have it. */
export const CurrencyCode: Codec<string> = textOfForm(
  'a three-letter currency code in lower case, such as "usd"',
  /^[a-z]{3}$/,
  ["usd", "eur"]
)

/** A currency: three letters in either case. */
export const AnyCaseCurrencyCode: Codec<string> = textOfForm(
  'a three-letter currency code, such as "USD"',
  /^[a-z]{3}$/i,
  ["USD", "eur"]
)

// ---------------------------------------------------------------------------------------------------------------
// Ids
// ---------------------------------------------------------------------------------------------------------------

/** A string that is the id of one kind of thing: `Wire.Branded<"TagId">` cannot be used as a `Wire.Branded<"ListId">`. */
export type Branded<Name extends string> = string & Brand.Brand<Name>

/** Codec of one kind of id. */
export interface Id<A> extends Codec<A> {
  /** Brands an id that an application holds as a plain string. Throws for a blank string. */
  readonly make: (id: string) => A
}

const idOf = (input: unknown) =>
  ifNotBlank(typeof input === "number" && Number.isSafeInteger(input) && input >= 0 ? String(input) : input)

/**
 * One kind of id: a branded string to the application, `"12"` or `12` on the wire.
 *
 * ```ts
 * export type MoodId = Wire.Branded<"MoodId">
 * export const MoodId = Wire.id<MoodId>("MoodId")
 * ```
 */
export const id = <A extends string & Brand.Brand<string>>(identifier: string): Id<A> => {
  // A brand exists in types only.
  const codec = make<any>(() => {
    const expected = `${/^[AEIO]/.test(identifier) ? "an" : "a"} ${identifier} (a non-empty string)`
    return defined(identifier, ["an id", expected], idOf, ifNotBlank, notBlank)
  })
  return Object.assign(codec, {
    make: (text: string): A => {
      if (ifNotBlank(text) !== undefined) return text as A
      throw new TypeError(`${identifier}.make: the id must be a non-empty string; got ${describe(text)}`)
    }
  })
}

/** An id that may be absent: nothing, `"0"` and `0` all mean none. Read also of an object with everything about it. */
export const nullableId = <A extends string>(target: Codec<A>): Codec<A | null> =>
  make(() => {
    const inner = (input: unknown) => (isRecord(input) && "id" in input ? input["id"] : input)
    const definition = definitionOf(target)
    return orNullOf(
      { ...definition, read: (input: unknown) => definition.read(inner(input)) },
      (input) => inner(input) === "0" || inner(input) === 0 || isNothing(input)
    )
  })

/** An id that is sent as a JSON number if it is one. */
export const numericId = <A extends string>(target: Id<A>): Codec<A> =>
  make(() => {
    const definition = definitionOf(target)
    const write = (value: unknown) => {
      const id = definition.write(value)
      return isString(id) && /^(0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id
    }
    return { ...definition, write }
  })

/** A related thing as it appears in an array: only its id, or an object with everything that was sent of it. */
export type Related<A> = A | { readonly id: A; readonly [key: string]: unknown }

/** A related thing: an id on one route and an object on another. */
export const relatedOne = <A extends string>(target: Codec<A>): Codec<Related<A>> =>
  make(() => {
    const { arbitrary, expected, identifier, read, write } = definitionOf(target)
    const withId =
      (f: (id: unknown) => any) =>
      (value: unknown): any => {
        if (!isRecord(value)) return f(value)
        const id = f(value["id"])
        return isIssue(id) ? id.at("id") : { ...value, id }
      }
    return {
      identifier: `Related${identifier}`,
      expected,
      read: withId(read),
      write: withId(write),
      arbitrary: (fc) => fc.oneof(arbitrary(fc), fc.record({ id: arbitrary(fc), note: fc.string() }))
    }
  })

// ---------------------------------------------------------------------------------------------------------------
// Labels
// ---------------------------------------------------------------------------------------------------------------

/** A label that ActiveCampaign has added since. It comes from a response; only the labels that are known can be sent. */
export type UnknownLabel = Branded<"UnknownLabel">

/**
 * One of the labels that are known, or one that ActiveCampaign has added since. Inputs take it too, so that a label that was
 * read can be sent back; one that is not known is then refused before anything is sent.
 */
export type Open<Label extends string> = Label | UnknownLabel

// That a string is one of the labels, or an unknown one, exists in types only.
const labelOf = (input: unknown): any => textOf(input)

/** A label in a response. One that this library does not know is read as it is. */
export const openLiteral = <const Labels extends ReadonlyArray<string>>(labels: Labels): Codec<Open<Labels[number]>> =>
  scalar("OpenLiteral", ["a label", "a label"], labelOf, ifString, (fc) =>
    fc.constantFrom<Open<Labels[number]>>(...labels)
  )

/** A closed set: from what is given to what it becomes; anything else is refused with all that is allowed. */
const among = (table: ReadonlyMap<unknown, unknown>) => {
  const known = [...table.keys()].map(String)
  const expected = oneOf(known)
  const refuse = (value: unknown) => {
    // A caller who knows the API may write the code instead of its label.
    const code = [...table].find(([, written]) => typeof written === "number" && String(written) === String(value))
    const meant = code?.[0] ?? (isString(value) ? nearest(value, known) : undefined)
    const hint = meant === undefined ? "" : `; did you mean "${meant}"?`
    return new Issue(`must be ${expected}; got ${describeLabel(value)}${hint}`, value)
  }
  const convert = (value: unknown): any => (table.has(value) ? table.get(value) : refuse(value))
  return { expected, convert }
}

const closed = <Label extends string>(pairsOf: () => ReadonlyArray<readonly [code: unknown, label: Label]>) =>
  make<Open<Label>>(() => {
    const pairs = pairsOf()
    const labels = pairs.map(([, label]) => label)
    const read = among(new Map(pairs.map(([code, label]) => [String(code), label])))
    const write = among(new Map(pairs.map(([code, label]) => [label, code])))
    return {
      identifier: labels.map((label) => JSON.stringify(label)).join(" | "),
      expected: [read.expected, write.expected],
      read: (input) => read.convert(typeof input === "number" ? String(input) : input),
      write: write.convert,
      arbitrary: (fc) => fc.constantFrom(...labels)
    } satisfies Definition<Open<Label>>
  })

/** A label in a request: one of these and no other. */
export const closedLiteral = <const Labels extends ReadonlyArray<string>>(
  labels: Labels
): Codec<Open<Labels[number]>> => closed<Labels[number]>(() => labels.map((label) => [label, label]))

/** The API's codes, each with its label: `{ "0": "open", "1": "won" }`. */
type Codes = Readonly<Record<string, string>>

/** A label in a request, sent as its code, a number: one of these and no other. */
export const closedEnum = <const Table extends Codes>(table: Table): Codec<Open<Table[keyof Table]>> =>
  closed(() =>
    Object.entries(table)
      .map(([code, label]) => [Number(code), label as Table[keyof Table]] as const)
      // An object has its negative keys last.
      .sort(([a], [b]) => a - b)
  )

/** A code in a response, read as its label. `""` is null; a code that this library does not know is read as it is. */
export const openEnum = <const Table extends Codes>(table: Table): Codec<Open<Table[keyof Table]> | null> =>
  make(() => {
    const labels = new Map<string, any>(Object.entries(table))
    const codes = new Map(Object.entries(table).map(([code, label]) => [label, code]))
    return orNullOf(
      defined<Open<Table[keyof Table]>>(
        "OpenEnum",
        ["a code", "a label"],
        (input) => labels.get(textOf(input) ?? "") ?? labelOf(input),
        (label) => (isString(label) ? (codes.get(label) ?? label) : undefined),
        (fc) => fc.constantFrom(...labels.values())
      ),
      isNothing
    )
  })

// ---------------------------------------------------------------------------------------------------------------
// Values of custom fields
// ---------------------------------------------------------------------------------------------------------------

/** What is said of an array that holds something else than strings. */
const notStrings = (expected: string, value: unknown): Issue | undefined =>
  Array.isArray(value)
    ? mustBe(expected, value, `an array with ${describe(value.find((element) => !isString(element)))}`)
    : undefined

const fieldText = "a string or an array of strings"

const split = (text: string): ReadonlyArray<string> => text.slice(2, -2).split("||")

/** Several strings as `||a||b||`, unless they would be read as others. */
const joined = (values: ReadonlyArray<string>): string | Issue => {
  if (values.length === 0) return ""
  const text = `||${values.join("||")}||`
  const back = text === "||||" ? [] : split(text)
  const wrong = values.findIndex((value, index) => value !== back[index])
  return wrong < 0
    ? text
    : new Issue("must be a non-empty string that neither contains `||` nor starts or ends with `|`", values[wrong]).at(
        wrong
      )
}

/** The value of a contact's custom field: one string, or several as `||a||b||`. */
export const FieldText: Codec<string | ReadonlyArray<string>> = scalar<string | ReadonlyArray<string>>(
  "FieldText",
  ["a string, or several as ||a||b||", fieldText],
  (input) => (isString(input) && /^\|\|.+\|\|$/s.test(input) ? split(input) : textOf(input)),
  (value) => (areStrings(value) ? joined(value) : (ifString(value) ?? notStrings(fieldText, value))),
  (fc) => {
    const one = fc.stringMatching(/^[^|]+$/)
    return fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }))
  }
)

/** The value of a custom field of a deal or an account: a string, a number (money in minor units), or several strings. */
export type CustomFieldValue = string | number | ReadonlyArray<string>

const ifFieldValue = (value: unknown): CustomFieldValue | undefined =>
  isString(value) || isExact(value) || areStrings(value) ? value : undefined

const fieldValue = "a string, a number or an array of strings"

/** The value of a custom field of a deal or an account. */
export const CustomFieldValue: Codec<CustomFieldValue> = scalar<CustomFieldValue>(
  "CustomFieldValue",
  [fieldValue, fieldValue],
  ifFieldValue,
  (value) => ifFieldValue(value) ?? notStrings(fieldValue, value),
  (fc) => fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()))
)
