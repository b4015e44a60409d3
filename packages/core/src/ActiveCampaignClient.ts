/**
 * The client that every endpoint uses: credentials, rate limit, retries, timeouts, error mapping and telemetry.
 *
 * ```ts
 * import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
 *
 * const Live = ActiveCampaignClient.layerConfig().pipe(Layer.provide(FetchHttpClient.layer))
 * const program = Contacts.get(ContactId.make("113")).pipe(Effect.provide(Live))
 * ```
 *
 * The API key is sent to the configured origin only: redirects are not followed, and the spans of the HTTP client, which
 * would show URLs with e-mail addresses, are off.
 */

import type * as Headers from "@effect/platform/Headers"
import * as HttpClient from "@effect/platform/HttpClient"
import type { HttpMethod } from "@effect/platform/HttpMethod"
import type * as Config from "effect/Config"
import type { ConfigError } from "effect/ConfigError"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Errors from "./ActiveCampaignError.js"
import * as Credentials from "./Credentials.js"
import { clientOf } from "./internal/client.js"
import { inputError } from "./internal/encodeCall.js"
import type { ClientTransform } from "./internal/httpClient.js"
import { type Operation, type Safety, safetyOf } from "./internal/operation.js"
import { apiTarget, staysBelow } from "./internal/request.js"
import { CurrentTransform, RequestTimeout, withReference } from "./internal/settings.js"
import type * as RateLimiter from "./RateLimiter.js"
import { type AnyCodec, definitionOf } from "./Wire/Codec.js"
import type { Drift } from "./Wire/Drift.js"
import type { Issue } from "./Wire/Issue.js"

export type { ClientTransform } from "./internal/httpClient.js"
export type { Operation, Safety } from "./internal/operation.js"
export { RequestTimeout, StrictDecoding } from "./internal/settings.js"
export { decodeDrift, limitWait, requestDuration, requests, retries } from "./internal/telemetry.js"

/** Sends the requests of one account. */
export class ActiveCampaignClient extends Context.Tag("@effect-activecampaign/core/ActiveCampaignClient")<
  ActiveCampaignClient,
  Client
>() {}

/** What an endpoint needs of the client. */
export interface Client {
  /** Sends a request, as often as its safety and the retry policy allow, and decodes the response. */
  readonly execute: <A>(call: Call<A>) => Effect.Effect<DecodableResponse<A>, Errors.ActiveCampaignError>
}

/** One request: an operation with its arguments, encoded. */
export interface Call<A> {
  readonly operation: Operation
  /** Path and query, encoded, starting with a slash. */
  readonly path: string
  /** JSON to send; nothing is sent if it is undefined. */
  readonly body?: unknown
  /** Reads the body of the response. */
  readonly decode: (body: unknown) => A | Issue
}

/** A response with everything around the value. */
export interface Response<A> {
  /** The decoded value. */
  readonly value: A
  /**
   * Fields that could not be read and are null in the value: the first 100, and those of side-loads when they are
   * decoded. Ids and the structure of the body are never among them: a response without them is a `DecodeError`.
   */
  readonly drift: ReadonlyArray<Drift>
  /** HTTP status. */
  readonly status: number
  /** Headers of the response. */
  readonly headers: Headers.Headers
  /** The parsed body as it came, with side-loads and `meta` beside the value. */
  readonly body: unknown
  /** What the response says about the account's rate limit; null for what it does not say. */
  readonly rateLimit: { readonly limit: number | null; readonly remaining: number | null }
  /** ActiveCampaign's id of the request, for a report to its support. */
  readonly requestId: string | null
  /** How often the request was sent. */
  readonly attempts: number
  /** How long it waited for the rate limit. */
  readonly waited: Duration.Duration
}

/** A response whose body can be decoded once more, for what is beside the value. */
export interface DecodableResponse<A> extends Response<A> {
  readonly decode: <B>(codec: AnyCodec<B>) => Effect.Effect<B, Errors.DecodeError>
}

/** Options of a client. Numbers that make no sense are a defect of the layer: a `RangeError`. */
export interface Options {
  /** How long one attempt may take until its response is complete; default 30 seconds. See also `withTimeout`. */
  readonly timeout?: Duration.DurationInput | undefined
  /** Whether a field that cannot be read is a `DecodeError`; by default it is null. See `StrictDecoding`. */
  readonly strictDecoding?: boolean | undefined
  /** Largest request body in bytes; default 10 MB. */
  readonly maxRequestBytes?: number | undefined
  /**
   * Largest response body in bytes, unpacked; default 32 MB, at most 500 MB. A longer one is not read to its end and fails
   * with `DecodeError`. The body of an error is cut at 256 kB.
   */
  readonly maxResponseBytes?: number | undefined
  /**
   * Transforms the HTTP client, for a proxy, extra headers or recording. Requests that it sees carry the API key.
   *
   * ```ts
   * import * as HttpClient from "@effect/platform/HttpClient"
   *
   * ActiveCampaignClient.layerWith({ transformClient: HttpClient.tap((response) => Effect.log(response.status)) })
   * ```
   */
  readonly transformClient?: ClientTransform | undefined
}

/**
 * Sets how long one attempt may take, for the requests inside one effect.
 *
 * ```ts
 * Contacts.get(ContactId.make("113")).pipe(ActiveCampaignClient.withTimeout("5 seconds"))
 * ```
 */
export const withTimeout: {
  (timeout: Duration.DurationInput): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  <A, E, R>(self: Effect.Effect<A, E, R>, timeout: Duration.DurationInput): Effect.Effect<A, E, R>
} = dual(2, <A, E, R>(self: Effect.Effect<A, E, R>, timeout: Duration.DurationInput) =>
  withReference(self, RequestTimeout, timeout)
)

/**
 * Transforms the HTTP client, for the requests inside one effect: extra headers, a proxy, recording. Requests that the
 * transformation sees carry the API key. Transformations nest: the innermost is applied first.
 *
 * ```ts
 * import * as HttpClient from "@effect/platform/HttpClient"
 * import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
 *
 * Contacts.get(ContactId.make("113")).pipe(
 *   ActiveCampaignClient.withClientTransform(
 *     HttpClient.mapRequest(HttpClientRequest.setHeader("x-correlation-id", "7f3a"))
 *   )
 * )
 * ```
 */
export const withClientTransform: {
  (transform: ClientTransform): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  <A, E, R>(self: Effect.Effect<A, E, R>, transform: ClientTransform): Effect.Effect<A, E, R>
} = dual(2, <A, E, R>(self: Effect.Effect<A, E, R>, transform: ClientTransform) =>
  Effect.mapInputContext(self, (context: Context.Context<R>) => {
    const outer = Context.get(context, CurrentTransform)
    return Context.add(context, CurrentTransform, (client: HttpClient.HttpClient) => outer(transform(client)))
  })
)

/** Builds a client for the account of `Credentials`. */
export const make = (
  options: Options = {}
): Effect.Effect<Client, never, Credentials.Credentials | HttpClient.HttpClient> =>
  Effect.flatMap(Effect.all([Credentials.Credentials, HttpClient.HttpClient]), ([credentials, http]) => {
    const secret = Redacted.value(credentials.apiKey)
    return clientOf(http, credentials, secret, apiTarget(credentials.apiUrl, secret), options)
  })

/** A client with options, for the account of `Credentials`. */
export const layerWith = (
  options: Options
): Layer.Layer<ActiveCampaignClient, never, Credentials.Credentials | HttpClient.HttpClient> =>
  Layer.effect(ActiveCampaignClient, make(options))

/** A client for the account of `Credentials`. It is built wherever it is provided, so each account has its own. */
export const layer: Layer.Layer<ActiveCampaignClient, never, Credentials.Credentials | HttpClient.HttpClient> =
  Layer.fresh(layerWith({}))

/**
 * A client for the account that `Config` values describe; by default the environment variables `ACTIVECAMPAIGN_API_URL` and
 * `ACTIVECAMPAIGN_API_KEY`.
 *
 * ```ts
 * import * as Config from "effect/Config"
 *
 * ActiveCampaignClient.layerConfig({ apiUrl: Config.string("CRM_URL"), apiKey: Config.redacted("CRM_KEY") })
 * ```
 */
export const layerConfig = (
  config?: Config.Config.Wrap<Credentials.Input>,
  options: Options = {}
): Layer.Layer<ActiveCampaignClient, ConfigError, HttpClient.HttpClient> =>
  Layer.provide(layerWith(options), Credentials.layerConfig(config))

/**
 * Sends any request, for operations that this library does not have yet.
 *
 * ```ts
 * ActiveCampaignClient.request({ method: "GET", path: "/scores", success: Wire.envelope("scores", Wire.Json) })
 * ```
 */
export const request = <A>(options: {
  readonly method: HttpMethod
  /** Path below `/api/3` with its query, encoded. */
  readonly path: string
  /** JSON to send. */
  readonly payload?: unknown
  /** Schema of the response's body. */
  readonly success: AnyCodec<A>
  /** How safe it is to retry; by default `read` for GET, `idempotent` for PUT and DELETE, otherwise `write`. */
  readonly safety?: Safety | undefined
  /** Name for spans, logs and errors; by default `request`. */
  readonly name?: string | undefined
  /** Path with placeholders, for spans and errors; by default the first segment of the path, as others can be personal. */
  readonly route?: string | undefined
  /** The rate limit that it counts against; by default the account's. */
  readonly bucket?: RateLimiter.Bucket | undefined
  /** Errors that it can fail with beside those of every request; by default all that an endpoint can declare. */
  readonly errors?: ReadonlyArray<Errors.Declarable> | undefined
}): Effect.Effect<DecodableResponse<A>, Errors.ActiveCampaignError, ActiveCampaignClient> => {
  const operation: Operation = {
    name: options.name ?? "request",
    method: options.method,
    route: options.route ?? /^\/[a-z]\w{0,29}(?=[/?]|$)/.exec(options.path)?.[0] ?? "/",
    safety: options.safety ?? safetyOf(options.method),
    bucket: options.bucket ?? "account",
    errors: options.errors ?? [Errors.NotFoundError, Errors.DuplicateError, Errors.ValidationError]
  }
  const problem = 'must be percent-encoded, start with exactly one slash and contain no ".." segment'
  return Effect.flatMap(ActiveCampaignClient, (client) =>
    staysBelow(options.path)
      ? client.execute({
          operation,
          path: options.path,
          body: options.payload,
          decode: definitionOf(options.success).read
        })
      : Effect.fail(inputError(operation, "`path`", "path", problem))
  )
}
