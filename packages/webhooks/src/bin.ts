/**
 * The executable `activecampaign-webhooks`.
 */
import { readFileSync } from "node:fs"
import { run } from "./internal/command.js"

process.exit(
  await run({
    args: process.argv.slice(2),
    env: process.env,
    input: () => readFileSync(0, "utf8"),
    out: (line) => console.log(line),
    err: (line) => console.error(line)
  })
)
