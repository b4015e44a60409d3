/**
 * Metrics, spans and log lines of requests. None of them contains the API key, an e-mail address or a field value.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { RuntimeFiber } from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as MetricLabel from "effect/MetricLabel"
import * as Tracer from "effect/Tracer"
import type { ActiveCampaignError } from "../ActiveCampaignError.js"
import type { Drifts } from "../Wire/Drift.js"
import { remembering } from "./checks.js"
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

type Labels = ReadonlyArray<MetricLabel.MetricLabel>

type Tags = Readonly<Record<string, string | number>>

/** Labels of a metric, before those of the fiber. A metric finds what it counts by this array, so it is kept where it can be. */
const labeled = (tags: Tags, more: Labels): Labels => [
  ...Object.entries(tags).flatMap(([key, value]) => (value ? [MetricLabel.make(key, `${value}`)] : [])),
  ...more
]

/** The fiber of a request. */
export type Fiber = RuntimeFiber<unknown, unknown>

const labelsOf = (fiber: Fiber): Labels => fiber.getFiberRef(FiberRef.currentMetricLabels)

/** The clock of a fiber. */
export const clockOf = (fiber: Fiber): Clock.Clock => Context.get(fiber.currentDefaultServices, Clock.Clock)

/** Lets an effect be interrupted, if its caller can be. */
export type Restore = <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E>

/** What runs in a span. */
type Run<A> = (span: Tracer.Span, fiber: Fiber, restore: Restore) => Effect.Effect<A, ActiveCampaignError>

/**
 * Runs an effect in a span, which is its parent and ends with it. It is not interruptible but for what it restores.
 * `Effect.useSpan` with `Effect.withParentSpan` would hold three times the memory, and thousands of requests can wait in here.
 */
const inSpan = <A>(
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  run: Run<A>
): Effect.Effect<A, ActiveCampaignError> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(Effect.makeSpan(name, { kind: "client", captureStackTrace: false, attributes }), (span) =>
      Effect.withFiberRuntime((fiber) => {
        const outer = fiber.currentContext
        const setContext = (context: Context.Context<never>) => FiberRef.set(FiberRef.currentContext, context)
        const end = (exit: Exit.Exit<A, ActiveCampaignError>) => {
          if (exit._tag === "Failure" && exit.cause._tag === "Fail") {
            span.attribute("error.type", errorTypeOf(exit.cause.error))
          }
          const isTimed = fiber.getFiberRef(FiberRef.currentTracerTimingEnabled)
          span.end(isTimed ? clockOf(fiber).unsafeCurrentTimeNanos() : BigInt(0), exit)
          return Effect.zipRight(setContext(outer), exit)
        }
        return Effect.zipRight(
          setContext(Context.add(outer, Tracer.ParentSpan, span)),
          Effect.matchCauseEffect(
            Effect.suspend(() => run(span, fiber, restore)),
            {
              onFailure: (cause) => end(Exit.failCause(cause)),
              onSuccess: (value) => end(Exit.succeed(value))
            }
          )
        )
      })
    )
  )

/** The labels of what is counted, and of what is timed. */
type Counted = readonly [requests: Labels, duration: Labels]

/** Reports that another attempt follows. */
export const reportRetry = (endpoint: string, span: Tracer.Span, { error }: Failed, attempt: number, delay: number) =>
  Effect.withFiberRuntime<void>((fiber) => {
    const details = {
      "error.type": errorTypeOf(error),
      "http.request.resend_count": attempt,
      "activecampaign.retry.delay_millis": delay
    }
    span.event("retry", clockOf(fiber).unsafeCurrentTimeNanos(), details)
    retries.unsafeUpdate(1, labeled({ endpoint }, labelsOf(fiber)))
    return Effect.annotateLogs(Effect.logDebug("Retrying a request"), { endpoint, ...details })
  })

/** Reports fields that could not be read. The process is warned once of each. */
export const reportDrift = (endpoint: string, { counts, kept }: Drifts) =>
  Effect.withFiberRuntime<void>((fiber) =>
    Effect.forEach(
      counts,
      ([field, count]) => {
        decodeDrift.unsafeUpdate(count, labeled({ endpoint, field }, labelsOf(fiber)))
        const key = `${endpoint} ${field}`
        if (warned.has(key) || warned.size >= 1000) return Effect.void
        warned.add(key)
        const problem = kept.find(([one]) => one === field)?.[1].problem
        const logged = Effect.logWarning("A field is not as documented and was read as null")
        return Effect.annotateLogs(logged, { endpoint, field, problem })
      },
      { discard: true }
    )
  )

/** The telemetry of a client. */
export const telemetryOf = (origin: string) => {
  const server = new URL(origin).hostname
  const keptOf = remembering((_: Labels) => new Map<string, Counted>())
  const attributesOf = ({ method, route }: Operation) => ({
    "http.request.method": method,
    "url.template": route,
    "server.address": server
  })

  return {
    /** Runs a request in a span, which is the parent of everything that happens there. */
    traced: <A>(operation: Operation, run: Run<A>): Effect.Effect<A, ActiveCampaignError> => {
      const attributes = { ...attributesOf(operation), "activecampaign.safety": operation.safety }
      return inSpan(`ActiveCampaign.${operation.name}`, attributes, run)
    },
    /** Reports that an attempt has ended. */
    reportAttempt: (
      operation: Operation,
      span: Tracer.Span,
      fiber: Fiber,
      outcome: Outcome,
      attempt: number,
      millis: number,
      waited: number
    ): void => {
      const error = outcome._tag === "Failed" && outcome.error
      const response = error || outcome
      const status = "status" in response ? response.status : 0
      const errorType = error ? errorTypeOf(error) : ""
      if (status) span.attribute("http.response.status_code", status)
      if (attempt > 1) span.attribute("http.request.resend_count", attempt - 1)
      span.attribute("activecampaign.limit.waited_millis", waited)
      const endpoint = operation.name
      const labels = labelsOf(fiber)
      const kept = keptOf(labels)
      const key = `${endpoint} ${status} ${errorType}`
      const counted = kept.get(key) ?? [
        labeled({ endpoint, status: `${status}` }, labels),
        labeled({ ...attributesOf(operation), "http.response.status_code": status, "error.type": errorType }, labels)
      ]
      kept.set(key, counted)
      requests.unsafeUpdate(1, counted[0])
      requestDuration.unsafeUpdate(millis / 1000, counted[1])
      if (waited > 0) limitWait.unsafeUpdate(waited, labels)
    }
  }
}
