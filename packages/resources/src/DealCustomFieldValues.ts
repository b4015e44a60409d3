/**
 * Values of custom fields of deals. `DealCustomFields` defines the fields.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { DealCustomFieldId, DealCustomFieldValueId, DealId } from "./Ids.js"

const dealCustomFieldValue = Wire.entity(
  "DealCustomFieldValue",
  {
    /** Id of the value. */
    id: DealCustomFieldValueId
  },
  {
    /** The deal. */
    dealId: Wire.ref(DealId),
    /** The field. */
    customFieldId: Wire.ref(DealCustomFieldId),
    /** The field; the same as `customFieldId`. */
    dealCustomFieldMetumId: Wire.ref(DealCustomFieldId),
    /** The value; an amount of money in cents. */
    fieldValue: Wire.CustomFieldValue,
    /** Currency of an amount of money. */
    fieldCurrency: Wire.Text,
    /** The value before, in answers to writes. */
    originalValue: Wire.CustomFieldValue,
    /** When it was first set. */
    createdTimestamp: Wire.Moment,
    /** When it was last changed. */
    updatedTimestamp: Wire.Moment,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** The value of a custom field of one deal. */
export interface DealCustomFieldValue extends Schema.Schema.Type<typeof dealCustomFieldValue> {}
/** The value of a custom field of one deal. */
export const DealCustomFieldValue: Wire.Codec<DealCustomFieldValue> = dealCustomFieldValue

const required = {
  /** The value; several values as an array, an amount of money in cents. */
  fieldValue: Wire.CustomFieldValue
}

const optional = {
  /** Currency of an amount of money; by default that of the field. */
  fieldCurrency: Schema.String
}

const dealCustomFieldValueCreate = Wire.input(
  "DealCustomFieldValueCreate",
  {
    /** The deal. */
    dealId: DealId,
    /** The field. */
    customFieldId: DealCustomFieldId,
    ...required
  },
  optional
)

/** What sets a custom field of a deal. */
export interface DealCustomFieldValueCreate extends Schema.Schema.Type<typeof dealCustomFieldValueCreate> {}
/** What sets a custom field of a deal. */
export const DealCustomFieldValueCreate: Wire.Codec<DealCustomFieldValueCreate> = dealCustomFieldValueCreate

const dealCustomFieldValueUpdate = Wire.input("DealCustomFieldValueUpdate", {}, { ...required, ...optional })

/** What changes a value; what is left out stays. */
export interface DealCustomFieldValueUpdate extends Schema.Schema.Type<typeof dealCustomFieldValueUpdate> {}
/** What changes a value; what is left out stays. */
export const DealCustomFieldValueUpdate: Wire.Codec<DealCustomFieldValueUpdate> = dealCustomFieldValueUpdate

const dealCustomFieldValueChange = Wire.input(
  "DealCustomFieldValueChange",
  {
    /** Id of the value. */
    id: DealCustomFieldValueId,
    ...required
  },
  optional
)

/** What changes one of several values. */
export interface DealCustomFieldValueChange extends Schema.Schema.Type<typeof dealCustomFieldValueChange> {}
/** What changes one of several values. */
export const DealCustomFieldValueChange: Wire.Codec<DealCustomFieldValueChange> = dealCustomFieldValueChange

const dealCustomFieldValueFilters = Wire.input(
  "DealCustomFieldValueFilters",
  {},
  {
    /** The deal. */
    dealId: DealId
  }
)

const dealCustomFieldValueQuery = Wire.input(
  "DealCustomFieldValueQuery",
  {},
  {
    /** What they must have. */
    filters: dealCustomFieldValueFilters
  }
)

/** Which values. */
export interface DealCustomFieldValueQuery extends Schema.Schema.Type<typeof dealCustomFieldValueQuery> {}
/** Which values. */
export const DealCustomFieldValueQuery: Wire.Codec<DealCustomFieldValueQuery> = dealCustomFieldValueQuery

/**
 * Sets a custom field of a deal.
 *
 * @see https://developers.activecampaign.com/reference/create-custom-deal-field-value
 */
export const create = Endpoint.make("DealCustomFieldValues.create", {
  method: "POST",
  path: () => "/dealCustomFieldData",
  payload: Wire.envelope("dealCustomFieldDatum", DealCustomFieldValueCreate),
  success: Wire.envelope("dealCustomFieldDatum", DealCustomFieldValue),
  failures: [NotFoundError, ValidationError]
})

/**
 * Reads one value.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-custom-deal-field-value
 */
export const get = Endpoint.make("DealCustomFieldValues.get", {
  method: "GET",
  path: (id: DealCustomFieldValueId) => `/dealCustomFieldData/${id}`,
  success: Wire.envelope("dealCustomFieldDatum", DealCustomFieldValue),
  failures: [NotFoundError]
})

/**
 * Changes a value.
 *
 * @see https://developers.activecampaign.com/reference/update-a-custom-deal-field-value
 */
export const update = Endpoint.make("DealCustomFieldValues.update", {
  method: "PUT",
  path: (id: DealCustomFieldValueId) => `/dealCustomFieldData/${id}`,
  payload: Wire.envelope("dealCustomFieldDatum", DealCustomFieldValueUpdate),
  success: Wire.envelope("dealCustomFieldDatum", DealCustomFieldValue),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes a value.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-custom-deal-field-data
 */
export const remove = Endpoint.make("DealCustomFieldValues.remove", {
  method: "DELETE",
  path: (id: DealCustomFieldValueId) => `/dealCustomFieldData/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All values, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-custom-fielddata-field-values
 */
export const list = Endpoint.list("DealCustomFieldValues.list", {
  path: () => "/dealCustomFieldData",
  query: DealCustomFieldValueQuery,
  items: ["dealCustomFieldData", DealCustomFieldValue]
})

/**
 * All values of one deal. Not documented by the vendor.
 */
export const listOfDeal = Endpoint.list("DealCustomFieldValues.listOfDeal", {
  path: (deal: DealId) => `/deals/${deal}/dealCustomFieldData`,
  items: ["dealCustomFieldData", DealCustomFieldValue],
  failures: [NotFoundError],
  walk: "whole"
})

/**
 * Sets many custom fields of deals in one call.
 *
 * @see https://developers.activecampaign.com/reference/bulk-create-a-custom-deal-field-value
 */
export const bulkCreate = Endpoint.make("DealCustomFieldValues.bulkCreate", {
  method: "POST",
  path: () => "/dealCustomFieldData/bulkCreate",
  payload: Wire.rows(DealCustomFieldValueCreate),
  success: Wire.Void,
  failures: [ValidationError]
})

/**
 * Changes many values in one call.
 *
 * @see https://developers.activecampaign.com/reference/bulk-update-a-custom-field-value
 */
export const bulkUpdate = Endpoint.make("DealCustomFieldValues.bulkUpdate", {
  method: "PATCH",
  path: () => "/dealCustomFieldData/bulkUpdate",
  payload: Wire.rows(DealCustomFieldValueChange),
  success: Wire.Void,
  failures: [NotFoundError, ValidationError],
  safety: "idempotent"
})
