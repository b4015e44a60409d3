/**
 * The rate limit of an account, shared by several processes through Redis.
 *
 * ```ts
 * import * as RateLimiterRedis from "effect-activecampaign/RateLimiterRedis"
 *
 * ActiveCampaignClient.layer.pipe(Layer.provide(RateLimiterRedis.layer({ host: "127.0.0.1", port: 6379 })))
 * ```
 *
 * Needs the optional peer `ioredis`; no other module imports this one.
 *
 * A request takes a slot in Redis before it is sent, and reports its response there. Redis' clock alone decides. As in memory,
 * a slot is used until a window after the response, however late a process, its timers, the network or Redis are. A slot
 * whose user never reports, because its process ended, is free after 15 seconds. Slots are reserved up to a window ahead,
 * so a slow Redis costs little. If Redis has lost its data, nobody sends for a window. Within a process it is first come,
 * first served.
 */
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { constVoid } from "effect/Function"
import * as Layer from "effect/Layer"
import { Redis, type RedisOptions } from "ioredis"
import { script } from "./internal/redisScript.js"
import { both, checked, longestFlight, lostFlight, margin, millisOf, pauseOf, registry } from "./internal/slots.js"
import * as RateLimiter from "./RateLimiter.js"

/** How the limit is shared. */
export interface Options {
  /** Some of the limits changed. */
  readonly limits?: Partial<RateLimiter.Limits> | undefined
  /**
   * What happens while Redis cannot be reached.
   *
   * - `fail` (the default): requests fail with a `TransportError` and nothing is sent. No process can know what the
   *   others do, so only this keeps the limit.
   * - `local`: each process continues alone with `localShare` of the limit, and logs a warning.
   */
  readonly onStoreFailure?: "fail" | "local" | undefined
  /**
   * Share of the account's limit that one process uses when it is alone: 1 divided by the number of processes. Default a
   * fifth: one request per second.
   */
  readonly localShare?: number | undefined
}

/** Runs the limiter's script in the store, atomically: `key` is its key, `args` its arguments. */
export type Store = (key: string, args: ReadonlyArray<string | number>) => Promise<ReadonlyArray<number>>

interface StoreFailure {
  readonly message: string
}

/** A slot in the store, and when it may be used; or, if `lane` is 0, when to ask again. */
interface Reservation {
  readonly id: string
  readonly lane: number
  readonly at: number
  /** The state of the store that it belongs to. */
  readonly born: number
}

interface Waiter {
  granted: boolean
  readonly resume: (effect: Effect.Effect<void, StoreFailure>) => void
}

/** The time of the store is known from its last replies. */
const replies = 16

/** A process that has not heard of a limit for this long no longer expects the store to know it (ms). */
const memory = 60_000

/** One limit in the store, as a process sees it. */
class SharedLimit {
  private readonly key: string
  private readonly store: Store
  private readonly name = Math.random().toString(36).slice(2)
  private count = 0
  /** The state that the store is known to have had, and when. */
  private born = 0
  private seen = 0
  private pausedUntil = Number.NEGATIVE_INFINITY
  /** Bounds of how far the store's clock is ahead of ours, from the times a request was sent and its reply came. */
  private bounds: ReadonlyArray<{ readonly most: number; readonly least: number }> = []
  private busy = false
  private readonly queue = new Set<Waiter>()
  private readonly limit: number
  private readonly window: number

  constructor(key: string, store: Store, { limit, window }: RateLimiter.Limit) {
    this.key = key
    this.store = store
    this.limit = limit
    this.window = Duration.toMillis(window) + margin
  }

  isIdle(now: number): boolean {
    return !this.busy && this.seen + memory < now && this.pausedUntil < now
  }

  private step(now: number, operation: string, id: string, ...rest: ReadonlyArray<number>) {
    const known = this.seen + memory > now ? this.born : 0
    return this.store(this.key, [operation, id, this.limit, this.window, longestFlight, known, ...rest])
  }

  private giveBack(now: number, id: string, lane: number): void {
    if (lane > 0) this.step(now, "cancel", id, lane, 0, 0, 0).catch(constVoid)
  }

  /** Asks the store once. A reply that comes too late gives back what it brings. */
  private ask(clock: Clock.Clock): Effect.Effect<Reservation, StoreFailure> {
    return Effect.suspend(() => {
      const id = `${this.name}:${this.count++}`
      const sent = millisOf(clock)
      const reply = this.step(sent, "take", id)
      const late = Effect.sync(() => {
        reply.then(([lane = 0]) => this.giveBack(millisOf(clock), id, lane), constVoid)
      })
      return Effect.tryPromise({
        try: () => reply,
        catch: (cause): StoreFailure => ({ message: cause instanceof Error ? cause.message : String(cause) })
      }).pipe(
        // The first reply comes after a connection and four round trips.
        Effect.timeoutFail({ duration: 10_000, onTimeout: () => ({ message: "no reply within 10 seconds" }) }),
        Effect.onError(() => late),
        Effect.map(([lane = 0, delay = 0, time = 0, born = 0]) => {
          this.seen = millisOf(clock)
          this.born = born
          this.bounds = [...this.bounds.slice(1 - replies), { most: time - sent, least: time - this.seen }]
          return { id, lane, born, at: time + delay - Math.max(...this.bounds.map(({ least }) => least)) }
        })
      )
    })
  }

  /** Asks until there is a slot to reserve. */
  private reserve(clock: Clock.Clock): Effect.Effect<Reservation, StoreFailure> {
    return Effect.flatMap(this.ask(clock), (reply) =>
      reply.lane > 0 ? Effect.succeed(reply) : Effect.delay(this.reserve(clock), reply.at - millisOf(clock))
    )
  }

  /** Lets one ask at a time, first come, first served. Those who wait while the store fails, fail with it. */
  private inTurn<A>(use: Effect.Effect<A, StoreFailure>): Effect.Effect<A, StoreFailure> {
    return Effect.uninterruptibleMask((restore) => {
      let waiter: Waiter | undefined
      const enter = Effect.async<void, StoreFailure>((resume) => {
        waiter = { granted: !this.busy, resume }
        this.busy = true
        if (waiter.granted) resume(Effect.void)
        else this.queue.add(waiter)
      })
      const leave = Effect.sync(() => {
        if (waiter?.granted === true) this.next()
        else if (waiter !== undefined) this.queue.delete(waiter)
      })
      return Effect.zipRight(
        Effect.onError(restore(enter), () => leave),
        Effect.onExit(restore(use), (exit) =>
          Effect.sync(() => {
            const failure = Exit.isFailure(exit) && exit.cause._tag === "Fail" ? exit.cause.error : undefined
            if (failure !== undefined) {
              for (const { resume } of this.queue) resume(Effect.fail(failure))
              this.queue.clear()
            }
            this.next()
          })
        )
      )
    })
  }

  private next(): void {
    const [waiter] = this.queue
    this.busy = waiter !== undefined
    if (waiter === undefined) return
    this.queue.delete(waiter)
    waiter.granted = true
    waiter.resume(Effect.void)
  }

  acquire(clock: Clock.Clock): Effect.Effect<RateLimiter.Slot, StoreFailure> {
    return Effect.suspend(() => {
      const since = millisOf(clock)
      const turn: Effect.Effect<RateLimiter.Slot, StoreFailure> = Effect.uninterruptibleMask((restore) => {
        let reserved: Reservation | undefined
        const cancel = Effect.sync(() => reserved && this.giveBack(millisOf(clock), reserved.id, reserved.lane))
        const wait = Effect.flatMap(this.inTurn(this.reserve(clock)), (one) => {
          reserved = one
          return Effect.as(Effect.sleep(one.at - millisOf(clock)), one)
        })
        return Effect.flatMap(
          Effect.onInterrupt(restore(wait), () => cancel),
          (one) => {
            const now = millisOf(clock)
            // Too late to be sure of it, or overtaken by a pause or by the loss of the store.
            const isOver = now > one.at + longestFlight / 3 || now < this.pausedUntil || one.born !== this.born
            return isOver ? Effect.zipRight(cancel, restore(turn)) : Effect.succeed(this.slot(clock, one, now - since))
          }
        )
      })
      return turn
    })
  }

  private slot(clock: Clock.Clock, { id, lane }: Reservation, waited: number): RateLimiter.Slot {
    const letGo = millisOf(clock)
    return {
      waited,
      cancel: Effect.sync(() => this.giveBack(millisOf(clock), id, lane)),
      release: (result) =>
        Effect.sync(() => {
          const now = millisOf(clock)
          const pause = result.limited ? Math.max(1, pauseOf(result)) : 0
          this.pausedUntil = Math.max(this.pausedUntil, now + pause)
          const flight = result.abandoned === true ? Math.max(0, letGo + lostFlight - now) : 0
          const at = Math.ceil(now + Math.min(...this.bounds.map(({ most }) => most)))
          // The response does not wait for the store.
          this.step(now, "release", id, lane, at, Math.ceil(flight), pause).catch(constVoid)
        })
    }
  }
}

/** A process's part of the limit, for as long as it is alone: less than one request per window is one in a longer window. */
const partOf = ({ limit, window }: RateLimiter.Limit, share: number): RateLimiter.Limit => ({
  limit: Math.max(1, Math.floor(limit * share)),
  window: Duration.times(Duration.decode(window), Math.max(1, 1 / (limit * share)))
})

/** A limiter over a store that several processes share. Throws if a limit is not an integer of at least 1. */
export const make = (store: Store, options: Options = {}): RateLimiter.Limiter => {
  const limits = checked({ ...RateLimiter.defaultLimits, ...options.limits })
  const share = options.localShare ?? 0.2
  if (!(share > 0 && share <= 1)) throw new RangeError(`\`localShare\` must be above 0 and at most 1; got ${share}`)
  const alone = RateLimiter.make({ ...limits, account: partOf(limits.account, share) })
  let latest = 0
  const of = (bucket: RateLimiter.Bucket) =>
    registry(
      (key) => new SharedLimit(`${key} ${bucket}`, store, limits[bucket]),
      (one) => one.isIdle(latest)
    )
  const shared = { account: of("account"), bulkImport: of("bulkImport"), bulkImportOne: of("bulkImportOne") }
  const from = (key: string, bucket: RateLimiter.Bucket) =>
    Effect.clockWith((clock) => {
      latest = millisOf(clock)
      return shared[bucket](key).acquire(clock)
    })
  const onFailure = (key: string, bucket: RateLimiter.Bucket, { message }: StoreFailure) =>
    options.onStoreFailure === "local"
      ? Effect.logWarning("The shared rate limit cannot be reached; continuing with a local share of it").pipe(
          Effect.annotateLogs({ account: key, share }),
          Effect.zipRight(alone.acquire(key, bucket))
        )
      : Effect.fail(new RateLimiter.LimiterUnavailable({ reason: message }))
  return {
    acquire: (key, bucket) =>
      Effect.catchAll(
        bucket === "account" ? from(key, "account") : both(from(key, bucket), from(key, "account")),
        (failure) => onFailure(key, bucket, failure)
      )
  }
}

interface Connection extends Redis {
  step(key: string, ...args: ReadonlyArray<string | number>): Promise<ReadonlyArray<number>>
}

/** A connection to Redis, as a store. It is closed without an error, whatever state it is in. */
const connect = ({ prefix = "activecampaign:", ...options }: RedisOptions & { readonly prefix?: string | undefined }) =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => {
        const redis = new Redis({ maxRetriesPerRequest: 4, ...options }) as Connection
        // Requests tell of a connection that fails. Without a listener, ioredis prints every attempt to connect.
        redis.on("error", constVoid)
        redis.defineCommand("step", { lua: script, numberOfKeys: 1 })
        return redis
      }),
      (redis) =>
        Effect.promise(() => redis.quit().then(constVoid, constVoid)).pipe(
          Effect.timeoutOption(1000),
          Effect.zipRight(Effect.sync(() => redis.disconnect())),
          Effect.interruptible
        )
    ),
    (redis): Store =>
      (key, args) =>
        redis.step(`${prefix}${key}`, ...args)
  )

/** A shared limiter over Redis. `prefix` is what its keys begin with. */
export const layer = (
  redis: RedisOptions & { readonly prefix?: string | undefined },
  options: Options = {}
): Layer.Layer<RateLimiter.RateLimiter> =>
  Layer.scoped(
    RateLimiter.RateLimiter,
    Effect.map(connect(redis), (store) => make(store, options))
  )
