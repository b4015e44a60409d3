/**
 * Event tracking and site tracking.
 */
import { EventTracking, SiteTracking, Tracking } from "effect-activecampaign"
import { boolean, json, string } from "../columns.js"
import { type Input, inputOf, isResponse } from "../operations.js"
import { created, invalid, notFound, ok } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import { type Row, table } from "../Table.js"
import { flagText, isRecord, lower, text } from "../values.js"

/** Names of events. */
export const eventTrackingEvents = table({
  name: "eventTrackingEvents",
  envelope: "eventTrackingEvent",
  model: "EventTrackingEvent",
  entity: EventTracking.EventTrackingEvent,
  columns: { name: string("", { required: true }) },
  sample: (n) => ({ name: `event ${n}` })
})

/** Events that were tracked. */
export const trackedEvents = table({
  name: "trackedEvents",
  envelope: "trackedEvent",
  model: "TrackedEvent",
  entity: Tracking.TrackingEvent,
  columns: { event: string(), eventdata: string(), visit: json(null) },
  sample: (n) => ({ event: "event 1", eventdata: `value ${n}`, visit: { email: `contact${n}@example.com` } })
})

/** Domains whose visits are tracked. */
export const urlWhitelistings = table({
  name: "urlWhitelistings",
  envelope: "data",
  model: "UrlWhitelisting",
  entity: SiteTracking.SiteTrackingDomain,
  columns: {
    whitelisted_domain: string(),
    whitelisted_page: string("*"),
    tracking_enabled: boolean(true),
    conversations_enabled: boolean(false),
    wp_enabled: boolean(false)
  },
  sample: (n) => ({ whitelisted_domain: `site${n}.example.com` })
})

/** Whether tracking is enabled: a row for each kind. */
export const trackingStatus = table({
  name: "trackingStatus",
  envelope: "status",
  model: "TrackingStatus",
  entity: EventTracking.EventTrackingStatus,
  columns: { kind: string(), enabled: boolean(true) },
  initial: [{ kind: "eventTracking" }, { kind: "siteTracking" }],
  sample: () => ({ kind: "other" })
})

const statusOf = (kind: string, { store }: Pick<Call, "store">): Row | undefined =>
  store.table("trackingStatus").by("kind", kind)[0]

const getStatus =
  (kind: string): Handle =>
  (call) =>
    ok({ [kind]: { enabled: statusOf(kind, call)?.["enabled"] } })

const setStatus =
  (kind: string): Handle =>
  (call) => {
    const input = inputOf(call, kind)
    const row = statusOf(kind, call)
    if (isResponse(input) || row === undefined) return isResponse(input) ? input : ok({})
    const enabled = flagText(input["enabled"]) === "1"
    call.store.table("trackingStatus").update(row, { enabled }, call.now)
    return ok({ [kind]: { enabled } })
  }

const eventOf = (name: unknown, { store }: Pick<Call, "store">): Row | undefined =>
  store.table("eventTrackingEvents").by("name", name)[0]

const createEvent: Handle = (call) => {
  const input = inputOf(call, "eventTrackingEvent")
  if (isResponse(input)) return input
  const name = text(input["name"])
  if (name === "" || name.length > 32)
    return invalid("The name is required and has at most 32 characters", "field_invalid", "name")
  if (eventOf(name, call) === undefined) call.store.table("eventTrackingEvents").insert({ name }, call.now)
  return created({ eventTrackingEvent: { name } })
}

const listEvents: Handle = ({ store }) => {
  const events = store.table("eventTrackingEvents").all.map(({ name }) => ({ name }))
  return ok({ eventTrackingEvents: events, meta: { total: events.length } })
}

const deleteEvent: Handle = (call) => {
  const name = call.params["name"] ?? ""
  const row = eventOf(name, call)
  if (row === undefined) return notFound("EventTrackingEvent", name)
  call.store.table("eventTrackingEvents").delete(row)
  return ok({})
}

/** The contact of an event, as JSON in the form. */
const visitOf = (form: URLSearchParams): unknown => {
  try {
    return JSON.parse(form.get("visit") ?? "null")
  } catch {
    return null
  }
}

const reject = (message: string) => ok({ success: 0, message })

/** Records an event. It is kept, and in the history of its contact. A new name is registered with the first event. */
const track: Handle = (call) => {
  const { body, now, settings, store } = call
  const form = new URLSearchParams(typeof body === "string" ? body : "")
  const { id, key } = settings.tracking
  if (form.get("actid") !== id || form.get("key") !== key) return reject("Invalid key or actid")
  const event = form.get("event") ?? ""
  if (event === "") return reject("The event is required")
  if (statusOf("eventTracking", call)?.["enabled"] !== true) return reject("Event tracking is disabled")
  if (eventOf(event, call) === undefined) store.table("eventTrackingEvents").insert({ name: event }, now)
  const visit = visitOf(form)
  const eventdata = form.get("eventdata") ?? ""
  store.table("trackedEvents").insert({ event, eventdata, visit }, now)
  const email = isRecord(visit) ? lower(visit["email"]) : ""
  const [contact] = email === "" ? [] : store.table("contacts").by("email", email)
  if (contact !== undefined)
    store.table("trackingLogs").insert({ subscriberid: contact.id, type: event, value: eventdata }, now)
  return ok({ success: 1, message: "Event spawned" })
}

const iso = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}Z`

const domainOf = (row: Row) => ({
  type: "urlWhitelistings",
  id: row.id,
  attributes: {
    whitelisted_domain: text(row["whitelisted_domain"]),
    whitelisted_page: text(row["whitelisted_page"]),
    url_regex: `#^${text(row["whitelisted_domain"]).replace(/\./g, "\\.")}(\\/.*)?$#`,
    tracking_enabled: row["tracking_enabled"],
    conversations_enabled: row["conversations_enabled"],
    wp_enabled: row["wp_enabled"],
    created_at: iso(row.$created),
    updated_at: iso(row.$updated)
  }
})

/** Lists return flags as numbers, a create as booleans. */
const listedDomain = (row: Row) => {
  const { attributes, ...rest } = domainOf(row)
  const numbers = Object.entries(attributes).map(([name, value]) => [
    name,
    typeof value === "boolean" ? Number(value) : value
  ])
  return { ...rest, attributes: Object.fromEntries(numbers) }
}

const createDomain: Handle = ({ body, now, store }) => {
  const data = isRecord(body) ? body["data"] : undefined
  const attributes: Input = isRecord(data) && isRecord(data["attributes"]) ? data["attributes"] : {}
  const domain = text(attributes["whitelisted_domain"])
  if (domain === "") return { status: 400, body: {} }
  const rows = store.table("urlWhitelistings")
  if (rows.by("whitelisted_domain", domain).length > 0) return { status: 409, body: {} }
  const page = text(attributes["whitelisted_page"] ?? "*")
  const flags = ["tracking_enabled", "conversations_enabled", "wp_enabled"]
    .filter((name) => attributes[name] !== undefined)
    .map((name) => [name, flagText(attributes[name]) === "1"])
  const values = { whitelisted_domain: domain, whitelisted_page: page, ...Object.fromEntries(flags) }
  return created({ data: domainOf(rows.insert(values, now)) })
}

const deleteDomain: Handle = ({ params, store }) => {
  const row = store.table("urlWhitelistings").find(params["id"])
  if (row === undefined) return notFound("UrlWhitelisting", params["id"] ?? "")
  store.table("urlWhitelistings").delete(row)
  return { status: 204, body: undefined }
}

const code: Handle = () => ({
  status: 200,
  headers: { "content-type": "text/plain; charset=UTF-8" },
  body: '<script type="text/javascript">/* site tracking of a fake account */</script>'
})

/** Routes of tracking. */
export const routes = [
  route("GET", "/eventTracking", getStatus("eventTracking")),
  route("PUT", "/eventTracking", setStatus("eventTracking")),
  route("GET", "/eventTrackingEvents", listEvents),
  route("POST", "/eventTrackingEvents", createEvent),
  route("DELETE", "/eventTrackingEvents/{name}", deleteEvent),
  route("POST", "/event", track, { isOpen: true }),
  route("GET", "/siteTracking", getStatus("siteTracking")),
  route("PUT", "/siteTracking", setStatus("siteTracking")),
  route("GET", "/siteTracking/code", code),
  route("GET", "/prism/urlWhitelistings", ({ store }) =>
    ok({ data: store.table("urlWhitelistings").all.map(listedDomain) })
  ),
  route("POST", "/prism/urlWhitelistings", createDomain),
  route("DELETE", "/prism/urlWhitelistings/{id}", deleteDomain)
]
