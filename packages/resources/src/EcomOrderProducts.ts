/**
 * What was bought in orders. Products are sent along with `EcomOrders`.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { ConnectionId, EcomOrderId, EcomOrderProductId } from "./Ids.js"

const ecomOrderProduct = Wire.entity(
  "EcomOrderProduct",
  {},
  {
    /** Id of the row; null in what comes along with a new order. */
    id: EcomOrderProductId,
    /** Id of the product in the shop. */
    externalid: Wire.Text,
    /** Name. */
    name: Wire.Text,
    /** Description. */
    description: Wire.Text,
    /** Category. */
    category: Wire.Text,
    /** Number by which the shop keeps stock of it. */
    sku: Wire.Text,
    /** What one comes to, in cents of the order's currency. */
    price: Wire.Cents,
    /** How many. */
    quantity: Wire.Integer,
    /** URL of a picture. */
    imageUrl: Wire.Text,
    /** URL of its page in the shop. */
    productUrl: Wire.Text,
    /** The order. */
    ecomOrder: Wire.ref(EcomOrderId),
    /** The order; the same as `ecomOrder`, though one of the vendor's examples has another id here. */
    orderid: Wire.ref(EcomOrderId),
    /** The connection to the shop. */
    connectionid: Wire.ref(ConnectionId),
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

/** What was bought in one order. */
export interface EcomOrderProduct extends Schema.Schema.Type<typeof ecomOrderProduct> {}
/** What was bought in one order. */
export const EcomOrderProduct: Wire.Codec<EcomOrderProduct> = ecomOrderProduct

/**
 * Reads one product of an order.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-an-ecomorderproduct
 */
export const get = Endpoint.make("EcomOrderProducts.get", {
  method: "GET",
  path: (id: EcomOrderProductId) => `/ecomOrderProducts/${id}`,
  success: Wire.envelope("ecomOrderProduct", EcomOrderProduct),
  failures: [NotFoundError]
})

/**
 * All products of all orders.
 *
 * @see https://developers.activecampaign.com/reference/list-ecomorderproducts
 */
export const list = Endpoint.list("EcomOrderProducts.list", {
  path: () => "/ecomOrderProducts",
  items: ["ecomOrderProducts", EcomOrderProduct]
})

/**
 * All products of one order.
 *
 * @see https://developers.activecampaign.com/reference/list-products-for-order
 */
export const listOfOrder = Endpoint.list("EcomOrderProducts.listOfOrder", {
  path: (order: EcomOrderId) => `/ecomOrders/${order}/orderProducts`,
  items: ["ecomOrderProducts", EcomOrderProduct],
  failures: [NotFoundError],
  walk: "whole"
})
