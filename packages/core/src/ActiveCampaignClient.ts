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
import type * as HttpClientError from "@effect/platform/HttpClientError"
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
import { explainIssue, issuesOf, summary, withoutPersonalData, withoutSecret } from "./internal/explain.js"
import { connectionFailure, isBrokenOff, retryAfterOf } from "./internal/http.js"
import { within } from "./internal/timeout.js"
import * as RateLimiter from "./RateLimiter.js"
import * as RetryPolicy from "./RetryPolicy.js"

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

/** How safe a call is to repeat: `read` and `idempotent` have the same outcome, a repeated `write` can duplicate. */
export type Safety = "read" | "idempotent" | "write"

/** What is known of a call, whatever its arguments. */
export interface Operation {
  /** Name for spans, logs and errors, such as `Contacts.get`. */
  readonly name: string
  readonly method: HttpMethod
  /** Path with its parameters as placeholders, such as `/contacts/{id}`. */
  readonly route: string
  readonly safety: Safety
  /** Which budget it counts against. */
  readonly limitClass: RateLimiter.LimitClass
  /** The failures that the vendor answers with here, beside those that every call can have. */
  readonly failures: ReadonlyArray<Errors.Declarable>
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

/** An attempt that came to nothing. */
interface Failed {
  readonly error: Errors.ActiveCampaignError
  readonly again: boolean
  readonly retryAfter: Duration.Duration | null
  /** Whether the vendor may have carried the request out all the same. */
  readonly maybeDone: boolean
}

/** An attempt that the vendor answered. */
interface Answer {
  readonly status: number
  readonly headers: Headers.Headers
  readonly body: unknown
}

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : null

/** Words of a 403 that are about the key and not about what its user may do. */
const aboutTheKey = /api[\s_-]?(key|token)|\btoken\b|authenticat|not authorized to access this account/i

/** The bulk importer words its own limit as a 400. */
const isBulkRefusal = (status: number, body: unknown): boolean =>
  status === 400 &&
  typeof body === "object" &&
  body !== null &&
  "message" in body &&
  /^rate limit exceeded/i.test(String(body.message))

const isZero = (value: unknown): boolean => value === 0 || value === "0" || value === false

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
      const { name, method, route, safety, failures, limitClass } = call.operation
      const origin = (message: string) => ({ endpoint: name, method, route, message: `${name}: ${message}` })
      const clean = (text: string) => withoutPersonalData(withoutSecret(text, key), call.body)

      const text = call.body === undefined ? undefined : JSON.stringify(call.body)
      if (text !== undefined && text.length > maxRequestBytes) {
        return Effect.fail(
          new Errors.InputError({
            ...origin(`the body has ${text.length} bytes and may have ${maxRequestBytes}; nothing was sent`),
            path: ""
          })
        )
      }
      const request = HttpClientRequest.make(method)(`${credentials.apiUrl}${call.path}`, {
        headers: { accept: "application/json", "api-token": key },
        body: text === undefined ? HttpBody.empty : HttpBody.text(text, "application/json")
      })

      /** A connection that failed, or an answer that broke off. */
      const lost = (code: string, sent: boolean, message: string): Failed => {
        const unknown = safety === "write" && sent
        return {
          error: unknown
            ? new Errors.OutcomeUnknownError({
                ...origin(`${message}. It may or may not have happened: look before you repeat it`),
                code
              })
            : new Errors.TransportError({ ...origin(message), code, sent }),
          again: !unknown,
          retryAfter: null,
          maybeDone: sent
        }
      }

      const disconnected = (error: HttpClientError.HttpClientError): Failed => {
        const { code, sent } = connectionFailure(error)
        return lost(
          code,
          sent,
          sent ? `the connection was lost (${code})` : `no connection could be made (${code}); nothing was sent`
        )
      }

      const timedOut = (timeout: Duration.Duration): Failed =>
        safety === "write"
          ? lost("timeout", true, `no answer within ${Duration.format(timeout)}`)
          : {
              error: new Errors.TimeoutError({ ...origin(`no answer within ${Duration.format(timeout)}`), timeout }),
              again: true,
              retryAfter: null,
              maybeDone: true
            }

      /** A status other than 2xx, or a 2xx that says no. */
      const refused = (answer: Answer, retryAfter: Duration.Duration | null): Failed => {
        const { status, headers, body } = answer
        const issues = issuesOf(body)
        const words = clean(summary(issues))
        const answered = (message: string) => ({
          ...origin(words === "" ? message : `${message}: ${words}`),
          status,
          requestId: headers["x-request-id"]
        })
        const final = (error: Errors.ActiveCampaignError): Failed => ({
          error,
          again: false,
          retryAfter: null,
          maybeDone: false
        })
        const declared = (tag: Errors.Declarable) => failures.includes(tag)
        if (status === 429 || isBulkRefusal(status, body)) {
          return {
            error: new Errors.RateLimitedError({ ...answered("the account's request limit is used up"), retryAfter }),
            again: true,
            retryAfter,
            maybeDone: false
          }
        }
        if (status >= 500) {
          const unknown = safety === "write"
          return {
            error: new Errors.ServerError({
              ...answered(
                unknown
                  ? `the vendor failed (${status}); it may or may not have happened: look before you repeat it`
                  : `the vendor failed (${status})`
              ),
              outcomeUnknown: unknown
            }),
            again: !unknown,
            retryAfter,
            maybeDone: true
          }
        }
        if (status === 401 || (status === 403 && aboutTheKey.test(summary(issues)))) {
          return final(new Errors.AuthenticationError(answered("the API key was refused")))
        }
        // Some routes answer 403 where others answer 404; the vendor's words are the same.
        const missing = status === 404 || (status === 403 && /^No Result found/i.test(summary(issues)))
        if (missing && declared(Errors.NotFoundError)) {
          return final(new Errors.NotFoundError(answered("the vendor has no such thing")))
        }
        if (status === 403) {
          return final(
            new Errors.PermissionError(answered("the key's user may not do this, or the plan does not hold it"))
          )
        }
        const duplicate = status === 409 || issues.some((issue) => issue.code === "duplicate")
        if (duplicate && declared(Errors.DuplicateError)) {
          return final(new Errors.DuplicateError({ ...answered("it exists already"), issues }))
        }
        if ((status === 400 || status === 422 || status === 409 || status < 300) && declared(Errors.ValidationError)) {
          return final(new Errors.ValidationError({ ...answered("the vendor refused it"), issues }))
        }
        const meaning =
          status === 402
            ? "the account has lapsed (402)"
            : status >= 300 && status < 400
              ? `a redirect (${status}), which is not followed: is the API URL right?`
              : status < 300 && headers["x-ac-error"] !== undefined
                ? `the vendor answered ${status} with the error "${clean(headers["x-ac-error"])}" and nothing else`
                : `unexpected status ${status}`
        return final(new Errors.UnexpectedStatusError({ ...answered(meaning), issues }))
      }

      /** Parses the body of an answer and tells success from failure. */
      const judge = (now: number, status: number, headers: Headers.Headers, content: string): Answer | Failed => {
        const ok = status >= 200 && status < 300
        let body: unknown
        if (content.trim() !== "") {
          try {
            body = JSON.parse(content)
          } catch {
            if (ok && isBrokenOff(content)) return lost("truncated", true, "the answer broke off")
            body = ok ? content : undefined
          }
        }
        const answer = { status, headers, body }
        const soft =
          ok &&
          typeof body === "object" &&
          body !== null &&
          (("succeeded" in body && isZero(body.succeeded)) || ("success" in body && isZero(body.success)))
        return ok && !soft && !(headers["x-ac-error"] !== undefined && body === undefined)
          ? answer
          : refused(answer, retryAfterOf(headers["retry-after"], now))
      }

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
        const { path, problem, actual } = explainIssue(decoded.left)
        const excerpt = withoutSecret(JSON.stringify(actual) ?? "nothing", key)
        return Effect.fail(
          new Errors.DecodeError({
            ...origin(`the answer is not as documented: ${path === "" ? "the body" : path} ${problem}`),
            status: answer.status,
            requestId: answer.headers["x-request-id"],
            path,
            excerpt: excerpt.length > 200 ? `${excerpt.slice(0, 200)}…` : excerpt
          })
        )
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
            message: `${operation.name}: the path must begin with one slash and hold no "..", "\\" or "#"; nothing was sent`
          })
        )
  )
}

/** Whether a path stays below the API's base when a URL is made of it. */
const staysBelow = (path: string): boolean =>
  /^\/(?![/\\])/.test(path) && !/[\\#]/.test(path) && !/(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(path.split("?")[0] ?? "")

/** How safe a method is where nothing else is known. */
export const safetyOf = (method: HttpMethod): Safety =>
  method === "GET" || method === "HEAD" || method === "OPTIONS"
    ? "read"
    : method === "PUT" || method === "DELETE"
      ? "idempotent"
      : "write"
