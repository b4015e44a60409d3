/**
 * What happened to contacts: activities, e-mails, bounces, tracking, locations and goals. Nothing in the account causes
 * them, so a test seeds them.
 */
import { Activities, BounceLogs, ContactGoals, EmailActivities, GeoIps, TrackingLogs } from "effect-activecampaign"
import { audit, computed, json, links, numberText, readOnly, reference, string } from "../columns.js"
import { anything, equals, time } from "../filters.js"
import { list } from "../operations.js"
import { notFound, ok } from "../responses.js"
import { type Handle, route } from "../routes.js"
import { type Column, type Definition, one, table } from "../Table.js"
import { instant } from "../values.js"

/** When it happened; by default when the row was created. */
const timestamp: Column = {
  initial: null,
  write: (value) => value,
  read: (row) => row["tstamp"] ?? instant(row.$created)
}

const contactId = reference("contacts")

/** Activities. */
export const activities = table({
  name: "activities",
  envelope: "activity",
  model: "Activity",
  entity: Activities.Activity,
  columns: {
    tstamp: timestamp,
    subscriberid: contactId,
    reference_type: string("SubscriberTag"),
    reference_action: string(),
    reference_id: numberText("0"),
    jsonData: readOnly(null),
    user: readOnly("1"),
    userid: readOnly("1"),
    notes: readOnly([]),
    recipients: readOnly([]),
    permission: string(),
    reference: json({}),
    referenceModelName: string(),
    links: links("activities", "reference", "notes", "user")
  },
  filters: { contact: equals("subscriberid"), after: time("$created", 1), emails: anything },
  orders: { tstamp: "tstamp" },
  relations: { contacts: one("contacts", "subscriberid") },
  sample: (n) => ({ subscriberid: "1", reference_id: String(n) })
})

/** E-mails of users to contacts. */
export const emailActivities = table({
  name: "emailActivities",
  envelope: "emailActivity",
  model: "EmailActivity",
  entity: EmailActivities.EmailActivity,
  columns: {
    subscriberid: contactId,
    userid: readOnly("1"),
    d_id: numberText(),
    account: readOnly(null),
    reltype: string("SubscriberEmail"),
    relid: numberText("1"),
    from_name: string(),
    fromAddress: string(),
    toAddress: string(),
    ccAddress: string(),
    subject: string(),
    message: string(),
    messageHtml: string(),
    tstamp: timestamp,
    sentiment: readOnly(null),
    links: links("emailActivities", "contact", "deal", "user", "reference", "account"),
    contact: computed(({ subscriberid }) => subscriberid),
    deal: computed(({ d_id }) => (d_id === "0" ? null : d_id)),
    user: readOnly("1"),
    reference: computed(({ relid }) => ({ type: "contact-email", id: relid }))
  },
  filters: { "filters[subscriberid]": equals("subscriberid"), "filters[dealId]": equals("d_id") },
  orders: { tstamp: "tstamp" },
  sample: (n) => ({ subscriberid: String(n), subject: `Subject ${n}` })
})

/** Bounces. */
export const bounceLogs = table({
  name: "bounceLogs",
  envelope: "bounceLog",
  model: "BounceLog",
  entity: BounceLogs.BounceLog,
  columns: {
    tstamp: timestamp,
    bounceid: numberText("1"),
    subscriberid: contactId,
    campaignid: numberText("1"),
    messageid: numberText("1"),
    codeid: numberText("48"),
    email: string(),
    error: string(),
    source: string(),
    ...audit,
    links: links("bounceLogs", "bounce", "contact", "campaign", "message", "code"),
    bounce: computed(({ bounceid }) => bounceid),
    contact: computed(({ subscriberid }) => subscriberid),
    campaign: computed(({ campaignid }) => campaignid),
    message: computed(({ messageid }) => messageid),
    code: computed(({ codeid }) => codeid)
  },
  filters: { "filters[campaignid]": equals("campaignid") },
  sample: (n) => ({ subscriberid: String(n), email: `contact${n}@example.com` })
})

/** Tracked events and page visits of contacts. */
export const trackingLogs = table({
  name: "trackingLogs",
  envelope: "trackingLog",
  model: "TrackingLog",
  entity: TrackingLogs.TrackingLog,
  columns: {
    subscriberid: contactId,
    type: string(),
    value: string(),
    tstamp: timestamp,
    hash: computed(({ id }) => `fake${id.padStart(36, "0")}`),
    links: links("trackingLogs", "contact"),
    contact: computed(({ subscriberid }) => subscriberid)
  },
  sample: (n) => ({ subscriberid: String(n), type: "event", value: `value ${n}` })
})

/** Locations of contacts. */
export const geoIps = table({
  name: "geoIps",
  envelope: "geoIp",
  model: "GeoIp",
  entity: GeoIps.GeoIp,
  columns: {
    contact: contactId,
    campaignid: numberText("1"),
    messageid: numberText("1"),
    geoaddrid: numberText("1"),
    ip4: numberText("2130706433"),
    tstamp: timestamp,
    links: links("geoIps", "geoAddress"),
    geoAddress: computed(({ geoaddrid }) => geoaddrid)
  },
  sample: (n) => ({ contact: String(n) })
})

/** Goals that contacts reached. */
export const contactGoals = table({
  name: "contactGoals",
  envelope: "contactGoal",
  model: "SubscriberGoal",
  entity: ContactGoals.ContactGoal,
  columns: {
    goalid: numberText("1"),
    seriesid: numberText("1"),
    subscriberid: contactId,
    subscriberseriesid: numberText("1"),
    timespan: numberText("1"),
    tstamp: timestamp,
    links: links(
      "contactGoals",
      ...["goal", "automation", "contact", "contactAutomation", "contactGoalLists", "contactGoalTags"]
    ),
    goal: computed(({ goalid }) => goalid),
    automation: computed(({ seriesid }) => seriesid),
    contact: computed(({ subscriberid }) => subscriberid),
    contactAutomation: computed(({ subscriberseriesid }) => subscriberseriesid)
  },
  sample: (n) => ({ subscriberid: String(n) })
})

const below = (definition: Definition, column: string) =>
  list(definition, `/contacts/{id}/${definition.name}`, {
    scope: { table: "contacts", column }
  })

/** What a contact has no record of. */
const nothing =
  (body: object): Handle =>
  ({ params, store }) =>
    store.table("contacts").find(params["id"]) === undefined ? notFound("Subscriber", params["id"] ?? "") : ok(body)

/** Routes of the history of contacts. */
export const routes = [
  list(activities, "/activities", { sideloads: ["contacts"], parameters: ["include"] }),
  list(emailActivities, "/emailActivities"),
  list(bounceLogs, "/bounceLogs"),
  below(bounceLogs, "subscriberid"),
  below(trackingLogs, "subscriberid"),
  below(geoIps, "contact"),
  below(contactGoals, "subscriberid"),
  route("GET", "/contacts/{id}/contactLogs", nothing({ contactLogs: [] })),
  route("GET", "/contacts/{id}/contactData", nothing({})),
  route("GET", "/contacts/{id}/plusAppend", nothing({}))
]
