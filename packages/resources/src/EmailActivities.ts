/**
 * E-mails that users wrote to contacts, and got from them.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { AccountId, ContactId, DealId, EmailActivityId, UserId } from "./Ids.js"

const emailActivity = Wire.entity(
  "EmailActivity",
  {
    /** Id of the e-mail. */
    id: EmailActivityId
  },
  {
    /** Subject. */
    subject: Wire.Text,
    /** Text. */
    message: Wire.Text,
    /** Text as HTML. */
    messageHtml: Wire.Text,
    /** Name that it is from. */
    from_name: Wire.Text,
    /** Address that it is from. */
    fromAddress: Wire.Text,
    /** Address that it went to. */
    toAddress: Wire.Text,
    /** Addresses that got a copy. */
    ccAddress: Wire.Text,
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The contact; the same as `contact`. */
    subscriberid: Wire.ref(ContactId),
    /** The deal. */
    deal: Wire.ref(DealId),
    /** The deal; the same as `deal`. */
    d_id: Wire.ref(DealId),
    /** The account. */
    account: Wire.ref(AccountId),
    /** What it is about. */
    reference: Wire.Target,
    /** Kind of the thing that it is about, such as `SubscriberEmail`. */
    reltype: Wire.Text,
    /** Id of the thing that it is about. */
    relid: Wire.Text,
    /** How it sounds. */
    sentiment: Wire.known("POSITIVE", "NEUTRAL", "NEGATIVE"),
    /** User who wrote it. */
    user: Wire.ref(UserId),
    /** User who wrote it; the same as `user`. */
    userid: Wire.ref(UserId),
    /** When it was sent. */
    tstamp: Wire.Moment,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** An e-mail to or from a contact. */
export interface EmailActivity extends Schema.Schema.Type<typeof emailActivity> {}
/** An e-mail to or from a contact. */
export const EmailActivity: Wire.Codec<EmailActivity> = emailActivity

const emailActivityFilters = Wire.input(
  "EmailActivityFilters",
  {},
  {
    /** The contact. */
    subscriberid: ContactId,
    /** The deal. */
    dealId: DealId
  }
)

const emailActivityQuery = Wire.input(
  "EmailActivityQuery",
  {},
  {
    /** What they must have. */
    filters: emailActivityFilters
  }
)

/** Which e-mails. */
export interface EmailActivityQuery extends Schema.Schema.Type<typeof emailActivityQuery> {}
/** Which e-mails. */
export const EmailActivityQuery: Wire.Codec<EmailActivityQuery> = emailActivityQuery

/**
 * All e-mails, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-email-activities
 */
export const list = Endpoint.list("EmailActivities.list", {
  path: () => "/emailActivities",
  query: EmailActivityQuery,
  items: ["emailActivities", EmailActivity]
})
