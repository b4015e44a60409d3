/**
 * Contact lists: subscriptions of contacts to lists. `subscribe` and `unsubscribe` change them; `resubscribe` is for a
 * contact that has left the list.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { AutomationId, CampaignId, ContactId, ContactListId, FormId, ListId, MessageId } from "./Ids.js"
import { audit } from "./internal/audit.js"

const statuses = { "0": "unconfirmed", "1": "active", "2": "unsubscribed", "3": "bounced" } as const

/** Statuses that can be set. */
const settable = { "1": "active", "2": "unsubscribed" } as const

/** A contact's subscription to a list, current or ended. */
export class ContactList extends Wire.Entity<ContactList>("ContactList")(
  {
    /** Id of the subscription. */
    id: ContactListId
  },
  {
    /** Contact that the subscription belongs to. */
    contact: Wire.nullableId(ContactId),
    /** List that the subscription is for. */
    list: Wire.nullableId(ListId),
    /** Status of the subscription: `unconfirmed`, `active`, `unsubscribed` or `bounced`. */
    status: Wire.openEnum(statuses),
    /** Channel of the subscription: `email` or `sms`. */
    channel: Wire.openLiteral(["email", "sms"]),
    /** When the contact subscribed. */
    sdate: Wire.Timestamp,
    /** When the contact unsubscribed. */
    udate: Wire.Timestamp,
    /** Reason that the contact gave for unsubscribing. */
    unsubreason: Wire.Text,
    /** Source of the subscription, as a numeric code. `4`: the contact was re-subscribed through the API. */
    sourceid: Wire.Integer,
    /** First name of the contact. */
    first_name: Wire.Text,
    /** Last name of the contact. */
    last_name: Wire.Text,
    /** Form that the subscription came from. */
    form: Wire.nullableId(FormId),
    /** Automation related to the subscription. The relation is not documented by ActiveCampaign. */
    automation: Wire.nullableId(AutomationId),
    /** Automation related to the subscription. Same as `automation`. */
    seriesid: Wire.nullableId(AutomationId),
    /** Automation that unsubscribed the contact. */
    unsubscribeAutomation: Wire.nullableId(AutomationId),
    /** Campaign related to the subscription. The relation is not documented by ActiveCampaign. */
    campaign: Wire.nullableId(CampaignId),
    /** Message related to the subscription. The relation is not documented by ActiveCampaign. */
    message: Wire.nullableId(MessageId),
    /** Whether autoresponders are enabled for the subscription. */
    responder: Wire.Flag,
    /** Synchronization flag. Not documented by ActiveCampaign. */
    sync: Wire.Flag,
    /** Id of the log of an automatic synchronization. */
    autosyncLog: Wire.Text,
    /** IPv4 address from which the contact subscribed, as a decimal integer. */
    ip4Sub: Wire.Text,
    /** Last known IPv4 address of the contact, as a decimal integer. */
    ip4_last: Wire.Text,
    /** IPv4 address from which the contact unsubscribed, as a decimal integer. */
    ip4Unsub: Wire.Text,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

/** Fields for subscribing a contact to a list or unsubscribing the contact. */
export class ContactListUpdate extends Wire.Input<ContactListUpdate>("ContactListUpdate")(
  {
    /** List to subscribe to or unsubscribe from. */
    list: ListId,
    /** Contact to subscribe or unsubscribe. */
    contact: ContactId,
    /** Status to set: `active` to subscribe, `unsubscribed` to unsubscribe. */
    status: Wire.closedEnum(settable)
  },
  {
    /** Source of the subscription: `4` to re-subscribe a contact that has unsubscribed, `0` by default. */
    sourceid: Wire.NonNegativeInteger
  }
) {}

/** Filters for listing list subscriptions. */
export class ContactListFilters extends Wire.Input<ContactListFilters>("ContactListFilters")(
  {},
  {
    /** Contact that the subscriptions belong to. Not confirmed by ActiveCampaign. */
    contact: ContactId,
    /** List that the subscriptions are for. Not confirmed by ActiveCampaign. */
    list: ListId,
    /**
     * Status of the subscriptions: `unconfirmed`, `active`, `unsubscribed` or `bounced`. Not confirmed by ActiveCampaign.
     */
    status: Wire.closedEnum(statuses)
  }
) {}

/** Query parameters for listing list subscriptions. */
export class ContactListQuery extends Wire.Input<ContactListQuery>("ContactListQuery")(
  {},
  {
    /** Return only subscriptions that match all of these filters. */
    filters: ContactListFilters
  }
) {}

/**
 * Lists the list subscriptions of all contacts, optionally filtered. Not documented by ActiveCampaign.
 *
 * Not confirmed: the response, which no page of ActiveCampaign shows. Other clients read these rows.
 */
export const list = Endpoint.list("ContactLists.list", {
  path: () => "/contactLists",
  query: ContactListQuery,
  items: ["contactLists", ContactList],
  knowledge: "inferred"
})

/**
 * Lists the list subscriptions of a contact, including those that have ended.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-list-memberships
 */
export const listByContact = Endpoint.list("ContactLists.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactLists`,
  items: ["contactLists", ContactList],
  errors: [NotFoundError],
  pagination: "none"
})

/**
 * Sets the status of a contact on a list. `subscribe`, `unsubscribe` and `resubscribe` send this request. Setting the current status again changes nothing. A new status may start automations or send e-mails.
 *
 * Warning: `active` re-subscribes a contact that has unsubscribed from the list, even without `sourceid`, and
 * ActiveCampaign warns against that: the law requires the contact's consent. `subscribe` does not do it.
 *
 * ```ts
 * const contact = ContactId.make("113")
 * const list = ListId.make("7")
 * ContactLists.updateStatus({ contact, list, status: "active" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/update-list-status-for-contact
 */
export const updateStatus = Endpoint.make("ContactLists.updateStatus", {
  method: "POST",
  path: () => "/contactLists",
  payload: Wire.envelope("contactList", ContactListUpdate),
  success: Wire.envelope("contactList", ContactList),
  errors: [NotFoundError, ValidationError],
  safety: "idempotent",
  sideloads: ["contacts"],
  knowledge: "recorded"
})

/** A contact and a list. */
export interface Membership {
  /** Contact to subscribe or unsubscribe. */
  readonly contact: ContactId
  /** List to subscribe to or unsubscribe from. */
  readonly list: ListId
}

/** The contact has left the list, or its e-mails bounced, so `subscribe` did not subscribe it. */
export class UnsubscribedError extends Data.TaggedError("UnsubscribedError")<{
  /** Message of the error, without personal data. */
  readonly message: string
  /** The subscription that has ended. */
  readonly subscription: ContactList
}> {}

/**
 * Subscribes a contact to a list, unless the contact has left it. Fails with `UnsubscribedError` and changes nothing if the
 * status of the contact on the list is `unsubscribed`, `bounced`, unknown or not readable. An active
 * subscription is returned as it is. Reads the subscriptions of the contact first: one request if the contact is subscribed
 * or has left, otherwise two.
 *
 * ```ts
 * const contact = ContactId.make("113")
 * const list = ListId.make("7")
 * ContactLists.subscribe({ contact, list }).pipe(Effect.catchTag("UnsubscribedError", () => Effect.succeed(null)))
 * ```
 */
export const subscribe = ({ contact, list }: Membership) =>
  Effect.gen(function* () {
    // What cannot be read could be a subscription that has ended.
    const isOfList = ({ list: of }: ContactList) => of === null || of === list || Number(of) === Number(list)
    const rows = [...(yield* Stream.runCollect(Stream.filter(listByContact(contact), isOfList)))]
    const ended = rows.find(({ status }) => status !== "active" && status !== "unconfirmed")
    if (ended !== undefined) {
      return yield* new UnsubscribedError({
        message:
          "ContactLists.subscribe: the contact must not have left the list; its subscription has ended. Nothing was changed. With the contact's consent, use ContactLists.resubscribe.",
        subscription: ended
      })
    }
    return rows.find(({ status }) => status === "active") ?? (yield* updateStatus({ contact, list, status: "active" }))
  })

/**
 * Unsubscribes a contact from a list. One request; safe to retry.
 */
export const unsubscribe = ({ contact, list }: Membership) => updateStatus({ contact, list, status: "unsubscribed" })

/**
 * Subscribes a contact to a list even if the contact has left it. Make sure that the contact has consented: without
 * consent, this is against the law in many countries. One request; safe to retry.
 */
export const resubscribe = ({ contact, list }: Membership) =>
  updateStatus({ contact, list, status: "active", sourceid: 4 })
