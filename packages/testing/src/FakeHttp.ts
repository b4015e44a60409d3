/**
 * An `HttpClient` that answers from endpoint values: what an endpoint succeeds or fails with goes onto the wire in
 * the vendor's form, and comes back through the real client.
 *
 * ```ts
 * const layer = FakeHttp.layerClient(
 *   FakeHttp.reply(Contacts.sync, jane),
 *   FakeHttp.reply(ContactTags.add, new NotFoundError({ … }))
 * )
 * ```
 *
 * Replies to one endpoint are given in the order they stand in, the last one for all further calls. A call that no
 * reply was given for dies with its name. `sent` tells what was sent.
 */

import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import type * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import { type Answer, bodyOf, failWith, type Replied, responseOf, type Sent, sentOf } from "./internal/wire.js"

export type { Answer, Sent } from "./internal/wire.js"

/** What a test can ask of the fake. */
export class FakeHttp extends Context.Tag("@effect-activecampaign/testing/FakeHttp")<
  FakeHttp,
  {
    /** Everything that was sent, in order. */
    readonly sent: Effect.Effect<ReadonlyArray<Sent>>
    /** What was sent to one endpoint, in order. */
    readonly sentTo: (endpoint: Endpoint.Metadata) => Effect.Effect<ReadonlyArray<Sent>>
    /** Names of the endpoints that a reply was given for and that were not called. */
    readonly unused: Effect.Effect<ReadonlyArray<string>>
  }
>() {}

/** A canned answer to an endpoint. */
export interface Reply {
  readonly endpoint: Endpoint.Metadata
  readonly respond: (
    sent: Sent,
    request: HttpClientRequest.HttpClientRequest
  ) => Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>
}

/** What an endpoint succeeds with; all rows of a collection, which the fake splits into pages. */
export type Success<E> = E extends (...args: any) => Effect.Effect<infer A, any, any>
  ? A
  : E extends (...args: any) => Stream.Stream<infer A, any, any>
    ? ReadonlyArray<A>
    : never

/** What an endpoint fails with when the other side is asked. */
export type Failure<E> = Extract<
  E extends (...args: any) => Effect.Effect<any, infer F, any>
    ? F
    : E extends (...args: any) => Stream.Stream<any, infer F, any>
      ? F
      : never,
  Replied
>

const isFailure = (value: unknown): value is Replied => value instanceof Error && "_tag" in value && "endpoint" in value

/** The page of the rows that was asked for, as the vendor counts. */
const pageOf = (rows: ReadonlyArray<unknown>, query: URLSearchParams): ReadonlyArray<unknown> => {
  const after = query.get("id_greater")
  const left =
    after === null ? rows : rows.filter((row) => Number((row as { readonly id?: unknown }).id) > Number(after))
  const offset = Number(query.get("offset") ?? 0)
  return left.slice(offset, offset + Math.min(100, Number(query.get("limit") ?? 20)))
}

/** A success of an endpoint as the body that the vendor would send. */
const encoded = (endpoint: Endpoint.Metadata, value: unknown, sent: Sent): unknown => {
  if (endpoint.items === undefined) return Schema.encodeSync(endpoint.success)(value)
  const rows = Schema.encodeSync(Wire.rows(endpoint.success))(value as ReadonlyArray<unknown>) as ReadonlyArray<unknown>
  return { [endpoint.items]: pageOf(rows, sent.query), meta: { total: String(rows.length) } }
}

/** Answers an endpoint with what it succeeds or fails with. */
export const reply = <E extends Endpoint.Metadata>(endpoint: E, answer: Success<E> | Failure<E>): Reply =>
  replyWith(endpoint, () => answer)

/** Answers an endpoint with what a function makes of the request. */
export const replyWith = <E extends Endpoint.Metadata>(
  endpoint: E,
  answer: (sent: Sent) => Success<E> | Failure<E>
): Reply => ({
  endpoint,
  respond: (sent, request) => {
    const value: unknown = answer(sent)
    return isFailure(value)
      ? failWith(request, value)
      : Effect.sync(() => responseOf(request, { status: 200, body: encoded(endpoint, value, sent) }))
  }
})

/** Answers an endpoint with any status, headers and body: for answers that the vendor should not give. */
export const replyRaw = (endpoint: Endpoint.Metadata, answer: Answer): Reply => ({
  endpoint,
  respond: (_, request) => Effect.sync(() => responseOf(request, answer))
})

/** Whether a request is to an endpoint, by method, route and the endpoint's own headers. */
const isTo = (endpoint: Endpoint.Metadata) => {
  const pattern = new RegExp(
    `^${endpoint.route
      .split(/\{\w+\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^/]+")}$`
  )
  const headers = Object.entries(endpoint.headers ?? {})
  return ({ method, headers: given }: HttpClientRequest.HttpClientRequest, path: string): boolean =>
    method === endpoint.method &&
    pattern.test(path) &&
    headers.every(([name, value]) => given[name.toLowerCase()] === value)
}

/** What tells a request to an endpoint from a request to another one; two endpoints of one route are not told apart. */
const keyOf = ({ headers, method, route }: Endpoint.Metadata): string =>
  `${method} ${route} ${JSON.stringify(headers ?? {})}`

/** How much of a request an endpoint is particular about: `/users/me` is before `/users/{id}`. */
const particulars = ({ headers, route }: Endpoint.Metadata): number =>
  Object.keys(headers ?? {}).length - (route.match(/\{/g)?.length ?? 0)

/** An HTTP client that gives these replies and no others. */
export const layer = (...replies: ReadonlyArray<Reply>): Layer.Layer<FakeHttp | HttpClient.HttpClient> =>
  Layer.effectContext(
    Effect.sync(() => {
      const log: Array<{ readonly sent: Sent; readonly key: string | undefined }> = []
      const waiting = replies
        .map((reply) => ({ ...reply, matches: isTo(reply.endpoint), used: false }))
        .sort((a, b) => particulars(b.endpoint) - particulars(a.endpoint))
      const http = HttpClient.make((request, url) =>
        Effect.suspend(() => {
          const rawPath = url.pathname.replace(/^.*?\/api\/3(?=\/|$)/, "")
          const sent = sentOf(request.method, url, request.headers, bodyOf(request))
          const matching = waiting.filter((reply) => reply.matches(request, rawPath))
          const key = matching[0] === undefined ? undefined : keyOf(matching[0].endpoint)
          const candidates = matching.filter(({ endpoint }) => keyOf(endpoint) === key)
          const reply = candidates.find((candidate) => !candidate.used) ?? candidates.at(-1)
          log.push({ sent, key })
          if (reply === undefined) {
            const expected = waiting.map(({ endpoint }) => `${endpoint.name} (${endpoint.method} ${endpoint.route})`)
            return Effect.dieMessage(
              `FakeHttp: nobody expected ${request.method} ${rawPath}; replies were given for ${expected.join(", ") || "nothing"}`
            )
          }
          reply.used = true
          return reply.respond(sent, request)
        })
      )
      return Context.make(HttpClient.HttpClient, http).pipe(
        Context.add(FakeHttp, {
          sent: Effect.sync(() => log.map(({ sent }) => sent)),
          sentTo: (endpoint) =>
            Effect.sync(() => log.filter(({ key }) => key === keyOf(endpoint)).map(({ sent }) => sent)),
          unused: Effect.sync(() => waiting.filter(({ used }) => !used).map(({ endpoint }) => endpoint.name))
        })
      )
    })
  )

/**
 * A whole client over these replies: made-up credentials, no limit and no retries, so that a failure is told at
 * once. A test of retries gives `layer` to a client of its own.
 */
export const layerClient = (
  ...replies: ReadonlyArray<Reply>
): Layer.Layer<FakeHttp | ActiveCampaignClient.ActiveCampaignClient> =>
  ActiveCampaignClient.layer.pipe(
    Layer.provide([
      Layer.orDie(Credentials.layer({ apiUrl: "https://fake.api-us1.com", apiKey: "fake-key" })),
      RateLimiter.layerUnlimited,
      RetryPolicy.layer({ maxAttempts: 1 })
    ]),
    Layer.provideMerge(layer(...replies))
  )

/** Everything that was sent, in order. */
export const sent: Effect.Effect<ReadonlyArray<Sent>, never, FakeHttp> = Effect.flatMap(FakeHttp, (fake) => fake.sent)

/** What was sent to one endpoint, in order. */
export const sentTo = (endpoint: Endpoint.Metadata): Effect.Effect<ReadonlyArray<Sent>, never, FakeHttp> =>
  Effect.flatMap(FakeHttp, (fake) => fake.sentTo(endpoint))

/** Names of the endpoints that a reply was given for and that were not called. */
export const unused: Effect.Effect<ReadonlyArray<string>, never, FakeHttp> = Effect.flatMap(
  FakeHttp,
  (fake) => fake.unused
)
