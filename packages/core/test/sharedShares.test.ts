/**
 * What several processes make of the limit that they share, on a virtual clock: no rejection at a safe pace, whatever requests,
 * processes and the store meet, and how much of the limit is used.
 */
import { expect, it } from "@effect/vitest"
import { RequestPace } from "@effect-activecampaign/core/internal/queue"
import type * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import type * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { describe } from "vitest"
import { against, type Journey, randomOf, virtualClock } from "./support/limiterServer.js"
import { processesOf, type Trouble } from "./support/processes.js"

type Row = readonly [trouble: Trouble, journey: (between: (least: number, most: number) => number) => Journey]

const quick = (): Journey => ({ there: 3, back: 3 })

const journeysOf = ([, journey]: Row, count: number) => {
  const random = randomOf(1)
  return Array.from({ length: count }, () => journey((least, most) => Math.round(least + random() * (most - least))))
}

/** What they meet; and the least share of the limit that is used at a safe pace, and at a fast one if nothing is rejected (%). */
const rows: Readonly<Record<string, readonly [Row, safe: number, fast?: number]>> = {
  "no trouble": [[{}, quick], 97, 95],
  "eight processes": [[{ processes: 8 }, quick], 97, 95],
  "responses take 300 ms": [[{}, () => ({ there: 20, back: 280 })], 92, 90],
  "responses take 100-500 ms": [[{}, (between) => ({ there: 5, back: between(100, 500) })], 72, 88],
  "responses take 1-3 s": [[{}, (between) => ({ back: between(1000, 3000) })], 30, 40],
  "0-400 ms before counting": [[{}, (between) => ({ there: between(0, 400) })], 78],
  "processes are blocked 300 ms now and then": [[{ blocked: 300 }, quick], 90, 90],
  "the store replies 0-500 ms late": [[{ slow: 500 }, quick], 90, 88],
  "the store replies 0-500 ms late to one process": [[{ slow: 500, processes: 1 }, quick], 90, 86],
  "all of these together": [[{ slow: 500, blocked: 300 }, (between) => ({ there: between(0, 400) })], 70]
}

describe.each(Object.entries(rows))("%s", (_name, [row, safe, fast]) => {
  it.effect(`no rejection, and at least ${safe} % of the limit`, () =>
    Effect.gen(function* () {
      const { rejected, share } = yield* against(processesOf(row[0], 1), journeysOf(row, 200))
      expect(rejected).toBe(0)
      expect(share * 100).toBeGreaterThan(safe)
    })
  )

  it.effect.skipIf(fast === undefined)(`at a fast pace at least ${fast} %`, () =>
    Effect.gen(function* () {
      const trouble = { ...row[0], options: { pace: "fast" } } as const
      const { rejected, share } = yield* against(processesOf(trouble, 1), journeysOf(row, 200))
      expect(rejected).toBe(0)
      expect(share * 100).toBeGreaterThan(fast ?? 100)
    })
  )
})

it.effect("after a rejection the pace is safe, in all processes", () =>
  Effect.gen(function* () {
    const row: Row = [{ options: { pace: "fast" } }, (between) => ({ there: between(0, 400) })]
    const { counted, rejected } = yield* against(processesOf(row[0], 1), journeysOf(row, 200))
    expect(rejected).toBeGreaterThan(0)
    expect(rejected).toBeLessThanOrEqual(5)
    expect(counted.length).toBe(200 - rejected)
  })
)

it.effect("requests can ask for the fast pace, unless the limiter is at a safe one", () =>
  Effect.gen(function* () {
    const shareOf = (trouble: Trouble) => {
      const row: Row = [trouble, (between) => ({ there: 5, back: between(100, 500) })]
      const asking = (clock: Clock.Clock) =>
        processesOf(
          row[0],
          1
        )(clock).map(({ clock, limiter }) => ({
          clock,
          limiter: {
            acquire: (key: string, bucket: RateLimiter.Bucket) =>
              Effect.provideService(limiter.acquire(key, bucket), RequestPace, "fast")
          }
        }))
      return Effect.map(against(asking, journeysOf(row, 200)), ({ share }) => share)
    }
    expect(yield* shareOf({})).toBeGreaterThan(0.88)
    expect(yield* shareOf({ options: { pace: "safe" } })).toBeLessThan(0.8)
  })
)

it.effect.each([0, 200])("no process takes what others wait for, if the store replies up to %i ms late", (slow) =>
  Effect.gen(function* () {
    const { advance, clock } = virtualClock()
    const order: Array<number> = []
    const calls = processesOf(
      { slow },
      1
    )(clock).flatMap((process, number) =>
      Array.from({ length: 50 }, () =>
        Effect.gen(function* () {
          yield* Effect.sleep(0)
          const slot = yield* process.limiter.acquire("account", "account")
          order.push(number)
          yield* Effect.sleep(5)
          yield* slot.release({ limited: false, retryAfter: null, remaining: null })
        }).pipe(Effect.withClock(process.clock))
      )
    )
    const fiber = yield* Effect.forkAll(calls)
    yield* Effect.promise(advance)
    yield* Fiber.join(fiber)
    // Of the first half, each of the four has its quarter, more or less.
    const early = order.slice(0, 100)
    for (const number of [0, 1, 2, 3]) expect(early.filter((one) => one === number).length).toBeGreaterThan(10)
  })
)
