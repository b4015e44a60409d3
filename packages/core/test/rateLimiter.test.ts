/**
 * The account's budget: who may call when, with a clock that the test turns.
 */

import { expect, it } from "@effect/vitest"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import { describe } from "vitest"

const account = "https://account.api-us1.com"
const fine: RateLimiter.Result = { limited: false, retryAfter: null, remaining: null }

/** One call that takes no time: when it was let go. */
const call = (limiter: RateLimiter.Limiter, of = account, bucket: RateLimiter.Bucket = "account") =>
  Effect.gen(function* () {
    const permit = yield* limiter.acquire(of, bucket)
    const at = yield* Clock.currentTimeMillis
    yield* permit.release(fine)
    return at
  })

const calls = (limiter: RateLimiter.Limiter, count: number) =>
  Effect.forkAll(Array.from({ length: count }, () => call(limiter)))

/** The most that fall into any span of that length. */
const most = (times: ReadonlyArray<number>, window: number): number => {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.max(...sorted.map((start) => sorted.filter((time) => time >= start && time < start + window).length))
}

describe("the limiter in memory", () => {
  it.effect("lets the first five calls of an idle account go at once, and holds every second", () =>
    Effect.gen(function* () {
      const fiber = yield* calls(RateLimiter.make(), 100)
      yield* TestClock.adjust("1 minute")
      const times = yield* Fiber.join(fiber)
      expect(times.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
      expect(most(times, 1000)).toBe(5)
      // At least 92 % of five a second.
      expect(Math.max(...times)).toBeLessThanOrEqual((95 / 5 / 0.92) * 1000)
    })
  )

  it.effect("serves first come, first served", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      const order: Array<number> = []
      const fiber = yield* Effect.forkAll(
        Array.from({ length: 40 }, (_, index) => Effect.tap(call(limiter), () => Effect.sync(() => order.push(index))))
      )
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      expect(order).toEqual([...order].sort((a, b) => a - b))
    })
  )

  it.effect("gives the place of an interrupted fiber to the next", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      yield* Effect.forkAll(Array.from({ length: 5 }, () => call(limiter)))
      yield* TestClock.adjust(0)
      const given = yield* Effect.forkAll(Array.from({ length: 50 }, () => call(limiter)))
      const patient = yield* Effect.fork(call(limiter))
      yield* TestClock.adjust("100 millis")
      yield* Fiber.interrupt(given)
      yield* TestClock.adjust("1 minute")
      expect(yield* Fiber.join(patient)).toBeLessThan(1100)
    })
  )

  it.effect("is the same for all clients of an account in one process, and another for another account", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkAll([
        ...Array.from({ length: 10 }, () => call(RateLimiter.shared)),
        ...Array.from({ length: 5 }, () => call(RateLimiter.shared, "https://other.api-us1.com"))
      ])
      yield* TestClock.adjust("1 minute")
      const times = yield* Fiber.join(fiber)
      expect(most(times.slice(0, 10), 1000)).toBe(5)
      expect(times.slice(10)).toEqual([0, 0, 0, 0, 0])
    })
  )

  it.effect("shares nothing with what runs on another clock", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkAll(Array.from({ length: 5 }, () => call(RateLimiter.shared)))
      yield* TestClock.adjust(0)
      expect(yield* Fiber.join(fiber)).toEqual([0, 0, 0, 0, 0])
    })
  )

  it.effect("pauses the account, and not only the caller, for as long as a refusal asks", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      const permit = yield* limiter.acquire(account, "account")
      yield* permit.release({ limited: true, retryAfter: Duration.seconds(7), remaining: null })
      const fiber = yield* Effect.fork(call(limiter))
      yield* TestClock.adjust("1 minute")
      expect(yield* Fiber.join(fiber)).toBe(7000)
    })
  )

  it.effect("pauses for a second where a refusal asks for nothing, and for no more than a minute", () =>
    Effect.gen(function* () {
      for (const [retryAfter, expected] of [
        [null, 1000],
        [Duration.days(365), 60_000]
      ] as const) {
        const limiter = RateLimiter.make()
        const start = yield* Clock.currentTimeMillis
        const permit = yield* limiter.acquire(account, "account")
        yield* permit.release({ limited: true, retryAfter, remaining: null })
        const fiber = yield* Effect.fork(call(limiter))
        yield* TestClock.adjust("2 minutes")
        expect((yield* Fiber.join(fiber)) - start).toBe(expected)
      }
    })
  )

  it.effect("waits where others have used the budget up", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      const permit = yield* limiter.acquire(account, "account")
      yield* permit.release({ ...fine, remaining: 0 })
      const fiber = yield* Effect.fork(call(limiter))
      yield* TestClock.adjust("1 minute")
      expect(yield* Fiber.join(fiber)).toBeGreaterThanOrEqual(1000)
    })
  )

  it.effect("can be told of other limits", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make({ account: { limit: 2, window: "10 seconds" } })
      const fiber = yield* calls(limiter, 6)
      yield* TestClock.adjust("1 minute")
      const times = yield* Fiber.join(fiber)
      expect(most(times, 10_000)).toBe(2)
    })
  )

  it.effect("holds the importer to its own limits beside the account's", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      const fiber = yield* Effect.forkAll(Array.from({ length: 60 }, () => call(limiter, account, "bulkImportOne")))
      yield* TestClock.adjust("10 minutes")
      const times = yield* Fiber.join(fiber)
      expect(most(times, 60_000)).toBe(20)
      expect(most(times, 1000)).toBeLessThanOrEqual(5)
    })
  )

  it.effect("a refusal of the importer does not pause the rest of the account", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      const permit = yield* limiter.acquire(account, "bulkImport")
      yield* permit.release({ limited: true, retryAfter: Duration.seconds(30), remaining: null })
      expect(yield* call(limiter)).toBe(0)
    })
  )

  it.effect("holds every second as the server sees it, whatever the way there takes", () =>
    Effect.promise(() =>
      FastCheck.assert(
        FastCheck.asyncProperty(
          FastCheck.array(
            FastCheck.record({
              start: FastCheck.integer({ min: 0, max: 6000 }),
              there: FastCheck.integer({ min: 0, max: 250 }),
              back: FastCheck.integer({ min: 0, max: 100 })
            }),
            { minLength: 5, maxLength: 60 }
          ),
          (requests) =>
            Effect.gen(function* () {
              const limiter = RateLimiter.make()
              const seen: Array<number> = []
              const fiber = yield* Effect.forkAll(
                requests.map(({ start, there, back }) =>
                  Effect.gen(function* () {
                    yield* Effect.sleep(start)
                    const permit = yield* limiter.acquire(account, "account")
                    yield* Effect.sleep(there)
                    seen.push(yield* Clock.currentTimeMillis)
                    yield* Effect.sleep(back)
                    yield* permit.release(fine)
                  })
                )
              )
              yield* TestClock.adjust("5 minutes")
              yield* Fiber.join(fiber)
              expect(most(seen, 1000)).toBeLessThanOrEqual(5)
            }).pipe(Effect.provide(TestContext.TestContext), Effect.runPromise)
        ),
        { seed: 3, numRuns: 60 }
      )
    )
  )
})
