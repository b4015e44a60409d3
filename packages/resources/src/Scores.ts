/**
 * Scores: sets of rules that award points to contacts and deals (contact and deal scoring). For the points, use
 * `ScoreValues`.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ScoreId } from "./Ids.js"

/** A score. */
export class Score extends Wire.Entity<Score>("Score")(
  {
    /** Id of the score. */
    id: ScoreId
  },
  {
    /** Name of the score. */
    name: Wire.Text,
    /** Description of the score. */
    descript: Wire.Text,
    /** What the score awards points to: `contact` or `deal`. */
    reltype: Wire.openLiteral(["contact", "deal"]),
    /** Status as a number; `1` in all responses that ActiveCampaign shows. */
    status: Wire.Integer,
    /** When the score was created. */
    cdate: Wire.Timestamp,
    /** When the score was last updated. */
    mdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * Retrieves a score.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-score
 */
export const get = Endpoint.make("Scores.get", {
  method: "GET",
  path: (id: ScoreId) => `/scores/${id}`,
  success: Wire.envelope("score", Score),
  errors: [NotFoundError]
})

/**
 * Lists the scores of the account.
 *
 * @see https://developers.activecampaign.com/reference/list-all-scores
 */
export const list = Endpoint.list("Scores.list", {
  path: () => "/scores",
  items: ["scores", Score]
})
