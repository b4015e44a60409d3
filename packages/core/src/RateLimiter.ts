/**
 * The rate limit of an account: 5 requests per second over all API keys and processes. ActiveCampaign rejects everything
 * above it with 429.
 *
 * The limiter in memory, which every client uses unless another is provided, keeps every sliding second at or under the
 * limit, as the server sees it. The first five requests of an idle account start at once; then first come, first served. A
 * request that is under way keeps its slot until a window after its response. A fiber that is interrupted while it waits
 * gives its slot back. A 429 pauses all requests of the account; then one request finds out whether it still holds.
 *
 * ```ts
 * // An account whose limit ActiveCampaign has raised:
 * ActiveCampaignClient.layer.pipe(Layer.provide(RateLimiter.layer({ account: { limit: 10, window: "1 second" } })))
 * ```
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { constVoid } from "effect/Function"
import { globalValue } from "effect/GlobalValue"
import * as Layer from "effect/Layer"
import { both, checked, longestFlight, lostFlight, margin, millisOf, pauseOf, registry } from "./internal/slots.js"

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
  /** Reports the response: the slot is free again a window later. A rejection pauses the account. */
  readonly release: (result: Result) => Effect.Effect<void>
  /** Gives the slot back; nothing was sent. */
  readonly cancel: Effect.Effect<void>
}

/** What a response says about the limit. */
export interface Result {
  /** Whether ActiveCampaign rejected the request because of the limit. */
  readonly limited: boolean
  /** How long ActiveCampaign asks to wait; null if it did not say. */
  readonly retryAfter: Duration.Duration | null
  /** Requests that are left, if ActiveCampaign said so. */
  readonly remaining: number | null
  /** Whether the request was given up before its response came; it may still reach ActiveCampaign. */
  readonly abandoned?: boolean | undefined
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

/** How many responses the credit of a bucket is known from. */
const samples = 50

/** A request may go this much early, as timers do not hit fractions (ms). The margin covers it. */
const early = 0.5

/** Where no waiter may wake another, they look at the queue at least this often, or once a millisecond per waiter (ms). */
const glance = 250

/** Cloudflare Workers cancel what waits for another request, so no waiter may wake another there. */
const isWorker = (): boolean => "WebSocketPair" in globalThis

/** How often the response of a request that others wait for is looked for (ms). */
const poll = 10

interface Ticket {
  readonly letGo: number
  /** By when ActiveCampaign has counted it: when its response came; null while it is under way. */
  counted: number | null
}

interface Waiter {
  readonly number: number
  /** When it looks at the queue again. */
  due: number
  wake: () => void
}

/**
 * One limit in memory.
 *
 * ActiveCampaign counts a request at an unknown time between its letting go and its response. So a slot is used until a window
 * after the response, and while there is none. Only if the last 50 responses all took at least some time, that time counts
 * as spent after the counting: steady latency then costs nothing. A 429 or a faster response takes this credit away.
 *
 * Each waiter has a timer of its own, for the earliest time that its turn can come; those next in the queue are woken if that
 * time comes nearer. In Cloudflare Workers they look instead. What Workers cancel disappears without a trace, so a waiter
 * that is overdue leaves the queue.
 */
class MemoryBucket {
  private readonly count: number
  private readonly window: number
  private readonly now: () => number
  private readonly samples: number
  private readonly hasCredit: boolean
  private tickets: Array<Ticket> = []
  private readonly queue: Array<Waiter> = []
  private arrivals = 0
  private pausedUntil = Number.NEGATIVE_INFINITY
  /** After a pause, one request finds out whether the limit has room again. */
  private probe: Ticket | "wanted" | undefined
  private latencies: Array<number> = []
  private credit = 0

  constructor({ limit, window }: Limit, now: () => number, hasCredit: boolean) {
    this.count = limit
    this.window = Duration.toMillis(window) + margin
    this.now = now
    this.samples = Math.max(samples, 2 * limit)
    this.hasCredit = hasCredit
  }

  /** Whether nothing is left to remember, and has not been for a minute. */
  isIdle(): boolean {
    const before = this.now() - 60_000
    return (
      this.queue.length === 0 &&
      this.pausedUntil < before &&
      this.tickets.every((ticket) => this.leaves(ticket, before) < before)
    )
  }

  /** When a ticket leaves the window; at the earliest, if it is under way. */
  private leaves({ counted, letGo }: Ticket, now: number): number {
    const latest = letGo + longestFlight
    const by = counted ?? (now < latest ? null : latest)
    return by === null
      ? Math.max(letGo + this.window, now + this.window - this.credit, now + poll)
      : Math.max(letGo, by - this.credit) + this.window
  }

  /** How long the request with so many before it has to wait; at the earliest, if requests are under way. */
  private delay(rank: number, now: number): number {
    const leaving = this.tickets.map((ticket) => this.leaves(ticket, now))
    this.tickets = this.tickets.filter((_, index) => (leaving[index] as number) > now)
    const later = Math.floor(rank / this.count) * this.window
    if (now < this.pausedUntil) return this.pausedUntil - now + later
    const { probe } = this
    const isOut = typeof probe === "object" && probe.counted === null && this.tickets.includes(probe)
    if (isOut || (probe !== undefined && rank > 0)) return glance * (rank + 1)
    const used = leaving.filter((at) => at > now).sort((a, b) => a - b)
    const index = (rank % this.count) - (this.count - used.length)
    return Math.max(0, (used[index] ?? now) - now) + later
  }

  private issue(now: number, since: number): Slot {
    const ticket: Ticket = { letGo: now, counted: null }
    this.tickets.push(ticket)
    if (this.probe !== undefined) this.probe = ticket
    return {
      waited: now - since,
      release: (result) => Effect.sync(() => this.release(ticket, result)),
      cancel: Effect.sync(() => this.cancel(ticket))
    }
  }

  readonly acquire: Effect.Effect<Slot> = Effect.suspend(() => {
    const since = this.now()
    if (this.queue.length === 0 && this.delay(0, since) <= early) return Effect.succeed(this.issue(since, since))
    const waiter: Waiter = { number: this.arrivals++, due: since, wake: constVoid }
    let slot: Slot | undefined
    const turn: Effect.Effect<Slot> = Effect.suspend(() => {
      const now = this.now()
      const rank = this.rankOf(waiter, now)
      const delay = this.delay(rank, now)
      if (delay > early) return Effect.zipRight(this.sleep(waiter, now, delay), turn)
      this.queue.splice(rank, 1)
      slot = this.issue(now, since)
      this.nudge(this.count - 1)
      return Effect.succeed(slot)
    })
    return Effect.onInterrupt(turn, () => slot?.cancel ?? Effect.sync(() => this.leave(waiter)))
  })

  private sleep(waiter: Waiter, now: number, delay: number): Effect.Effect<void> {
    const most = isWorker() ? Math.max(glance, this.queue.length) : delay
    // Those who are due together wake in their order.
    waiter.due = Math.round(now + Math.min(delay, most)) + (waiter.number % 10_000) / 100_000
    const woken = Effect.async<void>((resume) => {
      waiter.wake = () => resume(Effect.void)
    })
    return Effect.timeoutTo(woken, { duration: waiter.due - now, onSuccess: constVoid, onTimeout: constVoid })
  }

  /** Wakes those of the next in the queue whose turn comes before they would look. */
  private nudge(from: number): void {
    const now = this.now()
    for (let rank = from; !isWorker() && rank < Math.min(this.count, this.queue.length); rank++) {
      const waiter = this.queue[rank] as Waiter
      if (waiter.due > now + this.delay(rank, now) + 1) waiter.wake()
    }
  }

  /** The first index in the queue of those who came no earlier. */
  private indexOf(waiter: Waiter): number {
    let low = 0
    let high = this.queue.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.queue[middle] as Waiter).number < waiter.number) low = middle + 1
      else high = middle
    }
    return low
  }

  /** How many are before a waiter, which enters the queue if it is not there. */
  private rankOf(waiter: Waiter, now: number): number {
    waiter.due = now
    while (this.queue[0] !== undefined && this.queue[0].due + 1000 < now) this.queue.shift()
    const index = this.indexOf(waiter)
    if (this.queue[index] !== waiter) this.queue.splice(index, 0, waiter)
    return index
  }

  private leave(waiter: Waiter): void {
    const index = this.indexOf(waiter)
    if (this.queue[index] === waiter) this.queue.splice(index, 1)
    this.nudge(index)
  }

  private cancel(ticket: Ticket): void {
    this.tickets = this.tickets.filter((one) => one !== ticket)
    if (this.probe === ticket) this.probe = "wanted"
    this.nudge(0)
  }

  private release(ticket: Ticket, result: Result): void {
    if (ticket.counted !== null) return
    const { probe } = this
    const now = this.now()
    ticket.counted = result.abandoned ? Math.max(now, ticket.letGo + Math.max(lostFlight, ...this.latencies)) : now
    if (!this.tickets.includes(ticket)) this.tickets.push(ticket)
    if (result.limited) {
      this.probe = "wanted"
      this.latencies = []
    } else if (!result.abandoned) {
      if (probe === ticket) this.probe = undefined
      this.latencies = [...this.latencies.slice(1 - this.samples), now - ticket.letGo]
    }
    this.credit = this.hasCredit && this.latencies.length === this.samples ? Math.min(...this.latencies) : 0
    // None is left: other processes use the limit too. Nothing goes before the oldest known request has left the window.
    const until =
      result.remaining === 0 ? Math.min(...this.tickets.map((known) => this.leaves(known, now))) : now + pauseOf(result)
    this.pausedUntil = Math.max(this.pausedUntil, until)
    if (probe === ticket) this.nudge(0)
  }
}

/** Time, and what the clock of this process says of it. */
const live = Clock.make()

/** Whether a clock shows real time: not a test's, which a test moves. */
const isLive = (clock: Clock.Clock): boolean =>
  !("adjust" in clock) && Math.abs(millisOf(clock) - millisOf(live)) < Duration.toMillis("1 day")

/** Limits belong to a clock: a test with its own clock shares none with the rest of the process. All real clocks are one. */
const limiterOf = (limits: Limits): Limiter => {
  const bucketsOf = (clock: Clock.Clock) => {
    const of = (bucket: Bucket) =>
      registry(
        () => new MemoryBucket(limits[bucket], () => millisOf(clock), bucket === "account"),
        (one) => one.isIdle()
      )
    return { account: of("account"), bulkImport: of("bulkImport"), bulkImportOne: of("bulkImportOne") }
  }
  const known = new WeakMap<Clock.Clock, ReturnType<typeof bucketsOf>>([[live, bucketsOf(live)]])
  return {
    acquire: (key, bucket) =>
      Effect.clockWith((clock) => {
        const buckets = known.get(clock) ?? (isLive(clock) ? known.get(live) : undefined) ?? bucketsOf(clock)
        known.set(clock, buckets)
        const account = buckets.account(key).acquire
        return bucket === "account" ? account : both(buckets[bucket](key).acquire, account)
      })
  }
}

/** A limiter in memory of its own, with some of the limits changed. Throws if a limit is not an integer of at least 1. */
export const make = (overrides: Partial<Limits> = {}): Limiter => limiterOf(checked({ ...defaultLimits, ...overrides }))

/** A limiter in memory for the clients that are built with this layer. */
export const layer = (overrides: Partial<Limits> = {}): Layer.Layer<RateLimiter> =>
  Layer.sync(RateLimiter, () => make(overrides))

/** The limiter that all clients of this process share, with one limit for each account. */
export const shared: Limiter = globalValue(Symbol.for("@effect-activecampaign/core/RateLimiter/shared"), () => make())

/** No limit: for tests, and for applications that limit requests elsewhere. */
export const unlimited: Limiter = {
  acquire: () => Effect.succeed({ waited: 0, release: () => Effect.void, cancel: Effect.void })
}

/** No limit, as a layer. */
export const layerUnlimited: Layer.Layer<RateLimiter> = Layer.succeed(RateLimiter, unlimited)
