/**
 * What the limiter makes of the limit: no rejection at a safe pace, whatever requests meet, and how much of it is used.
 */
import { expect, it } from "@effect/vitest"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Effect from "effect/Effect"
import { against, type Journey, randomOf } from "./support/limiterServer.js"

type Row = (index: number, between: (least: number, most: number) => number) => Journey

const each: Readonly<Record<string, Row>> = {
  "no latency": () => ({}),
  "20 ms": () => ({ there: 10, back: 10 }),
  "300 ms": () => ({ there: 20, back: 280 }),
  "1000 ms": () => ({ there: 20, back: 980 }),
  "3000 ms": () => ({ there: 20, back: 2980 }),
  "0-400 ms before": (_, between) => ({ there: between(0, 400) }),
  "0-400 ms after": (_, between) => ({ back: between(0, 400) }),
  "100-500 ms after": (_, between) => ({ back: between(100, 500) }),
  "100-500 ms before": (_, between) => ({ there: between(100, 500) }),
  "100-1000 ms after": (_, between) => ({ back: between(100, 1000) }),
  "100-1000 ms before": (_, between) => ({ there: between(100, 1000) }),
  "1-3 s": (_, between) => ({ back: between(1000, 3000) }),
  "1-3 s before": (_, between) => ({ there: between(1000, 3000) }),
  "first five 300": (index) => ({ there: index < 5 ? 300 : 0, back: 1200 }),
  "first five 300 200": (index) => ({ there: index < 5 ? 300 : 0, back: 200 }),
  "0-3 s": (_, between) => ({ back: between(0, 3000) }),
  "0-3 s before": (_, between) => ({ there: between(0, 3000) }),
  "every tenth": (index) => ({ there: index % 10 === 9 ? 1500 : 0 }),
  "600 none": (index) => ({ there: index < 30 ? 600 : 0 }),
  "250 10": (index) => ({ there: index < 30 ? 250 : 10 }),
  "300 after none": (index) => ({ there: index < 30 ? 0 : 100, back: index < 30 ? 300 : 0 }),
  "bursts": (index) => ({ start: Math.floor(index / 7) * 3000, there: index % 7 < 5 ? 200 : 20, back: 100 }),
  "given up": (index, between) => (index % 2 ? { there: 20 } : { there: between(0, 2900), givenUp: 100 })
}

const sim = (pace: "safe" | "fast", row: Row, calls: number, seed: number) => {
  const random = randomOf(seed)
  const between = (a: number, b: number) => Math.round(a + random() * (b - a))
  const journeys = Array.from({ length: calls }, (_, index) => row(index, between))
  return against(RateLimiter.make({}, { pace }), journeys).pipe(Effect.runPromise)
}

it("explore", async () => {
  for (const [name, row] of Object.entries(each)) {
    const line: Array<string> = []
    for (const pace of ["safe", "fast"] as const)
      for (const calls of [100, 300]) {
        let rej = 0
        let share = 0
        const seeds = pace === "safe" ? 8 : 3
        for (let seed = 1; seed <= seeds; seed++) {
          const r = await sim(pace, row, calls, seed * 77)
          rej += r.rejected
          share += r.share / seeds
        }
        line.push(`${pace} ${calls}: ${rej} rej ${(share * 100).toFixed(1)}%`)
      }
    console.log(name.padEnd(22), line.join("   "))
  }
}, 600000)
