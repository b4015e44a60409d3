/**
 * Message activities: opens and clicks of contacts, message by message. Not part of every plan: `LinkData` has the clicks alone.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { CampaignId, ContactId, MessageActivityId } from "./Ids.js"

/** An open or a click of a contact. */
export class MessageActivity extends Wire.Entity<MessageActivity>("MessageActivity")(
  {},
  {
    /** Id of the record. */
    id: MessageActivityId,
    /** What the contact did, such as `open` or `click`. */
    event: Wire.Text,
    /** Contact who opened the message or clicked on a link. */
    contact: Wire.nullableId(ContactId),
    /** Campaign that sent the message. */
    campaign: Wire.nullableId(CampaignId),
    /** E-mail address of the contact. */
    email: Wire.Text,
    /** When the contact opened the message or clicked. */
    tstamp: Wire.InstantOrLocal
  }
) {}

/**
 * Lists the opens and clicks of all contacts. Fails with `NotFoundError` if the account's plan does not include them.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("MessageActivities.list", {
  path: () => "/messageActivities",
  items: ["messageActivities", MessageActivity],
  errors: [NotFoundError],
  knowledge: "inferred"
})
