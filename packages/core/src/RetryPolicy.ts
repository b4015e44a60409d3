/**
 * What is repeated, when, and how often.
 *
 * A refusal for the rate limit (429) is repeated for every call: it did not happen. Lost connections, timeouts
 * and 5xx are repeated for calls that are safe to repeat (`read`, `idempotent`), and a `write` only when not a
 * byte of it was sent. Waits grow exponentially with full jitter; attempts and total time are bounded.
 *
 * ```ts
 * // for one effect
 * Contacts.get(id).pipe(RetryPolicy.withPolicy(RetryPolicy.none))
 * // for a client
 * ActiveCampaignClient.layer.pipe(Layer.provide(RetryPolicy.layer({ maxAttempts: 8 })))
 * ```
 */
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"

/** How a client repeats. Where none is provided, a client uses `standard`. */
export class RetryPolicy extends Context.Tag("@effect-activecampaign/core/RetryPolicy")<RetryPolicy, Policy>() {}

/** Bounds of repeating. */
export interface Policy {
  /** Attempts in all, the first one counted; 1 repeats nothing. */
  readonly maxAttempts: number
  /** No attempt starts later than this after the first one. */
  readonly maxElapsed: Duration.DurationInput
  /** Upper bound of the first wait; doubled for each further one. */
  readonly baseDelay: Duration.DurationInput
  /** Upper bound of any wait that the vendor did not ask for. */
  readonly maxDelay: Duration.DurationInput
}

/** 5 attempts within 2 minutes; waits of at most 0.3, 0.6, 1.2, 2.4 s. */
export const standard: Policy = {
  maxAttempts: 5,
  maxElapsed: "2 minutes",
  baseDelay: "300 millis",
  maxDelay: "20 seconds"
}

/** Repeats nothing: for those who compose their own with `Effect.retry`. */
export const none: Policy = { ...standard, maxAttempts: 1 }

/** The standard policy with some of its bounds changed. */
export const make = (changes: Partial<Policy>): Policy => ({ ...standard, ...changes })

/** A policy for all calls of a client. */
export const layer = (changes: Partial<Policy> = {}): Layer.Layer<RetryPolicy> =>
  Layer.succeed(RetryPolicy, make(changes))

/** A policy for the calls inside one effect. */
export const withPolicy =
  (changes: Partial<Policy>) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, RetryPolicy>> =>
    Effect.provideService(effect, RetryPolicy, make(changes))

/** How long to wait before attempt `attempt + 1`: full jitter, but never less than the vendor asked for. */
export const delay = (policy: Policy, attempt: number, retryAfter: Duration.Duration | null): Effect.Effect<number> =>
  Effect.map(Random.next, (random) => {
    const bound = Math.min(Duration.toMillis(policy.maxDelay), Duration.toMillis(policy.baseDelay) * 2 ** (attempt - 1))
    return Math.max(retryAfter === null ? 0 : Duration.toMillis(retryAfter), Math.round(random * bound))
  })
