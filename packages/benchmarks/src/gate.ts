/**
 * What decides in CI: ratios that a busy machine does not move much. Each has up to five attempts, of which the best
 * counts.
 */
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { bounds } from "./bounds.js"
import { withServer } from "./children.js"
import type { Resource, Way } from "./clients.js"
import { compare, type Load, nameOf } from "./compare.js"
import { plain, rich } from "./fixtures.js"
import { ratio } from "./measure.js"
import { decoding, decodingRatio } from "./page.js"

const overUndici = async (url: string, resource: Resource, base: Way, load: Load): Promise<number> => {
  const [measured] = await compare(url, resource, [load], [base, "sdk"], ["undici"])
  if (measured === undefined) return Number.NaN
  return ratio(measured.rounds, nameOf("undici", "sdk"), nameOf("undici", base), "wall").median
}

const best = async (name: string, bound: number, attempt: () => Promise<number>): Promise<boolean> => {
  const found: Array<number> = []
  do found.push(await attempt())
  while (Math.min(...found) > bound && found.length < 5)
  const least = Math.min(...found)
  console.log(`${name}: ${least.toFixed(2)}× (bound ${bound}×, attempts ${found.length})`)
  return least <= bound
}

/** The command line in the build output. */
const command = fileURLToPath(new URL("../../resources/bin/effect-activecampaign.js", import.meta.url))

/** Milliseconds from the start of Node to its end, the least of some runs. */
const startOf = (args: ReadonlyArray<string>): number => {
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now()
    spawnSync(process.execPath, args, { stdio: "ignore" })
    return performance.now() - start
  })
  return Math.min(...times)
}

/** How long the command line takes to print something, compared with Node alone. */
const startRatio = (...args: ReadonlyArray<string>) =>
  best(`effect-activecampaign ${args.join(" ")} ÷ node -e 0`, bounds.command, async () => {
    const node = startOf(["-e", "0"])
    return startOf([command, ...args]) / node
  })

/** Whether every ratio is within its bound. */
export const run = (): Promise<boolean> =>
  withServer([{ kind: "fixed", shape: plain }], async ([url = ""]) => {
    const held = [
      await best("a small GET ÷ by hand on HttpClient + Schema", bounds.call, () =>
        overUndici(url, "tag", "byHand", { concurrency: 1, times: 40, rounds: 40, warmup: 1500 })
      ),
      await best("a page of 100 contacts ÷ undici + JSON.parse", bounds.page, () =>
        overUndici(url, "page", "json", { concurrency: 1, times: 8, rounds: 30, warmup: 100 })
      ),
      await best(
        "decoding a page with 20 field values each ÷ JSON.parse",
        bounds.decode,
        async () => decodingRatio(await decoding(rich, { rounds: 30, rivals: false })).median
      ),
      await startRatio("--version"),
      await startRatio("import", "--help"),
      await startRatio("export", "nothing")
    ]
    return held.every((one) => one)
  })
