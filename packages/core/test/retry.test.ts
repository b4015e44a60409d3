/**
 * What is repeated, when and how often, with a clock that the test turns.
 */

import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import { isRetryable, NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import { delayAfter } from "@effect-activecampaign/core/internal/retry"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Schedule from "effect/Schedule"
import * as TestClock from "effect/TestClock"
import { describe } from "vitest"
import { clientTo, otherSide, type Reaction } from "./support/inProcess.js"

const Thing = Wire.envelope("thing", Wire.Entity("Thing")({}, { name: Wire.Text }))
const good: Reaction = { body: { thing: { name: "a" } } }
const methods = { read: "GET", idempotent: "PUT", write: "POST" } as const

const request = (safety: ActiveCampaignClient.Safety) =>
  ActiveCampaignClient.request({ method: methods[safety], path: "/things/1", success: Thing, safety })

/** What came of a call after half an hour, how often it was sent, and how long it took. */
const run = (
  call: Effect.Effect<unknown, { readonly _tag: string }, ActiveCampaignClient.ActiveCampaignClient>,
  reactions: ReadonlyArray<Reaction>,
  options: Parameters<typeof clientTo>[1] = { policy: RetryPolicy.defaultPolicy },
  { http, sent } = otherSide(...reactions)
) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(Effect.timed(Effect.either(Effect.provide(call, clientTo(http, options)))))
    yield* TestClock.adjust("30 minutes")
    const [took, result] = yield* fiber
    return {
      tag: Either.match(result, { onLeft: ({ _tag }) => _tag, onRight: () => "success" }),
      sent: sent.length,
      millis: Duration.toMillis(took)
    }
  })

const safeties = ["read", "idempotent", "write"] as const

describe("429", () => {
  it.effect.each(safeties)("is repeated for a %s, which did not happen", (safety) =>
    Effect.gen(function* () {
      expect(yield* run(request(safety), [{ status: 429 }, { status: 429 }, good])).toMatchObject({
        tag: "success",
        sent: 3
      })
      expect(yield* run(request(safety), [{ status: 429 }])).toMatchObject({ tag: "RateLimitedError", sent: 5 })
    })
  )

  it.effect("waits for as long as the vendor asks, in seconds or as a date of the clock", () =>
    Effect.gen(function* () {
      const seconds = yield* run(request("write"), [{ status: 429, headers: { "retry-after": "12" } }, good])
      expect(seconds.millis).toBeGreaterThanOrEqual(12_000)
      expect(seconds.millis).toBeLessThan(12_400)
      const date = new Date(30 * 60_000 + 45_000).toUTCString()
      const dated = yield* run(request("write"), [{ status: 429, headers: { "retry-after": date } }, good])
      expect(dated).toMatchObject({ tag: "success", sent: 2 })
      expect(dated.millis).toBeGreaterThanOrEqual(45_000)
      expect(dated.millis).toBeLessThan(45_400)
    })
  )

  it.effect.each(["99999999999", "Thu, 01 Jan 2099 00:00:00 GMT"])(
    "fails at once where it asks for too long: %s",
    (header) =>
      Effect.gen(function* () {
        const result = yield* run(request("read"), [{ status: 429, headers: { "retry-after": header } }, good])
        expect(result).toMatchObject({ tag: "RateLimitedError", sent: 1, millis: 0 })
      })
  )

  it.effect.each(["-5", "soon", "", "NaN", "Wed, 21 Oct 1950 07:28:00 GMT"])(
    "backs off by itself where it asks for nonsense: %j",
    (header) =>
      Effect.gen(function* () {
        const result = yield* run(request("read"), [{ status: 429, headers: { "retry-after": header } }, good])
        expect(result).toMatchObject({ tag: "success", sent: 2 })
        expect(result.millis).toBeLessThanOrEqual(300)
      })
  )
})

describe("what may have happened", () => {
  const lost: ReadonlyArray<readonly [what: string, reaction: Reaction, tag: string, write: string]> = [
    ["a lost connection", { lost: "ECONNRESET" }, "TransportError", "OutcomeUnknownError"],
    ["a connection that nobody explains", { lost: "" }, "TransportError", "OutcomeUnknownError"],
    ["a timeout", "never", "TimeoutError", "OutcomeUnknownError"],
    ...[
      '{"thing":{"na',
      '{"thing":{"name":"a"}',
      '{"thing":{"name":"}',
      '{"thing":',
      '{"thing":{"name":"\\\\\\"}}',
      " [[]"
    ].map((body) => [`an answer that breaks off: ${body}`, { body }, "TransportError", "OutcomeUnknownError"] as const),
    ["500", { status: 500 }, "ServerError", "ServerError"],
    ["502", { status: 502, body: "<html>" }, "ServerError", "ServerError"],
    ["503", { status: 503 }, "ServerError", "ServerError"],
    ["504", { status: 504 }, "ServerError", "ServerError"]
  ]
  for (const [what, reaction, tag, write] of lost) {
    it.effect(`${what} is repeated where a repeat has the same outcome`, () =>
      Effect.gen(function* () {
        for (const safety of ["read", "idempotent"] as const) {
          expect(yield* run(request(safety), [reaction, reaction, good])).toMatchObject({ tag: "success", sent: 3 })
          expect(yield* run(request(safety), [reaction], { policy: { maxElapsed: "20 minutes" } })).toMatchObject({
            tag,
            sent: 5
          })
        }
      })
    )
    it.effect(`${what} is never repeated for a write`, () =>
      Effect.gen(function* () {
        expect(yield* run(request("write"), [reaction, good])).toMatchObject({ tag: write, sent: 1 })
      })
    )
  }

  const unsent: ReadonlyArray<Reaction> = [
    ...["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "ETIMEDOUT", "EMFILE"].map((lost) => ({
      lost,
      syscall: "connect"
    })),
    ...["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"].map((lost) => ({ lost, syscall: "getaddrinfo" })),
    ...[
      "UND_ERR_CONNECT_TIMEOUT",
      "CERT_HAS_EXPIRED",
      "CERT_NOT_YET_VALID",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "SELF_SIGNED_CERT_IN_CHAIN",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "ERR_TLS_CERT_ALTNAME_INVALID"
    ].map((lost) => ({ lost }))
  ]
  it.effect.each(unsent)("%j proves that nothing was sent, so even a write is retried", (reaction) =>
    Effect.gen(function* () {
      expect(yield* run(request("write"), [reaction, good])).toMatchObject({ tag: "success", sent: 2 })
      expect(yield* run(request("write"), [reaction])).toMatchObject({ tag: "TransportError", sent: 5 })
    })
  )

  const unproven: ReadonlyArray<Reaction> = [
    ...["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "ETIMEDOUT", "EPIPE", "ECONNABORTED"].flatMap(
      (lost) => [{ lost }, { lost, syscall: "read" }, { lost, syscall: "write" }]
    ),
    ...[
      "ERR_SSL_WRONG_VERSION_NUMBER",
      "ERR_SSL_BAD_RECORD_TYPE",
      "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
      "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED",
      "ERR_TLS_HANDSHAKE_TIMEOUT",
      "ERR_HTTP2_STREAM_ERROR",
      "UND_ERR_SOCKET",
      "UND_ERR_HEADERS_TIMEOUT",
      "MY_CERT_PROXY",
      "HPE_INVALID_CONSTANT"
    ].map((lost) => ({ lost }))
  ]
  it.effect.each(unproven)("%j proves nothing, so a write is not retried", (reaction) =>
    Effect.gen(function* () {
      expect(yield* run(request("write"), [reaction, good])).toMatchObject({ tag: "OutcomeUnknownError", sent: 1 })
      expect(yield* run(request("read"), [reaction, good])).toMatchObject({ tag: "success", sent: 2 })
    })
  )

  it.effect.each([400, 401, 403, 404, 409, 418, 422])("%i is final", (status) =>
    Effect.gen(function* () {
      expect(yield* run(request("read"), [{ status, body: {} }, good])).toMatchObject({ sent: 1 })
    })
  )
})

describe("a DELETE", () => {
  const gone: Reaction = { status: 404, body: { message: "No Result found for Thing with id 1" } }
  const remove = ActiveCampaignClient.request({ method: "DELETE", path: "/things/1", success: Wire.Void })

  it.effect("that is repeated after a lost answer and finds nothing has succeeded", () =>
    Effect.gen(function* () {
      for (const first of [{ lost: "ECONNRESET" }, "never", { status: 503 }] satisfies ReadonlyArray<Reaction>) {
        expect(yield* run(remove, [first, gone])).toMatchObject({ tag: "success", sent: 2 })
      }
    })
  )

  it.effect("of what was never there has not", () =>
    Effect.gen(function* () {
      expect(yield* run(remove, [gone])).toMatchObject({ tag: "NotFoundError", sent: 1 })
      expect(yield* run(remove, [{ status: 429 }, gone])).toMatchObject({ tag: "NotFoundError", sent: 2 })
      expect(yield* run(remove, [{ lost: "ECONNREFUSED", syscall: "connect" }, gone])).toMatchObject({
        tag: "NotFoundError",
        sent: 2
      })
    })
  )
})

describe("the policy", () => {
  it.effect("waits with full jitter within bounds that double", () =>
    Effect.gen(function* () {
      for (let attempt = 1; attempt < 12; attempt++) {
        const bound = Math.min(20_000, 300 * 2 ** (attempt - 1))
        const delays = yield* Effect.replicateEffect(delayAfter(RetryPolicy.defaultPolicy, attempt, null), 300)
        expect(Math.max(...delays)).toBeLessThanOrEqual(bound)
        expect(Math.max(...delays)).toBeGreaterThan(bound * 0.9)
        expect(Math.min(...delays)).toBeLessThan(bound * 0.1)
      }
    }).pipe(Effect.withRandom(Random.make("jitter")))
  )

  it.effect("bounds attempts", () =>
    Effect.gen(function* () {
      expect(yield* run(request("read"), [{ status: 500 }], { policy: { maxAttempts: 3 } })).toMatchObject({ sent: 3 })
    })
  )

  it.effect("bounds the total time", () =>
    Effect.gen(function* () {
      const policy = { maxAttempts: 1000, maxElapsed: "1 minute" } as const
      const result = yield* run(request("read"), ["never"], { policy, client: { timeout: "10 seconds" } })
      expect(result.tag).toBe("TimeoutError")
      expect(result.sent).toBeLessThanOrEqual(7)
      expect(result.millis).toBeLessThanOrEqual(70_000)
    })
  )

  it.effect.each([0, 1, 2, 5, 8, 11, 14])("bounds the total time, also of the wait for the rate limit: %i s", (wait) =>
    Effect.gen(function* () {
      const times: Array<number> = []
      const { http, sent } = otherSide({ status: 500 })
      // The first attempt waits for ten seconds, which do not count; each further one for `wait`.
      const limiter = Layer.succeed(RateLimiter.RateLimiter, {
        acquire: () =>
          Effect.clockWith((clock) =>
            Effect.as(Effect.sleep(sent.length === 0 ? 10_000 : wait * 1000), {
              waited: 0,
              release: () => Effect.sync(() => void times.push(clock.unsafeCurrentTimeMillis())),
              cancel: Effect.void
            })
          )
      })
      const policy = { maxAttempts: 1000, maxElapsed: "10 seconds", baseDelay: "100 millis" } as const
      const result = yield* run(request("read"), [], { policy, limiter }, { http, sent })
      expect(result.tag).toBe("ServerError")
      expect(sent.length).toBeGreaterThanOrEqual(wait < 5 ? 2 : 1)
      expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(10_000)
      expect(result.millis).toBeLessThanOrEqual(20_000)
    })
  )

  it.effect("can be changed for one effect", () =>
    Effect.gen(function* () {
      const once = request("read").pipe(RetryPolicy.withPolicy(RetryPolicy.none))
      expect(yield* run(once, [{ status: 500 }, good])).toMatchObject({ tag: "ServerError", sent: 1 })
      const twice = request("read").pipe(RetryPolicy.withPolicy({ maxAttempts: 2 }))
      expect(yield* run(twice, [{ status: 500 }])).toMatchObject({ sent: 2 })
    })
  )

  it.effect("can be replaced by Effect.retry", () =>
    Effect.gen(function* () {
      const own = (safety: ActiveCampaignClient.Safety) =>
        request(safety).pipe(
          RetryPolicy.withPolicy(RetryPolicy.none),
          Effect.retry({ while: isRetryable, schedule: Schedule.spaced("1 second"), times: 6 })
        )
      expect(yield* run(own("read"), [{ status: 500 }])).toMatchObject({ tag: "ServerError", sent: 7 })
      expect(yield* run(own("write"), [{ status: 500 }, good])).toMatchObject({ tag: "ServerError", sent: 1 })
      expect(yield* run(own("write"), [{ lost: "EPIPE" }, good])).toMatchObject({ tag: "OutcomeUnknownError", sent: 1 })
    })
  )
})

describe("an attempt", () => {
  it.effect("takes 30 seconds at most, unless a client or an effect says otherwise", () =>
    Effect.gen(function* () {
      const policy = { maxAttempts: 1 }
      expect((yield* run(request("read"), ["never"], { policy })).millis).toBe(30_000)
      expect((yield* run(request("read"), ["never"], { policy, client: { timeout: "2 seconds" } })).millis).toBe(2000)
      const tight = request("read").pipe(ActiveCampaignClient.withTimeout("500 millis"))
      expect((yield* run(tight, ["never"], { policy })).millis).toBe(500)
    })
  )
})

it("a failure that is declared is not told to be repeated", () => {
  expect(isRetryable(NotFoundError.of({ name: "e", method: "GET", route: "/" }))).toBe(false)
})
