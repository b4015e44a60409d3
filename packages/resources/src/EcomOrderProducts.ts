/**
 * E-commerce order products: the line items of orders. To add products to an order, use `orderProducts` in
 * `EcomOrders.create` and `EcomOrders.update`.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ConnectionId, EcomOrderId, EcomOrderProductId } from "./Ids.js"

/** A product (line item) of an order. */
export class EcomOrderProduct extends Wire.Entity<EcomOrderProduct>("EcomOrderProduct")(
  {},
  {
    /** Id of the line item; null in the sideloads of `EcomOrders.create`. */
    id: EcomOrderProductId,
    /** Id of the product in the store. */
    externalid: Wire.Text,
    /** Name of the product. */
    name: Wire.Text,
    /** Description of the product. */
    description: Wire.Text,
    /** Category of the product. */
    category: Wire.Text,
    /** Stock keeping unit (SKU) of the product. */
    sku: Wire.Text,
    /** Price of one unit, in the minor unit (cents) of the order's currency. */
    price: Wire.MinorUnits,
    /** Number of units ordered. */
    quantity: Wire.Integer,
    /** URL of an image of the product. */
    imageUrl: Wire.Text,
    /** URL of the product's page in the store. */
    productUrl: Wire.Text,
    /** Order that contains the product. */
    ecomOrder: Wire.nullableId(EcomOrderId),
    /** Same as `ecomOrder`. In one of ActiveCampaign's examples the two ids differ. */
    orderid: Wire.nullableId(EcomOrderId),
    /** Connection to the store. */
    connectionid: Wire.nullableId(ConnectionId),
    /** Brand of the product. Not documented by ActiveCampaign. */
    brand: Wire.Text,
    /** Tags of the product. Not documented by ActiveCampaign. */
    tags: Wire.Json,
    /** Whether the product is on sale. Not documented by ActiveCampaign. */
    isOnSale: Wire.Flag,
    /** Average rating of the product. Not documented by ActiveCampaign. */
    averageRating: Wire.Decimal,
    /** When the line item was created in ActiveCampaign. */
    createdDate: Wire.Timestamp,
    /** When the line item was last updated in ActiveCampaign. */
    updatedDate: Wire.Timestamp,
    /** Same as `updatedDate`. */
    tstamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Filters for listing products of orders. */
export class EcomOrderProductFilters extends Wire.Input<EcomOrderProductFilters>("EcomOrderProductFilters")(
  {},
  {
    /** Order that the products are part of. Not confirmed by ActiveCampaign. */
    orderid: EcomOrderId
  }
) {}

/** Query parameters for listing products of orders. */
export class EcomOrderProductQuery extends Wire.Input<EcomOrderProductQuery>("EcomOrderProductQuery")(
  {},
  {
    /** Return only products that match all of these filters. */
    filters: EcomOrderProductFilters
  }
) {}

/**
 * Retrieves a product of an order.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-an-ecomorderproduct
 */
export const get = Endpoint.make("EcomOrderProducts.get", {
  method: "GET",
  path: (id: EcomOrderProductId) => `/ecomOrderProducts/${id}`,
  success: Wire.envelope("ecomOrderProduct", EcomOrderProduct),
  errors: [NotFoundError, ValidationError]
})

/**
 * Lists the products of all orders, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-ecomorderproducts
 */
export const list = Endpoint.list("EcomOrderProducts.list", {
  path: () => "/ecomOrderProducts",
  query: EcomOrderProductQuery,
  items: ["ecomOrderProducts", EcomOrderProduct],
  knowledge: "recorded"
})

/**
 * Lists the products of an order.
 *
 * @see https://developers.activecampaign.com/reference/list-products-for-order
 */
export const listByOrder = Endpoint.list("EcomOrderProducts.listByOrder", {
  path: (order: EcomOrderId) => `/ecomOrders/${order}/orderProducts`,
  items: ["ecomOrderProducts", EcomOrderProduct],
  errors: [NotFoundError],
  pagination: "none"
})
