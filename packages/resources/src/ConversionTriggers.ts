/**
 * Conversion triggers: the events that count as a conversion, such as a visit of a page.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationBlockId, ConversionId, ConversionTriggerId } from "./Ids.js"

/** A trigger of a conversion. */
export class ConversionTrigger extends Wire.Entity<ConversionTrigger>("ConversionTrigger")(
  {
    /** Id of the trigger. */
    id: ConversionTriggerId
  },
  {
    /** Conversion that the trigger counts. */
    conversion: Wire.nullableId(ConversionId),
    /** Step of an automation that triggers the conversion; null if no automation does. */
    automationBlock: Wire.nullableId(AutomationBlockId),
    /** Type of the trigger. The types are not documented by ActiveCampaign. */
    trigger_type: Wire.Text,
    /** Value of the conversion, as text. The form is not documented by ActiveCampaign. */
    value: Wire.Text,
    /** Whether the value is computed for each contact. */
    dynamic: Wire.Flag,
    /** How the value is computed. Not documented by ActiveCampaign. */
    modifier: Wire.Text,
    /** Whether earlier events count too. */
    retroactive: Wire.Flag,
    /** When the trigger was created. */
    cdate: Wire.Timestamp,
    /** When the trigger was last updated. */
    udate: Wire.Timestamp
  }
) {}

/**
 * Lists the triggers of all conversions.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("ConversionTriggers.list", {
  path: () => "/conversionTriggers",
  items: ["conversionTriggers", ConversionTrigger],
  knowledge: "inferred"
})
