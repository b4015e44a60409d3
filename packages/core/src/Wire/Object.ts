/**
 * Objects with known fields. `Entity` is what the API returns and `Input` is what it is sent.
 *
 * Both are classes that are never instantiated: one declaration gives the codec, the type of its plain objects, and one
 * place for the documentation of each field.
 */
import { given } from "../internal/declared.js"
import { nearest } from "../internal/describe.js"
import {
  type AnyCodec,
  type Codec,
  type Column,
  type Definition,
  definitionOf,
  type FieldDefinition,
  makeClass,
  orNull,
  refined
} from "./Codec.js"
import { readAt, record } from "./Drift.js"
import { Issue, isIssue, mustBe } from "./Issue.js"
import { define, type Value } from "./Structure.js"
import { isNothing, isRecord, Text } from "./Text.js"

type Fields = { readonly [key: string]: AnyCodec }

/** The class itself if it is named, as in `class Tag extends Wire.Entity<Tag>("Tag")(…) {}`; otherwise its fields. */
type Named<Self, Plain> = [Self] extends [never] ? Plain : Self

/** A class that is a codec of plain objects and never instantiated. */
export interface ObjectClass<Self, Plain> extends Codec<Self> {
  /** Not to be called: its values are plain objects. */
  new (_: never): Plain
}

const definitionsOf = (fields: Fields, required: boolean): ReadonlyArray<FieldDefinition> =>
  Object.entries(fields).map(([name, codec]) => [name, definitionOf(codec), required])

const expected: Definition<any>["expected"] = ["an object", "an object"]

/** Converts the field under a key. */
const convertAt = (key: string, convert: (value: unknown) => unknown, given: unknown): unknown => {
  const value = readAt(key, convert, given)
  return isIssue(value) && given === undefined ? new Issue("is required", given).at(key) : value
}

// ---------------------------------------------------------------------------------------------------------------
// Entities
// ---------------------------------------------------------------------------------------------------------------

/** What an entity reads as: its identifying fields, and all others, which may be null. */
export type EntityFields<Required extends Fields, Nullable extends Fields, Shared extends Fields> = {
  readonly [Key in keyof Required]: Value<Required[Key]>
} & {
  readonly [Key in keyof Nullable]: Value<Nullable[Key]> | null
} & {
  readonly [Key in keyof Shared]: Value<Shared[Key]> | null
}

/** A name in ActiveCampaign's other spelling: `dealId` for `deal_id`, and the reverse. */
const twinOf = (name: string): string =>
  name.includes("_")
    ? name.replace(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase())
    : name.replace(/[A-Z]+|\d+/g, (part) => `_${part.toLowerCase()}`)

/** One field of an entity, prepared: its own key, and others that it can be under. */
interface Plan {
  readonly own: Column
  readonly others: ReadonlyArray<Column>
  readonly required: boolean
  /** Whether it says what an object is: all have ids. */
  readonly tells: boolean
}

/**
 * Reads an entity. A field outside `required` that is missing or null is null, and so is one that cannot be read if
 * somebody records it. Unknown keys pass through.
 */
const entityReader = (identifier: string, fields: ReadonlyArray<FieldDefinition>) => {
  // Copying an object that has all fields gives every row the same hidden class, which the engine is fast with.
  const blank: Record<string, unknown> = Object.fromEntries(fields.map(([name]) => [name, null]))
  const plans = fields.map(([name, { columns = [], read }, required]): Plan => {
    const others = [[twinOf(name), read] as const, ...columns].filter(([key]) => !Object.hasOwn(blank, key))
    return { own: [name, read], others, required, tells: name !== "id" && name !== "links" }
  })
  const canTell = plans.some(({ tells }) => tells)
  // Rows of a page have the same keys: which of them are no fields is found out once.
  let known: ReadonlyArray<string> = []
  let unknown = known
  return (input: unknown): Record<string, unknown> | Issue => {
    if (!isRecord(input)) return mustBe(expected[0], input)
    const out: Record<string, unknown> = { ...blank }
    const keys = Object.keys(input)
    if (keys.length !== known.length || keys.some((key, index) => key !== known[index])) {
      known = keys
      unknown = keys.filter((key) => !Object.hasOwn(blank, key))
    }
    for (const name of unknown) define(out, name, input[name])
    const hasOthers = unknown.length > 0
    let told = !(hasOthers && canTell)
    for (const { others, own, required, tells } of plans) {
      const name = own[0]
      const from =
        hasOthers && input[name] === undefined ? (others.find(([key]) => (input[key] ?? null) !== null) ?? own) : own
      const key = from[0]
      const given = input[key]
      if (tells && given !== undefined) told = true
      if (!required && (given === undefined || given === null)) continue
      const value = required ? convertAt(key, from[1], given) : readAt(key, from[1], given)
      if (!isIssue(value)) out[name] = value
      else if (required || (!isNothing(given) && (name === "id" || !record(`${identifier}.${name}`, value))))
        return value
    }
    return told ? out : mustBe(`an object with fields of ${identifier}`, input, "an object without them")
  }
}

/** Writes an entity, as fakes do; unknown keys pass through. */
const entityWriter =
  (fields: ReadonlyArray<FieldDefinition>) =>
  (value: unknown): Record<string, unknown> | Issue => {
    if (!isRecord(value)) return mustBe(expected[1], value)
    const out: Record<string, unknown> = {}
    for (const name of Object.keys(value)) define(out, name, value[name])
    for (const [name, { write }] of fields) {
      const written = convertAt(name, write, value[name])
      if (isIssue(written)) return written
      out[name] = written
    }
    return out
  }

const orNulls = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, codec]) => [name, orNull(codec)]))

/**
 * Something that the API returns. `required` identifies it; each field of `nullable` may be missing or null in a response
 * and then reads as null, and so may each of `shared`: fields that many entities have and that are declared once. A field
 * is also found under its name in the other spelling (`dealId`, `deal_id`). Keys in none of them pass through.
 *
 * The client reads a field of `nullable` or `shared` that is not as documented as null and reports it: see
 * `Response.drift`. If the codec is used as a schema, such a field is an error.
 *
 * ```ts
 * export class Mood extends Wire.Entity<Mood>("Mood")({ id: Wire.Text }, { name: Wire.Text, active: Wire.Flag }) {}
 * ```
 */
export const Entity =
  <Self = never>(identifier: string) =>
  <Required extends Fields, Nullable extends Fields, Shared extends Fields = Record<never, never>>(
    required: Required,
    nullable: Nullable,
    shared?: Shared
  ): ObjectClass<Named<Self, EntityFields<Required, Nullable, Shared>>, EntityFields<Required, Nullable, Shared>> =>
    makeClass(() => {
      const [own, nulls, ofMany] = given([required, nullable, shared])
      const others = { ...nulls, ...ofMany }
      const needed = definitionsOf(own, true)
      const fields = [...needed, ...definitionsOf(orNulls(others), false)]
      return {
        identifier,
        expected,
        read: entityReader(identifier, [...needed, ...definitionsOf(others, false)]),
        write: entityWriter(fields),
        fields,
        arbitrary: (fc) => fc.record(Object.fromEntries(fields.map(([name, one]) => [name, one.arbitrary(fc)])))
      }
    })

// ---------------------------------------------------------------------------------------------------------------
// Inputs
// ---------------------------------------------------------------------------------------------------------------

/** What an input takes: required fields, and fields that may be omitted. */
export type InputFields<Required extends Fields, Optional extends Fields> = {
  readonly [Key in keyof Required]: Value<Required[Key]>
} & {
  readonly [Key in keyof Optional]?: Value<Optional[Key]> | undefined
}

/** An unknown key, and what it was probably meant to be: "is not a known filter; did you mean `status`?". */
const unknownKey = (identifier: string, known: ReadonlyArray<string>, name: string, actual: unknown): Issue => {
  const kinds = {
    Filters: "filter",
    Orders: "sort field",
    Query: "query parameter",
    Operators: "operator",
    Options: "option"
  }
  const kind = Object.entries(kinds).find(([ending]) => identifier.endsWith(ending))?.[1] ?? "field"
  const meant = nearest(name, known)
  const few = known.length > 0 && known.length <= 8 ? `; known: ${known.map((one) => `\`${one}\``).join(", ")}` : ""
  return new Issue(`is not a known ${kind}${meant === undefined ? few : `; did you mean \`${meant}\`?`}`, actual).at(
    name
  )
}

/** Whether a value means none to the API where an id is expected; of an array, whether one of its elements does. */
const isNoId = ({ identifier, item }: Definition<any>, value: unknown): boolean =>
  Array.isArray(value)
    ? item !== undefined && value.some((element) => isNoId(item, element))
    : identifier.endsWith("Id") && typeof value === "string" && /^\s*0+\s*$/.test(value)

interface InputOptions {
  /** Further keys that begin alike. */
  readonly extra?: readonly [prefix: string, definition: Definition<any>]
  readonly takes?: string
}

const inputDefinition = (
  identifier: string,
  required: Fields,
  optional: Fields,
  { extra, takes = "an object" }: InputOptions = {}
): Definition<any> => {
  const fields = [...definitionsOf(required, true), ...definitionsOf(optional, false)]
  const known = new Map(fields.map(([name, definition]) => [name, definition]))
  const definitionOfKey = (name: string) =>
    known.get(name) ?? (extra !== undefined && name.startsWith(extra[0]) && name !== extra[0] ? extra[1] : undefined)
  const names = [...known.keys(), ...(extra === undefined ? [] : [`${extra[0]}…`])]
  const filters = /(Query|Filters)$/.test(identifier)
  // Without any filter, or only with such that are undefined, everything would be found.
  const isNarrow = identifier.endsWith("Filters")
  // Key by key in the order given, which counts for what to sort by.
  const convert = (direction: "read" | "write") => (value: unknown) => {
    if (!isRecord(value)) return mustBe(takes, value)
    const absent = fields.find(([name, , isRequired]) => isRequired && value[name] === undefined)
    // A field that is missing may be misspelt, or everything be one level too deep, so an unknown key is told first.
    const unknown = absent && Object.keys(value).find((name) => definitionOfKey(name) === undefined)
    if (unknown !== undefined) return unknownKey(identifier, names, unknown, value[unknown])
    if (absent !== undefined) return new Issue("is required", undefined).at(absent[0])
    const out: Record<string, unknown> = {}
    for (const name of Object.keys(value)) {
      const definition = definitionOfKey(name)
      if (definition === undefined) return unknownKey(identifier, names, name, value[name])
      const given = value[name]
      // The API takes the id 0 for none, so that it filters nothing.
      if (filters && isNoId(definition, given)) return new Issue('must not be "0", which means none', given).at(name)
      if (given === undefined) continue
      const converted = convertAt(name, definition[direction], given)
      if (isIssue(converted)) return converted
      out[name] = converted
    }
    return isNarrow && Object.keys(out).length === 0
      ? new Issue("must have at least one filter; leave it out for all rows", value)
      : out
  }
  const requiredKeys = Object.keys(required)
  return {
    identifier,
    expected: [takes, takes],
    read: convert("read"),
    write: convert("write"),
    fields,
    arbitrary: (fc) =>
      fc
        .record(Object.fromEntries(fields.map(([name, one]) => [name, one.arbitrary(fc)])), { requiredKeys })
        .filter((value) => !isNarrow || Object.keys(value).length > 0)
  }
}

/**
 * Something that the API is sent. `undefined` is never sent; `null` is sent if the field's codec takes it, and clears. A
 * key in neither group is refused: the API would ignore it silently.
 *
 * ```ts
 * export class MoodCreate extends Wire.Input<MoodCreate>("MoodCreate")({ name: Wire.Text }, { active: Wire.NumericFlag }) {}
 * ```
 */
export const Input =
  <Self = never>(identifier: string) =>
  <Required extends Fields, Optional extends Fields>(
    required: Required,
    optional: Optional
  ): ObjectClass<Named<Self, InputFields<Required, Optional>>, InputFields<Required, Optional>> =>
    makeClass(() => inputDefinition(identifier, ...given([required, optional])))

/** Operators of a comparison: an input of optional fields of which at least one is set. Without any, nothing is filtered. */
export const OperatorInput =
  <Self = never>(identifier: string) =>
  <Optional extends Fields>(
    optional: Optional
  ): ObjectClass<
    Named<Self, InputFields<Record<never, never>, Optional>>,
    InputFields<Record<never, never>, Optional>
  > =>
    makeClass(() => {
      const takes = "an object with operators such as `eq`"
      return refined(
        inputDefinition(identifier, {}, ...given([optional]), { takes }),
        (value): value is object => Object.keys(value).length > 0,
        (value) => mustBe(takes, value)
      )
    })

/** What an open input takes. */
export type OpenInputFields<Prefix extends string, A, Optional extends Fields> = InputFields<
  Record<never, never>,
  Optional
> & { readonly [Key in `${Prefix}${string}`]?: A | undefined }

/** An input with keys of the caller's beside its own, which begin alike: `relationships.primary-contact`. */
export const OpenInput =
  <Self = never>(identifier: string) =>
  <const Prefix extends string, A, Optional extends Fields>(
    prefix: Prefix,
    value: AnyCodec<A>,
    optional: Optional
  ): ObjectClass<Named<Self, OpenInputFields<Prefix, A, Optional>>, OpenInputFields<Prefix, A, Optional>> =>
    makeClass(() => {
      const [begin, others, fields] = given([prefix, value, optional])
      const extra = definitionOf(others)
      const own = inputDefinition(identifier, {}, fields, { extra: [begin, extra] })
      return {
        ...own,
        arbitrary: (fc) =>
          fc
            .tuple(
              own.arbitrary(fc),
              fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), extra.arbitrary(fc), { maxKeys: 3 })
            )
            .map(([own, others]) =>
              Object.assign({}, own, ...Object.entries(others).map(([key, one]) => ({ [`${begin}${key}`]: one })))
            )
      }
    })

/** A reference to a thing of any kind. */
export class Target extends Entity<Target>("Target")(
  {},
  {
    /** Kind of the thing, such as `contact` or `deal`. */
    type: Text,
    /** Id of the thing. */
    id: Text
  }
) {}
