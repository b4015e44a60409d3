/**
 * E-commerce orders: purchases and abandoned carts of a connected store (Deep Data). For the products and discounts of
 * an order, see `EcomOrderProducts` and `EcomOrderDiscounts`.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ConnectionId, EcomCustomerId, EcomOrderDiscountId, EcomOrderId, EcomOrderProductId } from "./Ids.js"
import { sources, states } from "./internal/ecomOrder.js"

/** An order or an abandoned cart. */
export class EcomOrder extends Wire.Entity<EcomOrder>("EcomOrder")(
  {
    /** Id of the order. */
    id: EcomOrderId
  },
  {
    /** Id of the order in the store. */
    externalid: Wire.Text,
    /** Id of the cart in the store. */
    externalcheckoutid: Wire.Text,
    /** Human-readable order number. */
    orderNumber: Wire.Text,
    /** E-mail address of the customer. */
    email: Wire.Text,
    /**
     * Source of the order: `historical` or `real-time`. Only `real-time` orders appear in the dashboard and trigger
     * automations.
     */
    source: Wire.openEnum(sources),
    /** State of the order: `pending`, `completed`, `abandoned`, `recovered` or `waiting`. */
    state: Wire.openEnum(states),
    /** Total in the currency's minor unit (cents), including tax and shipping. */
    totalPrice: Wire.MinorUnits,
    /** Shipping cost in the currency's minor unit (cents). */
    shippingAmount: Wire.MinorUnits,
    /** Tax in the currency's minor unit (cents). */
    taxAmount: Wire.MinorUnits,
    /** Sum of the discounts in the currency's minor unit (cents). */
    discountAmount: Wire.MinorUnits,
    /** Currency of the amounts: a three-letter code, in upper or lower case, such as `USD`. */
    currency: Wire.Text,
    /** Number of products in the order. */
    totalProducts: Wire.Integer,
    /** Shipping method, such as `UPS Ground`. */
    shippingMethod: Wire.Text,
    /** URL of the order's page in the store. */
    orderUrl: Wire.Text,
    /** Connection to the store. */
    connection: Wire.nullableId(ConnectionId),
    /** Same as `connection`. */
    connectionid: Wire.nullableId(ConnectionId),
    /** Customer who placed the order. */
    customer: Wire.nullableId(EcomCustomerId),
    /** Same as `customer`. */
    customerid: Wire.nullableId(EcomCustomerId),
    /** Products (line items) of the order. */
    orderProducts: Wire.related(EcomOrderProductId),
    /** Discounts applied to the order. */
    orderDiscounts: Wire.related(EcomOrderDiscountId),
    /** When the order was placed. */
    externalCreatedDate: Wire.Timestamp,
    /** When the order was last updated in the store. */
    externalUpdatedDate: Wire.Timestamp,
    /** When the cart was abandoned. A value without a time zone is on the account's clock. */
    abandonedDate: Wire.InstantOrLocal,
    /** Same as `externalCreatedDate`. */
    orderDate: Wire.Timestamp,
    /** When the order was created in ActiveCampaign. */
    createdDate: Wire.Timestamp,
    /** When the order was last updated in ActiveCampaign. */
    updatedDate: Wire.Timestamp,
    /** Same as `updatedDate`. */
    tstamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Fields for a product (line item) of an order. */
export class EcomOrderProductInput extends Wire.Input<EcomOrderProductInput>("EcomOrderProductInput")(
  {
    /** Id of the product in the store. */
    externalid: Wire.Text,
    /** Name of the product. */
    name: Wire.Text,
    /** Price of one unit, in the currency's minor unit (cents). */
    price: Wire.NonNegativeInteger,
    /** Number of units ordered. */
    quantity: Wire.NonNegativeInteger
  },
  {
    /** Category of the product. */
    category: Wire.Text,
    /** Stock keeping unit (SKU) of the product. */
    sku: Wire.Text,
    /** Description of the product. */
    description: Wire.Text,
    /** URL of an image of the product. */
    imageUrl: Wire.Text,
    /** URL of the product's page in the store. */
    productUrl: Wire.Text
  }
) {}

/** Fields for a discount on an order. */
export class EcomOrderDiscountInput extends Wire.Input<EcomOrderDiscountInput>("EcomOrderDiscountInput")(
  {},
  {
    /** Discount code, or name of the discount. */
    name: Wire.Text,
    /** What the discount applies to: `order` or `shipping`. */
    type: Wire.closedLiteral(["order", "shipping"]),
    /** Amount of the discount in the currency's minor unit (cents). */
    discountAmount: Wire.NonNegativeInteger
  }
) {}

const required = {
  /** E-mail address of the customer. */
  email: Wire.Text,
  /** Total in the currency's minor unit (cents), including tax and shipping. */
  totalPrice: Wire.NonNegativeInteger,
  /** Currency of the amounts: a three-letter code, such as `USD`. */
  currency: Wire.AnyCaseCurrencyCode
}

const optional = {
  /** Id of the order in the store. An order has this or `externalcheckoutid`. */
  externalid: Wire.nullable(Wire.NonEmptyText),
  /** Id of the cart in the store. An order has this or `externalid`. */
  externalcheckoutid: Wire.nullable(Wire.NonEmptyText),
  /** When the cart was abandoned. ActiveCampaign requires it with `externalcheckoutid`. */
  abandonedDate: Wire.nullable(Wire.Instant),
  /** Human-readable order number. */
  orderNumber: Wire.Text,
  /** Products (line items) of the order. */
  orderProducts: Wire.array(EcomOrderProductInput),
  /** Discounts applied to the order. */
  orderDiscounts: Wire.array(EcomOrderDiscountInput),
  /** Shipping cost in the currency's minor unit (cents). */
  shippingAmount: Wire.NonNegativeInteger,
  /** Tax in the currency's minor unit (cents). */
  taxAmount: Wire.NonNegativeInteger,
  /** Sum of the discounts in the currency's minor unit (cents). */
  discountAmount: Wire.NonNegativeInteger,
  /** Shipping method, such as `UPS Ground`. */
  shippingMethod: Wire.Text,
  /** URL of the order's page in the store. */
  orderUrl: Wire.Text,
  /** When the order was last updated in the store. */
  externalUpdatedDate: Wire.Instant
}

/** Fields of a new order or abandoned cart. */
export class EcomOrderFields extends Wire.Input<EcomOrderFields>("EcomOrderFields")(
  {
    ...required,
    /**
     * Source of the order: `historical` or `real-time`. Only `real-time` orders appear in the dashboard and trigger
     * automations.
     */
    source: Wire.closedEnum(sources),
    /** Connection to the store. */
    connectionid: ConnectionId,
    /** Customer who placed the order. */
    customerid: EcomCustomerId,
    /** When the order was placed. */
    externalCreatedDate: Wire.Instant
  },
  optional
) {}

/** Fields for creating an order (with `externalid`) or an abandoned cart (with `externalcheckoutid` and `abandonedDate`). */
export type EcomOrderCreate = Wire.AtLeastOne<EcomOrderFields, "externalid" | "externalcheckoutid"> &
  Wire.AtLeastOne<EcomOrderFields, "externalid" | "abandonedDate">
/** Fields for creating an order (with `externalid`) or an abandoned cart (with `externalcheckoutid` and `abandonedDate`). */
export const EcomOrderCreate: Wire.Codec<EcomOrderCreate> = Wire.atLeastOne(
  Wire.atLeastOne(EcomOrderFields, "externalid", "externalcheckoutid"),
  "externalid",
  "abandonedDate"
)

/** Fields for updating an order. Omitted fields are left unchanged. */
export class EcomOrderUpdate extends Wire.Input<EcomOrderUpdate>("EcomOrderUpdate")({}, { ...required, ...optional }) {}

/** Filters for listing orders. */
export class EcomOrderFilters extends Wire.Input<EcomOrderFilters>("EcomOrderFilters")(
  {},
  {
    /** Connection to the store. */
    connectionid: ConnectionId,
    /** Id of the order in the store. */
    externalid: Wire.NonEmptyText,
    /** Id of the cart in the store. */
    externalcheckoutid: Wire.NonEmptyText,
    /** E-mail address of the customer. */
    email: Wire.NonEmptyText,
    /** State of the order: `pending`, `completed`, `abandoned`, `recovered` or `waiting`. */
    state: Wire.closedEnum(states),
    /** Customer who placed the order. */
    customerid: EcomCustomerId,
    /** When the order was placed. */
    external_created_date: Wire.DateFilter
  }
) {}

/** Query parameters for listing orders. */
export class EcomOrderQuery extends Wire.Input<EcomOrderQuery>("EcomOrderQuery")(
  {},
  {
    /** Return only orders that match all of these filters. */
    filters: EcomOrderFilters,
    /** Sort order of the orders. */
    orders: Wire.orders([
      "connectionid",
      "externalid",
      "externalcheckoutid",
      "email",
      "state",
      "customerid",
      "external_created_date"
    ])
  }
) {}

/**
 * Creates an order or an abandoned cart. An order has an `externalid`. A cart has an `externalcheckoutid` and an
 * `abandonedDate`.
 *
 * ActiveCampaign recommends its GraphQL API for new integrations. Orders created here are not copied to the GraphQL
 * API. The automation triggers "Order created" and "Order updated" consider only orders of the GraphQL API.
 *
 * ```ts
 * EcomOrders.create({
 *   externalid: "3246315233",
 *   source: "real-time",
 *   email: "alice@example.com",
 *   totalPrice: 4900,
 *   currency: "USD",
 *   connectionid: ConnectionId.make("1"),
 *   customerid: EcomCustomerId.make("1"),
 *   externalCreatedDate: DateTime.unsafeMake("2026-05-28T09:30:00Z"),
 *   orderProducts: [{ externalid: "PROD12345", name: "Pogo Stick", price: 4900, quantity: 1 }]
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-order
 */
export const create = Endpoint.make("EcomOrders.create", {
  method: "POST",
  path: () => "/ecomOrders",
  payload: Wire.envelope("ecomOrder", EcomOrderCreate),
  success: Wire.envelope("ecomOrder", EcomOrder),
  errors: [ValidationError, DuplicateError],
  sideloads: ["connections", "ecomOrderDiscounts", "ecomOrderProducts"]
})

/**
 * Retrieves an order.
 *
 * @see https://developers.activecampaign.com/reference/get-order
 */
export const get = Endpoint.make("EcomOrders.get", {
  method: "GET",
  path: (id: EcomOrderId) => `/ecomOrders/${id}`,
  success: Wire.envelope("ecomOrder", EcomOrder),
  errors: [NotFoundError]
})

/**
 * Updates an order. An abandoned cart becomes an order if you set its `externalid`.
 *
 * @see https://developers.activecampaign.com/reference/update-order
 */
export const update = Endpoint.make("EcomOrders.update", {
  method: "PUT",
  path: (id: EcomOrderId) => `/ecomOrders/${id}`,
  payload: Wire.envelope("ecomOrder", EcomOrderUpdate),
  success: Wire.envelope("ecomOrder", EcomOrder),
  errors: [NotFoundError, ValidationError, DuplicateError],
  sideloads: ["ecomOrderDiscounts", "ecomOrderProducts"]
})

/**
 * Deletes an order.
 *
 * @see https://developers.activecampaign.com/reference/delete-order
 */
const delete_ = Endpoint.make("EcomOrders.delete", {
  method: "DELETE",
  path: (id: EcomOrderId) => `/ecomOrders/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists orders, optionally filtered. Fails with `ValidationError` if ActiveCampaign rejects a filter.
 *
 * @see https://developers.activecampaign.com/reference/list-all-orders
 */
export const list = Endpoint.list("EcomOrders.list", {
  path: () => "/ecomOrders",
  query: EcomOrderQuery,
  items: ["ecomOrders", EcomOrder],
  knowledge: "recorded"
})

/**
 * Lists the orders of a customer. Not documented by ActiveCampaign. The shape of the response is inferred, so decoding
 * may fail with `DecodeError`.
 *
 * Not confirmed: the key of the rows in the response.
 */
export const listByCustomer = Endpoint.list("EcomOrders.listByCustomer", {
  path: (customer: EcomCustomerId) => `/ecomCustomers/${customer}/orders`,
  items: ["ecomOrders", EcomOrder],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
