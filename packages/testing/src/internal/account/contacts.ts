/**
 * Contacts, and the custom field values that are saved with them.
 */
import { page } from "./query.js"
import { created, invalid, message, notFound, notImplemented, ok } from "./responses.js"
import { deleteRow, type Handle, listByContact, route } from "./route.js"
import type { Collection, Row, Store } from "./Store.js"
import { contains, instant, isRecord, localDateTime, lower, pick, text } from "./values.js"

type Input = Record<string, unknown>

const writable = ["email", "firstName", "lastName", "phone"]

const findByEmail = (store: Store, email: unknown): Row | undefined =>
  store.rows.contacts.find((row) => lower(row["email"]) === lower(email) && lower(email) !== "")

const saveFieldValues = (store: Store, contact: Row, input: Input, now: number): ReadonlyArray<Row> => {
  const given = Array.isArray(input["fieldValues"]) ? input["fieldValues"] : []
  return given.filter(isRecord).map((fieldValue) => {
    const field = text(fieldValue["field"])
    const values = { value: text(fieldValue["value"]), udate: instant(now) }
    const existing = store.filter("fieldValues", "contact", contact.id).find((row) => row["field"] === field)
    return existing === undefined
      ? store.insert("fieldValues", { contact: contact.id, field, cdate: instant(now), owner: contact.id, ...values })
      : store.update(existing, values)
  })
}

const insertContact = (store: Store, input: Input, now: number): Row =>
  store.insert("contacts", {
    email: "",
    phone: "",
    firstName: "",
    lastName: "",
    ...pick(input, writable),
    cdate: instant(now),
    udate: instant(now),
    created_timestamp: localDateTime(now),
    updated_timestamp: localDateTime(now),
    orgid: "0",
    orgname: "",
    bounced_hard: "0",
    bounced_soft: "0",
    bounced_date: "0000-00-00",
    deleted: "0",
    deleted_at: "0000-00-00 00:00:00",
    anonymized: "0",
    sentcnt: "0",
    ip: "0",
    ua: null,
    email_empty: text(input["email"]) === "",
    scoreValues: [],
    organization: null
  })

/** The response to creating a contact contains few of its fields. */
const shortForm = ({ email, cdate, udate, links, id }: Row) => ({
  email,
  cdate,
  udate,
  orgid: "",
  links,
  id,
  organization: ""
})

const createContact = (store: Store, input: Input, now: number) => {
  const contact = insertContact(store, input, now)
  return created({ fieldValues: saveFieldValues(store, contact, input, now), contact: shortForm(contact) })
}

const updateContact = (store: Store, contact: Row, input: Input, now: number) => {
  store.update(contact, { ...pick(input, writable), udate: instant(now), updated_timestamp: localDateTime(now) })
  return ok({ fieldValues: saveFieldValues(store, contact, input, now), contact })
}

const emailTaken = () => invalid("Email address already exists in the system", "duplicate", "email")

const create: Handle = ({ input, now, store }) => {
  if (text(input["email"]) === "" && input["allowNullEmail"] !== true) {
    return invalid("Email address is required", "field_missing", "email")
  }
  return findByEmail(store, input["email"]) === undefined ? createContact(store, input, now) : emailTaken()
}

const sync: Handle = ({ input, now, store }) => {
  if (!text(input["email"]).includes("@")) return invalid("Email address is not valid", "field_invalid", "email")
  const existing = findByEmail(store, input["email"])
  return existing === undefined ? createContact(store, input, now) : updateContact(store, existing, input, now)
}

const get: Handle = ({ id, store }) => {
  const contact = store.find("contacts", id)
  if (contact === undefined) return notFound("Subscriber", id)
  const related = (collection: Collection) => store.filter(collection, "contact", id)
  return ok({
    contactAutomations: [],
    contactLists: related("contactLists"),
    deals: [],
    fieldValues: related("fieldValues"),
    geoIps: [],
    accountContacts: [],
    contact: { ...contact, contactLists: related("contactLists").map((row) => row.id) }
  })
}

const update: Handle = ({ id, input, now, store }) => {
  const contact = store.find("contacts", id)
  if (contact === undefined) return notFound("Subscriber", id)
  const other = findByEmail(store, input["email"])
  return other === undefined || other === contact ? updateContact(store, contact, input, now) : emailTaken()
}

/** Whether the contact has a subscription to the list and of the status in the query. */
const matchesSubscription = (store: Store, row: Row, query: URLSearchParams): boolean => {
  const [list, status] = [query.get("listid"), query.get("status")]
  const anyStatus = status === null || status === "-1"
  return (
    (list === null && anyStatus) ||
    store
      .filter("contactLists", "contact", row.id)
      .some(
        (subscription) =>
          (list === null || subscription["list"] === list) && (anyStatus || text(subscription["status"]) === status)
      )
  )
}

const searched = ["email", "firstName", "lastName", "phone", "orgname"]

const matches = (store: Store, row: Row, query: URLSearchParams): boolean => {
  const given = (name: string, holds: (value: string) => boolean): boolean => {
    const value = query.get(name)
    return value === null || holds(value)
  }
  const date = (name: string, field: string, sign: 1 | -1): boolean =>
    given(`filters[${name}]`, (value) => sign * (Date.parse(text(row[field])) - Date.parse(value)) > 0)
  const ids = query.getAll("ids[]")
  return (
    (ids.length === 0 || ids.includes(row.id)) &&
    given("email", (value) => lower(row["email"]) === value.toLowerCase()) &&
    given("email_like", (value) => contains(row["email"], value)) &&
    given("phone", (value) => text(row["phone"]).startsWith(value)) &&
    given("search", (value) => searched.some((field) => contains(row[field], value))) &&
    given("exclude", (value) => row.id !== value) &&
    given("id_greater", (value) => Number(row.id) > Number(value)) &&
    given("id_less", (value) => Number(row.id) < Number(value)) &&
    matchesSubscription(store, row, query) &&
    given("tagid", (value) => store.filter("contactTags", "contact", row.id).some((link) => link["tag"] === value)) &&
    date("created_after", "cdate", 1) &&
    date("created_before", "cdate", -1) &&
    date("updated_after", "udate", 1) &&
    date("updated_before", "udate", -1)
  )
}

/** Filters that a list without them would have more rows than, so that a test of them would be wrong. */
const unsupported = ["segmentid", "formid", "seriesid", "waitid", "organization", "in_group_lists", "sortId"]

const list: Handle = ({ query, store }) => {
  const unknown = unsupported.find((name) => query.has(name))
  if (unknown !== undefined)
    return message(notImplemented, `FakeAccount does not implement \`${unknown}\` of GET /contacts`)
  const rows = store.rows.contacts.filter((row) => matches(store, row, query))
  const included = (query.get("include") ?? "").split(",")
  return page("contacts", rows, query, (shown) => {
    const related = dependents
      .filter(([collection]) => included.includes(collection))
      .map(([collection]) => [collection, shown.flatMap(({ id }) => store.filter(collection, "contact", id))])
    return {
      scoreValues: [],
      ...(included.includes("contactAutomations") && { contactAutomations: [] }),
      ...Object.fromEntries(related)
    }
  })
}

const dependents = [
  ["contactTags", "contact"],
  ["contactLists", "contact"],
  ["fieldValues", "contact"]
] as const

/** Routes of contacts. */
export const routes = [
  route("POST", "/contacts", create, { envelope: "contact" }),
  route("POST", "/contact/sync", sync, { envelope: "contact" }),
  route("GET", "/contacts", list),
  route("GET", "/contacts/{id}", get),
  route("PUT", "/contacts/{id}", update, { envelope: "contact" }),
  route("DELETE", "/contacts/{id}", deleteRow("contacts", "Subscriber", dependents)),
  route("GET", "/contacts/{id}/contactTags", listByContact("contactTags")),
  route("GET", "/contacts/{id}/contactLists", listByContact("contactLists"))
]
