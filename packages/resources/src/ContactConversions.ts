/**
 * Contact conversions: conversions that contacts have achieved. For the conversions themselves, use `Conversions`.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ContactConversionId, ContactId, ConversionId, ConversionTriggerId } from "./Ids.js"

/** A conversion that a contact has achieved. */
export class ContactConversion extends Wire.Entity<ContactConversion>("ContactConversion")(
  {
    /** Id of the record (not of the conversion). */
    id: ContactConversionId
  },
  {
    /** Contact who achieved the conversion. */
    contact: Wire.nullableId(ContactId),
    /** Conversion that the contact achieved. */
    conversion: Wire.nullableId(ConversionId),
    /** Trigger that counted the conversion. */
    conversionTrigger: Wire.nullableId(ConversionTriggerId),
    /** Trigger that counted the conversion. Same as `conversionTrigger`. */
    conversiontrigger: Wire.nullableId(ConversionTriggerId),
    /** Type of the trigger. The types are not documented by ActiveCampaign. */
    trigger_type: Wire.Text,
    /** Id of the record that led to the conversion, such as a campaign. */
    convertedBy: Wire.Text,
    /** Id of the record that led to the conversion. Same as `convertedBy`. */
    converted_by_id: Wire.Text,
    /** Type of the record that led to the conversion. The types are not documented by ActiveCampaign. */
    converted_by_type: Wire.Text,
    /** Value of the conversion. The unit is not documented by ActiveCampaign. */
    value: Wire.Decimal,
    /** Three-letter currency code of `value`. */
    currency: Wire.Text,
    /** Whether the value is computed for each contact. */
    dynamic: Wire.Flag,
    /** How the value is computed. Not documented by ActiveCampaign. */
    modifier: Wire.Text,
    /** When the contact achieved the conversion. */
    cdate: Wire.Timestamp
  }
) {}

/**
 * Lists the conversions that contacts have achieved.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("ContactConversions.list", {
  path: () => "/contactConversions",
  items: ["contactConversions", ContactConversion],
  knowledge: "inferred"
})
