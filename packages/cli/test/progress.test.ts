/**
 * The line of progress fits its terminal, and the meter keeps its count.
 */
import * as FastCheck from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { makeMeter } from "../src/Account.js"
import { count, counted, duration, lineOf } from "../src/Progress.js"

const rows = FastCheck.nat(10_000_000)
const snapshots = FastCheck.record({
  name: FastCheck.string({ maxLength: 60 }),
  done: rows,
  total: FastCheck.option(rows),
  failed: rows,
  unknown: rows,
  rate: FastCheck.option(FastCheck.double({ min: 0, max: 10_000, noNaN: true })),
  share: FastCheck.option(FastCheck.double({ min: 0, max: 1, noNaN: true }))
})

describe("progress", () => {
  it("is one line that is shorter than the terminal", () => {
    FastCheck.assert(
      FastCheck.property(snapshots, FastCheck.integer({ min: 1, max: 200 }), (snapshot, columns) => {
        const line = lineOf({ ...snapshot, name: snapshot.name.replaceAll("\n", " ") }, columns)
        expect(line.length).toBeLessThan(Math.max(columns, 1))
        expect(line).not.toContain("\n")
      })
    )
  })

  it("tells rows, rate, share of the limit, time left and failures", () => {
    const snapshot = {
      name: "import-a.csv",
      done: 12_500,
      total: 100_000,
      failed: 3,
      unknown: 0,
      rate: 412,
      share: 0.96
    }
    expect(lineOf(snapshot, 120)).toBe(
      `import-a.csv  ${"█".repeat(3)}${"░".repeat(21)}  12,500/100,000 rows  12 %  412/s  limit 96 %  3m 32s left  3 failed`
    )
    expect([count(999), count(1_234_567), counted(1, "row"), duration(59), duration(3_700)]).toEqual([
      "999",
      "1,234,567",
      "1 row",
      "59s",
      "1h 1m"
    ])
  })

  it("measures the share of both limits", () => {
    let now = 0
    const meter = makeMeter(() => now)
    for (let second = 0; second < 60; second++) {
      for (let request = 0; request < 4; request++) meter.count("https://a.api-us1.com/api/3/contacts?limit=1")
      meter.count("https://a.api-us1.com/api/3/import/bulk_import")
      now += 1_000
    }
    expect(meter.total()).toBe(300)
    expect(meter.share("account")).toBeCloseTo(1, 1)
    expect(meter.share("bulkImport")).toBeCloseTo(0.6, 1)
    now += 120_000
    expect(meter.share("account")).toBe(0)
  })
})
