/**
 * Custom field values of contacts.
 */
import { FieldValues } from "effect-activecampaign"
import { audit, created, links, reference, string, updated } from "../columns.js"
import { equals } from "../filters.js"
import { echo, get, type Input, inputOf, isResponse, list, remove, rowOf, sideloadsOf } from "../operations.js"
import { created as createdResponse, invalid, ok } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import { one, type Row, table } from "../Table.js"
import { isRecord, text } from "../values.js"

/** Custom field values. */
export const fieldValues = table({
  name: "fieldValues",
  envelope: "fieldValue",
  model: "FieldValue",
  entity: FieldValues.FieldValue,
  columns: {
    contact: reference("contacts"),
    field: reference("fields"),
    value: string(),
    cdate: created,
    udate: updated,
    ...audit,
    links: links("fieldValues", "owner", "field"),
    owner: { read: (row) => row["contact"] }
  },
  filters: { "filters[fieldid]": equals("field"), "filters[val]": equals("value") },
  relations: { contacts: one("contacts", "contact") },
  sample: (n) => ({ contact: String(n), field: "1", value: `value ${n}` })
})

/** A value as it is stored. Several choices are `||a||b||`. */
const valueText = (value: unknown): string => (Array.isArray(value) ? `||${value.map(text).join("||")}||` : text(value))

/** 422 if a value is of a field that does not exist. */
export const checkValues = (values: ReadonlyArray<Input>, { store }: Call) =>
  values.every(({ field }) => store.table("fields").find(field) !== undefined)
    ? undefined
    : invalid("The related resource does not exist", "related_missing", "field")

/** Saves values of a contact. Each has one value of a field, so that a second one replaces the first. */
export const saveValues = (contact: Row, values: ReadonlyArray<Input>, { now, store }: Call): ReadonlyArray<Row> => {
  const rows = store.table("fieldValues")
  return values.map(({ field, value }) => {
    const [existing] = rows.where({ contact: contact.id, field })
    const saved = { value: valueText(value) }
    return existing === undefined
      ? rows.insert({ contact: contact.id, field: text(field), ...saved }, now)
      : rows.update(existing, saved, now)
  })
}

/** The fields with a default value that a contact has no value of. */
const defaultsFor = (contact: Row, { body, store }: Call): ReadonlyArray<Input> =>
  isRecord(body) && body["useDefaults"] === true
    ? store
        .table("fields")
        .all.filter(
          ({ defval, id }) =>
            text(defval) !== "" && store.table("fieldValues").where({ contact: contact.id, field: id }).length === 0
        )
        .map(({ defval, id }) => ({ field: id, value: defval }))
    : []

/** Saves the value of a request. It is an upsert by contact and field, so that the id in the path does not matter. */
const save = (call: Call, input: Input) => {
  const contact = call.store.table("contacts").find(input["contact"])
  if (contact === undefined) return invalid("The related resource does not exist", "related_missing", "contact")
  const invalidValue = checkValues([input], call)
  if (invalidValue !== undefined) return invalidValue
  const isNew = call.store.table("fieldValues").where({ contact: contact.id, field: input["field"] }).length === 0
  saveValues(contact, defaultsFor(contact, call), call)
  const [row] = saveValues(contact, [input], call)
  if (row === undefined) return ok({})
  call.emit("update", { contact })
  const body = {
    ...sideloadsOf(fieldValues, [row], ["contacts"], call),
    fieldValue: echo(fieldValues, row, input, call)
  }
  return isNew ? createdResponse(body) : ok(body)
}

const create: Handle = (call) => {
  const input = inputOf(call, "fieldValue")
  return isResponse(input) ? input : save(call, input)
}

const update: Handle = (call) => {
  const row = rowOf(fieldValues, call)
  const input = inputOf(call, "fieldValue")
  if (isResponse(row) || isResponse(input)) return isResponse(row) ? row : create(call)
  return save(call, { contact: row["contact"], field: row["field"], ...input })
}

/** Routes of custom field values. */
export const routes = [
  route("POST", "/fieldValues", create),
  list(fieldValues, "/fieldValues"),
  list(fieldValues, "/contacts/{id}/fieldValues", {
    scope: { table: "contacts", column: "contact" }
  }),
  get(fieldValues, "/fieldValues/{id}"),
  route("PUT", "/fieldValues/{id}", update),
  route("PATCH", "/fieldValues/{id}", update),
  remove(fieldValues, "/fieldValues/{id}")
]
