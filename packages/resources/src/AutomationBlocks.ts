/**
 * Automation blocks: the steps of automations, such as sending an e-mail, waiting or branching.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationBlockId, AutomationId } from "./Ids.js"

/** A step of an automation. */
export class AutomationBlock extends Wire.Entity<AutomationBlock>("AutomationBlock")(
  {
    /** Id of the step. */
    id: AutomationBlockId
  },
  {
    /** Automation that the step is part of. */
    automation: Wire.nullableId(AutomationId),
    /** Step that comes before; null for the first one. */
    parent: Wire.nullableId(AutomationBlockId),
    /** Type of the step, as a word of ActiveCampaign's. The words are not documented. */
    type: Wire.Text,
    /** Settings of the step; which ones there are depends on `type`. */
    params: Wire.record(Wire.Json),
    /** Position of the step among those with the same parent. */
    ordernum: Wire.Integer,
    /** Whether the step is deleted. */
    deleted: Wire.Flag,
    /** When the step was created. */
    cdate: Wire.Timestamp,
    /** When the step was last updated. */
    mdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Filters for listing automation blocks. */
export class AutomationBlockFilters extends Wire.Input<AutomationBlockFilters>("AutomationBlockFilters")(
  {},
  {
    /** Automation that the steps are part of. Not confirmed by ActiveCampaign. */
    automation: AutomationId
  }
) {}

/** Query parameters for listing automation blocks. */
export class AutomationBlockQuery extends Wire.Input<AutomationBlockQuery>("AutomationBlockQuery")(
  {},
  {
    /** Return only steps that match all of these filters. */
    filters: AutomationBlockFilters
  }
) {}

/**
 * Lists the steps of all automations, optionally filtered.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("AutomationBlocks.list", {
  path: () => "/automationBlocks",
  query: AutomationBlockQuery,
  items: ["automationBlocks", AutomationBlock],
  knowledge: "inferred"
})

/**
 * Lists the steps of an automation.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response, and their fields.
 */
export const listByAutomation = Endpoint.list("AutomationBlocks.listByAutomation", {
  path: (automation: AutomationId) => `/automations/${automation}/blocks`,
  items: ["automationBlocks", AutomationBlock],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
