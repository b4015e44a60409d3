/**
 * Campaign messages: the messages that campaigns send, with the number of opens, clicks and bounces of each.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { CampaignId, CampaignMessageId, MessageId } from "./Ids.js"
import { sendingCounts } from "./internal/sendingCounts.js"

/** A message that a campaign sends, with its results. */
export class CampaignMessage extends Wire.Entity<CampaignMessage>("CampaignMessage")(
  {
    /** Id of the record (not of the message). */
    id: CampaignMessageId
  },
  {
    /** Campaign that sends the message. */
    campaign: Wire.nullableId(CampaignId),
    /** Campaign that sends the message. Same as `campaign`. */
    campaignid: Wire.nullableId(CampaignId),
    /** Message that the campaign sends. */
    message: Wire.nullableId(MessageId),
    /** Message that the campaign sends. Same as `message`. */
    messageid: Wire.nullableId(MessageId),
    /** Subject line of the message. */
    subject: Wire.Text,
    /** Share of the recipients who get this message, in percent; less than 100 in a split test. */
    percentage: Wire.Decimal,
    /** Share of the recipients who get this message at first, in percent. Not documented by ActiveCampaign. */
    initial_split_percentage: Wire.Decimal,
    /** Size of the message's source, in bytes. */
    sourcesize: Wire.Integer,
    /** Spam score of the message. */
    spamcheck_score: Wire.Decimal,
    /** Spam score from which the message counts as spam. */
    spamcheck_max: Wire.Decimal,
    /** URL of a preview image, without a scheme (`//host/path`). */
    screenshot: Wire.Text,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  sendingCounts
) {}

/**
 * Retrieves the message of a campaign, with its results. If the campaign has several messages, use `listByCampaign`.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields, which are those that another client reads.
 */
export const getByCampaign = Endpoint.make("CampaignMessages.getByCampaign", {
  method: "GET",
  path: (campaign: CampaignId) => `/campaigns/${campaign}/campaignMessage`,
  success: Wire.envelope("campaignMessage", CampaignMessage),
  errors: [NotFoundError],
  knowledge: "inferred"
})

/**
 * Lists the messages of all campaigns, with their results.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("CampaignMessages.list", {
  path: () => "/campaignMessages",
  items: ["campaignMessages", CampaignMessage],
  knowledge: "inferred"
})

/**
 * Lists the messages of a campaign, with their results.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const listByCampaign = Endpoint.list("CampaignMessages.listByCampaign", {
  path: (campaign: CampaignId) => `/campaigns/${campaign}/campaignMessages`,
  items: ["campaignMessages", CampaignMessage],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
