/**
 * Smaller resources of administration: saved responses, personalizations, permissions of lists, brandings, calendars, and
 * the account itself.
 */
import { Brandings, Calendars, ListGroups, Personalizations, SavedResponses } from "effect-activecampaign"
import {
  audit,
  boolean,
  computed,
  created,
  flag,
  links,
  noLinks,
  numberText,
  readOnly,
  reference,
  string,
  updated
} from "../columns.js"
import { contains } from "../filters.js"
import { create, get, type Input, isResponse, list, remove, rowOf, update } from "../operations.js"
import { invalid, notFound, ok } from "../responses.js"
import { type Handle, route } from "../routes.js"
import type { Store } from "../Store.js"
import { type Filter, type Row, table } from "../Table.js"
import { contains as containsText, text } from "../values.js"

/** Saved responses. */
export const savedResponses = table({
  name: "savedResponses",
  envelope: "savedResponse",
  model: "SavedResponse",
  entity: SavedResponses.SavedResponse,
  columns: {
    title: string("", { required: true }),
    subject: string(),
    body: string(),
    ldate: readOnly(null),
    last_sent_user_id: readOnly(null),
    cdate: created,
    mdate: updated,
    links: links("savedResponses", "user", "savedResponseCategorySavedResponse")
  },
  sample: (n) => ({ title: `Response ${n}`, subject: `Subject ${n}`, body: "Hello" })
})

const listsOf = ({ listids }: Row): ReadonlyArray<string> =>
  text(listids)
    .split(",")
    .filter((id) => id !== "")

const listNames = (row: Row, store: Store): string =>
  listsOf(row)
    .map((id) => text(store.table("lists").find(id)?.["name"]))
    .join(",")

const byListName: Filter = ([wanted = ""], { store }) => ({
  test: (row) => containsText(listNames(row, store), wanted)
})

/** Personalization variables. */
export const personalizations = table({
  name: "personalizations",
  envelope: "personalization",
  model: "Personalization",
  entity: Personalizations.Personalization,
  columns: {
    name: string("", { required: true }),
    tag: string("", { required: true }),
    format: string("text"),
    content: string(),
    listids: string("", { names: ["listids", "listIds"] }),
    listIds: computed(({ listids }) => text(listids)),
    listNames: computed(listNames),
    listsCount: computed((row) => String(listsOf(row).length)),
    userid: readOnly("1"),
    isLocked: boolean(false),
    ...audit,
    links: noLinks
  },
  filters: {
    "filter[name]": contains("name"),
    "filter[tag]": contains("tag"),
    "filter[content]": contains("content"),
    "filter[format]": contains("format"),
    "filter[listName]": byListName
  },
  orders: { format: "format", tag: "tag", name: "name", content: "content" },
  sample: (n) => ({ name: `Variable ${n}`, tag: `variable-${n}`, content: "Hello" })
})

/** What a group of users may do with a list. */
export const listGroups = table({
  name: "listGroups",
  envelope: "listGroup",
  model: "ListGroup",
  entity: ListGroups.ListGroup,
  columns: {
    list: reference("lists", { required: true, names: ["listid", "list"] }),
    group: reference("groups", { required: true, names: ["groupid", "group"] }),
    p_list_add: flag(),
    p_list_edit: flag(),
    p_list_delete: flag(),
    p_list_sync: flag(),
    p_list_filter: flag(),
    p_message_add: flag(),
    p_message_edit: flag(),
    p_message_delete: flag(),
    p_message_send: flag(),
    p_subscriber_add: flag(),
    p_subscriber_edit: flag(),
    p_subscriber_delete: flag(),
    p_subscriber_import: flag(),
    p_subscriber_approve: flag(),
    links: links("listGroups", "list", "group")
  },
  sample: (n) => ({ list: String(n), group: "3" })
})

/** Brandings of groups. */
export const brandings = table({
  name: "brandings",
  envelope: "branding",
  model: "Branding",
  entity: Brandings.Branding,
  columns: {
    groupid: reference("groups"),
    siteName: string("ActiveCampaign Email Marketing"),
    siteLogo: string(),
    siteLogoSmall: string(),
    headerTextValue: string(),
    headerHtmlValue: string(),
    footerTextValue: string(),
    footerHtmlValue: string(),
    copyright: flag("1"),
    version: flag("1"),
    license: flag("1"),
    links: flag("1"),
    help: flag("1"),
    adminTemplateHtm: string(),
    adminTemplateCss: string(),
    publicTemplateHtm: string(),
    publicTemplateCss: string(),
    favicon: readOnly(null),
    admin_template_css_backup: readOnly(null),
    admin_template_htm_backup: readOnly(null),
    created_timestamp: readOnly(null),
    updated_timestamp: readOnly(null),
    zendeskWidgetEnabled: readOnly(null)
  },
  initial: [{ groupid: "3" }],
  sample: () => ({ groupid: "3" })
})

/** Calendar feeds. */
export const calendars = table({
  name: "calendars",
  envelope: "calendar",
  model: "Calendar",
  entity: Calendars.Calendar,
  columns: {
    userid: readOnly("1"),
    title: string("", { required: true }),
    type: string("All"),
    token: computed(({ id }) => `fake${id.padStart(28, "0")}`),
    notification: numberText(),
    cdate: created,
    mdate: updated,
    links: links("calendars", "calendarRels", "calendarUsers")
  },
  sample: (n) => ({ title: `Calendar ${n}` })
})

const needsContent = (input: Input, _: unknown, row: Row | undefined) =>
  text(input["subject"] ?? row?.["subject"]) === "" && text(input["body"] ?? row?.["body"]) === ""
    ? invalid("Either a subject or a body needs to be provided.", "field_missing", "subject")
    : undefined

/** Locks or unlocks a variable. */
const lock =
  (isLocked: boolean): Handle =>
  (call) => {
    const row = rowOf(personalizations, call)
    if (isResponse(row)) return row
    call.store.table("personalizations").update(row, { isLocked }, call.now)
    return ok({ success: true, message: isLocked ? "Locked" : "Unlocked" })
  }

/** Deletes variables by a list of ids that is separated by commas. */
const deleteMany: Handle = ({ query, store }) => {
  const rows = store.table("personalizations")
  const ids = [...query].filter(([key]) => /^ids(\[\d*\])?$/.test(key)).flatMap(([, value]) => value.split(","))
  if (ids.length === 0) return { status: 400, body: { message: "ids are required" } }
  for (const row of ids.flatMap((id) => rows.find(id) ?? [])) rows.delete(row)
  return { status: 200, headers: { "content-type": "text/plain; charset=UTF-8" }, body: "Delete successful" }
}

/** The hosting account. */
const getAccount: Handle = ({ store }) =>
  ok({
    account: "fake",
    email: "admin@example.com",
    first_name: "Alex",
    last_name: "Admin",
    cname: "",
    status: "active",
    subscriber_limit: 100_000,
    subscriber_total: store.table("contacts").all.length,
    trial: false,
    credits: null,
    branding: true
  })

/** Contacts of this account never have organizations, which are deprecated. */
const getOrganization: Handle = ({ params, store }) =>
  store.table("contacts").find(params["id"]) === undefined ? notFound("Subscriber", params["id"] ?? "") : ok({})

const shortPersonalization = ["tag", "name", "format", "content", "listids", "userid", "isLocked", "links"]

const readPersonalization = Object.keys(personalizations.columns).filter(
  (name) => name !== "listids" && name !== "userid"
)

/** Routes of administration. */
export const routes = [
  create(savedResponses, "/savedResponses", {
    check: needsContent,
    returns: ["title", "subject", "body", "cdate", "links"]
  }),
  list(savedResponses, "/savedResponses"),
  get(savedResponses, "/savedResponses/{id}"),
  ...update(savedResponses, "/savedResponses/{id}", { check: needsContent }),
  remove(savedResponses, "/savedResponses/{id}"),
  create(personalizations, "/personalizations", { status: 200, returns: shortPersonalization }),
  list(personalizations, "/personalizations", { returns: readPersonalization }),
  route("DELETE", "/personalizations/bulkdelete", deleteMany),
  route("PATCH", "/personalizations/{id}/lock", lock(true)),
  route("PATCH", "/personalizations/{id}/unlock", lock(false)),
  get(personalizations, "/personalizations/{id}", { returns: readPersonalization }),
  ...update(personalizations, "/personalizations/{id}"),
  remove(personalizations, "/personalizations/{id}"),
  create(listGroups, "/listGroups", { returns: ["list", "group", "links"] }),
  list(listGroups, "/listGroups"),
  get(listGroups, "/listGroups/{id}"),
  remove(listGroups, "/listGroups/{id}"),
  list(brandings, "/brandings"),
  get(brandings, "/brandings/{id}"),
  ...update(brandings, "/brandings/{id}"),
  create(calendars, "/calendars", { status: 200 }),
  list(calendars, "/calendars"),
  get(calendars, "/calendars/{id}"),
  ...update(calendars, "/calendars/{id}"),
  remove(calendars, "/calendars/{id}"),
  route("GET", "/settings/account", getAccount),
  route("GET", "/contacts/{id}/organization", getOrganization)
]
