/**
 * Mails to contacts that came back.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { BounceLogId, CampaignId, ContactId, MessageId } from "./Ids.js"
import { audit } from "./internal/audit.js"

const bounceLog = Wire.entity(
  "BounceLog",
  {
    /** Id of the entry. */
    id: BounceLogId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The contact once more. */
    subscriberid: Wire.ref(ContactId),
    /** Address that the mail went to. */
    email: Wire.Text,
    /** What the other server said. */
    error: Wire.Text,
    /** The mail that came back. */
    source: Wire.Text,
    /** The campaign. */
    campaign: Wire.ref(CampaignId),
    /** The campaign once more. */
    campaignid: Wire.ref(CampaignId),
    /** The message. */
    message: Wire.ref(MessageId),
    /** The message once more. */
    messageid: Wire.ref(MessageId),
    /** The kind of bounce. */
    bounce: Wire.Text,
    /** The kind of bounce once more. */
    bounceid: Wire.Text,
    /** The code of the bounce. */
    code: Wire.Text,
    /** The code of the bounce once more. */
    codeid: Wire.Text,
    /** When it came back. */
    tstamp: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links,
    ...audit
  }
)

/** A mail that came back. */
export interface BounceLog extends Schema.Schema.Type<typeof bounceLog> {}
/** A mail that came back. */
export const BounceLog: Wire.Codec<BounceLog> = bounceLog

/**
 * All bounces of one contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-bounce-logs
 */
export const listOfContact = Endpoint.list("BounceLogs.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/bounceLogs`,
  items: ["bounceLogs", BounceLog],
  failures: [NotFoundError],
  walk: "whole"
})
