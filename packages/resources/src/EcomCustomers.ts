/**
 * Customers of shops. `Connections` are the shops, `EcomOrders` what they bought.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { ConnectionId, EcomCustomerId } from "./Ids.js"

const ecomCustomer = Wire.entity(
  "EcomCustomer",
  {
    /** Id of the customer. */
    id: EcomCustomerId
  },
  {
    /** Id of the customer in the shop. */
    externalid: Wire.Text,
    /** E-mail address: of the contact that the customer is. */
    email: Wire.Text,
    /** The connection to the shop. */
    connection: Wire.ref(ConnectionId),
    /** The connection to the shop; the same as `connection`. */
    connectionid: Wire.ref(ConnectionId),
    /** Whether the customer has agreed to marketing. */
    acceptsMarketing: Wire.Flag,
    /** How many orders. */
    totalOrders: Wire.Integer,
    /** How many products, in all orders. */
    totalProducts: Wire.Integer,
    /** What all orders come to, in cents. */
    totalRevenue: Wire.Cents,
    /** What an order comes to on average, in cents. */
    avgRevenuePerOrder: Wire.Cents,
    /** The category that most products are of. */
    avgProductCategory: Wire.Text,
    /** When it was last updated. */
    tstamp: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A customer of a shop. */
export interface EcomCustomer extends Schema.Schema.Type<typeof ecomCustomer> {}
/** A customer of a shop. */
export const EcomCustomer: Wire.Codec<EcomCustomer> = ecomCustomer

const required = {
  /** The connection to the shop. */
  connectionid: ConnectionId,
  /** Id of the customer in the shop. */
  externalid: Schema.String,
  /** E-mail address: of the contact that the customer is. */
  email: Schema.String
}

const optional = {
  /** Whether the customer has agreed to marketing. */
  acceptsMarketing: Wire.NumericFlag
}

const ecomCustomerCreate = Wire.input("EcomCustomerCreate", required, optional)

/** What makes a customer. */
export interface EcomCustomerCreate extends Schema.Schema.Type<typeof ecomCustomerCreate> {}
/** What makes a customer. */
export const EcomCustomerCreate: Wire.Codec<EcomCustomerCreate> = ecomCustomerCreate

const ecomCustomerUpdate = Wire.input("EcomCustomerUpdate", {}, { ...required, ...optional })

/** What changes a customer; what is left out stays. */
export interface EcomCustomerUpdate extends Schema.Schema.Type<typeof ecomCustomerUpdate> {}
/** What changes a customer; what is left out stays. */
export const EcomCustomerUpdate: Wire.Codec<EcomCustomerUpdate> = ecomCustomerUpdate

const ecomCustomerFilters = Wire.input(
  "EcomCustomerFilters",
  {},
  {
    /** E-mail address. */
    email: Schema.String,
    /** Id of the customer in the shop. */
    externalid: Schema.String,
    /** The connection to the shop. */
    connectionid: ConnectionId
  }
)

const ecomCustomerQuery = Wire.input(
  "EcomCustomerQuery",
  {},
  {
    /** What they must have. */
    filters: ecomCustomerFilters
  }
)

/** Which customers. */
export interface EcomCustomerQuery extends Schema.Schema.Type<typeof ecomCustomerQuery> {}
/** Which customers. */
export const EcomCustomerQuery: Wire.Codec<EcomCustomerQuery> = ecomCustomerQuery

/**
 * Makes a customer. One whose id in the shop is known already is a `DuplicateError`.
 *
 * @see https://developers.activecampaign.com/reference/create-customer
 */
export const create = Endpoint.make("EcomCustomers.create", {
  method: "POST",
  path: () => "/ecomCustomers",
  payload: Wire.envelope("ecomCustomer", EcomCustomerCreate),
  success: Wire.envelope("ecomCustomer", EcomCustomer),
  failures: [ValidationError, DuplicateError]
})

/**
 * Reads one customer.
 *
 * @see https://developers.activecampaign.com/reference/get-customer
 */
export const get = Endpoint.make("EcomCustomers.get", {
  method: "GET",
  path: (id: EcomCustomerId) => `/ecomCustomers/${id}`,
  success: Wire.envelope("ecomCustomer", EcomCustomer),
  failures: [NotFoundError]
})

/**
 * Changes a customer.
 *
 * @see https://developers.activecampaign.com/reference/update-customer
 */
export const update = Endpoint.make("EcomCustomers.update", {
  method: "PUT",
  path: (id: EcomCustomerId) => `/ecomCustomers/${id}`,
  payload: Wire.envelope("ecomCustomer", EcomCustomerUpdate),
  success: Wire.envelope("ecomCustomer", EcomCustomer),
  failures: [NotFoundError, ValidationError, DuplicateError]
})

/**
 * Deletes a customer.
 *
 * @see https://developers.activecampaign.com/reference/delete-customer
 */
export const remove = Endpoint.make("EcomCustomers.remove", {
  method: "DELETE",
  path: (id: EcomCustomerId) => `/ecomCustomers/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All customers, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-customers
 */
export const list = Endpoint.list("EcomCustomers.list", {
  path: () => "/ecomCustomers",
  query: EcomCustomerQuery,
  items: ["ecomCustomers", EcomCustomer]
})
