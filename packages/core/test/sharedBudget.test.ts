/**
 * One budget for several processes, through Redis; and what happens without it.
 */
import { execFile } from "node:child_process"
import { connect } from "node:net"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, it } from "@effect/vitest"
import { script } from "@effect-activecampaign/core/internal/redisScript"
import { nextState } from "@effect-activecampaign/core/internal/sharedState"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RateLimiterRedis from "@effect-activecampaign/core/RateLimiterRedis"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import { Redis } from "ioredis"
import { storeInMemory } from "./support/storeInMemory.js"
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
  300_000
)

const storeOfTest = Effect.map(Effect.clock, storeInMemory)

/** What a request does in a store at a time: takes lanes, reports a response or gives one back. */
const step = FastCheck.record({
  after: FastCheck.oneof(FastCheck.nat(30), FastCheck.nat(1500), FastCheck.nat(16_000)),
  operation: FastCheck.constantFrom("take", "release", "release", "release", "cancel"),
  id: FastCheck.nat(5),
  lane: FastCheck.integer({ min: 1, max: 5 }),
  known: FastCheck.constantFrom(0, 0, 0, 7),
  flight: FastCheck.constantFrom(0, 0, 0, 1000),
  pause: FastCheck.constantFrom(0, 0, 0, 0, 0, 0, 3000),
  took: FastCheck.oneof(FastCheck.constant(-1), FastCheck.integer({ min: 100, max: 120 }), FastCheck.nat(2000)),
  caution: FastCheck.constantFrom(0, 0, 10_000)
})

it.live.skipIf(!answers)("the script in Redis and what is done in a database take the same steps", () =>
  Effect.gen(function* () {
    const redis = yield* Effect.acquireRelease(
      Effect.sync(() => new Redis(redisUrl)),
      (redis) => Effect.sync(() => redis.disconnect())
    )
    // The time is the last argument instead of that of Redis.
    const timed = script.replace(/local time = .*\n.*\n/, "local now = tonumber(ARGV[#ARGV])\n")
    expect(timed).not.toContain("TIME")
    const key = `test:${Math.random()}`
    const property = FastCheck.asyncProperty(FastCheck.array(step, { maxLength: 120, size: "max" }), async (steps) => {
      await redis.del(key)
      let now = 1_800_000_000_000
      let state: string | null = null
      for (const { after, caution, flight, id, known, lane, operation, pause, took } of steps) {
        now += after
        const rest = operation === "take" ? [(lane % 2) + 1] : [lane, now - (took % 50), flight, pause, took, caution]
        const args = [operation, `id ${id}`, 5, 1006, 15_000, known, ...rest]
        const next = nextState(state, now, args)
        state = next.state
        expect(next.reply).toEqual(await redis.eval(timed, 1, key, ...args, now))
      }
    })
    yield* Effect.promise(() => FastCheck.assert(property, { numRuns: 60 }))
    yield* Effect.promise(() => redis.del(key))
  }).pipe(Effect.scoped)
)

it.effect("after the clock of the store was set back, nobody sends for a window", () =>
  Effect.gen(function* () {
    const { setBack, store } = yield* storeOfTest
    const limiter = RateLimiterRedis.make(store)
    setBack(-1e12)
    yield* Effect.replicateEffect(call(limiter), 5)
    setBack(3_600_000)
    const start = yield* Clock.currentTimeMillis
    const fiber = yield* Effect.forkAll([call(limiter), call(RateLimiterRedis.make(store))])
    yield* TestClock.adjust("10 seconds")
    for (const at of yield* Fiber.join(fiber)) {
      expect(at - start).toBeGreaterThanOrEqual(1000)
      expect(at - start).toBeLessThan(2500)
    }
  })
)

it("the state of a limit that nobody used for long is forgotten", () => {
  const { reply, state } = nextState(null, 1000, ["take", "a", 5, 1000, 15_000, 0, 2])
  expect(reply).toEqual([1000, 1000, 100, 1, 0, 2, 0])
  const [, born] = nextState(state, 80_000, ["take", "b", 5, 1000, 15_000, 0, 1]).reply
  expect(born).toBe(1000)
  const later = nextState(state, 200_000, ["take", "b", 5, 1000, 15_000, 0, 1])
  expect(later.reply).toEqual([200_000, 200_000, 100, 1, 0])
  // Who asks for what is not there writes nothing.
  const full = nextState(state, 1001, ["take", "c", 2, 1000, 15_000, 0, 1])
  expect(full.reply).toEqual([1001, 1000, 100])
  expect(full.state).toBe(state)
})

const brokenStore: RateLimiterRedis.Store = () => Promise.reject(new Error("gone"))

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
    const limiter = RateLimiterRedis.make((yield* storeOfTest).store)
    const fiber = yield* Effect.forkAll(Array.from({ length: 60 }, () => call(limiter)))
    yield* TestClock.adjust("1 minute")
    const times = [...(yield* Fiber.join(fiber))].sort((a, b) => a - b)
    expect(times.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
    times.forEach((time, index) => {
      const sixth = times[index + 5]
      if (sixth !== undefined) expect(sixth - time).toBeGreaterThanOrEqual(1000)
    })
    expect(times.at(-1)).toBeLessThan((60 / 5 / 0.92) * 1000)
  })
)

it.effect("a refusal pauses all processes, and once", () =>
  Effect.gen(function* () {
    const { store } = yield* storeOfTest
    const [one, other] = [RateLimiterRedis.make(store), RateLimiterRedis.make(store)]
    const permits = yield* Effect.replicateEffect(one.acquire("account", "account"), 3)
    for (const permit of permits) {
      yield* permit.release({ limited: true, retryAfter: Duration.seconds(10), remaining: null })
    }
    const fiber = yield* Effect.fork(call(other))
    yield* TestClock.adjust("1 minute")
    const at = yield* Fiber.join(fiber)
    expect(at).toBeGreaterThanOrEqual(10_000)
    expect(at).toBeLessThan(13_000)
  })
)

it.effect("a refusal pauses also those of the process who wait already", () =>
  Effect.gen(function* () {
    const limiter = RateLimiterRedis.make((yield* storeOfTest).store)
    const [first] = yield* Effect.replicateEffect(limiter.acquire("account", "account"), 5)
    const waiting = yield* Effect.forkAll(Array.from({ length: 5 }, () => call(limiter)))
    yield* TestClock.adjust("100 millis")
    yield* first?.release({ limited: true, retryAfter: Duration.seconds(10), remaining: null }) ?? Effect.void
    yield* TestClock.adjust("1 minute")
    for (const at of yield* Fiber.join(waiting)) expect(at).toBeGreaterThanOrEqual(10_100)
  })
)

it.effect("after a pause one request probes, and the others wait for its response", () =>
  Effect.gen(function* () {
    const limiter = RateLimiterRedis.make((yield* storeOfTest).store)
    const first = yield* limiter.acquire("account", "account")
    yield* first.release({ limited: true, retryAfter: Duration.seconds(2), remaining: null })
    const slots: Array<RateLimiter.Slot> = []
    yield* Effect.forkAll(
      Array.from({ length: 5 }, () => Effect.map(limiter.acquire("account", "account"), (slot) => slots.push(slot)))
    )
    yield* TestClock.adjust("4 seconds")
    expect(slots).toHaveLength(1)
    yield* slots[0]?.release(fine) ?? Effect.void
    yield* TestClock.adjust("1 second")
    expect(slots).toHaveLength(5)
  })
)

it.effect("a slot is used until a window after the response, however long that takes", () =>
  Effect.gen(function* () {
    const limiter = RateLimiterRedis.make((yield* storeOfTest).store)
    const slots = yield* Effect.replicateEffect(limiter.acquire("account", "account"), 5)
    const sixth = yield* Effect.fork(call(limiter))
    yield* TestClock.adjust("5 seconds")
    expect(yield* Fiber.poll(sixth)).toMatchObject({ _tag: "None" })
    for (const slot of slots) yield* slot.release(fine)
    yield* TestClock.adjust("2 seconds")
    expect(yield* Fiber.join(sixth)).toBeGreaterThanOrEqual(6000)
  })
)

it.effect("a slot whose user never reports is free again after the lease", () =>
  Effect.gen(function* () {
    const { store } = yield* storeOfTest
    yield* Effect.replicateEffect(RateLimiterRedis.make(store).acquire("account", "account"), 5)
    const sixth = yield* Effect.fork(call(RateLimiterRedis.make(store)))
    yield* TestClock.adjust("20 seconds")
    expect(yield* Fiber.join(sixth)).toBeGreaterThanOrEqual(15_000)
  })
)

it.effect("a request that is interrupted while it waits gives its slot back", () =>
  Effect.gen(function* () {
    const limiter = RateLimiterRedis.make((yield* storeOfTest).store)
    yield* Effect.replicateEffect(call(limiter), 5)
    const given = yield* Effect.forkAll(Array.from({ length: 30 }, () => call(limiter)))
    const patient = yield* Effect.fork(call(limiter))
    yield* TestClock.adjust("100 millis")
    yield* Fiber.interrupt(given)
    yield* TestClock.adjust("10 seconds")
    expect(yield* Fiber.join(patient)).toBeLessThan(1200)
  })
)

it.effect("after the store has lost its data, nobody sends for a window", () =>
  Effect.gen(function* () {
    const { lose, store } = yield* storeOfTest
    const [one, other] = [RateLimiterRedis.make(store), RateLimiterRedis.make(store)]
    yield* Effect.replicateEffect(call(one), 3)
    yield* Effect.replicateEffect(call(other), 2)
    yield* TestClock.adjust("10 millis")
    lose()
    const fiber = yield* Effect.forkAll([call(one), call(other), call(one)])
    yield* TestClock.adjust("5 seconds")
    for (const at of yield* Fiber.join(fiber)) expect(at).toBeGreaterThanOrEqual(1000)
  })
)

it.effect("a reply that comes too late gives its slot back", () =>
  Effect.gen(function* () {
    const { store } = yield* storeOfTest
    const replies: Array<() => void> = []
    const late = RateLimiterRedis.make(async (key, args) => {
      const reply = await store(key, args)
      if (args[0] === "take") await new Promise<void>((resolve) => replies.push(resolve))
      return reply
    })
    for (let count = 0; count < 5; count++) {
      const asking = yield* Effect.fork(Effect.flip(call(late)))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(asking)
    }
    for (const reply of replies) reply()
    const next = yield* Effect.fork(call(RateLimiterRedis.make(store)))
    yield* TestClock.adjust("200 millis")
    expect(yield* Fiber.join(next)).toBeLessThan(50_200)
  })
)

it("shares and limits that are none are told when the limiter is made", () => {
  expect(() => RateLimiterRedis.make(brokenStore, { localShare: 0 })).toThrow("`localShare` must be above 0")
  expect(() => RateLimiterRedis.make(brokenStore, { limits: { account: { limit: 0, window: 1000 } } })).toThrow(
    "`account.limit` must be an integer of at least 1; got 0"
  )
})

it.effect("without the store, calls fail and nothing is sent", () =>
  Effect.gen(function* () {
    const limiter = RateLimiterRedis.make(brokenStore)
    const error = yield* Effect.flip(limiter.acquire("account", "account"))
    expect(error).toMatchObject({ _tag: "LimiterUnavailable", reason: "gone" })
  })
)

it.effect.each<readonly [string, RateLimiterRedis.Store]>([
  [
    "odd",
    () => {
      throw new Error("odd")
    }
  ],
  ["not iterable", () => Promise.resolve(JSON.parse("null"))]
])("a store that breaks its promise fails the calls, and the next ask again (%s)", ([reason, store]) =>
  Effect.gen(function* () {
    const limiter = RateLimiterRedis.make(store)
    for (let turn = 0; turn < 2; turn++) {
      const errors = yield* Effect.replicateEffect(Effect.flip(call(limiter)), 3, { concurrency: "unbounded" })
      for (const error of errors) expect(error.message).toContain(reason)
    }
  })
)

it.effect("those who wait to ask a store that does not answer are told with the first, and the next asks again", () =>
  Effect.gen(function* () {
    let asked = 0
    const limiter = RateLimiterRedis.make(() => {
      asked++
      return new Promise(() => {})
    })
    const fiber = yield* Effect.forkAll(Array.from({ length: 50 }, () => Effect.flip(call(limiter))))
    yield* TestClock.adjust("10 seconds")
    expect((yield* Fiber.join(fiber)).every(({ reason }) => reason === "no reply within 10 seconds")).toBe(true)
    expect(asked).toBe(1)
    const next = yield* Effect.fork(Effect.flip(call(limiter)))
    yield* TestClock.adjust("10 seconds")
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
    const limiter = RateLimiterRedis.make(brokenStore, { onStoreFailure: "local" })
    const fiber = yield* Effect.forkAll(Array.from({ length: 5 }, () => call(limiter)))
    yield* TestClock.adjust("1 minute")
    const times = yield* Fiber.join(fiber)
    expect(times.map((time) => Math.floor(time / 1000))).toEqual([0, 1, 2, 3, 4])
  })
)
