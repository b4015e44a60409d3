/**
 * E-commerce GraphQL: orders, products, recurring payments (subscriptions) and browse sessions of shops. ActiveCampaign
 * advises to write orders here and not with `EcomOrders`.
 *
 * The schema of an account can be read from it (introspection). Declare the operations that an application needs as
 * endpoints, with `query` and `mutation`:
 *
 * ```ts
 * class OrdersVariables extends Wire.Input<OrdersVariables>("OrdersVariables")({ connection: Wire.NumericInteger }, {}) {}
 *
 * class Order extends Wire.Entity<Order>("Order")({ id: Wire.Text }, {}) {}
 *
 * const searchOrders = EcomGraphql.query("Orders.search", {
 *   document: `query ($connection: Int) {
 *     searchOrder(filter: { legacyConnectionId: { value: $connection, filterOperator: EQ } }) { id }
 *   }`,
 *   variables: OrdersVariables,
 *   data: Wire.envelope("searchOrder", Wire.array(Order))
 * })
 * // Effect<ReadonlyArray<Order>, ValidationError | InputError | ClientError, ActiveCampaignClient>
 * const orders = searchOrders({ connection: 21 })
 * ```
 *
 * An `errors` array in a response fails with `ValidationError`: `issues` has the message of each as `title`, its code, and
 * its path as `pointer`. This holds if data came along, too: what is not named in `errors` may have been applied.
 */
import { type InputError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"

/** States of recurring payments, whatever a shop calls them. */
const recurringPaymentStatuses = ["ACTIVE", "CANCELLED", "EXPIRED", "PAYMENT_FAILED", "PAUSED", "PENDING"] as const

/** Units of the time between two payments. */
const billingIntervals = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const

/** An accepted bulk request. ActiveCampaign stores the records some seconds later. */
export class EcomBulkRecord extends Wire.Entity<EcomBulkRecord>("EcomBulkRecord")(
  {
    /** Id of the bulk request. */
    recordId: Wire.Text
  },
  {}
) {}

/** Any GraphQL request. */
export class EcomGraphqlRequest extends Wire.Input<EcomGraphqlRequest>("EcomGraphqlRequest")(
  {
    /** GraphQL document with one operation. */
    query: Wire.NonEmptyText
  },
  {
    /** Variables of the operation, by name without `$`. */
    variables: Wire.record(Wire.Json)
  }
) {}

/** A recurring payment (subscription) of a shop, for creating or updating it. */
export class RecurringPaymentUpsert extends Wire.Input<RecurringPaymentUpsert>("RecurringPaymentUpsert")(
  {
    /** Number of the e-commerce connection. Together with `storeRecurringPaymentId` it identifies the recurring payment. */
    legacyConnectionId: Wire.NonNegativeInteger,
    /** Id of the recurring payment in the shop. */
    storeRecurringPaymentId: Wire.NonEmptyText
  },
  {
    /** Id of the customer in the shop. */
    storeCustomerId: Wire.NonEmptyText,
    /** E-mail address of the customer. */
    email: Wire.NonEmptyText,
    /** Name of the recurring payment, such as that of the plan. */
    name: Wire.Text,
    /** State of the recurring payment: one of ActiveCampaign's own, to which the shop's states are mapped. */
    normalizedStatus: Wire.closedLiteral(recurringPaymentStatuses),
    /** State of the recurring payment, as the shop calls it. */
    storeStatus: Wire.Text,
    /** Id of the order in the shop with which the recurring payment began. */
    originOrderId: Wire.NonEmptyText,
    /** Unit of the time between two payments: `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`. */
    billingInterval: Wire.closedLiteral(billingIntervals),
    /** Number of units between two payments. */
    billingIntervalCount: Wire.NonNegativeInteger,
    /** Amount of each payment in units of the currency, such as dollars; not in cents, unlike orders of `EcomOrders`. */
    paymentAmount: Wire.NonNegativeDecimal,
    /** Discount in each payment, in units of the currency. */
    discountAmount: Wire.NonNegativeDecimal,
    /** Tax in each payment, in units of the currency. */
    taxAmount: Wire.NonNegativeDecimal,
    /** Costs of shipping in each payment, in units of the currency. */
    shippingAmount: Wire.NonNegativeDecimal,
    /** Currency of the amount: three letters, such as `USD`. */
    currency: Wire.AnyCaseCurrencyCode,
    /** When the recurring payment begins. */
    startDate: Wire.Instant,
    /** When the last payment was made. */
    lastPaymentDate: Wire.Instant,
    /** When the next payment is due. */
    nextPaymentDate: Wire.Instant,
    /** When the recurring payment was cancelled. */
    cancelledDate: Wire.Instant,
    /** When the recurring payment was created in the shop. */
    storeCreatedDate: Wire.Instant,
    /** When the recurring payment was last updated in the shop. */
    storeModifiedDate: Wire.Instant,
    /** Whether the customer is in a trial period. */
    isTrial: Wire.Boolean,
    /** Notes of the customer. */
    notes: Wire.Text,
    /** Names of the products. */
    lineItemNames: Wire.array(Wire.Text),
    /** Ids of the products in the shop, in the order of `lineItemNames`. */
    lineItemStorePrimaryIds: Wire.array(Wire.Text),
    /** Stock keeping units (SKU) of the products. */
    lineItemSkus: Wire.array(Wire.Text),
    /** Categories of the products. */
    lineItemCategories: Wire.array(Wire.Text),
    /** Brands of the products. */
    lineItemBrands: Wire.array(Wire.Text),
    /** Tags of the products. */
    lineItemTags: Wire.array(Wire.Text),
    /** Whether automations are not started by this; for data from the past. */
    suppressAutomations: Wire.Boolean
  }
) {}

/** Recurring payments to create or update. */
export class RecurringPaymentBulkUpsert extends Wire.Input<RecurringPaymentBulkUpsert>("RecurringPaymentBulkUpsert")(
  {
    /** The recurring payments, at least one. */
    recurringPayments: Wire.nonEmptyArray(RecurringPaymentUpsert)
  },
  {}
) {}

const path = () => "/ecom/graphql"

/** What a GraphQL operation is declared with. */
interface Operation<Variables, Data> {
  /** GraphQL document with one operation. */
  readonly document: string
  /** Codec of the variables, by name without `$`. */
  readonly variables: Wire.AnyCodec<Variables>
  /** Codec of `data` in the response. */
  readonly data: Wire.AnyCodec<Data>
}

/** What every GraphQL request is. */
const specOf = <Variables, Data>({ data, document, variables }: Operation<Variables, Data>) =>
  ({
    method: "POST",
    path,
    payload: Wire.envelopeWith("variables", { query: document }, variables),
    success: Wire.envelope("data", data),
    errors: [ValidationError],
    knowledge: "inferred"
  }) as const

/** Declares an endpoint for a GraphQL query, with the name that spans, logs and errors show. It is safe to retry. */
export const query = <Variables, Data>(name: string, operation: Operation<Variables, Data>) =>
  Endpoint.make(name, { ...specOf(operation), safety: "read" })

/**
 * Declares an endpoint for a GraphQL mutation, with the name that spans, logs and errors show. A lost response is not
 * retried, unless its `safety` is `idempotent`: for upserts, which have the same outcome when they are repeated.
 * `bulkUpsertRecurringPayments` is declared with it.
 */
export const mutation = <Variables, Data, Safety extends "write" | "idempotent" = "write">(
  name: string,
  { safety, ...operation }: Operation<Variables, Data> & { readonly safety?: Safety }
): Endpoint.Endpoint<[payload: Variables], Data, InputError | ValidationError | Endpoint.SharedError<Safety>> =>
  Endpoint.make(name, { ...specOf(operation), safety: safety ?? ("write" as Safety) })

/**
 * Sends any GraphQL request and returns `data` as it came. Prefer `query` and `mutation`, which encode variables and decode
 * data. A lost response is not retried, since the request may be a mutation.
 *
 * ```ts
 * EcomGraphql.execute({ query: "{ __schema { queryType { fields { name } } } }" })
 * ```
 *
 * Not confirmed: the form of errors; ActiveCampaign does not show any.
 *
 * @see https://developers.activecampaign.com/reference/graphql-overview
 */
export const execute = Endpoint.make("EcomGraphql.execute", {
  method: "POST",
  path,
  payload: EcomGraphqlRequest,
  success: Wire.envelope("data", Wire.Json),
  errors: [ValidationError],
  knowledge: "inferred"
})

/**
 * Creates or updates recurring payments, which are found by `legacyConnectionId` and `storeRecurringPaymentId`. They are
 * stored some seconds later.
 *
 * ```ts
 * EcomGraphql.bulkUpsertRecurringPayments({
 *   recurringPayments: [
 *     { legacyConnectionId: 2, storeRecurringPaymentId: "sub_17", normalizedStatus: "ACTIVE", paymentAmount: 49 }
 *   ]
 * })
 * ```
 *
 * Not confirmed: the fields and which of them are required. ActiveCampaign does not document them; its own shop module
 * sends them.
 *
 * @see https://developers.activecampaign.com/reference/recurring-payments
 */
export const bulkUpsertRecurringPayments = mutation("EcomGraphql.bulkUpsertRecurringPayments", {
  document: `mutation ($recurringPayments: [RecurringPaymentInput]) {
  bulkUpsertRecurringPayments(recurringPayments: $recurringPayments) { recordId }
}`,
  variables: RecurringPaymentBulkUpsert,
  data: Wire.envelope("bulkUpsertRecurringPayments", EcomBulkRecord),
  safety: "idempotent"
})
