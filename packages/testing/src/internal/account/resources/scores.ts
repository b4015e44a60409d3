/**
 * Scores, and the values that contacts and deals have.
 */
import { Scores, ScoreValues } from "effect-activecampaign"
import { created, links, noLinks, numberText, reference, string, updated } from "../columns.js"
import { get, list } from "../operations.js"
import { table } from "../Table.js"

/** Scores. They cannot be created through the API, so a test seeds them. */
export const scores = table({
  name: "scores",
  envelope: "score",
  model: "Score",
  entity: Scores.Score,
  columns: {
    reltype: string("contact"),
    name: string(),
    descript: string(),
    status: numberText("1"),
    cdate: created,
    mdate: updated,
    links: noLinks
  },
  cascade: [["scoreValues", "score"]],
  sample: (n) => ({ name: `Score ${n}` })
})

/** Values of scores. */
export const scoreValues = table({
  name: "scoreValues",
  envelope: "scoreValue",
  model: "ScoreValue",
  entity: ScoreValues.ScoreValue,
  columns: {
    score: reference("scores"),
    contact: reference("contacts"),
    deal: reference("deals"),
    cdate: created,
    mdate: updated,
    scoreValue: numberText("0"),
    links: links("scoreValues", "score", "contact", "deal")
  },
  sample: (n) => ({ score: "1", contact: String(n), scoreValue: String(n * 10) })
})

/** Routes of scores. */
export const routes = [
  list(scores, "/scores"),
  get(scores, "/scores/{id}"),
  list(scoreValues, "/contacts/{id}/scoreValues", {
    scope: { table: "contacts", column: "contact" }
  }),
  list(scoreValues, "/deals/{id}/scoreValues", {
    scope: { table: "deals", column: "deal" }
  })
]
