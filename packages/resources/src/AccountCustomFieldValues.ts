/**
 * Account custom field values: the values of custom fields of accounts, called `accountCustomFieldData` in the API. Use
 * `AccountCustomFields` for the definitions of the fields.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AccountCustomFieldId, AccountCustomFieldValueId, AccountId } from "./Ids.js"
import { CustomFieldValuesSaved, currency, stored, type Value, value, valueUpdate } from "./internal/customFields.js"

export { CustomFieldValuesSaved }

/**
 * The value of a custom field of an account. The rows of `listByAccount` have other keys, with one column for each type
 * of field; they are read as the same fields, and stay beside them.
 */
export class AccountCustomFieldValue extends Wire.Entity<AccountCustomFieldValue>("AccountCustomFieldValue")(
  {
    /** Id of the value. */
    id: AccountCustomFieldValueId
  },
  {
    /** Account that the value belongs to. */
    accountId: Wire.columns(Wire.nullableId(AccountId), {
      customer_account_id: Wire.nullableId(AccountId),
      customerAccountId: Wire.nullableId(AccountId)
    }),
    /** Custom field that the value belongs to. */
    customFieldId: Wire.nullableId(AccountCustomFieldId),
    /** Custom field that the value belongs to; same as `customFieldId`. */
    accountCustomFieldMetumId: Wire.columns(Wire.nullableId(AccountCustomFieldId), {
      customerAccountCustomFieldMetum: Wire.nullableId(AccountCustomFieldId)
    })
  },
  stored
) {}

const createRequired: Value & {
  /** Account that the value belongs to. Responses name it `accountId`, and so do some examples of ActiveCampaign. */
  readonly customerAccountId: Wire.Id<AccountId>
  /** Custom field that the value belongs to. */
  readonly customFieldId: Wire.Id<AccountCustomFieldId>
} = { customerAccountId: AccountId, customFieldId: AccountCustomFieldId, ...value }

/** Fields for creating a custom field value of an account. */
export class AccountCustomFieldValueCreate extends Wire.Input<AccountCustomFieldValueCreate>(
  "AccountCustomFieldValueCreate"
)(createRequired, currency) {}

/** Fields for updating a custom field value of an account. Omitted fields are left unchanged. */
export class AccountCustomFieldValueUpdate extends Wire.Input<AccountCustomFieldValueUpdate>(
  "AccountCustomFieldValueUpdate"
)({}, valueUpdate) {}

const changeRequired: Value & {
  /** Id of the value to update. */
  readonly id: Wire.Id<AccountCustomFieldValueId>
} = { id: AccountCustomFieldValueId, ...value }

/** Fields for updating one of many custom field values in a bulk request. */
export class AccountCustomFieldValueChange extends Wire.Input<AccountCustomFieldValueChange>(
  "AccountCustomFieldValueChange"
)(changeRequired, currency) {}

/** Filters for listing custom field values of accounts. */
export class AccountCustomFieldValueFilters extends Wire.Input<AccountCustomFieldValueFilters>(
  "AccountCustomFieldValueFilters"
)(
  {},
  {
    /** Account that the values belong to. */
    customerAccountId: AccountId
  }
) {}

/** Query parameters for listing custom field values of accounts. */
export class AccountCustomFieldValueQuery extends Wire.Input<AccountCustomFieldValueQuery>(
  "AccountCustomFieldValueQuery"
)(
  {},
  {
    /** Return only values that match all of these filters. */
    filters: AccountCustomFieldValueFilters
  }
) {}

/**
 * Creates a custom field value of an account. Use `update` if the account already has a value for the field. Fails with
 * `ValidationError` if the value does not fit the type of the field.
 *
 * ```ts
 * AccountCustomFieldValues.create({
 *   customerAccountId: AccountId.make("2"),
 *   customFieldId: AccountCustomFieldId.make("6"),
 *   fieldValue: "2026-12-31"
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-custom-field-value
 */
export const create = Endpoint.make("AccountCustomFieldValues.create", {
  method: "POST",
  path: () => "/accountCustomFieldData",
  payload: Wire.envelope("accountCustomFieldDatum", AccountCustomFieldValueCreate),
  success: Wire.envelope("accountCustomFieldDatum", AccountCustomFieldValue),
  errors: [NotFoundError, ValidationError]
})

/**
 * Retrieves a custom field value of an account.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-custom-field-value
 */
export const get = Endpoint.make("AccountCustomFieldValues.get", {
  method: "GET",
  path: (id: AccountCustomFieldValueId) => `/accountCustomFieldData/${id}`,
  success: Wire.envelope("accountCustomFieldDatum", AccountCustomFieldValue),
  errors: [NotFoundError]
})

/**
 * Updates a custom field value of an account. Fails with `ValidationError` if the value does not fit the type of the
 * field.
 *
 * @see https://developers.activecampaign.com/reference/update-a-custom-field-value
 */
export const update = Endpoint.make("AccountCustomFieldValues.update", {
  method: "PUT",
  path: (id: AccountCustomFieldValueId) => `/accountCustomFieldData/${id}`,
  payload: Wire.envelope("accountCustomFieldDatum", AccountCustomFieldValueUpdate),
  success: Wire.envelope("accountCustomFieldDatum", AccountCustomFieldValue),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a custom field value of an account.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-custom-field-value
 */
const delete_ = Endpoint.make("AccountCustomFieldValues.delete", {
  method: "DELETE",
  path: (id: AccountCustomFieldValueId) => `/accountCustomFieldData/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists the custom field values of all accounts, optionally filtered.
 *
 * ```ts
 * AccountCustomFieldValues.list({ filters: { customerAccountId: AccountId.make("2") } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-all-custom-field-values-2
 */
export const list = Endpoint.list("AccountCustomFieldValues.list", {
  path: () => "/accountCustomFieldData",
  query: AccountCustomFieldValueQuery,
  items: ["accountCustomFieldData", AccountCustomFieldValue]
})

/**
 * Lists the custom field values of an account. Not documented by ActiveCampaign.
 *
 * Not confirmed: the rows, which are those that other clients read.
 */
export const listByAccount = Endpoint.list("AccountCustomFieldValues.listByAccount", {
  path: (account: AccountId) => `/accounts/${account}/accountCustomFieldData`,
  items: ["customerAccountCustomFieldData", AccountCustomFieldValue],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

/**
 * Creates many custom field values of accounts in one request. The API returns a message and not the values.
 *
 * @see https://developers.activecampaign.com/reference/bulk-create-a-custom-account-field-value
 */
export const bulkCreate = Endpoint.make("AccountCustomFieldValues.bulkCreate", {
  method: "POST",
  path: () => "/accountCustomFieldData/bulkCreate",
  payload: Wire.nonEmptyArray(AccountCustomFieldValueCreate),
  success: CustomFieldValuesSaved,
  errors: [ValidationError]
})

/**
 * Updates many custom field values of accounts in one request. The API returns a message and not the values.
 *
 * @see https://developers.activecampaign.com/reference/bulk-update-a-custom-account-field-value
 */
export const bulkUpdate = Endpoint.make("AccountCustomFieldValues.bulkUpdate", {
  method: "PATCH",
  path: () => "/accountCustomFieldData/bulkUpdate",
  payload: Wire.nonEmptyArray(AccountCustomFieldValueChange),
  success: CustomFieldValuesSaved,
  errors: [NotFoundError, ValidationError],
  safety: "idempotent"
})
