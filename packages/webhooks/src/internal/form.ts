/**
 * The vocabulary that blocks of a webhook's body are declared in. A field is read from its block, is written as parts of keys,
 * and has an arbitrary; a block has fields. The types of events, the decoder, the builders and the tests follow from them.
 *
 * Nothing here fails: a field that is missing or cannot be read has its empty value, and its pairs stay in the body.
 */
import * as DateTime from "effect/DateTime"
import type * as FastCheck from "effect/FastCheck"
import * as Wire from "effect-activecampaign/Wire"
import type { Node } from "../FormBody.js"

/** What is written for a key: a value, or the parts that follow in brackets. */
export type Written = string | Entries

/** Parts of keys, each with what is written for it. */
export type Entries = ReadonlyArray<readonly [part: string, written: Written]>

type Arbitrary<A> = (fc: typeof FastCheck) => FastCheck.Arbitrary<A>

/** A field of a block. */
export interface Field<A> {
  /** Reads the field from its block. `undefined` if it is missing or cannot be read. */
  readonly read: (block: Node, name: string) => NonNullable<A> | undefined
  /** Writes the field into its block. Takes what builders take, which is more than what is read. */
  readonly write: (value: unknown, name: string) => Entries
  /** The value of the field if there is none: null, or an empty array or map. */
  readonly empty: A
  /** Values other than the empty one that are read as they were written. */
  readonly arbitrary: Arbitrary<NonNullable<A>>
}

export type Fields = Readonly<Record<string, Field<unknown>>>

/** The value of a field. */
export type ValueOf<F> = F extends Field<infer A> ? A : never

/** The value of a block: its required fields, and all others, each with its empty value if it is missing. */
export type BlockValue<Required extends Fields, Others extends Fields> = {
  readonly [Key in keyof Required]: NonNullable<ValueOf<Required[Key]>>
} & {
  readonly [Key in keyof Others]: ValueOf<Others[Key]>
}

/** A block of fields. */
export interface Block<A> extends Field<A | null> {
  /** Reads the block from its own node. */
  readonly readBlock: (node: Node) => A | undefined
  /** Writes what is in the block. */
  readonly writeBlock: (value: unknown) => Entries
}

// ---------------------------------------------------------------------------------------------------------------
// Nodes
// ---------------------------------------------------------------------------------------------------------------

/** The value of a key; the last one if there are several, as in PHP. */
const lastOf = (node: Node): string | undefined => node.values.at(-1)

/** What is below a key in `[0]`, `[1]` …, and then what is in `[]`; each in the order of the body. */
const elementsOf = (node: Node): ReadonlyArray<Node> => [
  ...[...node.children].filter(([part]) => /^\d+$/.test(part)).map(([, child]) => child),
  ...node.appended
]

/** The values of all elements. */
const textsOf = (node: Node): ReadonlyArray<string> => elementsOf(node).flatMap(({ values }) => values)

/** A field with a node of its own. */
const field = <A>(
  read: (node: Node) => A | undefined,
  write: (value: unknown) => Written,
  arbitrary: Arbitrary<A>
): Field<A | null> => ({
  read: (block, name) => {
    const node = block.children.get(name)
    return (node === undefined ? undefined : read(node)) ?? undefined
  },
  write: (value, name) => [[name, write(value)]],
  empty: null,
  arbitrary: (fc) => arbitrary(fc).filter(isSome)
})

const isSome = <A>(value: A): value is NonNullable<A> => value !== null && value !== undefined

/** A field that is never null. */
const total = <A extends object>(of: Field<A | null>, empty: A): Field<A> => ({
  read: of.read,
  write: of.write,
  empty,
  arbitrary: of.arbitrary
})

/** A field whose key is not its name. */
export const under = <A>(key: string, of: Field<A>): Field<A> => ({
  ...of,
  read: (block) => of.read(block, key),
  write: (value) => of.write(value, key)
})

/** A field that is also read under other keys. An empty text is read only if there is no other. */
export const or = <A>(of: Field<A>, ...keys: ReadonlyArray<string>): Field<A> => ({
  ...of,
  read: (block, name) => {
    const values = [name, ...keys].map((key) => of.read(block, key)).filter(isSome)
    return values.find((value) => value !== "") ?? values[0]
  }
})

// ---------------------------------------------------------------------------------------------------------------
// Values
// ---------------------------------------------------------------------------------------------------------------

const isArray = (value: unknown): value is ReadonlyArray<unknown> => Array.isArray(value)

const special = "& = [ ] ][ % %26 %5B + ; ? # __proto__ constructor toString 😀 ä € | || , . 0 a".split(" ")

/** Texts with everything that a form, a key, PHP or JavaScript takes for something else. */
export const hostileText: Arbitrary<string> = (fc) =>
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(...special, " ", ", ", "\n", "\r\n", "\0", "\uFEFF", "\u2028") })
  )

const readBy = <A>(codec: Wire.Codec<A>, text: string | undefined): A | undefined => {
  const value = text === undefined ? undefined : Wire.definitionOf(codec).read(text)
  return value instanceof Wire.Issue ? undefined : value
}

/** As the codec writes a value; a value that it refuses is written as it is. */
const writeBy = (codec: Wire.AnyCodec, value: unknown): string => {
  const written = Wire.definitionOf(codec).write(value)
  return String(written instanceof Wire.Issue || written === null ? value : written)
}

/** One value, in a codec of the SDK. */
export const scalar = <A>(codec: Wire.Codec<A>): Field<NonNullable<A> | null> =>
  field<NonNullable<A>>(
    (node) => readBy(codec, lastOf(node)) ?? undefined,
    (value) => writeBy(codec, value),
    (fc) => Wire.definitionOf(codec).arbitrary(fc).filter(isSome)
  )

/** Text, which can be empty. */
export const text: Field<string | null> = { ...scalar(Wire.Text), arbitrary: hostileText }

/** A date-time with the offset that it was sent with, or one without an offset, on a clock that is not known. */
export type OffsetOrLocal = DateTime.Zoned | Wire.LocalDateTime

const offsetOf = (text: string): number => {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(text) ?? []
  return (sign === "-" ? -60_000 : 60_000) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0))
}

const readDateTime = (text: string | undefined): OffsetOrLocal | undefined => {
  const instant = readBy(Wire.Instant, text)
  return text === undefined || instant === undefined
    ? (readBy(Wire.LocalDateTime, text) ?? undefined)
    : DateTime.setZoneOffset(instant, offsetOf(text))
}

/** A `DateTime`, or text in one of ActiveCampaign's forms. */
const zonedOf = (value: unknown): DateTime.Zoned | undefined => {
  if (DateTime.isDateTime(value)) return DateTime.isZoned(value) ? value : DateTime.setZoneOffset(value, 0)
  const read = typeof value === "string" ? readDateTime(value) : undefined
  return DateTime.isDateTime(read) ? read : undefined
}

const isoOf = (value: DateTime.Zoned): string => DateTime.formatIsoOffset(value).replace(".000", "")

const dateTimes: Arbitrary<OffsetOrLocal> = (fc) =>
  fc
    .tuple(fc.integer({ min: 0, max: 4_102_444_800 }), fc.option(fc.integer({ min: -56, max: 56 })))
    .map(([seconds, quarters]) =>
      quarters === null
        ? readBy(Wire.LocalDateTime, new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " "))
        : DateTime.setZoneOffset(DateTime.unsafeMake(seconds * 1000), quarters * 900_000)
    )
    .filter(isSome)

/** A date-time under one key. */
export const dateTime: Field<OffsetOrLocal | null> = field(
  (node) => readDateTime(lastOf(node)),
  (value) => {
    const zoned = zonedOf(value)
    return zoned === undefined ? String(value) : isoOf(zoned)
  },
  dateTimes
)

/** A date-time that comes twice: `duedate` without an offset, and `duedate_iso` with one, which is read first. */
export const dateTimeTwice: Field<OffsetOrLocal | null> = {
  ...dateTime,
  read: (block, name) => dateTime.read(block, `${name}_iso`) ?? dateTime.read(block, name),
  write: (value, name) => {
    const zoned = zonedOf(value)
    if (zoned === undefined) return [[name, String(value)]]
    const iso = isoOf(zoned)
    return [
      [name, iso.slice(0, 19).replace("T", " ")],
      [`${name}_iso`, iso]
    ]
  }
}

/** The value of a custom field: `a`, `||a||b||`, or `[0]=a` and `[1]=b`. */
const readFieldText = (node: Node): string | ReadonlyArray<string> | undefined => {
  const texts = textsOf(node)
  return texts.length > 0 ? texts : readBy(Wire.FieldText, lastOf(node))
}

/** Several values as `||a||b||`, or with numbers in brackets if they would be read as others. */
const writeFieldText = (value: unknown): Written => {
  const written = Wire.definitionOf(Wire.FieldText).write(value)
  if (!(written instanceof Wire.Issue)) return String(written)
  return isArray(value) ? value.map((one, index) => [String(index), String(one)] as const) : String(value)
}

const fieldTexts: Arbitrary<string | ReadonlyArray<string>> = (fc) => {
  const one = hostileText(fc).filter((text) => typeof readBy(Wire.FieldText, text) === "string")
  return fc.oneof(one, fc.array(hostileText(fc), { minLength: 1, maxLength: 3 }))
}

/** The value of a custom field; several if users can choose several. */
export const fieldText: Field<string | ReadonlyArray<string> | null> = field(readFieldText, writeFieldText, fieldTexts)

/** A part of a key in brackets. One with `][` in it would be two. */
const parts: Arbitrary<string> = (fc) =>
  fc.oneof(fc.nat().map(String), hostileText(fc)).filter((part) => part !== "" && !part.includes("]["))

/** Values by what is in the brackets. */
export const mapOf = <A>(of: Field<A | null>): Field<ReadonlyMap<string, A>> =>
  total(
    field<ReadonlyMap<string, A>>(
      (node) => {
        const entries: Array<readonly [string, A]> = []
        for (const part of node.children.keys()) {
          const value = of.read(node, part)
          if (value !== undefined) entries.push([part, value])
        }
        return new Map(entries)
      },
      (value) => entriesOf(value).flatMap(([part, one]) => of.write(one, part)),
      (fc) =>
        fc.array(fc.tuple(parts(fc), of.arbitrary(fc)), { maxLength: 5 }).map((pairs) => new Map<string, A>(pairs))
    ),
    new Map()
  )

const entriesOf = (value: unknown): ReadonlyArray<readonly [string, unknown]> =>
  value instanceof Map ? [...value] : Object.entries(value ?? {})

/** Names joined by `, `. */
export const names: Field<ReadonlyArray<string>> = total(
  field<ReadonlyArray<string>>(
    (node) => {
      const joined = lastOf(node)
      return joined === undefined || joined === "" ? undefined : joined.split(", ")
    },
    (value) => (isArray(value) ? value.join(", ") : String(value)),
    (fc) =>
      fc
        .array(hostileText(fc), { minLength: 1, maxLength: 4 })
        .filter((all) => all.join(", ") !== "" && all.join(", ").split(", ").length === all.length)
  ),
  []
)

/** Texts in `[0]`, `[1]` …, as one text, or as the names of what is in the brackets. */
export const texts: Field<ReadonlyArray<string>> = total(
  field<ReadonlyArray<string>>(
    (node) => {
      const keyed = [...node.children.keys()].filter((part) => !/^\d+$/.test(part))
      return [...node.values.filter((value) => value !== ""), ...textsOf(node), ...keyed]
    },
    (value) => (isArray(value) ? value.map((one, index) => [String(index), String(one)] as const) : String(value)),
    (fc) => fc.array(hostileText(fc), { minLength: 1, maxLength: 4 })
  ),
  []
)

// ---------------------------------------------------------------------------------------------------------------
// Blocks
// ---------------------------------------------------------------------------------------------------------------

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null

/** Says that a record has the keys and values of the fields that it was filled from, which types cannot follow. */
const typed = <A>(value: Readonly<Record<string, unknown>>): A => value as A

/**
 * A block of fields. It is read if each of `required` can be read. A builder writes `sample` for fields that it is not given.
 */
export const block = <Required extends Fields, Others extends Fields>(
  required: Required,
  others: Others,
  sample: Readonly<Record<string, unknown>> = {}
): Block<BlockValue<Required, Others>> => {
  const fields = Object.entries<Field<unknown>>({ ...required, ...others })
  const readBlock = (node: Node) => {
    const value: Record<string, unknown> = {}
    for (const [name, { empty, read }] of fields) {
      const one = read(node, name)
      if (one === undefined && Object.hasOwn(required, name)) return undefined
      value[name] = one ?? empty
    }
    return typed<BlockValue<Required, Others>>(value)
  }
  const writeBlock = (value: unknown) =>
    fields.flatMap(([name, { write }]) => {
      const given = isObject(value) && value[name] !== undefined ? value[name] : sample[name]
      return given === undefined || given === null ? [] : write(given, name)
    })
  const arbitrary: Arbitrary<BlockValue<Required, Others>> = (fc) =>
    fc
      .record(
        Object.fromEntries(
          fields.map(([name, one]) => [
            name,
            Object.hasOwn(required, name) ? one.arbitrary(fc) : fc.oneof(fc.constant(one.empty), one.arbitrary(fc))
          ])
        )
      )
      .filter((value) => fields.some(([name, { empty }]) => value[name] !== empty))
      .map(typed<BlockValue<Required, Others>>)
  return {
    ...field((node) => (node.children.size > 0 ? readBlock(node) : undefined), writeBlock, arbitrary),
    readBlock,
    writeBlock
  }
}

/** Blocks in `[0]`, `[1]` … or `[]`. */
export const blocks = <A extends object>(of: Block<A>): Field<ReadonlyArray<A>> =>
  total(
    field<ReadonlyArray<A>>(
      (node) => elementsOf(node).flatMap((element) => of.readBlock(element) ?? []),
      (value) => (isArray(value) ? value.map((one, index) => [String(index), of.writeBlock(one)] as const) : []),
      (fc) => fc.array(of.arbitrary(fc), { minLength: 1, maxLength: 3 })
    ),
    []
  )

const nothing: Node = { values: [], children: new Map(), appended: [] }

/** A block of which only one field is known. */
const withField = (name: string, value: string): Node => ({
  ...nothing,
  children: new Map([[name, { ...nothing, values: [value] }]])
})

/** Each text of a node as a block, and the block that it is. A text that is no id, such as `0`, is none. */
const readEach = <A>(of: Block<A>, name: string, node: Node): ReadonlyArray<A> =>
  [...node.values.map((one) => withField(name, one)), node].flatMap((one) => of.readBlock(one) ?? [])

/** A block as the text of one field if it has no others. */
const writeShort = (of: Block<object>, name: string, value: unknown): Written => {
  if (!isObject(value)) return String(value)
  const entries = of.writeBlock(value)
  const [first] = entries
  return entries.length === 1 && first?.[0] === name ? first[1] : entries
}

/** A block that can also be sent as one text, which is then the value of one of its fields. */
export const blockOrText = <A extends object>(of: Block<A>, name: string & keyof A): Field<A | null> =>
  field<A>(
    (node) => of.readBlock(node.children.size > 0 ? node : withField(name, lastOf(node) ?? "")),
    (value) => writeShort(of, name, value),
    of.arbitrary
  )

/** Any number of blocks: `0` for none, one text, one block, or several in brackets. */
export const textOrBlocks = <A extends object>(of: Block<A>, name: string & keyof A): Field<ReadonlyArray<A>> =>
  total(
    field<ReadonlyArray<A>>(
      (node) => [node, ...elementsOf(node)].flatMap((one) => readEach(of, name, one)),
      (value) => {
        const all = isArray(value) ? value : [value]
        if (all.length === 0) return "0"
        const written = all.map((one) => writeShort(of, name, one))
        if (written.length === 1) return written[0] ?? "0"
        return written.every((one) => typeof one === "string")
          ? written.map((one) => ["", [[name, one]]] as const)
          : written.map((one, index) => [String(index), typeof one === "string" ? [[name, one]] : one] as const)
      },
      (fc) => fc.array(of.arbitrary(fc), { minLength: 1, maxLength: 3 })
    ),
    []
  )

/** The pairs of what is written below a key; without a key, those of the whole body. */
export const pairsOf = (written: Written, key = ""): ReadonlyArray<readonly [key: string, value: string]> =>
  typeof written === "string"
    ? [[key, written]]
    : written.flatMap(([part, below]) => pairsOf(below, key === "" ? part : `${key}[${part}]`))
