/**
 * Bounce logs: e-mails to contacts that bounced (could not be delivered).
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { BounceLogId, CampaignId, ContactId, MessageId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** A bounced e-mail. */
export class BounceLog extends Wire.Entity<BounceLog>("BounceLog")(
  {
    /** Id of the bounce log. */
    id: BounceLogId
  },
  {
    /** Contact that the e-mail was sent to. */
    contact: Wire.nullableId(ContactId),
    /** Contact that the e-mail was sent to. Same value as `contact`. */
    subscriberid: Wire.nullableId(ContactId),
    /** E-mail address that the e-mail was sent to. */
    email: Wire.Text,
    /** Error text of the bounce. */
    error: Wire.Text,
    /** Raw source of the bounce message, with headers. */
    source: Wire.Text,
    /** Campaign that sent the e-mail. */
    campaign: Wire.nullableId(CampaignId),
    /** Campaign that sent the e-mail. Same value as `campaign`. */
    campaignid: Wire.nullableId(CampaignId),
    /** Message that was sent. */
    message: Wire.nullableId(MessageId),
    /** Message that was sent. Same value as `message`. */
    messageid: Wire.nullableId(MessageId),
    /** Id of the bounce. */
    bounce: Wire.Text,
    /** Id of the bounce. Same value as `bounce`. */
    bounceid: Wire.Text,
    /** Id of the bounce code (reason for the bounce). */
    code: Wire.Text,
    /** Id of the bounce code (reason for the bounce). Same value as `code`. */
    codeid: Wire.Text,
    /** When the e-mail bounced. */
    tstamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

/** Filters for listing bounce logs. */
export class BounceLogFilters extends Wire.Input<BounceLogFilters>("BounceLogFilters")(
  {},
  {
    /** Campaign that sent the e-mails. Not confirmed by ActiveCampaign. */
    campaignid: CampaignId
  }
) {}

/** Query parameters for listing bounce logs. */
export class BounceLogQuery extends Wire.Input<BounceLogQuery>("BounceLogQuery")(
  {},
  {
    /** Return only bounce logs that match all of these filters. */
    filters: BounceLogFilters
  }
) {}

/**
 * Lists the bounce logs of all contacts, optionally filtered.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the response, which is read like that of `listByContact`.
 */
export const list = Endpoint.list("BounceLogs.list", {
  path: () => "/bounceLogs",
  query: BounceLogQuery,
  items: ["bounceLogs", BounceLog],
  knowledge: "inferred"
})

/**
 * Lists the bounce logs of a contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-bounce-logs
 */
export const listByContact = Endpoint.list("BounceLogs.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/bounceLogs`,
  items: ["bounceLogs", BounceLog],
  errors: [NotFoundError],
  pagination: "none"
})
