/**
 * Activities: events in the activity stream of contacts, such as e-mails, notes and tasks.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ActivityId, ActivityRecipientId, ContactId, NoteId, UserId } from "./Ids.js"

/** An activity of a contact. */
export class Activity extends Wire.Entity<Activity>("Activity")(
  {
    /** Id of the activity. */
    id: ActivityId
  },
  {
    /** When the activity happened. */
    tstamp: Wire.Timestamp,
    /** Contact that the activity belongs to. */
    subscriberid: Wire.nullableId(ContactId),
    /** Record that the activity refers to. */
    reference: Wire.Target,
    /** Model name of the record that the activity refers to, such as `SubscriberEmail`. */
    reference_type: Wire.Text,
    /** Id of the record that the activity refers to. */
    reference_id: Wire.Text,
    /** Action performed on the record. Not documented by ActiveCampaign. */
    reference_action: Wire.Text,
    /** Type of the record that the activity refers to, such as `contact-email`. Same as the type in `reference`. */
    referenceModelName: Wire.Text,
    /** User who performed the activity. */
    user: Wire.nullableId(UserId),
    /** User who performed the activity. Same as `user`. */
    userid: Wire.nullableId(UserId),
    /** Notes on the activity. */
    notes: Wire.related(NoteId),
    /** Recipients of the activity. */
    recipients: Wire.related(ActivityRecipientId),
    /** Details of the activity, as a JSON string. */
    jsonData: Wire.Text,
    /** Permission of the API key's user for the activity. Not documented by ActiveCampaign. */
    permission: Wire.Text,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** A recipient of an activity. Returned only as a side-load of activities. */
export class ActivityRecipient extends Wire.Entity<ActivityRecipient>("ActivityRecipient")(
  {},
  {
    /** Activity that the recipient belongs to. */
    activityid: Wire.nullableId(ActivityId),
    /** Record that is the recipient, such as a contact. */
    recipient: Wire.Target,
    /**
     * Model name of the recipient: `Subscriber` (a contact), `Deal`, `DealTask`, `Activity` or `CustomerAccount` (an
     * account).
     */
    reltype: Wire.Text,
    /** Id of the recipient. */
    relid: Wire.Text
  }
) {}

const optional = {
  /** Return only activities after this date. */
  after: Wire.DateFilter,
  /**
   * Related records to include, separated by commas: `notes`, `notes.user`, `recipients`, `recipients.recipient`,
   * `reference` and its relations, `user`.
   */
  include: Wire.NonEmptyText,
  /** Whether to include details of e-mails. */
  emails: Wire.Boolean,
  /** Sort order of the activities. */
  orders: Wire.orders(["tstamp"])
}

/** Query parameters for listing activities. */
export class ActivityQuery extends Wire.Input<ActivityQuery>("ActivityQuery")({}, optional) {}

/** Query parameters for listing the activities of a contact. */
export class ContactActivityQuery extends Wire.Input<ContactActivityQuery>("ContactActivityQuery")(
  {
    /** Contact that the activities belong to. */
    contact: ContactId
  },
  optional
) {}

/**
 * Lists the activities of the whole account.
 *
 * @see https://developers.activecampaign.com/reference/list-contact-activities
 */
export const list = Endpoint.list("Activities.list", {
  path: () => "/activities",
  query: ActivityQuery,
  items: ["activities", Activity],
  sideloads: ["activityRecipients", "contacts"]
})

/**
 * Lists the activities of a contact. Retrieve the contact with `Contacts.get` first: this refreshes the contact's activity
 * stream.
 *
 * ```ts
 * Activities.listByContact({ contact: ContactId.make("113"), orders: { tstamp: "DESC" } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-contact-activities
 */
export const listByContact = Endpoint.list("Activities.listByContact", {
  path: () => "/activities",
  query: ContactActivityQuery,
  items: ["activities", Activity],
  sideloads: ["activityRecipients", "contacts"]
})
