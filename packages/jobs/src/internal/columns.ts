/**
 * Columns of a file: where they go, and what their cells are.
 */
import * as CustomFields from "@effect-activecampaign/account/CustomFields"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { FieldId } from "effect-activecampaign/Ids"
import type { Problem } from "../BulkImport.js"
import type { Property } from "../ImportPlan.js"

/** Other names of the properties, as files have them. */
const aliases: Readonly<Record<Property, ReadonlyArray<string>>> = {
  email: ["e-mail", "email address", "e-mail address"],
  first_name: ["first name", "firstName"],
  last_name: ["last name", "lastName"],
  phone: ["phone number"],
  customer_acct_name: ["account", "account name"],
  tags: ["tag"],
  subscribe: [],
  unsubscribe: [],
  reference: []
}

const isProperty = (text: string): text is Property => Object.hasOwn(aliases, text)

const properties = Object.keys(aliases).filter(isProperty)

/** A custom field of contacts. */
export type Field = CustomFields.Definition<FieldId>

/** Where a column goes: a property of the contact, a custom field, or nowhere. */
export type Target = Property | Field | null

interface Named {
  readonly id: string
  readonly names: ReadonlyArray<string>
  readonly target: Property | Field
}

/** Finds targets by name, among the properties and these fields. */
export const targets = (fields: ReadonlyArray<Field>) => {
  const ofField = (field: Field): Named => ({
    id: `field:${field.id}`,
    names: [field.name, field.label],
    target: field
  })
  const ofProperty = (id: Property): Named => ({ id, names: [id, ...aliases[id]], target: id })
  const lookup = (name: string, list: ReadonlyArray<Named>) =>
    Directory.lookup({
      name,
      list: () => Stream.fromIterable(list),
      id: ({ id }: Named) => id,
      names: ({ names }) => names
    })
  const column = lookup("column", [...properties.map(ofProperty), ...fields.map(ofField)])
  const field = lookup("contact field", fields.map(ofField))
  return (name: string) => {
    if (isProperty(name)) return Effect.succeed(name)
    const [, idOrName] = /^field:(.+)$/s.exec(name) ?? []
    if (idOrName === undefined) return Effect.map(column.row(name), ({ target }) => target)
    const known = fields.find(({ id }) => id === idOrName)
    return known === undefined ? Effect.map(field.row(idOrName), ({ target }) => target) : Effect.succeed(known)
  }
}

/** The values of a cell with several. */
export const split = (cell: string, separator: string): ReadonlyArray<string> =>
  (cell.startsWith("||") ? cell.split("||") : cell.split(separator))
    .map((one) => one.trim())
    .filter((one) => one !== "")

/** A cell as a value of its field. What cannot be read as one stays a string, which does not fit the field then. */
const valueOf = ({ currency, kind }: Field, cell: string, separator: string): CustomFields.Value => {
  const text = cell.trim()
  switch (kind) {
    case "number":
    case "decimal":
      return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text
    case "currency":
      return /^-?\d+$/.test(text) ? { amount: Number(text), currency: currency ?? "usd" } : text
    case "date":
    case "dropdown":
    case "radio":
      return text
    case "datetime": {
      const hasZone = /^\d{4}-\d\d-\d\d[T ].*(Z|[+-]\d\d:?\d\d)$/.test(text)
      return hasZone ? Option.getOrElse(Option.map(DateTime.make(text), DateTime.toUtc), () => text) : text
    }
    case "checkbox":
    case "listbox":
    case "multiselect":
      return split(text, separator)
    default:
      return cell
  }
}

/** What a cell must be, where that is not what a value must be. */
const expectedOf = (kind: string, expected: string, separator: string): string => {
  switch (kind) {
    case "datetime":
      return "a date and time with an offset, such as 2026-05-01T09:00:00Z"
    case "currency":
      return "an integer in the minor unit (cents)"
    case "number":
    case "decimal":
      return "a number such as 12.5"
    default:
      return expected.startsWith("an array of ")
        ? `some of ${expected.slice(12)}, separated by "${separator}"`
        : expected
  }
}

/** The value of a custom field as it is sent, or what is wrong with the cell. */
export const fieldValue = (
  field: Field,
  header: string,
  cell: string,
  separator: string
): Effect.Effect<string | ReadonlyArray<string>, Problem> =>
  CustomFields.encode(field, valueOf(field, cell, separator)).pipe(
    Effect.map(({ value }) => (typeof value === "number" ? String(value) : value)),
    Effect.mapError(({ actual, expected }) => ({
      column: header,
      expected: expectedOf(field.kind, expected, separator),
      actual
    }))
  )
