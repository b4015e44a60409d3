/**
 * Options of custom fields of contacts that let one choose: dropdowns, radio buttons, checkboxes, list boxes.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { FieldId, FieldOptionId } from "./Ids.js"

const fieldOption = Wire.entity(
  "FieldOption",
  {
    /** Id of the option. */
    id: FieldOptionId
  },
  {
    /** The field. */
    field: Wire.ref(FieldId),
    /** What is shown. */
    label: Wire.Text,
    /** What is stored. */
    value: Wire.Text,
    /** Position among the field's options. */
    orderid: Wire.Integer,
    /** Whether it is chosen to begin with. */
    isdefault: Wire.Flag,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** An option of a custom field. */
export interface FieldOption extends Schema.Schema.Type<typeof fieldOption> {}
/** An option of a custom field. */
export const FieldOption: Wire.Codec<FieldOption> = fieldOption

const fieldOptionCreate = Wire.input(
  "FieldOptionCreate",
  {
    /** The field. */
    field: FieldId,
    /** What is stored. */
    value: Schema.String
  },
  {
    /** What is shown. */
    label: Schema.String,
    /** Position among the field's options. */
    orderid: Wire.NumericInteger,
    /** Whether it is chosen to begin with. */
    isdefault: Schema.Boolean
  }
)

/** What makes an option. */
export interface FieldOptionCreate extends Schema.Schema.Type<typeof fieldOptionCreate> {}
/** What makes an option. */
export const FieldOptionCreate: Wire.Codec<FieldOptionCreate> = fieldOptionCreate

/**
 * Reads one option. Not documented by the vendor.
 */
export const get = Endpoint.make("FieldOptions.get", {
  method: "GET",
  path: (id: FieldOptionId) => `/fieldOptions/${id}`,
  success: Wire.envelope("fieldOption", FieldOption),
  failures: [NotFoundError]
})

/**
 * Deletes an option. Not documented by the vendor.
 */
export const remove = Endpoint.make("FieldOptions.remove", {
  method: "DELETE",
  path: (id: FieldOptionId) => `/fieldOptions/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All options of one field. Not documented by the vendor.
 */
export const listOfField = Endpoint.list("FieldOptions.listOfField", {
  path: (field: FieldId) => `/fields/${field}/options`,
  items: ["fieldOptions", FieldOption],
  failures: [NotFoundError],
  walk: "whole"
})

/**
 * Makes options, of one field or of several.
 *
 * @see https://developers.activecampaign.com/reference/create-custom-field-options
 */
export const bulkCreate = Endpoint.make("FieldOptions.bulkCreate", {
  method: "POST",
  path: () => "/fieldOption/bulk",
  payload: Wire.envelope("fieldOptions", Wire.rows(FieldOptionCreate)),
  success: Wire.envelope("fieldOptions", Wire.rows(FieldOption)),
  failures: [ValidationError]
})
