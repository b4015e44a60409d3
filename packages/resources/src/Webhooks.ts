/**
 * Webhooks: HTTP callbacks that ActiveCampaign sends to an application when events occur.
 *
 * An event is sent as a form-encoded `POST` request. The request is not signed. It is not retried if it fails, and the
 * same event can be sent twice. If the application responds with status 410, ActiveCampaign deactivates the webhook.
 * Bulk operations, such as imports, send no events.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { ListId, WebhookId } from "./Ids.js"

/** Events that a webhook can be sent for. */
const events = [
  "subscribe",
  "unsubscribe",
  "update",
  "subscriber_note",
  "contact_tag_added",
  "contact_tag_removed",
  "contact_task_add",
  "sent",
  "open",
  "click",
  "reply",
  "forward",
  "share",
  "bounce",
  "list_add",
  "sms_sent",
  "sms_reply",
  "sms_unsub",
  "deal_add",
  "deal_update",
  "deal_note_add",
  "deal_pipeline_add",
  "deal_stage_add",
  "deal_task_add",
  "deal_task_complete",
  "deal_tasktype_add",
  "account_add",
  "account_update",
  "account_contact_add",
  "account_contact_update"
] as const

/** Sources of events: a contact (`public`), a user (`admin`), the API (`api`) or an automation (`system`). */
const sources = ["public", "admin", "api", "system"] as const

/** A webhook. */
export class Webhook extends Wire.Entity<Webhook>("Webhook")(
  {
    /** Id of the webhook. */
    id: WebhookId
  },
  {
    /** Name of the webhook. */
    name: Wire.Text,
    /** URL that events are sent to. */
    url: Wire.Text,
    /** Events that are sent. */
    events: Wire.array(Wire.openLiteral(events)),
    /**
     * Sources of the events that are sent: a contact (`public`), a user (`admin`), the API (`api`) or an automation
     * (`system`).
     */
    sources: Wire.array(Wire.openLiteral(sources)),
    /** List that the events must be about; null for all lists. */
    listid: Wire.nullableId(ListId),
    /** State of the webhook. The values are not documented by ActiveCampaign. */
    state: Wire.Text,
    /** When the webhook was deactivated. */
    deactivated_date: Wire.InstantOrLocal,
    /** When the webhook was created. */
    cdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Name of the webhook. */
  name: Wire.Text,
  /** URL that events are sent to. It must use `https` on port 443. */
  url: Wire.textOfForm(
    "an https URL on port 443, such as https://example.com/hook",
    /^https:\/\/([^\s/?#@]*@)?[^\s/?#:@]+(:443)?([/?#]\S*)?$/i,
    ["https://example.com/hook"]
  ),
  /** Events to send; at least one. */
  events: Wire.nonEmptyArray(Wire.closedLiteral(events)),
  /**
   * Sources of the events to send, at least one: a contact (`public`), a user (`admin`), the API (`api`) or an automation (`system`).
   */
  sources: Wire.nonEmptyArray(Wire.closedLiteral(sources))
}

const optional = {
  /**
   * List that the events must be about; null for all lists. Events that are not about a list, such as `deal_add`, are
   * always sent.
   */
  listid: Wire.nullable(ListId)
}

/** Fields for creating a webhook. */
export class WebhookCreate extends Wire.Input<WebhookCreate>("WebhookCreate")(required, optional) {}

/** Fields for updating a webhook. Omitted fields are left unchanged. */
export class WebhookUpdate extends Wire.Input<WebhookUpdate>("WebhookUpdate")({}, { ...required, ...optional }) {}

/** Filters for listing webhooks. Whether text is matched exactly or in part is not documented by ActiveCampaign. */
export class WebhookFilters extends Wire.Input<WebhookFilters>("WebhookFilters")(
  {},
  {
    /** Name of the webhook. */
    name: Wire.NonEmptyText,
    /** URL that events are sent to. */
    url: Wire.NonEmptyText,
    /** List that the events must be about. */
    listid: ListId
  }
) {}

/** Query parameters for listing webhooks. */
export class WebhookQuery extends Wire.Input<WebhookQuery>("WebhookQuery")(
  {},
  {
    /** Return only webhooks that match all of these filters. */
    filters: WebhookFilters
  }
) {}

/**
 * Creates a webhook.
 *
 * ```ts
 * Webhooks.create({
 *   name: "Contact changes",
 *   url: "https://app.example.com/webhooks/activecampaign",
 *   events: ["subscribe", "unsubscribe", "contact_tag_added"],
 *   sources: ["public", "admin", "api", "system"]
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-webhook
 */
export const create = Endpoint.make("Webhooks.create", {
  method: "POST",
  path: () => "/webhooks",
  payload: Wire.envelope("webhook", WebhookCreate),
  success: Wire.envelope("webhook", Webhook),
  errors: [ValidationError]
})

/**
 * Retrieves a webhook.
 *
 * @see https://developers.activecampaign.com/reference/get-webhook
 */
export const get = Endpoint.make("Webhooks.get", {
  method: "GET",
  path: (id: WebhookId) => `/webhooks/${id}`,
  success: Wire.envelope("webhook", Webhook),
  errors: [NotFoundError]
})

/**
 * Updates a webhook.
 *
 * @see https://developers.activecampaign.com/reference/update-webhook
 */
export const update = Endpoint.make("Webhooks.update", {
  method: "PUT",
  path: (id: WebhookId) => `/webhooks/${id}`,
  payload: Wire.envelope("webhook", WebhookUpdate),
  success: Wire.envelope("webhook", Webhook),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a webhook.
 *
 * @see https://developers.activecampaign.com/reference/delete-webhook
 */
const delete_ = Endpoint.make("Webhooks.delete", {
  method: "DELETE",
  path: (id: WebhookId) => `/webhooks/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists webhooks, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/get-a-list-of-webhooks
 */
export const list = Endpoint.list("Webhooks.list", {
  path: () => "/webhooks",
  query: WebhookQuery,
  items: ["webhooks", Webhook]
})

/**
 * Lists the names of the events that a webhook can be sent for. The response may lack `contact_task_add` and the
 * `account_*` events, which ActiveCampaign documents elsewhere.
 *
 * @see https://developers.activecampaign.com/reference/get-a-list-of-webhook-events
 */
export const listEvents = Endpoint.list("Webhooks.listEvents", {
  path: () => "/webhook/events",
  items: ["webhookEvents", Wire.openLiteral(events)],
  pagination: "none"
})

/** A webhook that must exist. */
export type WebhookWanted = Omit<WebhookCreate, "name"> & {
  /** Name of the webhook. If omitted, a new webhook has the host of the URL as its name, and an existing name is kept. */
  readonly name?: string
}

/** A webhook, and what was done for it. */
export interface EnsuredWebhook {
  /** The webhook. */
  readonly value: Webhook
  /** Whether the webhook was created by this call. */
  readonly created: boolean
  /** Whether events, sources, name or list of an existing webhook were changed. */
  readonly updated: boolean
  /**
   * Webhooks with this URL that ActiveCampaign had deactivated, and that were deleted. No events were sent since their
   * `deactivated_date`, and none of them is sent later.
   */
  readonly deactivated: ReadonlyArray<Webhook>
}

const sameItems = (a: ReadonlyArray<string> | null, b: ReadonlyArray<string>): boolean => {
  const wanted = new Set(b)
  return a !== null && wanted.size === new Set(a).size && a.every((item) => wanted.has(item))
}

/** Whether an existing webhook has what is wanted. A name or list that is not given is not compared. */
const isAsWanted = (row: Webhook, { events, listid, name, sources }: WebhookWanted): boolean =>
  (name === undefined || row.name === name) &&
  (listid === undefined || row.listid === listid) &&
  sameItems(row.events, events) &&
  sameItems(row.sources, sources)

const isActive = (row: Webhook): boolean => row.deactivated_date === null

/** All webhooks with a URL, the oldest first. */
const listByUrl = (url: string) =>
  Effect.map(Stream.runCollect(Stream.filter(list(), (row) => row.url === url)), (rows) =>
    [...rows].sort((a, b) => Number(a.id) - Number(b.id))
  )

/** Deletes webhooks. One that somebody else has deleted in between is deleted, too. */
const deleteAll = (rows: ReadonlyArray<Webhook>) =>
  Effect.forEach(rows, ({ id }) => Effect.catchTag(delete_(id), "NotFoundError", () => Effect.void), { discard: true })

/**
 * Creates a webhook that is missing. If the response is lost, the webhook is looked for. Whoever else creates the same one
 * at the same time keeps the oldest, too.
 */
const createOnce = (wanted: WebhookWanted) =>
  Effect.gen(function* () {
    const host = URL.canParse(wanted.url) ? new URL(wanted.url).host : wanted.url
    const own = yield* Effect.catchTag(
      create({ ...wanted, name: wanted.name ?? host }),
      "OutcomeUnknownError",
      (lost) => Effect.succeed({ lost })
    )
    const rows = yield* listByUrl(wanted.url)
    const [oldest, ...others] = rows.filter((row) => isActive(row) && isAsWanted(row, wanted))
    yield* deleteAll(others)
    if ("lost" in own) return oldest === undefined ? yield* own.lost : { value: oldest, created: true }
    return { value: oldest ?? own, created: oldest === undefined || oldest.id === own.id }
  })

/**
 * Finds the webhook with a URL or creates it. One that differs is updated. One that ActiveCampaign has deactivated, since
 * the application responded with status 410, is deleted and created again: it cannot be activated.
 *
 * ```ts
 * Webhooks.ensure({
 *   url: "https://app.example.com/webhooks/activecampaign",
 *   events: ["subscribe", "unsubscribe", "contact_tag_added"],
 *   sources: ["public", "admin", "api", "system"]
 * })
 * ```
 *
 * An application can do this whenever it starts. It costs one request if nothing differs. If several processes do it at
 * the same time, they end with one webhook. If several webhooks with the URL are active, one of them is used and the others
 * are left unchanged; each of them sends its events.
 *
 * Fails with `OutcomeUnknownError` if the response to the create was lost and the webhook does not exist.
 */
export const ensure = (wanted: WebhookWanted) =>
  Effect.gen(function* () {
    const rows = yield* listByUrl(wanted.url)
    const active = rows.filter(isActive)
    const deactivated = rows.filter((row) => !isActive(row))
    const found = active.find((row) => isAsWanted(row, wanted)) ?? active[0]
    const ensured =
      found === undefined
        ? { ...(yield* createOnce(wanted)), updated: false }
        : isAsWanted(found, wanted)
          ? { value: found, created: false, updated: false }
          : { value: yield* update(found.id, wanted), created: false, updated: true }
    yield* deleteAll(deactivated)
    const result: EnsuredWebhook = { ...ensured, deactivated }
    return result
  })
