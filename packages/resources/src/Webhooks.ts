/**
 * Webhooks: what the vendor tells an application of, as it happens.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { ListId, WebhookId } from "./Ids.js"

/** What a webhook can tell of. */
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

/** By whom what it tells of was done. */
const sources = ["public", "admin", "api", "system"] as const

const webhook = Wire.entity(
  "Webhook",
  {
    /** Id of the webhook. */
    id: WebhookId
  },
  {
    /** Name. */
    name: Wire.Text,
    /** Where it is sent to. */
    url: Wire.Text,
    /** What it tells of. */
    events: Wire.rows(Wire.known(...events)),
    /** By whom it must have been done. */
    sources: Wire.rows(Wire.known(...sources)),
    /** The one list that it is about; null for all. */
    listid: Wire.ref(ListId),
    /** Whether it is switched on, in the vendor's words. */
    state: Wire.Text,
    /** When it was switched off. */
    deactivated_date: Wire.Moment,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A webhook. */
export interface Webhook extends Schema.Schema.Type<typeof webhook> {}
/** A webhook. */
export const Webhook: Wire.Codec<Webhook> = webhook

const required = {
  /** Name. */
  name: Schema.String,
  /** Where it is sent to: https, on port 443. */
  url: Schema.String,
  /** What it tells of. */
  events: Schema.Array(Schema.Literal(...events)),
  /** By whom it must have been done: a contact (`public`), a user (`admin`), the API or an automation (`system`). */
  sources: Schema.Array(Schema.Literal(...sources))
}

const optional = {
  /** The one list that it is about; null for all. Events that are about no list do not mind. */
  listid: Schema.NullOr(ListId)
}

const webhookCreate = Wire.input("WebhookCreate", required, optional)

/** What makes a webhook. */
export interface WebhookCreate extends Schema.Schema.Type<typeof webhookCreate> {}
/** What makes a webhook. */
export const WebhookCreate: Wire.Codec<WebhookCreate> = webhookCreate

const webhookUpdate = Wire.input("WebhookUpdate", {}, { ...required, ...optional })

/** What changes a webhook; what is left out stays. */
export interface WebhookUpdate extends Schema.Schema.Type<typeof webhookUpdate> {}
/** What changes a webhook; what is left out stays. */
export const WebhookUpdate: Wire.Codec<WebhookUpdate> = webhookUpdate

const webhookFilters = Wire.input(
  "WebhookFilters",
  {},
  {
    /** Name. */
    name: Schema.String,
    /** Where they are sent to. */
    url: Schema.String,
    /** List that they are about. */
    listid: ListId
  }
)

const webhookQuery = Wire.input(
  "WebhookQuery",
  {},
  {
    /** What they must have. */
    filters: webhookFilters
  }
)

/** Which webhooks. */
export interface WebhookQuery extends Schema.Schema.Type<typeof webhookQuery> {}
/** Which webhooks. */
export const WebhookQuery: Wire.Codec<WebhookQuery> = webhookQuery

/**
 * Makes a webhook.
 *
 * @see https://developers.activecampaign.com/reference/create-webhook
 */
export const create = Endpoint.make("Webhooks.create", {
  method: "POST",
  path: () => "/webhooks",
  payload: Wire.envelope("webhook", WebhookCreate),
  success: Wire.envelope("webhook", Webhook),
  failures: [ValidationError]
})

/**
 * Reads one webhook.
 *
 * @see https://developers.activecampaign.com/reference/get-webhook
 */
export const get = Endpoint.make("Webhooks.get", {
  method: "GET",
  path: (id: WebhookId) => `/webhooks/${id}`,
  success: Wire.envelope("webhook", Webhook),
  failures: [NotFoundError]
})

/**
 * Changes a webhook.
 *
 * @see https://developers.activecampaign.com/reference/update-webhook
 */
export const update = Endpoint.make("Webhooks.update", {
  method: "PUT",
  path: (id: WebhookId) => `/webhooks/${id}`,
  payload: Wire.envelope("webhook", WebhookUpdate),
  success: Wire.envelope("webhook", Webhook),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes a webhook.
 *
 * @see https://developers.activecampaign.com/reference/delete-webhook
 */
export const remove = Endpoint.make("Webhooks.remove", {
  method: "DELETE",
  path: (id: WebhookId) => `/webhooks/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All webhooks, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/get-a-list-of-webhooks
 */
export const list = Endpoint.list("Webhooks.list", {
  path: () => "/webhooks",
  query: WebhookQuery,
  items: ["webhooks", Webhook]
})

/**
 * The names of all events that a webhook can tell of.
 *
 * @see https://developers.activecampaign.com/reference/get-a-list-of-webhook-events
 */
export const listEvents = Endpoint.list("Webhooks.listEvents", {
  path: () => "/webhook/events",
  items: ["webhookEvents", Wire.known(...events)],
  walk: "whole"
})
