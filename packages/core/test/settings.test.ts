/**
 * Settings of a client and of one effect, and what can be done with errors.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Errors from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import { describe, expectTypeOf } from "vitest"
import { clientTo, otherSide } from "./support/inProcess.js"

const get = Endpoint.make("Things.get", {
  method: "GET",
  path: (id: string) => `/things/${id}`,
  success: Wire.Json,
  errors: [Errors.NotFoundError]
})

const header = (name: string, value: string) => HttpClient.mapRequest(HttpClientRequest.setHeader(name, value))

describe("a client", () => {
  it.effect("is transformed by an option and by the effect around a request, the innermost first", () =>
    Effect.gen(function* () {
      const { http, sent } = otherSide({ body: {} })
      const layer = clientTo(http, { client: { transformClient: header("x-option", "1") } })
      yield* get("1").pipe(
        ActiveCampaignClient.withClientTransform(header("x-inner", "1")),
        ActiveCampaignClient.withClientTransform(header("x-outer", "1")),
        Effect.provide(layer)
      )
      yield* Effect.provide(ActiveCampaignClient.withClientTransform(get("2"), header("x-first", "1")), layer)
      expect(sent[0]?.headers).toMatchObject({ "x-option": "1", "x-inner": "1", "x-outer": "1" })
      expect(sent[1]?.headers).toMatchObject({ "x-option": "1", "x-first": "1" })
      expect(sent[1]?.headers).not.toHaveProperty("x-inner")
    })
  )

  it.effect("takes the settings of the effect before those of its layer", () =>
    Effect.gen(function* () {
      const { http, sent } = otherSide({ status: 500 })
      const layer = clientTo(http, { policy: { maxAttempts: 1 } })
      const twice = { maxAttempts: 2, baseDelay: 0 }
      yield* get("1").pipe(Effect.ignore, Effect.provide(layer))
      expect(sent).toHaveLength(1)
      yield* RetryPolicy.withPolicy(get("1"), twice).pipe(Effect.ignore, Effect.provide(layer))
      expect(sent).toHaveLength(3)
      yield* get("1").pipe(RetryPolicy.withPolicy(twice), Effect.ignore, Effect.provide(layer))
      expect(sent).toHaveLength(5)
      yield* get("1").pipe(Effect.ignore, Effect.provide(RetryPolicy.layer(twice)), Effect.provide(layer))
      expect(sent).toHaveLength(7)
    })
  )

  it.effect("has a retry policy and a limiter where none is provided", () =>
    Effect.gen(function* () {
      expect(yield* RetryPolicy.RetryPolicy).toBe(RetryPolicy.defaultPolicy)
      expect(yield* RateLimiter.RateLimiter).toBe(RateLimiter.shared)
      expect(yield* ActiveCampaignClient.RequestTimeout).toBe("30 seconds")
    })
  )
})

describe("errors", () => {
  const all = [
    Errors.AuthenticationError,
    Errors.DecodeError,
    Errors.DuplicateError,
    Errors.InputError,
    Errors.NotFoundError,
    Errors.OutcomeUnknownError,
    Errors.PaginationError,
    Errors.PermissionError,
    Errors.RateLimitedError,
    Errors.ServerError,
    Errors.TimeoutError,
    Errors.TransportError,
    Errors.UnexpectedStatusError,
    Errors.ValidationError
  ] as ReadonlyArray<{ of(endpoint: Errors.Named): Errors.ActiveCampaignError }>

  it("are built for an endpoint in one word", () => {
    for (const ErrorClass of all) {
      const error = ErrorClass.of(get)
      expect(error).toBeInstanceOf(ErrorClass)
      expect(error).toMatchObject({ endpoint: "Things.get", method: "GET", route: "/things/{id}" })
    }
    expect(Errors.NotFoundError.of(get, { status: 403, requestId: "r" })).toMatchObject({ status: 403, requestId: "r" })
  })

  it("belong to categories", () => {
    const tagsOf = (is: (error: unknown) => boolean) =>
      all.map((ErrorClass) => ErrorClass.of(get)).flatMap((error) => (is(error) ? [error._tag] : []))
    expect(tagsOf(Errors.isAuth)).toEqual(["AuthenticationError", "PermissionError"])
    expect(tagsOf(Errors.isNotFound)).toEqual(["NotFoundError"])
    expect(tagsOf(Errors.isInvalid)).toEqual(["DuplicateError", "InputError", "ValidationError"])
    expect(tagsOf(Errors.isThrottled)).toEqual(["RateLimitedError"])
    expect(tagsOf(Errors.isRetryable)).toEqual(["RateLimitedError", "ServerError", "TimeoutError", "TransportError"])
    expect(tagsOf(Errors.isOutcomeUnknown)).toEqual(["OutcomeUnknownError"])
    const unknown = Errors.ServerError.of(get, { outcomeUnknown: true })
    expect([Errors.isRetryable(unknown), Errors.isOutcomeUnknown(unknown)]).toEqual([false, true])
    expect([null, "NotFoundError", { _tag: "NotFoundError" }].map(Errors.isNotFound)).toEqual([false, false, false])
  })

  it.effect("are handled by category, and the others remain", () =>
    Effect.gen(function* () {
      const missing = Effect.provide(get("1"), clientTo(otherSide({ status: 404, body: {} }).http))
      const denied = Effect.provide(get("1"), clientTo(otherSide({ status: 403 }).http))
      const handled = missing.pipe(Errors.catchCategory("notFound", () => Effect.succeed("none" as const)))
      expect(yield* handled).toBe("none")
      expectTypeOf<Extract<Effect.Effect.Error<typeof handled>, Errors.NotFoundError>>().toBeNever()
      expectTypeOf<Extract<Effect.Effect.Error<typeof handled>, Errors.PermissionError>>().not.toBeNever()
      const remaining = Errors.catchCategory(denied, "notFound", () => Effect.succeed("none"))
      expect((yield* Effect.flip(remaining))._tag).toBe("PermissionError")
    })
  )
})
