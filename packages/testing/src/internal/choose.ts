/**
 * Which of the configured replies a request gets.
 */
import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import type * as Effect from "effect/Effect"
import type * as Endpoint from "effect-activecampaign/Endpoint"
import type { Expectation } from "./expectation.js"
import type { RecordedRequest } from "./http.js"
import { keyOf, matcherOf, specificityOf } from "./matching.js"

/** Responds to a request. */
export type Respond = (
  recorded: RecordedRequest,
  request: HttpClientRequest.HttpClientRequest
) => Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>

/** A configured reply to an endpoint. */
export interface Reply {
  /** The endpoint. */
  readonly endpoint: Endpoint.Metadata
  /** Respond to the requests to the endpoint, in this order. */
  readonly responses: ReadonlyArray<Respond>
  /** Whether the last response is used for all further requests. */
  readonly repeats: boolean
  /** What a request must have to get this reply. */
  readonly expectations: ReadonlyArray<Expectation>
}

/** The response to a request, or why there is none. */
export interface Choice {
  /** What distinguishes the endpoint; undefined if there is no reply to it. */
  readonly key: string | undefined
  readonly respond: Respond | undefined
  /** Why there is no response. */
  readonly problem: string
}

/** An endpoint as messages show it. */
export const nameOf = ({ method, name, route }: Endpoint.Metadata): string => `${name} (${method} ${route})`

const listOf = (replies: ReadonlyArray<Reply>): string =>
  [...new Set(replies.map(({ endpoint }) => nameOf(endpoint)))].join(", ") || "none"

/** How a request differs from what the first few replies expect. */
const differencesOf = (replies: ReadonlyArray<Reply>, recorded: RecordedRequest): string =>
  replies
    .slice(0, 3)
    .flatMap(({ endpoint, expectations }) =>
      expectations.flatMap((differs) => {
        const difference = differs(recorded)
        return difference === undefined ? [] : [`${endpoint.name} (- expected, + sent):\n${difference}`]
      })
    )
    .join("\n")

const problemOf = (replies: ReadonlyArray<Reply>, candidates: ReadonlyArray<Reply>, recorded: RecordedRequest) => {
  const request = `${recorded.method} ${recorded.path}`
  const [first] = candidates
  if (first === undefined) return `unexpected request ${request}; configured replies: ${listOf(replies)}`
  const differences = differencesOf(candidates, recorded)
  return differences === ""
    ? `unexpected request ${request}; all replies to ${first.endpoint.name} were used`
    : `unexpected request ${request}; no reply expects its arguments\n${differences}`
}

/**
 * Chooses the reply to each request: of the most specific endpoint, those that expect something of the request before the
 * others, and of these the next one that was not used.
 */
export const chooserOf = (replies: ReadonlyArray<Reply>) => {
  const configured = replies
    .map((reply) => ({ ...reply, key: keyOf(reply.endpoint), matches: matcherOf(reply.endpoint), used: 0 }))
    .sort((a, b) => specificityOf(b.endpoint) - specificityOf(a.endpoint))
  const isOpen = ({ responses, used }: (typeof configured)[number]) => used < responses.length
  return {
    choose: (recorded: RecordedRequest, request: HttpClientRequest.HttpClientRequest, path: string): Choice => {
      const matching = configured.filter(({ matches }) => matches(request, path))
      const key = matching[0]?.key
      const candidates = matching.filter((one) => one.key === key)
      const usable = candidates.filter(
        (one) => (isOpen(one) || one.repeats) && one.expectations.every((differs) => differs(recorded) === undefined)
      )
      const expecting = usable.filter(({ expectations }) => expectations.length > 0)
      const pool = expecting.length > 0 ? expecting : usable
      const chosen = pool.find(isOpen) ?? pool.at(-1)
      if (chosen === undefined) return { key, respond: undefined, problem: problemOf(replies, candidates, recorded) }
      const respond = chosen.responses[chosen.used] ?? chosen.responses.at(-1)
      if (isOpen(chosen)) chosen.used++
      return { key, respond, problem: "" }
    },
    unused: () => configured.filter(isOpen).map(({ endpoint }) => endpoint)
  }
}
