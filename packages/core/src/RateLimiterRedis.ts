/**
 * The account's budget, shared by several processes through Redis.
 *
 * ```ts
 * ActiveCampaignClient.layer.pipe(Layer.provide(RateLimiterRedis.layer({ host: "127.0.0.1", port: 6379 })))
 * ```
 *
 * Needs `@effect/experimental` and `ioredis`, which are optional peers: nothing else imports this module.
 *
 * The store is that of `@effect/experimental/RateLimiter`, which others maintain; its token bucket and its fixed
 * window alone would let ten calls into one second (five at the end of a window, five at the start of the next). So
 * an account has five places, each a fixed window of one call that is as long as the account's: no place is used
 * twice within a second, so no second holds more than five calls, and five can go at once. Turns are counted in
 * Redis, and each turn reserves the next place: first come, first served, over all processes, by Redis' clock alone.
 * (Considered as well: `rate-limiter-flexible`, whose windows are fixed ones too; `bottleneck`, which nobody
 * maintains; scripts of our own, which then we would.)
 *
 * A fiber that is interrupted while it waits leaves its reservation unused, which costs a place and no refusal.
 */
import * as StoreRateLimiter from "@effect/experimental/RateLimiter"
import * as Redis from "@effect/experimental/RateLimiter/Redis"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as RateLimiter from "./RateLimiter.js"

/** How the budget is shared. */
export interface Options {
  /** Some of the limits changed. */
  readonly limits?: Partial<RateLimiter.Limits> | undefined
  /**
   * What happens while Redis cannot be reached.
   *
   * - `fail` (the default): calls fail with a `TransportError` and nothing is sent. No process can know what the
   *   others do, so only this keeps the promise.
   * - `local`: each process goes on by itself with `localShare` of the budget, and logs a warning.
   */
  readonly onStoreFailure?: "fail" | "local" | undefined
  /** The share of the account's budget that one process takes when it is on its own; default a fifth: one call a second. */
  readonly localShare?: number | undefined
}

/**
 * Kept on top of each window: processes agree on the time, but reading the store's answer and sending takes them
 * longer at times, most of all while several of them start on a busy machine.
 */
const margin = 150

/** A limiter over a store that several processes share. */
export const make = (
  options: Options = {}
): Effect.Effect<RateLimiter.Limiter, never, StoreRateLimiter.RateLimiterStore> =>
  Effect.gen(function* () {
    const store = yield* StoreRateLimiter.RateLimiterStore
    const limits: RateLimiter.Limits = { ...RateLimiter.published, ...options.limits }
    /** Until when each account is known here to be paused, so that a pause is reserved once. */
    const pauses = new Map<string, number>()

    const share = Math.max(1, Math.floor(limits.account.limit * (options.localShare ?? 0.2)))
    const local = RateLimiter.make({ ...limits, account: { ...limits.account, limit: share } })

    const windowOf = ({ window }: RateLimiter.Limit) => Duration.sum(Duration.decode(window), margin)

    const increment = (key: string, tokens: number, refillRate: Duration.Duration) =>
      store.fixedWindow({ key, tokens, refillRate, limit: undefined }).pipe(
        Effect.mapError((error) => ({ message: error.message })),
        Effect.timeoutFail({ duration: "2 seconds", onTimeout: () => ({ message: "no answer within 2 seconds" }) })
      )

    /** Reserves windows of one place; tells how long it is until the first of them. */
    const reserve = (key: string, place: number, limit: RateLimiter.Limit, windows: number) =>
      Effect.map(
        increment(`${key}:${place}`, windows, windowOf(limit)),
        // The key lives until the last window that is reserved has ended.
        ([, ttl]) => Math.max(0, ttl - windows * Duration.toMillis(windowOf(limit)))
      )

    const one = yield* Effect.makeSemaphore(1)
    const outages = { count: 0, message: "" }

    /**
     * Asks the store for one call at a time. How long to wait counts from when the store answered, so an answer must not
     * lie about while those to other calls are read: a place that is used late is too near to its next use. Those who
     * wait to ask while the store turns out to be out of reach do not ask again.
     */
    const inTurn = <A>(ask: Effect.Effect<A, { readonly message: string }>) =>
      Effect.suspend(() => {
        const before = outages.count
        const asked = Effect.tapError(ask, ({ message }) =>
          Effect.sync(() => {
            outages.count++
            outages.message = message
          })
        )
        return one.withPermits(1)(
          Effect.suspend(() => (outages.count === before ? asked : Effect.fail({ message: outages.message })))
        )
      })

    /** Takes the next turn of an account, and tells how long to wait for its place. */
    const turn = (key: string, limit: RateLimiter.Limit) =>
      inTurn(
        Effect.flatMap(increment(`${key}:turn`, 1, Duration.times(windowOf(limit), 2)), ([count]) =>
          reserve(key, count % limit.limit, limit, 1)
        )
      )

    /** Moves all places of an account into the future, for every process. */
    const pause = (key: string, limit: RateLimiter.Limit, millis: number) =>
      Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis
        const until = pauses.get(key) ?? 0
        if (until >= now + millis) return
        pauses.set(key, now + millis)
        const windows = Math.ceil((millis - Math.max(0, until - now)) / Duration.toMillis(windowOf(limit)))
        yield* Effect.forEach(
          Array.from({ length: limit.limit }, (_, place) => place),
          (place) => reserve(key, place, limit, windows),
          { discard: true, concurrency: "unbounded" }
        )
      })

    const permit = (key: string, limit: RateLimiter.Limit, waited: number): RateLimiter.Permit => ({
      waited,
      settle: ({ limited, retryAfter }) =>
        limited
          ? Effect.ignore(
              pause(
                key,
                limit,
                Math.min(
                  Duration.toMillis(retryAfter ?? RateLimiter.pauseAfterRefusal),
                  Duration.toMillis(RateLimiter.longestPause)
                )
              )
            )
          : Effect.void
    })

    /** Takes turns until one comes that no pause has overtaken while it was waited for. */
    const acquireOne = (
      key: string,
      limit: RateLimiter.Limit,
      waited: number
    ): Effect.Effect<RateLimiter.Permit, { readonly message: string }> =>
      Effect.gen(function* () {
        const delay = yield* turn(key, limit)
        yield* Effect.sleep(delay)
        const now = yield* Clock.currentTimeMillis
        return now < (pauses.get(key) ?? 0)
          ? yield* acquireOne(key, limit, waited + delay)
          : permit(key, limit, waited + delay)
      })

    const acquireFrom = (account: string, limitClass: RateLimiter.LimitClass) =>
      acquireOne(`${account} ${limitClass}`, limits[limitClass], 0)

    return {
      acquire: (account, limitClass) =>
        (limitClass === "account"
          ? acquireFrom(account, "account")
          : RateLimiter.both(acquireFrom(account, limitClass), acquireFrom(account, "account"))
        ).pipe(
          Effect.catchAll((error) =>
            options.onStoreFailure === "local"
              ? Effect.zipRight(
                  Effect.logWarning(
                    `The shared budget of ${account} cannot be reached; ${share} calls a second go from here.`
                  ),
                  local.acquire(account, limitClass)
                )
              : Effect.fail<RateLimiter.LimiterUnavailable>({ _tag: "LimiterUnavailable", reason: error.message })
          )
        )
    }
  })

/** A shared limiter over a store that is given. */
export const layerStore = (
  options: Options = {}
): Layer.Layer<RateLimiter.RateLimiter, never, StoreRateLimiter.RateLimiterStore> =>
  Layer.effect(RateLimiter.RateLimiter, make(options))

/** A shared limiter over a Redis. */
export const layer = (
  redis: Parameters<typeof Redis.layerStore>[0],
  options: Options = {}
): Layer.Layer<RateLimiter.RateLimiter> =>
  Layer.provide(layerStore(options), Redis.layerStore({ maxRetriesPerRequest: 1, ...redis }))
