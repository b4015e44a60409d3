/**
 * Campaign links: the links in campaigns, with the number of clicks on each. For the contacts who clicked, use `LinkData`.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { CampaignId, CampaignLinkId, MessageId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** A link in a campaign. */
export class CampaignLink extends Wire.Entity<CampaignLink>("CampaignLink")(
  {
    /** Id of the link. */
    id: CampaignLinkId
  },
  {
    /** URL that the link opens; `open` for the read tracker (it counts opens instead of clicks). */
    link: Wire.Text,
    /** Name of the link, such as `Read Tracker`. */
    name: Wire.Text,
    /** Reference text of the link. Not documented by ActiveCampaign. */
    ref: Wire.Text,
    /** Whether clicks on the link are counted. */
    tracked: Wire.Flag,
    /** Number of clicks on the link. A contact can count more than once. */
    linkclicks: Wire.Integer,
    /** Number of contacts who clicked on the link. */
    uniquelinkclicks: Wire.Integer,
    /** Campaign that contains the link. */
    campaign: Wire.nullableId(CampaignId),
    /** Campaign that contains the link. Same value as `campaign`. */
    campaignid: Wire.nullableId(CampaignId),
    /** Message that contains the link; null if there is none. */
    message: Wire.nullableId(MessageId),
    /** Message that contains the link. Same value as `message`. */
    messageid: Wire.nullableId(MessageId),
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

/**
 * Lists the links in all campaigns, including the read trackers.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the response, which is read like that of `listByCampaign`.
 */
export const list = Endpoint.list("CampaignLinks.list", {
  path: () => "/links",
  items: ["links", CampaignLink],
  knowledge: "inferred"
})

/**
 * Lists the links in a campaign, including the read tracker.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-links-associated-campaign
 */
export const listByCampaign = Endpoint.list("CampaignLinks.listByCampaign", {
  path: (campaign: CampaignId) => `/campaigns/${campaign}/links`,
  items: ["links", CampaignLink],
  errors: [NotFoundError],
  pagination: "none"
})
