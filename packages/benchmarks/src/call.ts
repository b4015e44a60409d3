/**
 * A small GET, the same transport on both sides, for 1, 10 and 100 requests at once.
 */
import { withServer } from "./children.js"
import { columns, compare, type Measured, nameOf, ratios, table, transports } from "./compare.js"
import { plain } from "./fixtures.js"
import type { Table } from "./measure.js"

const summary = (measured: ReadonlyArray<Measured>): Table => {
  const row = (name: string, one: string, base: string) => [name, ...ratios(measured, one, base)] as const
  const [undici, fetch] = [nameOf("undici", "sdk"), nameOf("fetch", "sdk")]
  return {
    title: "A small GET with the SDK",
    columns: columns(measured),
    rows: [
      row("on undici ÷ by hand, HttpClient + Schema on undici", undici, nameOf("undici", "byHand")),
      row("on fetch ÷ by hand, HttpClient + Schema on fetch", fetch, nameOf("fetch", "byHand")),
      row("on undici ÷ fetch + JSON.parse", undici, nameOf("fetch", "json")),
      row("on fetch ÷ on undici", fetch, undici)
    ]
  }
}

/** Measures, and gives the tables. */
export const run = (): Promise<ReadonlyArray<Table>> =>
  withServer([{ kind: "fixed", shape: plain }], async ([url = ""]) => {
    const measured = await compare(url, "tag", [
      { concurrency: 1, times: 80, rounds: 15, warmup: 1500 },
      { concurrency: 10, times: 200, rounds: 11 },
      { concurrency: 100, times: 300, rounds: 11 }
    ])
    return [summary(measured), ...transports.map((transport) => table("A small GET", measured, transport))]
  })
