/**
 * What requests cost that wait for the rate limit, by thousands, beside a plain list of callbacks with one timer; and the
 * heap for each, beside a fiber that waits at a semaphore.
 */
import { startModule } from "./children.js"
import { roundsOf, spread, type Table } from "./measure.js"
import type { Queue, Waiting } from "./waitingProgram.js"

const once = async (queue: Queue, count: number): Promise<Waiting> => {
  const program = await startModule<Waiting>("./waitingProgram.js", [queue, String(count)], ["--expose-gc"])
  program.stop()
  return program.message
}

const names: Readonly<Record<Queue, string>> = {
  sdk: "SDK",
  callbacks: "a list of callbacks and one timer",
  semaphore: "fibers at a semaphore"
}

const cases: ReadonlyArray<readonly [Queue, number]> = [
  ["sdk", 100],
  ["sdk", 10_000],
  ["sdk", 50_000],
  ["callbacks", 10_000],
  ["callbacks", 50_000],
  ["semaphore", 10_000]
]

const rounds = roundsOf(3)

/** Measures, and gives the tables. */
export const run = async (): Promise<ReadonlyArray<Table>> => {
  const found = cases.map((): Array<Waiting> => [])
  for (let round = 0; round < rounds; round++) {
    const order = [...cases.entries()]
    for (const [index, [queue, count]] of round % 2 === 0 ? order : order.reverse()) {
      found[index]?.push(await once(queue, count))
    }
  }
  return [
    {
      title: "Requests that wait at 5 per second",
      columns: ["% of a core", "event loop stopped for up to (ms)", "requests per second", "KB of heap for each"],
      rows: cases.map(([queue, count], index) => {
        const of = (key: keyof Waiting) => spread((found[index] ?? []).map((one) => one[key]))
        const rest = queue === "semaphore" ? ["", "", ""] : [of("share"), of("longestStop"), of("perSecond")]
        return [`${count.toLocaleString("en")}: ${names[queue]}`, ...rest, of("heap")]
      })
    }
  ]
}
