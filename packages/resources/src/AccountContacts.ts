/**
 * Account contacts: associations of contacts with accounts (companies), also called account associations.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AccountContactId, AccountId, ContactId } from "./Ids.js"

/** A contact's association with an account. */
export class AccountContact extends Wire.Entity<AccountContact>("AccountContact")(
  {
    /** Id of the association. */
    id: AccountContactId
  },
  {
    /** Contact that is associated with the account. */
    contact: Wire.nullableId(ContactId),
    /** Account (company) that the contact is associated with. */
    account: Wire.nullableId(AccountId),
    /** Job title of the contact at the account. */
    jobTitle: Wire.Text,
    /** When the association was created. */
    createdTimestamp: Wire.Timestamp,
    /** When the association was last updated. */
    updatedTimestamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Fields for creating or updating an association of a contact with an account. */
export class AccountContactWrite extends Wire.Input<AccountContactWrite>("AccountContactWrite")(
  {
    /** Contact that is associated with the account. */
    contact: ContactId,
    /** Account (company) that the contact is associated with. */
    account: AccountId
  },
  {
    /** Job title of the contact at the account. */
    jobTitle: Wire.Text
  }
) {}

/** Filters for listing associations of contacts with accounts. */
export class AccountContactFilters extends Wire.Input<AccountContactFilters>("AccountContactFilters")(
  {},
  {
    /** Contact that is associated with an account. */
    contact: ContactId,
    /** Account (company) that contacts are associated with. */
    account: AccountId
  }
) {}

/** Query parameters for listing associations of contacts with accounts. */
export class AccountContactQuery extends Wire.Input<AccountContactQuery>("AccountContactQuery")(
  {},
  {
    /** Return only associations that match all of these filters. */
    filters: AccountContactFilters
  }
) {}

/**
 * Associates a contact with an account. ActiveCampaign allows one account per contact: fails with `DuplicateError` if the
 * contact is already associated with one.
 *
 * ```ts
 * AccountContacts.create({
 *   contact: ContactId.make("113"),
 *   account: AccountId.make("2"),
 *   jobTitle: "Product manager"
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-an-account-1
 */
export const create = Endpoint.make("AccountContacts.create", {
  method: "POST",
  path: () => "/accountContacts",
  payload: Wire.envelope("accountContact", AccountContactWrite),
  success: Wire.envelope("accountContact", AccountContact),
  errors: [NotFoundError, ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Retrieves an association of a contact with an account.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-an-association
 */
export const get = Endpoint.make("AccountContacts.get", {
  method: "GET",
  path: (id: AccountContactId) => `/accountContacts/${id}`,
  success: Wire.envelope("accountContact", AccountContact),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Updates an association of a contact with an account, such as the job title. Always send `contact` and `account`, even
 * if they do not change. Fails with `DuplicateError` if the contact is already associated with another account.
 *
 * @see https://developers.activecampaign.com/reference/update-an-association-1
 */
export const update = Endpoint.make("AccountContacts.update", {
  method: "PUT",
  path: (id: AccountContactId) => `/accountContacts/${id}`,
  payload: Wire.envelope("accountContact", AccountContactWrite),
  success: Wire.envelope("accountContact", AccountContact),
  errors: [NotFoundError, ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Deletes an association of a contact with an account. The contact and the account are left unchanged.
 *
 * @see https://developers.activecampaign.com/reference/delete-an-association-1
 */
const delete_ = Endpoint.make("AccountContacts.delete", {
  method: "DELETE",
  path: (id: AccountContactId) => `/accountContacts/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists the associations of contacts with accounts, optionally filtered.
 *
 * ```ts
 * AccountContacts.list({ filters: { account: AccountId.make("2") } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-all-associations-1
 */
export const list = Endpoint.list("AccountContacts.list", {
  path: () => "/accountContacts",
  query: AccountContactQuery,
  items: ["accountContacts", AccountContact],
  knowledge: "recorded"
})

/**
 * Lists the associations of an account with contacts. Not documented by ActiveCampaign. `list` is, and can
 * filter by account.
 *
 * Not confirmed: the shape of the response, which is inferred from that of `list`.
 */
export const listByAccount = Endpoint.list("AccountContacts.listByAccount", {
  path: (account: AccountId) => `/accounts/${account}/accountContacts`,
  items: ["accountContacts", AccountContact],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

/**
 * Lists the account associations of a contact. ActiveCampaign allows one account per contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-account-contacts
 */
export const listByContact = Endpoint.list("AccountContacts.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/accountContacts`,
  items: ["accountContacts", AccountContact],
  errors: [NotFoundError],
  pagination: "none"
})
