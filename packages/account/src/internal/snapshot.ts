/**
 * What programs know of an account when they are compiled: the contents of `activecampaign.account.json`.
 */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { isIdentifier } from "./identifiers.js"

const Identifier = Schema.String.pipe(
  Schema.filter(isIdentifier, {
    message: ({ actual }) =>
      `${JSON.stringify(actual)} is not an identifier: letters, digits, $ and _, no reserved word`
  })
)

/** Something that has an id and a name. */
const named = {
  /** Name in the generated module. It belongs to the id, and does not change if the label does. */
  identifier: Identifier,
  /** Id in ActiveCampaign. */
  id: Schema.NonEmptyString,
  /** Name shown in ActiveCampaign. */
  label: Schema.String
}

const Named = Schema.Struct(named)

const Field = Schema.Struct({
  ...named,
  /** Personalization tag, or the id of a custom object's field. */
  name: Schema.String,
  /** Kind of the field, such as `dropdown`. */
  kind: Schema.String,
  /** Values that can be chosen, in their order; null if the field has no options. */
  options: Schema.NullOr(Schema.Array(Schema.String)),
  /** Default currency of a `currency` field. */
  currency: Schema.NullOr(Schema.String),
  /** Whether ActiveCampaign requires a value. */
  isRequired: Schema.Boolean
})

/** An array whose rows have different identifiers and ids. */
const distinct = <A extends { readonly id: string; readonly identifier: string }, I>(row: Schema.Schema<A, I>) =>
  Schema.Array(row).pipe(
    Schema.filter((rows) => {
      for (const key of ["identifier", "id"] as const) {
        const twice = rows.find((one, index) => rows.findIndex((other) => other[key] === one[key]) < index)
        if (twice !== undefined) return `two entries have the ${key} ${JSON.stringify(twice[key])}`
      }
      return undefined
    })
  )

const Snapshot = Schema.Struct({
  /** Version of the format. */
  version: Schema.Literal(1),
  /** Path of the generated module, relative to the file. */
  module: Schema.NonEmptyString,
  /** Custom fields of contacts. */
  fields: distinct(Field),
  /** Custom fields of deals. */
  dealFields: distinct(Field),
  /** Custom fields of accounts. */
  accountFields: distinct(Field),
  /** Custom objects. */
  customObjects: distinct(Schema.Struct({ ...named, fields: distinct(Field) })),
  /** Pipelines, with their stages in their order. */
  pipelines: distinct(Schema.Struct({ ...named, stages: distinct(Named) })),
  /** Lists. */
  lists: distinct(Named),
  /** The tags that were chosen. */
  tags: distinct(Named)
})

/** Something that has an id and a name. */
export type Named = typeof Named.Type

/** A custom field. */
export type Field = typeof Field.Type

/** What is known of an account when a program is compiled. */
export interface Snapshot extends Schema.Schema.Type<typeof Snapshot> {}

/** A snapshot cannot be read: it is not JSON, or something in it is not as `typegen pull` writes it. */
export class SnapshotError extends Data.TaggedError("SnapshotError")<{
  /** What is wrong. */
  readonly reason: string
}> {
  override get message(): string {
    return `the snapshot of the account is invalid: ${this.reason}`
  }
}

const decode = Schema.decodeUnknown(Snapshot, { onExcessProperty: "error" })

/** Checks a snapshot that was read from a file. */
export const fromJson = (value: unknown): Effect.Effect<Snapshot, SnapshotError> =>
  Effect.mapError(decode(value), (error) => new SnapshotError({ reason: error.message }))

/** Reads the text of a file. */
export const parse = (text: string): Effect.Effect<Snapshot, SnapshotError> =>
  Effect.try({
    try: (): unknown => JSON.parse(text),
    catch: (error) => new SnapshotError({ reason: String(error) })
  }).pipe(Effect.flatMap(fromJson))

/** Formats JSON as formatters do: an array of texts is on one line if it fits. */
const format = (value: unknown, indent: string, before: number): string => {
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) {
    const line = `[${value.map((one) => JSON.stringify(one)).join(", ")}]`
    if (before + line.length <= 119) return line
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  const lines = Array.isArray(value)
    ? value.map((one) => `${inner}${format(one, inner, inner.length)}`)
    : Object.entries(value).map(([key, one]) => {
        const start = `${inner}${JSON.stringify(key)}: `
        return `${start}${format(one, inner, start.length)}`
      })
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"]
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(",\n")}\n${indent}${close}`
}

/** The text of the file: the same for the same snapshot. */
export const print = (snapshot: Snapshot): string => `${format(snapshot, "", 0)}\n`
