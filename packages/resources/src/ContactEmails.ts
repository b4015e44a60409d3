/**
 * Contact e-mails: e-mails that users sent to contacts one by one (CRM e-mails), not by a campaign. `EmailActivities` has their
 * texts.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AccountId, AutomationId, ContactEmailId, ContactId, DealId, MessageId, UserId } from "./Ids.js"

/** An e-mail that a user sent to a contact. */
export class ContactEmail extends Wire.Entity<ContactEmail>("ContactEmail")(
  {
    /** Id of the record. */
    id: ContactEmailId
  },
  {
    /** Contact that the e-mail was sent to. */
    contact: Wire.nullableId(ContactId),
    /** Contact that the e-mail was sent to. Same as `contact`. */
    subscriberid: Wire.nullableId(ContactId),
    /** User who sent the e-mail. */
    user: Wire.nullableId(UserId),
    /** User who sent the e-mail. Same as `user`. */
    userid: Wire.nullableId(UserId),
    /** Deal that the e-mail is about; null if there is none. */
    deal: Wire.nullableId(DealId),
    /** Deal that the e-mail is about. Same as `deal`. */
    d_id: Wire.nullableId(DealId),
    /** Account that the e-mail is about; null if there is none. */
    account: Wire.nullableId(AccountId),
    /** Message with the content of the e-mail. */
    message: Wire.nullableId(MessageId),
    /** Message with the content of the e-mail. Same as `message`. */
    messageid: Wire.nullableId(MessageId),
    /** Headers of the e-mail. */
    messageheader: Wire.Text,
    /** Automation that sent the e-mail; null if a user sent it. */
    seriesid: Wire.nullableId(AutomationId),
    /** Origin of the e-mail. Not documented by ActiveCampaign. */
    source: Wire.Text,
    /** IPv4 address, as a decimal number in a string. */
    ip: Wire.Text,
    /** When the e-mail was sent. */
    sdate: Wire.InstantOrLocal
  }
) {}

/**
 * Lists the e-mails that users sent to contacts.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("ContactEmails.list", {
  path: () => "/contactEmails",
  items: ["contactEmails", ContactEmail],
  knowledge: "inferred"
})
