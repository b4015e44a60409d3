/**
 * ScoreValues: points that contacts and deals have in a score (contact and deal scoring).
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ContactId, DealId, ScoreId, ScoreValueId } from "./Ids.js"

/** The points of a contact or a deal in a score. */
export class ScoreValue extends Wire.Entity<ScoreValue>("ScoreValue")(
  {
    /** Id of the score value. */
    id: ScoreValueId
  },
  {
    /** Score that the points belong to: a set of rules that award points. */
    score: Wire.nullableId(ScoreId),
    /** Number of points. */
    scoreValue: Wire.Decimal,
    /** Contact that has the points; null if a deal has them. */
    contact: Wire.nullableId(ContactId),
    /** Deal that has the points; null if a contact has them. */
    deal: Wire.nullableId(DealId),
    /** When the score value was created. */
    cdate: Wire.Timestamp,
    /** When the score value was last updated. */
    mdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * Lists the score values of a contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-contacts-score-value
 */
export const listByContact = Endpoint.list("ScoreValues.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/scoreValues`,
  items: ["scoreValues", ScoreValue],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "recorded"
})

/**
 * Lists the score values of a deal. Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response. The route comes from the links in other responses.
 */
export const listByDeal = Endpoint.list("ScoreValues.listByDeal", {
  path: (deal: DealId) => `/deals/${deal}/scoreValues`,
  items: ["scoreValues", ScoreValue],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
