/**
 * Accounts: companies that contacts work for and that deals are with, called `CustomerAccount` in some responses. Use
 * `AccountContacts` for the contacts of an account, and `AccountCustomFieldValues` for its custom field values. For the
 * ActiveCampaign account that the API key belongs to, use `Settings`.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AccountCustomFieldId, AccountId, UserId } from "./Ids.js"
import { CustomFieldSaveStatus, currency, saved, type Value, value } from "./internal/customFields.js"

export { CustomFieldSaveStatus }

/** A custom field value that was saved with an account. */
export class AccountSavedField extends Wire.Entity<AccountSavedField>("AccountSavedField")(
  {},
  {
    /** Account that the value belongs to. */
    accountId: Wire.nullableId(AccountId),
    /** Custom field that the value belongs to. */
    customFieldId: Wire.nullableId(AccountCustomFieldId)
  },
  saved
) {}

/** An account: a company. */
export class Account extends Wire.Entity<Account>("Account")(
  {
    /** Id of the account. */
    id: AccountId
  },
  {
    /** Name of the company. */
    name: Wire.Text,
    /** Website of the company, as it was entered: with or without `https://`. */
    accountUrl: Wire.Text,
    /** User who owns the account. */
    owner: Wire.nullableId(UserId),
    /** Number of contacts of the account; only in lists, and 0 unless the query has `count_deals`. */
    contactCount: Wire.Integer,
    /** Number of deals of the account; only in lists, and 0 unless the query has `count_deals`. */
    dealCount: Wire.Integer,
    /** Custom field values that were saved with the account; only in responses to `create` and `update`. */
    fields: Wire.array(AccountSavedField),
    /** Result of saving `fields`; only in responses to `create` and `update`. */
    customFieldSaveStatus: CustomFieldSaveStatus,
    /** When the account was created. */
    createdTimestamp: Wire.Timestamp,
    /** When the account was last updated. */
    updatedTimestamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const fieldValueRequired: Value & {
  /** Custom field to set. */
  readonly customFieldId: Wire.Id<AccountCustomFieldId>
} = { customFieldId: AccountCustomFieldId, ...value }

/** A custom field value to save with an account. */
export class AccountFieldValue extends Wire.Input<AccountFieldValue>("AccountFieldValue")(
  fieldValueRequired,
  currency
) {}

const required = {
  /** Name of the company, unique in ActiveCampaign. */
  name: Wire.Text
}

const optional = {
  /** Website of the company. */
  accountUrl: Wire.Text,
  /** User who owns the account; null for none. Not confirmed: that null is accepted. */
  owner: Wire.nullable(UserId),
  /** Custom field values to save with the account. */
  fields: Wire.array(AccountFieldValue)
}

/** Fields for creating an account. */
export class AccountCreate extends Wire.Input<AccountCreate>("AccountCreate")(required, optional) {}

/** Fields for updating an account. Omitted fields are left unchanged. */
export class AccountUpdate extends Wire.Input<AccountUpdate>("AccountUpdate")({}, { ...required, ...optional }) {}

/** Query parameters for listing accounts. */
export class AccountQuery extends Wire.Input<AccountQuery>("AccountQuery")(
  {},
  {
    /** Return only accounts whose name contains this string. */
    search: Wire.NonEmptyText,
    /** Whether to count contacts and deals. If not, `contactCount` and `dealCount` are 0. */
    count_deals: Wire.Boolean
  }
) {}

/** Query parameters for deleting many accounts. */
export class AccountBulkDeleteQuery extends Wire.Input<AccountBulkDeleteQuery>("AccountBulkDeleteQuery")(
  {
    /** Accounts to delete; at least one. */
    ids: Wire.nonEmptyArray(AccountId)
  },
  {}
) {}

/**
 * Creates an account. Fails with `DuplicateError` if an account with this name already exists. Fails with
 * `ValidationError` if ActiveCampaign created the account without its custom fields: `issues` has the code
 * `custom_fields_not_saved` then, and a pointer with the id of the account. Update that account instead of creating
 * another one.
 *
 * ```ts
 * Accounts.create({
 *   name: "Example Inc.",
 *   accountUrl: "https://www.example.com",
 *   // 5,000.00 GBP
 *   fields: [{ customFieldId: AccountCustomFieldId.make("20"), fieldValue: 500_000, fieldCurrency: "GBP" }]
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-an-account-new
 */
export const create = Endpoint.make("Accounts.create", {
  method: "POST",
  path: () => "/accounts",
  payload: Wire.envelope("account", AccountCreate),
  success: Wire.envelope("account", Account),
  errors: [ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Retrieves an account.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-an-account
 */
export const get = Endpoint.make("Accounts.get", {
  method: "GET",
  path: (id: AccountId) => `/accounts/${id}`,
  success: Wire.envelope("account", Account),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Updates an account. Fails with `DuplicateError` if another account already has the new name, and with
 * `ValidationError` if `fields` are not saved.
 *
 * @see https://developers.activecampaign.com/reference/update-an-account-new
 */
export const update = Endpoint.make("Accounts.update", {
  method: "PUT",
  path: (id: AccountId) => `/accounts/${id}`,
  payload: Wire.envelope("account", AccountUpdate),
  success: Wire.envelope("account", Account),
  errors: [NotFoundError, ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Deletes an account.
 *
 * @see https://developers.activecampaign.com/reference/delete-an-account
 */
const delete_ = Endpoint.make("Accounts.delete", {
  method: "DELETE",
  path: (id: AccountId) => `/accounts/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists accounts, optionally filtered by name.
 *
 * ```ts
 * Accounts.list({ search: "Example", count_deals: true })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-all-accounts
 */
export const list = Endpoint.list("Accounts.list", {
  path: () => "/accounts",
  query: AccountQuery,
  items: ["accounts", Account],
  knowledge: "recorded"
})

/**
 * Deletes many accounts in one request.
 *
 * Not confirmed: the query parameter. ActiveCampaign's page spells it `[]ids`, which is taken for a misprint: `ids[]` is sent.
 *
 * ```ts
 * Accounts.bulkDelete({ ids: [AccountId.make("2"), AccountId.make("3")] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/bulk-delete-accounts
 */
export const bulkDelete = Endpoint.make("Accounts.bulkDelete", {
  method: "DELETE",
  path: () => "/accounts/bulk_delete",
  query: AccountBulkDeleteQuery,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred"
})
