/**
 * One budget for several processes, through Redis; and what happens without it.
 */
import { execFile } from "node:child_process"
import { connect } from "node:net"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import * as StoreRateLimiter from "@effect/experimental/RateLimiter"
import { expect, it } from "@effect/vitest"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RateLimiterRedis from "@effect-activecampaign/core/RateLimiterRedis"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/TestClock"
import { processes, strictServer } from "./support/strictServer.js"

const redisUrl = process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379"

const answers = await new Promise<boolean>((resolve) => {
  const { hostname, port } = new URL(redisUrl)
  const socket = connect({ host: hostname, port: Number(port), timeout: 1000 })
  const end = (answer: boolean) => () => {
    socket.destroy()
    resolve(answer)
  }
  socket.on("connect", end(true)).on("error", end(false)).on("timeout", end(false))
})
if (!answers) console.log(`skipped: no Redis answers at ${redisUrl}`)

it.live.skipIf(!answers)(
  "four processes keep under one limit together: no refusal in 200 calls",
  () =>
    Effect.gen(function* () {
      const server = yield* strictServer
      const script = fileURLToPath(new URL("./support/sharedClient.mjs", import.meta.url))
      const child = Effect.promise(() => promisify(execFile)(process.execPath, [script, server.url, redisUrl, "50"]))
      yield* Effect.replicateEffect(child, processes, { concurrency: "unbounded" })
      const { arrivals, counts } = server
      const rate = (arrivals.length - 5) / (((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / 1000) / 5
      console.log(`four processes sustained ${(rate * 100).toFixed(1)} % of the limit`)
      expect(counts.refused).toBe(0)
      expect(arrivals).toHaveLength(200)
    }).pipe(Effect.scoped),
  90_000
)

/** The store's own arithmetic, in memory: what its script does in Redis. */
const storeInMemory = Layer.sync(StoreRateLimiter.RateLimiterStore, () => {
  const keys = new Map<string, { count: number; ends: number }>()
  return StoreRateLimiter.RateLimiterStore.of({
    fixedWindow: ({ key, tokens, refillRate }) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const existing = keys.get(key)
        const alive = existing !== undefined && existing.ends > now ? existing : { count: 0, ends: now }
        const next = { count: alive.count + tokens, ends: alive.ends + tokens * Duration.toMillis(refillRate) }
        keys.set(key, next)
        return [next.count, next.ends - now] as const
      }),
    tokenBucket: () => Effect.die("not used")
  })
})

const brokenStore = Layer.succeed(
  StoreRateLimiter.RateLimiterStore,
  StoreRateLimiter.RateLimiterStore.of({
    fixedWindow: () => Effect.fail(new StoreRateLimiter.RateLimitStoreError({ message: "gone", cause: undefined })),
    tokenBucket: () => Effect.die("not used")
  })
)

const fine: RateLimiter.Result = { limited: false, retryAfter: null, remaining: null }

const call = (limiter: RateLimiter.Limiter) =>
  Effect.gen(function* () {
    const permit = yield* limiter.acquire("account", "account")
    const at = yield* Clock.currentTimeMillis
    yield* permit.release(fine)
    return at
  })

it.effect("the first five go at once, and no second holds more", () =>
  Effect.gen(function* () {
    const limiter = yield* RateLimiterRedis.make()
    const fiber = yield* Effect.forkAll(Array.from({ length: 60 }, () => call(limiter)))
    yield* TestClock.adjust("1 minute")
    const times = [...(yield* Fiber.join(fiber))].sort((a, b) => a - b)
    expect(times.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
    times.forEach((time, index) => {
      const sixth = times[index + 5]
      if (sixth !== undefined) expect(sixth - time).toBeGreaterThanOrEqual(1000)
    })
    expect(times.at(-1)).toBeLessThan((60 / 5 / 0.92) * 1000)
  }).pipe(Effect.provide(storeInMemory))
)

it.effect("a refusal pauses all processes, and once", () =>
  Effect.gen(function* () {
    const [one, other] = [yield* RateLimiterRedis.make(), yield* RateLimiterRedis.make()]
    const permits = yield* Effect.replicateEffect(one.acquire("account", "account"), 3)
    for (const permit of permits) {
      yield* permit.release({ limited: true, retryAfter: Duration.seconds(10), remaining: null })
    }
    const fiber = yield* Effect.fork(call(other))
    yield* TestClock.adjust("1 minute")
    const at = yield* Fiber.join(fiber)
    expect(at).toBeGreaterThanOrEqual(10_000)
    expect(at).toBeLessThan(13_000)
  }).pipe(Effect.provide(storeInMemory))
)

it.effect("a refusal pauses also those of the process who wait already", () =>
  Effect.gen(function* () {
    const limiter = yield* RateLimiterRedis.make()
    const [first] = yield* Effect.replicateEffect(limiter.acquire("account", "account"), 5)
    const waiting = yield* Effect.forkAll(Array.from({ length: 5 }, () => call(limiter)))
    yield* TestClock.adjust("100 millis")
    yield* first?.release({ limited: true, retryAfter: Duration.seconds(10), remaining: null }) ?? Effect.void
    yield* TestClock.adjust("1 minute")
    for (const at of yield* Fiber.join(waiting)) expect(at).toBeGreaterThanOrEqual(10_100)
  }).pipe(Effect.provide(storeInMemory))
)

it.effect("without the store, calls fail and nothing is sent", () =>
  Effect.gen(function* () {
    const limiter = yield* RateLimiterRedis.make()
    const error = yield* Effect.flip(limiter.acquire("account", "account"))
    expect(error).toMatchObject({ _tag: "LimiterUnavailable", reason: "gone" })
  }).pipe(Effect.provide(brokenStore))
)

it.effect("those who wait to ask a store that does not answer are told with the first, and the next asks again", () =>
  Effect.gen(function* () {
    let asked = 0
    const silent = Layer.succeed(
      StoreRateLimiter.RateLimiterStore,
      StoreRateLimiter.RateLimiterStore.of({
        fixedWindow: () =>
          Effect.zipRight(
            Effect.sync(() => asked++),
            Effect.never
          ),
        tokenBucket: () => Effect.die("not used")
      })
    )
    const limiter = yield* Effect.provide(RateLimiterRedis.make(), silent)
    const fiber = yield* Effect.forkAll(Array.from({ length: 50 }, () => Effect.flip(call(limiter))))
    yield* TestClock.adjust("2 seconds")
    expect((yield* Fiber.join(fiber)).every(({ reason }) => reason === "no reply within 2 seconds")).toBe(true)
    expect(asked).toBe(1)
    const next = yield* Effect.fork(Effect.flip(call(limiter)))
    yield* TestClock.adjust("2 seconds")
    yield* Fiber.join(next)
    expect(asked).toBe(2)
  })
)

it.live("a Redis that is not there is told at once, and keeps nothing running", () =>
  Effect.gen(function* () {
    const unreachable = { host: "127.0.0.1", port: 10_000 + (process.pid % 20_000) }
    const error = yield* Effect.flatMap(RateLimiter.RateLimiter, (limiter) =>
      Effect.flip(limiter.acquire("account", "account"))
    ).pipe(Effect.provide(RateLimiterRedis.layer(unreachable)))
    expect(error._tag).toBe("LimiterUnavailable")
  })
)

it.effect("without the store, a process goes on with its share where that is wanted", () =>
  Effect.gen(function* () {
    const limiter = yield* RateLimiterRedis.make({ onStoreFailure: "local" })
    const fiber = yield* Effect.forkAll(Array.from({ length: 5 }, () => call(limiter)))
    yield* TestClock.adjust("1 minute")
    const times = yield* Fiber.join(fiber)
    expect(times.map((time) => Math.floor(time / 1000))).toEqual([0, 1, 2, 3, 4])
  }).pipe(Effect.provide(brokenStore))
)
