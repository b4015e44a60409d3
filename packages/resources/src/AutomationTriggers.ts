/**
 * Automation triggers: the events that start automations, such as a subscription or a tag (start triggers).
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationId, AutomationTriggerId, SegmentId } from "./Ids.js"

/** A trigger of an automation. */
export class AutomationTrigger extends Wire.Entity<AutomationTrigger>("AutomationTrigger")(
  {
    /** Id of the trigger. */
    id: AutomationTriggerId
  },
  {
    /** Automation that the trigger starts. */
    seriesid: Wire.nullableId(AutomationId),
    /** Type of the event, as a word of ActiveCampaign's. The words are not documented. */
    type: Wire.Text,
    /** Id of the record that the event is about, such as a list; its kind depends on `type`. */
    relid: Wire.Text,
    /** Settings of the trigger; which ones there are depends on `type`. */
    params: Wire.record(Wire.Json),
    /** Segment that contacts must match to enter the automation; null if there is none. */
    segmentid: Wire.nullableId(SegmentId),
    /** Whether the trigger can start the automation more than once for a contact. */
    multientry: Wire.Flag,
    /** When the trigger was created. */
    cdate: Wire.Timestamp,
    /** When the trigger was last updated. */
    mdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * Lists the triggers of an automation.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response, and their fields.
 */
export const listByAutomation = Endpoint.list("AutomationTriggers.listByAutomation", {
  path: (automation: AutomationId) => `/automations/${automation}/triggers`,
  items: ["automationTriggers", AutomationTrigger],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
