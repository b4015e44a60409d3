/**
 * What holds for a reply to any endpoint: the client decodes what the fake was given, success or failure.
 */
import { expect, it } from "@effect/vitest"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Arbitrary from "effect/Arbitrary"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { ActiveCampaignError as Errors, RetryPolicy, Tracking, Wire } from "effect-activecampaign"
import { describe } from "vitest"
import { type AnyEndpoint, argsOf, everyEndpoint, exported } from "../../resources/test/endpoints.js"

const tracking = Layer.orDie(Tracking.layer({ trackingId: "609", eventKey: "key" })).pipe(
  Layer.provide(RetryPolicy.layer(RetryPolicy.none))
)

const argsByName = new Map(everyEndpoint.map(({ endpoint }) => [endpoint.name, argsOf(endpoint)]))

type Call = Effect.Effect<unknown, Errors.ActiveCampaignError>

/** A program with the call of an endpoint against a reply; a list returns all rows. */
const against = <A, E>(endpoint: AnyEndpoint, reply: FakeHttp.Reply, program: (call: Call) => Effect.Effect<A, E>) => {
  const result = endpoint(...(argsByName.get(endpoint.name) ?? []))
  const call = Effect.isEffect(result)
    ? (result as Call)
    : Effect.map(Stream.runCollect(result as Stream.Stream<unknown, Errors.ActiveCampaignError>), (rows) => [...rows])
  return endpoint.name === "Tracking.track"
    ? Effect.provide(program(call), Layer.provide(tracking, FakeHttp.layer(reply)))
    : Effect.provide(program(call), FakeHttp.layerClient(reply))
}

const call = (endpoint: AnyEndpoint, reply: FakeHttp.Reply) => against(endpoint, reply, (call) => call)

/** A value of any endpoint is its own reply: the types do not matter to what is tested here. */
const replyOf = (endpoint: AnyEndpoint, value: unknown) => FakeHttp.reply(endpoint, value as never)

const samplesOf = (endpoint: AnyEndpoint): ReadonlyArray<unknown> =>
  FastCheck.sample(Arbitrary.make(endpoint.success), { numRuns: 3, seed: 7 })

/** Rows that a list returns each once: they have ids of their own. */
const distinct = (rows: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  rows.map((row, index) =>
    typeof row === "object" && row !== null && "id" in row ? { ...row, id: String(index + 1) } : row
  )

const issue = { title: "Rejected", detail: "It was rejected.", code: "field_invalid", pointer: "/data/attributes/name" }

/** One error of each class that an endpoint can fail with once a request is sent. */
const failuresOf = (endpoint: AnyEndpoint): ReadonlyArray<FakeHttp.RemoteError> => {
  const isWrite = endpoint.safety === "write"
  const complaint = { issues: [issue], requestId: "r-1" }
  const { NotFoundError, ValidationError, DuplicateError } = Errors
  const declared = [
    ...[NotFoundError.of(endpoint), NotFoundError.of(endpoint, complaint)],
    ...[ValidationError.of(endpoint), ValidationError.of(endpoint, complaint)],
    ...[DuplicateError.of(endpoint), DuplicateError.of(endpoint, { issues: [{ ...issue, code: "duplicate" }] })]
  ].filter((error) => endpoint.errors.some((Declared) => error instanceof Declared))
  return [
    ...declared,
    Errors.AuthenticationError.of(endpoint),
    Errors.AuthenticationError.of(endpoint, { issues: [issue] }),
    // All that can be forbidden there is the event key.
    ...(endpoint.name === "Tracking.track"
      ? []
      : [
          Errors.PermissionError.of(endpoint, { requestId: "r-1" }),
          Errors.PermissionError.of(endpoint, { issues: [issue] })
        ]),
    Errors.RateLimitedError.of(endpoint, { retryAfter: Duration.seconds(3) }),
    Errors.RateLimitedError.of(endpoint, { issues: [issue] }),
    Errors.ServerError.of(endpoint, { status: 503, outcomeUnknown: isWrite }),
    Errors.ServerError.of(endpoint, { issues: [issue], outcomeUnknown: isWrite }),
    Errors.TransportError.of(endpoint),
    Errors.DecodeError.of(endpoint),
    Errors.UnexpectedStatusError.of(endpoint, { issues: [issue] }),
    ...(isWrite
      ? ["timeout", "empty", "truncated", "ECONNRESET"].map((code) => Errors.OutcomeUnknownError.of(endpoint, { code }))
      : [Errors.TimeoutError.of(endpoint), Errors.TransportError.of(endpoint, { code: "ECONNRESET", sent: true })])
  ]
}

const isTimeout = (failure: FakeHttp.RemoteError) =>
  failure._tag === "TimeoutError" || (failure._tag === "OutcomeUnknownError" && failure.code === "timeout")

describe.each(everyEndpoint.map(({ endpoint }) => [endpoint.name, endpoint] as const))(
  "a reply to %s",
  (_, endpoint) => {
    it.effect("is what the client decodes", () =>
      Effect.gen(function* () {
        const samples = samplesOf(endpoint)
        const successes = endpoint.items === undefined ? samples : [[], distinct(samples)]
        for (const success of successes) {
          // White space around a text is that of a body, and is not read.
          const expected = typeof success === "string" ? success.trim() : success
          expect(yield* call(endpoint, replyOf(endpoint, success))).toEqual(expected)
        }
      })
    )

    it.effect("needs the fields that cannot be null only", () =>
      Effect.gen(function* () {
        const { fields } = Wire.definitionOf(endpoint.success)
        const [full] = samplesOf(endpoint)
        if (fields === undefined || typeof full !== "object" || full === null) return
        const required = fields.filter(([, , isRequired]) => isRequired).map(([name]) => name)
        const entries = Object.entries(full)
        const sparse = Object.fromEntries(entries.filter(([name]) => required.includes(name)))
        // A row without any field could be of any entity, and is none.
        if (Object.keys(sparse).length === 0) return
        const complete = Object.fromEntries(entries.map(([name]) => [name, sparse[name] ?? null]))
        const [given, expected] = endpoint.items === undefined ? [sparse, complete] : [[sparse], [complete]]
        expect(yield* call(endpoint, replyOf(endpoint, given))).toEqual(expected)
      })
    )

    it.effect("can be any failure of the endpoint", () => {
      const failures = failuresOf(endpoint)
      return against(endpoint, FakeHttp.replies(endpoint, failures as never), (call) =>
        Effect.forEach(failures, (failure) =>
          Effect.gen(function* () {
            const fiber = yield* Effect.fork(Effect.flip(call))
            if (isTimeout(failure)) yield* TestClock.adjust("1 minute")
            const error = yield* fiber
            expect(error._tag).toBe(failure._tag)
            for (const key of ["status", "requestId", "issues", "retryAfter", "code", "sent", "outcomeUnknown"]) {
              // An error without issues gets the API's usual message, if there is one.
              if (key in failure && !(key === "issues" && "issues" in failure && failure.issues.length === 0)) {
                expect(Reflect.get(error, key), `${key} of ${failure._tag}`).toEqual(Reflect.get(failure, key))
              }
            }
          })
        )
      )
    })
  }
)

it("these are all endpoints", () => expect(everyEndpoint.length).toBeGreaterThan(exported.length))
