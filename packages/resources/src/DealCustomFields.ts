/**
 * Deal custom fields: definitions of the custom fields of deals, called `dealCustomFieldMeta` in the API. Use
 * `DealCustomFieldValues` for their values.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { DealCustomFieldId, UserId } from "./Ids.js"
import { createOptional, createRequired, definition, updateOptional } from "./internal/customFields.js"

/** A custom field of deals. */
export class DealCustomField extends Wire.Entity<DealCustomField>("DealCustomField")(
  {
    /** Id of the custom field. */
    id: DealCustomFieldId
  },
  {
    /** User who created the field. */
    createdBy: Wire.nullableId(UserId),
    /** User who last updated the field. */
    updatedBy: Wire.nullableId(UserId)
  },
  definition
) {}

/** Fields for creating a custom field of deals. */
export class DealCustomFieldCreate extends Wire.Input<DealCustomFieldCreate>("DealCustomFieldCreate")(
  createRequired,
  createOptional
) {}

/** Fields for updating a custom field of deals. Omitted fields are left unchanged. */
export class DealCustomFieldUpdate extends Wire.Input<DealCustomFieldUpdate>("DealCustomFieldUpdate")(
  {},
  updateOptional
) {}

/**
 * Creates a custom field of deals. `DealCustomFieldValues.create` then sets its value for a deal.
 *
 * ```ts
 * DealCustomFields.create({ fieldLabel: "Region", fieldType: "dropdown", fieldOptions: ["EMEA", "APAC"] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-custom-deal-field-meta
 */
export const create = Endpoint.make("DealCustomFields.create", {
  method: "POST",
  path: () => "/dealCustomFieldMeta",
  payload: Wire.envelope("dealCustomFieldMetum", DealCustomFieldCreate),
  success: Wire.envelope("dealCustomFieldMetum", DealCustomField),
  errors: [ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves a custom field of deals.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-custom-deal-field-meta
 */
export const get = Endpoint.make("DealCustomFields.get", {
  method: "GET",
  path: (id: DealCustomFieldId) => `/dealCustomFieldMeta/${id}`,
  success: Wire.envelope("dealCustomFieldMetum", DealCustomField),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Updates a custom field of deals. `fieldType`, `fieldDefaultCurrency` and `isRequired` can be set only by `create`.
 *
 * @see https://developers.activecampaign.com/reference/update-a-custom-deal-field-meta
 */
export const update = Endpoint.make("DealCustomFields.update", {
  method: "PUT",
  path: (id: DealCustomFieldId) => `/dealCustomFieldMeta/${id}`,
  payload: Wire.envelope("dealCustomFieldMetum", DealCustomFieldUpdate),
  success: Wire.envelope("dealCustomFieldMetum", DealCustomField),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Deletes a custom field of deals and all its values.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-custom-deal-field-meta
 */
const delete_ = Endpoint.make("DealCustomFields.delete", {
  method: "DELETE",
  path: (id: DealCustomFieldId) => `/dealCustomFieldMeta/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists the custom fields of deals.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-all-custom-deal-field-meta
 */
export const list = Endpoint.list("DealCustomFields.list", {
  path: () => "/dealCustomFieldMeta",
  items: ["dealCustomFieldMeta", DealCustomField],
  knowledge: "recorded"
})
