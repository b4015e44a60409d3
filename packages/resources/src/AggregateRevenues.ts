/**
 * Aggregate revenues: the revenue that campaigns have brought in.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type { CampaignId } from "./Ids.js"

/** A revenue of a campaign. Its keys are not documented by ActiveCampaign. */
export interface AggregateRevenue {
  readonly [key: string]: unknown
}
/** A revenue of a campaign. Its keys are not documented by ActiveCampaign. */
export const AggregateRevenue: Wire.Codec<AggregateRevenue> = Wire.record(Wire.Json)

/**
 * Lists the revenues of a campaign.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row. No row was ever shown, so that all are passed through unchanged.
 */
export const listByCampaign = Endpoint.list("AggregateRevenues.listByCampaign", {
  path: (campaign: CampaignId) => `/campaigns/${campaign}/aggregateRevenues`,
  items: ["aggregateRevenues", AggregateRevenue],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
