/**
 * The account's budget: who may call when, with a clock that the test turns.
 */

import { expect, it } from "@effect/vitest"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RateLimiterRedis from "@effect-activecampaign/core/RateLimiterRedis"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import { describe } from "vitest"
import { registry } from "../src/internal/slots.js"
import { virtualClock } from "./support/limiterServer.js"
import { storeInMemory } from "./support/storeInMemory.js"

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

  it.effect("in the last moment of a pause, lets no more go than there are slots", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make({ account: { limit: 2, window: "1 second" } })
      yield* call(limiter)
      yield* TestClock.adjust("499.7 millis")
      const slot = yield* limiter.acquire(account, "account")
      // Pauses until the first one leaves the window, at 1006 ms. The timer hits no fractions: it rings at 1005.7 ms.
      yield* slot.release({ ...fine, remaining: 0 })
      const fiber = yield* calls(limiter, 4)
      yield* TestClock.adjust("1 minute")
      const [first = 0, second = 0] = yield* Fiber.join(fiber)
      expect(first).toBeLessThan(1010)
      expect(second).toBeGreaterThanOrEqual(1500)
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

  it.effect("a refusal by the account's limit pauses the account, and uses up nothing of the importer's limit", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make({ bulkImport: { limit: 1, window: "1 minute" } })
      const slot = yield* limiter.acquire(account, "bulkImport")
      yield* slot.release({ limited: true, byAccount: true, retryAfter: Duration.seconds(2), remaining: null })
      const other = yield* Effect.fork(call(limiter))
      yield* TestClock.adjust("1 minute")
      expect(yield* Fiber.join(other)).toBe(2000)
      const start = yield* Clock.currentTimeMillis
      expect(yield* call(limiter, account, "bulkImport")).toBe(start)
    })
  )

  it.effect(
    "a response that leaves nothing of the account's limit does not pause the importer for its own window",
    () =>
      Effect.gen(function* () {
        const limiter = RateLimiter.make()
        const slot = yield* limiter.acquire(account, "bulkImport")
        yield* slot.release({ limited: false, retryAfter: null, remaining: 0 })
        const next = yield* Effect.fork(call(limiter, account, "bulkImport"))
        yield* TestClock.adjust("2 seconds")
        expect(Option.isSome(yield* Fiber.poll(next))).toBe(true)
      })
  )

  it.effect("after a pause one request probes, and the others wait for its response", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      const first = yield* limiter.acquire(account, "account")
      yield* first.release({ ...fine, limited: true, retryAfter: Duration.seconds(2) })
      const slots: Array<RateLimiter.Slot> = []
      yield* Effect.forkAll(
        Array.from({ length: 5 }, () => Effect.map(limiter.acquire(account, "account"), (slot) => slots.push(slot)))
      )
      yield* TestClock.adjust("4 seconds")
      expect(slots).toHaveLength(1)
      // Still rejected: pause and probe again.
      yield* slots[0]?.release({ ...fine, limited: true, retryAfter: Duration.seconds(3) }) ?? Effect.void
      yield* TestClock.adjust("2900 millis")
      expect(slots).toHaveLength(1)
      yield* TestClock.adjust("1 second")
      expect(slots).toHaveLength(2)
      yield* slots[1]?.release(fine) ?? Effect.void
      yield* TestClock.adjust("2 seconds")
      expect(slots).toHaveLength(5)
    })
  )

  it.effect("a probe keeps the limit, too", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      const slots = yield* Effect.replicateEffect(limiter.acquire(account, "account"), 5)
      for (const slot of slots) yield* slot.release({ ...fine, limited: true, retryAfter: Duration.zero })
      const next = yield* Effect.fork(call(limiter))
      yield* TestClock.adjust("1 minute")
      expect(yield* Fiber.join(next)).toBeGreaterThanOrEqual(1000)
    })
  )

  it.effect("a request under way keeps its slot until a window after its response", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      const slots = yield* Effect.replicateEffect(limiter.acquire(account, "account"), 5)
      const waiting = yield* Effect.forkAll([call(limiter), call(limiter)])
      yield* TestClock.adjust("5 seconds")
      yield* slots[0]?.release(fine) ?? Effect.void
      yield* TestClock.adjust("40 seconds")
      const [answered = 0, next = 0] = yield* Fiber.join(waiting)
      expect(answered).toBeGreaterThanOrEqual(6000)
      expect(answered).toBeLessThan(6100)
      // The first two share a slot: the second waits for it again.
      expect(next).toBeGreaterThanOrEqual(7000)
    })
  )

  it.effect("a slot that is never released is free again after two minutes and a window", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      yield* Effect.replicateEffect(limiter.acquire(account, "account"), 5)
      const sixth = yield* Effect.fork(call(limiter))
      yield* TestClock.adjust("3 minutes")
      expect(yield* Fiber.join(sixth)).toBeGreaterThanOrEqual(121_000)
    })
  )

  it.effect("a request that was given up counts as on its way for three seconds", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      for (const slot of yield* Effect.replicateEffect(limiter.acquire(account, "account"), 5)) {
        yield* slot.release({ ...fine, abandoned: true })
      }
      const sixth = yield* Effect.fork(call(limiter))
      yield* TestClock.adjust("1 minute")
      expect(yield* Fiber.join(sixth)).toBeGreaterThanOrEqual(4000)
    })
  )

  it.effect("a slot that is given back is free at once", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      const [first] = yield* Effect.replicateEffect(limiter.acquire(account, "account"), 5)
      const sixth = yield* Effect.fork(call(limiter))
      yield* TestClock.adjust("100 millis")
      yield* first?.cancel ?? Effect.void
      yield* TestClock.adjust("1 millis")
      expect(yield* Fiber.join(sixth)).toBeLessThanOrEqual(101)
    })
  )

  it.effect("an importer that is interrupted while it waits for the account gives its own slot back", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make({ bulkImport: { limit: 1, window: "1 minute" } })
      yield* Effect.replicateEffect(call(limiter), 5)
      const importer = yield* Effect.fork(limiter.acquire(account, "bulkImport"))
      yield* TestClock.adjust("100 millis")
      yield* Fiber.interrupt(importer)
      const next = yield* Effect.fork(call(limiter, account, "bulkImport"))
      yield* TestClock.adjust("2 seconds")
      expect(yield* Fiber.join(next)).toBeLessThan(1100)
    })
  )

  const kinds: Readonly<Record<string, (clock: Clock.Clock) => RateLimiter.Limiter>> = {
    "at a safe pace": () => RateLimiter.make(),
    "at a fast pace": () => RateLimiter.make({}, { pace: "fast" }),
    "in a store": (clock) => RateLimiterRedis.make(storeInMemory(clock).store)
  }

  it.effect.each(Object.keys(kinds))("what wakes those who wait knows nothing of their fibers: %s", (kind) =>
    Effect.gen(function* () {
      const { advance, clock } = virtualClock()
      const seen: Array<number> = []
      const watched: Clock.Clock = {
        ...clock,
        sleep: (duration) =>
          Effect.zipRight(
            Effect.map(FiberRef.get(FiberRef.currentLogAnnotations), (known) => seen.push(HashMap.size(known))),
            clock.sleep(duration)
          )
      }
      const limiter = (kinds[kind] ?? (() => RateLimiter.unlimited))(clock)
      const all = Effect.replicateEffect(call(limiter), 12, { concurrency: "unbounded" })
      const known = Effect.annotateLogs(Effect.withClock(all, watched), "request", "one")
      const fiber = yield* Effect.fork(known)
      while ((yield* Fiber.poll(fiber))._tag === "None") yield* Effect.promise(advance)
      const times = yield* Fiber.join(fiber)
      expect(times).toHaveLength(12)
      expect(seen.length).toBeGreaterThan(1)
      expect(Math.max(...seen)).toBe(0)
    })
  )

  /** Readings of the clock and timers: for so many to join the queue, for the first hundred grants, for all others to leave. */
  const workOf = (waiters: number, make: (clock: Clock.Clock) => RateLimiter.Limiter) =>
    Effect.gen(function* () {
      const { advance, clock, timers, work } = virtualClock()
      const limiter = make(clock)
      const counts: Array<typeof work> = []
      const count = () => counts.push({ ...work })
      let granted = 0
      const enough = yield* Deferred.make<void>()
      const one = Effect.flatMap(limiter.acquire(account, "account"), (slot) => {
        if (++granted === 100) Deferred.unsafeDone(enough, Effect.void)
        return Effect.zipRight(Effect.sleep(300), slot.release(fine))
      })
      // Interactive requests, and those of eleven background jobs.
      const forked = Array.from({ length: waiters }, (_, index) =>
        Effect.forkDaemon(index % 3 === 0 ? one : RateLimiter.background(one, `job ${index % 11}`))
      )
      const all = yield* Effect.withClock(Effect.all(forked), clock)
      yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
      count()
      const time = yield* Effect.fork(Effect.promise(advance))
      yield* Deferred.await(enough)
      count()
      yield* Fiber.interruptAll(all)
      count()
      yield* Fiber.join(time)
      const [joined = work, after = work, left = work] = counts
      return {
        reads: [joined.reads, after.reads - joined.reads, left.reads - after.reads],
        timers: [joined.timers, after.timers - joined.timers, left.timers - after.timers],
        still: timers.size
      }
    })

  it.effect.each(Object.keys(kinds))("one who waits costs the same among 200 and among 10,000: %s", (kind) =>
    Effect.gen(function* () {
      const make = kinds[kind] ?? (() => RateLimiter.unlimited)
      const few = yield* workOf(200, make)
      const many = yield* workOf(10_000, make)
      // Who comes looks at the clock once, and who leaves not at all, whatever the five under way do.
      expect((many.reads[0] ?? 0) - 10_000).toBe((few.reads[0] ?? 0) - 200)
      expect(many.reads[1]).toBe(few.reads[1])
      expect(many.reads[2]).toBeLessThan(30)
      // A grant needs some, for its response among others; a store is asked ten times a second.
      expect(many.timers).toEqual(few.timers)
      expect(many.timers[0]).toBeLessThan(20)
      expect(many.timers[1]).toBeLessThan(100 * 10)
      expect(many.still).toBe(0)
    })
  )

  it.live("clocks that show real time share one limit, and the time of day does not matter", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make()
      const ahead = (hours: number): Clock.Clock => {
        const clock = Clock.make()
        const millis = () => clock.unsafeCurrentTimeMillis() + hours * 3_600_000
        return Object.assign(Object.create(Object.getPrototypeOf(clock)), clock, { unsafeCurrentTimeMillis: millis })
      }
      const acquire = (clock: Clock.Clock) => Effect.withClock(limiter.acquire(account, "account"), clock)
      const slots = yield* Effect.replicateEffect(acquire(ahead(1)), 5)
      for (const slot of slots) yield* slot.release(fine)
      const sixth = yield* acquire(ahead(-1))
      expect(sixth.waited).toBeGreaterThan(500)
    })
  )

  it.each<readonly [Partial<RateLimiter.Limits>, string]>([
    [{ account: { limit: 1.25, window: "1 second" } }, "`account.limit` must be an integer of at least 1; got 1.25"],
    [{ account: { limit: 0, window: "1 second" } }, "`account.limit` must be an integer of at least 1; got 0"],
    [{ bulkImport: { limit: -1, window: "1 second" } }, "`bulkImport.limit` must be an integer of at least 1; got -1"],
    [{ account: { limit: Number.NaN, window: 1000 } }, "`account.limit` must be an integer of at least 1; got NaN"],
    [{ account: { limit: 5, window: 0 } }, "`account.window` must be a finite duration of more than 0; got 0"],
    [{ account: { limit: 5, window: Duration.infinity } }, "`account.window` must be a finite duration of more than 0"],
    [{ account: { limit: 5, window: "soon" as never } }, "`account.window` must be a finite duration of more than 0"],
    [{ account: { limit: 5 } as never }, "`account.window` must be a finite duration of more than 0; got undefined"],
    [{ account: { limit: "5", window: 1000 } as never }, "`account.limit` must be an integer of at least 1; got 5"],
    [{ account: 5 as never }, "`account.limit` must be an integer of at least 1; got undefined"]
  ])("a limit that is none is told: %j", (limits, text) => {
    expect(() => RateLimiter.make(limits)).toThrow(text)
    expect(() => Effect.runSync(Effect.provide(RateLimiter.RateLimiter, RateLimiter.layer(limits)))).toThrow(text)
  })

  it.effect("a limit that is undefined is the documented one", () =>
    Effect.gen(function* () {
      const limiter = RateLimiter.make({ account: undefined as never, bulkImport: { limit: 1, window: "1 minute" } })
      for (let count = 0; count < 5; count++) yield* limiter.acquire("a", "account")
      const sixth = yield* Effect.fork(limiter.acquire("a", "account"))
      yield* TestClock.adjust("1 second")
      expect(yield* Fiber.poll(sixth)).toMatchObject({ _tag: "None" })
      yield* Fiber.interrupt(sixth)
    })
  )

  it("accounts that are idle are forgotten when others come", () => {
    const made: Array<string> = []
    const values = registry(
      (name) => {
        made.push(name)
        return { name }
      },
      ({ name }) => name !== "busy"
    )
    for (const name of ["a", "b", "busy", "a", "c", "busy", "d", "busy", "a"]) values(name)
    // b was idle, and so were a and c when d came; what is in use is kept.
    expect(made).toEqual(["a", "b", "busy", "a", "c", "d", "a"])
  })

  it.effect(
    "holds every second as the server sees it, whatever the way there and back take",
    () =>
      Effect.promise(() =>
        FastCheck.assert(
          FastCheck.asyncProperty(
            FastCheck.array(
              FastCheck.record({
                start: FastCheck.integer({ min: 0, max: 3000 }),
                there: FastCheck.oneof(
                  FastCheck.integer({ min: 0, max: 300 }),
                  FastCheck.integer({ min: 0, max: 2900 })
                ),
                back: FastCheck.oneof(
                  FastCheck.integer({ min: 0, max: 100 }),
                  FastCheck.integer({ min: 0, max: 3000 })
                ),
                fate: FastCheck.constantFrom("answered", "answered", "answered", "interrupted")
              }),
              { minLength: 5, maxLength: 40 }
            ),
            (requests) =>
              Effect.gen(function* () {
                const limiter = RateLimiter.make()
                const seen: Array<number> = []
                const fiber = yield* Effect.forkAll(
                  requests.map(({ back, fate, start, there }) =>
                    Effect.gen(function* () {
                      yield* Effect.sleep(start)
                      const permit = yield* limiter.acquire(account, "account")
                      const counted = Effect.tap(Effect.delay(Clock.currentTimeMillis, there), (now) => seen.push(now))
                      if (fate === "interrupted") {
                        yield* Effect.forkDaemon(counted)
                        return yield* permit.release({ ...fine, abandoned: true })
                      }
                      yield* counted
                      yield* Effect.sleep(back)
                      yield* permit.release(fine)
                    })
                  )
                )
                yield* TestClock.adjust("5 minutes")
                yield* Fiber.join(fiber)
                expect(seen).toHaveLength(requests.length)
                expect(most(seen, 1000)).toBeLessThanOrEqual(5)
              }).pipe(Effect.provide(TestContext.TestContext), Effect.runPromise)
          ),
          { seed: 3, numRuns: 40 }
        )
      ),
    300_000
  )
})
