/**
 * What the SDK costs, as ratios of one run.
 *
 * - `npm run bench` runs all groups and takes many minutes; `npm run bench call page` runs two of them.
 * - `npm run bench gate` is short and fails if a ratio is over its bound.
 * - `BENCH_ROUNDS=3` takes fewer rounds, for a first look.
 * - `UPDATE_DOCS=1` also writes the results to `results.json`, from which the tests make the tables of the documentation.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { cpus, loadavg } from "node:os"
import { fileURLToPath } from "node:url"
import { markdown, type Table } from "./measure.js"
import type { Results } from "./results.js"

const groups: Readonly<Record<string, () => Promise<ReadonlyArray<Table>>>> = {
  call: async () => (await import("./call.js")).run(),
  page: async () => (await import("./page.js")).run(),
  pagination: async () => (await import("./pagination.js")).run(),
  waiting: async () => (await import("./waiting.js")).run(),
  start: async () => (await import("./start.js")).run(),
  bundle: async () => (await import("./bundle.js")).run(),
  fake: async () => (await import("./fakeAccount.js")).run(),
  export: async () => (await import("./exporting.js")).run()
}

const asked = process.argv.slice(2)
const unknown = asked.find((name) => name !== "gate" && !(name in groups))
if (unknown !== undefined) {
  console.error(`There is no group ${unknown}; there are: ${["gate", ...Object.keys(groups)].join(", ")}.`)
  process.exit(1)
}

const file = fileURLToPath(new URL("../results.json", import.meta.url))
const machine = () => {
  const [load = 0] = loadavg()
  const few = process.env["BENCH_ROUNDS"]
  const where = `Node ${process.versions.node} on ${cpus().length} cores (${process.platform} ${process.arch})`
  return `${where}, load ${load.toFixed(1)}${few === undefined ? "" : `, only ${few} rounds`}`
}

const runGroup = async (name: string, run: () => Promise<ReadonlyArray<Table>>): Promise<void> => {
  const before = machine()
  console.log(`\n## ${name}\n\n${before}\n`)
  const tables = await run()
  for (const table of tables) console.log(`${markdown(table)}\n`)
  if (process.env["UPDATE_DOCS"] !== "1") return
  const results: Results = JSON.parse(readFileSync(file, "utf8"))
  writeFileSync(file, `${JSON.stringify({ ...results, [name]: { machine: before, tables } }, null, 1)}\n`)
}

if (asked.includes("gate")) {
  const { run } = await import("./gate.js")
  process.exitCode = (await run()) ? 0 : 1
} else {
  for (const [name, run] of Object.entries(groups)) {
    if (asked.length === 0 || asked.includes(name)) await runGroup(name, run)
  }
}
