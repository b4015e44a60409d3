/**
 * What the limiters in memory and over a store share.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Limits, Options, Result, Slot } from "../RateLimiter.js"

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

/** How many responses the credit of a limit is known from, at least. */
export const samples = 32

/** How much the way to ActiveCampaign can differ between requests at a fast pace (ms). */
export const allowance = 30

/** How long a rejection makes a fast pace a safe one (ms). */
export const caution = 300_000

/** A bucket's pace, or that of each request; with none, latency gives no credit. */
export type Pace = Options["pace"] | "none"

/** The pause that a response asks for (ms); 0 for none. One of more than a minute is cut: then one request probes. */
export const pauseOf = ({ limited, retryAfter }: Result): number =>
  limited ? Math.min(retryAfter === null ? 1000 : Duration.toMillis(retryAfter), 60_000) : 0

/** The limits with some of them changed. Throws if one is none: with `limit: 1.25`, a limiter would let everything through. */
export const checked = (defaults: Limits, overrides: Partial<Limits> | undefined): Limits => {
  const limits = { ...defaults, ...overrides }
  for (const bucket of Object.keys(limits) as Array<keyof Limits>) {
    limits[bucket] ??= defaults[bucket]
    const { limit, window } = limits[bucket]
    const check = (isOne: boolean, what: string, got: unknown) => {
      if (!isOne) throw new RangeError(`\`${bucket}.${what}; got ${got}`)
    }
    check(Number.isSafeInteger(limit) && limit > 0, "limit` must be an integer of at least 1", limit)
    const millis = Option.getOrElse(Option.map(Duration.decodeUnknown(window), Duration.toMillis), () => 0)
    check(millis > 0 && Number.isFinite(millis), "window` must be a finite duration of more than 0", window)
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
          release: (result) =>
            result.limited && result.byAccount
              ? // The account's limit comes first: what it rejects has not reached the special limit, and uses up nothing of it.
                Effect.zipRight(special.cancel, account.release(result))
              : // A rejection by the special limit pauses the special bucket only. What is left is the account's: it says nothing
                // of the special limit, which would wait for its own, longer window.
                Effect.zipRight(
                  special.release({ ...result, remaining: null }),
                  account.release({ ...result, limited: false })
                ),
          cancel: Effect.zipRight(special.cancel, account.cancel)
        })
      )
    )
  )

/** Time, and what the clock of this process says of it. */
export const live = Clock.make()

/** Whether a clock shows real time: not a test's, which a test moves. */
const isLive = (clock: Clock.Clock): boolean =>
  !("adjust" in clock) && Math.abs(millisOf(clock) - millisOf(live)) < Duration.toMillis("1 day")

/** Limits belong to a clock: a test with its own clock shares none with the rest of the process. All real clocks are one. */
export const perClock = <A>(make: (clock: Clock.Clock) => A): ((clock: Clock.Clock) => A) => {
  const known = new WeakMap<Clock.Clock, A>([[live, make(live)]])
  return (clock) => {
    const value = known.get(clock) ?? (isLive(clock) ? known.get(live) : undefined) ?? make(clock)
    known.set(clock, value)
    return value
  }
}

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
