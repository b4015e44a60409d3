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

/** A DELETE whose earlier attempt may have been executed, and that finds nothing now, has succeeded. */
const isDeleted = ({ method }: Operation, { error }: Failed, mayHaveExecuted: boolean): boolean =>
  method === "DELETE" && mayHaveExecuted && error._tag === "NotFoundError"

const deleted: RawResponse = { _tag: "RawResponse", status: 404, headers: Headers.empty, body: {} }

/** Runs attempts as the policy allows. */
export const retry = <E>(
  operation: Operation,
  policy: Policy,
  clock: Clock.Clock,
  attempt: (number: number) => Effect.Effect<Outcome, E>,
  onRetry: (failed: Failed, attempt: number, delay: number) => Effect.Effect<void>
): Effect.Effect<Settled, E | Errors.ActiveCampaignError> => {
  const started = millisOf(clock)
  const from = (attempts: number, mayHaveExecuted: boolean): Effect.Effect<Settled, E | Errors.ActiveCampaignError> =>
    Effect.flatMap(attempt(attempts), (outcome) => {
      if (outcome._tag === "RawResponse") return Effect.succeed({ response: outcome, attempts })
      if (isDeleted(operation, outcome, mayHaveExecuted)) return Effect.succeed({ response: deleted, attempts })
      if (!outcome.retryable || attempts >= policy.maxAttempts) return Effect.fail(outcome.error)
      return Effect.flatMap(delayAfter(policy, attempts, outcome.retryAfter), (delay) => {
        const elapsed = millisOf(clock) - started
        if (elapsed + delay > Duration.toMillis(policy.maxElapsed)) return Effect.fail(outcome.error)
        return onRetry(outcome, attempts, delay).pipe(
          Effect.zipRight(Effect.sleep(delay)),
          Effect.zipRight(Effect.suspend(() => from(attempts + 1, mayHaveExecuted || outcome.mayHaveExecuted)))
        )
      })
    })
  return from(1, false)
}
