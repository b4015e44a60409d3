/**
 * E-mail activities: e-mails that users sent to contacts or received from them.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AccountId, ContactId, DealId, EmailActivityId, UserId } from "./Ids.js"

/** An e-mail to or from a contact. */
export class EmailActivity extends Wire.Entity<EmailActivity>("EmailActivity")(
  {
    /** Id of the e-mail activity. */
    id: EmailActivityId
  },
  {
    /** Subject line of the e-mail. */
    subject: Wire.Text,
    /** Plain-text body. */
    message: Wire.Text,
    /** HTML body. */
    messageHtml: Wire.Text,
    /** Name of the sender. */
    from_name: Wire.Text,
    /** E-mail address of the sender. */
    fromAddress: Wire.Text,
    /** E-mail address of the recipient. */
    toAddress: Wire.Text,
    /** E-mail addresses of the recipients in copy (CC). */
    ccAddress: Wire.Text,
    /** Contact who sent or received the e-mail. */
    contact: Wire.nullableId(ContactId),
    /** Contact who sent or received the e-mail. Same value as `contact`. */
    subscriberid: Wire.nullableId(ContactId),
    /** Deal that the e-mail is about; null if there is none. */
    deal: Wire.nullableId(DealId),
    /** Deal that the e-mail is about. Same value as `deal`. */
    d_id: Wire.nullableId(DealId),
    /** Account that the e-mail is about; null if there is none. */
    account: Wire.nullableId(AccountId),
    /** Record that the e-mail refers to: its type, such as `contact-email`, and its id. */
    reference: Wire.Target,
    /** Type of the related record, such as `SubscriberEmail`. */
    reltype: Wire.Text,
    /** Id of the related record. */
    relid: Wire.Text,
    /** Sentiment of the e-mail: `POSITIVE`, `NEUTRAL` or `NEGATIVE`; null if there is none. */
    sentiment: Wire.openLiteral(["POSITIVE", "NEUTRAL", "NEGATIVE"]),
    /** User who sent or received the e-mail. */
    user: Wire.nullableId(UserId),
    /** User who sent or received the e-mail. Same value as `user`. */
    userid: Wire.nullableId(UserId),
    /** When the e-mail was sent. */
    tstamp: Wire.InstantOrLocal,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Filters for listing e-mail activities. */
export class EmailActivityFilters extends Wire.Input<EmailActivityFilters>("EmailActivityFilters")(
  {},
  {
    /** Contact who sent or received the e-mails. */
    subscriberid: ContactId,
    /** Deal that the e-mails are about. */
    dealId: DealId
  }
) {}

/** Query parameters for listing e-mail activities. */
export class EmailActivityQuery extends Wire.Input<EmailActivityQuery>("EmailActivityQuery")(
  {},
  {
    /** Return only e-mail activities that match all of these filters. */
    filters: EmailActivityFilters
  }
) {}

/**
 * Lists e-mail activities, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-email-activities
 */
export const list = Endpoint.list("EmailActivities.list", {
  path: () => "/emailActivities",
  query: EmailActivityQuery,
  items: ["emailActivities", EmailActivity],
  knowledge: "recorded"
})
