/**
 * One attempt: wait for a slot in the rate limit, send, classify.
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { identity } from "effect/Function"
import * as Errors from "../ActiveCampaignError.js"
import type * as RateLimiter from "../RateLimiter.js"
import * as Classify from "./classify.js"
import { type ClientTransform, hardened } from "./httpClient.js"
import { contextOf } from "./operation.js"
import { numberOf } from "./transport.js"

/** A client's HTTP transport: the given client, transformed and made safe. */
export const transportOf = (given: HttpClient.HttpClient) => {
  const standard = hardened(given)
  return (transform: ClientTransform): HttpClient.HttpClient =>
    transform === identity ? standard : hardened(transform(given))
}

/** Sends a request once, and classifies what becomes of it. */
export const sendOnce = (
  http: HttpClient.HttpClient,
  request: HttpClientRequest.HttpClientRequest,
  context: Classify.CallContext,
  timeout: Duration.Duration,
  clock: Clock.Clock
): Effect.Effect<Classify.Outcome> =>
  http.execute(request).pipe(
    Effect.flatMap(({ headers, status, text }) =>
      Effect.map(text, (content) =>
        Classify.fromResponse(context, clock.unsafeCurrentTimeMillis(), { content, headers, status })
      )
    ),
    Effect.catchAll((error) => Effect.succeed(Classify.fromTransportError(context, error))),
    Effect.timeoutTo({
      duration: timeout,
      onSuccess: identity<Classify.Outcome>,
      onTimeout: () => Classify.fromTimeout(context, timeout)
    })
  )

/** Waits for a slot in the account's rate limit. */
export const slotOf = (limiter: RateLimiter.Limiter, key: string, context: Classify.CallContext) =>
  Effect.mapError(limiter.acquire(key, context.operation.bucket), ({ reason }) => {
    const problem = `the shared rate limit cannot be reached (${Classify.redact(context, reason)}); nothing was sent`
    return new Errors.TransportError({ ...contextOf(context.operation, problem), code: "limiter", sent: false })
  })

/** Sends in a slot, and reports to the rate limiter what becomes of it, also if it is interrupted. */
export const withSlot = <E>(
  slot: Effect.Effect<RateLimiter.Slot, E>,
  send: (slot: RateLimiter.Slot) => Effect.Effect<Classify.Outcome>
): Effect.Effect<Classify.Outcome, E> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(restore(slot), (slot) =>
      Effect.onExit(restore(send(slot)), (exit) =>
        slot.release(Exit.isSuccess(exit) ? resultOf(exit.value) : abandoned)
      )
    )
  )

const abandoned: RateLimiter.Result = { limited: false, retryAfter: null, remaining: null, abandoned: true }

/** What a response tells the rate limiter. */
const resultOf = (outcome: Classify.Outcome): RateLimiter.Result =>
  outcome._tag === "RawResponse"
    ? { limited: false, retryAfter: null, remaining: numberOf(outcome.headers["ratelimit-remaining"]) }
    : {
        limited: outcome.error._tag === "RateLimitedError",
        retryAfter: outcome.retryAfter,
        remaining: null,
        // A connection that is lost carries nothing more.
        abandoned: "timeout" in outcome.error || ("code" in outcome.error && outcome.error.code === "timeout")
      }
