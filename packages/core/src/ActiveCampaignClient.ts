/**
 * The one way to the vendor: every call of every endpoint goes through this service, and so shares credentials,
 * the account's budget, retries, timeouts, error mapping and telemetry.
 *
 * ```ts
 * const Live = ActiveCampaignClient.layerConfig().pipe(Layer.provide(FetchHttpClient.layer))
 * const contact = Contacts.get(id).pipe(Effect.provide(Live))
 * ```
 *
 * The API key is added where the request is made and goes to the configured origin only: redirects are not
 * followed, and the HTTP client's own spans, which would show URLs with e-mail addresses, are off.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Headers from "@effect/platform/Headers"
import * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type { HttpMethod } from "@effect/platform/HttpMethod"
import type * as Clock from "effect/Clock"
import type { ConfigError } from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Redacted from "effect/Redacted"
import type * as Schema from "effect/Schema"
import type * as Tracer from "effect/Tracer"
import * as Errors from "./ActiveCampaignError.js"
import * as Credentials from "./Credentials.js"
import { type Operation, type Safety, safetyOf } from "./internal/operation.js"
import { type Answer, type Failed, judgeOf } from "./internal/outcome.js"
import { within } from "./internal/timeout.js"
import * as RateLimiter from "./RateLimiter.js"
import * as RetryPolicy from "./RetryPolicy.js"

export type { Operation, Safety } from "./internal/operation.js"

/** Sends calls to one account. */
export class ActiveCampaignClient extends Context.Tag("@effect-activecampaign/core/ActiveCampaignClient")<
  ActiveCampaignClient,
  Client
>() {}

/** What an endpoint needs from the client. */
export interface Client {
  /** Sends a call, as often as its safety and the retry policy allow, and reads the answer. */
  readonly execute: <A>(call: Call<A>) => Effect.Effect<Response<A>, Errors.ActiveCampaignError>
}

/** One call: an operation with its arguments, encoded. */
export interface Call<A> {
  readonly operation: Operation
  /** Path and query, encoded, beginning with a slash. */
  readonly path: string
  /** JSON to send; nothing is sent where it is undefined. */
  readonly body?: unknown
  readonly decode: (body: unknown) => Either.Either<A, ParseResult.ParseIssue>
}

/** An answer with everything around the value. */
export interface Response<A> {
  readonly value: A
  readonly status: number
  readonly headers: Headers.Headers
  /** The body as it came, parsed: side-loads and `meta` stand here beside the value. */
  readonly body: unknown
  /** What the answer said about the account's limit; null where it said nothing. */
  readonly rateLimit: { readonly limit: number | null; readonly remaining: number | null }
  /** The vendor's id of the request, for a report to its support. */
  readonly requestId: string | null
  /** How often the request was sent. */
  readonly attempts: number
  /** How long the call waited for the account's budget. */
  readonly waited: Duration.Duration
}

/** Bounds of a client. */
export interface Options {
  /** How long one attempt may take, its answer read to the end; default 30 seconds. See also `withTimeout`. */
  readonly timeout?: Duration.DurationInput | undefined
  /** How many bytes a request body may have; default 10 MB. */
  readonly maxRequestBytes?: number | undefined
}

/** The timeout for the calls inside one effect, where one is set. */
class RequestTimeout extends Context.Tag("@effect-activecampaign/core/RequestTimeout")<
  RequestTimeout,
  Duration.DurationInput
>() {}

/**
 * Sets how long one attempt may take, for the calls inside one effect.
 *
 * ```ts
 * Contacts.get(id).pipe(ActiveCampaignClient.withTimeout("5 seconds"))
 * ```
 */
export const withTimeout =
  (timeout: Duration.DurationInput) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, RequestTimeout>> =>
    Effect.provideService(effect, RequestTimeout, timeout)

/** Answers of the vendor, by endpoint and status. */
export const requests: Metric.Metric.Counter<number> = Metric.counter("activecampaign_requests", {
  description: "Answers of ActiveCampaign, by endpoint and status",
  incremental: true
})

/** Attempts beyond the first one, by endpoint. */
export const retries: Metric.Metric.Counter<number> = Metric.counter("activecampaign_retries", {
  description: "Repeated requests to ActiveCampaign, by endpoint",
  incremental: true
})

/** Milliseconds that calls waited for the account's budget. */
export const limitWait: Metric.Metric.Histogram<number> = Metric.histogram(
  "activecampaign_limit_wait_millis",
  MetricBoundaries.fromIterable([0, 10, 100, 1000, 10_000, 60_000]),
  "Milliseconds waited for the request budget of the account"
)

/** Tagging a metric costs more than updating it, so each operation's are kept. */
const metricsOf = (name: string) => {
  const answered = new Map<number, Metric.Metric.Counter<number>>()
  const repeated = Metric.tagged(retries, "endpoint", name)
  return {
    repeated,
    answered: (status: number) => {
      const known = answered.get(status)
      if (known !== undefined) return known
      const tagged = Metric.tagged(Metric.tagged(requests, "endpoint", name), "status", String(status))
      answered.set(status, tagged)
      return tagged
    }
  }
}

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : null

/** JSON, or null where there is something that JSON cannot hold: it writes NaN and infinities as null, unasked. */
const toJson = (value: unknown): string | null => {
  try {
    return JSON.stringify(value, (_, inner: unknown) => {
      if (typeof inner === "number" && !Number.isFinite(inner)) throw new TypeError("not a finite number")
      return inner
    })
  } catch {
    return null
  }
}

/** Makes a client for the account of `Credentials`. */
export const make = (
  options: Options = {}
): Effect.Effect<Client, never, Credentials.Credentials | HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const credentials = yield* Credentials.Credentials
    const ownLimiter = yield* Effect.serviceOption(RateLimiter.RateLimiter)
    const ownPolicy = yield* Effect.serviceOption(RetryPolicy.RetryPolicy)
    const defaultTimeout = options.timeout ?? "30 seconds"
    const maxRequestBytes = options.maxRequestBytes ?? 10_000_000
    const key = Redacted.value(credentials.apiKey)

    // Whatever HTTP client is given: its spans are off, no redirect is followed, the key's header is redacted.
    const http = (yield* HttpClient.HttpClient).pipe(
      HttpClient.withTracerPropagation(false),
      HttpClient.withTracerDisabledWhen(() => true),
      HttpClient.transformResponse((send) =>
        Effect.mapInputContext(
          Effect.locallyWith(send, Headers.currentRedactedNames, (names) => [...names, "api-token"]),
          (context: Context.Context<never>) =>
            Context.add(context, FetchHttpClient.RequestInit, {
              ...Option.getOrUndefined(Context.getOption(context, FetchHttpClient.RequestInit)),
              redirect: "manual"
            })
        )
      )
    )

    const metrics = new Map<string, ReturnType<typeof metricsOf>>()
    const metricsFor = (name: string) => {
      const known = metrics.get(name) ?? metricsOf(name)
      metrics.set(name, known)
      return known
    }

    const execute = <A>(call: Call<A>): Effect.Effect<Response<A>, Errors.ActiveCampaignError> => {
      const { name, method, route, safety, limitClass } = call.operation
      const { origin, clean, disconnected, timedOut, judge, notAsDocumented } = judgeOf(call.operation, key, call.body)

      const refuse = (problem: string) =>
        Effect.fail(new Errors.InputError({ ...origin(`${problem}; nothing was sent`), path: "" }))
      const json = call.body === undefined ? undefined : toJson(call.body)
      if (json === null) return refuse("the body holds what JSON cannot: a bigint, a circle, NaN or an infinity")
      const bytes = json === undefined ? undefined : new TextEncoder().encode(json)
      if (bytes !== undefined && bytes.length > maxRequestBytes) {
        return refuse(`the body has ${bytes.length} bytes and may have ${maxRequestBytes}`)
      }
      const request = HttpClientRequest.make(method)(`${credentials.apiUrl}${call.path}`, {
        headers: { ...call.operation.headers, accept: "application/json", "api-token": key },
        body: bytes === undefined ? HttpBody.empty : HttpBody.uint8Array(bytes, "application/json")
      })

      const attempt = (timeout: Duration.Duration, clock: Clock.Clock): Effect.Effect<Answer | Failed> =>
        within(
          Effect.matchEffect(
            Effect.flatMap(http.execute(request), (response) =>
              Effect.map(response.text, (content) =>
                judge(clock.unsafeCurrentTimeMillis(), response.status, response.headers, content)
              )
            ),
            { onFailure: (error) => Effect.succeed(disconnected(error)), onSuccess: Effect.succeed }
          ),
          timeout,
          () => timedOut(timeout)
        )

      const respond = (
        answer: Answer,
        attempts: number,
        waited: number
      ): Effect.Effect<Response<A>, Errors.DecodeError> => {
        const decoded = call.decode(answer.body)
        if (Either.isRight(decoded)) {
          return Effect.succeed({
            value: decoded.right,
            status: answer.status,
            headers: answer.headers,
            body: answer.body,
            rateLimit: {
              limit: numberOf(answer.headers["ratelimit-limit"]),
              remaining: numberOf(answer.headers["ratelimit-remaining"])
            },
            requestId: answer.headers["x-request-id"] ?? null,
            attempts,
            waited: Duration.millis(waited)
          })
        }
        return Effect.fail(notAsDocumented(answer, decoded.left))
      }

      const run = (span: Tracer.Span) =>
        Effect.gen(function* () {
          const context = yield* Effect.context<never>()
          const limiter = Option.getOrElse(
            Option.orElse(Context.getOption(context, RateLimiter.RateLimiter), () => ownLimiter),
            () => RateLimiter.processWide
          )
          const policy = Option.getOrElse(
            Option.orElse(Context.getOption(context, RetryPolicy.RetryPolicy), () => ownPolicy),
            () => RetryPolicy.standard
          )
          const timeout = Duration.decode(
            Option.getOrElse(Context.getOption(context, RequestTimeout), () => defaultTimeout)
          )
          const clock = yield* Effect.clock
          const measured = metricsFor(name)
          let attempts = 0
          let waited = 0
          let maybeDone = false
          let firstSent: number | undefined
          for (;;) {
            const permit = yield* Effect.mapError(
              limiter.acquire(credentials.origin, limitClass),
              (unavailable) =>
                new Errors.TransportError({
                  ...origin(
                    `the shared request budget cannot be reached (${clean(unavailable.reason)}); nothing was sent`
                  ),
                  code: "limiter",
                  sent: false
                })
            )
            waited += permit.waited
            attempts++
            firstSent ??= clock.unsafeCurrentTimeMillis()
            const outcome = yield* attempt(timeout, clock)
            const failed = "again" in outcome ? outcome : undefined
            const status = "status" in outcome ? outcome.status : "status" in outcome.error ? outcome.error.status : 0
            yield* permit.settle({
              limited: failed?.error._tag === "RateLimitedError",
              retryAfter: failed?.retryAfter ?? null,
              remaining: "headers" in outcome ? numberOf(outcome.headers["ratelimit-remaining"]) : null
            })
            span.attribute("http.response.status_code", status)
            span.attribute("activecampaign.attempts", attempts)
            span.attribute("activecampaign.limit.waited_millis", waited)
            measured.answered(status).unsafeUpdate(1, [])
            if (permit.waited > 0) limitWait.unsafeUpdate(permit.waited, [])
            if (failed === undefined) return yield* respond(outcome as Answer, attempts, waited)
            // A thing that a lost attempt may have deleted and that is not there now has been deleted.
            if (method === "DELETE" && maybeDone && failed.error._tag === "NotFoundError") {
              return yield* respond({ status: 404, headers: Headers.empty, body: {} }, attempts, waited)
            }
            maybeDone ||= failed.maybeDone
            if (!failed.again || attempts >= policy.maxAttempts) return yield* failed.error
            const delay = yield* RetryPolicy.delay(policy, attempts, failed.retryAfter)
            const elapsed = clock.unsafeCurrentTimeMillis() - firstSent
            if (elapsed + delay > Duration.toMillis(policy.maxElapsed)) return yield* failed.error
            measured.repeated.unsafeUpdate(1, [])
            yield* Effect.logDebug(`${name}: ${failed.error._tag}, attempt ${attempts + 1} in ${delay} ms`)
            yield* Effect.sleep(delay)
          }
        })

      return Effect.useSpan(
        `ActiveCampaign.${name}`,
        {
          kind: "client",
          captureStackTrace: false,
          attributes: { "http.request.method": method, "url.template": route, "activecampaign.safety": safety }
        },
        run
      )
    }

    return { execute }
  })

/** A client with bounds of its own, for the account of `Credentials`. */
export const layerWith = (
  options: Options
): Layer.Layer<ActiveCampaignClient, never, Credentials.Credentials | HttpClient.HttpClient> =>
  Layer.effect(ActiveCampaignClient, make(options))

/** A client for the account of `Credentials`. */
export const layer: Layer.Layer<ActiveCampaignClient, never, Credentials.Credentials | HttpClient.HttpClient> =
  layerWith({})

/** A client for the account that the configuration names: `ACTIVECAMPAIGN_API_URL`, `ACTIVECAMPAIGN_API_KEY`. */
export const layerConfig = (
  options: Options & Credentials.ConfigNames = {}
): Layer.Layer<ActiveCampaignClient, ConfigError, HttpClient.HttpClient> =>
  Layer.provide(layerWith(options), Credentials.layerConfig(options))

/**
 * The escape hatch: any method and path, through the same credentials, budget, retries and errors.
 *
 * ```ts
 * const scores = ActiveCampaignClient.request({ method: "GET", path: "/scores", success: Wire.envelope("scores", Wire.Json) })
 * ```
 */
export const request = <A, I>(options: {
  readonly method: HttpMethod
  /** Below `/api/3`, encoded, with its query. */
  readonly path: string
  /** JSON to send. */
  readonly payload?: unknown
  /** What the answer's body is. */
  readonly success: Schema.Schema<A, I>
  /** Whether it may be repeated; by default `read` for GET, `idempotent` for PUT and DELETE, otherwise `write`. */
  readonly safety?: Safety | undefined
  /** Name for spans, logs and errors; by default `request`. */
  readonly name?: string | undefined
}): Effect.Effect<Response<A>, Errors.ActiveCampaignError, ActiveCampaignClient> => {
  const operation: Operation = {
    name: options.name ?? "request",
    method: options.method,
    // What stands in an unknown path may be personal, so only its first part names the route.
    route: `/${options.path.split(/[/?]/)[1] ?? ""}`,
    safety: options.safety ?? safetyOf(options.method),
    limitClass: "account",
    failures: [Errors.NotFoundError, Errors.DuplicateError, Errors.ValidationError]
  }
  return Effect.flatMap(ActiveCampaignClient, (client) =>
    staysBelow(options.path)
      ? client.execute({
          operation,
          path: options.path,
          body: options.payload,
          decode: ParseResult.decodeUnknownEither(options.success)
        })
      : Effect.fail(
          new Errors.InputError({
            endpoint: operation.name,
            method: operation.method,
            route: operation.route,
            path: "path",
            message: `${operation.name}: the path must be encoded, begin with one slash and hold no ".."; nothing was sent`
          })
        )
  )
}

/** Whether a path stays below the API's base when a URL is made of it. */
const staysBelow = (path: string): boolean =>
  /^\/(?!\/)[\x21\x22\x24-\x5b\x5d-\x7e]*$/.test(path) &&
  !/(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(path.split("?")[0] ?? "")
