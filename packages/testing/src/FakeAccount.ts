/**
 * An ActiveCampaign account in memory. It behaves as the API does: ids are strings, a page has 20 rows by default and
 * 100 at most, `meta.total` is a string, responses to creates contain few fields, and errors have the recorded form.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const ac = yield* ActiveCampaign
 *   const jane = yield* ac.contacts.sync({ email: "jane@example.com" })
 *   const { rows } = yield* FakeAccount.FakeAccount
 *   return rows.contacts.some((row) => row.id === jane.id)
 * }).pipe(Effect.provide(Layer.provideMerge(ActiveCampaign.layerClient, FakeAccount.layerClient())))
 * ```
 *
 * It implements contacts, tags, lists, contact tags and contact lists. A request to anything else dies with a message
 * that names it. `FakeAccountServer` puts an account behind an HTTP server.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import type * as Credentials from "effect-activecampaign/Credentials"
import type * as RateLimiter from "effect-activecampaign/RateLimiter"
import { makeHandler } from "./internal/account/handler.js"
import { notImplemented } from "./internal/account/responses.js"
import { type Rows, Store } from "./internal/account/Store.js"
import { credentials, defaultKey, directClient } from "./internal/client.js"
import { type RawResponse, type RecordedRequest, recordClientRequest, toClientResponse } from "./internal/http.js"

export type { Row, Rows } from "./internal/account/Store.js"
export { defaultKey } from "./internal/client.js"
export type { RawResponse, RecordedRequest } from "./internal/http.js"

/** What a test can read and change in an account. */
export interface Account {
  /** All rows, in the form that response bodies contain. A test may read and change them. */
  readonly rows: Rows
  /** All requests with the status of their responses, in order. */
  readonly requests: ReadonlyArray<RecordedRequest & { readonly status: number }>
  /**
   * Responds to a request at a time in milliseconds since 1970. Requests that the account does not implement get the
   * status 501.
   */
  readonly handle: (request: RecordedRequest, apiKey: string | undefined, now: number) => RawResponse
}

/** The account of a test. */
export class FakeAccount extends Context.Tag("@effect-activecampaign/testing/FakeAccount")<FakeAccount, Account>() {}

/** How an account behaves. */
export interface Options {
  /** The API key that it accepts; default `fake-key`. */
  readonly apiKey?: string | undefined
  /** Its rate limit, or null for none; default 5 requests per second. Requests above it get the status 429. */
  readonly limit?: RateLimiter.Limit | null | undefined
  /** How long a response takes; default zero. */
  readonly latency?: Duration.DurationInput | undefined
}

const defaultLimit: RateLimiter.Limit = { limit: 5, window: "1 second" }

/** An empty account. */
export const make = (options: Options = {}): Account => {
  const store = new Store()
  const requests: Array<RecordedRequest & { readonly status: number }> = []
  const limit = options.limit === undefined ? defaultLimit : options.limit
  const handle = makeHandler(store, {
    apiKey: options.apiKey ?? defaultKey,
    limit: limit === null ? null : { limit: limit.limit, window: Duration.toMillis(limit.window) }
  })
  return {
    rows: store.rows,
    requests,
    handle: (request, apiKey, now) => {
      const response = handle(request, apiKey, now)
      requests.push({ ...request, status: response.status })
      return response
    }
  }
}

/** An HTTP client that reaches the account and nothing else. */
const httpClientOf = (account: Account, latency: Duration.DurationInput): HttpClient.HttpClient =>
  HttpClient.make((request, url) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const recorded = recordClientRequest(request, url)
      const response = account.handle(recorded, request.headers["api-token"], now)
      return response.status === notImplemented
        ? Effect.dieMessage((response.body as { readonly message: string }).message)
        : Effect.succeed(toClientResponse(request, response))
    }).pipe(Effect.delay(latency))
  )

/**
 * An account, the HTTP client that reaches it, and its credentials, for a client of your own.
 *
 * Without other layers that client has the rate limit of production: it waits before the sixth request. In a test with
 * a `TestClock` that wait does not end until the clock is adjusted. Use `layerClient` unless the test is about waiting.
 */
export const layer = (
  options: Options = {}
): Layer.Layer<FakeAccount | HttpClient.HttpClient | Credentials.Credentials> =>
  Layer.merge(
    Layer.effectContext(
      Effect.sync(() => {
        const account = make(options)
        const http = httpClientOf(account, options.latency ?? Duration.zero)
        return Context.make(FakeAccount, account).pipe(Context.add(HttpClient.HttpClient, http))
      })
    ),
    credentials(options.apiKey)
  )

/**
 * An account, and a client without rate limit and without retries. The account has no rate limit either, unless `limit`
 * is given; then requests above it fail with `RateLimitedError`.
 *
 * The client of production waits before the sixth request of a second. Under the `TestClock` of `@effect/vitest` that
 * wait does not end by itself, so a test with more than five requests would hang.
 *
 * ```ts
 * const names = ["a", "b", "c", "d", "e", "f"]
 * const program = Effect.forEach(names, (tag) => Tags.create({ tag, tagType: "contact" })).pipe(
 *   Effect.provide(FakeAccount.layerClient())
 * )
 * ```
 */
export const layerClient = (
  options: Options = {}
): Layer.Layer<FakeAccount | ActiveCampaignClient.ActiveCampaignClient> =>
  Layer.provideMerge(directClient, layer({ ...options, limit: options.limit ?? null }))
