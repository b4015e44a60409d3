/**
 * Deal custom field values: the values of custom fields of deals, called `dealCustomFieldData` in the API. Use
 * `DealCustomFields` for the definitions of the fields.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { DealCustomFieldId, DealCustomFieldValueId, DealId } from "./Ids.js"
import { CustomFieldValuesSaved, currency, stored, type Value, value, valueUpdate } from "./internal/customFields.js"

export { CustomFieldValuesSaved }

/**
 * The value of a custom field of a deal. The side-load of `Deals.list` has other keys, with one column for each type of
 * field; they are read as the same fields, and stay beside them.
 */
export class DealCustomFieldValue extends Wire.Entity<DealCustomFieldValue>("DealCustomFieldValue")(
  {
    /** Id of the value. */
    id: DealCustomFieldValueId
  },
  {
    /** Deal that the value belongs to. */
    dealId: Wire.nullableId(DealId),
    /** Custom field that the value belongs to. */
    customFieldId: Wire.nullableId(DealCustomFieldId),
    /** Custom field that the value belongs to; same as `customFieldId`. */
    dealCustomFieldMetumId: Wire.nullableId(DealCustomFieldId),
    /** Value before the write, empty if there was none; only in responses to `create` and `update`. */
    originalValue: Wire.CustomFieldValue
  },
  stored
) {}

const createRequired: Value & {
  /** Deal that the value belongs to. */
  readonly dealId: Wire.Id<DealId>
  /** Custom field that the value belongs to. */
  readonly customFieldId: Wire.Id<DealCustomFieldId>
} = { dealId: DealId, customFieldId: DealCustomFieldId, ...value }

/** Fields for creating a custom field value of a deal. */
export class DealCustomFieldValueCreate extends Wire.Input<DealCustomFieldValueCreate>("DealCustomFieldValueCreate")(
  createRequired,
  currency
) {}

/** Fields for updating a custom field value of a deal. Omitted fields are left unchanged. */
export class DealCustomFieldValueUpdate extends Wire.Input<DealCustomFieldValueUpdate>("DealCustomFieldValueUpdate")(
  {},
  valueUpdate
) {}

const changeRequired: Value & {
  /** Id of the value to update. */
  readonly id: Wire.Id<DealCustomFieldValueId>
} = { id: DealCustomFieldValueId, ...value }

/** Fields for updating one of many custom field values in a bulk request. */
export class DealCustomFieldValueChange extends Wire.Input<DealCustomFieldValueChange>("DealCustomFieldValueChange")(
  changeRequired,
  currency
) {}

/** Filters for listing custom field values of deals. */
export class DealCustomFieldValueFilters extends Wire.Input<DealCustomFieldValueFilters>("DealCustomFieldValueFilters")(
  {},
  {
    /** Deal that the values belong to. */
    dealId: DealId
  }
) {}

/** Query parameters for listing custom field values of deals. */
export class DealCustomFieldValueQuery extends Wire.Input<DealCustomFieldValueQuery>("DealCustomFieldValueQuery")(
  {},
  {
    /** Return only values that match all of these filters. */
    filters: DealCustomFieldValueFilters
  }
) {}

/**
 * Creates a custom field value of a deal. Use `update` if the deal already has a value for the field. Fails with
 * `ValidationError` if the value does not fit the type of the field.
 *
 * ```ts
 * DealCustomFieldValues.create({
 *   dealId: DealId.make("7"),
 *   customFieldId: DealCustomFieldId.make("2"),
 *   fieldValue: "2026-12-31"
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-custom-deal-field-value
 */
export const create = Endpoint.make("DealCustomFieldValues.create", {
  method: "POST",
  path: () => "/dealCustomFieldData",
  payload: Wire.envelope("dealCustomFieldDatum", DealCustomFieldValueCreate),
  success: Wire.envelope("dealCustomFieldDatum", DealCustomFieldValue),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves a custom field value of a deal.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-custom-deal-field-value
 */
export const get = Endpoint.make("DealCustomFieldValues.get", {
  method: "GET",
  path: (id: DealCustomFieldValueId) => `/dealCustomFieldData/${id}`,
  success: Wire.envelope("dealCustomFieldDatum", DealCustomFieldValue),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Updates a custom field value of a deal. Fails with `ValidationError` if the value does not fit the type of the field.
 *
 * @see https://developers.activecampaign.com/reference/update-a-custom-deal-field-value
 */
export const update = Endpoint.make("DealCustomFieldValues.update", {
  method: "PUT",
  path: (id: DealCustomFieldValueId) => `/dealCustomFieldData/${id}`,
  payload: Wire.envelope("dealCustomFieldDatum", DealCustomFieldValueUpdate),
  success: Wire.envelope("dealCustomFieldDatum", DealCustomFieldValue),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Deletes a custom field value of a deal.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-custom-deal-field-data
 */
const delete_ = Endpoint.make("DealCustomFieldValues.delete", {
  method: "DELETE",
  path: (id: DealCustomFieldValueId) => `/dealCustomFieldData/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists the custom field values of all deals, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-custom-fielddata-field-values
 */
export const list = Endpoint.list("DealCustomFieldValues.list", {
  path: () => "/dealCustomFieldData",
  query: DealCustomFieldValueQuery,
  items: ["dealCustomFieldData", DealCustomFieldValue],
  knowledge: "recorded"
})

/**
 * Lists the custom field values of a deal. Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response. The route comes from the links in other responses.
 */
export const listByDeal = Endpoint.list("DealCustomFieldValues.listByDeal", {
  path: (deal: DealId) => `/deals/${deal}/dealCustomFieldData`,
  items: ["dealCustomFieldData", DealCustomFieldValue],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

/**
 * Creates many custom field values of deals in one request. The API returns a message and not the values.
 *
 * @see https://developers.activecampaign.com/reference/bulk-create-a-custom-deal-field-value
 */
export const bulkCreate = Endpoint.make("DealCustomFieldValues.bulkCreate", {
  method: "POST",
  path: () => "/dealCustomFieldData/bulkCreate",
  payload: Wire.nonEmptyArray(DealCustomFieldValueCreate),
  success: CustomFieldValuesSaved,
  errors: [ValidationError],
  knowledge: "recorded"
})

/**
 * Updates many custom field values of deals in one request. The API returns a message and not the values.
 *
 * @see https://developers.activecampaign.com/reference/bulk-update-a-custom-field-value
 */
export const bulkUpdate = Endpoint.make("DealCustomFieldValues.bulkUpdate", {
  method: "PATCH",
  path: () => "/dealCustomFieldData/bulkUpdate",
  payload: Wire.nonEmptyArray(DealCustomFieldValueChange),
  success: CustomFieldValuesSaved,
  errors: [NotFoundError, ValidationError],
  safety: "idempotent",
  knowledge: "recorded"
})
