/**
 * One limit in memory at its edges: what is given back, what is reported late or twice, who disappears, and when it can be
 * forgotten.
 */
import { MemoryBucket } from "@effect-activecampaign/core/internal/memoryBucket"
import { RequestPace } from "@effect-activecampaign/core/internal/queue"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Cause from "effect/Cause"
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import { afterEach, describe, expect, it, vi } from "vitest"
import { virtualClock } from "./support/limiterServer.js"

afterEach(() => {
  vi.unstubAllGlobals()
})

/** Runs a program on a virtual clock. */
const onClock = async <A, E>(
  program: (time: ReturnType<typeof virtualClock>) => Effect.Effect<A, E>,
  change: (clock: Clock.Clock) => Clock.Clock = (clock) => clock
): Promise<A> => {
  const time = virtualClock()
  const clock = change(time.clock)
  const fiber = Effect.runFork(Effect.withClock(program({ ...time, clock }), clock))
  await time.advance()
  return Effect.runPromise(Fiber.join(fiber))
}

const limitOf = (limit: number): RateLimiter.Limit => ({ limit, window: 1000 })

const fine: RateLimiter.Result = { limited: false, retryAfter: null, remaining: null }
const rejected: RateLimiter.Result = { ...fine, limited: true, retryAfter: Duration.millis(500) }

/** Waits for a slot; tells when it came (ms). */
const timeOf = (bucket: MemoryBucket, clock: Clock.Clock) =>
  Effect.map(bucket.acquire, (slot) => ({ slot, at: clock.unsafeCurrentTimeMillis() }))

/** Interrupts one who waits, who has nothing against it. */
const interrupted = (fiber: Fiber.Fiber<unknown>) =>
  Effect.map(Fiber.interrupt(fiber), (exit) =>
    expect(Exit.causeOption(exit).pipe(Option.exists(Cause.isInterruptedOnly))).toBe(true)
  )

describe("a slot", () => {
  it("tells how long was waited for it", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "safe")
        yield* Effect.sleep(5000)
        const first = yield* bucket.acquire
        expect(first.waited).toBe(0)
        yield* first.release(fine)
        yield* Effect.sleep(400)
        expect((yield* bucket.acquire).waited).toBeCloseTo(606)
      })
    ))

  it("that is given back frees no other one", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(3), clock, "safe")
        const [, second] = yield* Effect.replicateEffect(bucket.acquire, 3)
        yield* second?.cancel ?? Effect.void
        yield* second?.cancel ?? Effect.void
        expect((yield* timeOf(bucket, clock)).at).toBe(0)
        const next = yield* Effect.fork(timeOf(bucket, clock))
        yield* Effect.sleep(5000)
        expect(yield* Fiber.poll(next)).toMatchObject({ _tag: "None" })
        yield* Fiber.interrupt(next)
      })
    ))

  it("that is reported twice counts once", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "safe")
        const slot = yield* bucket.acquire
        yield* slot.release(fine)
        yield* Effect.sleep(800)
        yield* slot.release(rejected)
        yield* slot.cancel
        expect((yield* timeOf(bucket, clock)).at).toBeCloseTo(1006)
      })
    ))

  it("is free after two minutes without a response, and used again if it comes after all", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "safe")
        const { slot } = yield* timeOf(bucket, clock)
        const { at, slot: second } = yield* timeOf(bucket, clock)
        expect(at).toBeCloseTo(121_006)
        yield* second.release(fine)
        yield* Effect.sleep(500)
        yield* slot.release(fine)
        expect((yield* timeOf(bucket, clock)).at).toBeCloseTo(122_512)
      })
    ))

  it("that comes as its request is interrupted is free at once", () =>
    onClock(({ clock, timers }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "safe")
        const first = yield* bucket.acquire
        const [second, third] = [yield* Effect.fork(bucket.acquire), yield* Effect.fork(timeOf(bucket, clock))]
        yield* Effect.sleep(100)
        yield* first.cancel
        yield* interrupted(second)
        expect((yield* Fiber.join(third)).at).toBe(100)
        const fourth = yield* Effect.fork(bucket.acquire)
        yield* Effect.sleep(100)
        expect(timers.size).toBe(1)
        yield* interrupted(fourth)
        yield* Effect.yieldNow()
        expect(timers.size).toBe(0)
      })
    ))
})

describe("after a rejection", () => {
  /** One request was rejected at 0 ms, another one has a slot and was not sent. */
  const after = (bucket: MemoryBucket) =>
    Effect.gen(function* () {
      const [unsent, first] = yield* Effect.replicateEffect(bucket.acquire, 2)
      yield* first?.release(rejected) ?? Effect.void
      return unsent as RateLimiter.Slot
    })

  it("one request finds out whether there is room again; what others give back lets no second one go", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(5), clock, "safe")
        const unsent = yield* after(bucket)
        const probe = yield* timeOf(bucket, clock)
        expect(probe.at).toBe(500)
        yield* unsent.cancel
        const next = yield* Effect.fork(timeOf(bucket, clock))
        yield* Effect.sleep(2000)
        yield* probe.slot.release(fine)
        expect((yield* Fiber.join(next)).at).toBe(2500)
      })
    ))

  it("a response to a request that was sent before says nothing of it", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(5), clock, "safe")
        const earlier = yield* after(bucket)
        const probe = yield* bucket.acquire
        yield* Effect.delay(earlier.release(fine), 300)
        const next = yield* Effect.fork(timeOf(bucket, clock))
        yield* Effect.sleep(1700)
        yield* probe.release(fine)
        expect((yield* Fiber.join(next)).at).toBe(2500)
      })
    ))

  it.each<readonly [string, (slot: RateLimiter.Slot) => Effect.Effect<void>]>([
    ["given up", (slot) => slot.release({ ...fine, abandoned: true })],
    ["not sent", (slot) => slot.cancel]
  ])("another one finds out if the first is %s", (_, end) =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(5), clock, "safe")
        yield* after(bucket)
        yield* Effect.flatMap(bucket.acquire, end)
        expect((yield* timeOf(bucket, clock)).at).toBe(500)
        const next = yield* Effect.fork(timeOf(bucket, clock))
        yield* Effect.sleep(2000)
        expect(yield* Fiber.poll(next)).toMatchObject({ _tag: "None" })
        yield* Fiber.interrupt(next)
      })
    )
  )

  it("no latency from before is credited", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "safe")
        const slow = (result: RateLimiter.Result) =>
          Effect.flatMap(timeOf(bucket, clock), ({ at, slot }) =>
            Effect.as(Effect.delay(slot.release(result), 500), at)
          )
        for (let count = 0; count < 40; count++) yield* slow(fine)
        const [before, now] = [yield* slow(fine), yield* slow(rejected)]
        expect(now - before).toBeCloseTo(1006)
        const probed = yield* slow(fine)
        expect((yield* slow(fine)) - probed).toBeCloseTo(1506)
      })
    ))
})

/** Requests one after the other, of which each takes so long: the times between them (ms). */
const gapsOf = (bucket: MemoryBucket, clock: Clock.Clock, latencies: ReadonlyArray<number>) =>
  Effect.gen(function* () {
    const times: Array<number> = []
    for (const latency of latencies) {
      const { at, slot } = yield* timeOf(bucket, clock)
      times.push(at)
      yield* Effect.delay(slot.release(fine), latency)
    }
    const { at, slot } = yield* timeOf(bucket, clock)
    yield* slot.release(fine)
    return [...times.slice(1), at].map((time, index) => Math.round(time - (times[index] ?? 0)))
  })

const many = (count: number, latency: number) => Array.from({ length: count }, () => latency)

describe("latency at a safe pace", () => {
  const gaps = (latencies: ReadonlyArray<number>) =>
    onClock(({ clock }) => gapsOf(new MemoryBucket(limitOf(1), clock, "safe"), clock, latencies))

  it("is credited after 32 responses", async () => {
    expect(await gaps(many(34, 500))).toEqual([...many(31, 1506), ...many(3, 1006)])
  })

  it("is credited after two windows of responses, if these are more", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(40), clock, "safe")
        const times: Array<number> = []
        const call = Effect.flatMap(timeOf(bucket, clock), ({ at, slot }) => {
          times.push(Math.round(at))
          return Effect.delay(slot.release(fine), 500)
        })
        yield* Effect.replicateEffect(call, 121, { concurrency: "unbounded", discard: true })
        expect([times[40], times[80], times[120]]).toEqual([1506, 2512, 3518])
      })
    ))

  it("that varies is credited less, and for the next 31 responses", async () => {
    const found = await gaps([...many(32, 500), 600, ...many(32, 500)])
    expect(found.slice(31)).toEqual([1006, 1206, ...many(31, 1106), 1006])
  })

  it("that varies much is not credited at all", async () => {
    expect((await gaps([...many(32, 500), 1500, 500])).slice(32)).toEqual([2506, 1506])
  })
})

describe("a fast pace", () => {
  const slowest = (bucket: MemoryBucket, clock: Clock.Clock, count: number) =>
    gapsOf(
      bucket,
      clock,
      Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 100 : 900))
    )

  it("counts a request as soon as it is sent, but for the first one and the first one after an idle time", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "fast")
        expect(yield* gapsOf(bucket, clock, many(3, 900))).toEqual([1906, 1030, 1030])
        yield* Effect.sleep(10_000)
        expect(yield* gapsOf(bucket, clock, many(3, 900))).toEqual([1906, 1030, 1030])
      })
    ))

  it("can be that of some requests, if the limit has none", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, undefined)
        const gaps = gapsOf(bucket, clock, many(3, 900))
        expect(yield* gaps).toEqual([1906, 1906, 1906])
        yield* Effect.sleep(10_000)
        expect(yield* Effect.provideService(gaps, RequestPace, "fast")).toEqual([1906, 1030, 1030])
      })
    ))

  it("is a safe one for five minutes after a rejection", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "fast")
        yield* Effect.flatMap(bucket.acquire, ({ release }) => release(rejected))
        const since = clock.unsafeCurrentTimeMillis()
        const gaps = yield* slowest(bucket, clock, 250)
        const times = gaps.map((_, index) => gaps.slice(0, index).reduce((sum, gap) => sum + gap, 1006))
        for (const [index, gap] of gaps.entries())
          if (index % 2 === 1) expect(gap).toBe((times[index] ?? 0) - since > 300_000 ? 1030 : 1906)
        expect(gaps.filter((gap) => gap === 1030).length).toBeGreaterThan(10)
      })
    ))

  it("knows that a connection is open while its limit is not used up", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(2), clock, "fast")
        yield* Effect.flatMap(bucket.acquire, ({ release }) => Effect.delay(release(fine), 100))
        yield* Effect.sleep(100)
        const second = yield* bucket.acquire
        yield* bucket.acquire
        yield* Effect.fork(Effect.delay(second.release(fine), 900))
        expect(Math.round((yield* timeOf(bucket, clock)).at)).toBe(1230)
      })
    ))

  it("waits for the responses of requests that open a connection", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(2), clock, "fast")
        const times: Array<number> = []
        const call = (latency: number) =>
          Effect.flatMap(timeOf(bucket, clock), ({ at, slot }) => {
            times.push(Math.round(at))
            return Effect.delay(slot.release(fine), latency)
          })
        const latencies = [500, 500, ...many(8, 1500)]
        yield* Effect.forEach(latencies, call, { concurrency: "unbounded", discard: true })
        // Two connections are open after the first pair. The third pair is sent while the second is under way, so it opens two.
        expect(times.filter((_, index) => index % 2 === 0)).toEqual([0, 1506, 2536, 5042, 6072])
      })
    ))

  it.each<readonly [string, number, (slot: RateLimiter.Slot) => Effect.Effect<void>]>([
    ["given up", 4006, (slot) => Effect.delay(slot.release({ ...fine, abandoned: true }), 100)],
    ["not sent", 0, (slot) => slot.cancel]
  ])("takes a connection for closed whose request was %s", (_, gap, end) =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "fast")
        expect(yield* gapsOf(bucket, clock, many(2, 900))).toEqual([1906, 1030])
        const { at, slot } = yield* timeOf(bucket, clock)
        yield* end(slot)
        const next = yield* timeOf(bucket, clock)
        expect(Math.round(next.at - at)).toBe(gap)
        yield* Effect.delay(next.slot.release(fine), 900)
        expect(Math.round((yield* timeOf(bucket, clock)).at - next.at)).toBe(1906)
      })
    )
  )
})

it("a request that was given up can be on its way for as long as others were", () =>
  onClock(({ clock }) =>
    Effect.gen(function* () {
      const bucket = new MemoryBucket(limitOf(1), clock, "safe")
      yield* gapsOf(bucket, clock, [7000])
      const { at, slot } = yield* timeOf(bucket, clock)
      yield* Effect.delay(slot.release({ ...fine, abandoned: true }), 100)
      expect(Math.round((yield* timeOf(bucket, clock)).at - at)).toBe(8006)
    })
  ))

describe("in Cloudflare Workers", () => {
  const inWorker = () => vi.stubGlobal("WebSocketPair", class {})

  it("who is cancelled without a trace leaves the queue", async () => {
    inWorker()
    let isNextGone = false
    const forgetful = (clock: Clock.Clock): Clock.Clock => ({
      ...clock,
      sleep: (duration) => {
        const isGone = isNextGone
        isNextGone = false
        return isGone ? Effect.never : clock.sleep(duration)
      }
    })
    await onClock(
      ({ clock }) =>
        Effect.gen(function* () {
          const bucket = new MemoryBucket(limitOf(1), clock, "safe")
          yield* Effect.flatMap(bucket.acquire, ({ release }) => release(fine))
          isNextGone = true
          const gone = yield* Effect.fork(bucket.acquire)
          yield* Effect.yieldNow()
          const { at } = yield* timeOf(bucket, clock)
          expect(at).toBeGreaterThan(1250)
          expect(at).toBeLessThan(1600)
          yield* Fiber.interrupt(gone)
        }),
      forgetful
    )
  })

  it("who is interrupted lets the next one go in time", () => {
    inWorker()
    return onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "safe")
        yield* Effect.flatMap(bucket.acquire, ({ release }) => release(fine))
        const [first, second] = [yield* Effect.fork(bucket.acquire), yield* Effect.fork(timeOf(bucket, clock))]
        yield* Effect.sleep(950)
        yield* interrupted(first)
        expect((yield* Fiber.join(second)).at).toBeLessThan(1260)
      })
    )
  })

  it("one request at a time finds out whether there is room after a rejection", () => {
    inWorker()
    return onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(5), clock, "safe")
        yield* Effect.flatMap(bucket.acquire, ({ release }) => release(rejected))
        const times: Array<number> = []
        const call = Effect.gen(function* () {
          const { at, slot } = yield* timeOf(bucket, clock)
          times.push(at)
          yield* Effect.delay(slot.release(fine), 700)
        })
        yield* Effect.replicateEffect(call, 4, { concurrency: "unbounded", discard: true })
        const [probe = 0, ...others] = times
        expect(probe).toBeGreaterThanOrEqual(500)
        expect(Math.min(...others)).toBeGreaterThanOrEqual(probe + 700)
      })
    )
  })

  it("who looks late after a rejection still goes before who came later", () => {
    inWorker()
    let late = 0
    const slow = (clock: Clock.Clock): Clock.Clock => ({
      ...clock,
      sleep: (duration) => clock.sleep(late-- > 0 ? Duration.sum(duration, Duration.millis(100)) : duration)
    })
    return onClock(
      ({ clock }) =>
        Effect.gen(function* () {
          const bucket = new MemoryBucket(limitOf(5), clock, "safe")
          yield* Effect.flatMap(bucket.acquire, ({ release }) =>
            release({ ...rejected, retryAfter: Duration.millis(200) })
          )
          late = 1
          const first = yield* Effect.fork(timeOf(bucket, clock))
          yield* Effect.yieldNow()
          const second = yield* Effect.fork(timeOf(bucket, clock))
          const { at, slot } = yield* Fiber.join(first)
          expect(at).toBe(300)
          yield* slot.release(fine)
          expect((yield* Fiber.join(second)).at).toBeGreaterThan(300)
        }),
      slow
    )
  })

  it("those far behind look every fourth time", () => {
    inWorker()
    return onClock(({ clock, work }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket({ limit: 5, window: 100_000 }, clock, "safe")
        yield* Effect.replicateEffect(bucket.acquire, 5)
        const before = work.timers
        const waiters = yield* Effect.forEach(Array.from({ length: 40 }), () => Effect.fork(bucket.acquire))
        yield* Effect.sleep(4010)
        // Ten look at 0, 250, … 4000 ms, thirty at 0, 1000, … 4000 ms; one timer is the test's own.
        expect(work.timers - before).toBe(10 * 17 + 30 * 5 + 1)
        yield* Fiber.interruptAll(waiters)
      })
    )
  })
})

describe("can be forgotten", () => {
  it("a minute after the last slot has left the window, and no earlier", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "safe")
        expect(bucket.isIdle()).toBe(true)
        const slot = yield* bucket.acquire
        const waiting = yield* Effect.fork(bucket.acquire)
        yield* Effect.sleep(100_000)
        expect(bucket.isIdle()).toBe(false)
        yield* slot.release(fine)
        yield* Fiber.interrupt(waiting)
        yield* Effect.sleep(61_000)
        expect(bucket.isIdle()).toBe(false)
        yield* Effect.sleep(10)
        expect(bucket.isIdle()).toBe(true)
      })
    ))

  it("a minute after a pause", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const bucket = new MemoryBucket(limitOf(1), clock, "safe")
        yield* Effect.flatMap(bucket.acquire, ({ release }) =>
          release({ ...rejected, retryAfter: Duration.seconds(30) })
        )
        yield* Effect.sleep(89_990)
        expect(bucket.isIdle()).toBe(false)
        yield* Effect.sleep(20)
        expect(bucket.isIdle()).toBe(true)
      })
    ))

  it("an account in use is not forgotten because of others", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const limiter = RateLimiter.make()
        const slots = yield* Effect.replicateEffect(limiter.acquire("a", "account"), 5)
        for (const { release } of slots) yield* release(fine)
        for (const other of ["b", "c"]) yield* limiter.acquire(other, "account")
        yield* limiter.acquire("a", "account")
        expect(clock.unsafeCurrentTimeMillis()).toBeCloseTo(1006)
      })
    ))
})

describe("a request to the importer, which has a slot in its own limit and in the account's", () => {
  const importer = (limiter: RateLimiter.Limiter) => limiter.acquire("a", "bulkImport")

  it("its own limit credits no latency, at any pace; the account's does", () =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const limiter = RateLimiter.make(
          { account: limitOf(1), bulkImport: { limit: 1, window: 1000 } },
          { pace: "fast" }
        )
        const timesOf = (bucket: RateLimiter.Bucket) =>
          Effect.gen(function* () {
            const since = clock.unsafeCurrentTimeMillis()
            for (let count = 0; count < 40; count++) {
              const slot = yield* limiter.acquire("a", bucket)
              yield* Effect.delay(slot.release(fine), 500)
            }
            return Math.round(clock.unsafeCurrentTimeMillis() - since)
          })
        expect(yield* timesOf("bulkImport")).toBe(39 * 1506 + 500)
        yield* Effect.sleep(10_000)
        expect(yield* timesOf("account")).toBe(39 * 1006 + 500)
      })
    ))

  it("tells how long was waited for both", () =>
    onClock(() =>
      Effect.gen(function* () {
        const limiter = RateLimiter.make({ account: limitOf(1), bulkImport: { limit: 1, window: 500 } })
        yield* Effect.flatMap(importer(limiter), ({ release }) => release(fine))
        expect((yield* importer(limiter)).waited).toBeCloseTo(1006)
      })
    ))

  it.each<readonly [string, Partial<RateLimiter.Limits>, RateLimiter.Bucket]>([
    ["the account's", { account: limitOf(1) }, "account"],
    ["its own", { bulkImport: limitOf(1) }, "bulkImport"]
  ])("may still be on its way if it was given up: %s limit", (_, limits, bucket) =>
    onClock(({ clock }) =>
      Effect.gen(function* () {
        const limiter = RateLimiter.make(limits)
        const slot = yield* importer(limiter)
        yield* Effect.delay(slot.release({ ...fine, abandoned: true }), 100)
        yield* limiter.acquire("a", bucket)
        expect(clock.unsafeCurrentTimeMillis()).toBeCloseTo(4006)
      })
    )
  )
})

it("the limiter is the one of the process unless another is provided", () => {
  expect(Effect.runSync(RateLimiter.RateLimiter)).toBe(RateLimiter.shared)
  expect(new RateLimiter.LimiterUnavailable({ reason: "no reply" }).message).toBe(
    "the shared rate limit cannot be reached (no reply)"
  )
})

it("without a limit, nobody waits", () =>
  onClock(({ clock }) =>
    Effect.gen(function* () {
      for (let count = 0; count < 20; count++) {
        const slot = yield* RateLimiter.unlimited.acquire("a", "account")
        expect(slot.waited).toBe(0)
        yield* count % 2 === 0 ? slot.release(rejected) : slot.cancel
      }
      expect(clock.unsafeCurrentTimeMillis()).toBe(0)
    })
  ))
