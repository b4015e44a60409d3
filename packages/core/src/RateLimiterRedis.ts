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
 * so a slow Redis costs little. Latency is credited as in memory, from the responses of all processes. If Redis has lost its
 * data, nobody sends for a window. Within a process it is first come, first served.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { constVoid } from "effect/Function"
import * as Layer from "effect/Layer"
import { Redis, type RedisOptions } from "ioredis"
import { script } from "./internal/redisScript.js"
import { SharedBucket, type StoreFailure } from "./internal/sharedBucket.js"
import { both, checked, perClock, registry } from "./internal/slots.js"
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
  /** `safe` (the default) or `fast`, as in `RateLimiter.layer`. All processes should have the same. */
  readonly pace?: RateLimiter.Options["pace"]
}

/** Runs the limiter's script in the store, atomically: `key` is its key, `args` its arguments. */
export type Store = (key: string, args: ReadonlyArray<string | number>) => Promise<ReadonlyArray<number>>

/** A process's part of the limit, for as long as it is alone: less than one request per window is one in a longer window. */
const partOf = ({ limit, window }: RateLimiter.Limit, share: number): RateLimiter.Limit => ({
  limit: Math.max(1, Math.floor(limit * share)),
  window: Duration.times(Duration.decode(window), Math.max(1, 1 / (limit * share)))
})

/** A limiter over a store that several processes share. Throws if a limit is not an integer of at least 1. */
export const make = (store: Store, options: Options = {}): RateLimiter.Limiter => {
  const limits = checked(RateLimiter.defaultLimits, options.limits)
  const share = options.localShare ?? 0.2
  if (!(share > 0 && share <= 1)) throw new RangeError(`\`localShare\` must be above 0 and at most 1; got ${share}`)
  const alone = RateLimiter.make({ ...limits, account: partOf(limits.account, share) })
  const limitsOf = perClock((clock) => {
    const of = (bucket: RateLimiter.Bucket) => {
      const pace = bucket === "account" ? (options.pace ?? "safe") : "none"
      return registry(
        (key) => new SharedBucket(`${key} ${bucket}`, store, limits[bucket], clock, pace),
        (one) => one.isIdle()
      )
    }
    return { account: of("account"), bulkImport: of("bulkImport"), bulkImportOne: of("bulkImportOne") }
  })
  const from = (key: string, bucket: RateLimiter.Bucket) =>
    Effect.clockWith((clock) => limitsOf(clock)[bucket](key).acquire)
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
