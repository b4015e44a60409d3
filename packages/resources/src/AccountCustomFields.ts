/**
 * Account custom fields: definitions of the custom fields of accounts, called `accountCustomFieldMeta` in the API. Use
 * `AccountCustomFieldValues` for their values.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AccountCustomFieldId } from "./Ids.js"
import { createOptional, createRequired, definition, updateOptional } from "./internal/customFields.js"

/** A custom field of accounts. */
export class AccountCustomField extends Wire.Entity<AccountCustomField>("AccountCustomField")(
  {
    /** Id of the custom field. */
    id: AccountCustomFieldId
  },
  definition
) {}

/** Fields for creating a custom field of accounts. */
export class AccountCustomFieldCreate extends Wire.Input<AccountCustomFieldCreate>("AccountCustomFieldCreate")(
  createRequired,
  createOptional
) {}

/** Fields for updating a custom field of accounts. Omitted fields are left unchanged. */
export class AccountCustomFieldUpdate extends Wire.Input<AccountCustomFieldUpdate>("AccountCustomFieldUpdate")(
  {},
  updateOptional
) {}

/** Filters for listing custom fields of accounts. */
export class AccountCustomFieldFilters extends Wire.Input<AccountCustomFieldFilters>("AccountCustomFieldFilters")(
  {},
  {
    /** Label of the field. Not confirmed by ActiveCampaign. */
    fieldLabel: Wire.NonEmptyText
  }
) {}

/** Query parameters for listing custom fields of accounts. */
export class AccountCustomFieldQuery extends Wire.Input<AccountCustomFieldQuery>("AccountCustomFieldQuery")(
  {},
  {
    /** Return only custom fields that match all of these filters. */
    filters: AccountCustomFieldFilters
  }
) {}

/**
 * Creates a custom field of accounts. `AccountCustomFieldValues.create` then sets its value for an account.
 *
 * ```ts
 * AccountCustomFields.create({ fieldLabel: "Region", fieldType: "dropdown", fieldOptions: ["EMEA", "APAC"] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-customfieldmeta
 */
export const create = Endpoint.make("AccountCustomFields.create", {
  method: "POST",
  path: () => "/accountCustomFieldMeta",
  payload: Wire.envelope("accountCustomFieldMetum", AccountCustomFieldCreate),
  success: Wire.envelope("accountCustomFieldMetum", AccountCustomField),
  errors: [ValidationError]
})

/**
 * Retrieves a custom field of accounts.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-custom-field-meta
 */
export const get = Endpoint.make("AccountCustomFields.get", {
  method: "GET",
  path: (id: AccountCustomFieldId) => `/accountCustomFieldMeta/${id}`,
  success: Wire.envelope("accountCustomFieldMetum", AccountCustomField),
  errors: [NotFoundError]
})

/**
 * Updates a custom field of accounts. `fieldType`, `fieldDefaultCurrency` and `isRequired` can be set only by `create`.
 *
 * @see https://developers.activecampaign.com/reference/update-a-custom-field
 */
export const update = Endpoint.make("AccountCustomFields.update", {
  method: "PUT",
  path: (id: AccountCustomFieldId) => `/accountCustomFieldMeta/${id}`,
  payload: Wire.envelope("accountCustomFieldMetum", AccountCustomFieldUpdate),
  success: Wire.envelope("accountCustomFieldMetum", AccountCustomField),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a custom field of accounts and all its values.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-custom-field
 */
const delete_ = Endpoint.make("AccountCustomFields.delete", {
  method: "DELETE",
  path: (id: AccountCustomFieldId) => `/accountCustomFieldMeta/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists the custom fields of accounts, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-custom-fields-meta
 */
export const list = Endpoint.list("AccountCustomFields.list", {
  path: () => "/accountCustomFieldMeta",
  query: AccountCustomFieldQuery,
  items: ["accountCustomFieldMeta", AccountCustomField]
})
