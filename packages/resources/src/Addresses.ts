/**
 * Postal addresses that mails are sent from, as the law asks for.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { type AddressGroupId, AddressId, type AddressListId, GroupId } from "./Ids.js"
import { audit } from "./internal/audit.js"

const address = Wire.entity(
  "Address",
  {
    /** Id of the address. */
    id: AddressId
  },
  {
    /** Company. */
    companyName: Wire.Text,
    /** First line. */
    address1: Wire.Text,
    /** Second line. */
    address2: Wire.Text,
    /** City. */
    city: Wire.Text,
    /** State or region. */
    state: Wire.Text,
    /** Postal code. */
    zip: Wire.Text,
    /** District. */
    district: Wire.Text,
    /** Country. */
    country: Wire.Text,
    /** Whether every group of users may use it. */
    allgroup: Wire.Flag,
    /** Whether it is the one that is used by default. */
    isDefault: Wire.Flag,
    /** Name used in SMS. */
    smsName: Wire.Text,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** An address that mails are sent from. */
export interface Address extends Schema.Schema.Type<typeof address> {}
/** An address that mails are sent from. */
export const Address: Wire.Codec<Address> = address

const fields = {
  /** City. */
  city: Schema.String,
  /** State or region. */
  state: Schema.String,
  /** Postal code. */
  zip: Schema.String,
  /** District. */
  district: Schema.String,
  /** Group of users that it is for. */
  groupid: GroupId,
  /** Not explained by the vendor. */
  global: Schema.String,
  /** Whether every group of users may use it. */
  allgroup: Wire.NumericFlag
}

const addressCreate = Wire.input(
  "AddressCreate",
  {
    /** Company. */
    company_name: Schema.String,
    /** First line. */
    address_1: Schema.String,
    /** Country: two letters. */
    country: Schema.String
  },
  {
    /** Second line. */
    address_2: Schema.String,
    ...fields,
    /** Whether it is the one that is used by default. */
    is_default: Schema.Boolean
  }
)

/** What makes an address. */
export interface AddressCreate extends Schema.Schema.Type<typeof addressCreate> {}
/** What makes an address. */
export const AddressCreate: Wire.Codec<AddressCreate> = addressCreate

const addressUpdate = Wire.input(
  "AddressUpdate",
  {},
  {
    /** Company. */
    companyName: Schema.String,
    /** First line. */
    address1: Schema.String,
    /** Second line. */
    address2: Schema.String,
    /** Country: two letters. */
    country: Schema.String,
    ...fields,
    /** Whether it is the one that is used by default. */
    isDefault: Schema.Boolean
  }
)

/** What changes an address; what is left out stays. */
export interface AddressUpdate extends Schema.Schema.Type<typeof addressUpdate> {}
/** What changes an address; what is left out stays. */
export const AddressUpdate: Wire.Codec<AddressUpdate> = addressUpdate

/**
 * Makes an address.
 *
 * @see https://developers.activecampaign.com/reference/create-an-address
 */
export const create = Endpoint.make("Addresses.create", {
  method: "POST",
  path: () => "/addresses",
  payload: Wire.envelope("address", AddressCreate),
  success: Wire.envelope("address", Address),
  failures: [ValidationError]
})

/**
 * Reads one address.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-an-address
 */
export const get = Endpoint.make("Addresses.get", {
  method: "GET",
  path: (id: AddressId) => `/addresses/${id}`,
  success: Wire.envelope("address", Address),
  failures: [NotFoundError]
})

/**
 * Changes an address.
 *
 * @see https://developers.activecampaign.com/reference/update-an-address
 */
export const update = Endpoint.make("Addresses.update", {
  method: "PUT",
  path: (id: AddressId) => `/addresses/${id}`,
  payload: Wire.envelope("address", AddressUpdate),
  success: Wire.envelope("address", Address),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes an address.
 *
 * @see https://developers.activecampaign.com/reference/delete-an-address
 */
export const remove = Endpoint.make("Addresses.remove", {
  method: "DELETE",
  path: (id: AddressId) => `/addresses/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * Takes an address away from a group of users, by the id of the link between the two.
 *
 * @see https://developers.activecampaign.com/reference/delete-an-addressgroup
 */
export const removeGroup = Endpoint.make("Addresses.removeGroup", {
  method: "DELETE",
  path: (id: AddressGroupId) => `/addressGroups/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * Takes an address away from a list, by the id of the link between the two.
 *
 * @see https://developers.activecampaign.com/reference/delete-an-addresslist
 */
export const removeList = Endpoint.make("Addresses.removeList", {
  method: "DELETE",
  path: (id: AddressListId) => `/addressLists/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All addresses.
 *
 * @see https://developers.activecampaign.com/reference/list-all-addresses
 */
export const list = Endpoint.list("Addresses.list", {
  path: () => "/addresses",
  items: ["addresses", Address]
})
