/**
 * An `HttpClient` with configured replies. A reply is what an endpoint succeeds or fails with, typed by the endpoint.
 * The fake encodes it as ActiveCampaign would, and the real client decodes it. Fields that can be null may be omitted.
 *
 * ```ts
 * const jane = { id: ContactId.make("113"), email: "jane@example.com" }
 * const program = Effect.gen(function* () {
 *   const { id } = yield* Contacts.sync({ email: "jane@example.com" })
 *   yield* ContactTags.add({ contact: id, tag: TagId.make("20") }).pipe(Effect.ignore)
 *   yield* FakeHttp.verifySent(ContactTags.add, { contact: id, tag: TagId.make("20") })
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
 * | to reply | use |
 * | --- | --- |
 * | to all requests of an endpoint | `reply` |
 * | to its first, second, … request | `replies` |
 * | to its requests with some arguments | `replyTo`, or `when` around a reply |
 * | to one request only | `once` around a reply |
 * | after some time | `delayed` around a reply |
 * | with what depends on the request | `replyWith` |
 * | with any status, headers and body | `replyRaw` |
 *
 * Replies to the same endpoint are used in the order given, those for some arguments first; the last one is used for all
 * further requests. A request without a reply dies with a message that shows how it differs from what was expected.
 * `verify` and `verifySent` check what was sent; `sent` and `sentTo` return it.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import type * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import type * as Credentials from "effect-activecampaign/Credentials"
import type * as Endpoint from "effect-activecampaign/Endpoint"
import * as Wire from "effect-activecampaign/Wire"
import { chooserOf, nameOf, type Reply, type Respond } from "./internal/choose.js"
import { credentials, directClient } from "./internal/client.js"
import {
  type Arguments,
  type Expectation,
  fromArguments,
  fromPart,
  fromPredicate,
  type RequestPart
} from "./internal/expectation.js"
import { failWith, type RemoteError } from "./internal/failWith.js"
import {
  pathBelowApi,
  type RawResponse,
  type RecordedRequest,
  recordClientRequest,
  toClientResponse
} from "./internal/http.js"
import { keyOf, matcherOf } from "./internal/matching.js"
import { complete, type Sparse } from "./internal/sparse.js"

export type { Reply, Respond } from "./internal/choose.js"
export type { Arguments, Expectation, RequestPart } from "./internal/expectation.js"
export type { RemoteError } from "./internal/failWith.js"
export type { RawResponse, RecordedRequest } from "./internal/http.js"
export type { Sparse } from "./internal/sparse.js"

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

/** The page of the rows that a query asks for, with ActiveCampaign's defaults. Some lists number their pages. */
const pageOf = (rows: ReadonlyArray<unknown>, query: URLSearchParams): ReadonlyArray<unknown> => {
  const after = query.get("id_greater")
  const remaining = after === null ? rows : rows.filter((row) => idOf(row) > Number(after))
  const size = Math.min(100, Number(query.get("page_size") ?? query.get("limit") ?? 20))
  const offset = Number(query.get("offset") ?? (Number(query.get("page") ?? 1) - 1) * size)
  return remaining.slice(offset, offset + size)
}

/** The body that ActiveCampaign would send for a success. */
const bodyOf = (
  { items, name, success }: Endpoint.Metadata,
  value: unknown,
  query: URLSearchParams
): Effect.Effect<unknown> => {
  const encode = <A>(codec: Wire.AnyCodec<A>) =>
    Effect.catchAll(Schema.encodeUnknown(codec)(complete(Wire.definitionOf(codec), value)), (error) =>
      Effect.dieMessage(`FakeHttp: the reply to ${name} must be what the endpoint succeeds with; ${error.message}`)
    )
  if (items === undefined) return encode(success)
  return Effect.map(encode(Wire.array(success)), (encoded) => {
    const rows = Array.isArray(encoded) ? encoded : []
    return { [items]: pageOf(rows, query), meta: { total: String(rows.length) } }
  })
}

// ---------------------------------------------------------------------------------------------------------------
// Replies
// ---------------------------------------------------------------------------------------------------------------

const replyOf = (endpoint: Endpoint.Metadata, ...responses: ReadonlyArray<Respond>): Reply => ({
  endpoint,
  responses,
  repeats: true,
  expectations: []
})

/** Responds with what an endpoint succeeds or fails with. */
const respondWith =
  (endpoint: Endpoint.Metadata, result: (request: RecordedRequest) => unknown): Respond =>
  (recorded, request) =>
    Effect.suspend(() => {
      const value = result(recorded)
      return isError(value)
        ? failWith(request, value, endpoint.items !== undefined)
        : Effect.map(bodyOf(endpoint, value, recorded.query), (body) =>
            toClientResponse(request, { status: 200, body })
          )
    })

/**
 * Replies to an endpoint with what it succeeds or fails with. Fields that can be null may be omitted. To a list, all rows
 * are given; the fake splits them into pages.
 *
 * A `TimeoutError`, or an `OutcomeUnknownError` with the code `timeout`, means that no response comes: advance the
 * `TestClock` by the request timeout, 30 seconds by default.
 *
 * ```ts
 * FakeHttp.reply(Contacts.get, { id: ContactId.make("113"), email: "jane@example.com" })
 * FakeHttp.reply(Contacts.get, NotFoundError.of(Contacts.get))
 * FakeHttp.reply(Contacts.list, [{ id: ContactId.make("113") }, { id: ContactId.make("114") }])
 * FakeHttp.reply(Contacts.delete, undefined)
 * ```
 */
export const reply = <E extends Endpoint.Metadata>(endpoint: E, result: Sparse<Success<E>> | Failure<E>): Reply =>
  replyOf(
    endpoint,
    respondWith(endpoint, () => result)
  )

/**
 * Replies to the first, the second, … request to an endpoint. The last result is used for all further requests; with
 * `once` around the reply, it is not.
 *
 * ```ts
 * FakeHttp.replies(Contacts.get, [ServerError.of(Contacts.get), { id: ContactId.make("113") }])
 * ```
 */
export const replies = <E extends Endpoint.Metadata>(
  endpoint: E,
  results: readonly [Sparse<Success<E>> | Failure<E>, ...ReadonlyArray<Sparse<Success<E>> | Failure<E>>]
): Reply => replyOf(endpoint, ...results.map((result) => respondWith(endpoint, () => result)))

/**
 * Replies to the requests that an endpoint sends for these arguments: the same path, query and body. Of a list, the
 * arguments are those of its `page`, and all pages get the reply.
 *
 * ```ts
 * FakeHttp.replyTo(Contacts.get, [ContactId.make("113")], { id: ContactId.make("113") })
 * FakeHttp.replyTo(Contacts.get, [ContactId.make("114")], NotFoundError.of(Contacts.get))
 * FakeHttp.replyTo(Contacts.list, [{ listid: ListId.make("7") }], [{ id: ContactId.make("113") }])
 * ```
 */
export const replyTo = <E extends Endpoint.Metadata>(
  endpoint: E,
  args: Arguments<E>,
  result: Sparse<Success<E>> | Failure<E>
): Reply => expecting(reply(endpoint, result), fromArguments(endpoint, args))

/**
 * Replies to an endpoint with what a function computes from the request.
 *
 * ```ts
 * FakeHttp.replyWith(Tags.delete, ({ path }) => (path === "/tags/1" ? undefined : NotFoundError.of(Tags.delete)))
 * ```
 */
export const replyWith = <E extends Endpoint.Metadata>(
  endpoint: E,
  result: (request: RecordedRequest) => Sparse<Success<E>> | Failure<E>
): Reply => replyOf(endpoint, respondWith(endpoint, result))

/**
 * Replies to an endpoint with any status, headers and body, including those that ActiveCampaign should not send.
 *
 * ```ts
 * FakeHttp.replyRaw(Tags.get, { status: 200, body: "<html>Maintenance</html>" })
 * ```
 */
export const replyRaw = (endpoint: Endpoint.Metadata, response: RawResponse): Reply =>
  replyOf(endpoint, (_, request) => Effect.sync(() => toClientResponse(request, response)))

const expecting = (reply: Reply, expectation: Expectation): Reply => ({
  ...reply,
  expectations: [...reply.expectations, expectation]
})

/**
 * Uses a reply only for requests that have a path, query parameters or values of the body, or for which a function returns
 * true. What is not named can be anything.
 *
 * ```ts
 * const jane = FakeHttp.reply(Contacts.sync, { id: ContactId.make("113") })
 * FakeHttp.when(jane, { body: { contact: { email: "jane@example.com" } } })
 * FakeHttp.when(jane, ({ headers }) => headers["user-agent"] !== undefined)
 * ```
 */
export const when = (reply: Reply, expected: RequestPart | ((request: RecordedRequest) => boolean)): Reply =>
  expecting(reply, typeof expected === "function" ? fromPredicate(expected) : fromPart(expected))

/**
 * Uses a reply for one request only, or each of several `replies` for one. Further requests get the next reply to the
 * endpoint, or what is behind `layerInFront`.
 *
 * ```ts
 * FakeHttp.once(FakeHttp.reply(Tags.create, ServerError.of(Tags.create)))
 * ```
 */
export const once = (reply: Reply): Reply => ({ ...reply, repeats: false })

/**
 * Replies after a time. In a test with a `TestClock`, advance the clock.
 *
 * ```ts
 * FakeHttp.delayed(FakeHttp.reply(Tags.list, []), "2 seconds")
 * ```
 */
export const delayed = (reply: Reply, by: Duration.DurationInput): Reply => ({
  ...reply,
  responses: reply.responses.map(
    (respond): Respond =>
      (recorded, request) =>
        Effect.delay(respond(recorded, request), by)
  )
})

// ---------------------------------------------------------------------------------------------------------------
// Layers
// ---------------------------------------------------------------------------------------------------------------

interface Logged {
  readonly recorded: RecordedRequest
  /** What distinguishes the endpoint, if there is a reply to it. */
  readonly key: string | undefined
  /** Whether it is a request to an endpoint without a reply. */
  readonly matches: (endpoint: Endpoint.Metadata) => boolean
}

/** The fake, with what is behind it. */
const make = (all: ReadonlyArray<Reply>, behind?: HttpClient.HttpClient) => {
  const log: Array<Logged> = []
  const { choose, unused } = chooserOf(all)
  const http = HttpClient.make((request, url) =>
    Effect.suspend(() => {
      const path = pathBelowApi(url)
      const recorded = recordClientRequest(request, url)
      const { key, problem, respond } = choose(recorded, request, path)
      log.push({ recorded, key, matches: (endpoint) => matcherOf(endpoint)(request, path) })
      if (respond !== undefined) return respond(recorded, request)
      return behind === undefined ? Effect.dieMessage(`FakeHttp: ${problem}`) : behind.execute(request)
    })
  )
  const service: Service = {
    sent: Effect.sync(() => log.map(({ recorded }) => recorded)),
    sentTo: (endpoint) =>
      Effect.sync(() =>
        log
          .filter(({ key, matches }) => (key === undefined ? matches(endpoint) : key === keyOf(endpoint)))
          .map(({ recorded }) => recorded)
      ),
    unused: Effect.sync(() => unused().map(({ name }) => name))
  }
  return Context.make(FakeHttp, service).pipe(Context.add(HttpClient.HttpClient, http))
}

/**
 * An HTTP client with these replies. Use it to test a client of your own, for example its retries.
 *
 * ```ts
 * const client = ActiveCampaignClient.layer.pipe(
 *   Layer.provide(Credentials.layer({ apiUrl: "https://test.api-us1.com", apiKey: "test" })),
 *   Layer.provide(RetryPolicy.layer({ maxAttempts: 2 })),
 *   Layer.provideMerge(FakeHttp.layer(FakeHttp.replies(Tags.list, [ServerError.of(Tags.list), []])))
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

/**
 * An HTTP client with these replies in front of another one, which gets all requests without a reply. The other one can
 * be an account in memory, or `FetchHttpClient`.
 */
export const layerInFront = (
  ...replies: ReadonlyArray<Reply>
): Layer.Layer<FakeHttp | HttpClient.HttpClient, never, HttpClient.HttpClient> =>
  Layer.effectContext(Effect.map(HttpClient.HttpClient, (behind) => make(replies, behind)))

/**
 * A client like that of `layerClient`, with these replies in front of another HTTP client: a `FakeAccount` that fails where
 * a test wants it to.
 *
 * ```ts
 * const layer = FakeHttp.layerClientInFront(
 *   FakeHttp.once(FakeHttp.reply(Tags.create, ServerError.of(Tags.create)))
 * ).pipe(Layer.provideMerge(FakeAccount.layer({ limit: null })))
 * ```
 */
export const layerClientInFront = (
  ...replies: ReadonlyArray<Reply>
): Layer.Layer<
  FakeHttp | ActiveCampaignClient.ActiveCampaignClient,
  never,
  Credentials.Credentials | HttpClient.HttpClient
> => Layer.provideMerge(directClient, layerInFront(...replies))

// ---------------------------------------------------------------------------------------------------------------
// What was sent
// ---------------------------------------------------------------------------------------------------------------

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

const namesOf = (requests: ReadonlyArray<RecordedRequest>): string =>
  requests.map(({ method, path }) => `${method} ${path}`).join(", ") || "none"

/** Dies if a reply was not used, with a message that names it and the requests. */
export const verify: Effect.Effect<void, never, FakeHttp> = Effect.gen(function* () {
  const names = yield* unused
  if (names.length === 0) return
  yield* Effect.dieMessage(`FakeHttp: a reply was not used: ${names.join(", ")}; requests: ${namesOf(yield* sent)}`)
})

/**
 * Dies if an endpoint was not called with these arguments, with a message that shows how the requests to it differ. Of a
 * list, the arguments are those of its `page`.
 *
 * ```ts
 * FakeHttp.verifySent(Contacts.sync, { email: "jane@example.com" })
 * ```
 */
export const verifySent = <E extends Endpoint.Metadata>(
  endpoint: E,
  ...args: Arguments<E>
): Effect.Effect<void, never, FakeHttp> =>
  Effect.gen(function* () {
    const differs = fromArguments(endpoint, args)
    const requests = yield* sentTo(endpoint)
    const differences = requests.map(differs)
    if (differences.includes(undefined)) return
    const details =
      differences.length === 0
        ? `requests: ${namesOf(yield* sent)}`
        : `(- expected, + sent)\n${differences.slice(-3).join("\n")}`
    yield* Effect.dieMessage(`FakeHttp: ${nameOf(endpoint)} was not called with these arguments; ${details}`)
  })
