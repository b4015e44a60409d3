/**
 * Contact lists: subscriptions of contacts to lists.
 */
import { ContactLists } from "effect-activecampaign"
import { audit, computed, links, nullableString, numberText, readOnly, reference, string } from "../columns.js"
import { equals } from "../filters.js"
import { echo, type Input, inputOf, isResponse, list, sideloadsOf } from "../operations.js"
import { created, invalid, ok } from "../responses.js"
import { type Call, route } from "../routes.js"
import { one, type Row, table } from "../Table.js"
import { instant, text } from "../values.js"

const nameOf = (column: string) =>
  computed((row, store) => text(store.table("contacts").find(row["contact"])?.[column]))

/** Contact lists. */
export const contactLists = table({
  name: "contactLists",
  envelope: "contactList",
  model: "SubscriberList",
  entity: ContactLists.ContactList,
  columns: {
    contact: reference("contacts", { echo: false }),
    list: reference("lists", { echo: false }),
    form: nullableString(),
    seriesid: numberText(),
    sdate: readOnly(null),
    udate: readOnly(null),
    status: numberText("1"),
    responder: numberText("1"),
    sync: numberText(),
    unsubreason: string(),
    campaign: readOnly(null),
    message: readOnly(null),
    first_name: nameOf("firstName"),
    last_name: nameOf("lastName"),
    ip4Sub: readOnly("0"),
    sourceid: numberText("3"),
    autosyncLog: readOnly(null),
    ip4_last: readOnly("0"),
    ip4Unsub: readOnly("0"),
    ...audit,
    unsubscribeAutomation: readOnly(null),
    channel: string("email"),
    links: links(
      "contactLists",
      "automation",
      "list",
      "contact",
      "form",
      "autosyncLog",
      "campaign",
      "unsubscribeAutomation",
      "message"
    ),
    automation: readOnly(null)
  },
  filters: {
    "filters[contact]": equals("contact"),
    "filters[list]": equals("list"),
    "filters[listid]": equals("list"),
    "filters[status]": equals("status")
  },
  relations: { contacts: one("contacts", "contact") },
  sample: (n) => ({ contact: String(n), list: "1" })
})

const shortColumns = [
  "contact",
  "list",
  "sdate",
  "udate",
  "status",
  "first_name",
  "last_name",
  "sourceid",
  "unsubreason",
  "unsubscribeAutomation",
  "channel",
  "links"
]

/** The days on which a subscription began and ended. A second one does not forget the first. */
const datesOf = (status: string, now: number, existing: Row | undefined) =>
  status === "2"
    ? { udate: instant(now) }
    : { sdate: instant(now), udate: existing?.["status"] === "2" ? existing["udate"] : null }

const emit = (row: Row, { emit, store }: Call): void => {
  const subject = {
    contact: store.table("contacts").find(row["contact"]),
    list: store.table("lists").find(row["list"])
  }
  if (row["status"] === "1") emit("subscribe", subject)
  if (row["status"] === "2") emit("unsubscribe", subject)
}

/** Subscribes or unsubscribes a contact. Without a status the row is made all the same, as was recorded. */
const save = (call: Call, input: Input, contact: Row, list: Row) => {
  const rows = call.store.table("contactLists")
  const status = input["status"] === undefined ? "" : text(input["status"])
  const [existing] = rows.where({ contact: contact.id, list: list.id })
  const values = { status, sourceid: text(input["sourceid"] ?? "3"), ...datesOf(status, call.now, existing) }
  const row =
    existing === undefined
      ? rows.insert({ contact: contact.id, list: list.id, ...values }, call.now)
      : rows.update(existing, values, call.now)
  emit(row, call)
  const contactList = echo(contactLists, row, input, call, shortColumns)
  if (existing !== undefined) return ok({ contactList })
  return created({
    ...sideloadsOf(contactLists, [row], ["contacts"], call),
    contactList: { ...contactList, sourceid: Number(row["sourceid"]) }
  })
}

/** Subscribes or unsubscribes the contact of a request. */
const updateStatus = route("POST", "/contactLists", (call) => {
  const input = inputOf(call, "contactList")
  if (isResponse(input)) return input
  const contact = call.store.table("contacts").find(input["contact"])
  const list = call.store.table("lists").find(input["list"])
  if (contact === undefined || list === undefined) {
    return invalid("The related resource does not exist", "related_missing", contact === undefined ? "contact" : "list")
  }
  const isKnown = ["", "0", "1", "2", "3"].includes(text(input["status"]))
  return isKnown ? save(call, input, contact, list) : invalid("The status is not valid", "field_invalid", "status")
})

/** Routes of contact lists. */
export const routes = [
  updateStatus,
  list(contactLists, "/contactLists"),
  list(contactLists, "/contacts/{id}/contactLists", {
    scope: { table: "contacts", column: "contact" }
  })
]
