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

/** A DELETE whose earlier attempt may have been executed, and that finds nothing now, has succeeded. */
const isDeleted = ({ method }: Operation, { isGone }: Failed, mayHaveExecuted: boolean): boolean =>
  method === "DELETE" && mayHaveExecuted && isGone === true

const deleted: RawResponse = { _tag: "RawResponse", status: 404, headers: Headers.empty, body: {} }

/** Milliseconds on a clock that nobody sets. */
export const monotonic = (clock: Clock.Clock): number => Number(clock.unsafeCurrentTimeNanos()) / 1e6

/**
 * Runs attempts as the policy allows. Each acquires a slot of the rate limit, and sends. The policy's time starts as the
 * first attempt is sent, and holds for the wait for slots as well.
 */
export const retry = <Slot, E>(
  operation: Operation,
  policy: Policy,
  clock: Clock.Clock,
  acquire: Effect.Effect<Slot, E>,
  send: (slot: Slot, number: number) => Effect.Effect<Outcome>,
  onRetry: (failed: Failed, attempt: number, delay: number) => Effect.Effect<void>
): Effect.Effect<Settled, E | Errors.ActiveCampaignError> => {
  const maxElapsed = Duration.toMillis(policy.maxElapsed)
  let started = 0
  const settle = (
    outcome: Outcome,
    attempts: number,
    mayHaveExecuted: boolean
  ): Effect.Effect<Settled, E | Errors.ActiveCampaignError> => {
    if (outcome._tag === "RawResponse") return Effect.succeed({ response: outcome, attempts })
    if (isDeleted(operation, outcome, mayHaveExecuted)) {
      return Effect.succeed({ response: deleted, attempts, error: outcome.error })
    }
    if (!(outcome.retryable && attempts < policy.maxAttempts)) return Effect.fail(outcome.error)
    return Effect.flatMap(delayAfter(policy, attempts, outcome.retryAfter), (delay) => {
      const left = () => started + maxElapsed - monotonic(clock)
      const isLate = (wait: number) => !(left() >= wait)
      if (isLate(delay)) return Effect.fail(outcome.error)
      return onRetry(outcome, attempts, delay).pipe(
        Effect.zipRight(Effect.sleep(delay)),
        Effect.zipRight(
          Effect.suspend(() => Effect.timeoutFail(acquire, { duration: left(), onTimeout: () => outcome.error }))
        ),
        Effect.flatMap((slot) => (isLate(0) ? Effect.fail(outcome.error) : send(slot, attempts + 1))),
        Effect.flatMap((next) => settle(next, attempts + 1, mayHaveExecuted || outcome.mayHaveExecuted))
      )
    })
  }
  return Effect.flatMap(acquire, (slot) => {
    started = monotonic(clock)
    return Effect.flatMap(send(slot, 1), (outcome) => settle(outcome, 1, false))
  })
}
