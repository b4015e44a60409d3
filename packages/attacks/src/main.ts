/**
/**
 * Attacks on the client: what a server, a network or a crowd of callers can do to it. They take minutes, so they are no
 * tests; `npm run attack` runs all suites, `npm run attack exhaustion` one, `npm run attack limiter 429` those of its attacks
 * whose name has "429" in it. Fails if an attack succeeds.
 */
import { attackImport } from "./bulkImport.js"
import * as exhaustion from "./exhaustion.js"
import { attackJobs } from "./jobs.js"
import { attackLimiter } from "./limiter.js"
import { attackQueue } from "./queue.js"

/** The suites. Each prints its table, and says whether all attacks were held. */
const suites: Readonly<Record<string, (filter?: string) => Promise<boolean>>> = {
  exhaustion: exhaustion.run,
  jobs: attackJobs,
  limiter: async (filter) => (await attackLimiter(filter)) === 0,
  queue: attackQueue,
  import: attackImport
}

const [asked, filter] = process.argv.slice(2)
if (asked !== undefined && !(asked in suites)) {
  console.error(`There is no suite ${asked}; there are: ${Object.keys(suites).join(", ")}.`)
  process.exit(1)
}

let held = true
for (const [name, run] of Object.entries(suites)) {
  if (asked !== undefined && asked !== name) continue
  console.log(`\n## ${name}\n`)
  held = (await run(filter)) && held
}
process.exitCode = held ? 0 : 1
