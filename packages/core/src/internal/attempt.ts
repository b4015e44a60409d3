/**
 * One attempt: wait for a slot in the rate limit, send, classify.
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Cause from "effect/Cause"
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Errors from "../ActiveCampaignError.js"
import type * as RateLimiter from "../RateLimiter.js"
import { Issue } from "../Wire/Issue.js"
import { contentOf } from "./body.js"
import * as Classify from "./classify.js"
import { type FiberSettings, inTime } from "./deadline.js"
import { Redirected } from "./httpClient.js"
import { contextOf } from "./operation.js"
import type { Deadline } from "./retry.js"
import type { Restore } from "./telemetry.js"
import { numberOf } from "./transport.js"

/** Bounds of one attempt, and the settings of its fiber. */
export interface Bounds {
  readonly settings: FiberSettings
  readonly timeout: Duration.Duration
  readonly maxResponseBytes: number
}

/** Sends a request once, and classifies what becomes of it. */
export const sendOnce = (
  http: HttpClient.HttpClient,
  request: HttpClientRequest.HttpClientRequest,
  context: Classify.CallContext,
  { maxResponseBytes, settings, timeout }: Bounds,
  clock: Clock.Clock
): Effect.Effect<Classify.Outcome> =>
  inTime(
    Effect.catchAllCause(
      Effect.flatMap(http.execute(request), (response) => {
        const { headers, status } = response
        return Effect.map(contentOf(response, headers, maxResponseBytes), (found) => {
          const isCut = typeof found !== "string"
          const content = isCut ? found.cut : found
          return isCut && status < 300
            ? Classify.undecodable(
                context,
                response,
                new Issue(`has more than ${maxResponseBytes} bytes, the limit \`maxResponseBytes\``, content)
              )
            : Classify.fromResponse(context, clock.unsafeCurrentTimeMillis(), { content, headers, status })
        })
      }),
      (cause) => unsentOrLost(context, cause)
    ),
    clock,
    Duration.toMillis(timeout),
    () => Effect.succeed(Classify.fromTimeout(context, timeout)),
    settings
  )

/** What a failure of the HTTP client means; its defects, but for a redirect, remain defects. */
const unsentOrLost = (
  context: Classify.CallContext,
  cause: Cause.Cause<HttpClientError.HttpClientError>
): Effect.Effect<Classify.Outcome> => {
  const failure = Cause.failureOrCause(cause)
  if (failure._tag === "Left") return Effect.succeed(Classify.fromTransportError(context, failure.left))
  const defect = Cause.dieOption(cause)
  if (defect._tag === "None") return Effect.failCause(failure.right)
  const { value } = defect
  return value instanceof Redirected
    ? Effect.succeed(Classify.fromRedirect(context, value.status))
    : // An HTTP client that dies can show its request, and so the API key: of its message, all but URLs is kept.
      Effect.dieMessage(
        context
          .redact(value instanceof Error ? value.message.slice(0, 2000) : "the HTTP client died")
          .replace(/https?:\S+/gi, "‹url›")
      )
}

/** Waits for a slot in the account's rate limit. */
export const slotOf = (limiter: RateLimiter.Limiter, key: string, context: Classify.CallContext) =>
  Effect.mapError(limiter.acquire(key, context.operation.bucket), ({ reason }) => {
    const problem = `the shared rate limit cannot be reached (${context.redact(reason)}); nothing was sent`
    return new Errors.TransportError({ ...contextOf(context.operation, problem), code: "limiter", sent: false })
  })

/**
 * Sends in a slot, and reports to the rate limiter what becomes of it, also if it is interrupted. Not interruptible but for
 * what it restores: the wait for the slot, and the attempt.
 */
export const withSlot = <E>(
  slot: Effect.Effect<RateLimiter.Slot, E | Errors.ActiveCampaignError>,
  deadline: Deadline | undefined,
  restore: Restore,
  send: (slot: RateLimiter.Slot) => Effect.Effect<Classify.Outcome>
): Effect.Effect<Classify.Outcome, E | Errors.ActiveCampaignError> => {
  const slotInTime = deadline ? inTime(slot, deadline.clock, deadline.left(), () => Effect.fail(deadline.error)) : slot
  return Effect.flatMap(restore(slotInTime), (slot) =>
    deadline && !(deadline.left() >= 0)
      ? Effect.zipRight(slot.cancel, Effect.fail(deadline.error))
      : Effect.flatMap(Effect.exit(restore(send(slot))), (exit) => Effect.zipRight(slot.release(resultOf(exit)), exit))
  )
}

const nothing: RateLimiter.Result = { limited: false, retryAfter: null, remaining: null }

/** What the end of an attempt tells the rate limiter. A connection that is lost carries nothing more. */
const resultOf = (exit: Exit.Exit<Classify.Outcome>): RateLimiter.Result => {
  if (exit._tag === "Failure") return { ...nothing, abandoned: true }
  const outcome = exit.value
  if (outcome._tag === "RawResponse") return { ...nothing, remaining: numberOf(outcome.headers["ratelimit-remaining"]) }
  const { error, isTimeout = false, retryAfter } = outcome
  const limited = error._tag === "RateLimitedError"
  return { ...nothing, limited, byAccount: limited && error.status === 429, retryAfter, abandoned: isTimeout }
}
