/**
 * Bulk import of contacts: a queue of batches with a limit of its own.
 */
import { BulkImports } from "effect-activecampaign"
import { json, string } from "../columns.js"
import type { Input } from "../operations.js"
import { ok } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import type { Store } from "../Store.js"
import { type Row, table } from "../Table.js"
import { day, instant, isRecord, text } from "../values.js"
import { saveValues } from "./fieldValues.js"

/** Batches. */
export const importBatches = table({
  name: "importBatches",
  envelope: "importBatch",
  model: "ImportBatch",
  entity: BulkImports.BulkImportStatus,
  columns: { status: string("waiting"), contacts: json([]), success: json([]), failure: json([]) },
  nextId: (last) => `00000000-0000-4000-9000-${String(last).padStart(12, "0")}`,
  sample: () => ({ status: "completed", success: ["1"], failure: [] })
})

const oneMinute = 60_000

/** What the importer takes. */
const limits = { contacts: 250, bytes: 400_000, manyPerMinute: 100, onePerMinute: 20 }

/** A response that is JSON but says that it is HTML, as was recorded. */
const asHtml = (status: number, body: unknown) => ({
  status,
  headers: { "content-type": "text/html; charset=UTF-8" },
  body
})

const rejected = (text: string, failureReasons: ReadonlyArray<unknown>) =>
  asHtml(400, { success: 0, message: text, failureReasons })

const invalidPayload = (reasons: ReadonlyArray<unknown>) =>
  rejected(
    "JSON payload did not pass validation. Please fix failure Reasons and retry. The import was not queued for processing.",
    reasons
  )

const isEmail = (value: unknown): boolean => /^[^\s@]+@[^\s@]+$/.test(text(value))

/** Requests of the last minute with one contact, or with several. */
const isLimited = (count: number, { now, store }: Call): boolean => {
  const recent = store.table("importBatches").all.filter((row) => row.$created > now - oneMinute)
  const alike = recent.filter(({ contacts }) => Array.isArray(contacts) && (contacts.length === 1) === (count === 1))
  return alike.length >= (count === 1 ? limits.onePerMinute : limits.manyPerMinute)
}

const problemsOf = (contacts: ReadonlyArray<Input>) =>
  contacts.flatMap(({ email }, contact) => {
    if (text(email) === "") return [{ contact, failureReason: "Field 'email' is required" }]
    return isEmail(email) ? [] : [{ contact, failureReason: "Field 'email' incorrect format" }]
  })

/** The tag with a name, which is created if there is none. */
const tagOf = (name: string, { now, store }: Call): Row =>
  store.table("tags").by("tag", name)[0] ?? store.table("tags").insert({ tag: name, tagType: "contact" }, now)

/** Subscribes or unsubscribes. Who has left a list is not subscribed again. */
const saveStatus = (contact: Row, list: unknown, status: "1" | "2", { now, store }: Call): void => {
  const rows = store.table("contactLists")
  if (store.table("lists").find(list) === undefined) return
  const [existing] = rows.where({ contact: contact.id, list })
  const dates = status === "1" ? { sdate: instant(now), udate: null } : { udate: instant(now) }
  if (existing === undefined) rows.insert({ contact: contact.id, list: text(list), status, ...dates }, now)
  else if (status === "2" || existing["status"] === "0") rows.update(existing, { status, ...dates }, now)
}

const rowsIn = (value: unknown): ReadonlyArray<Input> => (Array.isArray(value) ? value.filter(isRecord) : [])

const joinAccount = (contact: Row, name: string, { now, store }: Call): void => {
  if (name === "" || store.table("accountContacts").by("contact", contact.id).length > 0) return
  const account = store.table("accounts").by("name", name)[0] ?? store.table("accounts").insert({ name }, now)
  store.table("accountContacts").insert({ contact: contact.id, account: account.id }, now)
}

/** Imports a contact: creates or updates it, with its tags, values and lists. */
const importContact = (input: Input, call: Call): Row => {
  const { now, store } = call
  const columns = { firstName: input["first_name"], lastName: input["last_name"], phone: input["phone"] }
  const given = Object.entries(columns).filter(([, value]) => value !== undefined)
  const values = Object.fromEntries(given.map(([name, value]) => [name, text(value)]))
  const [existing] = store.table("contacts").by("email", input["email"])
  const contact =
    existing === undefined
      ? store.table("contacts").insert({ email: text(input["email"]), ...values }, now)
      : store.table("contacts").update(existing, values, now)
  for (const name of Array.isArray(input["tags"]) ? input["tags"].map(text) : []) {
    const tag = tagOf(name, call)
    const isTagged = store.table("contactTags").where({ contact: contact.id, tag: tag.id }).length > 0
    if (!isTagged) store.table("contactTags").insert({ contact: contact.id, tag: tag.id }, now)
  }
  const fields = rowsIn(input["fields"]).filter(({ id }) => store.table("fields").find(id) !== undefined)
  saveValues(
    contact,
    fields.map(({ id, value }) => ({ field: id, value })),
    call
  )
  for (const { listid } of rowsIn(input["subscribe"])) saveStatus(contact, listid, "1", call)
  for (const { listid } of rowsIn(input["unsubscribe"])) saveStatus(contact, listid, "2", call)
  joinAccount(contact, text(input["customer_acct_name"]), call)
  return contact
}

/** Whether the importer takes the row: the domain of its address has a dot. */
const isImportable = ({ email }: Input): boolean => /@[^@.]+\.[^@]+$/.test(text(email)) && !text(email).includes("'")

/** Works through a batch. Its contacts fire no webhooks; the callback of the request is told the result. */
const complete = (batch: Row, contacts: ReadonlyArray<Input>, callback: unknown, call: Call): void => {
  const good = contacts.filter(isImportable)
  const success = good.map((input) => importContact(input, call).id)
  const failure = contacts.filter((input) => !isImportable(input)).map(({ email }) => text(email))
  call.store.table("importBatches").update(batch, { status: "completed", success, failure }, call.now)
  if (isRecord(callback)) call.emit("$import_callback", { callback, result: { batchId: batch.id, success, failure } })
}

const create: Handle = (call) => {
  const { body, now, settings, store } = call
  const contacts = isRecord(body) ? rowsIn(body["contacts"]) : []
  if (contacts.length === 0) return invalidPayload(["'contacts' is a required field."])
  if (contacts.length > limits.contacts) return invalidPayload([`At most ${limits.contacts} contacts are allowed.`])
  if (new TextEncoder().encode(JSON.stringify(body)).length >= limits.bytes)
    return invalidPayload([`The payload must have less than ${limits.bytes} bytes.`])
  if (isLimited(contacts.length, call)) {
    const perMinute = contacts.length === 1 ? limits.onePerMinute : limits.manyPerMinute
    return rejected("Rate limit exceeded.", [`Up to ${perMinute} imports may be requested per minute.`])
  }
  const problems = problemsOf(contacts)
  if (problems.length > 0) return invalidPayload(problems)
  const batch = store.table("importBatches").insert({ contacts }, now)
  const due = now + settings.importDelay
  const callback = isRecord(body) ? body["callback"] : undefined
  const finish = () => complete(batch, contacts, callback, { ...call, now: due })
  if (settings.importDelay === 0) finish()
  else store.schedule(due, finish)
  return asHtml(200, {
    success: 1,
    queued_contacts: contacts.length,
    batchId: batch.id,
    message: "Contact import queued"
  })
}

const info: Handle = ({ query, store }) => {
  const id = query.get("batchId")
  if (id === null || id === "") return { status: 400, body: { success: 0, message: "'batchId' is a required field." } }
  const batch = store.table("importBatches").find(id)
  if (batch === undefined) return { status: 400, body: { success: 0, message: `The batch ${id} was not found.` } }
  const { failure, status, success } = batch
  return ok({ status, success, failure })
}

/** Batches and their contacts by day. */
const byDay = (store: Store, isCompleted: boolean) => {
  const days = new Map<string, { batches: number; contacts: number }>()
  for (const row of store.table("importBatches").all) {
    if ((row["status"] === "completed") !== isCompleted) continue
    const forDate = day(row.$created)
    const known = days.get(forDate) ?? { batches: 0, contacts: 0 }
    const contacts = Array.isArray(row["contacts"]) ? row["contacts"].length : 0
    days.set(forDate, { batches: known.batches + 1, contacts: known.contacts + contacts })
  }
  return [...days].map(([forDate, { batches, contacts }]) => ({
    forDate,
    batches: String(batches),
    contacts: String(contacts)
  }))
}

/** Routes of the importer. */
export const routes = [
  route("POST", "/import/bulk_import", create),
  route("GET", "/import/bulk_import", ({ store }) =>
    ok({ outstanding: byDay(store, false), recentlyCompleted: byDay(store, true) })
  ),
  route("GET", "/import/info", info)
]
