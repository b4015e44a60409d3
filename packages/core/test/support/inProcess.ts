/**
 * A client whose other side is a function, with no limit and no retries unless a test asks for them.
 */

import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

export interface Sent {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What the other side does: answers, or loses the connection. */
export type Reaction =
  | {
      readonly status?: number
      readonly headers?: Record<string, string>
      readonly body?: unknown
    }
  | { readonly lost: string; readonly syscall?: string }
  | "never"

const react = (request: HttpClientRequest.HttpClientRequest, reaction: Reaction) => {
  if (reaction === "never") return Effect.never
  if ("lost" in reaction) {
    const cause = Object.assign(new Error("lost"), { code: reaction.lost, syscall: reaction.syscall })
    return Effect.fail(new HttpClientError.RequestError({ request, reason: "Transport", cause }))
  }
  const { status = 200, headers = {}, body } = reaction
  const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body)
  return Effect.succeed(HttpClientResponse.fromWeb(request, new Response(text, { status, headers })))
}

/** The other side: each reaction in turn, the last one for all further requests; and what was sent. */
export const otherSide = (...reactions: ReadonlyArray<Reaction>) => {
  const sent: Array<Sent> = []
  const http = HttpClient.make((request, url) =>
    Effect.suspend(() => {
      const { body } = request
      sent.push({
        method: request.method,
        url,
        headers: request.headers,
        body: body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : ""
      })
      return react(request, reactions[Math.min(sent.length, reactions.length) - 1] ?? {})
    })
  )
  return { sent, http: Layer.succeed(HttpClient.HttpClient, http) }
}

export const apiKey = "k3y-that-must-not-show"

/** A client to another side. */
export const clientTo = (
  http: Layer.Layer<HttpClient.HttpClient>,
  options: {
    readonly policy?: Partial<RetryPolicy.Policy>
    readonly client?: ActiveCampaignClient.Options
    readonly limiter?: Layer.Layer<RateLimiter.RateLimiter>
    readonly apiUrl?: string
    readonly apiKey?: string
  } = {}
): Layer.Layer<ActiveCampaignClient.ActiveCampaignClient> =>
  ActiveCampaignClient.layerWith(options.client ?? {}).pipe(
    Layer.provide([
      Layer.orDie(
        Credentials.layer({ apiUrl: options.apiUrl ?? "https://account.api-us1.com", apiKey: options.apiKey ?? apiKey })
      ),
      options.limiter ?? RateLimiter.layerUnlimited,
      RetryPolicy.layer(options.policy ?? { maxAttempts: 1 }),
      http
    ])
  )
