/**
 * Link data: clicks of contacts on links in campaigns. For the number of clicks on each link, use `CampaignLinks`.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { CampaignId, CampaignLinkId, ContactId, LinkDataId } from "./Ids.js"

/** A click of a contact on a link. */
export class LinkData extends Wire.Entity<LinkData>("LinkData")(
  {},
  {
    /** Id of the record. */
    id: LinkDataId,
    /** Contact who clicked. */
    contact: Wire.nullableId(ContactId),
    /** Campaign that contains the link. */
    campaign: Wire.nullableId(CampaignId),
    /** Link that was clicked. */
    link: Wire.nullableId(CampaignLinkId),
    /** E-mail address of the contact. */
    email: Wire.Text,
    /** When the contact clicked. */
    tstamp: Wire.InstantOrLocal
  }
) {}

/**
 * Lists the clicks of all contacts on links in campaigns.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("LinkData.list", {
  path: () => "/linkData",
  items: ["linkData", LinkData],
  knowledge: "inferred"
})
