/**
 * Lets all ways to send a request take turns over both transports, and shows them in multiples of `JSON.parse`.
 */
import { assertSame, clientsOf, type Resource, type Transport, type Way, ways } from "./clients.js"
import { inTurns, lanes, type Rounds, ratio, type Spread, type Table } from "./measure.js"

/** Both transports. */
export const transports: ReadonlyArray<Transport> = ["undici", "fetch"]

const allWays = Object.keys(ways) as ReadonlyArray<Way>

/** Requests at once, requests in one turn, turns, and requests before the first turn. */
export interface Load {
  readonly warmup?: number
  readonly concurrency: number
  readonly times: number
  readonly rounds: number
}

/** What was measured at one concurrency. */
export interface Measured {
  readonly concurrency: number
  readonly rounds: Rounds
}

/** The name of a variant. */
export const nameOf = (transport: Transport, way: Way): string => `${transport}: ${ways[way]}`

/** Measures some ways over some transports, by default all of them. */
export const compare = async (
  url: string,
  resource: Resource,
  loads: ReadonlyArray<Load>,
  chosen: ReadonlyArray<Way> = allWays,
  over: ReadonlyArray<Transport> = transports
): Promise<ReadonlyArray<Measured>> => {
  const all = await Promise.all(
    over.map(async (transport) => ({ transport, clients: await clientsOf(transport, url, resource) }))
  )
  const measured: Array<Measured> = []
  try {
    for (const { clients } of all) await assertSame(clients, resource)
    for (const { concurrency, ...turns } of loads) {
      const variants = all.flatMap(({ clients, transport }) =>
        chosen.map((way) => ({ name: nameOf(transport, way), run: lanes(concurrency, clients.call[way]) }))
      )
      measured.push({ concurrency, rounds: await inTurns(variants, turns) })
    }
  } finally {
    for (const { clients } of all) await clients.close()
  }
  return measured
}

/** Time and CPU of one variant to another, for each concurrency. */
export const ratios = (measured: ReadonlyArray<Measured>, name: string, base: string): ReadonlyArray<Spread> =>
  measured.flatMap(({ rounds }) => [ratio(rounds, name, base, "wall"), ratio(rounds, name, base, "cpu")])

/** The columns of `ratios`. */
export const columns = (measured: ReadonlyArray<Measured>): ReadonlyArray<string> =>
  measured.flatMap(({ concurrency }) => [`time, ${concurrency} at once`, `CPU, ${concurrency} at once`])

/** All ways over one transport, in multiples of that transport with `JSON.parse`. */
export const table = (title: string, measured: ReadonlyArray<Measured>, transport: Transport): Table => ({
  title: `${title} over ${transport}, in multiples of ${transport} + JSON.parse`,
  columns: columns(measured),
  rows: allWays
    .filter((way) => way !== "json")
    .map((way) => [ways[way], ...ratios(measured, nameOf(transport, way), nameOf(transport, "json"))])
})
