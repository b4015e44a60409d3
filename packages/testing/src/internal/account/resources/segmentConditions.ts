/**
 * Which contacts match the conditions of a segment.
 */
import { message, notImplemented } from "../responses.js"
import type { Store } from "../Store.js"
import type { Row } from "../Table.js"
import { contains, isRecord, lower, parseTime, text } from "../values.js"

/** A comparison in a condition. */
interface Comparison {
  readonly name: string
  readonly operator: string
  readonly value: string
}

/** What a condition looks at: the values of a contact. */
type Values = (contact: Row, name: string, store: Store) => ReadonlyArray<unknown> | undefined

const linked =
  (table: string, column: string): Values =>
  (contact, _, store) =>
    store
      .table(table)
      .by("contact", contact.id)
      .map((row) => row[column])

/** Columns of contacts, in both spellings. */
export const contactColumns: Readonly<Record<string, string>> = {
  email: "email",
  phone: "phone",
  firstname: "firstName",
  first_name: "firstName",
  lastname: "lastName",
  last_name: "lastName",
  id: "id",
  cdate: "$created",
  udate: "$updated"
}

const contactValues: Values = (contact, name, store) => {
  const column = contactColumns[name.toLowerCase()]
  if (column !== undefined) return [contact[column]]
  const field = store.table("fields").find(name) ?? store.table("fields").by("perstag", name)[0]
  return field === undefined
    ? undefined
    : store
        .table("fieldValues")
        .where({ contact: contact.id, field: field.id })
        .map(({ value }) => value)
}

/** The kinds of objects that conditions can be about. */
const objects: Readonly<Record<string, Values>> = {
  tag: linked("contactTags", "tag"),
  list: (contact, _, store) =>
    store
      .table("contactLists")
      .where({ contact: contact.id, status: "1" })
      .map((row) => row["list"]),
  automation: linked("contactAutomations", "automation"),
  contact: contactValues,
  contact_field: contactValues
}

const asNumber = (value: unknown): number => parseTime(value) ?? Number(value)

/** Operators that one value is enough for. */
const positive: Readonly<Record<string, (value: unknown, wanted: string) => boolean>> = {
  "=": (value, wanted) => lower(value) === lower(wanted),
  is: (value, wanted) => lower(value) === lower(wanted),
  "is in any": (value, wanted) => wanted.split(",").some((one) => lower(value) === lower(one.trim())),
  "<": (value, wanted) => asNumber(value) < asNumber(wanted),
  "<=": (value, wanted) => asNumber(value) <= asNumber(wanted),
  ">": (value, wanted) => asNumber(value) > asNumber(wanted),
  ">=": (value, wanted) => asNumber(value) >= asNumber(wanted),
  contains: (value, wanted) => contains(value, wanted),
  "starts with": (value, wanted) => lower(value).startsWith(lower(wanted))
}

/** Operators that no value must contradict, by the operator that they negate. */
const negative: Readonly<Record<string, string>> = {
  "!=": "=",
  "is not": "=",
  "does not contain": "contains",
  "does not start with": "starts with"
}

const holds = ({ operator, value }: Comparison, values: ReadonlyArray<unknown>): boolean | undefined => {
  const given = values.filter((one) => text(one) !== "")
  if (operator === "empty") return given.length === 0
  if (operator === "not empty") return given.length > 0
  const test = positive[operator]
  if (test !== undefined) return given.some((one) => test(one, value))
  const negated = positive[negative[operator] ?? ""]
  return negated === undefined ? undefined : !given.some((one) => negated(one, value))
}

const records = (value: unknown): ReadonlyArray<Record<string, unknown>> =>
  Array.isArray(value) ? value.filter(isRecord) : []

/** A condition that the account cannot evaluate. A segment with it would match the wrong contacts. */
export class UnknownCondition extends Error {}

/** A segment, or an order of its contacts, that ActiveCampaign does not accept. */
export class InvalidSegment extends Error {}

const matchesCondition = (condition: Record<string, unknown>, contact: Row, store: Store): boolean => {
  const kind = text(condition["object_type"])
  const values = objects[kind]
  return records(condition["fields"]).every(({ external, name, operator, value }) => {
    if (external === true) return false
    const comparison = { name: text(name), operator: text(operator), value: text(value) }
    const found = values?.(contact, comparison.name, store)
    const result =
      found === undefined || condition["field_aggregate"] !== undefined ? undefined : holds(comparison, found)
    if (result !== undefined) return result
    throw new UnknownCondition(
      `FakeAccount does not evaluate conditions on ${kind}.${comparison.name} with ${comparison.operator}`
    )
  })
}

/** The condition with an id. Without it a group would match all contacts. */
const conditionOf = (conditions: ReadonlyMap<string, Record<string, unknown>>, id: string): Record<string, unknown> => {
  const condition = conditions.get(id)
  if (condition === undefined) throw new InvalidSegment(`A group of the segment has no condition ${id}`)
  return condition
}

const combine = (operator: unknown, results: ReadonlyArray<boolean>): boolean =>
  lower(operator) === "or" ? results.some((one) => one) : results.every((one) => one)

/** Whether a contact matches the attributes of a segment. */
const matches = (attributes: Record<string, unknown>, contact: Row, store: Store): boolean => {
  const conditions = new Map(
    records(attributes["segment_conditions"]).map((condition) => [text(condition["id"]), condition])
  )
  const groups = records(attributes["segment_condition_groups"]).map(({ operator, values }) =>
    combine(
      operator,
      records(values).map(({ id }) => matchesCondition(conditionOf(conditions, text(id)), contact, store))
    )
  )
  return combine(attributes["segment_condition_group_operator"], groups)
}

/** Ids of the contacts that match a segment. A test can say which, in `$contacts` of the row. */
export const matchesOf = (segment: Row, store: Store): ReadonlyArray<string> => {
  const given = segment["$contacts"]
  if (Array.isArray(given)) return given.map(text)
  const attributes = isRecord(segment["attributes"]) ? segment["attributes"] : {}
  return store
    .table("contacts")
    .all.filter((contact) => matches(attributes, contact, store))
    .map(({ id }) => id)
}

/** The response to what a segment with an unknown condition would be needed for. */
export const rejectUnknown = (error: unknown) => {
  if (error instanceof UnknownCondition) return message(notImplemented, error.message)
  if (error instanceof InvalidSegment)
    return { status: 400, body: { errors: [{ status: "400", detail: error.message }] } }
  throw error
}
