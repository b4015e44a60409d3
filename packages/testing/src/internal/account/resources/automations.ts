/**
 * Automations and enrollments of contacts.
 */
import { Automations, ContactAutomations } from "effect-activecampaign"
import {
  computed,
  countOf,
  created,
  flag,
  links,
  numberText,
  readOnly,
  reference,
  string,
  updated
} from "../columns.js"
import { contains, equals } from "../filters.js"
import { create, get, type Input, list, remove } from "../operations.js"
import { message, notFound, ok } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import { one, table } from "../Table.js"

/** Automations. They cannot be created through the API, so a test seeds them. */
export const automations = table({
  name: "automations",
  envelope: "automation",
  model: "Automation",
  entity: Automations.Automation,
  columns: {
    name: string("", { required: true }),
    cdate: created,
    mdate: updated,
    userid: readOnly("1"),
    status: numberText("1"),
    entered: countOf("contactAutomations", "automation"),
    exited: computed((row, store) =>
      String(
        store
          .table("contactAutomations")
          .by("automation", row.id)
          .filter(({ status }) => status === "2").length
      )
    ),
    hidden: numberText(),
    defaultscreenshot: readOnly("//img-us1.com/default-series.gif"),
    screenshot: readOnly("//img-us1.com/default-automation.png"),
    links: links(
      "automations",
      "campaigns",
      "contactGoals",
      "contactAutomations",
      "blocks",
      "goals",
      "sms",
      "sitemessages"
    ),
    entitlements_violation: numberText(),
    source: numberText(),
    description: string(),
    exit_on_unsubscribe: numberText(),
    exit_on_conversion: numberText(),
    multientry: flag()
  },
  filters: { search: contains("name") },
  cascade: [["contactAutomations", "automation"]],
  sample: (n) => ({ name: `Automation ${n}` })
})

/** Enrollments. Status 1 is active, 2 is completed. */
export const contactAutomations = table({
  name: "contactAutomations",
  envelope: "contactAutomation",
  model: "SubscriberSeries",
  entity: ContactAutomations.ContactAutomation,
  columns: {
    contact: reference("contacts", { required: true, echo: false }),
    seriesid: computed(({ automation }) => automation),
    startid: readOnly("0"),
    status: numberText("1"),
    batchid: readOnly(null),
    adddate: created,
    remdate: readOnly(null),
    timespan: readOnly(null),
    lastblock: readOnly("0"),
    lastlogid: readOnly("0"),
    lastdate: updated,
    completedElements: readOnly("0"),
    totalElements: readOnly("1"),
    completed: computed(({ status }) => (status === "2" ? 1 : 0)),
    completeValue: computed(({ status }) => (status === "2" ? 100 : 0)),
    links: links("contactAutomations", "automation", "contact", "contactGoals"),
    automation: reference("automations", { required: true, echo: false })
  },
  filters: {
    "filters[contact]": equals("contact"),
    "filters[automation]": equals("automation"),
    "filters[status]": equals("status")
  },
  relations: { contacts: one("contacts", "contact") },
  sample: (n) => ({ contact: String(n), automation: "1" })
})

/** A contact cannot enter an inactive automation, or one that it is in unless it can be entered several times. */
const check = ({ automation, contact }: Input, { store }: Call) => {
  const row = store.table("automations").find(automation)
  if (row === undefined || store.table("contacts").find(contact) === undefined)
    return message(403, "Could not create SubscriberSeries")
  const isIn = store
    .table("contactAutomations")
    .where({ contact, automation })
    .some(({ status }) => status === "1")
  return row["status"] !== "1" || (isIn && row["multientry"] !== "1")
    ? message(403, "Could not create SubscriberSeries")
    : undefined
}

const missing = (id: string) => message(403, `No Result found for SubscriberSeries with id ${id}`)

/** How often a contact entered each automation. */
const entryCounts: Handle = ({ params, store }) => {
  const contact = store.table("contacts").find(params["id"])
  if (contact === undefined) return notFound("Subscriber", params["id"] ?? "")
  const entered = store.table("contactAutomations").by("contact", contact.id)
  const rows = store.table("automations").all.flatMap(({ hidden, id, name, status }) => {
    const count = entered.filter(({ automation }) => automation === id).length
    return count === 0 ? [] : [{ id, name, status, hidden, contactEntryCount: String(count) }]
  })
  return ok({ automationEntryCounts: rows })
}

const createColumns = [
  "contact",
  "automation",
  "seriesid",
  "startid",
  "status",
  "batchid",
  "adddate",
  "remdate",
  "timespan",
  "lastblock",
  "lastlogid",
  "lastdate",
  "completedElements",
  "totalElements",
  "completed",
  "completeValue",
  "links"
]

const removeEnrollment = remove(contactAutomations, "/contactAutomations/{id}")

/** Routes of automations. */
export const routes = [
  list(automations, "/automations", { meta: () => ({ starts: [], filtered: false, smsLogs: [] }) }),
  get(automations, "/automations/{id}", {
    returns: Object.keys(automations.columns).filter((name) => !name.endsWith("screenshot"))
  }),
  list(contactAutomations, "/automations/{id}/contactAutomations", {
    scope: { table: "automations", column: "automation" }
  }),
  create(contactAutomations, "/contactAutomations", { check, returns: createColumns, sideloads: ["contacts"] }),
  list(contactAutomations, "/contactAutomations", { meta: () => ({ showcase_stats: [] }) }),
  list(contactAutomations, "/contacts/{id}/contactAutomations", {
    scope: { table: "contacts", column: "contact" }
  }),
  get(contactAutomations, "/contactAutomations/{id}"),
  route("DELETE", "/contactAutomations/{id}", (call) =>
    call.store.table("contactAutomations").find(call.params["id"]) === undefined
      ? missing(call.params["id"] ?? "")
      : removeEnrollment.handle(call)
  ),
  route("GET", "/contacts/{id}/automationEntryCounts", entryCounts)
]
