/**
 * The vendor's JSON dialect, and the only place that knows it.
 *
 * A small vocabulary of codecs: `id`, `ref`, `Flag`, `Integer`, `Timestamp`, … for values, `entity` for what the
 * vendor answers, `input` for what it is sent, `envelope` for the key around both. Each reads every spelling that
 * the vendor is known to use and refuses the rest; each writes the vendor's own form. They are ordinary schemas,
 * so everything of `effect/Schema` works with them.
 *
 * ```ts
 * const tag = Wire.entity("Tag", { id: TagId, tag: Wire.Text }, { subscriber_count: Wire.Integer })
 * export interface Tag extends Schema.Schema.Type<typeof tag> {}
 * export const Tag: Wire.Codec<Tag> = tag
 * ```
 */
import type * as Brand from "effect/Brand"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import { identity } from "effect/Function"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"

/** A schema whose encoded side is the vendor's JSON. */
export interface Codec<A> extends Schema.Schema<A, unknown> {}

// ---------------------------------------------------------------------------------------------------------------
// Reading directly
//
// The schema interpreter costs about a microsecond for each field, and a page of contacts has thousands. So every
// codec here also carries its reading as a plain function, and `entity` calls those. One that does not recognise
// its input answers `Refused`; then the interpreter runs, and words the error. A property test holds both equal.
// ---------------------------------------------------------------------------------------------------------------

const Refused: unique symbol = Symbol.for("@effect-activecampaign/core/Wire/Refused")
type Refused = typeof Refused

type Read<A> = (input: unknown) => A | Refused

const ReadId: unique symbol = Symbol.for("@effect-activecampaign/core/Wire/Read")

const readerOf = <A>(schema: Schema.Schema<A, any>): Read<A> => {
  const carried = schema.ast.annotations[ReadId]
  if (carried !== undefined) return carried as Read<A>
  const decode = ParseResult.decodeUnknownEither(schema)
  return (input) => Either.getOrElse(decode(input), () => Refused)
}

/** A codec of one value: its type, how it is read (or refused), how it is written. */
const scalar = <A>(identifier: string, type: Schema.Schema<A>, read: Read<A>, write: (value: A) => unknown): Codec<A> =>
  Schema.transformOrFail(Schema.Unknown, type, {
    strict: true,
    decode: (input, _, ast) => {
      const value = read(input)
      return value === Refused ? ParseResult.fail(new ParseResult.Type(ast, input)) : ParseResult.succeed(value)
    },
    encode: (value) => ParseResult.succeed(write(value))
  }).annotations({ identifier, [ReadId]: read })

/** A schema that is read directly where that succeeds, and by the interpreter where it does not. */
const compiled = <A>(identifier: string, schema: Schema.Schema<A, any>, read: Read<A>): Codec<A> =>
  Schema.declare(
    [schema],
    {
      // The interpreter hands in `schema` itself, or its type side alone where nothing is to be transformed.
      decode: (self) => {
        const interpret = ParseResult.decodeUnknown(self)
        return (input, options) => {
          const value = self.ast === schema.ast ? read(input) : Refused
          return value === Refused ? interpret(input, options) : ParseResult.succeed(value)
        }
      },
      encode: (self) => {
        const interpret = ParseResult.encodeUnknown(self)
        return (input, options) => interpret(input, options)
      }
    },
    { identifier, arbitrary: (self) => self, pretty: (self) => self, equivalence: (self) => self, [ReadId]: read }
  )

/** The schema as one whose type side is another schema, which `compiled` needs to tell the two apart. */
const asTransformation = <A>(schema: Schema.Schema<A, any>): Schema.Schema<A, any> =>
  schema.ast === Schema.typeSchema(schema).ast ? Schema.compose(Schema.Unknown, schema, { strict: false }) : schema

/** A brand exists in types only, so no run-time step can produce one: this is the one cast that does. */
const branded = <A extends string>(schema: Schema.Schema<string>): Schema.Schema<A> =>
  schema as Schema.Schema<any> as Schema.Schema<A>

const isRecord = (input: unknown): input is Record<string, unknown> =>
  typeof input === "object" && input !== null && !Array.isArray(input)

// ---------------------------------------------------------------------------------------------------------------
// Texts and ids
// ---------------------------------------------------------------------------------------------------------------

const textOf = (input: unknown): string | Refused =>
  typeof input === "string" ? input : typeof input === "number" || typeof input === "boolean" ? String(input) : Refused

/** Text; a number or boolean that stands where text belongs is read as text. */
export const Text: Codec<string> = scalar("Text", Schema.String, textOf, identity)

/** Codec of one kind of id. `make` brands an id that an application holds as plain text. */
export interface Id<A> extends Codec<A> {
  readonly make: (id: string) => A
}

/**
 * One kind of id: branded text to the application, `"12"` or `12` on the wire.
 *
 * ```ts
 * export type TagId = string & Brand.Brand<"TagId">
 * export const TagId = Wire.id<TagId>("TagId")
 * ```
 */
export const id = <A extends string & Brand.Brand<string>>(identifier: string): Id<A> => {
  const type = branded<A>(Schema.String.pipe(Schema.filter((id) => id !== "")).annotations({ identifier }))
  const decode = Schema.decodeUnknownSync(type)
  const codec = scalar(
    identifier,
    type,
    (input) =>
      (typeof input === "string" && input !== "") ||
      (typeof input === "number" && Number.isSafeInteger(input) && input >= 0)
        ? decode(String(input))
        : Refused,
    identity
  )
  return Object.assign(codec, { make: (id: string) => decode(id) })
}

/** A reference that may be empty: `null`, `""`, `"0"` and `0` all mean none. */
export const ref = <A extends string>(target: Codec<A>): Codec<A | null> => {
  const read = readerOf(target)
  return scalar(
    "Reference",
    Schema.NullOr(Schema.typeSchema(target)),
    (input) => (input === null || input === "" || input === "0" || input === 0 ? null : read(input)),
    identity
  )
}

/** An id that the vendor is sent as a number, where it is one. */
export const numeric = <A extends string>(target: Id<A>): Codec<A> =>
  scalar("NumericId", Schema.typeSchema(target), readerOf(target), (id) =>
    /^(0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id
  )

/** A related thing, as it stands in a list: its id alone, or all that the vendor sent of it. */
export type Related<A> = A | { readonly id: A; readonly [key: string]: unknown }

/** A list that holds ids on one route and objects on another. */
export const related = <A extends string>(target: Codec<A>): Codec<ReadonlyArray<Related<A>>> =>
  rows(Schema.Union(target, Schema.Struct({ id: target }, { key: Schema.String, value: Json })))

/** One of the words that are known, or one that the vendor has added since. */
export type Known<Word extends string> = Word | (string & {})

/** A word of the vendor's; a word that this library does not know is read as it is. */
export const known = <const Words extends ReadonlyArray<string>>(...words: Words): Codec<Known<Words[number]>> =>
  scalar<Known<Words[number]>>("Known", Schema.String.annotations({ examples: [words[0] ?? ""] }), textOf, identity)

/** The vendor's codes, each with the word for it: `{ "0": "open", "1": "won" }`. */
type Codes = Readonly<Record<string, string>>

/** Codes and words of a table, both ways round. */
const lookup = (table: Codes) => {
  const pairs = Object.entries(table)
  return { words: new Map(pairs), codes: new Map(pairs.map(([code, word]) => [word, code])) }
}

/** A code of the vendor's, read as the word for it; `""` is none, and a code that is not known is read as it is. */
export const codes = <const Table extends Codes>(table: Table): Codec<Known<Table[keyof Table]> | null> => {
  const { codes, words } = lookup(table)
  return scalar<Known<Table[keyof Table]> | null>(
    "Code",
    Schema.NullOr(Schema.String).annotations({
      arbitrary: () => (fc) => fc.constantFrom(null, ...words.values())
    }),
    (input) => {
      if (input === null || input === "") return null
      const code = textOf(input)
      return code === Refused ? code : (words.get(code) ?? code)
    },
    (word) => (word === null ? null : (codes.get(word) ?? word))
  )
}

/** One of the words that stand for codes, and no other, for inputs; sent as the code, a number. */
export const codeOf = <const Table extends Codes>(table: Table): Codec<Table[keyof Table]> => {
  const { codes, words } = lookup(table)
  const word: Schema.Schema<Table[keyof Table]> = Schema.Literal(...Object.values<Table[keyof Table]>(table as never))
  const is = Schema.is(word)
  return scalar(
    "Code",
    word,
    (input) => {
      const value = words.get(String(input))
      return is(value) ? value : Refused
    },
    (word) => Number(codes.get(word))
  )
}

/** Several values in one text: `||a||b||`. */
export const MultiValue: Codec<ReadonlyArray<string>> = scalar(
  "MultiValue",
  Schema.Array(Schema.String.pipe(Schema.pattern(/^[^|]+$/))),
  (input) =>
    input === null ? [] : typeof input === "string" ? input.split("||").filter((value) => value !== "") : Refused,
  (values) => (values.length === 0 ? "" : `||${values.join("||")}||`)
)

const fieldText: Schema.Schema<string | ReadonlyArray<string>> = Schema.Union(
  Schema.String,
  Schema.Array(Schema.String)
).annotations({
  arbitrary: () => (fc) => {
    const one = fc.stringMatching(/^[^|]+$/)
    return fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }))
  }
})

/** The value of a custom field: one text, or several as `||a||b||`. */
export const FieldText: Codec<string | ReadonlyArray<string>> = scalar(
  "FieldText",
  fieldText,
  (input) =>
    typeof input === "string" && input.startsWith("||") && input.endsWith("||") && input.length > 4
      ? input.slice(2, -2).split("||")
      : textOf(input),
  (value) => (typeof value === "string" ? value : value.length === 0 ? "" : `||${value.join("||")}||`)
)

// ---------------------------------------------------------------------------------------------------------------
// Flags and numbers
// ---------------------------------------------------------------------------------------------------------------

const readFlag: Read<boolean> = (input) => {
  switch (input) {
    case "1":
    case 1:
    case true:
    case "true":
      return true
    case "0":
    case 0:
    case false:
    case "false":
    case "":
    case null:
      return false
    default:
      return Refused
  }
}

/** A yes or no: `"1"`, `1` and `true` are yes; `"0"`, `0`, `false`, `""` and `null` are no. */
export const Flag: Codec<boolean> = scalar("Flag", Schema.Boolean, readFlag, (flag) => (flag ? "1" : "0"))

/** A yes or no that the vendor is sent as `1` or `0`. */
export const NumericFlag: Codec<boolean> = scalar("NumericFlag", Schema.Boolean, readFlag, (flag) => (flag ? 1 : 0))

const numberOf = (input: unknown): number | null | Refused =>
  input === null || input === ""
    ? null
    : typeof input === "number"
      ? input
      : typeof input === "string" && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(input.trim())
        ? Number(input)
        : Refused

const numberLike = (identifier: string, type: Schema.Schema<number>, read: (value: number) => number) =>
  scalar<number | null>(
    identifier,
    Schema.NullOr(type),
    (input) => {
      const value = numberOf(input)
      if (value === null || value === Refused) return value
      const number = read(value)
      return Number.isFinite(number) ? number : Refused
    },
    (value) => (value === null ? null : String(value))
  )

/** A whole number, on the wire as text or number; `""` is none. */
export const Integer: Codec<number | null> = numberLike("Integer", Schema.Int, (value) =>
  Number.isSafeInteger(value) ? value : Number.NaN
)

/** A number that the vendor is sent as a number, and that it may echo as text. */
const sentAsNumber = (
  identifier: string,
  type: Schema.Schema<number>,
  holds: (value: number) => boolean
): Codec<number> =>
  scalar(
    identifier,
    type,
    (input) => {
      const value = numberOf(input)
      return typeof value === "number" && holds(value) ? value : Refused
    },
    identity
  )

/** A whole number that the vendor is sent as a number, and that it may echo as text. */
export const NumericInteger: Codec<number> = sentAsNumber("NumericInteger", Schema.Int, Number.isSafeInteger)

/** No number of the vendor's is infinite, and JSON has no minus zero. */
const finite: Schema.Schema<number> = Schema.Finite.annotations({
  arbitrary: () => (fc) => fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0)
})

/** A number with or without decimals, on the wire as text or number; `""` is none. */
export const Decimal: Codec<number | null> = numberLike("Decimal", finite, identity)

/** A number with or without decimals that the vendor is sent as a number. */
export const NumericDecimal: Codec<number> = sentAsNumber("NumericDecimal", finite, Number.isFinite)

/**
 * Money in minor units (cents), beside its currency. The vendor echoes a fraction that it was sent and stores the
 * whole part, so the whole part is what is read.
 */
export const Cents: Codec<number | null> = numberLike("Cents", Schema.Int, Math.trunc)

// ---------------------------------------------------------------------------------------------------------------
// Dates
// ---------------------------------------------------------------------------------------------------------------

const noDate = (input: unknown): boolean =>
  input === null || input === "" || (typeof input === "string" && input.startsWith("0000-00-00"))

const isoPattern = /^(\d{4}-\d\d-\d\dT)(\d{1,2})(:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)$/

const instantOf = (input: unknown): DateTime.Utc | null | Refused => {
  if (noDate(input)) return null
  const parts = typeof input === "string" ? isoPattern.exec(input) : null
  if (parts === null) return Refused
  const [text, day, hour = "", rest, fraction = "", zone] = parts
  const millis = Date.parse(
    hour.length === 2 && fraction.length <= 4
      ? text
      : `${day}${hour.padStart(2, "0")}${rest}${fraction.slice(0, 4)}${zone}`
  )
  return Number.isNaN(millis) ? Refused : DateTime.unsafeFromDate(new Date(millis))
}

const isoOf = (value: DateTime.Utc): string => new Date(DateTime.toEpochMillis(value)).toISOString()

const writeInstant = (value: DateTime.Utc): string => isoOf(value).replace(/(\.000)?Z$/, "+00:00")

const isUtc = (value: unknown): value is DateTime.Utc => DateTime.isDateTime(value) && DateTime.isUtc(value)

const instant: Schema.Schema<DateTime.Utc> = Schema.declare(isUtc, {
  identifier: "DateTime.Utc",
  arbitrary: () => (fc) =>
    fc.integer({ min: 0, max: 4_102_444_800_000 }).map((millis) => DateTime.unsafeFromDate(new Date(millis)))
})

/** A point in time that the vendor is sent, for inputs: `2018-09-12T12:51:12+00:00` on the wire. */
export const Instant: Codec<DateTime.Utc> = scalar(
  "Instant",
  instant,
  (input) => instantOf(input) ?? Refused,
  writeInstant
)

/** A point in time, on the wire `2018-09-12T12:51:12-05:00`; every spelling of "no date" is `null`. */
export const Timestamp: Codec<DateTime.Utc | null> = scalar("Timestamp", Schema.NullOr(instant), instantOf, (value) =>
  value === null ? null : writeInstant(value)
)

const patternOf = <A extends string>(pattern: RegExp) => {
  const type = branded<A>(Schema.String.pipe(Schema.pattern(pattern)))
  const is = Schema.is(type)
  return {
    type,
    decode: (input: unknown): A | null | Refused => (noDate(input) ? null : is(input) ? input : Refused)
  }
}

/** `2018-09-12 12:51:12`: what a clock in the account's own time zone showed. Which zone, the vendor does not say. */
export type LocalDateTime = string & Brand.Brand<"LocalDateTime">

const localDateTime = /*#__PURE__*/ patternOf<LocalDateTime>(
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
)

/** A date and time without a zone; every spelling of "no date" is `null`. */
export const LocalDateTime: Codec<LocalDateTime | null> = scalar(
  "LocalDateTime",
  Schema.NullOr(localDateTime.type),
  localDateTime.decode,
  identity
)

/** `2018-09-12`: a day. */
export type LocalDate = string & Brand.Brand<"LocalDate">

const localDate = /*#__PURE__*/ patternOf<LocalDate>(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** A day without a time; every spelling of "no date" is `null`. */
export const LocalDate: Codec<LocalDate | null> = scalar(
  "LocalDate",
  Schema.NullOr(localDate.type),
  localDate.decode,
  identity
)

/** For fields that hold a point in time on one route and a date and time without a zone on another. */
export const Moment: Codec<DateTime.Utc | LocalDateTime | null> = scalar(
  "Moment",
  Schema.NullOr(Schema.Union(instant, localDateTime.type)),
  (input) => {
    const local = localDateTime.decode(input)
    return local === Refused ? instantOf(input) : local
  },
  (value) => (value === null || typeof value === "string" ? value : writeInstant(value))
)

/** A date to filter by: a point in time, or a text in a form that the vendor takes, such as `2026-05-28`. */
export const DateFilter: Codec<DateTime.Utc | string> = scalar<DateTime.Utc | string>(
  "DateFilter",
  Schema.Union(instant, Schema.String),
  (input) => {
    const value = input === null || input === "" ? Refused : instantOf(input)
    return value === Refused || value === null ? textOf(input) : value
  },
  (value) => (typeof value === "string" ? value : isoOf(value))
)

/** What a custom field of a deal or an account holds: a text, a number (money in cents), or several texts. */
export type CustomFieldValue = string | number | ReadonlyArray<string>

/** What a custom field of a deal or an account holds. */
export const CustomFieldValue: Codec<CustomFieldValue> = scalar<CustomFieldValue>(
  "CustomFieldValue",
  Schema.Union(Schema.String, finite, Schema.Array(Schema.String)),
  (input) =>
    typeof input === "string" || (typeof input === "number" && Number.isFinite(input))
      ? input
      : Array.isArray(input) && input.every((value) => typeof value === "string")
        ? input
        : Refused,
  identity
)

// ---------------------------------------------------------------------------------------------------------------
// Structures
// ---------------------------------------------------------------------------------------------------------------

/** Any JSON, passed through. */
export const Json: Codec<unknown> = Schema.Unknown.annotations({
  identifier: "Json",
  arbitrary: () => (fc) => fc.jsonValue(),
  [ReadId]: identity
})

/** A list of things. */
export const rows = <A>(item: Schema.Schema<A, any>): Codec<ReadonlyArray<A>> => {
  const read = readerOf(item)
  return compiled<ReadonlyArray<A>>("Rows", asTransformation(Schema.Array(item)), (input) => {
    if (!Array.isArray(input)) return Refused
    const out: Array<A> = []
    for (const element of input) {
      const value = read(element)
      if (value === Refused) return Refused
      out.push(value)
    }
    return out
  })
}

/** A map by name; PHP writes an empty one as `[]`. */
export const map = <A>(value: Codec<A>): Codec<{ readonly [key: string]: A }> => {
  const read = readerOf(value)
  const record = Schema.Record({ key: Schema.String, value })
  const orEmpty = Schema.transform(Schema.Unknown, record, {
    strict: false,
    decode: (input) => (Array.isArray(input) && input.length === 0 ? {} : input),
    encode: identity
  })
  return compiled<{ readonly [key: string]: A }>("Map", orEmpty, (input) => {
    if (Array.isArray(input) && input.length === 0) return {}
    if (!isRecord(input)) return Refused
    const out: Record<string, A> = {}
    for (const key of Object.keys(input)) {
      const one = read(input[key])
      if (one === Refused) return Refused
      out[key] = one
    }
    return out
  })
}

/** Names of related things, each with the URL it can be read at. */
export interface Links {
  readonly [name: string]: string
}
/** Names of related things, each with the URL it can be read at. */
export const Links: Codec<Links> = /*#__PURE__*/ map(Text)

type Fields = { readonly [key: string]: Codec<any> }

/** What an entity reads as: its identifying fields, and all others, which may be null. */
export type Entity<Required extends Fields, Nullable extends Fields, Shared extends Fields = Record<never, never>> = {
  readonly [Key in keyof Required]: Schema.Schema.Type<Required[Key]>
} & {
  readonly [Key in keyof Nullable]: Schema.Schema.Type<Nullable[Key]> | null
} & {
  readonly [Key in keyof Shared]: Schema.Schema.Type<Shared[Key]> | null
}

/**
 * A thing that the vendor answers with. `required` is what identifies it; everything in `nullable` may be missing
 * or null in a body and then reads as null, and so may `shared`: fields that many things have, and that are declared
 * in one place. Keys that are in none of them pass through.
 */
export const entity = <Required extends Fields, Nullable extends Fields, Shared extends Fields = Record<never, never>>(
  identifier: string,
  required: Required,
  nullable: Nullable,
  shared?: Shared
): Codec<Entity<Required, Nullable, Shared>> => {
  const needed = Object.entries(required)
  const others = Object.entries<Codec<any>>({ ...nullable, ...shared })
  // Copying an object that has all fields gives every row the same hidden class, which the engine is fast with.
  const blank: Record<string, unknown> = Object.fromEntries([...needed, ...others].map(([key]) => [key, null]))
  const struct = structOf([
    ...needed,
    ...others.map(([key, codec]) => [key, Schema.Union(Schema.Null, codec)] as const)
  ])
  const filled = Schema.transform(
    Schema.Unknown,
    struct.annotations({ parseOptions: { onExcessProperty: "preserve" } }),
    { strict: false, decode: (input) => (isRecord(input) ? fill(others, input) : input), encode: identity }
  )
  const neededReaders = needed.map(([key, codec]) => [key, readerOf(codec)] as const)
  const otherReaders = others.map(([key, codec]) => [key, readerOf(codec)] as const)
  return compiled(identifier, filled, (input) => {
    if (!isRecord(input)) return Refused
    const out: Record<string, unknown> = { ...blank }
    for (const [key, read] of neededReaders) {
      const value = read(input[key])
      if (value === Refused) return Refused
      out[key] = value
    }
    for (const [key, read] of otherReaders) {
      const given = input[key]
      if (given === undefined || given === null) continue
      const value = read(given)
      if (value === Refused) return Refused
      out[key] = value
    }
    for (const key of Object.keys(input)) {
      if (!Object.hasOwn(blank, key)) {
        // Defined and not assigned: a body can hold the key `__proto__`.
        Object.defineProperty(out, key, { value: input[key], enumerable: true, configurable: true, writable: true })
      }
    }
    return out
  })
}

/** The body with null for every field that it leaves out. */
const fill = (fields: ReadonlyArray<readonly [string, unknown]>, input: Record<string, unknown>) => ({
  ...Object.fromEntries(fields.map(([key]) => [key, null])),
  ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
})

/** Which fields there are is known to types only through the caller's records, so the struct's own type is `any`. */
const structOf = (fields: ReadonlyArray<readonly [string, Schema.Struct.Field]>): Schema.Schema<any, any> =>
  Schema.make(Schema.Struct(Object.fromEntries(fields)).ast)

const target = entity(
  "Target",
  {},
  {
    /** Kind of the thing, such as `contact` or `deal`. */
    type: Text,
    /** Its id. */
    id: Text
  }
)

/** A reference to a thing of whichever kind. */
export interface Target extends Schema.Schema.Type<typeof target> {}
/** A reference to a thing of whichever kind. */
export const Target: Codec<Target> = target

type InputFields = { readonly [key: string]: Schema.Schema<any, any> }

/** What an input takes: what the vendor requires, and what may be left out. */
export type Input<Required extends InputFields, Optional extends InputFields> = {
  readonly [Key in keyof Required]: Schema.Schema.Type<Required[Key]>
} & {
  readonly [Key in keyof Optional]?: Schema.Schema.Type<Optional[Key]> | undefined
}

/**
 * A thing that the vendor is sent. `undefined` is never sent; `null` is sent where the field's schema takes it,
 * and clears. A key that is in neither group is refused: the vendor would ignore it without a word.
 */
export const input = <Required extends InputFields, Optional extends InputFields>(
  identifier: string,
  required: Required,
  optional: Optional
): Codec<Input<Required, Optional>> =>
  asInput(identifier, structOf([...Object.entries(required), ...optionals(optional)]))

/** The fields of an input that may be left out. */
const optionals = (fields: InputFields) =>
  Object.entries(fields).map(([key, schema]) => [key, Schema.optional(schema)] as const)

const asInput = (identifier: string, schema: Schema.Schema<any, any>): Codec<any> =>
  schema.annotations({ identifier, parseOptions: { onExcessProperty: "error", propertyOrder: "original" } })

/** What an input takes that has keys of the caller's beside its own. */
export type OpenInput<Prefix extends string, A, Optional extends InputFields> = Input<
  Record<never, never>,
  Optional
> & {
  readonly [Key in `${Prefix}${string}`]?: A | undefined
}

/** An input with keys that the caller makes up, which begin alike: `relationships.primary-contact`. */
export const openInput = <const Prefix extends string, A, Optional extends InputFields>(
  identifier: string,
  prefix: Prefix,
  value: Schema.Schema<A, any>,
  optional: Optional
): Codec<OpenInput<Prefix, A, Optional>> =>
  asInput(
    identifier,
    Schema.make(
      Schema.Struct(Object.fromEntries(optionals(optional)), {
        key: Schema.TemplateLiteral(prefix, Schema.String),
        value: Schema.UndefinedOr(value)
      }).ast
    )
  )

/** One thing under its key: `{ "tag": { … } }`. Keys beside it are side-loads, which `withResponse` gives access to. */
export const envelope = <A>(key: string, content: Codec<A>): Codec<A> => {
  const read = readerOf(content)
  return compiled(
    `${key} envelope`,
    Schema.transform(Schema.Struct({ [key]: content }), Schema.typeSchema(content), {
      strict: false,
      decode: (body) => body[key],
      encode: (value) => ({ [key]: value })
    }),
    (body) => (isRecord(body) ? read(body[key]) : Refused)
  )
}

/** One thing under its key, or `{}` where there is none. */
export const envelopeOrNone = <A>(key: string, content: Codec<A>): Codec<A | null> =>
  Schema.transform(Schema.Unknown, Schema.NullOr(content), {
    strict: false,
    decode: (body) => (isRecord(body) ? (body[key] ?? null) : body),
    encode: (written) => (written === null ? {} : { [key]: written })
  })

/** One thing under its key, with some of its fields beside the key: `{ "fieldValue": { … }, "useDefaults": true }`. */
export const envelopeBeside = <A>(key: string, beside: ReadonlyArray<string>, content: Codec<A>): Codec<A> =>
  Schema.transform(Schema.Unknown, content, {
    strict: false,
    decode: (body) => {
      if (!isRecord(body) || !isRecord(body[key])) return body
      const { [key]: inner, ...rest } = body
      return { ...rest, ...(inner as object) }
    },
    encode: (written) => {
      const entries = Object.entries(written as object)
      return {
        [key]: Object.fromEntries(entries.filter(([name]) => !beside.includes(name))),
        ...Object.fromEntries(entries.filter(([name]) => beside.includes(name)))
      }
    }
  })

const text = Schema.String

const operators = input(
  "Operators",
  {},
  { eq: text, neq: text, lt: text, lte: text, gt: text, gte: text, contains: text, starts_with: text }
)

/** Comparisons of a text, all of which must hold. */
export interface Operators extends Schema.Schema.Type<typeof operators> {}
/** Comparisons of a text, all of which must hold. */
export const Operators: Codec<Operators> = operators

/** How a filter compares a text: as the vendor does by default, or with operators. */
export const Comparison: Codec<string | Operators> = Schema.Union(Schema.String, Operators)

/** Several words in one query parameter, separated by commas. */
export const commaSeparated = <const Words extends ReadonlyArray<string>>(
  ...words: Words
): Codec<ReadonlyArray<Words[number]>> =>
  Schema.transform(Schema.Unknown, Schema.Array(Schema.Literal(...words)), {
    strict: false,
    decode: (list) => (list === "" ? [] : String(list).split(",")),
    encode: (list) => list.join(",")
  })

/** Fields to sort by; the first one given counts first. */
export const orders = <const Names extends ReadonlyArray<string>>(
  ...names: Names
): Codec<{ readonly [Name in Names[number]]?: "ASC" | "DESC" | undefined }> =>
  input("Orders", {}, Object.fromEntries(names.map((name) => [name, Schema.Literal("ASC", "DESC")])))

/** An answer whose body says nothing: empty, `{}`, or a message. */
export const Void: Codec<void> = scalar(
  "Void",
  Schema.make<void>(Schema.Undefined.ast),
  () => undefined,
  () => ({})
)
