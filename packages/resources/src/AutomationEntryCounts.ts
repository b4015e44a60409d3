/**
 * How often contacts have entered automations.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { AutomationId, type ContactId } from "./Ids.js"

const statuses = { "1": "active", "2": "inactive" } as const

const automationEntryCount = Wire.entity(
  "AutomationEntryCount",
  {
    /** Id of the automation. */
    id: AutomationId
  },
  {
    /** Name of the automation. */
    name: Wire.Text,
    /** How often the contact has entered it. */
    contactEntryCount: Wire.Integer,
    /** State of the automation; `0` is one that was never switched on. */
    status: Wire.codes(statuses),
    /** Whether the automation is hidden. */
    hidden: Wire.Flag
  }
)

/** How often a contact has entered one automation. */
export interface AutomationEntryCount extends Schema.Schema.Type<typeof automationEntryCount> {}
/** How often a contact has entered one automation. */
export const AutomationEntryCount: Wire.Codec<AutomationEntryCount> = automationEntryCount

/**
 * How often one contact has entered each automation.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-automation-entry-counts
 */
export const listOfContact = Endpoint.list("AutomationEntryCounts.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/automationEntryCounts`,
  items: ["automationEntryCounts", AutomationEntryCount],
  failures: [NotFoundError],
  walk: "whole"
})
