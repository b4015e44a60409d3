/**
 * A small GET, the same transport on both sides, for 1, 10 and 100 requests at once.
 */
import { withServer } from "./children.js"
import type { Transport } from "./clients.js"
import { columns, compare, nameOf, ratios, table, transports } from "./compare.js"
import { plain } from "./fixtures.js"
import type { Table } from "./measure.js"

const loads = [
  { concurrency: 1, times: 80, rounds: 15, warmup: 1500 },
  { concurrency: 10, times: 200, rounds: 11, warmup: 1500 },
  { concurrency: 100, times: 300, rounds: 11, warmup: 1500 }
] as const

/** Two variants, alone over one transport, so that the garbage of others is nobody's. */
const pair = async (url: string, transport: Transport) => {
  const many = loads.map((load) => ({ ...load, times: 1000, rounds: 15 }))
  const measured = await compare(url, "tag", many, ["byHand", "sdk"], [transport])
  const name = `on ${transport} ÷ by hand, HttpClient + Schema on ${transport}`
  return [name, ...ratios(measured, nameOf(transport, "sdk"), nameOf(transport, "byHand"))] as const
}

/** Measures, and gives the tables. */
export const run = (): Promise<ReadonlyArray<Table>> =>
  withServer([{ kind: "fixed", shape: plain }], async ([url = ""]) => {
    const pairs = [await pair(url, "undici"), await pair(url, "fetch")]
    const measured = await compare(url, "tag", loads)
    const [undici, fetch] = [nameOf("undici", "sdk"), nameOf("fetch", "sdk")]
    const summary: Table = {
      title: "A small GET with the SDK",
      columns: columns(measured),
      rows: [
        ...pairs,
        ["on undici ÷ fetch + JSON.parse", ...ratios(measured, undici, nameOf("fetch", "json"))],
        ["on fetch ÷ on undici", ...ratios(measured, fetch, undici)]
      ]
    }
    return [summary, ...transports.map((transport) => table("A small GET", measured, transport))]
  })
