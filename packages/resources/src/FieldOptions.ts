/**
 * FieldOptions: options of the custom fields of contacts. Fields of type `dropdown`, `radio`, `checkbox` and `listbox`
 * have options. `Fields` defines the fields.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { FieldId, FieldOptionId } from "./Ids.js"

/** An option of a custom field. */
export class FieldOption extends Wire.Entity<FieldOption>("FieldOption")(
  {
    /** Id of the option. */
    id: FieldOptionId
  },
  {
    /** Custom field that the option belongs to. */
    field: Wire.nullableId(FieldId),
    /** Text shown for the option. */
    label: Wire.Text,
    /** Value stored if the option is selected. */
    value: Wire.Text,
    /** Position among the options of the field. */
    orderid: Wire.Integer,
    /** Whether the option is preselected. */
    isdefault: Wire.Flag,
    /** When the option was created. */
    cdate: Wire.Timestamp,
    /** When the option was last updated. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Fields for creating an option. */
export class FieldOptionCreate extends Wire.Input<FieldOptionCreate>("FieldOptionCreate")(
  {
    /** Custom field that the option belongs to. */
    field: FieldId,
    /** Value stored if the option is selected. */
    value: Wire.Text
  },
  {
    /** Text shown for the option. */
    label: Wire.Text,
    /** Position among the options of the field. */
    orderid: Wire.NonNegativeInteger,
    /** Whether the option is preselected. */
    isdefault: Wire.Boolean
  }
) {}

/**
 * Retrieves an option. Not documented by ActiveCampaign.
 */
export const get = Endpoint.make("FieldOptions.get", {
  method: "GET",
  path: (id: FieldOptionId) => `/fieldOptions/${id}`,
  success: Wire.envelope("fieldOption", FieldOption),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Deletes an option. Not documented by ActiveCampaign.
 */
const delete_ = Endpoint.make("FieldOptions.delete", {
  method: "DELETE",
  path: (id: FieldOptionId) => `/fieldOptions/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists the options of a custom field. Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response. The route comes from the links in other responses.
 */
export const listByField = Endpoint.list("FieldOptions.listByField", {
  path: (field: FieldId) => `/fields/${field}/options`,
  items: ["fieldOptions", FieldOption],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

/**
 * Creates several options in one request. The options can belong to different custom fields.
 *
 * ```ts
 * const field = FieldId.make("7")
 *
 * FieldOptions.bulkCreate([
 *   { field, label: "Red", value: "red", orderid: 1 },
 *   { field, label: "Blue", value: "blue", orderid: 2 }
 * ])
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-custom-field-options
 */
export const bulkCreate = Endpoint.make("FieldOptions.bulkCreate", {
  method: "POST",
  path: () => "/fieldOption/bulk",
  payload: Wire.envelope("fieldOptions", Wire.nonEmptyArray(FieldOptionCreate)),
  success: Wire.envelope("fieldOptions", Wire.array(FieldOption)),
  errors: [ValidationError],
  knowledge: "recorded"
})
