/**
 * Scores of contacts and deals.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { ContactId, DealId, ScoreId, ScoreValueId } from "./Ids.js"

const scoreValue = Wire.entity(
  "ScoreValue",
  {
    /** Id of the value. */
    id: ScoreValueId
  },
  {
    /** The score: the rules that points are given by. */
    score: Wire.ref(ScoreId),
    /** Points. */
    scoreValue: Wire.Decimal,
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The deal. */
    deal: Wire.ref(DealId),
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    mdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** How many points a contact or deal has in one score. */
export interface ScoreValue extends Schema.Schema.Type<typeof scoreValue> {}
/** How many points a contact or deal has in one score. */
export const ScoreValue: Wire.Codec<ScoreValue> = scoreValue

/**
 * All scores of one contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-contacts-score-value
 */
export const listOfContact = Endpoint.list("ScoreValues.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/scoreValues`,
  items: ["scoreValues", ScoreValue],
  failures: [NotFoundError],
  walk: "whole"
})

/**
 * All scores of one deal. Not documented by the vendor.
 */
export const listOfDeal = Endpoint.list("ScoreValues.listOfDeal", {
  path: (deal: DealId) => `/deals/${deal}/scoreValues`,
  items: ["scoreValues", ScoreValue],
  failures: [NotFoundError],
  walk: "whole"
})
