/**
 * The account's budget: 5 requests per second over all keys and processes, which the vendor does not forgive.
 *
 * The limiter in memory, which every client uses unless another is provided, holds each sliding second at or under
 * the limit, as the server sees it. The first five calls of an idle account start at once; then first come, first
 * served. A fiber that is interrupted while it waits gives its place back. A 429 pauses the whole account.
 *
 * ```ts
 * // an account whose limit the vendor has raised
 * ActiveCampaignClient.layer.pipe(Layer.provide(RateLimiter.layer({ account: { limit: 10, window: "1 second" } })))
 * ```
 */
import type * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { globalValue } from "effect/GlobalValue"
import * as Layer from "effect/Layer"

/** Who may call when. Where none is provided, a client uses the one that all clients of this process share. */
export class RateLimiter extends Context.Tag("@effect-activecampaign/core/RateLimiter")<RateLimiter, Limiter>() {}

/** Gives out places in the budget of an account. */
export interface Limiter {
  /** Waits for a place in the budget and takes it. */
  readonly acquire: (account: string, limitClass: LimitClass) => Effect.Effect<Permit, LimiterUnavailable>
}

/** `bulkImport` and `bulkImportOne` have limits of their own beside the account's. */
export type LimitClass = "account" | "bulkImport" | "bulkImportOne"

/** A place in the budget. */
export interface Permit {
  /** Milliseconds waited for it. */
  readonly waited: number
  /** To be told what the vendor answered: it moves the place in time, and can pause the account. */
  readonly settle: (answer: Answer) => Effect.Effect<void>
}

/** What an answer says about the limit. */
export interface Answer {
  /** Whether the vendor refused the call for the limit. */
  readonly limited: boolean
  /** How long the vendor asks to wait. */
  readonly retryAfter: Duration.Duration | null
  /** Calls that are left, where the vendor says so. */
  readonly remaining: number | null
}

/** The budget is kept elsewhere, and cannot be reached there. */
export interface LimiterUnavailable {
  readonly _tag: "LimiterUnavailable"
  readonly reason: string
}

/** So many calls within any span of that length. */
export interface Limit {
  readonly limit: number
  readonly window: Duration.DurationInput
}

/** The limits of each class. */
export interface Limits extends Readonly<Record<LimitClass, Limit>> {}

/** The published limits: 5 a second; bulk imports 100 a minute, those of a single contact 20 a minute. */
export const published: Limits = {
  account: { limit: 5, window: "1 second" },
  bulkImport: { limit: 100, window: "1 minute" },
  bulkImportOne: { limit: 20, window: "1 minute" }
}

/** A pause that the vendor asks for is kept for at most this long; then one call finds out whether it still holds. */
export const longestPause: Duration.Duration = Duration.minutes(1)

/** How long a refusal without `Retry-After` pauses the account. */
export const pauseAfterRefusal: Duration.Duration = Duration.seconds(1)

/** Kept on top of each window, for clocks and timers that are not exact. */
const margin = 15

interface Place {
  /** When the call was let go, or when the server can have seen it at the latest. */
  at: number
}

/** One budget in memory. */
class Bucket {
  private readonly count: number
  private readonly window: number
  private readonly turn = Effect.unsafeMakeSemaphore(1)
  private places: Array<Place> = []
  private waiting = 0
  private pausedUntil = 0
  private latencies: Array<number> = []

  constructor(limit: Limit) {
    this.count = limit.limit
    this.window = Duration.toMillis(limit.window) + margin
  }

  /** When the next call may go. */
  private nextFree(now: number): number {
    this.places = this.places.filter((place) => place.at + this.window > now)
    const over = this.places.length - this.count
    if (over < 0) return this.pausedUntil
    const leaving = this.places.map((place) => place.at + this.window).sort((a, b) => a - b)
    return Math.max(this.pausedUntil, leaving[over] ?? 0)
  }

  private take(now: number, since: number): Permit {
    const place: Place = { at: now }
    this.places.push(place)
    return {
      waited: now - since,
      settle: (answer) => Effect.clockWith((clock) => Effect.sync(() => this.settle(place, now, clock, answer)))
    }
  }

  acquire(clock: Clock.Clock): Effect.Effect<Permit> {
    return Effect.suspend(() => this.next(clock))
  }

  private next(clock: Clock.Clock): Effect.Effect<Permit> {
    const since = clock.unsafeCurrentTimeMillis()
    if (this.waiting === 0 && this.nextFree(since) <= since) return Effect.succeed(this.take(since, since))
    const whenFree: Effect.Effect<Permit> = Effect.suspend(() => {
      const now = clock.unsafeCurrentTimeMillis()
      const free = this.nextFree(now)
      return free <= now ? Effect.succeed(this.take(now, since)) : Effect.zipRight(Effect.sleep(free - now), whenFree)
    })
    this.waiting++
    return Effect.ensuring(
      this.turn.withPermits(1)(whenFree),
      Effect.sync(() => this.waiting--)
    )
  }

  /**
   * The server counts a call when it sees it, which may be later than it was let go. What a call took longer than
   * the fastest of the recent ones can all have been spent on the way there, so its place is moved by that much.
   */
  private settle(place: Place, letGo: number, clock: Clock.Clock, answer: Answer): void {
    const now = clock.unsafeCurrentTimeMillis()
    const fastest = this.latencies.length < 2 * this.count ? 0 : Math.min(...this.latencies)
    place.at = Math.max(letGo, now - fastest)
    this.latencies = [...this.latencies.slice(-31), now - letGo]
    if (answer.limited) {
      this.pause(
        now + Math.min(Duration.toMillis(answer.retryAfter ?? pauseAfterRefusal), Duration.toMillis(longestPause))
      )
    } else if (answer.remaining === 0) {
      // Others use the budget too: nothing before the oldest call that is known of has left the window.
      this.pause(Math.min(...this.places.map((known) => known.at), now) + this.window)
    }
  }

  private pause(until: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, until)
  }
}

const bucketsOf = (limits: Limits, buckets: Map<string, Bucket>): Limiter => {
  const bucketOf = (account: string, limitClass: LimitClass): Bucket => {
    const key = `${limitClass} ${account}`
    const existing = buckets.get(key)
    if (existing !== undefined) return existing
    const bucket = new Bucket(limits[limitClass])
    buckets.set(key, bucket)
    return bucket
  }
  return {
    acquire: (account, limitClass) =>
      Effect.clockWith((clock) => {
        const general = bucketOf(account, "account")
        return limitClass === "account"
          ? general.acquire(clock)
          : both(bucketOf(account, limitClass).acquire(clock), general.acquire(clock))
      })
  }
}

/** A place in two budgets: one of its own, and the account's. */
export const both = <E>(
  special: Effect.Effect<Permit, E>,
  general: Effect.Effect<Permit, E>
): Effect.Effect<Permit, E> =>
  Effect.zipWith(special, general, (special, general) => ({
    waited: special.waited + general.waited,
    // A refusal is about the special limit; the account's is not used up by it.
    settle: (answer) => Effect.zipRight(special.settle(answer), general.settle({ ...answer, limited: false }))
  }))

/** A limiter of its own, in memory, with some of the limits changed. */
export const make = (changes: Partial<Limits> = {}): Limiter => bucketsOf({ ...published, ...changes }, new Map())

/** A limiter of its own for the clients that are given this layer. */
export const layer = (changes: Partial<Limits> = {}): Layer.Layer<RateLimiter> =>
  Layer.sync(RateLimiter, () => make(changes))

/** Budgets belong to a clock: a test with a clock of its own shares none with the rest of the process. */
const shared = globalValue(
  Symbol.for("@effect-activecampaign/core/RateLimiter/shared"),
  () => new WeakMap<Clock.Clock, Limiter>()
)

/** The limiter that all clients of this process share, one budget for each account. */
export const processWide: Limiter = {
  acquire: (account, limitClass) =>
    Effect.clockWith((clock) => {
      const limiter = shared.get(clock) ?? make()
      shared.set(clock, limiter)
      return limiter.acquire(account, limitClass)
    })
}

/** No limit at all: for tests, and for those who keep the budget elsewhere. */
export const unlimited: Limiter = {
  acquire: () => Effect.succeed({ waited: 0, settle: () => Effect.void })
}

/** No limit at all, as a layer. */
export const layerUnlimited: Layer.Layer<RateLimiter> = Layer.succeed(RateLimiter, unlimited)
