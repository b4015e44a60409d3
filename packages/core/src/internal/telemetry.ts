/**
 * Metrics, spans and log lines of requests. None of them contains the API key, an e-mail address or a field value.
 */
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import type * as Tracer from "effect/Tracer"
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

interface Measured {
  readonly requests: Metric.Metric.Counter<number>
  readonly duration: Metric.Metric.Histogram<number>
}

const statusOf = (outcome: Outcome): number =>
  outcome._tag === "RawResponse" ? outcome.status : "status" in outcome.error ? outcome.error.status : 0

/** OpenTelemetry's `error.type`: the status, or the kind of error if there is none or it is a success. */
const errorTypeOf = (error: ActiveCampaignError): string =>
  "status" in error && error.status >= 300 ? String(error.status) : error._tag

const tagged = <Type, In, Out>(metric: Metric.Metric<Type, In, Out>, tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).reduce((one, [key, value]) => Metric.tagged(one, key, value), metric)

/** The telemetry of a client. Tagging a metric costs more than updating it, so tagged metrics are kept. */
export class Telemetry {
  private readonly server: { readonly "server.address": string }
  private readonly kept = new Map<string, Measured>()

  constructor(origin: string) {
    this.server = { "server.address": new URL(origin).hostname }
  }

  /** Runs a request inside its span, which is the parent of everything that happens there. */
  traced<A>(
    operation: Operation,
    run: (recorder: Recorder) => Effect.Effect<A, ActiveCampaignError>
  ): Effect.Effect<A, ActiveCampaignError> {
    const attributes = {
      "http.request.method": operation.method,
      "url.template": operation.route,
      ...this.server,
      "activecampaign.safety": operation.safety
    }
    return Effect.useSpan(
      `ActiveCampaign.${operation.name}`,
      { kind: "client", captureStackTrace: false, attributes },
      (span) =>
        run(new Recorder(operation, span, (status, errorType) => this.measured(operation, status, errorType))).pipe(
          Effect.tapError((error) => Effect.sync(() => span.attribute("error.type", errorTypeOf(error)))),
          Effect.withParentSpan(span)
        )
    )
  }

  private measured({ method, name, route }: Operation, status: number, errorType: string | undefined): Measured {
    const key = `${name} ${status} ${errorType}`
    const known = this.kept.get(key) ?? {
      requests: tagged(requests, { endpoint: name, status: String(status) }),
      duration: tagged(requestDuration, {
        "http.request.method": method,
        "url.template": route,
        ...this.server,
        ...(status === 0 ? {} : { "http.response.status_code": String(status) }),
        ...(errorType === undefined ? {} : { "error.type": errorType })
      })
    }
    this.kept.set(key, known)
    return known
  }
}

/** Reports what happens to one request. */
export class Recorder {
  private readonly operation: Operation
  private readonly span: Tracer.Span
  private readonly measured: (status: number, errorType: string | undefined) => Measured

  constructor(operation: Operation, span: Tracer.Span, measured: Recorder["measured"]) {
    this.operation = operation
    this.span = span
    this.measured = measured
  }

  /** An attempt has ended. */
  attempt(outcome: Outcome, attempt: number, millis: number, waited: number): Effect.Effect<void> {
    const status = statusOf(outcome)
    const errorType = outcome._tag === "Failed" ? errorTypeOf(outcome.error) : undefined
    if (status !== 0) this.span.attribute("http.response.status_code", status)
    if (attempt > 1) this.span.attribute("http.request.resend_count", attempt - 1)
    this.span.attribute("activecampaign.limit.waited_millis", waited)
    const { duration, requests } = this.measured(status, errorType)
    const counted = Effect.zipRight(Metric.update(requests, 1), Metric.update(duration, millis / 1000))
    return waited > 0 ? Effect.zipRight(counted, Metric.update(limitWait, waited)) : counted
  }

  /** Fields could not be read. The process is warned once of each. */
  drift({ counts, kept }: Drifts): Effect.Effect<void> {
    const endpoint = this.operation.name
    return Effect.forEach(
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
  }

  /** Another attempt follows. */
  retry(failed: Failed, attempt: number, delay: number): Effect.Effect<void> {
    const { name } = this.operation
    const attributes = {
      "error.type": errorTypeOf(failed.error),
      "http.request.resend_count": attempt,
      "activecampaign.retry.delay_millis": delay
    }
    return Effect.clockWith((clock) => {
      this.span.event("retry", clock.unsafeCurrentTimeNanos(), attributes)
      const logged = Effect.annotateLogs(Effect.logDebug("Retrying a request"), { endpoint: name, ...attributes })
      return Effect.zipRight(Metric.update(Metric.tagged(retries, "endpoint", name), 1), logged)
    })
  }
}
