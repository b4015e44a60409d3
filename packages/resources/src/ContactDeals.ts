/**
 * Secondary contacts of deals: who else is part of a deal, and in which role.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { ContactDealId, ContactId, DealId, DealRoleId } from "./Ids.js"
import { audit } from "./internal/audit.js"

const contactDeal = Wire.entity(
  "ContactDeal",
  {
    /** Id of the place. */
    id: ContactDealId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The deal. */
    deal: Wire.ref(DealId),
    /** The role. */
    role: Wire.ref(DealRoleId),
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** A secondary contact's place in a deal. */
export interface ContactDeal extends Schema.Schema.Type<typeof contactDeal> {}
/** A secondary contact's place in a deal. */
export const ContactDeal: Wire.Codec<ContactDeal> = contactDeal

const required = {
  /** The deal. */
  deal: DealId,
  /** The contact. */
  contact: ContactId
}

const contactDealCreate = Wire.input("ContactDealCreate", required, {})

/** What makes a contact part of a deal. */
export interface ContactDealCreate extends Schema.Schema.Type<typeof contactDealCreate> {}
/** What makes a contact part of a deal. */
export const ContactDealCreate: Wire.Codec<ContactDealCreate> = contactDealCreate

const contactDealUpdate = Wire.input(
  "ContactDealUpdate",
  {},
  {
    ...required,
    /** The role. */
    role: DealRoleId
  }
)

/** What changes a secondary contact's place; what is left out stays. */
export interface ContactDealUpdate extends Schema.Schema.Type<typeof contactDealUpdate> {}
/** What changes a secondary contact's place; what is left out stays. */
export const ContactDealUpdate: Wire.Codec<ContactDealUpdate> = contactDealUpdate

/**
 * Makes a contact part of a deal. One that is part of it already is a `ValidationError`.
 *
 * @see https://developers.activecampaign.com/reference/create-a-secondary-contact
 */
export const create = Endpoint.make("ContactDeals.create", {
  method: "POST",
  path: () => "/contactDeals",
  payload: Wire.envelope("contactDeal", ContactDealCreate),
  success: Wire.envelope("contactDeal", ContactDeal),
  failures: [NotFoundError, ValidationError],
  sideloads: ["deals"]
})

/**
 * Reads one place in a deal.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-secondary-contact
 */
export const get = Endpoint.make("ContactDeals.get", {
  method: "GET",
  path: (id: ContactDealId) => `/contactDeals/${id}`,
  success: Wire.envelope("contactDeal", ContactDeal),
  failures: [NotFoundError]
})

/**
 * Changes a secondary contact's place in a deal.
 *
 * @see https://developers.activecampaign.com/reference/update-a-secondary-contact
 */
export const update = Endpoint.make("ContactDeals.update", {
  method: "PUT",
  path: (id: ContactDealId) => `/contactDeals/${id}`,
  payload: Wire.envelope("contactDeal", ContactDealUpdate),
  success: Wire.envelope("contactDeal", ContactDeal),
  failures: [NotFoundError, ValidationError],
  sideloads: ["deals"]
})

/**
 * Takes a secondary contact out of a deal.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-secondary-contact
 */
export const remove = Endpoint.make("ContactDeals.remove", {
  method: "DELETE",
  path: (id: ContactDealId) => `/contactDeals/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All secondary contacts of all deals.
 *
 * @see https://developers.activecampaign.com/reference/list-all-secondary-contacts
 */
export const list = Endpoint.list("ContactDeals.list", {
  path: () => "/contactDeals",
  items: ["contactDeals", ContactDeal]
})

/**
 * All deals that one contact is a secondary contact of.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-deals-list
 */
export const listOfContact = Endpoint.list("ContactDeals.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactDeals`,
  items: ["contactDeals", ContactDeal],
  failures: [NotFoundError],
  sideloads: ["contacts", "deals"],
  walk: "whole"
})

/**
 * All secondary contacts of one deal. Not documented by the vendor.
 */
export const listOfDeal = Endpoint.list("ContactDeals.listOfDeal", {
  path: (deal: DealId) => `/deals/${deal}/contactDeals`,
  items: ["contactDeals", ContactDeal],
  failures: [NotFoundError],
  walk: "whole"
})
