/**
 * Which lists a contact is on, and in what state: subscribing and unsubscribing.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { AutomationId, CampaignId, ContactId, ContactListId, FormId, ListId, MessageId } from "./Ids.js"
import { audit } from "./internal/audit.js"

const statuses = { "0": "unconfirmed", "1": "active", "2": "unsubscribed", "3": "bounced" } as const

/** States that a membership can be put in. */
const settable = { "1": "active", "2": "unsubscribed" } as const

const contactList = Wire.entity(
  "ContactList",
  {
    /** Id of the membership. */
    id: ContactListId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The list. */
    list: Wire.ref(ListId),
    /** State of the membership. */
    status: Wire.codes(statuses),
    /** Whether it is a membership for e-mail or for SMS. */
    channel: Wire.known("email", "sms"),
    /** When the contact joined. */
    sdate: Wire.Timestamp,
    /** When the contact left. */
    udate: Wire.Timestamp,
    /** Why the contact left, in its own words. */
    unsubreason: Wire.Text,
    /** How it came about, as a number: `4` is subscribed again through the API. */
    sourceid: Wire.Integer,
    /** First name of the contact. */
    first_name: Wire.Text,
    /** Last name of the contact. */
    last_name: Wire.Text,
    /** Form that it came from. */
    form: Wire.ref(FormId),
    /** An automation; which one, the vendor does not explain. */
    automation: Wire.ref(AutomationId),
    /** An automation; the same as `automation`. */
    seriesid: Wire.ref(AutomationId),
    /** Automation that ended it. */
    unsubscribeAutomation: Wire.ref(AutomationId),
    /** A campaign; which one, the vendor does not explain. */
    campaign: Wire.ref(CampaignId),
    /** A message; which one, the vendor does not explain. */
    message: Wire.ref(MessageId),
    /** Whether auto-responders are on. */
    responder: Wire.Flag,
    /** A flag of syncs; not explained by the vendor. */
    sync: Wire.Flag,
    /** Id of the log of a sync. */
    autosyncLog: Wire.Text,
    /** IPv4 address at joining, as a number in a text. */
    ip4Sub: Wire.Text,
    /** IPv4 address seen last, as a number in a text. */
    ip4_last: Wire.Text,
    /** IPv4 address at leaving, as a number in a text. */
    ip4Unsub: Wire.Text,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** A contact's membership in a list. */
export interface ContactList extends Schema.Schema.Type<typeof contactList> {}
/** A contact's membership in a list. */
export const ContactList: Wire.Codec<ContactList> = contactList

const contactListUpdate = Wire.input(
  "ContactListUpdate",
  {
    /** The list. */
    list: ListId,
    /** The contact. */
    contact: ContactId,
    /** Whether to subscribe or to unsubscribe. */
    status: Wire.codeOf(settable)
  },
  {
    /** `4` where a contact who has left is to be subscribed again. */
    sourceid: Schema.Int
  }
)

/** What subscribes a contact to a list, or unsubscribes it. */
export interface ContactListUpdate extends Schema.Schema.Type<typeof contactListUpdate> {}
/** What subscribes a contact to a list, or unsubscribes it. */
export const ContactListUpdate: Wire.Codec<ContactListUpdate> = contactListUpdate

/**
 * All memberships of all contacts. Not documented by the vendor.
 */
export const list = Endpoint.list("ContactLists.list", {
  path: () => "/contactLists",
  items: ["contactLists", ContactList]
})

/**
 * All memberships of one contact, those that have ended too.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-list-memberships
 */
export const listOfContact = Endpoint.list("ContactLists.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactLists`,
  items: ["contactLists", ContactList],
  failures: [NotFoundError],
  walk: "whole"
})

/**
 * Subscribes a contact to a list, or unsubscribes it. Setting a state that holds already changes nothing.
 *
 * ```ts
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
  failures: [NotFoundError, ValidationError],
  safety: "idempotent",
  sideloads: ["contacts"]
})
