/**
 * E-commerce customers: customers of a connected store (Deep Data). For the stores, see `Connections`. For the orders,
 * see `EcomOrders`.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ConnectionId, ContactId, EcomCustomerId } from "./Ids.js"

/** A customer of a store. */
export class EcomCustomer extends Wire.Entity<EcomCustomer>("EcomCustomer")(
  {
    /** Id of the customer. */
    id: EcomCustomerId
  },
  {
    /** Id of the customer in the store. */
    externalid: Wire.Text,
    /** E-mail address of the customer and of the contact that the customer belongs to. */
    email: Wire.Text,
    /** Phone number of the customer. Not documented by ActiveCampaign. */
    phone: Wire.Text,
    /** First name of the customer. Not documented by ActiveCampaign. */
    first_name: Wire.Text,
    /** Last name of the customer. Not documented by ActiveCampaign. */
    last_name: Wire.Text,
    /** Contact that the customer belongs to. Not documented by ActiveCampaign. */
    subscriber: Wire.nullableId(ContactId),
    /** Same as `subscriber`. */
    subscriberid: Wire.nullableId(ContactId),
    /** Connection to the store. */
    connection: Wire.nullableId(ConnectionId),
    /** Same as `connection`. */
    connectionid: Wire.nullableId(ConnectionId),
    /** Whether the customer has opted in to marketing. */
    acceptsMarketing: Wire.Flag,
    /** Number of orders, computed by ActiveCampaign. */
    totalOrders: Wire.Integer,
    /** Number of products in all orders, computed by ActiveCampaign. */
    totalProducts: Wire.Integer,
    /** Total of all orders in the currency's minor unit (cents), computed by ActiveCampaign. */
    totalRevenue: Wire.MinorUnits,
    /** Average total of an order in the currency's minor unit (cents), computed by ActiveCampaign. */
    avgRevenuePerOrder: Wire.MinorUnits,
    /** Most frequent product category. */
    avgProductCategory: Wire.Text,
    /** When the customer was last updated. */
    tstamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Connection to the store. */
  connectionid: ConnectionId,
  /** Id of the customer in the store. */
  externalid: Wire.Text,
  /** E-mail address of the customer and of the contact that the customer belongs to. */
  email: Wire.Text
}

const optional = {
  /** Whether the customer has opted in to marketing. */
  acceptsMarketing: Wire.NumericFlag,
  /** First name of the customer. Not documented by ActiveCampaign, whose own shop module sends it. */
  first_name: Wire.Text,
  /** Last name of the customer. Not documented by ActiveCampaign, whose own shop module sends it. */
  last_name: Wire.Text,
  /** Phone number of the customer. Not documented by ActiveCampaign, whose own shop module sends it. */
  phone: Wire.Text
}

/** Fields for creating a customer. */
export class EcomCustomerCreate extends Wire.Input<EcomCustomerCreate>("EcomCustomerCreate")(required, optional) {}

/** Fields for updating a customer. Omitted fields are left unchanged. */
export class EcomCustomerUpdate extends Wire.Input<EcomCustomerUpdate>("EcomCustomerUpdate")(
  {},
  { ...required, ...optional }
) {}

/** Filters for listing customers. */
export class EcomCustomerFilters extends Wire.Input<EcomCustomerFilters>("EcomCustomerFilters")(
  {},
  {
    /** E-mail address of the customer. */
    email: Wire.NonEmptyText,
    /** Id of the customer in the store. */
    externalid: Wire.NonEmptyText,
    /** Connection to the store. */
    connectionid: ConnectionId
  }
) {}

/** Query parameters for listing customers. */
export class EcomCustomerQuery extends Wire.Input<EcomCustomerQuery>("EcomCustomerQuery")(
  {},
  {
    /** Return only customers that match all of these filters. */
    filters: EcomCustomerFilters
  }
) {}

/**
 * Creates a customer. Fails with `DuplicateError` if a customer with this `externalid` already exists.
 *
 * @see https://developers.activecampaign.com/reference/create-customer
 */
export const create = Endpoint.make("EcomCustomers.create", {
  method: "POST",
  path: () => "/ecomCustomers",
  payload: Wire.envelope("ecomCustomer", EcomCustomerCreate),
  success: Wire.envelope("ecomCustomer", EcomCustomer),
  errors: [ValidationError, DuplicateError],
  sideloads: ["connections"],
  knowledge: "recorded"
})

/**
 * Retrieves a customer.
 *
 * @see https://developers.activecampaign.com/reference/get-customer
 */
export const get = Endpoint.make("EcomCustomers.get", {
  method: "GET",
  path: (id: EcomCustomerId) => `/ecomCustomers/${id}`,
  success: Wire.envelope("ecomCustomer", EcomCustomer),
  errors: [NotFoundError, ValidationError]
})

/**
 * Updates a customer.
 *
 * @see https://developers.activecampaign.com/reference/update-customer
 */
export const update = Endpoint.make("EcomCustomers.update", {
  method: "PUT",
  path: (id: EcomCustomerId) => `/ecomCustomers/${id}`,
  payload: Wire.envelope("ecomCustomer", EcomCustomerUpdate),
  success: Wire.envelope("ecomCustomer", EcomCustomer),
  errors: [NotFoundError, ValidationError, DuplicateError]
})

/**
 * Deletes a customer.
 *
 * @see https://developers.activecampaign.com/reference/delete-customer
 */
const delete_ = Endpoint.make("EcomCustomers.delete", {
  method: "DELETE",
  path: (id: EcomCustomerId) => `/ecomCustomers/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError]
})

export { delete_ as delete }

/**
 * Lists customers, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-customers
 */
export const list = Endpoint.list("EcomCustomers.list", {
  path: () => "/ecomCustomers",
  query: EcomCustomerQuery,
  items: ["ecomCustomers", EcomCustomer]
})
