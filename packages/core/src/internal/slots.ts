/**
 * What the limiters in memory and over Redis share.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Slot } from "../RateLimiter.js"

/** A pause that ActiveCampaign asks for lasts at most this long; then one request finds out whether it still holds. */
export const longestPause: Duration.Duration = Duration.minutes(1)

/** How long a 429 without `Retry-After` pauses the account. */
export const pauseAfterRejection: Duration.Duration = Duration.seconds(1)

/** A slot in two limits: one of its own, and the account's. */
export const both = <E>(special: Effect.Effect<Slot, E>, account: Effect.Effect<Slot, E>): Effect.Effect<Slot, E> =>
  Effect.zipWith(special, account, (special, account) => ({
    waited: special.waited + account.waited,
    // A rejection is about the special limit; it does not use up the account's.
    release: (result) => Effect.zipRight(special.release(result), account.release({ ...result, limited: false }))
  }))
