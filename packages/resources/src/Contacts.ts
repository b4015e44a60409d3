/**
 * Contacts: the subscribers of an account, each with an e-mail address or a phone number. Records that belong to a
 * contact have modules of their own, such as `ContactTags`, `ContactLists` (subscriptions) and `FieldValues` (custom
 * field values).
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Pagination from "@effect-activecampaign/core/Pagination"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
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
  TagId,
  type TrackingLogId
} from "./Ids.js"
import { audit } from "./internal/audit.js"

const statuses = { "-1": "any", "0": "unconfirmed", "1": "active", "2": "unsubscribed", "3": "bounced" } as const

/** A contact. */
export class Contact extends Wire.Entity<Contact>("Contact")(
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
    /** Phone number, in the format that was entered. */
    phone: Wire.Text,
    /** When the contact was created. */
    cdate: Wire.Timestamp,
    /** When the contact was last updated. */
    udate: Wire.Timestamp,
    /** When the contact last engaged. */
    edate: Wire.InstantOrLocal,
    /** When the contact was last active. */
    adate: Wire.InstantOrLocal,
    /** When the contact was created. In the account's time zone, despite the field's name. */
    created_utc_timestamp: Wire.InstantOrLocal,
    /** When the contact was last updated. In the account's time zone, despite the field's name. */
    updated_utc_timestamp: Wire.InstantOrLocal,
    /** Whether the contact is deleted. */
    deleted: Wire.Flag,
    /** When the contact was deleted. */
    deleted_at: Wire.InstantOrLocal,
    /** Whether the contact is anonymized. */
    anonymized: Wire.Flag,
    /** Whether the contact has no e-mail address, only a phone number. */
    email_empty: Wire.Flag,
    /** Local part of the e-mail address (before the @). */
    email_local: Wire.Text,
    /** Domain of the e-mail address (after the @). */
    email_domain: Wire.Text,
    /** Domain of the e-mail address. Same as `email_domain`, in older responses. */
    emailDomain: Wire.Text,
    /** Number of e-mails sent to the contact. */
    sentcnt: Wire.Integer,
    /** Number of hard bounces. */
    bounced_hard: Wire.Integer,
    /** Number of soft bounces. */
    bounced_soft: Wire.Integer,
    /** Date of the last bounce. */
    bounced_date: Wire.LocalDate,
    /** When the contact last clicked a link. */
    last_click_date: Wire.InstantOrLocal,
    /** When the contact last opened an e-mail. */
    last_open_date: Wire.InstantOrLocal,
    /** When Apple's privacy protection (MPP) last opened an e-mail on behalf of the contact. */
    last_mpp_open_date: Wire.InstantOrLocal,
    /** Whether Apple's privacy protection (MPP) hides the contact's opens. */
    mpp_tracking: Wire.Flag,
    /** Hour of the day that is predicted to be best for sending to the contact. */
    best_send_hour: Wire.Integer,
    /** Sentiment of the contact. Not documented by ActiveCampaign. */
    sentiment: Wire.Text,
    /** Whether the contact has consented to receiving SMS. */
    sms_consent: Wire.Flag,
    /** When the SMS consent last changed. */
    sms_consent_updated_at: Wire.InstantOrLocal,
    /** Id of the contact in WhatsApp. */
    whatsapp_id: Wire.Text,
    /** Username of the contact in WhatsApp. */
    whatsapp_username: Wire.Text,
    /** Name of the company that the contact works for. */
    orgname: Wire.Text,
    /** Organization of the contact. Deprecated: accounts have replaced organizations. */
    orgid: Wire.nullableId(OrganizationId),
    /** Organization of the contact. Same as `orgid`. */
    organization: Wire.nullableId(OrganizationId),
    /** Account (company) that the contact works for. */
    account: Wire.nullableId(AccountId),
    /** Account (company) that the contact works for. Same as `account`. */
    customerAccount: Wire.nullableId(AccountId),
    /** Public hash of the contact. */
    hash: Wire.Text,
    /** Id of the contact in Segment (segment.io). */
    segmentio_id: Wire.Text,
    /** IPv4 address of the contact, as a decimal integer; `"0"` if unknown. */
    ip: Wire.Text,
    /** User agent of the contact's browser. */
    ua: Wire.Text,
    /** State of the contact's Gravatar image, as a number. Not documented by ActiveCampaign. */
    gravatar: Wire.Integer,
    /** When social data of the contact was last looked up. */
    socialdata_lastcheck: Wire.InstantOrLocal,
    /** Date of the contact's last rating. */
    rating_tstamp: Wire.LocalDate,
    /** Associations of the contact with accounts. */
    accountContacts: Wire.related(AccountContactId),
    /** Automation enrollments of the contact. */
    contactAutomations: Wire.related(ContactAutomationId),
    /** List subscriptions of the contact. */
    contactLists: Wire.related(ContactListId),
    /** Deals of the contact. */
    deals: Wire.related(DealId),
    /** Custom field values of the contact. */
    fieldValues: Wire.related(FieldValueId),
    /** Locations recorded for the contact. */
    geoIps: Wire.related(GeoIpId),
    /** Scores of the contact. */
    scoreValues: Wire.related(ScoreValueId),
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

/** A custom field value, set together with its contact. */
export class ContactFieldValue extends Wire.Input<ContactFieldValue>("ContactFieldValue")(
  {
    /** Custom field to set. */
    field: FieldId,
    /** Value of the field. A date as `2018-12-31`, a date and time in ISO 8601, several values as an array. */
    value: Wire.FieldText
  },
  {}
) {}

const fields = {
  /** First name. */
  firstName: Wire.Text,
  /** Last name. */
  lastName: Wire.Text,
  /** Phone number, in any format. */
  phone: Wire.Text,
  /** Custom field values to set. */
  fieldValues: Wire.array(ContactFieldValue),
  /**
   * Organization of the contact; null for none. Deprecated: accounts have replaced organizations. Not confirmed: that
   * null is accepted.
   */
  orgid: Wire.nullable(OrganizationId)
}

/** Fields of a new contact. */
export class ContactFields extends Wire.Input<ContactFields>("ContactFields")(
  {},
  {
    /** E-mail address. May be omitted if the account allows contacts with only a phone number and `phone` is set. */
    email: Wire.NonEmptyText,
    /** Whether to create a contact with a phone number and no e-mail address. */
    allowNullEmail: Wire.Boolean,
    ...fields
  }
) {}

/** Fields for creating a contact. `email` or `phone` is required. */
export type ContactCreate = Wire.AtLeastOne<ContactFields, "email" | "phone">
/** Fields for creating a contact. `email` or `phone` is required. */
export const ContactCreate: Wire.Codec<ContactCreate> = Wire.atLeastOne(ContactFields, "email", "phone")

/**
 * Fields for creating a contact or updating the contact with the same e-mail address. Omitted fields are left unchanged. An
 * empty string clears a text field.
 */
export class ContactSync extends Wire.Input<ContactSync>("ContactSync")(
  {
    /** E-mail address. Identifies the contact to update. */
    email: Wire.NonEmptyText
  },
  {
    ...fields,
    /** Whether the contact is deleted. Deprecated: use `delete`. */
    deleted: Wire.Boolean
  }
) {}

/** Fields for updating a contact. Omitted fields are left unchanged. An empty string clears a text field. */
export class ContactUpdate extends Wire.Input<ContactUpdate>("ContactUpdate")(
  {},
  {
    /** E-mail address. */
    email: Wire.Text,
    ...fields,
    /** Whether the contact is deleted. Deprecated: use `delete`. */
    deleted: Wire.Boolean
  }
) {}

/** Filters for listing contacts. */
export class ContactFilters extends Wire.Input<ContactFilters>("ContactFilters")(
  {},
  {
    /** Return only contacts created before this date. */
    created_before: Wire.DateFilter,
    /** Return only contacts created after this date. */
    created_after: Wire.DateFilter,
    /** Return only contacts last updated before this date. */
    updated_before: Wire.DateFilter,
    /** Return only contacts last updated after this date. */
    updated_after: Wire.DateFilter
  }
) {}

/** Query parameters for finding a contact. */
export class ContactEmailQuery extends Wire.Input<ContactEmailQuery>("ContactEmailQuery")(
  {
    /** E-mail address of the contact. */
    email: Wire.NonEmptyText
  },
  {}
) {}

/** Query parameters for listing contacts. */
export class ContactQuery extends Wire.Input<ContactQuery>("ContactQuery")(
  {},
  {
    /** Return only these contacts; at least one, since without any the API returns all contacts. */
    ids: Wire.nonEmptyArray(ContactId),
    /** Return only the contact with exactly this e-mail address. */
    email: Wire.NonEmptyText,
    /** Return only contacts whose e-mail address contains this string. */
    email_like: Wire.NonEmptyText,
    /** Return only contacts whose names, organization, phone number or e-mail address match this string. */
    search: Wire.NonEmptyText,
    /** Return only contacts whose phone number starts with this string. */
    phone: Wire.NonEmptyText,
    /** Exclude this contact. */
    exclude: ContactId,
    /** Return only contacts on this list. To filter by subscription status, add `status`. */
    listid: ListId,
    /** Subscription status in `listid`: `any` (the default), `unconfirmed`, `active`, `unsubscribed` or `bounced`. */
    status: Wire.closedEnum(statuses),
    /** Return only contacts that have this tag. */
    tagid: TagId,
    /** Return only contacts that came from this form. */
    formid: FormId,
    /**
     * Return only contacts in this segment. The first request starts the match, and ActiveCampaign does not say when it is
     * ready. So a stream asks until two responses agree, for up to a minute, and fails with `PaginationError` if the
     * segment still seems empty. A `page` is what one request returns. ActiveCampaign caches the match for one hour.
     */
    segmentid: SegmentId,
    /** Whether to match the segment again instead of using the cached result. A stream sends it with its first request. */
    forceQuery: Wire.NumericFlag,
    /** Return only contacts in this automation. */
    seriesid: AutomationId,
    /** Return only contacts at this wait step of an automation. */
    waitid: AutomationBlockId,
    /** Return only contacts of this organization. Deprecated: accounts have replaced organizations. */
    organization: OrganizationId,
    /** Return only contacts with a larger id. */
    id_greater: ContactId,
    /** Return only contacts with a smaller id. */
    id_less: ContactId,
    /** Whether to return only contacts that the API key's user may see. */
    in_group_lists: Wire.Boolean,
    /** Return only contacts that match all of these filters. */
    filters: ContactFilters,
    /** Sort order of the contacts. Sorting by `score` requires `sortId`. */
    orders: Wire.orders(["id", "cdate", "email", "first_name", "last_name", "name", "score"]),
    /** Score or custom field to sort by. */
    sortId: Wire.union(ScoreId, FieldId),
    /**
     * Related records to include. Read them with `sideload` of a page, as from `list.pages`. Not documented by
     * ActiveCampaign.
     */
    include: Wire.commaSeparated(["contactAutomations", "contactLists", "contactTags", "fieldValues"])
  }
) {}

/**
 * Creates a contact. Fails with `DuplicateError` if a contact with this e-mail address already exists; use `sync` to
 * create or update.
 *
 * ```ts
 * Contacts.create({
 *   email: "jane@example.com",
 *   firstName: "Jane",
 *   fieldValues: [{ field: FieldId.make("5"), value: "gold" }]
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-new-contact
 */
export const create = Endpoint.make("Contacts.create", {
  method: "POST",
  path: () => "/contacts",
  payload: Wire.envelope("contact", ContactCreate),
  success: Wire.envelope("contact", Contact),
  errors: [NotFoundError, ValidationError, DuplicateError],
  sideloads: ["fieldValues"],
  knowledge: "recorded"
})

/**
 * Retrieves a contact. The response also contains related records, such as the contact's list subscriptions:
 * `withResponse` gives access to them.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const { value, sideload } = yield* Contacts.get.withResponse(ContactId.make("113"))
 *   const subscriptions = yield* sideload("contactLists", ContactLists.ContactList)
 *   return { contact: value, subscriptions }
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/get-contact
 */
export const get = Endpoint.make("Contacts.get", {
  method: "GET",
  path: (id: ContactId) => `/contacts/${id}`,
  success: Wire.envelope("contact", Contact),
  errors: [NotFoundError],
  sideloads: [
    "accountContacts",
    "contactAutomations",
    "contactLists",
    "deals",
    "fieldValues",
    "geoAddresses",
    "geoIps"
  ],
  knowledge: "recorded"
})

/**
 * Updates a contact. Fails with `DuplicateError` if another contact already has the new e-mail address.
 *
 * @see https://developers.activecampaign.com/reference/update-a-contact-new
 */
export const update = Endpoint.make("Contacts.update", {
  method: "PUT",
  path: (id: ContactId) => `/contacts/${id}`,
  payload: Wire.envelope("contact", ContactUpdate),
  success: Wire.envelope("contact", Contact),
  errors: [NotFoundError, ValidationError, DuplicateError],
  sideloads: ["fieldValues"],
  knowledge: "recorded"
})

/**
 * Deletes a contact.
 *
 * @see https://developers.activecampaign.com/reference/delete-contact
 */
const delete_ = Endpoint.make("Contacts.delete", {
  method: "DELETE",
  path: (id: ContactId) => `/contacts/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists contacts, optionally filtered. Unsubscribed and bounced contacts are included unless `status` excludes them.
 *
 * All contacts are paginated by ascending id. With filters or `orders` they are paginated by offset, because
 * `id_greater` is not known to work with them. A large export is bound by latency unless it requests several pages at the
 * same time: `Contacts.list({}, { concurrency: 8 })`.
 *
 * ```ts
 * const listid = ListId.make("7")
 * const program = Contacts.list({ listid, status: "active" }).pipe(
 *   Stream.runForEach((contact) => Effect.log(contact.email))
 * )
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-all-contacts
 */
export const list = Endpoint.list("Contacts.list", {
  path: () => "/contacts",
  query: ContactQuery,
  items: ["contacts", Contact],
  sideloads: ["scoreValues", "contactAutomations", "contactLists", "contactTags", "fieldValues"],
  pagination: Pagination.keyset,
  order: { id: "ASC" },
  settling: Pagination.settling("segmentid", "forceQuery"),
  knowledge: "recorded"
})

/**
 * Retrieves the contact that a tracked event was recorded for.
 *
 * @see https://developers.activecampaign.com/reference/get-contact-by-event-id
 */
export const getByTrackingLog = Endpoint.make("Contacts.getByTrackingLog", {
  method: "GET",
  path: (trackingLog: TrackingLogId) => `/trackingLogs/${trackingLog}/contact`,
  success: Wire.envelope("contact", Contact),
  errors: [NotFoundError]
})

/**
 * Creates a contact, or updates the contact with the same e-mail address (upsert). Safe to retry. The status in
 * `withResponse` is 201 for a new contact and 200 for an existing one.
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
  errors: [ValidationError],
  safety: "idempotent",
  sideloads: ["fieldValues"],
  knowledge: "recorded"
})

/**
 * Lists the contacts with an e-mail address.
 *
 * @see https://developers.activecampaign.com/reference/list-all-contacts
 */
const byEmail = Endpoint.list("Contacts.findByEmail", {
  path: () => "/contacts",
  query: ContactEmailQuery,
  items: ["contacts", Contact]
})

/**
 * Retrieves the contact with an e-mail address, in whichever case its letters are; null if there is none. One request.
 *
 * ```ts
 * Contacts.findByEmail("jane@example.com")
 * ```
 */
export const findByEmail = (email: string) =>
  byEmail({ email }, { readAhead: false }).pipe(
    // The rows are checked, so that a filter that is ignored does not find somebody else.
    Stream.filter((one) => one.email?.toLowerCase() === email.trim().toLowerCase()),
    Stream.runHead,
    Effect.map(Option.getOrNull)
  )
