/**
 * Bulk imports: bounds that are checked before anything is sent, the rate limits that they count against, and what a
 * rejection becomes.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import { it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { BulkImports } from "effect-activecampaign"
import { describe, expect } from "vitest"

const contactsOf = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ email: `c${index}@example.com`, ...more }))

const accepted = { success: 1, queued_contacts: 2, batchId: "b1", message: "Contact import queued" }

/** A client that says which rate limit each request counts against, and retries at once. */
const clientOf = (respond: (request: number) => { readonly status: number; readonly body: unknown }) => {
  const buckets: Array<RateLimiter.Bucket> = []
  const results: Array<RateLimiter.Result> = []
  let sent = 0
  const limiter: RateLimiter.Limiter = {
    acquire: (key, bucket) =>
      Effect.suspend(() => {
        buckets.push(bucket)
        return Effect.map(RateLimiter.unlimited.acquire(key, bucket), (slot) => ({
          ...slot,
          release: (result) => Effect.sync(() => results.push(result))
        }))
      })
  }
  const http = HttpClient.make((request) =>
    Effect.sync(() => {
      sent++
      const { body, status } = respond(sent)
      return HttpClientResponse.fromWeb(request, new Response(JSON.stringify(body), { status }))
    })
  )
  const layer = ActiveCampaignClient.layer.pipe(
    Layer.provide([
      Layer.orDie(Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" })),
      Layer.succeed(RateLimiter.RateLimiter, limiter),
      RetryPolicy.layer({ maxAttempts: 3, baseDelay: 0 }),
      Layer.succeed(HttpClient.HttpClient, http)
    ])
  )
  return { layer, buckets, results }
}

describe("BulkImports.create", () => {
  it.effect("counts an import of one contact and of several against their own limits", () =>
    Effect.gen(function* () {
      for (const [count, bucket] of [
        [1, "bulkImportOne"],
        [2, "bulkImport"],
        [250, "bulkImport"]
      ] as const) {
        const { buckets, layer } = clientOf(() => ({ status: 200, body: accepted }))
        const result = yield* Effect.provide(BulkImports.create({ contacts: contactsOf(count) }), layer)
        expect(result).toMatchObject({ batchId: "b1", success: true, queued_contacts: 2 })
        expect(buckets).toEqual([bucket])
      }
    })
  )

  it.effect("reads both spellings of success", () =>
    Effect.gen(function* () {
      const { layer } = clientOf(() => ({ status: 200, body: { Success: 1, queued_contacts: 1, batchId: "b2" } }))
      const result = yield* Effect.provide(BulkImports.create({ contacts: contactsOf(1) }), layer)
      expect(result.success).toBe(true)
    })
  )

  it.effect("sends nothing beyond the bounds of the importer", () =>
    Effect.gen(function* () {
      const { buckets, layer } = clientOf(() => ({ status: 200, body: accepted }))
      const large = contactsOf(250, { first_name: "ü".repeat(800) })
      for (const [contacts, problem] of [
        [[], "must have from 2 to 250 elements; got 0"],
        [contactsOf(251), "must have from 2 to 250 elements; got 251"],
        [large, /must have less than 400000 bytes of JSON; got 4\d{5}/]
      ] as const) {
        const error = yield* Effect.flip(Effect.provide(BulkImports.create({ contacts }), layer))
        expect(error._tag).toBe("InputError")
        expect(error.message).toMatch(problem)
      }
      const error = yield* Effect.flip(Effect.provide(BulkImports.createOne({ contacts: contactsOf(2) }), layer))
      expect(error.message).toContain("must have exactly 1 element; got 2")
      expect(buckets).toEqual([])
    })
  )

  const limited = {
    success: 0,
    message: "Rate limit exceeded.",
    failureReasons: ["Up to 100 imports may be requested per minute."]
  }

  it.live(
    "tells the rate limiter which limit rejected a request: the account's with 429, the importer's with 400",
    () =>
      Effect.gen(function* () {
        const { layer, results } = clientOf(
          (request) =>
            [
              { status: 429, body: {} },
              { status: 400, body: limited }
            ][request - 1] ?? { status: 200, body: accepted }
        )
        yield* Effect.provide(BulkImports.create({ contacts: contactsOf(2) }), layer)
        expect(results).toMatchObject([
          { limited: true, byAccount: true },
          { limited: true, byAccount: false },
          { limited: false }
        ])
      })
  )

  it.live("retries a 400 that means the rate limit, since nothing was queued", () =>
    Effect.gen(function* () {
      const { buckets, layer } = clientOf((request) =>
        request < 3 ? { status: 400, body: limited } : { status: 200, body: accepted }
      )
      const result = yield* Effect.provide(BulkImports.create({ contacts: contactsOf(2) }), layer)
      expect(result.batchId).toBe("b1")
      expect(buckets).toEqual(["bulkImport", "bulkImport", "bulkImport"])
      const { layer: always } = clientOf(() => ({ status: 400, body: limited }))
      const error = yield* Effect.flip(Effect.provide(BulkImports.create({ contacts: contactsOf(2) }), always))
      expect(error._tag).toBe("RateLimitedError")
    })
  )

  it.effect("names the contacts that are invalid by their places, and is not retried", () =>
    Effect.gen(function* () {
      const body = {
        success: 0,
        message: "JSON payload did not pass validation.",
        failureReasons: [{ contact: 230, failureReason: "Field 'email' incorrect format" }]
      }
      const { buckets, layer } = clientOf(() => ({ status: 400, body }))
      const result = yield* Effect.either(Effect.provide(BulkImports.create({ contacts: contactsOf(250) }), layer))
      expect(Either.isLeft(result) && result.left).toMatchObject({
        _tag: "ValidationError",
        issues: [{ title: "JSON payload did not pass validation." }, { pointer: "contacts[230]" }]
      })
      expect(buckets).toHaveLength(1)
    })
  )
})

it.effect("BulkImports.get tells who was imported and who was not", () =>
  Effect.gen(function* () {
    const batchId = (yield* BulkImports.create({ contacts: contactsOf(2) })).batchId
    const status = yield* BulkImports.get({ batchId })
    expect(status).toMatchObject({ status: "completed", success: ["123"], failure: ["bad@invalid"] })
    const [, request] = yield* FakeHttp.sent
    expect(request?.path).toContain("/import/info")
  }).pipe(
    Effect.provide(
      FakeHttp.layerClient(
        FakeHttp.replyRaw(BulkImports.createMany, { status: 200, body: accepted }),
        FakeHttp.replyRaw(BulkImports.get, {
          status: 200,
          body: { status: "completed", success: ["123"], failure: ["bad@invalid"] }
        })
      )
    )
  )
)
