/**
 * Discounts on orders. They are sent along with `EcomOrders`.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { EcomOrderDiscountId, EcomOrderId } from "./Ids.js"

/** What a discount can be on. */
const types = ["order", "shipping"] as const

const ecomOrderDiscount = Wire.entity(
  "EcomOrderDiscount",
  {
    /** Id of the discount. */
    id: EcomOrderDiscountId
  },
  {
    /** Code or name. */
    name: Wire.Text,
    /** What it is on. */
    type: Wire.known(...types),
    /** What it comes to, in cents of the order's currency. */
    discountAmount: Wire.Cents,
    /** The order. */
    orderid: Wire.ref(EcomOrderId),
    /** When the vendor was told of it. */
    createdDate: Wire.Timestamp,
    /** When it was last changed here. */
    updatedDate: Wire.Timestamp
  }
)

/** A discount on an order. */
export interface EcomOrderDiscount extends Schema.Schema.Type<typeof ecomOrderDiscount> {}
/** A discount on an order. */
export const EcomOrderDiscount: Wire.Codec<EcomOrderDiscount> = ecomOrderDiscount

/**
 * All discounts on one order. Not documented by the vendor.
 */
export const listOfOrder = Endpoint.list("EcomOrderDiscounts.listOfOrder", {
  path: (order: EcomOrderId) => `/ecomOrders/${order}/orderDiscounts`,
  items: ["ecomOrderDiscounts", EcomOrderDiscount],
  failures: [NotFoundError],
  walk: "whole"
})
