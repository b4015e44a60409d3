/**
 * The rate limit of an account, shared by several processes through Redis.
 *
 * ```ts
 * import * as RateLimiterRedis from "effect-activecampaign/RateLimiterRedis"
 *
 * ActiveCampaignClient.layer.pipe(Layer.provide(RateLimiterRedis.layer({ host: "127.0.0.1", port: 6379 })))
 * ```
 *
 * Needs the optional peers `@effect/experimental` and `ioredis`; no other module imports this one.
 *
 * The store is that of `@effect/experimental/RateLimiter`. Its token bucket and its fixed window alone would allow ten
 * requests in one second: five at the end of a window and five at the start of the next. So an account has five lanes, each a
 * fixed window of one request that is as long as the account's window. No lane is used twice within a second, so no second
 * has more than five requests, and five can start at once. Tickets are counted in Redis, and each ticket reserves the next
 * lane: first come, first served, over all processes, by the clock of Redis alone. (Alternatives: the windows of
 * `rate-limiter-flexible` are fixed ones too; `bottleneck` is unmaintained; Lua scripts of our own would have to be maintained
 * here.)
 *
 * A fiber that is interrupted while it waits leaves its reservation unused: that costs a slot and never a 429.
 */
import * as StoreRateLimiter from "@effect/experimental/RateLimiter"
import * as Redis from "@effect/experimental/RateLimiter/Redis"
import * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { both, longestPause, pauseAfterRejection } from "./internal/slots.js"
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
  /** Share of the account's limit that one process uses when it is alone; default a fifth: one request per second. */
  readonly localShare?: number | undefined
}

/**
 * Safety margin added to each window (ms). Processes agree on the time, but reading the store's reply and sending the
 * request can take them longer, most of all while several start on a busy machine.
 */
const margin = 150

interface StoreFailure {
  readonly message: string
}

const windowOf = ({ window }: RateLimiter.Limit) => Duration.sum(Duration.decode(window), margin)

/** The tickets and lanes of all accounts, as kept in the store. */
class Ledger {
  /** Until when each account is known to be paused here, so that a pause is reserved once. */
  private readonly pauses = new Map<string, number>()
  private readonly one = Effect.unsafeMakeSemaphore(1)
  private readonly outages = { count: 0, message: "" }
  private readonly store: Context.Tag.Service<typeof StoreRateLimiter.RateLimiterStore>

  constructor(store: Context.Tag.Service<typeof StoreRateLimiter.RateLimiterStore>) {
    this.store = store
  }

  private increment(key: string, tokens: number, refillRate: Duration.Duration) {
    return this.store.fixedWindow({ key, tokens, refillRate, limit: undefined }).pipe(
      Effect.mapError((error): StoreFailure => ({ message: error.message })),
      Effect.timeoutFail({
        duration: "2 seconds",
        onTimeout: (): StoreFailure => ({ message: "no reply within 2 seconds" })
      })
    )
  }

  /** Reserves windows of one lane; returns how long it is until the first of them (ms). */
  private reserve(key: string, lane: number, limit: RateLimiter.Limit, windows: number) {
    return Effect.map(
      this.increment(`${key}:${lane}`, windows, windowOf(limit)),
      // The key lives until the last reserved window has ended.
      ([, ttl]) => Math.max(0, ttl - windows * Duration.toMillis(windowOf(limit)))
    )
  }

  /**
   * Asks the store for one request at a time. The delay counts from the store's reply, so a reply must not lie around while
   * those for other requests are read: a lane that is used late is too near to its next use. Those who wait to ask while the
   * store turns out to be unreachable do not ask again.
   */
  private inTurn<A>(ask: Effect.Effect<A, StoreFailure>) {
    return Effect.suspend(() => {
      const before = this.outages.count
      const asked = Effect.tapError(ask, ({ message }) =>
        Effect.sync(() => {
          this.outages.count++
          this.outages.message = message
        })
      )
      return this.one.withPermits(1)(
        Effect.suspend(() => (this.outages.count === before ? asked : Effect.fail({ message: this.outages.message })))
      )
    })
  }

  /** Takes the next ticket of an account; returns how long to wait for its lane (ms). */
  private ticket(key: string, limit: RateLimiter.Limit) {
    return this.inTurn(
      Effect.flatMap(this.increment(`${key}:turn`, 1, Duration.times(windowOf(limit), 2)), ([count]) =>
        this.reserve(key, count % limit.limit, limit, 1)
      )
    )
  }

  /** Moves all lanes of an account into the future, for every process. */
  private pause(key: string, limit: RateLimiter.Limit, millis: number) {
    return Effect.gen(this, function* () {
      const now = yield* Clock.currentTimeMillis
      const until = this.pauses.get(key) ?? 0
      if (until >= now + millis) return
      this.pauses.set(key, now + millis)
      const windows = Math.ceil((millis - Math.max(0, until - now)) / Duration.toMillis(windowOf(limit)))
      yield* Effect.forEach(
        Array.from({ length: limit.limit }, (_, lane) => lane),
        (lane) => this.reserve(key, lane, limit, windows),
        { discard: true, concurrency: "unbounded" }
      )
    })
  }

  /** Takes tickets until one is due that no pause has overtaken meanwhile. */
  acquire(key: string, limit: RateLimiter.Limit, waited = 0): Effect.Effect<RateLimiter.Slot, StoreFailure> {
    return Effect.gen(this, function* () {
      const delay = yield* this.ticket(key, limit)
      yield* Effect.sleep(delay)
      const now = yield* Clock.currentTimeMillis
      return now < (this.pauses.get(key) ?? 0)
        ? yield* this.acquire(key, limit, waited + delay)
        : { waited: waited + delay, release: (result) => this.release(key, limit, result) }
    })
  }

  private release(key: string, limit: RateLimiter.Limit, { limited, retryAfter }: RateLimiter.Result) {
    return limited
      ? Effect.ignore(
          this.pause(
            key,
            limit,
            Math.min(Duration.toMillis(retryAfter ?? pauseAfterRejection), Duration.toMillis(longestPause))
          )
        )
      : Effect.void
  }
}

/** A limiter over a store that several processes share. */
export const make = (
  options: Options = {}
): Effect.Effect<RateLimiter.Limiter, never, StoreRateLimiter.RateLimiterStore> =>
  Effect.map(StoreRateLimiter.RateLimiterStore, (store) => {
    const ledger = new Ledger(store)
    const limits: RateLimiter.Limits = { ...RateLimiter.defaultLimits, ...options.limits }
    const share = Math.max(1, Math.floor(limits.account.limit * (options.localShare ?? 0.2)))
    const local = RateLimiter.make({ ...limits, account: { ...limits.account, limit: share } })
    const from = (key: string, bucket: RateLimiter.Bucket) => ledger.acquire(`${key} ${bucket}`, limits[bucket])
    const onFailure = (key: string, bucket: RateLimiter.Bucket, { message }: StoreFailure) =>
      options.onStoreFailure === "local"
        ? Effect.logWarning("The shared rate limit cannot be reached; continuing with a local share of it").pipe(
            Effect.annotateLogs({ account: key, requestsPerWindow: share }),
            Effect.zipRight(local.acquire(key, bucket))
          )
        : Effect.fail(new RateLimiter.LimiterUnavailable({ reason: message }))
    return {
      acquire: (key, bucket) =>
        Effect.catchAll(
          bucket === "account" ? from(key, "account") : both(from(key, bucket), from(key, "account")),
          (failure) => onFailure(key, bucket, failure)
        )
    }
  })

/** A shared limiter over a store that is provided. */
export const layerStore = (
  options: Options = {}
): Layer.Layer<RateLimiter.RateLimiter, never, StoreRateLimiter.RateLimiterStore> =>
  Layer.effect(RateLimiter.RateLimiter, make(options))

/** A shared limiter over Redis. */
export const layer = (
  redis: Parameters<typeof Redis.layerStore>[0],
  options: Options = {}
): Layer.Layer<RateLimiter.RateLimiter> =>
  Layer.provide(layerStore(options), Redis.layerStore({ maxRetriesPerRequest: 1, ...redis }))
