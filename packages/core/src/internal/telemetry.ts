/**
 * Metrics, spans and log lines of requests. None of them contains the API key, an e-mail address or a field value.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as Tracer from "effect/Tracer"
import type { ActiveCampaignError } from "../ActiveCampaignError.js"
import type { Drifts } from "../Wire/Drift.js"
import type { Failed, Outcome } from "./classify.js"
import type { Operation } from "./operation.js"

/** Responses by `endpoint` and `status`; status 0 is a request without a response. */
export const requests: Metric.Metric.Counter<number> = Metric.counter("activecampaign_requests", {
  description: "Responses by endpoint and status",
  incremental: true
})

/** Attempts beyond the first one, by `endpoint`. */
export const retries: Metric.Metric.Counter<number> = Metric.counter("activecampaign_retries", {
  description: "Retries by endpoint",
  incremental: true
})

/** Milliseconds that requests waited for the rate limit. */
export const limitWait: Metric.Metric.Histogram<number> = Metric.histogram(
  "activecampaign_limit_wait_millis",
  MetricBoundaries.fromIterable([0, 10, 100, 1000, 10_000, 60_000]),
  "Milliseconds waited for the rate limit"
)

/** Duration of each HTTP request in seconds, with the attributes that OpenTelemetry's conventions name. */
export const requestDuration: Metric.Metric.Histogram<number> = Metric.histogram(
  "http.client.request.duration",
  MetricBoundaries.fromIterable([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]),
  "Duration of HTTP client requests in seconds"
)

/** Fields of responses that could not be read and are null, by `endpoint` and `field`. */
export const decodeDrift: Metric.Metric.Counter<number> = Metric.counter("activecampaign_decode_drift", {
  description: "Fields read as null",
  incremental: true
})

/** Endpoints and fields that were warned of. Bounded, as `request` takes any name. */
const warned = new Set<string>()

/** OpenTelemetry's `error.type`: the status, or the kind of error if there is none or it is a success. */
const errorTypeOf = (error: ActiveCampaignError): string =>
  "status" in error && error.status >= 300 ? String(error.status) : error._tag

const tagged = <Type, In, Out>(metric: Metric.Metric<Type, In, Out>, tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).reduce((one, [key, value]) => Metric.tagged(one, key, value), metric)

/** Reports what happens to one request. */
export interface Recorder {
  /** An attempt has ended. */
  readonly attempt: (outcome: Outcome, attempt: number, millis: number, waited: number) => Effect.Effect<void>
  /** Another attempt follows. */
  readonly retry: (failed: Failed, attempt: number, delay: number) => Effect.Effect<void>
  /** Fields could not be read. The process is warned once of each. */
  readonly drift: (drifts: Drifts) => Effect.Effect<void>
}

const drift =
  (endpoint: string): Recorder["drift"] =>
  ({ counts, kept }) =>
    Effect.forEach(
      counts,
      ([field, count]) => {
        const counted = Metric.update(tagged(decodeDrift, { endpoint, field }), count)
        const key = `${endpoint} ${field}`
        if (warned.has(key) || warned.size >= 1000) return counted
        warned.add(key)
        const problem = kept.find(([one]) => one === field)?.[1].problem
        const logged = Effect.logWarning("A field is not as documented and was read as null")
        return Effect.zipRight(counted, Effect.annotateLogs(logged, { endpoint, field, problem }))
      },
      { discard: true }
    )

/**
 * Runs an effect in a span, which is its parent and ends with it. `Effect.useSpan` with `Effect.withParentSpan` would hold
 * three times the memory, and thousands of requests can wait in here.
 */
const inSpan = <A>(
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  run: (span: Tracer.Span) => Effect.Effect<A, ActiveCampaignError>
): Effect.Effect<A, ActiveCampaignError> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(Effect.makeSpan(name, { kind: "client", captureStackTrace: false, attributes }), (span) =>
      Effect.withFiberRuntime((fiber) => {
        const outer = fiber.currentContext
        const setContext = (context: Context.Context<never>) => FiberRef.set(FiberRef.currentContext, context)
        const isTimed = fiber.getFiberRef(FiberRef.currentTracerTimingEnabled)
        return Effect.zipRight(
          setContext(Context.add(outer, Tracer.ParentSpan, span)),
          Effect.flatMap(Effect.exit(restore(run(span))), (exit) =>
            Effect.clockWith((clock) => {
              if (exit._tag === "Failure" && exit.cause._tag === "Fail") {
                span.attribute("error.type", errorTypeOf(exit.cause.error))
              }
              span.end(isTimed ? clock.unsafeCurrentTimeNanos() : BigInt(0), exit)
              return Effect.zipRight(setContext(outer), exit)
            })
          )
        )
      })
    )
  )

type Tagged = readonly [count: typeof requests, duration: typeof requestDuration]

/** The telemetry of a client: runs a request in a span, which is the parent of everything that happens there. */
export const telemetryOf = (origin: string) => {
  const server = { "server.address": new URL(origin).hostname }
  // Tagging a metric costs more than updating it.
  const kept = new Map<string, Tagged>()

  return <A>(
    { method, name: endpoint, route, safety }: Operation,
    run: (recorder: Recorder) => Effect.Effect<A, ActiveCampaignError>
  ): Effect.Effect<A, ActiveCampaignError> => {
    const attributes = { "http.request.method": method, "url.template": route, ...server }
    const tag = (status: number, errorType: string | false): Tagged => [
      tagged(requests, { endpoint, status: String(status) }),
      tagged(requestDuration, {
        ...attributes,
        ...(status && { "http.response.status_code": String(status) }),
        ...(errorType && { "error.type": errorType })
      })
    ]
    const recorderOf = (span: Tracer.Span): Recorder => ({
      attempt: (outcome, attempt, millis, waited) => {
        const error = outcome._tag === "Failed" && outcome.error
        const response = error || outcome
        const status = "status" in response ? response.status : 0
        const errorType = error && errorTypeOf(error)
        if (status) span.attribute("http.response.status_code", status)
        if (attempt > 1) span.attribute("http.request.resend_count", attempt - 1)
        span.attribute("activecampaign.limit.waited_millis", waited)
        const key = `${endpoint} ${status} ${errorType}`
        const metrics = kept.get(key) ?? tag(status, errorType)
        kept.set(key, metrics)
        const counted = Effect.zipRight(Metric.update(metrics[0], 1), Metric.update(metrics[1], millis / 1000))
        return waited > 0 ? Effect.zipRight(counted, Metric.update(limitWait, waited)) : counted
      },
      retry: ({ error }, attempt, delay) => {
        const details = {
          "error.type": errorTypeOf(error),
          "http.request.resend_count": attempt,
          "activecampaign.retry.delay_millis": delay
        }
        return Effect.clockWith((clock) => {
          span.event("retry", clock.unsafeCurrentTimeNanos(), details)
          const logged = Effect.annotateLogs(Effect.logDebug("Retrying a request"), { endpoint, ...details })
          return Effect.zipRight(Metric.update(tagged(retries, { endpoint }), 1), logged)
        })
      },
      drift: drift(endpoint)
    })
    const name = `ActiveCampaign.${endpoint}`
    return inSpan(name, { ...attributes, "activecampaign.safety": safety }, (span) => run(recorderOf(span)))
  }
}
