/**
 * Automation entry counts: the number of times that a contact has entered each automation.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationId, type ContactId } from "./Ids.js"

const statuses = { "1": "active", "2": "inactive" } as const

/** The number of times that a contact has entered an automation. */
export class AutomationEntryCount extends Wire.Entity<AutomationEntryCount>("AutomationEntryCount")(
  {
    /** Id of the automation. */
    id: AutomationId
  },
  {
    /** Name of the automation. */
    name: Wire.Text,
    /** Number of times that the contact has entered the automation. */
    contactEntryCount: Wire.Integer,
    /** Status of the automation: `active`, `inactive`, or `0` if it was never switched on. */
    status: Wire.openEnum(statuses),
    /** Whether the automation is hidden. */
    hidden: Wire.Flag
  }
) {}

/**
 * Lists the automation entry counts of a contact, one for each automation.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-automation-entry-counts
 */
export const listByContact = Endpoint.list("AutomationEntryCounts.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/automationEntryCounts`,
  items: ["automationEntryCounts", AutomationEntryCount],
  errors: [NotFoundError],
  pagination: "none"
})
