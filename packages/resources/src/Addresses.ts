/**
 * Addresses: postal addresses of the sender, which the law requires in e-mails.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { type AddressGroupId, AddressId, type AddressListId, GroupId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** A postal address of the sender. */
export class Address extends Wire.Entity<Address>("Address")(
  {
    /** Id of the address. */
    id: AddressId
  },
  {
    /** Name of the company. */
    companyName: Wire.Text,
    /** First line of the address. */
    address1: Wire.Text,
    /** Second line of the address. */
    address2: Wire.Text,
    /** City. */
    city: Wire.Text,
    /** State or region. */
    state: Wire.Text,
    /** Postal code. */
    zip: Wire.Text,
    /** District, if the country uses districts. */
    district: Wire.Text,
    /** Country, as a two-letter code such as `US`. */
    country: Wire.Text,
    /** Whether all user groups may use the address. */
    allgroup: Wire.Flag,
    /** Whether this is the default address. */
    isDefault: Wire.Flag,
    /** Name used in SMS messages. */
    smsName: Wire.Text,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

const fields = {
  /** City. */
  city: Wire.Text,
  /** State or region. */
  state: Wire.Text,
  /** Postal code. */
  zip: Wire.Text,
  /** District, if the country uses districts. */
  district: Wire.Text,
  /** User group that the address is for. */
  groupid: GroupId,
  /** Not documented by ActiveCampaign. */
  global: Wire.Text,
  /** Whether all user groups may use the address. */
  allgroup: Wire.NumericFlag
}

/** Fields for creating an address. */
export class AddressCreate extends Wire.Input<AddressCreate>("AddressCreate")(
  {
    /** Name of the company. */
    company_name: Wire.Text,
    /** First line of the address. */
    address_1: Wire.Text,
    /** Country, as a two-letter code such as `US`. */
    country: Wire.Text
  },
  {
    /** Second line of the address. */
    address_2: Wire.Text,
    ...fields,
    /** Whether this is the default address. */
    is_default: Wire.Boolean
  }
) {}

/** Fields for updating an address. Omitted fields are left unchanged. */
export class AddressUpdate extends Wire.Input<AddressUpdate>("AddressUpdate")(
  {},
  {
    /** Name of the company. */
    company_name: Wire.Text,
    /** First line of the address. */
    address_1: Wire.Text,
    /** Second line of the address. */
    address_2: Wire.Text,
    /** Country, as a two-letter code such as `US`. */
    country: Wire.Text,
    ...fields,
    /** Whether this is the default address. */
    is_default: Wire.Boolean
  }
) {}

/**
 * Creates an address. The response can report `isDefault` as true even if `is_default` is false in the request.
 *
 * @see https://developers.activecampaign.com/reference/create-an-address
 */
export const create = Endpoint.make("Addresses.create", {
  method: "POST",
  path: () => "/addresses",
  payload: Wire.envelope("address", AddressCreate),
  success: Wire.envelope("address", Address),
  errors: [ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves an address.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-an-address
 */
export const get = Endpoint.make("Addresses.get", {
  method: "GET",
  path: (id: AddressId) => `/addresses/${id}`,
  success: Wire.envelope("address", Address),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Updates an address.
 *
 * @see https://developers.activecampaign.com/reference/update-an-address
 */
export const update = Endpoint.make("Addresses.update", {
  method: "PUT",
  path: (id: AddressId) => `/addresses/${id}`,
  payload: Wire.envelope("address", AddressUpdate),
  success: Wire.envelope("address", Address),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Deletes an address.
 *
 * @see https://developers.activecampaign.com/reference/delete-an-address
 */
const delete_ = Endpoint.make("Addresses.delete", {
  method: "DELETE",
  path: (id: AddressId) => `/addresses/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Removes an address from a user group, by the id of the address group (the link between the two).
 *
 * @see https://developers.activecampaign.com/reference/delete-an-addressgroup
 */
export const removeGroup = Endpoint.make("Addresses.removeGroup", {
  method: "DELETE",
  path: (id: AddressGroupId) => `/addressGroups/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

/**
 * Removes an address from a list, by the id of the address list (the link between the two).
 *
 * @see https://developers.activecampaign.com/reference/delete-an-addresslist
 */
export const removeList = Endpoint.make("Addresses.removeList", {
  method: "DELETE",
  path: (id: AddressListId) => `/addressLists/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

/**
 * Lists addresses.
 *
 * @see https://developers.activecampaign.com/reference/list-all-addresses
 */
export const list = Endpoint.list("Addresses.list", {
  path: () => "/addresses",
  items: ["addresses", Address],
  knowledge: "recorded"
})
