/**
 * Organizations: companies that contacts belong to. Deprecated by ActiveCampaign in favor of accounts: use `Accounts`, and
 * `AccountContacts` for the accounts of a contact.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { type ContactId, OrganizationId, UserId } from "./Ids.js"

/** An organization. */
export class Organization extends Wire.Entity<Organization>("Organization")(
  {
    /** Id of the organization. */
    id: OrganizationId
  },
  {
    /** Name of the organization. */
    name: Wire.Text,
    /** User who owns the organization. */
    owner: Wire.nullableId(UserId),
    /** User who owns the organization; same as `owner`. */
    userid: Wire.nullableId(UserId),
    /** When the organization was created; without an offset, the time is in the account's time zone. */
    created_timestamp: Wire.InstantOrLocal,
    /** When the organization was last updated; without an offset, the time is in the account's time zone. */
    updated_timestamp: Wire.InstantOrLocal
  }
) {}

/** Fields for creating or updating an organization. */
export class OrganizationWrite extends Wire.Input<OrganizationWrite>("OrganizationWrite")(
  {
    /** Name of the organization. */
    name: Wire.Text
  },
  {}
) {}

/** Filters for listing organizations. */
export class OrganizationFilters extends Wire.Input<OrganizationFilters>("OrganizationFilters")(
  {},
  {
    /** Name of the organization. Not confirmed by ActiveCampaign. */
    name: Wire.NonEmptyText
  }
) {}

/** Query parameters for listing organizations. */
export class OrganizationQuery extends Wire.Input<OrganizationQuery>("OrganizationQuery")(
  {},
  {
    /** Return only organizations that match all of these filters. */
    filters: OrganizationFilters
  }
) {}

/** Query parameters for deleting many organizations. */
export class OrganizationBulkDeleteQuery extends Wire.Input<OrganizationBulkDeleteQuery>("OrganizationBulkDeleteQuery")(
  {
    /** Organizations to delete; at least one. */
    ids: Wire.nonEmptyArray(OrganizationId)
  },
  {}
) {}

/**
 * Creates an organization. Not documented by ActiveCampaign. Fails with `DuplicateError` if ActiveCampaign reports that the
 * organization already exists.
 *
 * Not confirmed: the shapes of the request and the response, which are inferred from other clients.
 *
 * @deprecated Accounts have replaced organizations: use `Accounts.create`.
 */
export const create = Endpoint.make("Organizations.create", {
  method: "POST",
  path: () => "/organizations",
  payload: Wire.envelope("organization", OrganizationWrite),
  success: Wire.envelope("organization", Organization),
  errors: [ValidationError, DuplicateError],
  knowledge: "inferred",
  deprecated: true
})

/**
 * Retrieves an organization. Not documented by ActiveCampaign.
 *
 * Not confirmed: the shape of the response, which is inferred from that of `getByContact`.
 *
 * @deprecated Accounts have replaced organizations: use `Accounts.get`.
 */
export const get = Endpoint.make("Organizations.get", {
  method: "GET",
  path: (id: OrganizationId) => `/organizations/${id}`,
  success: Wire.envelope("organization", Organization),
  errors: [NotFoundError],
  knowledge: "inferred",
  deprecated: true
})

/**
 * Updates an organization. Not documented by ActiveCampaign.
 *
 * Not confirmed: the shapes of the request and the response, which are inferred from other clients.
 *
 * @deprecated Accounts have replaced organizations: use `Accounts.update`.
 */
export const update = Endpoint.make("Organizations.update", {
  method: "PUT",
  path: (id: OrganizationId) => `/organizations/${id}`,
  payload: Wire.envelope("organization", OrganizationWrite),
  success: Wire.envelope("organization", Organization),
  errors: [NotFoundError, ValidationError, DuplicateError],
  knowledge: "inferred",
  deprecated: true
})

/**
 * Deletes an organization. Not documented by ActiveCampaign.
 *
 * Not confirmed: that the route exists, which is inferred from other clients.
 *
 * @deprecated Accounts have replaced organizations: use `Accounts.delete`.
 */
const delete_ = Endpoint.make("Organizations.delete", {
  method: "DELETE",
  path: (id: OrganizationId) => `/organizations/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "inferred",
  deprecated: true
})

export { delete_ as delete }

/**
 * Lists organizations, optionally filtered. Not documented by ActiveCampaign.
 *
 * Not confirmed: the shape of the response, which is inferred from other clients.
 *
 * @deprecated Accounts have replaced organizations: use `Accounts.list`.
 */
export const list = Endpoint.list("Organizations.list", {
  path: () => "/organizations",
  query: OrganizationQuery,
  items: ["organizations", Organization],
  knowledge: "inferred",
  deprecated: true
})

/**
 * Retrieves the organization of a contact, or null if the contact has none.
 *
 * @deprecated Accounts have replaced organizations: use `AccountContacts.listByContact`.
 * @see https://developers.activecampaign.com/reference/retrieve-contact-organization
 */
export const getByContact = Endpoint.make("Organizations.getByContact", {
  method: "GET",
  path: (contact: ContactId) => `/contacts/${contact}/organization`,
  success: Wire.envelopeOrNone("organization", Organization),
  errors: [NotFoundError],
  deprecated: true
})

/**
 * Deletes many organizations in one request. Not documented by ActiveCampaign.
 *
 * Not confirmed: the query parameter `ids[]`, which is inferred from other clients.
 *
 * @deprecated Accounts have replaced organizations: use `Accounts.bulkDelete`.
 */
export const bulkDelete = Endpoint.make("Organizations.bulkDelete", {
  method: "DELETE",
  path: () => "/organizations/bulk_delete",
  query: OrganizationBulkDeleteQuery,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred",
  deprecated: true
})
