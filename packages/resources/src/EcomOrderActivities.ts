/**
 * E-commerce order activities: what happened to orders and carts of a connected store (Deep Data), each with the order as it was.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ConnectionId, EcomCustomerId, EcomOrderActivityId, EcomOrderId } from "./Ids.js"
import { sources, states } from "./internal/ecomOrder.js"

/** An activity of an order. */
export class EcomOrderActivity extends Wire.Entity<EcomOrderActivity>("EcomOrderActivity")(
  {
    /** Id of the activity. */
    id: EcomOrderActivityId
  },
  {
    /** Order that the activity belongs to. */
    order: Wire.nullableId(EcomOrderId),
    /** Order that the activity belongs to. Same as `order`. */
    orderid: Wire.nullableId(EcomOrderId),
    /** Id of the order in the store. */
    externalid: Wire.Text,
    /** Id of the cart in the store. */
    externalcheckoutid: Wire.Text,
    /** Human-readable order number. */
    orderNumber: Wire.Text,
    /** URL of the order's page in the store. */
    orderUrl: Wire.Text,
    /** Name of the store. */
    storeName: Wire.Text,
    /** URL of the store's logo. */
    logoUrl: Wire.Text,
    /** E-mail address of the customer. */
    email: Wire.Text,
    /** Source of the order: `historical` or `real-time`. */
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
    /** Connection to the store. */
    connection: Wire.nullableId(ConnectionId),
    /** Connection to the store. Same as `connection`. */
    connectionid: Wire.nullableId(ConnectionId),
    /** Customer who placed the order. */
    customerid: Wire.nullableId(EcomCustomerId),
    /** When the order was placed. */
    externalCreatedDate: Wire.Timestamp,
    /** When the order was last updated in the store. */
    externalUpdatedDate: Wire.Timestamp,
    /** When the cart was abandoned. A value without a time zone is on the account's clock. */
    abandonedDate: Wire.InstantOrLocal,
    /** When the activity was created in ActiveCampaign. */
    createdDate: Wire.Timestamp,
    /** When the activity was last updated in ActiveCampaign. */
    updatedDate: Wire.Timestamp
  }
) {}

/**
 * Lists the activities of all orders.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("EcomOrderActivities.list", {
  path: () => "/ecomOrderActivities",
  items: ["ecomOrderActivities", EcomOrderActivity],
  knowledge: "inferred"
})

/**
 * Lists the activities of an order.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response, and their fields.
 */
export const listByOrder = Endpoint.list("EcomOrderActivities.listByOrder", {
  path: (order: EcomOrderId) => `/ecomOrders/${order}/orderActivities`,
  items: ["ecomOrderActivities", EcomOrderActivity],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
