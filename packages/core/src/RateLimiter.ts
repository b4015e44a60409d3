/**
 * The rate limit of an account: 5 requests per second over all API keys and processes. ActiveCampaign rejects everything
 * above it with 429.
 *
 * The limiter in memory, which every client uses unless another is provided, keeps every sliding second at or under the
 * limit, as the server sees it. The first five requests of an idle account start at once; then first come, first served. A
 * fiber that is interrupted while it waits gives its slot back. A 429 pauses all requests of the account.
 *
 * ```ts
 * // An account whose limit ActiveCampaign has raised:
 * ActiveCampaignClient.layer.pipe(Layer.provide(RateLimiter.layer({ account: { limit: 10, window: "1 second" } })))
 * ```
 */
import type * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { globalValue } from "effect/GlobalValue"
import * as Layer from "effect/Layer"
import { both, longestPause, pauseAfterRejection } from "./internal/slots.js"

/** Gives out slots in the rate limit of an account. */
export interface Limiter {
  /** Waits for a slot and takes it. `key` names the account. */
  readonly acquire: (key: string, bucket: Bucket) => Effect.Effect<Slot, LimiterUnavailable>
}

/** `bulkImport` and `bulkImportOne` have limits of their own beside the account's. */
export type Bucket = "account" | "bulkImport" | "bulkImportOne"

/** A slot in the rate limit: permission to send one request. */
export interface Slot {
  /** Milliseconds waited for it. */
  readonly waited: number
  /** Reports the response: it moves the slot in time, and can pause the account. */
  readonly release: (result: Result) => Effect.Effect<void>
}

/** What a response says about the limit. */
export interface Result {
  /** Whether ActiveCampaign rejected the request because of the limit. */
  readonly limited: boolean
  /** How long ActiveCampaign asks to wait; null if it did not say. */
  readonly retryAfter: Duration.Duration | null
  /** Requests that are left, if ActiveCampaign said so. */
  readonly remaining: number | null
}

/** The limit is kept in a shared store that cannot be reached. */
export class LimiterUnavailable extends Data.TaggedError("LimiterUnavailable")<{
  /** Why the store cannot be reached. */
  readonly reason: string
}> {
  override get message(): string {
    return `the shared rate limit cannot be reached (${this.reason})`
  }
}

/** A number of requests within any time span of a length. */
export interface Limit {
  /** Requests allowed. */
  readonly limit: number
  /** Length of the time span. */
  readonly window: Duration.DurationInput
}

/** The limits of each bucket. */
export interface Limits extends Readonly<Record<Bucket, Limit>> {}

/** The documented limits: 5 requests per second; bulk imports 100 per minute, those of a single contact 20 per minute. */
export const defaultLimits: Limits = {
  account: { limit: 5, window: "1 second" },
  bulkImport: { limit: 100, window: "1 minute" },
  bulkImportOne: { limit: 20, window: "1 minute" }
}

/** The rate limiter of a client; `shared` unless provided. */
export class RateLimiter extends Context.Reference<RateLimiter>()("@effect-activecampaign/core/RateLimiter", {
  defaultValue: () => shared
}) {}

/** Safety margin added to each window to absorb clock and timer inaccuracy (ms). */
const margin = 15

interface Ticket {
  /** When the request was let go, or the latest time at which the server can have seen it. */
  at: number
}

/** One limit in memory. */
class MemoryBucket {
  private readonly count: number
  private readonly window: number
  private readonly turn = Effect.unsafeMakeSemaphore(1)
  private tickets: Array<Ticket> = []
  private waiting = 0
  private pausedUntil = 0
  private latencies: Array<number> = []

  constructor(limit: Limit) {
    this.count = limit.limit
    this.window = Duration.toMillis(limit.window) + margin
  }

  /** When the next request may go. */
  private nextFree(now: number): number {
    this.tickets = this.tickets.filter((ticket) => ticket.at + this.window > now)
    const over = this.tickets.length - this.count
    if (over < 0) return this.pausedUntil
    const leaving = this.tickets.map((ticket) => ticket.at + this.window).sort((a, b) => a - b)
    return Math.max(this.pausedUntil, leaving[over] ?? 0)
  }

  private issue(now: number, since: number): Slot {
    const ticket: Ticket = { at: now }
    this.tickets.push(ticket)
    return {
      waited: now - since,
      release: (result) => Effect.clockWith((clock) => Effect.sync(() => this.release(ticket, now, clock, result)))
    }
  }

  acquire(clock: Clock.Clock): Effect.Effect<Slot> {
    return Effect.suspend(() => this.next(clock))
  }

  private next(clock: Clock.Clock): Effect.Effect<Slot> {
    const since = clock.unsafeCurrentTimeMillis()
    if (this.waiting === 0 && this.nextFree(since) <= since) return Effect.succeed(this.issue(since, since))
    const whenFree: Effect.Effect<Slot> = Effect.suspend(() => {
      const now = clock.unsafeCurrentTimeMillis()
      const free = this.nextFree(now)
      return free <= now ? Effect.succeed(this.issue(now, since)) : Effect.zipRight(Effect.sleep(free - now), whenFree)
    })
    this.waiting++
    return Effect.ensuring(
      this.turn.withPermits(1)(whenFree),
      Effect.sync(() => this.waiting--)
    )
  }

  /**
   * The server counts a request when it sees it, which may be later than it was let go. Whatever a request took longer
   * than the fastest of the recent ones can have been spent on the way there, so its ticket is moved by that much.
   */
  private release(ticket: Ticket, letGo: number, clock: Clock.Clock, result: Result): void {
    const now = clock.unsafeCurrentTimeMillis()
    const fastest = this.latencies.length < 2 * this.count ? 0 : Math.min(...this.latencies)
    ticket.at = Math.max(letGo, now - fastest)
    this.latencies = [...this.latencies.slice(-31), now - letGo]
    if (result.limited) {
      this.pause(
        now + Math.min(Duration.toMillis(result.retryAfter ?? pauseAfterRejection), Duration.toMillis(longestPause))
      )
    } else if (result.remaining === 0) {
      // Other processes use the limit too: nothing before the oldest known request has left the window.
      this.pause(Math.min(...this.tickets.map((known) => known.at), now) + this.window)
    }
  }

  private pause(until: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, until)
  }
}

const limiterOf = (limits: Limits): Limiter => {
  const buckets = new Map<string, MemoryBucket>()
  const bucketOf = (key: string, bucket: Bucket): MemoryBucket => {
    const name = `${bucket} ${key}`
    const existing = buckets.get(name)
    if (existing !== undefined) return existing
    const created = new MemoryBucket(limits[bucket])
    buckets.set(name, created)
    return created
  }
  return {
    acquire: (key, bucket) =>
      Effect.clockWith((clock) => {
        const account = bucketOf(key, "account")
        return bucket === "account"
          ? account.acquire(clock)
          : both(bucketOf(key, bucket).acquire(clock), account.acquire(clock))
      })
  }
}

/** A limiter in memory of its own, with some of the limits changed. */
export const make = (overrides: Partial<Limits> = {}): Limiter => limiterOf({ ...defaultLimits, ...overrides })

/** A limiter in memory for the clients that are built with this layer. */
export const layer = (overrides: Partial<Limits> = {}): Layer.Layer<RateLimiter> =>
  Layer.sync(RateLimiter, () => make(overrides))

/** Limits belong to a clock: a test with its own clock shares none with the rest of the process. */
const limiters = globalValue(
  Symbol.for("@effect-activecampaign/core/RateLimiter/shared"),
  () => new WeakMap<Clock.Clock, Limiter>()
)

/** The limiter that all clients of this process share, with one limit for each account. */
export const shared: Limiter = {
  acquire: (key, bucket) =>
    Effect.clockWith((clock) => {
      const limiter = limiters.get(clock) ?? make()
      limiters.set(clock, limiter)
      return limiter.acquire(key, bucket)
    })
}

/** No limit: for tests, and for applications that limit requests elsewhere. */
export const unlimited: Limiter = {
  acquire: () => Effect.succeed({ waited: 0, release: () => Effect.void })
}

/** No limit, as a layer. */
export const layerUnlimited: Layer.Layer<RateLimiter> = Layer.succeed(RateLimiter, unlimited)
