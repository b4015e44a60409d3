/**
 * One span for a call, three metrics, and nothing personal in any of them.
 */

import * as HttpClient from "@effect/platform/HttpClient"
import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import { ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Metric from "effect/Metric"
import * as MetricState from "effect/MetricState"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/TestClock"
import { clientTo, otherSide, type Reaction } from "./support/inProcess.js"
import { recordingTracer } from "./support/tracer.js"

const search = Endpoint.make("Telemetry.search", {
  method: "PUT",
  path: (id: string) => `/people/${id}`,
  payload: Wire.envelope("person", Wire.Input("Person")({ email: Schema.String, remark: Schema.String }, {})),
  query: Wire.Input("PersonQuery")({}, { email: Schema.String }),
  success: Wire.envelope("person", Wire.Entity("PersonRow")({}, { at: Wire.Timestamp })),
  errors: [ValidationError]
})

const personal = [
  "jane@example.com",
  "jane%40example.com",
  "private-remark",
  "answered-value",
  "k3y-that-must-not-show",
  "path-param"
]

const call = (...reactions: ReadonlyArray<Reaction>) =>
  Effect.gen(function* () {
    const { tracer, spans } = recordingTracer()
    const logged: Array<string> = []
    const { http, sent } = otherSide(...reactions)
    const fiber = yield* search(
      "path-param",
      { email: "jane@example.com", remark: "private-remark" },
      { email: "jane@example.com" }
    ).pipe(
      Effect.provide(clientTo(http, { policy: { maxAttempts: 3 } })),
      Effect.withTracer(tracer),
      Effect.provide(
        Logger.replace(
          Logger.defaultLogger,
          Logger.make((entry) => {
            logged.push(Logger.jsonLogger.log(entry))
          })
        )
      ),
      Logger.withMinimumLogLevel(LogLevel.All),
      Effect.exit,
      Effect.fork
    )
    yield* TestClock.adjust("1 minute")
    const exit = yield* fiber
    return { exit, spans, logged, sent }
  })

it.effect("one span for a call, named after the endpoint", () =>
  Effect.gen(function* () {
    const { spans, sent } = yield* call({ status: 503 }, { body: { person: {} } })
    expect(spans.map(({ name, kind }) => [name, kind])).toEqual([["ActiveCampaign.Telemetry.search", "client"]])
    expect(Object.fromEntries(spans[0]?.attributes ?? [])).toEqual({
      "http.request.method": "PUT",
      "url.template": "/people/{id}",
      "activecampaign.safety": "idempotent",
      "http.response.status_code": 200,
      "http.request.resend_count": 1,
      "server.address": "account.api-us1.com",
      "activecampaign.limit.waited_millis": 0
    })
    for (const { headers } of sent) {
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["traceparent"]))
      expect(headers).not.toHaveProperty("b3")
    }
  })
)

it.effect("a span ends if the settings of the effect make no sense, and the context is the caller's again", () =>
  Effect.gen(function* () {
    const { tracer, spans } = recordingTracer()
    const before = yield* Effect.context<never>()
    const exit = yield* search("1", { email: "jane@example.com", remark: "" }).pipe(
      ActiveCampaignClient.withTimeout(-1),
      Effect.provide(clientTo(otherSide({}).http)),
      Effect.withTracer(tracer),
      Effect.exit
    )
    expect(Exit.isFailure(exit) && Option.getOrThrow(Cause.dieOption(exit.cause))).toBeInstanceOf(RangeError)
    expect(spans.map(({ exit }) => exit?._tag)).toEqual(["Failure"])
    expect([...(yield* Effect.context<never>()).unsafeMap]).toEqual([...before.unsafeMap])
  })
)

const everyEnd: ReadonlyArray<Reaction> = [
  { body: { person: { at: null } } },
  { body: { person: { at: "answered-value" } } },
  { status: 422, body: { errors: [{ title: "jane@example.com is taken", detail: "private-remark" }] } },
  { status: 500, body: "jane@example.com" },
  { status: 429 },
  { lost: "ECONNRESET" }
]

it.effect.each(everyEnd.map((reaction) => [JSON.stringify(reaction), reaction] as const))(
  "nothing personal in spans, logs and metrics: %s",
  ([, reaction]) =>
    Effect.gen(function* () {
      const { exit, spans, logged } = yield* call(reaction)
      const ended = spans[0]?.exit
      const shown = [
        ...spans.flatMap(({ name, attributes, events }) => [
          name,
          JSON.stringify([...attributes]),
          JSON.stringify(events)
        ]),
        // What a tracer is told of a failure: its message and its stack.
        ended !== undefined && Exit.isFailure(ended) ? Cause.pretty(ended.cause) : "",
        ...logged,
        JSON.stringify(yield* Metric.snapshot)
      ].join("\n")
      for (const value of personal) expect(shown).not.toContain(value)
      expect(spans).toHaveLength(1)
      expect(ended?._tag).toBe(exit._tag)
    })
)

it.effect("metrics count answers, repeats and waiting", () =>
  Effect.gen(function* () {
    const counted = (status: string) =>
      ActiveCampaignClient.requests.pipe(
        Metric.tagged("endpoint", "Telemetry.search"),
        Metric.tagged("status", status),
        Metric.value,
        Effect.map(({ count }) => count)
      )
    const repeated = Effect.map(
      Metric.value(Metric.tagged(ActiveCampaignClient.retries, "endpoint", "Telemetry.search")),
      ({ count }) => count
    )
    const [failed, succeeded, retries] = [yield* counted("503"), yield* counted("200"), yield* repeated]
    yield* call({ status: 503 }, { body: { person: {} } })
    expect(yield* counted("503")).toBe(failed + 1)
    expect(yield* counted("200")).toBe(succeeded + 1)
    expect(yield* repeated).toBe(retries + 1)
  })
)

it.effect("metrics carry the labels of the fiber, and the duration has one observation per request", () =>
  Effect.gen(function* () {
    yield* call({ status: 503 }, { body: { person: {} } }).pipe(Effect.tagMetrics("tenant", "acme"))
    const snapshot = yield* Metric.snapshot
    const ofTenant = snapshot.filter(({ metricKey }) =>
      [...metricKey.tags].some(({ key, value }) => key === "tenant" && value === "acme")
    )
    const labelsOf = (name: string) =>
      ofTenant
        .filter(({ metricKey }) => metricKey.name === name)
        .map(({ metricKey }) => Object.fromEntries([...metricKey.tags].map(({ key, value }) => [key, value])))
    expect(labelsOf("activecampaign_requests")).toHaveLength(2)
    expect(labelsOf("activecampaign_retries")).toHaveLength(1)
    expect(labelsOf("http.client.request.duration")).toContainEqual({
      tenant: "acme",
      "http.request.method": "PUT",
      "url.template": "/people/{id}",
      "server.address": "account.api-us1.com",
      "http.response.status_code": "503",
      "error.type": "503"
    })
    const counts = ofTenant.flatMap(({ metricKey, metricState }) =>
      metricKey.name === "http.client.request.duration" && MetricState.isHistogramState(metricState)
        ? [metricState.count]
        : []
    )
    expect(counts).toEqual([1, 1])
  })
)

it.effect("the span is the parent of what happens inside, and has an event for each retry", () =>
  Effect.gen(function* () {
    const { tracer, spans } = recordingTracer()
    const { http } = otherSide({ status: 503 }, { lost: "ECONNRESET" }, { body: { person: {} } })
    const inside = ActiveCampaignClient.withClientTransform(
      HttpClient.transform((send) => Effect.withSpan(send, "inside"))
    )
    const fiber = yield* search("1", { email: "jane@example.com", remark: "private-remark" }).pipe(
      inside,
      Effect.withSpan("application"),
      Effect.provide(clientTo(http, { policy: { maxAttempts: 3 } })),
      Effect.withTracer(tracer),
      Effect.fork
    )
    yield* TestClock.adjust("1 minute")
    yield* fiber
    const parentOf = (name: string) =>
      spans.filter((span) => span.name === name).map(({ parent }) => Option.getOrThrow(parent) as { name?: string })
    expect(parentOf("ActiveCampaign.Telemetry.search").map(({ name }) => name)).toEqual(["application"])
    expect(parentOf("inside").map(({ name }) => name)).toEqual(Array(3).fill("ActiveCampaign.Telemetry.search"))
    const events = spans.find(({ name }) => name === "ActiveCampaign.Telemetry.search")?.events ?? []
    const retries = events.filter(([name]) => name === "retry").map(([, attributes]) => attributes)
    expect(retries).toEqual([
      {
        "error.type": "503",
        "http.request.resend_count": 1,
        "activecampaign.retry.delay_millis": expect.any(Number)
      },
      {
        "error.type": "TransportError",
        "http.request.resend_count": 2,
        "activecampaign.retry.delay_millis": expect.any(Number)
      }
    ])
    expect(
      JSON.stringify(
        spans.map(({ attributes, events }) => [[...attributes], events]),
        (_, value) => (typeof value === "bigint" ? String(value) : value)
      )
    ).not.toMatch(/jane|private|k3y/)
  })
)
