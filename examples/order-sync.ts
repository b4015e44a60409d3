/**
 * Orders of a shop in ActiveCampaign, each once: a connection for the shop, a customer for each of its customers, and orders that
 * are created, updated or, if they were cancelled, deleted. The shop delivers a change until it is acknowledged.
 */
import assert from "node:assert/strict"
import { FetchHttpClient } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { Directory, Ensure } from "@effect-activecampaign/account"
import { FakeAccount, FakeAccountServer, Faults } from "@effect-activecampaign/testing"
import { Array, Console, Context, DateTime, Effect, Layer, Schedule, Stream } from "effect"
import {
  ActiveCampaignClient,
  ActiveCampaignError,
  type ConnectionId,
  type EcomCustomerId,
  EcomOrders,
  RateLimiter
} from "effect-activecampaign"

// ---------------------------------------------------------------------------------------------------------------
// The application
// ---------------------------------------------------------------------------------------------------------------

/** An order as it is now, whenever something about it changes. Amounts are in the currency's minor unit. */
interface Order {
  readonly number: string
  readonly status: "placed" | "cancelled"
  readonly customer: { readonly id: string; readonly email: string }
  readonly lines: ReadonlyArray<{
    readonly sku: string
    readonly title: string
    readonly price: number
    readonly quantity: number
  }>
  readonly total: number
  readonly currency: string
  readonly placed: DateTime.Utc
  readonly changed: DateTime.Utc
}

/** The shop's outbox, or a topic of a queue. What is not acknowledged comes again. */
class Shop extends Context.Tag("Shop")<
  Shop,
  {
    readonly changes: Stream.Stream<Order>
    readonly acknowledge: (orders: ReadonlyArray<Order>) => Effect.Effect<void>
  }
>() {}

const connection = Ensure.connection({
  service: "example-shop",
  externalid: "example-shop-eu",
  name: "Example Shop EU",
  logoUrl: "https://shop.example.com/logo.png",
  linkUrl: "https://shop.example.com/admin"
})

const find = (connectionid: ConnectionId, { number }: Order) =>
  EcomOrders.list
    .page({ filters: { connectionid, externalid: number }, limit: 1 })
    .pipe(Effect.map(({ items }) => items.find(({ externalid }) => externalid === number) ?? null))

const fieldsOf = (order: Order) => ({
  email: order.customer.email,
  totalPrice: order.total,
  currency: order.currency,
  externalid: order.number,
  orderNumber: order.number,
  externalUpdatedDate: order.changed,
  orderProducts: order.lines.map(({ price, quantity, sku, title }) => ({
    externalid: sku,
    sku,
    name: title,
    price,
    quantity
  }))
})

/** A create whose response is lost may have been applied: the order is looked up, and is not created a second time. */
const create = (connectionid: ConnectionId, customerid: EcomCustomerId, order: Order) => {
  const lookUp = <E>(error: E) =>
    Effect.filterOrFail(
      find(connectionid, order),
      (found) => found !== null,
      () => error
    )
  return EcomOrders.create({
    ...fieldsOf(order),
    connectionid,
    customerid,
    // `historical` for a backfill: no automation starts, and the dashboard does not change.
    source: "real-time",
    externalCreatedDate: order.placed
  }).pipe(
    ActiveCampaignError.catchCategory("outcomeUnknown", lookUp),
    // Another process was faster.
    Effect.catchTag("DuplicateError", lookUp)
  )
}

const upsert = (connectionid: ConnectionId, order: Order) =>
  Effect.gen(function* () {
    const found = yield* find(connectionid, order)
    if (found !== null) {
      // Delivered again, or late.
      const stored = found.externalUpdatedDate
      if (stored !== null && DateTime.greaterThanOrEqualTo(stored, order.changed)) return "unchanged"
      yield* EcomOrders.update(found.id, fieldsOf(order))
      return "updated"
    }
    const { email, id: externalid } = order.customer
    const { value: customer } = yield* Ensure.ecomCustomer({ connectionid, externalid, email })
    yield* create(connectionid, customer.id, order)
    return "created"
  })

/** The API has no state for a cancelled order. Without the order, its total is not part of the customer's revenue. */
const cancel = (connectionid: ConnectionId, order: Order) =>
  Effect.gen(function* () {
    const found = yield* find(connectionid, order)
    if (found === null) return "unchanged"
    yield* Effect.catchTag(EcomOrders.delete(found.id), "NotFoundError", () => Effect.void)
    return "deleted"
  })

/** An order that ActiveCampaign rejects does not hold up the others. Every other failure ends the run. */
const apply = (connectionid: ConnectionId) => (order: Order) =>
  Effect.gen(function* () {
    return yield* order.status === "cancelled" ? cancel(connectionid, order) : upsert(connectionid, order)
  }).pipe(
    ActiveCampaignError.catchCategory("invalid", (error) =>
      Effect.as(Effect.logError(`Order ${order.number} was rejected: ${error.message}`), "rejected")
    ),
    Effect.tap((outcome) => Console.log(`Order ${order.number}: ${outcome}`))
  )

/** The newest change of each order. */
const newest = (orders: ReadonlyArray<Order>) =>
  Object.values(Array.groupBy(orders, ({ number }) => number)).map((all) =>
    all.reduce((one, other) => (DateTime.greaterThan(other.changed, one.changed) ? other : one))
  )

const sync = Effect.gen(function* () {
  const { acknowledge, changes } = yield* Shop
  const { value: shop } = yield* connection
  yield* changes.pipe(
    Stream.groupedWithin(100, "1 second"),
    Stream.runForEach((batch) => {
      const orders = [...batch]
      return Effect.zipRight(
        Effect.forEach(newest(orders), apply(shop.id), { concurrency: "unbounded" }),
        acknowledge(orders)
      )
    })
  )
}).pipe(
  // The client has retried already: this is an outage. Without an acknowledgement, the shop delivers the batch again.
  Effect.retry({
    while: (error) => ActiveCampaignError.isRetryable(error) || ActiveCampaignError.isOutcomeUnknown(error),
    schedule: Schedule.union(Schedule.exponential("1 second"), Schedule.spaced("1 minute"))
  }),
  RateLimiter.background("order sync")
)

// ---------------------------------------------------------------------------------------------------------------
// The demonstration
// ---------------------------------------------------------------------------------------------------------------

const at = (time: string) => DateTime.unsafeMake(`2026-05-28T${time}:00Z`)

const order = (number: string, price: number): Order => ({
  number,
  status: "placed",
  customer: { id: "c-7", email: "ada@example.com" },
  lines: [{ sku: "POGO-12", title: "Pogo stick", price, quantity: 1 }],
  total: price,
  currency: "EUR",
  placed: at("09:00"),
  changed: at("09:00")
})

/** Runs the sync until everything in the outbox is acknowledged. */
const deliver = (...orders: ReadonlyArray<Order>) =>
  Effect.provideService(sync, Shop, {
    changes: Stream.fromIterable(orders),
    acknowledge: (batch) => Console.log(`The shop has ${batch.length} acknowledgements.`)
  })

const demonstration = Effect.gen(function* () {
  const { faults, requests, rows } = yield* FakeAccount.FakeAccount
  faults.add(Faults.on(EcomOrders.create, Faults.reset("after"), { times: 1 }))

  yield* deliver(order("1001", 4900), order("1002", 2500), order("1003", -1))
  assert.deepEqual(rows.ecomOrders.map(({ externalid }) => externalid).sort(), ["1001", "1002"])
  assert.equal(rows.ecomCustomers.length, 1)
  const lost = requests.filter(({ status }) => status === 0).length
  yield* Console.log(`Responses lost: ${lost}. Orders: ${rows.ecomOrders.length}.`)
  const before = requests.length
  yield* deliver(order("1001", 4900))
  yield* Console.log(`An order that is delivered again costs ${requests.length - before} requests.`)

  yield* deliver(
    { ...order("1001", 5900), changed: at("10:00") },
    { ...order("1002", 2500), changed: at("10:00"), status: "cancelled" }
  )
  assert.deepEqual(
    rows.ecomOrders.map(({ externalid, totalPrice }) => [externalid, totalPrice]),
    [["1001", 5900]]
  )
  yield* Console.log(`The revenue of the customer is ${rows.ecomCustomers[0]?.totalRevenue}.`)
})

demonstration.pipe(
  Effect.provide(Directory.layer().pipe(Layer.provideMerge(ActiveCampaignClient.layer))),
  // Yours is `ActiveCampaignClient.layerConfig()`.
  Effect.provide(Layer.merge(FakeAccountServer.layer(), FetchHttpClient.layer)),
  NodeRuntime.runMain
)
