/**
 * E-commerce GraphQL: operations of an application's own are endpoints, and the errors of a response are failures.
 */
import { it } from "@effect/vitest"
import * as Errors from "@effect-activecampaign/core/ActiveCampaignError"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { EcomGraphql, Endpoint, Wire } from "effect-activecampaign"
import { describe, expect } from "vitest"
import { clientTo, otherSide } from "../../core/test/support/inProcess.js"

class Variables extends Wire.Input<Variables>("Variables")({ connection: Wire.NumericInteger }, {}) {}

class Order extends Wire.Entity<Order>("Order")({ id: Wire.Text }, { email: Wire.Text }) {}

const document = "query ($connection: Int) { searchOrder(connection: $connection) { id email } }"

const search = EcomGraphql.query("Orders.search", {
  document,
  variables: Variables,
  data: Wire.envelope("searchOrder", Wire.array(Order))
})

const add = EcomGraphql.mutation("Orders.add", {
  document: "mutation ($id: String) { addOrder(id: $id) }",
  // A schema of `effect/Schema` does as well.
  variables: Schema.Struct({ id: Schema.String }),
  data: Schema.Struct({ addOrder: Schema.Boolean })
})

it.effect("an operation is an endpoint: variables are encoded, data are decoded", () =>
  Effect.gen(function* () {
    const data = { searchOrder: [{ id: 1, email: "jane@example.com" }] }
    const { http, sent } = otherSide({ body: { data } }, { body: { data: { addOrder: true } } })
    const [orders, added] = yield* Effect.all([search({ connection: 21 }), add({ id: "7" })]).pipe(
      Effect.provide(clientTo(http))
    )
    expect(orders).toEqual([{ id: "1", email: "jane@example.com" }])
    expect(added).toEqual({ addOrder: true })
    expect(sent.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      "POST /api/3/ecom/graphql",
      "POST /api/3/ecom/graphql"
    ])
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({ query: document, variables: { connection: 21 } })
    expect([Endpoint.isEndpoint(search), search.safety, add.safety]).toEqual([true, "read", "write"])
    expect(EcomGraphql.bulkUpsertRecurringPayments.safety).toBe("idempotent")
  })
)

it.effect("variables that do not encode are not sent", () =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(search({ connection: 1.5 })).pipe(Effect.provide(FakeHttp.layerClient()))
    expect(error).toMatchObject({ _tag: "InputError", path: "connection" })
  })
)

describe("errors of a 200 are failures with message, code and path", () => {
  const errors = [
    {
      message: "Order of jane@example.com is invalid",
      path: ["addOrder", 0, "email"],
      extensions: { code: "field_invalid" }
    }
  ]
  it.effect.each([{ errors }, { data: null, errors }, { data: { addOrder: true }, errors }])("%j", (body) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(add({ id: "7" })).pipe(
        Effect.provide(FakeHttp.layerClient(FakeHttp.replyRaw(add, { status: 200, body })))
      )
      expect(error).toMatchObject({
        _tag: "ValidationError",
        status: 200,
        issues: [
          {
            title: "Order of jane@example.com is invalid",
            detail: null,
            code: "field_invalid",
            pointer: "addOrder.0.email"
          }
        ]
      })
      expect(error.message).toContain("field_invalid at addOrder.0.email")
      expect(error.message).not.toContain("jane")
    })
  )

  it.effect("a long path is cut, and an empty one is none", () =>
    Effect.gen(function* () {
      const body = {
        errors: [
          { message: "No", path: Array(1000).fill("x") },
          { message: "No", path: [] }
        ]
      }
      const error = yield* Effect.flip(add({ id: "7" })).pipe(
        Effect.provide(FakeHttp.layerClient(FakeHttp.replyRaw(add, { status: 200, body })))
      )
      const pointers = error._tag === "ValidationError" ? error.issues.map(({ pointer }) => pointer) : []
      expect(pointers.map((pointer) => pointer?.length)).toEqual([1001, undefined])
    })
  )
})

it.live("a lost response is retried for a query, and unknown for a mutation", () =>
  Effect.gen(function* () {
    const { http, sent } = otherSide({ lost: "ECONNRESET" }, { body: { data: { searchOrder: [] } } })
    const layer = clientTo(http, { policy: { baseDelay: "1 millis" } })
    expect(yield* Effect.provide(search({ connection: 1 }), layer)).toEqual([])
    const lost = otherSide({ lost: "ECONNRESET" })
    const error = yield* Effect.flip(Effect.provide(add({ id: "7" }), clientTo(lost.http)))
    expect(Errors.isOutcomeUnknown(error)).toBe(true)
    expect([sent.length, lost.sent.length]).toEqual([2, 1])
  })
)

it.effect("recurring payments are upserted by connection and id", () =>
  Effect.gen(function* () {
    const { http, sent } = otherSide({ body: { data: { bulkUpsertRecurringPayments: { recordId: "8d2b" } } } })
    const payment = { legacyConnectionId: 2, storeRecurringPaymentId: "sub_17", normalizedStatus: "ACTIVE" } as const
    const { recordId } = yield* EcomGraphql.bulkUpsertRecurringPayments({ recurringPayments: [payment] }).pipe(
      Effect.provide(clientTo(http))
    )
    expect(recordId).toBe("8d2b")
    const { query, variables } = JSON.parse(sent[0]?.body ?? "")
    expect(query).toContain("bulkUpsertRecurringPayments(recurringPayments: $recurringPayments) { recordId }")
    expect(variables).toEqual({ recurringPayments: [payment] })
  })
)
