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
import * as Effect from "effect/Effect"
import { constVoid } from "effect/Function"
import * as Layer from "effect/Layer"
import { Redis, type RedisOptions } from "ioredis"
import { script } from "./internal/redisScript.js"
import type { Store } from "./internal/sharedBucket.js"
import { make, type Options } from "./internal/sharedLimiter.js"
import * as RateLimiter from "./RateLimiter.js"

export type { Store } from "./internal/sharedBucket.js"
export { make, type Options } from "./internal/sharedLimiter.js"

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
