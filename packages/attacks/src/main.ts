/**
 * Attacks on the client: what a server, a network or a crowd of callers can do to it. They take minutes, so they are no
 * tests; `npm run attack` runs all suites, `npm run attack exhaustion` one. Fails if an attack succeeds.
 */
import * as exhaustion from "./exhaustion.js"

/** The suites. Each prints its table, and says whether all attacks were held. */
const suites: Readonly<Record<string, () => Promise<boolean>>> = {
  exhaustion: exhaustion.run
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in suites))
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(", ")}; there are: ${Object.keys(suites).join(", ")}.`)
  process.exit(1)
}

let held = true
for (const [name, run] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n## ${name}\n`)
  held = (await run()) && held
}
process.exitCode = held ? 0 : 1
