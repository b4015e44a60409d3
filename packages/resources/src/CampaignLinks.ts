/**
 * Links in campaigns, and who clicked on them.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { CampaignId, CampaignLinkId, MessageId } from "./Ids.js"
import { audit } from "./internal/audit.js"

const campaignLink = Wire.entity(
  "CampaignLink",
  {
    /** Id of the link. */
    id: CampaignLinkId
  },
  {
    /** The URL that it leads to; `open` is what tells of opens. */
    link: Wire.Text,
    /** Name. */
    name: Wire.Text,
    /** Text to refer to it by. */
    ref: Wire.Text,
    /** Whether clicks on it are counted. */
    tracked: Wire.Flag,
    /** Clicks on it. */
    linkclicks: Wire.Integer,
    /** Contacts who clicked on it. */
    uniquelinkclicks: Wire.Integer,
    /** The campaign. */
    campaign: Wire.ref(CampaignId),
    /** The campaign; the same as `campaign`. */
    campaignid: Wire.ref(CampaignId),
    /** The message that it is in. */
    message: Wire.ref(MessageId),
    /** The message that it is in; the same as `message`. */
    messageid: Wire.ref(MessageId),
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** A link in a campaign. */
export interface CampaignLink extends Schema.Schema.Type<typeof campaignLink> {}
/** A link in a campaign. */
export const CampaignLink: Wire.Codec<CampaignLink> = campaignLink

/**
 * All links in one campaign.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-links-associated-campaign
 */
export const listOfCampaign = Endpoint.list("CampaignLinks.listOfCampaign", {
  path: (campaign: CampaignId) => `/campaigns/${campaign}/links`,
  items: ["links", CampaignLink],
  failures: [NotFoundError],
  walk: "whole"
})
