/**
 * A crowd that waits for the rate limit: what it costs beside the least that a limiter can be, a list of callbacks with one
 * timer. Each kind of queue has a process of its own, one after the other, so that the ratios are of one run.
 */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import type { Cost } from "./queueRun.js"

const run = promisify(execFile)

const costOf = async (kind: string, waiters: number, how: string): Promise<Cost> => {
  const file = fileURLToPath(new URL("./queueRun.js", import.meta.url))
  const { stdout } = await run(process.execPath, ["--max-old-space-size=4096", file, kind, String(waiters), how])
  return JSON.parse(stdout) as Cost
}

const row = (name: string, { gone, join, late, leave, memory, wait }: Cost): string =>
  [
    name.padEnd(34),
    `join ${join.toFixed(0)} µs`.padEnd(14),
    `leave ${leave.toFixed(0)} µs`.padEnd(14),
    `${wait.toFixed(1)} % of a core`.padEnd(17),
    `late ${late.toFixed(0)} ms`.padEnd(13),
    `${(memory / 1000).toFixed(1)} kB`.padStart(8),
    `${gone} gone`.padStart(10)
  ].join("  ")

/** Whether a queue costs at most twice the list, with what no measurement can tell apart. */
const holds = (one: Cost, list: Cost): boolean =>
  one.join + one.leave <= 2 * (list.join + list.leave) + 10 &&
  one.wait <= 2 * list.wait + 3 &&
  one.late <= 2 * list.late + 20

const attackWith = async (waiters: number): Promise<boolean> => {
  const fiber = await costOf("fiber", waiters, "acquire")
  const list = await costOf("list", waiters, "acquire")
  const queues = {
    "in memory": await costOf("memory", waiters, "acquire"),
    shared: await costOf("store", waiters, "acquire")
  }
  console.log(row(`${waiters} fibers, no queue`, fiber))
  console.log(row(`${waiters} in a list of callbacks`, list))
  let held = true
  for (const [name, cost] of Object.entries(queues)) {
    const times = (cost.join + cost.leave) / (list.join + list.leave)
    console.log(`${row(`${waiters} ${name}`, cost)}  ${times.toFixed(2)}× of the list`)
    held &&= holds(cost, list) && cost.memory - fiber.memory < 6000
  }
  console.log(row(`${waiters} calls in a list`, await costOf("list", waiters, "call")))
  console.log(row(`${waiters} calls in memory`, await costOf("memory", waiters, "call")))
  return held
}

/** The crowds; one that is slowed down by others on the machine has two more tries. */
export const attackQueue = async (filter = ""): Promise<boolean> => {
  let held = true
  for (const waiters of [1000, 10_000, 50_000, 100_000]) {
    if (filter !== "" && String(waiters) !== filter) continue
    let tries = 3
    while (!(await attackWith(waiters)) && --tries > 0) console.log("once more")
    held &&= tries > 0
  }
  return held
}
