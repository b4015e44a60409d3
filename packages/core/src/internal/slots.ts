/**
 * What the limiters in memory and over Redis share.
 */
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Limits, Result, Slot } from "../RateLimiter.js"

/** A time that never jumps (ms). The time of day can be set while a program runs, so it measures no duration. */
export const millisOf = (clock: Clock.Clock): number => Number(clock.unsafeCurrentTimeNanos()) / 1e6

/**
 * Safety margin added to each window (ms). Slots are kept until the response is read, so it only has to cover clocks that run
 * at different rates or in steps.
 */
export const margin = 6

/**
 * A request that has no response after this long counts as seen by ActiveCampaign, so that no slot is lost for ever if what
 * holds it disappears without a word, as in Redis and in Workers (ms).
 */
export const longestFlight = 15_000

/** How long a request that was given up (interrupted, timed out) can still be on its way to ActiveCampaign (ms). */
export const lostFlight = 3000

/** The pause that a response asks for (ms); 0 for none. One of more than a minute is cut: then one request probes. */
export const pauseOf = ({ limited, retryAfter }: Result): number =>
  limited ? Math.min(retryAfter === null ? 1000 : Duration.toMillis(retryAfter), 60_000) : 0

/** Throws if a limit is not one: with `limit: 1.25`, a limiter would let everything through. */
export const checked = (limits: Limits): Limits => {
  for (const bucket of Object.keys(limits) as Array<keyof Limits>) {
    const { limit, window } = limits[bucket]
    const fail = (what: string, got: unknown): never => {
      throw new RangeError(`\`${bucket}.${what}; got ${got}`)
    }
    if (!Number.isSafeInteger(limit) || limit < 1) fail("limit` must be an integer of at least 1", limit)
    const millis = Duration.toMillis(window)
    if (!(millis > 0 && millis < Number.POSITIVE_INFINITY)) fail("window` must be longer than zero, and finite", millis)
  }
  return limits
}

/** A slot in two limits: one of its own, and the account's. */
export const both = <E>(special: Effect.Effect<Slot, E>, account: Effect.Effect<Slot, E>): Effect.Effect<Slot, E> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(restore(special), (special) =>
      Effect.map(
        Effect.onError(restore(account), () => special.cancel),
        (account): Slot => ({
          waited: special.waited + account.waited,
          // A rejection is about the special limit; it does not use up the account's.
          release: (result) => Effect.zipRight(special.release(result), account.release({ ...result, limited: false })),
          cancel: Effect.zipRight(special.cancel, account.cancel)
        })
      )
    )
  )

/** Values by name. Those that are idle are dropped, oldest first, when others are added. */
export const registry = <A>(make: (name: string) => A, isIdle: (value: A) => boolean): ((name: string) => A) => {
  const values = new Map<string, A>()
  return (name) => {
    let value = values.get(name)
    if (value === undefined) {
      for (const [oldest, one] of values) {
        if (!isIdle(one)) break
        values.delete(oldest)
      }
      value = make(name)
    } else values.delete(name)
    values.set(name, value)
    return value
  }
}
