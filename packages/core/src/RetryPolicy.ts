/**
 * What is retried, when, and how often.
 *
 * A request that was rejected because of the rate limit (429) was not executed, so it is always retried. Lost connections,
 * timeouts and 5xx are retried for requests that are safe to retry (`read`, `idempotent`); a `write` is retried only if
 * nothing of it was sent. Delays grow exponentially with full jitter. The number of attempts and the total time are bounded.
 *
 * ```ts
 * // For one effect:
 * Contacts.get(ContactId.make("113")).pipe(RetryPolicy.withPolicy(RetryPolicy.none))
 * // For a client:
 * ActiveCampaignClient.layer.pipe(Layer.provide(RetryPolicy.layer({ maxAttempts: 8 })))
 * ```
 */
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Layer from "effect/Layer"
import { duration, wholeNumber } from "./internal/checks.js"
import { withReference } from "./internal/settings.js"

/** Bounds of retrying. */
export interface Policy {
  /** Attempts in total, including the first one; 1 never retries. */
  readonly maxAttempts: number
  /** No attempt is sent later than this after the first one, however long it has to wait for the rate limit. */
  readonly maxElapsed: Duration.DurationInput
  /** Upper bound of the first delay; doubled for each further one. */
  readonly baseDelay: Duration.DurationInput
  /** Upper bound of every delay that ActiveCampaign did not ask for. */
  readonly maxDelay: Duration.DurationInput
}

/** 5 attempts within 2 minutes; delays of at most 0.3, 0.6, 1.2 and 2.4 seconds. */
export const defaultPolicy: Policy = {
  maxAttempts: 5,
  maxElapsed: "2 minutes",
  baseDelay: "300 millis",
  maxDelay: "20 seconds"
}

/** Never retries: for applications that compose their own with `Effect.retry`. */
export const none: Policy = { ...defaultPolicy, maxAttempts: 1 }

/** The retry policy of a client, or of one effect; `defaultPolicy` unless provided. */
export class RetryPolicy extends Context.Reference<RetryPolicy>()("@effect-activecampaign/core/RetryPolicy", {
  defaultValue: () => defaultPolicy
}) {}

/** The default policy with some of its bounds changed. Throws a `RangeError` if one is not a number that makes sense. */
export const make = (overrides: Partial<Policy>): Policy => {
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined)
  const policy: Policy = { ...defaultPolicy, ...Object.fromEntries(given) }
  wholeNumber("maxAttempts", policy.maxAttempts)
  for (const name of ["maxElapsed", "baseDelay", "maxDelay"] as const) duration(name, policy[name])
  return policy
}

/** A policy for all requests of a client. A bound that makes no sense is a defect of the layer: a `RangeError`. */
export const layer = (overrides: Partial<Policy> = {}): Layer.Layer<RetryPolicy> =>
  Layer.sync(RetryPolicy, () => make(overrides))

/**
 * Sets the policy for the requests inside one effect.
 *
 * ```ts
 * Contacts.list().pipe(Stream.runCount, RetryPolicy.withPolicy({ maxAttempts: 8 }))
 * ```
 */
export const withPolicy: {
  (overrides: Partial<Policy>): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  <A, E, R>(self: Effect.Effect<A, E, R>, overrides: Partial<Policy>): Effect.Effect<A, E, R>
} = dual(2, <A, E, R>(self: Effect.Effect<A, E, R>, overrides: Partial<Policy>) =>
  Effect.suspend(() => withReference(self, RetryPolicy, make(overrides)))
)
