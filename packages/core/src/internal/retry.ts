/**
 * The retry loop: attempts, until one succeeds, must not be retried, or the policy's bounds are reached.
 */
import * as Headers from "@effect/platform/Headers"
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type * as Errors from "../ActiveCampaignError.js"
import type { Policy } from "../RetryPolicy.js"
import type { Failed, Outcome, RawResponse } from "./classify.js"
import type { Operation } from "./operation.js"
import { millisOf } from "./slots.js"

/** A success, and the number of attempts that it took. */
export interface Settled {
  readonly response: RawResponse
  readonly attempts: number
  /** What a DELETE that found nothing fails with, if its endpoint cannot do without a body. */
  readonly error?: Errors.ActiveCampaignError
}

/** How long to wait after an attempt (ms): full jitter, but never less than ActiveCampaign asked for. */
export const delayAfter = (
  policy: Policy,
  attempt: number,
  retryAfter: Duration.Duration | null
): Effect.Effect<number> =>
  Effect.map(Random.next, (random) => {
    const bound = Math.min(Duration.toMillis(policy.maxDelay), Duration.toMillis(policy.baseDelay) * 2 ** (attempt - 1))
    return Math.max(retryAfter === null ? 0 : Duration.toMillis(retryAfter), Math.round(random * bound))
  })

const deleted: RawResponse = { _tag: "RawResponse", status: 404, headers: Headers.empty, body: {} }

/** Until when an attempt may be sent, and what the call fails with if it cannot. */
export interface Deadline {
  readonly clock: Clock.Clock
  /** Milliseconds that are left. */
  readonly left: () => number
  readonly error: Errors.ActiveCampaignError
}

/**
 * Runs attempts as the policy allows. The policy's time starts as the first attempt is sent, and holds for the wait for slots
 * of the rate limit as well. `pause` waits before another attempt.
 */
export const retry = <E>(
  operation: Operation,
  policy: Policy,
  clock: Clock.Clock,
  attempt: (number: number, onSend: () => void, deadline?: Deadline) => Effect.Effect<Outcome, E>,
  pause: (failed: Failed, attempt: number, delay: number) => Effect.Effect<void>
): Effect.Effect<Settled, E | Errors.ActiveCampaignError> => {
  const maxElapsed = Duration.toMillis(policy.maxElapsed)
  let started: number | undefined
  const onSend = () => {
    started ??= millisOf(clock)
  }
  const left = () => (started ?? 0) + maxElapsed - millisOf(clock)
  const from = (
    attempts: number,
    mayHaveExecuted: boolean,
    deadline?: Deadline
  ): Effect.Effect<Settled, E | Errors.ActiveCampaignError> =>
    Effect.flatMap(attempt(attempts, onSend, deadline), (outcome) => {
      if (outcome._tag === "RawResponse") return Effect.succeed({ response: outcome, attempts })
      const { error } = outcome
      // A DELETE whose earlier attempt may have been executed, and that finds nothing now, has succeeded.
      if (operation.method === "DELETE" && mayHaveExecuted && outcome.isGone) {
        return Effect.succeed({ response: deleted, attempts, error })
      }
      if (!(outcome.retryable && attempts < policy.maxAttempts)) return Effect.fail(error)
      return Effect.flatMap(delayAfter(policy, attempts, outcome.retryAfter), (delay) => {
        if (!(left() >= delay)) return Effect.fail(error)
        const next = () => from(attempts + 1, mayHaveExecuted || outcome.mayHaveExecuted, { clock, left, error })
        return Effect.flatMap(pause(outcome, attempts, delay), next)
      })
    })
  return from(1, false)
}
