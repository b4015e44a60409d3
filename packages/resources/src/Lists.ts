/**
 * Lists: e-mail and SMS lists that contacts subscribe to. To subscribe a contact to a list, use `ContactLists`.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ListId, UserId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** Channels that a list can be used for. */
const channels = ["email", "sms"] as const

/** A list that contacts subscribe to. */
export class List extends Wire.Entity<List>("List")(
  {
    /** Id of the list. */
    id: ListId
  },
  {
    /** Name of the list. */
    name: Wire.Text,
    /** URL-safe name of the list, such as `weekly-news`. */
    stringid: Wire.Text,
    /** Description of the list. */
    description: Wire.Text,
    /** Channel of the list: `email` or `sms`. */
    channel: Wire.openLiteral(channels),
    /** User who owns the list. */
    user: Wire.nullableId(UserId),
    /** User who owns the list; the same as `user`. */
    userid: Wire.nullableId(UserId),
    /** When the list was created. */
    cdate: Wire.Timestamp,
    /** When the list was last updated. */
    udate: Wire.Timestamp,
    /** When the list was deleted. Null if the list is not deleted. */
    deletestamp: Wire.InstantOrLocal,
    /** Number of contacts with an active subscription to the list. Returned only by `list`. */
    active_subscribers: Wire.Integer,
    /** Number of contacts on the list that are not deleted. Returned only by `list`. */
    non_deleted_subscribers: Wire.Integer,
    /** Whether the list is hidden from public archives. */
    private: Wire.Flag,
    /** Whether new subscribers receive the last campaign. */
    send_last_broadcast: Wire.Flag,
    /** E-mail addresses that receive a copy of every mailing, separated by commas. */
    carboncopy: Wire.Text,
    /** E-mail addresses that are notified when a contact subscribes, separated by commas. */
    subscription_notify: Wire.Text,
    /** E-mail addresses that are notified when a contact unsubscribes, separated by commas. */
    unsubscription_notify: Wire.Text,
    /** Whether contacts must enter their name to subscribe. */
    require_name: Wire.Flag,
    /** Whether contacts are asked for a reason when they unsubscribe. */
    get_unsubscribe_reason: Wire.Flag,
    /** Recipient name used if the name of a contact is unknown, such as `Subscriber`. */
    to_name: Wire.Text,
    /** Id of the set of messages that ask contacts to confirm subscribing (opt-in) and unsubscribing (opt-out). */
    optinoptout: Wire.Text,
    /** Id of the message that asks contacts to confirm subscribing (opt-in). */
    optinmessageid: Wire.Text,
    /** How unsubscribing (opt-out) is confirmed. Not documented by ActiveCampaign. */
    optoutconf: Wire.Text,
    /** Name of the sender. */
    sender_name: Wire.Text,
    /** First line of the sender's postal address. */
    sender_addr1: Wire.Text,
    /** Second line of the sender's postal address. */
    sender_addr2: Wire.Text,
    /** City of the sender. */
    sender_city: Wire.Text,
    /** State of the sender. */
    sender_state: Wire.Text,
    /** Postal code of the sender. */
    sender_zip: Wire.Text,
    /** Country of the sender. */
    sender_country: Wire.Text,
    /** Phone number of the sender. */
    sender_phone: Wire.Text,
    /** URL of the website that the list is for. */
    sender_url: Wire.Text,
    /** Reminder of why contacts receive messages from the list. */
    sender_reminder: Wire.Text,
    /** Complete postal address of the sender in one string. */
    fulladdress: Wire.Text,
    /** Whether opens are tracked. */
    p_use_tracking: Wire.Flag,
    /** Whether opens are reported to web analytics. */
    p_use_analytics_read: Wire.Flag,
    /** Whether clicks on links are reported to web analytics. */
    p_use_analytics_link: Wire.Flag,
    /** Whether campaigns are posted to Twitter. */
    p_use_twitter: Wire.Flag,
    /** Whether campaigns are posted to Facebook. */
    p_use_facebook: Wire.Flag,
    /** Whether images are embedded in messages. */
    p_embed_image: Wire.Flag,
    /** Whether contacts must solve a captcha to subscribe. */
    p_use_captcha: Wire.Flag,
    /** Source for web analytics. Not documented by ActiveCampaign. */
    analytics_source: Wire.Text,
    /** Account for web analytics. Not documented by ActiveCampaign. */
    analytics_ua: Wire.Text,
    /** Domains for web analytics. Not documented by ActiveCampaign. */
    analytics_domains: Wire.Text,
    /** Access token for Twitter. */
    twitter_token: Wire.Text,
    /** Secret of the access token for Twitter. */
    twitter_token_secret: Wire.Text,
    /** Session for Facebook. Not documented by ActiveCampaign. */
    facebook_session: Wire.Text,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

const required = {
  /** Name of the list. */
  name: Wire.Text,
  /** URL-safe name of the list, such as `weekly-news`. */
  stringid: Wire.Text,
  /** URL of the website that the list is for. */
  sender_url: Wire.Text,
  /** Reminder of why contacts receive messages from the list. */
  sender_reminder: Wire.Text
}

const optional = {
  /** Whether new subscribers receive the last campaign. */
  send_last_broadcast: Wire.NumericFlag,
  /** E-mail addresses that receive a copy of every mailing, separated by commas. */
  carboncopy: Wire.Text,
  /** E-mail addresses that are notified when a contact subscribes, separated by commas. */
  subscription_notify: Wire.Text,
  /** E-mail addresses that are notified when a contact unsubscribes, separated by commas. */
  unsubscription_notify: Wire.Text,
  /** User who owns the list; null for none. Not confirmed: that null is accepted. */
  user: Wire.nullable(UserId),
  /** Channel of the list: `email` or `sms`. */
  channel: Wire.closedLiteral(channels)
}

/** Fields for creating a list. */
export class ListCreate extends Wire.Input<ListCreate>("ListCreate")(required, optional) {}

/** Fields for updating a list. Omitted fields are left unchanged. */
export class ListUpdate extends Wire.Input<ListUpdate>("ListUpdate")({}, { ...required, ...optional }) {}

/** Filters for listing lists. */
export class ListFilters extends Wire.Input<ListFilters>("ListFilters")(
  {},
  {
    /** Name of the list: a string to match, or comparison operators. */
    name: Wire.Comparison
  }
) {}

/** Sort order for listing lists. */
export class ListOrders extends Wire.Input<ListOrders>("ListOrders")(
  {},
  {
    /** By name, ascending or descending; `weight` puts exact matches first. */
    name: Wire.closedLiteral(["weight", "asc", "desc"])
  }
) {}

/** Query parameters for listing lists. */
export class ListQuery extends Wire.Input<ListQuery>("ListQuery")(
  {},
  {
    /** Return only lists that match all of these filters. */
    filters: ListFilters,
    /** Sort order of the lists. */
    orders: ListOrders
  }
) {}

/**
 * Creates a list. Users cannot see a new list until `ListGroups.create` gives their user group access to it. The
 * response contains only a few fields of the list; all others are null. Use `get` to retrieve them.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const list = yield* Lists.create({
 *     name: "Weekly news",
 *     stringid: "weekly-news",
 *     sender_url: "https://example.com",
 *     sender_reminder: "You subscribed on our website."
 *   })
 *   yield* ListGroups.create({ listid: list.id, groupid: GroupId.make("3") })
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-new-list
 */
export const create = Endpoint.make("Lists.create", {
  method: "POST",
  path: () => "/lists",
  payload: Wire.envelope("list", ListCreate),
  success: Wire.envelope("list", List),
  errors: [ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves a list.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-list
 */
export const get = Endpoint.make("Lists.get", {
  method: "GET",
  path: (id: ListId) => `/lists/${id}`,
  success: Wire.envelope("list", List),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Updates a list. Not documented by ActiveCampaign.
 */
export const update = Endpoint.make("Lists.update", {
  method: "PATCH",
  path: (id: ListId) => `/lists/${id}`,
  payload: Wire.envelope("list", ListUpdate),
  success: Wire.envelope("list", List),
  errors: [NotFoundError, ValidationError],
  safety: "idempotent",
  knowledge: "recorded"
})

/**
 * Deletes a list. The list is reported to be removed from view only, not erased.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-list
 */
const delete_ = Endpoint.make("Lists.delete", {
  method: "DELETE",
  path: (id: ListId) => `/lists/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Retrieves all lists, optionally filtered.
 *
 * ```ts
 * Lists.list({ filters: { name: { starts_with: "Weekly" } } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/retrieve-all-lists
 */
export const list = Endpoint.list("Lists.list", {
  path: () => "/lists",
  query: ListQuery,
  items: ["lists", List],
  knowledge: "recorded"
})
