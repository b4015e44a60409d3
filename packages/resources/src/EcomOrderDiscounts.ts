/**
 * E-commerce order discounts: discounts applied to orders. To add discounts to an order, use `orderDiscounts` in
 * `EcomOrders.create` and `EcomOrders.update`.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { EcomOrderDiscountId, EcomOrderId } from "./Ids.js"

/** What a discount can apply to. */
const types = ["order", "shipping"] as const

/** A discount on an order. */
export class EcomOrderDiscount extends Wire.Entity<EcomOrderDiscount>("EcomOrderDiscount")(
  {
    /** Id of the discount. */
    id: EcomOrderDiscountId
  },
  {
    /** Discount code, or name of the discount. */
    name: Wire.Text,
    /** What the discount applies to: `order` or `shipping`. */
    type: Wire.openLiteral(types),
    /** Amount of the discount in the minor unit (cents) of the order's currency. */
    discountAmount: Wire.MinorUnits,
    /** Order that the discount applies to. */
    orderid: Wire.nullableId(EcomOrderId),
    /** When the discount was created in ActiveCampaign. */
    createdDate: Wire.Timestamp,
    /** When the discount was last updated in ActiveCampaign. */
    updatedDate: Wire.Timestamp
  }
) {}

/**
 * Lists the discounts of an order. Not documented by ActiveCampaign. The shape of the response is inferred, so decoding
 * may fail with `DecodeError`.
 *
 * Not confirmed: the key of the rows in the response.
 */
export const listByOrder = Endpoint.list("EcomOrderDiscounts.listByOrder", {
  path: (order: EcomOrderId) => `/ecomOrders/${order}/orderDiscounts`,
  items: ["ecomOrderDiscounts", EcomOrderDiscount],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
