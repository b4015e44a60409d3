/**
 * Lists that contacts subscribe to. `ContactLists` puts contacts on them.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { ListId, UserId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** What a list can be for. */
const channels = ["email", "sms"] as const

const list_ = Wire.entity(
  "List",
  {
    /** Id of the list. */
    id: ListId
  },
  {
    /** Name. */
    name: Wire.Text,
    /** Name as it stands in URLs. */
    stringid: Wire.Text,
    /** Description. */
    description: Wire.Text,
    /** Whether it is a list for e-mail or for SMS. */
    channel: Wire.known(...channels),
    /** User who owns it. */
    user: Wire.ref(UserId),
    /** User who owns it; the same as `user`. */
    userid: Wire.ref(UserId),
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** When it was deleted. */
    deletestamp: Wire.Moment,
    /** Contacts that are active on it; in collections only. */
    active_subscribers: Wire.Integer,
    /** Contacts on it that are not deleted; in collections only. */
    non_deleted_subscribers: Wire.Integer,
    /** Whether it is hidden from public archives. */
    private: Wire.Flag,
    /** Whether new subscribers get the last campaign. */
    send_last_broadcast: Wire.Flag,
    /** Addresses, separated by commas, that get a copy of every mailing. */
    carboncopy: Wire.Text,
    /** Addresses, separated by commas, that are told of new subscribers. */
    subscription_notify: Wire.Text,
    /** Addresses, separated by commas, that are told of leavers. */
    unsubscription_notify: Wire.Text,
    /** Whether subscribing asks for a name. */
    require_name: Wire.Flag,
    /** Whether leaving asks for a reason. */
    get_unsubscribe_reason: Wire.Flag,
    /** What stands for a recipient whose name is not known. */
    to_name: Wire.Text,
    /** Id of its set of messages that ask to confirm subscribing and leaving. */
    optinoptout: Wire.Text,
    /** Id of the message that asks to confirm subscribing. */
    optinmessageid: Wire.Text,
    /** How leaving is confirmed; not explained by the vendor. */
    optoutconf: Wire.Text,
    /** Sender: name. */
    sender_name: Wire.Text,
    /** Sender: first line of the address. */
    sender_addr1: Wire.Text,
    /** Sender: second line of the address. */
    sender_addr2: Wire.Text,
    /** Sender: city. */
    sender_city: Wire.Text,
    /** Sender: state. */
    sender_state: Wire.Text,
    /** Sender: postal code. */
    sender_zip: Wire.Text,
    /** Sender: country. */
    sender_country: Wire.Text,
    /** Sender: phone. */
    sender_phone: Wire.Text,
    /** Website that it is for. */
    sender_url: Wire.Text,
    /** Why contacts get mail from it. */
    sender_reminder: Wire.Text,
    /** Sender: the whole address in one text. */
    fulladdress: Wire.Text,
    /** Whether opens are tracked. */
    p_use_tracking: Wire.Flag,
    /** Whether opens go to web analytics. */
    p_use_analytics_read: Wire.Flag,
    /** Whether clicks on links go to web analytics. */
    p_use_analytics_link: Wire.Flag,
    /** Whether campaigns are posted to Twitter. */
    p_use_twitter: Wire.Flag,
    /** Whether campaigns are posted to Facebook. */
    p_use_facebook: Wire.Flag,
    /** Whether images are embedded in mails. */
    p_embed_image: Wire.Flag,
    /** Whether subscribing asks for a captcha. */
    p_use_captcha: Wire.Flag,
    /** Web analytics: source. */
    analytics_source: Wire.Text,
    /** Web analytics: account. */
    analytics_ua: Wire.Text,
    /** Web analytics: domains. */
    analytics_domains: Wire.Text,
    /** Twitter: token. */
    twitter_token: Wire.Text,
    /** Twitter: secret of the token. */
    twitter_token_secret: Wire.Text,
    /** Facebook: session. */
    facebook_session: Wire.Text,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** A list. */
export interface List extends Schema.Schema.Type<typeof list_> {}
/** A list. */
export const List: Wire.Codec<List> = list_

const required = {
  /** Name. */
  name: Schema.String,
  /** Name as it stands in URLs. */
  stringid: Schema.String,
  /** Website that it is for. */
  sender_url: Schema.String,
  /** Why contacts get mail from it. */
  sender_reminder: Schema.String
}

const optional = {
  /** Whether new subscribers get the last campaign. */
  send_last_broadcast: Wire.NumericFlag,
  /** Addresses, separated by commas, that get a copy of every mailing. */
  carboncopy: Schema.String,
  /** Addresses, separated by commas, that are told of new subscribers. */
  subscription_notify: Schema.String,
  /** Addresses, separated by commas, that are told of leavers. */
  unsubscription_notify: Schema.String,
  /** User who is to own it. */
  user: UserId,
  /** Whether it is a list for e-mail or for SMS. */
  channel: Schema.Literal(...channels)
}

const listCreate = Wire.input("ListCreate", required, optional)

/** What makes a list. */
export interface ListCreate extends Schema.Schema.Type<typeof listCreate> {}
/** What makes a list. */
export const ListCreate: Wire.Codec<ListCreate> = listCreate

const listUpdate = Wire.input("ListUpdate", {}, { ...required, ...optional })

/** What changes a list; what is left out stays. */
export interface ListUpdate extends Schema.Schema.Type<typeof listUpdate> {}
/** What changes a list; what is left out stays. */
export const ListUpdate: Wire.Codec<ListUpdate> = listUpdate

const listFilters = Wire.input(
  "ListFilters",
  {},
  {
    /** Name. */
    name: Wire.Comparison
  }
)

const listOrders = Wire.input(
  "ListOrders",
  {},
  {
    /** Name; `weight` puts exact matches first. */
    name: Schema.Literal("weight", "asc", "desc")
  }
)

const listQuery = Wire.input(
  "ListQuery",
  {},
  {
    /** What they must have. */
    filters: listFilters,
    /** What to sort by. */
    orders: listOrders
  }
)

/** Which lists, in which order. */
export interface ListQuery extends Schema.Schema.Type<typeof listQuery> {}
/** Which lists, in which order. */
export const ListQuery: Wire.Codec<ListQuery> = listQuery

/**
 * Makes a list. No user sees it before `ListGroups.create` gives it to a group of users.
 *
 * @see https://developers.activecampaign.com/reference/create-new-list
 */
export const create = Endpoint.make("Lists.create", {
  method: "POST",
  path: () => "/lists",
  payload: Wire.envelope("list", ListCreate),
  success: Wire.envelope("list", List),
  failures: [ValidationError]
})

/**
 * Reads one list.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-list
 */
export const get = Endpoint.make("Lists.get", {
  method: "GET",
  path: (id: ListId) => `/lists/${id}`,
  success: Wire.envelope("list", List),
  failures: [NotFoundError]
})

/**
 * Changes a list. Not documented by the vendor.
 */
export const update = Endpoint.make("Lists.update", {
  method: "PATCH",
  path: (id: ListId) => `/lists/${id}`,
  payload: Wire.envelope("list", ListUpdate),
  success: Wire.envelope("list", List),
  failures: [NotFoundError, ValidationError],
  safety: "idempotent"
})

/**
 * Deletes a list.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-list
 */
export const remove = Endpoint.make("Lists.remove", {
  method: "DELETE",
  path: (id: ListId) => `/lists/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All lists, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-all-lists
 */
export const list = Endpoint.list("Lists.list", {
  path: () => "/lists",
  query: ListQuery,
  items: ["lists", List]
})
