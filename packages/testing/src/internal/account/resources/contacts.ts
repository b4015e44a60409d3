/**
 * Contacts, and the custom field values that are saved with them.
 */
import { Contacts } from "effect-activecampaign"
import {
  audit,
  computed,
  created,
  createdLocal,
  idsOf,
  links,
  readOnly,
  string,
  updated,
  updatedLocal
} from "../columns.js"
import { anything, contains, differs, equals, linked, oneOf, startsWith, time } from "../filters.js"
import { get, type Input, inputOf, insertFrom, isResponse, list, remove, rowOf, updateFrom } from "../operations.js"
import { created as createdResponse, invalid, ok } from "../responses.js"
import { type Call, type Route, route } from "../routes.js"
import { type Filter, many, type Row, render, table } from "../Table.js"
import { flagText, isRecord, text } from "../values.js"
import { checkValues, saveValues } from "./fieldValues.js"
import { matchesOf } from "./segmentConditions.js"

/** A status is that of a subscription to the list of the query, or to any. -1 is any status. */
const status: Filter = ([wanted = "-1"], { query, store }) => {
  const list = query.get("listid")
  if (wanted === "-1") return { test: () => true }
  const subscriptions = store.table("contactLists").by("status", wanted)
  const ids = new Set(subscriptions.filter((row) => list === null || row["list"] === list).map((row) => row["contact"]))
  return { test: ({ id }) => ids.has(id) }
}

/** The contacts that a segment matches. */
const segment: Filter = ([id], { rows, store }) => {
  const found = store.table("segments").find(id)
  const matches = new Set(found === undefined ? [] : matchesOf(found, store))
  return {
    candidates: [...matches].flatMap((contact) => rows.find(contact) ?? []),
    test: (row) => matches.has(row.id)
  }
}

/** Contacts on a list that the user's group can see. */
const inGroupLists: Filter = ([wanted], { store }) => {
  const lists = new Set(store.table("listGroups").all.map((row) => row["list"]))
  const ids = new Set(
    store
      .table("contactLists")
      .all.filter((row) => lists.has(row["list"]))
      .map((row) => row["contact"])
  )
  return { test: ({ id }) => flagText(wanted) === "0" || ids.has(id) }
}

/** Contacts. */
export const contacts = table({
  name: "contacts",
  envelope: "contact",
  model: "Subscriber",
  entity: Contacts.Contact,
  columns: {
    cdate: created,
    email: string(),
    phone: string(),
    firstName: string(),
    lastName: string(),
    orgid: readOnly("0"),
    orgname: readOnly(""),
    segmentio_id: readOnly(""),
    bounced_hard: readOnly("0"),
    bounced_soft: readOnly("0"),
    bounced_date: readOnly("0000-00-00"),
    ip: readOnly("0"),
    ua: readOnly(null),
    hash: computed(({ id }) => `fake${id.padStart(28, "0")}`),
    socialdata_lastcheck: readOnly("0000-00-00 00:00:00"),
    email_local: readOnly(""),
    email_domain: readOnly(""),
    sentcnt: readOnly("0"),
    rating_tstamp: readOnly("0000-00-00"),
    gravatar: readOnly("0"),
    deleted: readOnly("0"),
    anonymized: readOnly("0"),
    adate: readOnly(null),
    udate: updated,
    edate: readOnly(null),
    deleted_at: readOnly("0000-00-00 00:00:00"),
    created_utc_timestamp: createdLocal,
    updated_utc_timestamp: updatedLocal,
    ...audit,
    mpp_tracking: readOnly("0"),
    last_click_date: readOnly(null),
    last_open_date: readOnly(null),
    last_mpp_open_date: readOnly(null),
    best_send_hour: readOnly(null),
    sms_consent: readOnly(null),
    sms_consent_updated_at: readOnly(null),
    whatsapp_id: readOnly(null),
    whatsapp_username: readOnly(null),
    email_empty: computed(({ email }) => email === ""),
    scoreValues: idsOf("scoreValues", "contact"),
    accountContacts: idsOf("accountContacts", "contact"),
    contactAutomations: idsOf("contactAutomations", "contact"),
    contactLists: idsOf("contactLists", "contact"),
    fieldValues: idsOf("fieldValues", "contact"),
    geoIps: readOnly([]),
    deals: idsOf("deals", "contact"),
    links: links(
      "contacts",
      ...[
        "bounceLogs",
        "contactAutomations",
        "contactData",
        "contactGoals",
        "contactLists",
        "contactLogs",
        "contactTags"
      ],
      ...["contactDeals", "deals", "fieldValues", "geoIps", "notes", "organization", "plusAppend", "trackingLogs"],
      ...["scoreValues", "accountContacts", "automationEntryCounts"]
    ),
    organization: readOnly(null)
  },
  unique: [{ columns: ["email"], title: "Email address already exists in the system" }],
  filters: {
    "ids[]": oneOf("id"),
    ids: oneOf("id"),
    email: equals("email"),
    email_like: contains("email"),
    phone: startsWith("phone"),
    search: contains("email", "firstName", "lastName", "phone", "orgname"),
    exclude: differs("id"),
    listid: linked("contactLists", "contact", "list"),
    status,
    tagid: linked("contactTags", "contact", "tag"),
    formid: linked("contactLists", "contact", "form"),
    seriesid: linked("contactAutomations", "contact", "automation"),
    organization: linked("accountContacts", "contact", "account"),
    segmentid: segment,
    forceQuery: anything,
    waitid: equals("$waiting"),
    in_group_lists: inGroupLists,
    sortId: anything,
    "filters[created_after]": time("$created", 1),
    "filters[created_before]": time("$created", -1),
    "filters[updated_after]": time("$updated", 1),
    "filters[updated_before]": time("$updated", -1)
  },
  orders: {
    // The score is that of `sortId`; a contact has one value of each.
    score: ({ id }, store) => Number(store.table("scoreValues").by("contact", id)[0]?.["scoreValue"] ?? 0),
    cdate: "$created",
    email: "email",
    first_name: "firstName",
    last_name: "lastName",
    name: "firstName"
  },
  keyset: true,
  relations: {
    contactAutomations: many("contactAutomations", "contact"),
    contactLists: many("contactLists", "contact"),
    contactTags: many("contactTags", "contact"),
    fieldValues: many("fieldValues", "contact"),
    deals: many("deals", "contact"),
    accountContacts: many("accountContacts", "contact"),
    scoreValues: many("scoreValues", "contact")
  },
  cascade: [
    ["contactAutomations", "contact"],
    ["contactLists", "contact"],
    ["contactTags", "contact"],
    ["fieldValues", "contact"],
    ["accountContacts", "contact"],
    ["contactDeals", "contact"],
    ["scoreValues", "contact"],
    ["dealTasks", "relid", "Subscriber"],
    ["notes", "relid", "Subscriber"]
  ],
  sample: (n) => ({ email: `contact${n}@example.com`, firstName: `First${n}`, lastName: `Last${n}` })
})

const relatedIds = ["contactAutomations", "contactLists", "fieldValues", "geoIps", "deals"]
const listColumns = Object.keys(contacts.columns).filter((name) => !relatedIds.includes(name))

/** The response to a create contains few columns, and no organization as an empty text. */
const shortColumns = [
  "email",
  "phone",
  "firstName",
  "lastName",
  "email_empty",
  "cdate",
  "udate",
  "orgname",
  "links",
  "hash",
  "fieldValues"
]

const shortForm = (row: Row, call: Call) => ({
  ...render(contacts, row, call.store, shortColumns),
  orgid: "",
  organization: ""
})

const valuesIn = (input: Input): ReadonlyArray<Record<string, unknown>> =>
  Array.isArray(input["fieldValues"]) ? input["fieldValues"].filter(isRecord) : []

const check = (input: Input) => {
  const email = text(input["email"])
  if (email === "" && flagText(input["allowNullEmail"]) === "0")
    return invalid("Email address is required", "field_missing", "email")
  return email === "" || email.includes("@")
    ? undefined
    : invalid("Email address is not valid", "field_invalid", "email")
}

const insert = (input: Input, call: Call) => {
  const invalidValues = checkValues(valuesIn(input), call)
  const row = invalidValues ?? insertFrom(contacts, input, call, { check })
  if (isResponse(row)) return row
  const fieldValues = saveValues(row, valuesIn(input), call)
  return createdResponse({ fieldValues, contact: shortForm(row, call) })
}

const save = (row: Row, input: Input, call: Call) => {
  const result = checkValues(valuesIn(input), call) ?? updateFrom(contacts, row, input, call)
  if (isResponse(result)) return result
  const fieldValues = saveValues(row, valuesIn(input), call)
  call.emit("update", { contact: row })
  return ok({ fieldValues, contact: render(contacts, row, call.store, listColumns) })
}

const withInput =
  (respond: (input: Input, call: Call) => ReturnType<Route["handle"]>): Route["handle"] =>
  (call) => {
    const input = inputOf(call, "contact")
    return isResponse(input) ? input : respond(input, call)
  }

/** Creates the contact with an e-mail address, or updates it. */
const sync = withInput((input, call) => {
  const [existing] = text(input["email"]) === "" ? [] : call.store.table("contacts").by("email", input["email"])
  return existing === undefined ? insert(input, call) : save(existing, input, call)
})

const update = withInput((input, call) => {
  const row = rowOf(contacts, call)
  return isResponse(row) ? row : save(row, input, call)
})

/** Routes of contacts. */
export const routes = [
  route("POST", "/contacts", withInput(insert)),
  route("POST", "/contact/sync", sync),
  list(contacts, "/contacts", {
    includes: ["contactAutomations", "contactLists", "contactTags", "fieldValues"],
    returns: listColumns,
    sideloads: ["scoreValues"],
    meta: (_, { query }) => ({ page_input: pageInput(query), sortable: true })
  }),
  get(contacts, "/contacts/{id}", {
    sideloads: ["contactAutomations", "contactLists", "deals", "fieldValues", "accountContacts"]
  }),
  route("PUT", "/contacts/{id}", update),
  route("PATCH", "/contacts/{id}", update),
  remove(contacts, "/contacts/{id}")
]

/** The query as ActiveCampaign understood it. */
function pageInput(query: URLSearchParams) {
  const given = (name: string) => query.get(name)
  return {
    segmentid: Number(given("segmentid") ?? 0),
    formid: Number(given("formid") ?? 0),
    listid: Number(given("listid") ?? 0),
    tagid: Number(given("tagid") ?? 0),
    limit: Number(given("limit") ?? 20),
    offset: Number(given("offset") ?? 0),
    search: given("search"),
    sort: null,
    seriesid: Number(given("seriesid") ?? 0),
    waitid: Number(given("waitid") ?? 0),
    status: Number(given("status") ?? -1),
    forceQuery: Number(given("forceQuery") ?? 0),
    cacheid: null,
    ...(query.has("email") ? { email: given("email") } : {})
  }
}
