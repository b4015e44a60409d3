/**
 * What the limiter makes of the limit, on a virtual clock: no rejection at a safe pace, whatever requests meet on their way,
 * and how much of the limit is used.
 */
import { expect, it } from "@effect/vitest"
import { RequestPace } from "@effect-activecampaign/core/internal/queue"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Effect from "effect/Effect"
import { describe } from "vitest"
import { against, type Journey, randomOf } from "./support/limiterServer.js"

type Row = (index: number, between: (least: number, most: number) => number) => Journey

const journeysOf = (row: Row, count: number, seed: number) => {
  const random = randomOf(seed)
  return Array.from({ length: count }, (_, index) => row(index, (least, most) => least + random() * (most - least)))
}

/** What requests meet, and the least share of the limit that is used at a safe pace (%). */
const rows: Readonly<Record<string, readonly [Row, number]>> = {
  "no latency": [() => ({}), 98],
  "20 ms": [() => ({ there: 10, back: 10 }), 97],
  "300 ms": [() => ({ there: 20, back: 280 }), 90],
  "1000 ms": [() => ({ there: 20, back: 980 }), 75],
  "0-400 ms before counting": [(_, between) => ({ there: between(0, 400) }), 75],
  "0-400 ms after counting": [(_, between) => ({ back: between(0, 400) }), 75],
  "100-500 ms before counting": [(_, between) => ({ there: between(100, 500) }), 70],
  "100-500 ms after counting": [(_, between) => ({ back: between(100, 500) }), 70],
  "100-1000 ms before counting": [(_, between) => ({ there: between(100, 1000) }), 55],
  "100-1000 ms after counting": [(_, between) => ({ back: between(100, 1000) }), 55],
  "1-3 s before counting": [(_, between) => ({ there: between(1000, 3000) }), 25],
  "1-3 s after counting": [(_, between) => ({ back: between(1000, 3000) }), 25],
  "0-3 s before counting": [(_, between) => ({ there: between(0, 3000) }), 30],
  "0-3 s after counting": [(_, between) => ({ back: between(0, 3000) }), 30],
  "first five 300 ms under way, responses 1.2 s": [(index) => ({ there: index < 5 ? 300 : 0, back: 1200 }), 60],
  "first five 300 ms under way, responses 0.2 s": [(index) => ({ there: index < 5 ? 300 : 0, back: 200 }), 90],
  "every tenth is stuck 1.5 s": [(index) => ({ there: index % 10 === 9 ? 1500 : 0 }), 75],
  "600 ms before counting, then none": [(index) => ({ there: index < 30 ? 600 : 0 }), 80],
  "250 ms before counting, then 10 ms": [(index) => ({ there: index < 30 ? 250 : 10 }), 90],
  "300 ms after counting, then 100 ms before": [
    (index) => ({ there: index < 30 ? 0 : 100, back: index < 30 ? 300 : 0 }),
    85
  ],
  "bursts of seven, the first five of each slow": [
    (index) => ({ start: Math.floor(index / 7) * 3000, there: index % 7 < 5 ? 200 : 20, back: 100 }),
    40
  ],
  "every other given up after 100 ms, counted up to 2.9 s": [
    (index, between) => (index % 2 === 0 ? { there: between(0, 2900), givenUp: 100 } : { there: 20 }),
    30
  ]
}

describe("a safe pace", () => {
  for (const [name, [row, least]] of Object.entries(rows)) {
    it.effect(`${name}: no rejection, and at least ${least} % of the limit`, () =>
      Effect.gen(function* () {
        for (const seed of [1, 2]) {
          const { rejected, share } = yield* against(RateLimiter.make(), journeysOf(row, 100, seed))
          expect(rejected).toBe(0)
          expect(share * 100).toBeGreaterThan(least)
        }
      })
    )
  }

  it.effect.each([20, 300, 600, 990])("latency that is steady at %i ms costs nothing after some seconds", (latency) =>
    Effect.gen(function* () {
      const { counted, rejected } = yield* against(
        RateLimiter.make(),
        journeysOf(() => ({ there: 20, back: latency - 20 }), 200, 1)
      )
      expect(rejected).toBe(0)
      const span = (counted.at(-1) ?? 0) - (counted[50] ?? 0)
      expect((200 - 51) / 5 / (span / 1000)).toBeGreaterThan(0.96)
    })
  )

  it.effect("a raised limit", () =>
    Effect.gen(function* () {
      const limit = { limit: 50, window: 1000 }
      const journeys = journeysOf((_, between) => ({ there: 20, back: between(300, 310) }), 1000, 1)
      const { rejected, share } = yield* against(RateLimiter.make({ account: limit }), journeys, limit)
      expect(rejected).toBe(0)
      expect(share).toBeGreaterThan(0.94)
    })
  )

  it.effect("raised limits reach the same share, from the start on", () =>
    Effect.gen(function* () {
      const shareOf = (count: number) =>
        Effect.gen(function* () {
          const limit = { limit: count, window: 1000 }
          const journeys = journeysOf(() => ({ there: 20, back: 280 }), count * 20, 1)
          const { rejected, share } = yield* against(RateLimiter.make({ account: limit }), journeys, limit)
          expect(rejected).toBe(0)
          return share
        })
      expect(yield* shareOf(10)).toBeGreaterThan(0.94)
      const sixteen = yield* shareOf(16)
      expect(sixteen).toBeGreaterThan(0.97)
      for (const count of [17, 50, 100]) expect(yield* shareOf(count)).toBeGreaterThan(sixteen - 0.005)
    })
  )
})

describe("a fast pace", () => {
  const after =
    (least: number, most: number): Row =>
    (_, between) => ({ there: 20, back: between(least, most) - 20 })

  it.effect.each([
    [20, 20],
    [300, 300],
    [100, 500],
    [100, 1000]
  ])("responses that take %i to %i ms: at least 92 %% of the limit", ([least, most]) =>
    Effect.gen(function* () {
      for (const seed of [1, 2]) {
        const limiter = RateLimiter.make({}, { pace: "fast" })
        const { rejected, share } = yield* against(
          limiter,
          journeysOf(after(least as number, most as number), 100, seed)
        )
        expect(rejected).toBe(0)
        expect(share).toBeGreaterThan(0.92)
      }
    })
  )

  it.effect("new connections may be slow: at the start, and after an idle time", () =>
    Effect.gen(function* () {
      const row: Row = (index) => ({
        start: Math.floor(index / 20) * 10_000,
        there: index % 20 < 5 ? 300 : 10,
        back: 200
      })
      const { rejected } = yield* against(RateLimiter.make({}, { pace: "fast" }), journeysOf(row, 100, 1))
      expect(rejected).toBe(0)
    })
  )

  it.effect("after a rejection the pace is safe for five minutes", () =>
    Effect.gen(function* () {
      const row: Row = (_, between) => ({ there: between(0, 400) })
      const { counted, rejected } = yield* against(RateLimiter.make({}, { pace: "fast" }), journeysOf(row, 300, 1))
      expect(rejected).toBeGreaterThan(0)
      expect(rejected).toBeLessThanOrEqual(5)
      expect(counted.length).toBe(300 - rejected)
    })
  )

  it.effect("connections that are opened later are slow, too", () =>
    Effect.gen(function* () {
      // Responses are slow from the 51st on, so five more connections are opened for those after the 55th.
      const row: Row = (index) => ({
        there: index < 5 || (index >= 55 && index < 60) ? 300 : 10,
        back: index < 50 ? 200 : 1500
      })
      const { rejected } = yield* against(RateLimiter.make({}, { pace: "fast" }), journeysOf(row, 100, 1))
      expect(rejected).toBe(0)
    })
  )

  it.effect("requests can ask for it, unless the limiter is at a safe pace", () =>
    Effect.gen(function* () {
      const asking = (limiter: RateLimiter.Limiter): RateLimiter.Limiter => ({
        acquire: (key, bucket) => Effect.provideService(limiter.acquire(key, bucket), RequestPace, "fast")
      })
      const shareOf = (limiter: RateLimiter.Limiter) =>
        Effect.map(against(limiter, journeysOf(after(100, 1000), 100, 1)), ({ share }) => share)
      expect(yield* shareOf(asking(RateLimiter.make()))).toBeGreaterThan(0.92)
      expect(yield* shareOf(asking(RateLimiter.make({}, { pace: "safe" })))).toBeLessThan(0.7)
      expect(yield* shareOf(RateLimiter.make())).toBeLessThan(0.7)
    })
  )
})
