/**
 * The executable `fake-activecampaign`.
 */
import * as Effect from "effect/Effect"
import { run } from "./internal/command.js"

const stop = Effect.async<void>((resume) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resume(Effect.void))
})

const output = { out: (line: string) => console.log(line), err: (line: string) => console.error(line) }

Effect.runPromise(Effect.either(run(process.argv.slice(2), output, stop))).then((result) => {
  if (result._tag === "Left") console.error(`${result.left}\nSee --help.`)
  process.exit(result._tag === "Left" ? 1 : 0)
})
