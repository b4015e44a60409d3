/**
 * What happened to contacts: mails, notes, tasks, and the like.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { ActivityId, ActivityRecipientId, ContactId, NoteId, UserId } from "./Ids.js"

const activity = Wire.entity(
  "Activity",
  {
    /** Id of the activity. */
    id: ActivityId
  },
  {
    /** When it happened. */
    tstamp: Wire.Timestamp,
    /** The contact. */
    subscriberid: Wire.ref(ContactId),
    /** What it is about. */
    reference: Wire.Target,
    /** Kind of the thing that it is about, such as `SubscriberEmail`. */
    reference_type: Wire.Text,
    /** Id of the thing that it is about. */
    reference_id: Wire.Text,
    /** What was done to it. */
    reference_action: Wire.Text,
    /** Kind of the thing that it is about, such as `contact-email`; the same as in `reference`. */
    referenceModelName: Wire.Text,
    /** User who did it. */
    user: Wire.ref(UserId),
    /** User who did it; the same as `user`. */
    userid: Wire.ref(UserId),
    /** Notes on it. */
    notes: Wire.related(NoteId),
    /** Links to those whom it is about. */
    recipients: Wire.related(ActivityRecipientId),
    /** More about it, as JSON in a text. */
    jsonData: Wire.Text,
    /** What the key's user may do with it. */
    permission: Wire.Text
  }
)

/** Something that happened to a contact. */
export interface Activity extends Schema.Schema.Type<typeof activity> {}
/** Something that happened to a contact. */
export const Activity: Wire.Codec<Activity> = activity

const activityRecipient = Wire.entity(
  "ActivityRecipient",
  {},
  {
    /** The activity. */
    activityid: Wire.ref(ActivityId),
    /** Whom it is about. */
    recipient: Wire.Target,
    /** Kind of those whom it is about; `Subscriber` is a contact. */
    reltype: Wire.Text,
    /** Id of the one whom it is about. */
    relid: Wire.Text
  }
)

/** The link between an activity and whom it is about. It only ever comes along with activities. */
export interface ActivityRecipient extends Schema.Schema.Type<typeof activityRecipient> {}
/** The link between an activity and whom it is about. It only ever comes along with activities. */
export const ActivityRecipient: Wire.Codec<ActivityRecipient> = activityRecipient

const activityQuery = Wire.input(
  "ActivityQuery",
  {},
  {
    /** The contact. */
    contact: ContactId,
    /** Only what happened after this. */
    after: Wire.DateFilter,
    /** Related rows to send along, such as `notes`, `notes.user` or `recipients`; separated by commas. */
    include: Schema.String,
    /** Whether to tell more about mails. */
    emails: Schema.Boolean,
    /** What to sort by. */
    orders: Wire.orders("tstamp")
  }
)

/** Whose activities, in which order. */
export interface ActivityQuery extends Schema.Schema.Type<typeof activityQuery> {}
/** Whose activities, in which order. */
export const ActivityQuery: Wire.Codec<ActivityQuery> = activityQuery

/**
 * All activities of a contact; of the whole account where none is named. Reading the contact first brings them up to
 * date.
 *
 * @see https://developers.activecampaign.com/reference/list-contact-activities
 */
export const list = Endpoint.list("Activities.list", {
  path: () => "/activities",
  query: ActivityQuery,
  items: ["activities", Activity],
  sideloads: ["activityRecipients", "contacts"]
})
