/**
 * Conversions: goals of the account that have a value, such as a sale (conversion tracking, attribution). For the contacts who
 * have achieved them, use `ContactConversions`.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ConversionId } from "./Ids.js"

/** A conversion. */
export class Conversion extends Wire.Entity<Conversion>("Conversion")(
  {
    /** Id of the conversion. */
    id: ConversionId
  },
  {
    /** Name of the conversion. */
    name: Wire.Text,
    /** Value of the conversion. The unit is not documented by ActiveCampaign. */
    value: Wire.Decimal,
    /** Three-letter currency code of `value`. */
    currency: Wire.Text,
    /** Whether `limit` is enforced. */
    enforcelimit: Wire.Flag,
    /** Maximum number of times that a contact can achieve the conversion. */
    limit: Wire.Integer,
    /** When the conversion was created. */
    cdate: Wire.Timestamp,
    /** When the conversion was last updated. */
    udate: Wire.Timestamp
  }
) {}

/**
 * Lists the conversions of the account.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("Conversions.list", {
  path: () => "/conversions",
  items: ["conversions", Conversion],
  knowledge: "inferred"
})
