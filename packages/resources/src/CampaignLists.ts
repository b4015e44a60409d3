/**
 * Campaign lists: the lists that campaigns are sent to.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { CampaignId, CampaignListId, ListId, UserId } from "./Ids.js"

/** A list that a campaign is sent to. */
export class CampaignList extends Wire.Entity<CampaignList>("CampaignList")(
  {
    /** Id of the record (not of the list). */
    id: CampaignListId
  },
  {
    /** Campaign that is sent to the list. */
    campaign: Wire.nullableId(CampaignId),
    /** Campaign that is sent to the list. Same as `campaign`. */
    campaignid: Wire.nullableId(CampaignId),
    /** List that the campaign is sent to. */
    list: Wire.nullableId(ListId),
    /** List that the campaign is sent to. Same as `list`. */
    listid: Wire.nullableId(ListId),
    /** Name of the list. */
    name: Wire.Text,
    /** Number that belongs to the list. What it counts is not documented by ActiveCampaign. */
    list_amt: Wire.Integer,
    /** User who owns the list. */
    user: Wire.nullableId(UserId),
    /** User who owns the list. Same as `user`. */
    userid: Wire.nullableId(UserId),
    /** When the record was created. */
    cdate: Wire.Timestamp,
    /** When the record was last updated. */
    udate: Wire.Timestamp
  }
) {}

/**
 * Lists the lists that all campaigns are sent to.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("CampaignLists.list", {
  path: () => "/campaignLists",
  items: ["campaignLists", CampaignList],
  knowledge: "inferred"
})

/**
 * Lists the lists that a campaign is sent to.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const listByCampaign = Endpoint.list("CampaignLists.listByCampaign", {
  path: (campaign: CampaignId) => `/campaigns/${campaign}/campaignLists`,
  items: ["campaignLists", CampaignList],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
