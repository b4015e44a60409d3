/**
 * Orders in shops, and carts that were abandoned. `EcomOrderProducts` are what was bought.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { ConnectionId, EcomCustomerId, EcomOrderDiscountId, EcomOrderId, EcomOrderProductId } from "./Ids.js"

const sources = { "0": "historical", "1": "real-time" } as const

const states = { "0": "pending", "1": "completed", "2": "abandoned", "3": "recovered", "4": "waiting" } as const

const ecomOrder = Wire.entity(
  "EcomOrder",
  {
    /** Id of the order. */
    id: EcomOrderId
  },
  {
    /** Id of the order in the shop. */
    externalid: Wire.Text,
    /** Id of the cart in the shop. */
    externalcheckoutid: Wire.Text,
    /** Number of the order, as people see it. */
    orderNumber: Wire.Text,
    /** E-mail address of the customer. */
    email: Wire.Text,
    /** How it came about. */
    source: Wire.codes(sources),
    /** State. */
    state: Wire.codes(states),
    /** What it comes to in cents, with taxes and shipping. */
    totalPrice: Wire.Cents,
    /** What shipping comes to, in cents. */
    shippingAmount: Wire.Cents,
    /** What taxes come to, in cents. */
    taxAmount: Wire.Cents,
    /** What discounts come to, in cents. */
    discountAmount: Wire.Cents,
    /** Currency: three letters. */
    currency: Wire.Text,
    /** How many products. */
    totalProducts: Wire.Integer,
    /** How it is shipped. */
    shippingMethod: Wire.Text,
    /** URL of its page in the shop. */
    orderUrl: Wire.Text,
    /** The connection to the shop. */
    connection: Wire.ref(ConnectionId),
    /** The connection to the shop; the same as `connection`. */
    connectionid: Wire.ref(ConnectionId),
    /** The customer. */
    customer: Wire.ref(EcomCustomerId),
    /** The customer; the same as `customer`. */
    customerid: Wire.ref(EcomCustomerId),
    /** What was bought. */
    orderProducts: Wire.related(EcomOrderProductId),
    /** Discounts on it. */
    orderDiscounts: Wire.related(EcomOrderDiscountId),
    /** When it was placed. */
    externalCreatedDate: Wire.Timestamp,
    /** When it was last changed in the shop. */
    externalUpdatedDate: Wire.Timestamp,
    /** When the cart was abandoned. */
    abandonedDate: Wire.Moment,
    /** When it was placed; the same as `externalCreatedDate`. */
    orderDate: Wire.Timestamp,
    /** When the vendor was told of it. */
    createdDate: Wire.Timestamp,
    /** When it was last changed here. */
    updatedDate: Wire.Timestamp,
    /** When it was last changed here; the same as `updatedDate`. */
    tstamp: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** An order, or a cart that was abandoned. */
export interface EcomOrder extends Schema.Schema.Type<typeof ecomOrder> {}
/** An order, or a cart that was abandoned. */
export const EcomOrder: Wire.Codec<EcomOrder> = ecomOrder

const ecomOrderProductInput = Wire.input(
  "EcomOrderProductInput",
  {
    /** Id of the product in the shop. */
    externalid: Schema.String,
    /** Name. */
    name: Schema.String,
    /** What one comes to, in cents. */
    price: Schema.Int,
    /** How many. */
    quantity: Schema.Int
  },
  {
    /** Category. */
    category: Schema.String,
    /** Number by which the shop keeps stock of it. */
    sku: Schema.String,
    /** Description. */
    description: Schema.String,
    /** URL of a picture. */
    imageUrl: Schema.String,
    /** URL of its page in the shop. */
    productUrl: Schema.String
  }
)

/** What was bought, to be sent along with an order. */
export interface EcomOrderProductInput extends Schema.Schema.Type<typeof ecomOrderProductInput> {}
/** What was bought, to be sent along with an order. */
export const EcomOrderProductInput: Wire.Codec<EcomOrderProductInput> = ecomOrderProductInput

const ecomOrderDiscountInput = Wire.input(
  "EcomOrderDiscountInput",
  {},
  {
    /** Code or name. */
    name: Schema.String,
    /** What it is on. */
    type: Schema.Literal("order", "shipping"),
    /** What it comes to, in cents. */
    discountAmount: Schema.Int
  }
)

/** A discount, to be sent along with an order. */
export interface EcomOrderDiscountInput extends Schema.Schema.Type<typeof ecomOrderDiscountInput> {}
/** A discount, to be sent along with an order. */
export const EcomOrderDiscountInput: Wire.Codec<EcomOrderDiscountInput> = ecomOrderDiscountInput

const required = {
  /** E-mail address of the customer. */
  email: Schema.String,
  /** What it comes to in cents, with taxes and shipping. */
  totalPrice: Schema.Int,
  /** Currency: three letters. */
  currency: Schema.String
}

const optional = {
  /** Id of the order in the shop; this or `externalcheckoutid` is needed. */
  externalid: Schema.NullOr(Schema.String),
  /** Id of the cart in the shop; this or `externalid` is needed. */
  externalcheckoutid: Schema.NullOr(Schema.String),
  /** When the cart was abandoned; needed with `externalcheckoutid`. */
  abandonedDate: Schema.NullOr(Wire.Instant),
  /** Number of the order, as people see it. */
  orderNumber: Schema.String,
  /** What was bought. */
  orderProducts: Schema.Array(EcomOrderProductInput),
  /** Discounts on it. */
  orderDiscounts: Schema.Array(EcomOrderDiscountInput),
  /** What shipping comes to, in cents. */
  shippingAmount: Schema.Int,
  /** What taxes come to, in cents. */
  taxAmount: Schema.Int,
  /** What discounts come to, in cents. */
  discountAmount: Schema.Int,
  /** How it is shipped. */
  shippingMethod: Schema.String,
  /** URL of its page in the shop. */
  orderUrl: Schema.String,
  /** When it was last changed in the shop. */
  externalUpdatedDate: Wire.Instant
}

const ecomOrderCreate = Wire.input(
  "EcomOrderCreate",
  {
    ...required,
    /** How it came about; only `real-time` orders count in reports and start automations. */
    source: Wire.codeOf(sources),
    /** The connection to the shop. */
    connectionid: ConnectionId,
    /** The customer. */
    customerid: EcomCustomerId,
    /** When it was placed. */
    externalCreatedDate: Wire.Instant
  },
  optional
)

/** What makes an order. */
export interface EcomOrderCreate extends Schema.Schema.Type<typeof ecomOrderCreate> {}
/** What makes an order. */
export const EcomOrderCreate: Wire.Codec<EcomOrderCreate> = ecomOrderCreate

const ecomOrderUpdate = Wire.input("EcomOrderUpdate", {}, { ...required, ...optional })

/** What changes an order; what is left out stays. */
export interface EcomOrderUpdate extends Schema.Schema.Type<typeof ecomOrderUpdate> {}
/** What changes an order; what is left out stays. */
export const EcomOrderUpdate: Wire.Codec<EcomOrderUpdate> = ecomOrderUpdate

const ecomOrderFilters = Wire.input(
  "EcomOrderFilters",
  {},
  {
    /** The connection to the shop. */
    connectionid: ConnectionId,
    /** Id of the order in the shop. */
    externalid: Schema.String,
    /** Id of the cart in the shop. */
    externalcheckoutid: Schema.String,
    /** E-mail address of the customer. */
    email: Schema.String,
    /** State. */
    state: Wire.codeOf(states),
    /** The customer. */
    customerid: EcomCustomerId,
    /** When they were placed. */
    external_created_date: Wire.DateFilter
  }
)

const ecomOrderQuery = Wire.input(
  "EcomOrderQuery",
  {},
  {
    /** What they must have. */
    filters: ecomOrderFilters,
    /** What to sort by. */
    orders: Wire.orders(
      "connectionid",
      "externalid",
      "externalcheckoutid",
      "email",
      "state",
      "customerid",
      "external_created_date"
    )
  }
)

/** Which orders, in which order. */
export interface EcomOrderQuery extends Schema.Schema.Type<typeof ecomOrderQuery> {}
/** Which orders, in which order. */
export const EcomOrderQuery: Wire.Codec<EcomOrderQuery> = ecomOrderQuery

/**
 * Makes an order, or a cart that was abandoned: an order has an `externalid`, a cart an `externalcheckoutid` and an
 * `abandonedDate`. The vendor advises to write orders through its GraphQL API instead, which does not see those made
 * here.
 *
 * @see https://developers.activecampaign.com/reference/create-order
 */
export const create = Endpoint.make("EcomOrders.create", {
  method: "POST",
  path: () => "/ecomOrders",
  payload: Wire.envelope("ecomOrder", EcomOrderCreate),
  success: Wire.envelope("ecomOrder", EcomOrder),
  failures: [ValidationError, DuplicateError],
  sideloads: ["connections", "ecomOrderDiscounts", "ecomOrderProducts"]
})

/**
 * Reads one order.
 *
 * @see https://developers.activecampaign.com/reference/get-order
 */
export const get = Endpoint.make("EcomOrders.get", {
  method: "GET",
  path: (id: EcomOrderId) => `/ecomOrders/${id}`,
  success: Wire.envelope("ecomOrder", EcomOrder),
  failures: [NotFoundError]
})

/**
 * Changes an order. A cart that is given an `externalid` becomes one.
 *
 * @see https://developers.activecampaign.com/reference/update-order
 */
export const update = Endpoint.make("EcomOrders.update", {
  method: "PUT",
  path: (id: EcomOrderId) => `/ecomOrders/${id}`,
  payload: Wire.envelope("ecomOrder", EcomOrderUpdate),
  success: Wire.envelope("ecomOrder", EcomOrder),
  failures: [NotFoundError, ValidationError, DuplicateError],
  sideloads: ["ecomOrderDiscounts", "ecomOrderProducts"]
})

/**
 * Deletes an order.
 *
 * @see https://developers.activecampaign.com/reference/delete-order
 */
export const remove = Endpoint.make("EcomOrders.remove", {
  method: "DELETE",
  path: (id: EcomOrderId) => `/ecomOrders/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All orders, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-orders
 */
export const list = Endpoint.list("EcomOrders.list", {
  path: () => "/ecomOrders",
  query: EcomOrderQuery,
  items: ["ecomOrders", EcomOrder],
  failures: [ValidationError]
})

/**
 * All orders of one customer. Not documented by the vendor.
 */
export const listOfCustomer = Endpoint.list("EcomOrders.listOfCustomer", {
  path: (customer: EcomCustomerId) => `/ecomCustomers/${customer}/orders`,
  items: ["ecomOrders", EcomOrder],
  failures: [NotFoundError],
  walk: "whole"
})
