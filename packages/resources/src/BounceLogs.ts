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
    /** The contact; the same as `contact`. */
    subscriberid: Wire.ref(ContactId),
    /** Address that the mail went to. */
    email: Wire.Text,
    /** Text of the error. */
    error: Wire.Text,
    /** The mail that came back. */
    source: Wire.Text,
    /** The campaign. */
    campaign: Wire.ref(CampaignId),
    /** The campaign; the same as `campaign`. */
    campaignid: Wire.ref(CampaignId),
    /** The message. */
    message: Wire.ref(MessageId),
    /** The message; the same as `message`. */
    messageid: Wire.ref(MessageId),
    /** Id of the bounce. */
    bounce: Wire.Text,
    /** Id of the bounce; the same as `bounce`. */
    bounceid: Wire.Text,
    /** Id of the code of the bounce. */
    code: Wire.Text,
    /** Id of the code of the bounce; the same as `code`. */
    codeid: Wire.Text,
    /** When it came back. */
    tstamp: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
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
