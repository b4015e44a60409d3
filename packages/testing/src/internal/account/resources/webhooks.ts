/**
 * Webhooks.
 */
import { Webhooks } from "effect-activecampaign"
import { created, json, noLinks, readOnly, string } from "../columns.js"
import { contains, equals } from "../filters.js"
import { create, get, type Input, list, remove, update } from "../operations.js"
import { invalid, ok } from "../responses.js"
import { type Handle, route } from "../routes.js"
import { type Row, table } from "../Table.js"
import { text } from "../values.js"

/** The events that ActiveCampaign lists. */
const events = [
  ...[
    "subscribe",
    "unsubscribe",
    "update",
    "subscriber_note",
    "contact_tag_added",
    "contact_tag_removed",
    "sent",
    "open"
  ],
  ...["click", "reply", "forward", "share", "bounce", "list_add", "sms_sent", "sms_reply", "sms_unsub", "deal_add"],
  ...["deal_update", "deal_note_add", "deal_pipeline_add", "deal_stage_add", "deal_task_add", "deal_task_complete"],
  ...["deal_tasktype_add"]
]

/** Events that only the pages about payloads name. */
const unlisted = ["contact_task_add", "account_add", "account_update", "account_contact_add", "account_contact_update"]

const sources = ["public", "admin", "api", "system"]

/** Webhooks. */
export const webhooks = table({
  name: "webhooks",
  envelope: "webhook",
  model: "Webhook",
  entity: Webhooks.Webhook,
  columns: {
    cdate: created,
    listid: { initial: "0", write: (value) => (text(value) === "" ? "0" : text(value)) },
    name: string("", { required: true }),
    url: string("", { required: true }),
    events: json([], { required: true }),
    sources: json([], { required: true }),
    state: readOnly("1"),
    deactivated_date: readOnly(null),
    links: noLinks
  },
  filters: { "filters[name]": contains("name"), "filters[url]": contains("url"), "filters[listid]": equals("listid") },
  sample: (n) => ({ name: `Hook ${n}`, url: `https://example.com/hooks/${n}`, events: ["subscribe"], sources: ["api"] })
})

const isSubset = (given: unknown, known: ReadonlyArray<string>): boolean =>
  given === undefined || (Array.isArray(given) && given.length > 0 && given.every((one) => known.includes(text(one))))

/** ActiveCampaign posts to https only, but its own example creates a webhook with http. */
const isUrl = (value: unknown): boolean => URL.canParse(text(value)) && /^https?:$/.test(new URL(text(value)).protocol)

const check = (input: Input, _: unknown, row: Row | undefined) => {
  if ((row === undefined || input["url"] !== undefined) && !isUrl(input["url"])) {
    return invalid("The url is not valid", "field_invalid", "url")
  }
  if (!isSubset(input["events"], [...events, ...unlisted]))
    return invalid("An event is not valid", "field_invalid", "events")
  return isSubset(input["sources"], sources) ? undefined : invalid("A source is not valid", "field_invalid", "sources")
}

const listEvents: Handle = () => ok({ webhookEvents: events, meta: { total: events.length } })

/** Routes of webhooks. */
export const routes = [
  route("GET", "/webhook/events", listEvents),
  // A path that clients request although it is not documented.
  route("GET", "/webhooks/events", listEvents),
  create(webhooks, "/webhooks", { check }),
  list(webhooks, "/webhooks"),
  get(webhooks, "/webhooks/{id}"),
  ...update(webhooks, "/webhooks/{id}", { check }),
  remove(webhooks, "/webhooks/{id}")
]
