/**
 * An `HttpClient` with configured replies. A reply is what an endpoint succeeds or fails with, typed by the endpoint.
 * The fake encodes it as ActiveCampaign would, and the real client decodes it.
 *
 * ```ts
 * import * as Schema from "effect/Schema"
 *
 * // Fields that are not given are null.
 * const jane = Schema.decodeUnknownSync(Contacts.Contact)({ id: "113", email: "jane@example.com" })
 * const program = Effect.gen(function* () {
 *   const { id } = yield* Contacts.sync({ email: "jane@example.com" })
 *   yield* ContactTags.add({ contact: id, tag: TagId.make("20") }).pipe(Effect.ignore)
 *   return yield* FakeHttp.sentTo(ContactTags.add)
 * }).pipe(
 *   Effect.provide(
 *     FakeHttp.layerClient(
 *       FakeHttp.reply(Contacts.sync, jane),
 *       FakeHttp.reply(ContactTags.add, NotFoundError.of(ContactTags.add))
 *     )
 *   )
 * )
 * ```
 *
 * Replies to the same endpoint are used in the order given; the last one is used for all further requests. A request
 * without a reply dies with a message that names it. `sent` and `sentTo` return the requests.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import type * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import type * as Endpoint from "effect-activecampaign/Endpoint"
import * as Wire from "effect-activecampaign/Wire"
import { credentials, directClient } from "./internal/client.js"
import { failWith, type RemoteError } from "./internal/failWith.js"
import {
  pathBelowApi,
  type RawResponse,
  type RecordedRequest,
  recordClientRequest,
  toClientResponse
} from "./internal/http.js"
import { keyOf, matcherOf, specificityOf } from "./internal/matching.js"

export type { RemoteError } from "./internal/failWith.js"
export type { RawResponse, RecordedRequest } from "./internal/http.js"

/** What a test can read from the fake. */
export interface Service {
  /** All requests, in order. */
  readonly sent: Effect.Effect<ReadonlyArray<RecordedRequest>>
  /** The requests to one endpoint, in order. */
  readonly sentTo: (endpoint: Endpoint.Metadata) => Effect.Effect<ReadonlyArray<RecordedRequest>>
  /** Names of the endpoints that have a reply which was not used. */
  readonly unused: Effect.Effect<ReadonlyArray<string>>
}

/** The fake of a test. */
export class FakeHttp extends Context.Tag("@effect-activecampaign/testing/FakeHttp")<FakeHttp, Service>() {}

/** A configured reply to an endpoint. */
export interface Reply {
  /** The endpoint. */
  readonly endpoint: Endpoint.Metadata
  /** Responds to a request to the endpoint. */
  readonly respond: (
    recorded: RecordedRequest,
    request: HttpClientRequest.HttpClientRequest
  ) => Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>
}

/** What an endpoint succeeds with; for a list, all rows, which the fake splits into pages. */
export type Success<E> = E extends (...args: never) => Effect.Effect<infer A, unknown, unknown>
  ? A
  : E extends (...args: never) => Stream.Stream<infer A, unknown, unknown>
    ? ReadonlyArray<A>
    : never

/** What an endpoint fails with once a request is sent. */
export type Failure<E> = Extract<
  E extends (...args: never) => Effect.Effect<unknown, infer F, unknown>
    ? F
    : E extends (...args: never) => Stream.Stream<unknown, infer F, unknown>
      ? F
      : never,
  RemoteError
>

const isError = (value: unknown): value is RemoteError =>
  value instanceof Error && "_tag" in value && "endpoint" in value

const idOf = (row: unknown): number => (typeof row === "object" && row !== null && "id" in row ? Number(row.id) : 0)

/** The page of the rows that a query asks for, with ActiveCampaign's defaults. */
const pageOf = (rows: ReadonlyArray<unknown>, query: URLSearchParams): ReadonlyArray<unknown> => {
  const after = query.get("id_greater")
  const remaining = after === null ? rows : rows.filter((row) => idOf(row) > Number(after))
  const offset = Number(query.get("offset") ?? 0)
  return remaining.slice(offset, offset + Math.min(100, Number(query.get("limit") ?? 20)))
}

/** The body that ActiveCampaign would send for a success. */
const bodyOf = (
  { items, name, success }: Endpoint.Metadata,
  value: unknown,
  query: URLSearchParams
): Effect.Effect<unknown> => {
  const encode = <A>(codec: Wire.Codec<A>) =>
    Effect.catchAll(Schema.encodeUnknown(codec)(value), (error) =>
      Effect.dieMessage(`FakeHttp: the reply to ${name} must be what the endpoint succeeds with; ${error.message}`)
    )
  if (items === undefined) return encode(success)
  return Effect.map(encode(Wire.array(success)), (encoded) => {
    const rows = Array.isArray(encoded) ? encoded : []
    return { [items]: pageOf(rows, query), meta: { total: String(rows.length) } }
  })
}

/**
 * Replies to an endpoint with what it succeeds or fails with.
 *
 * A `TimeoutError`, or an `OutcomeUnknownError` with the code `timeout`, means that no response comes: advance the
 * `TestClock` by the request timeout, 30 seconds by default.
 *
 * ```ts
 * FakeHttp.reply(Contacts.get, NotFoundError.of(Contacts.get))
 * ```
 */
export const reply = <E extends Endpoint.Metadata>(endpoint: E, result: Success<E> | Failure<E>): Reply =>
  replyWith(endpoint, () => result)

/**
 * Replies to an endpoint with what a function computes from the request.
 *
 * ```ts
 * FakeHttp.replyWith(Tags.delete, ({ path }) => (path === "/tags/1" ? undefined : NotFoundError.of(Tags.delete)))
 * ```
 */
export const replyWith = <E extends Endpoint.Metadata>(
  endpoint: E,
  result: (request: RecordedRequest) => Success<E> | Failure<E>
): Reply => ({
  endpoint,
  respond: (recorded, request) =>
    Effect.suspend(() => {
      const value: unknown = result(recorded)
      return isError(value)
        ? failWith(request, value)
        : Effect.map(bodyOf(endpoint, value, recorded.query), (body) =>
            toClientResponse(request, { status: 200, body })
          )
    })
})

/**
 * Replies to an endpoint with any status, headers and body, including those that ActiveCampaign should not send.
 *
 * ```ts
 * FakeHttp.replyRaw(Tags.get, { status: 200, body: "<html>Maintenance</html>" })
 * ```
 */
export const replyRaw = (endpoint: Endpoint.Metadata, response: RawResponse): Reply => ({
  endpoint,
  respond: (_, request) => Effect.sync(() => toClientResponse(request, response))
})

const namesOf = (replies: ReadonlyArray<Reply>): string =>
  replies.map(({ endpoint }) => `${endpoint.name} (${endpoint.method} ${endpoint.route})`).join(", ") || "none"

/** Chooses the reply to each request: of the most specific endpoint, the next one that was not used. */
const chooserOf = (replies: ReadonlyArray<Reply>) => {
  const configured = replies
    .map((reply) => ({ ...reply, key: keyOf(reply.endpoint), matches: matcherOf(reply.endpoint), used: false }))
    .sort((a, b) => specificityOf(b.endpoint) - specificityOf(a.endpoint))
  return {
    choose: (request: HttpClientRequest.HttpClientRequest, path: string) => {
      const matching = configured.filter(({ matches }) => matches(request, path))
      const candidates = matching.filter(({ key }) => key === matching[0]?.key)
      const chosen = candidates.find(({ used }) => !used) ?? candidates.at(-1)
      if (chosen !== undefined) chosen.used = true
      return chosen
    },
    unused: () => configured.filter(({ used }) => !used).map(({ endpoint }) => endpoint.name)
  }
}

const make = (replies: ReadonlyArray<Reply>) => {
  const log: Array<{ readonly recorded: RecordedRequest; readonly key: string | undefined }> = []
  const { choose, unused } = chooserOf(replies)
  const http = HttpClient.make((request, url) =>
    Effect.suspend(() => {
      const path = pathBelowApi(url)
      const recorded = recordClientRequest(request, url)
      const chosen = choose(request, path)
      log.push({ recorded, key: chosen?.key })
      return chosen === undefined
        ? Effect.dieMessage(
            `FakeHttp: unexpected request ${request.method} ${path}; configured replies: ${namesOf(replies)}`
          )
        : chosen.respond(recorded, request)
    })
  )
  const service: Service = {
    sent: Effect.sync(() => log.map(({ recorded }) => recorded)),
    sentTo: (endpoint) =>
      Effect.sync(() => log.filter(({ key }) => key === keyOf(endpoint)).map(({ recorded }) => recorded)),
    unused: Effect.sync(unused)
  }
  return Context.make(FakeHttp, service).pipe(Context.add(HttpClient.HttpClient, http))
}

/**
 * An HTTP client with these replies. Use it to test a client of your own, for example its retries.
 *
 * ```ts
 * const replies = [FakeHttp.reply(Tags.list, ServerError.of(Tags.list)), FakeHttp.reply(Tags.list, [])]
 * const client = ActiveCampaignClient.layer.pipe(
 *   Layer.provide(Credentials.layer({ apiUrl: "https://test.api-us1.com", apiKey: "test" })),
 *   Layer.provide(RetryPolicy.layer({ maxAttempts: 2 })),
 *   Layer.provideMerge(FakeHttp.layer(...replies))
 * )
 * ```
 */
export const layer = (...replies: ReadonlyArray<Reply>): Layer.Layer<FakeHttp | HttpClient.HttpClient> =>
  Layer.effectContext(Effect.sync(() => make(replies)))

/**
 * A client with these replies, without rate limit and without retries: requests do not wait for the `TestClock`, and
 * the first failure is returned.
 */
export const layerClient = (
  ...replies: ReadonlyArray<Reply>
): Layer.Layer<FakeHttp | ActiveCampaignClient.ActiveCampaignClient> =>
  directClient.pipe(Layer.provide(credentials()), Layer.provideMerge(layer(...replies)))

/** All requests, in order. */
export const sent: Effect.Effect<ReadonlyArray<RecordedRequest>, never, FakeHttp> = Effect.flatMap(
  FakeHttp,
  (fake) => fake.sent
)

/** The requests to one endpoint, in order. */
export const sentTo = (endpoint: Endpoint.Metadata): Effect.Effect<ReadonlyArray<RecordedRequest>, never, FakeHttp> =>
  Effect.flatMap(FakeHttp, (fake) => fake.sentTo(endpoint))

/** Names of the endpoints that have a reply which was not used. */
export const unused: Effect.Effect<ReadonlyArray<string>, never, FakeHttp> = Effect.flatMap(
  FakeHttp,
  (fake) => fake.unused
)
