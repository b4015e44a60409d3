/**
 * Contact deals: secondary contacts of deals, each with an optional deal role. The primary contact of a deal is a field
 * of the deal itself (see `Deals`).
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ContactDealId, ContactId, DealId, DealRoleId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** A secondary contact of a deal. */
export class ContactDeal extends Wire.Entity<ContactDeal>("ContactDeal")(
  {
    /** Id of the link between the contact and the deal (not of the contact). */
    id: ContactDealId
  },
  {
    /** Contact that is a secondary contact of the deal. */
    contact: Wire.nullableId(ContactId),
    /** Deal that the contact takes part in. */
    deal: Wire.nullableId(DealId),
    /** Role of the contact in the deal. */
    role: Wire.nullableId(DealRoleId),
    /** When the contact was added to the deal. */
    cdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

const required = {
  /** Deal that the contact takes part in. */
  deal: DealId,
  /** Contact that is a secondary contact of the deal. */
  contact: ContactId
}

/** Fields for creating a secondary contact. */
export class ContactDealCreate extends Wire.Input<ContactDealCreate>("ContactDealCreate")(required, {}) {}

/** Fields for updating a secondary contact. Omitted fields are left unchanged. */
export class ContactDealUpdate extends Wire.Input<ContactDealUpdate>("ContactDealUpdate")(
  {},
  {
    ...required,
    /** Role of the contact in the deal; null for none. Not confirmed: that null is accepted. */
    role: Wire.nullable(DealRoleId)
  }
) {}

/**
 * Creates a secondary contact: adds a contact to a deal. To set the role of the contact, use `update` afterwards. Fails
 * with `DuplicateError` if the contact is already part of the deal.
 *
 * @see https://developers.activecampaign.com/reference/create-a-secondary-contact
 */
export const create = Endpoint.make("ContactDeals.create", {
  method: "POST",
  path: () => "/contactDeals",
  payload: Wire.envelope("contactDeal", ContactDealCreate),
  success: Wire.envelope("contactDeal", ContactDeal),
  errors: [NotFoundError, ValidationError, DuplicateError],
  sideloads: ["deals"]
})

/**
 * Retrieves a secondary contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-secondary-contact
 */
export const get = Endpoint.make("ContactDeals.get", {
  method: "GET",
  path: (id: ContactDealId) => `/contactDeals/${id}`,
  success: Wire.envelope("contactDeal", ContactDeal),
  errors: [NotFoundError]
})

/**
 * Updates a secondary contact, for example to set its role in the deal.
 *
 * @see https://developers.activecampaign.com/reference/update-a-secondary-contact
 */
export const update = Endpoint.make("ContactDeals.update", {
  method: "PUT",
  path: (id: ContactDealId) => `/contactDeals/${id}`,
  payload: Wire.envelope("contactDeal", ContactDealUpdate),
  success: Wire.envelope("contactDeal", ContactDeal),
  errors: [NotFoundError, ValidationError, DuplicateError],
  sideloads: ["deals"]
})

/**
 * Deletes a secondary contact from a deal. The contact and the deal themselves are not deleted.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-secondary-contact
 */
const delete_ = Endpoint.make("ContactDeals.delete", {
  method: "DELETE",
  path: (id: ContactDealId) => `/contactDeals/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists the secondary contacts of all deals.
 *
 * @see https://developers.activecampaign.com/reference/list-all-secondary-contacts
 */
export const list = Endpoint.list("ContactDeals.list", {
  path: () => "/contactDeals",
  items: ["contactDeals", ContactDeal]
})

/**
 * Lists the deals that a contact is a secondary contact of, with the contact's role in each.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-deals-list
 */
export const listByContact = Endpoint.list("ContactDeals.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactDeals`,
  items: ["contactDeals", ContactDeal],
  errors: [NotFoundError],
  sideloads: ["contacts", "deals"],
  pagination: "none"
})

/**
 * Lists the secondary contacts of a deal. Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response. The route comes from the links in other responses.
 */
export const listByDeal = Endpoint.list("ContactDeals.listByDeal", {
  path: (deal: DealId) => `/deals/${deal}/contactDeals`,
  items: ["contactDeals", ContactDeal],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
