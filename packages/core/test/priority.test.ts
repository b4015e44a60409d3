/**
 * Interactive requests and those of background jobs under one limit, on a virtual clock: in memory, in a store, and in
 * Cloudflare Workers.
 */
import { expect, it } from "@effect/vitest"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RateLimiterRedis from "@effect-activecampaign/core/RateLimiterRedis"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { describe, vi } from "vitest"
import { virtualClock } from "./support/limiterServer.js"
import { storeInMemory } from "./support/storeInMemory.js"

interface Kind {
  readonly make: (clock: Clock.Clock) => RateLimiter.Limiter
  readonly isWorker?: boolean
}

const kinds: Readonly<Record<string, Kind>> = {
  "in memory": { make: () => RateLimiter.make() },
  "at a fast pace": { make: () => RateLimiter.make({}, { pace: "fast" }) },
  "in a store": { make: (clock) => RateLimiterRedis.make(storeInMemory(clock).store) },
  "in Workers": { make: () => RateLimiter.make(), isWorker: true }
}

interface Turn {
  readonly job: string
  readonly came: number
  readonly went: number
}

/** One request, which takes 20 ms: its turn is added to those of a test. */
const request = (limiter: RateLimiter.Limiter, turns: Array<Turn>) =>
  Effect.gen(function* () {
    const job = (yield* RateLimiter.BackgroundJob) ?? "interactive"
    const came = yield* Clock.currentTimeMillis
    const slot = yield* limiter.acquire("account", "account")
    turns.push({ job, came, went: yield* Clock.currentTimeMillis })
    const result = { limited: false, retryAfter: null, remaining: null }
    yield* Effect.onInterrupt(Effect.sleep(20), () => slot.release({ ...result, abandoned: true }))
    yield* slot.release(result)
  })

/** Runs an effect on a virtual clock to its end. */
const virtually = <A, E>(
  { isWorker = false, make }: Kind,
  run: (send: Effect.Effect<void, RateLimiter.LimiterUnavailable>, turns: ReadonlyArray<Turn>) => Effect.Effect<A, E>
) =>
  Effect.gen(function* () {
    const { advance, clock } = virtualClock()
    if (isWorker) vi.stubGlobal("WebSocketPair", class {})
    const turns: Array<Turn> = []
    const fiber = yield* Effect.fork(Effect.withClock(run(request(make(clock), turns), turns), clock))
    yield* Effect.promise(advance)
    yield* Fiber.join(fiber)
    return turns
  }).pipe(Effect.ensuring(Effect.sync(() => vi.unstubAllGlobals())))

const many = (send: Effect.Effect<void, RateLimiter.LimiterUnavailable>, count: number) =>
  Effect.replicateEffect(send, count, { concurrency: "unbounded", discard: true })

const most = (times: ReadonlyArray<number>): number =>
  Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time < start + 1000).length))

const countOf = (turns: ReadonlyArray<Turn>, job: string) => turns.filter((turn) => turn.job === job).length

describe.each(Object.entries(kinds))("%s", (_, kind) => {
  it.effect("an interactive request does not wait for a background job that came before", () =>
    Effect.gen(function* () {
      const turns = yield* virtually(kind, (send) =>
        Effect.all(
          [
            many(send, 200).pipe(RateLimiter.background("export")),
            ...Array.from({ length: 8 }, (_, index) => Effect.delay(send, 3010 + index * 4000))
          ],
          { concurrency: "unbounded", discard: true }
        )
      )
      expect(turns).toHaveLength(208)
      const waits = turns.filter(({ job }) => job === "interactive").map(({ came, went }) => went - came)
      expect(waits).toHaveLength(8)
      // The next slot is theirs: five requests that take 20 ms are under way.
      expect(Math.max(...waits)).toBeLessThan(1020 + 40 + 250)
      expect(most(turns.map(({ went }) => went))).toBeLessThanOrEqual(5)
    })
  )

  it.effect("a background job has every tenth turn while interactive requests wait all the time", () =>
    Effect.gen(function* () {
      const turns = yield* virtually(kind, (send) =>
        Effect.all([many(send, 300), many(send, 20).pipe(RateLimiter.background("export"))], {
          concurrency: "unbounded",
          discard: true
        })
      )
      const contended = turns.slice(0, turns.map(({ job }) => job).lastIndexOf("export"))
      for (let start = 10; start + 10 <= contended.length; start += 10) {
        const some = countOf(contended.slice(start, start + 10), "export")
        // Workers look for themselves, so that two can swap.
        expect(some).toBeGreaterThanOrEqual(kind.isWorker ? 0 : 1)
        expect(some).toBeLessThanOrEqual(kind.isWorker ? 2 : 1)
      }
      expect(countOf(contended, "export")).toBeGreaterThanOrEqual(19)
      expect(contended.length).toBeLessThanOrEqual(215)
    })
  )

  it.effect("jobs take turns, however many requests each has, and one that sends one at a time has its share", () =>
    Effect.gen(function* () {
      const turns = yield* virtually(kind, (send) =>
        Effect.all(
          [
            many(send, 100).pipe(RateLimiter.background("import")),
            many(send, 20).pipe(RateLimiter.background("export")),
            Effect.replicateEffect(send, 10).pipe(RateLimiter.background("sync"))
          ],
          { concurrency: "unbounded", discard: true }
        )
      )
      const contended = turns.slice(5, 45)
      expect(countOf(contended, "export")).toBeGreaterThanOrEqual(12)
      expect(countOf(turns, "sync")).toBe(10)
      // One request in flight at a time cannot use a third; but it waits for no more than a turn of each of the others.
      const waits = turns.filter(({ job }) => job === "sync").map(({ came, went }) => went - came)
      expect(Math.max(...waits)).toBeLessThan(1100 + 250)
    })
  )

  it.effect(
    "no second has more than the limit, and no slot is lost, whoever comes and is interrupted",
    () =>
      Effect.promise(() =>
        FastCheck.assert(
          FastCheck.asyncProperty(
            FastCheck.array(
              FastCheck.record({
                job: FastCheck.constantFrom(null, "a", "b"),
                start: FastCheck.integer({ min: 0, max: 3000 }),
                patience: FastCheck.option(FastCheck.integer({ min: 1, max: 3000 }), { nil: undefined })
              }),
              { minLength: 5, maxLength: 40 }
            ),
            (requests) =>
              Effect.gen(function* () {
                let sent = 0
                const turns = yield* virtually(kind, (send, turns) =>
                  Effect.gen(function* () {
                    yield* Effect.forEach(
                      requests,
                      ({ job, patience = 1e9, start }) => {
                        const one = Effect.delay(Effect.timeoutOption(send, patience), start)
                        return job === null ? one : RateLimiter.background(one, job)
                      },
                      { concurrency: "unbounded" }
                    )
                    // All slots should be free long before that of a request that never reports.
                    yield* Effect.sleep(10_000)
                    sent = turns.length
                    yield* many(send, 5)
                  })
                )
                const end = turns.slice(sent)
                expect(end).toHaveLength(5)
                expect(Math.max(...end.map(({ came, went }) => went - came))).toBeLessThanOrEqual(10)
                expect(most(turns.map(({ went }) => went))).toBeLessThanOrEqual(5)
                const patient = requests.filter(({ patience }) => patience === undefined)
                expect(sent).toBeGreaterThanOrEqual(patient.length)
              }).pipe(Effect.runPromise)
          ),
          { numRuns: 15 }
        )
      ),
    300_000
  )
})

it.effect("an effect inside of a background job can be interactive, and a stream can be of a job", () =>
  Effect.gen(function* () {
    const job = RateLimiter.BackgroundJob
    expect(yield* job).toBeNull()
    expect(yield* job.pipe(RateLimiter.background("export"))).toBe("export")
    expect(yield* job.pipe(RateLimiter.background("inner"), RateLimiter.background("outer"))).toBe("inner")
    expect(yield* job.pipe(RateLimiter.interactive, RateLimiter.background("export"))).toBeNull()
    expect(yield* RateLimiter.background(Effect.flatMap(Effect.fork(job), Fiber.join), "export")).toBe("export")
    const stream = Stream.fromEffect(job).pipe(Stream.provideService(job, "export"))
    expect([...(yield* Stream.runCollect(stream))]).toEqual(["export"])
  })
)
