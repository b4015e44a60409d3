/**
 * Goals: the goals of automations. For the contacts who have achieved them, use `ContactGoals`.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationBlockId, AutomationId, GoalId } from "./Ids.js"

/** A goal of an automation. */
export class Goal extends Wire.Entity<Goal>("Goal")(
  {
    /** Id of the goal. */
    id: GoalId
  },
  {
    /** Name of the goal. */
    name: Wire.Text,
    /** Automation that the goal is part of. */
    automation: Wire.nullableId(AutomationId),
    /** Automation that the goal is part of. Same as `automation`. */
    seriesid: Wire.nullableId(AutomationId),
    /** Step of the automation that the goal is. */
    automationBlock: Wire.nullableId(AutomationBlockId),
    /** Step of the automation that the goal is. Same as `automationBlock`. */
    blockid: Wire.nullableId(AutomationBlockId),
    /** Internal state of the goal's statistics. Not documented by ActiveCampaign. */
    dirty_stats: Wire.Integer,
    /** When the goal was created. */
    cdate: Wire.Timestamp
  }
) {}

/**
 * Lists the goals of all automations.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("Goals.list", {
  path: () => "/goals",
  items: ["goals", Goal],
  knowledge: "inferred"
})

/**
 * Lists the goals of an automation.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const listByAutomation = Endpoint.list("Goals.listByAutomation", {
  path: (automation: AutomationId) => `/automations/${automation}/goals`,
  items: ["goals", Goal],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
