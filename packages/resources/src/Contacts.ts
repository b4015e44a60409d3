/**
 * Contacts: the people (or phones) that an account writes to. What belongs to a contact (tags, lists, notes, …) has
 * modules of its own, such as `ContactTags`.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import {
  AccountContactId,
  AccountId,
  AutomationBlockId,
  AutomationId,
  ContactAutomationId,
  ContactId,
  ContactListId,
  DealId,
  FieldId,
  FieldValueId,
  FormId,
  GeoIpId,
  ListId,
  OrganizationId,
  ScoreId,
  ScoreValueId,
  SegmentId,
  TagId
} from "./Ids.js"
import { audit } from "./internal/audit.js"

const statuses = { "-1": "any", "0": "unconfirmed", "1": "active", "2": "unsubscribed", "3": "bounced" } as const

const contact = Wire.entity(
  "Contact",
  {
    /** Id of the contact. */
    id: ContactId
  },
  {
    /** E-mail address. */
    email: Wire.Text,
    /** First name. */
    firstName: Wire.Text,
    /** Last name. */
    lastName: Wire.Text,
    /** Phone number, as it was given. */
    phone: Wire.Text,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** When it last engaged. */
    edate: Wire.Moment,
    /** When it was last active. */
    adate: Wire.Moment,
    /** When it was made, on the account's own clock in spite of the name. */
    created_utc_timestamp: Wire.Moment,
    /** When it was last changed, on the account's own clock in spite of the name. */
    updated_utc_timestamp: Wire.Moment,
    /** Whether it is deleted. */
    deleted: Wire.Flag,
    /** When it was deleted. */
    deleted_at: Wire.Moment,
    /** Whether it is anonymized. */
    anonymized: Wire.Flag,
    /** Whether it has no e-mail address, only a phone. */
    email_empty: Wire.Flag,
    /** E-mail address: what stands before the @. */
    email_local: Wire.Text,
    /** E-mail address: what stands after the @. */
    email_domain: Wire.Text,
    /** E-mail address: what stands after the @; the same as `email_domain`, in older answers. */
    emailDomain: Wire.Text,
    /** Mails sent to it. */
    sentcnt: Wire.Integer,
    /** Hard bounces. */
    bounced_hard: Wire.Integer,
    /** Soft bounces. */
    bounced_soft: Wire.Integer,
    /** Day of the last bounce. */
    bounced_date: Wire.LocalDate,
    /** When it last clicked a link. */
    last_click_date: Wire.Moment,
    /** When it last opened a mail. */
    last_open_date: Wire.Moment,
    /** When Apple's privacy service last opened a mail for it. */
    last_mpp_open_date: Wire.Moment,
    /** Whether Apple's privacy service hides its opens. */
    mpp_tracking: Wire.Flag,
    /** Hour of the day that is predicted to be best for a mail. */
    best_send_hour: Wire.Integer,
    /** Sentiment; not explained by the vendor. */
    sentiment: Wire.Text,
    /** Whether it has consented to SMS. */
    sms_consent: Wire.Flag,
    /** When the consent to SMS changed. */
    sms_consent_updated_at: Wire.Moment,
    /** Id at WhatsApp. */
    whatsapp_id: Wire.Text,
    /** Name at WhatsApp. */
    whatsapp_username: Wire.Text,
    /** Name of the company it works for. */
    orgname: Wire.Text,
    /** Organization; accounts have replaced these. */
    orgid: Wire.ref(OrganizationId),
    /** Organization; the same as `orgid`. */
    organization: Wire.ref(OrganizationId),
    /** Account: the company it works for. */
    account: Wire.ref(AccountId),
    /** Account; the same as `account`. */
    customerAccount: Wire.ref(AccountId),
    /** Its public hash. */
    hash: Wire.Text,
    /** Id at Segment.io. */
    segmentio_id: Wire.Text,
    /** IPv4 address, as a number in a text. */
    ip: Wire.Text,
    /** User agent of its browser. */
    ua: Wire.Text,
    /** State of its Gravatar picture, as a number that the vendor does not explain. */
    gravatar: Wire.Integer,
    /** When social data was last looked for. */
    socialdata_lastcheck: Wire.Moment,
    /** Day of its last rating. */
    rating_tstamp: Wire.LocalDate,
    /** Its places in accounts. */
    accountContacts: Wire.related(AccountContactId),
    /** Its runs through automations. */
    contactAutomations: Wire.related(ContactAutomationId),
    /** Its memberships in lists. */
    contactLists: Wire.related(ContactListId),
    /** Its deals. */
    deals: Wire.related(DealId),
    /** Values of its custom fields. */
    fieldValues: Wire.related(FieldValueId),
    /** Places that it was seen at. */
    geoIps: Wire.related(GeoIpId),
    /** Its scores. */
    scoreValues: Wire.related(ScoreValueId),
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** A contact. */
export interface Contact extends Schema.Schema.Type<typeof contact> {}
/** A contact. */
export const Contact: Wire.Codec<Contact> = contact

const contactFieldValue = Wire.input(
  "ContactFieldValue",
  {
    /** The field. */
    field: FieldId,
    /** The value: a day as `2018-12-31`, a point in time as ISO 8601, several values as an array. */
    value: Wire.FieldText
  },
  {}
)

/** The value of a custom field, sent along with a contact. */
export interface ContactFieldValue extends Schema.Schema.Type<typeof contactFieldValue> {}
/** The value of a custom field, sent along with a contact. */
export const ContactFieldValue: Wire.Codec<ContactFieldValue> = contactFieldValue

const fields = {
  /** First name. */
  firstName: Schema.String,
  /** Last name. */
  lastName: Schema.String,
  /** Phone number. */
  phone: Schema.String,
  /** Values of custom fields. */
  fieldValues: Schema.Array(ContactFieldValue),
  /** Organization; accounts have replaced these. */
  orgid: OrganizationId
}

const contactCreate = Wire.input(
  "ContactCreate",
  {},
  {
    /** E-mail address; may be left out where the account allows contacts with a phone only. */
    email: Schema.String,
    /** Whether a contact with a phone only is meant. */
    allowNullEmail: Schema.Boolean,
    ...fields
  }
)

/** What makes a contact. */
export interface ContactCreate extends Schema.Schema.Type<typeof contactCreate> {}
/** What makes a contact. */
export const ContactCreate: Wire.Codec<ContactCreate> = contactCreate

const contactSync = Wire.input(
  "ContactSync",
  {
    /** E-mail address, by which the contact is found. */
    email: Schema.String
  },
  {
    ...fields,
    /** Whether it is deleted; `remove` has replaced this. */
    deleted: Schema.Boolean
  }
)

/** What makes a contact, or changes the one with this e-mail address. */
export interface ContactSync extends Schema.Schema.Type<typeof contactSync> {}
/** What makes a contact, or changes the one with this e-mail address. */
export const ContactSync: Wire.Codec<ContactSync> = contactSync

const contactUpdate = Wire.input(
  "ContactUpdate",
  {},
  {
    /** E-mail address. */
    email: Schema.String,
    ...fields,
    /** Whether it is deleted; `remove` has replaced this. */
    deleted: Schema.Boolean
  }
)

/** What changes a contact; what is left out stays. */
export interface ContactUpdate extends Schema.Schema.Type<typeof contactUpdate> {}
/** What changes a contact; what is left out stays. */
export const ContactUpdate: Wire.Codec<ContactUpdate> = contactUpdate

const contactFilters = Wire.input(
  "ContactFilters",
  {},
  {
    /** Made before this. */
    created_before: Wire.DateFilter,
    /** Made after this. */
    created_after: Wire.DateFilter,
    /** Last changed before this. */
    updated_before: Wire.DateFilter,
    /** Last changed after this. */
    updated_after: Wire.DateFilter
  }
)

const contactQuery = Wire.input(
  "ContactQuery",
  {},
  {
    /** Exactly these contacts. */
    ids: Schema.Array(ContactId),
    /** E-mail address, exactly. */
    email: Schema.String,
    /** Text that the e-mail address contains. */
    email_like: Schema.String,
    /** Text in names, organization, phone or e-mail address. */
    search: Schema.String,
    /** Beginning of the phone number. */
    phone: Schema.String,
    /** Contact to leave out. */
    exclude: ContactId,
    /** List that they are on. */
    listid: ListId,
    /** State on that list; by default any. */
    status: Wire.codeOf(statuses),
    /** Tag that they have. */
    tagid: TagId,
    /** Form that they came from. */
    formid: FormId,
    /** Segment that they are in; the vendor keeps a match for an hour. */
    segmentid: SegmentId,
    /** Whether to match the segment anew. */
    forceQuery: Wire.NumericFlag,
    /** Automation that they are in. */
    seriesid: AutomationId,
    /** Wait step of an automation that they are at. */
    waitid: AutomationBlockId,
    /** Organization; accounts have replaced these. */
    organization: OrganizationId,
    /** Only contacts with a larger id. */
    id_greater: ContactId,
    /** Only contacts with a smaller id. */
    id_less: ContactId,
    /** Only contacts that the key's user may see. */
    in_group_lists: Schema.Boolean,
    /** What they must have. */
    filters: contactFilters,
    /** What to sort by; a `score` is named by `sortId`. */
    orders: Wire.orders("id", "cdate", "email", "first_name", "last_name", "name", "score"),
    /** Score or field to sort by. */
    sortId: Schema.Union(ScoreId, FieldId),
    /** Related rows to send along, which `page` gives access to; not documented by the vendor. */
    include: Wire.commaSeparated("contactAutomations", "contactLists", "contactTags", "fieldValues")
  }
)

/** Which contacts, in which order. */
export interface ContactQuery extends Schema.Schema.Type<typeof contactQuery> {}
/** Which contacts, in which order. */
export const ContactQuery: Wire.Codec<ContactQuery> = contactQuery

/**
 * Makes a contact. One whose e-mail address is known already is a `DuplicateError`: `sync` does not mind.
 *
 * @see https://developers.activecampaign.com/reference/create-a-new-contact
 */
export const create = Endpoint.make("Contacts.create", {
  method: "POST",
  path: () => "/contacts",
  payload: Wire.envelope("contact", ContactCreate),
  success: Wire.envelope("contact", Contact),
  failures: [NotFoundError, ValidationError, DuplicateError],
  sideloads: ["fieldValues"]
})

/**
 * Reads one contact.
 *
 * ```ts
 * const { value, sideload } = yield* Contacts.get.withResponse(id)
 * const memberships = yield* sideload("contactLists", ContactList)
 * ```
 *
 * @see https://developers.activecampaign.com/reference/get-contact
 */
export const get = Endpoint.make("Contacts.get", {
  method: "GET",
  path: (id: ContactId) => `/contacts/${id}`,
  success: Wire.envelope("contact", Contact),
  failures: [NotFoundError],
  sideloads: ["accountContacts", "contactAutomations", "contactLists", "deals", "fieldValues", "geoAddresses", "geoIps"]
})

/**
 * Changes a contact.
 *
 * @see https://developers.activecampaign.com/reference/update-a-contact-new
 */
export const update = Endpoint.make("Contacts.update", {
  method: "PUT",
  path: (id: ContactId) => `/contacts/${id}`,
  payload: Wire.envelope("contact", ContactUpdate),
  success: Wire.envelope("contact", Contact),
  failures: [NotFoundError, ValidationError, DuplicateError],
  sideloads: ["fieldValues"]
})

/**
 * Deletes a contact.
 *
 * @see https://developers.activecampaign.com/reference/delete-contact
 */
export const remove = Endpoint.make("Contacts.remove", {
  method: "DELETE",
  path: (id: ContactId) => `/contacts/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All contacts, or those that match. Read by growing id unless `orders` or `offset` ask for something else, so that
 * none is missed when others are deleted meanwhile.
 *
 * ```ts
 * Contacts.list({ listid, status: "active" }).pipe(Stream.runForEach((contact) => …))
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-all-contacts
 */
export const list = Endpoint.list("Contacts.list", {
  path: () => "/contacts",
  query: ContactQuery,
  items: ["contacts", Contact],
  sideloads: ["scoreValues", "contactAutomations", "contactLists", "contactTags", "fieldValues"],
  walk: "keyset"
})

/**
 * Makes a contact, or changes the one with this e-mail address. Safe to repeat.
 *
 * ```ts
 * Contacts.sync({ email: "jane@example.com", firstName: "Jane" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/sync-a-contacts-data
 */
export const sync = Endpoint.make("Contacts.sync", {
  method: "POST",
  path: () => "/contact/sync",
  payload: Wire.envelope("contact", ContactSync),
  success: Wire.envelope("contact", Contact),
  failures: [ValidationError],
  safety: "idempotent",
  sideloads: ["fieldValues"]
})
