/**
 * The command: an ActiveCampaign account of its own behind a local HTTP server.
 */
import { readFileSync, watchFile } from "node:fs"
import { parseArgs } from "node:util"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FakeAccount from "./FakeAccount.js"
import * as FakeAccountServer from "./FakeAccountServer.js"
import * as Faults from "./Faults.js"

const help = `Usage: npx @effect-activecampaign/testing [options]

Starts an ActiveCampaign account in memory behind an HTTP server on this machine. Clients in any language can use it:
give them the API URL and the API key that it prints.

Options:
  --port <number>        port; default 8383
  --host <name>          host; default 127.0.0.1
  --key <text>           API key that is accepted; default fake-key
  --seed <file>          JSON file with rows: { "contacts": 500, "tags": [{ "tag": "customer" }] }
  --watch                read the seed file again when it changes; all other changes are lost then
  --limit <number>       requests per second; default 5, 0 for no limit
  --latency <duration>   how long a response takes, such as "200 millis"
  --search-delay <duration>  how long search does not find a new row
  --faults <rate>        part of the requests that go wrong at random, from 0 to 1
  --faults-seed <number> the same seed gives the same faults; default 1
  --quiet                do not print requests
  --help                 print this

POST /__fake/reset brings the account back to its seed; GET /__fake/snapshot returns all rows. Both need the API key.
`

const options = {
  port: { type: "string", default: "8383" },
  host: { type: "string", default: "127.0.0.1" },
  key: { type: "string", default: FakeAccount.defaultKey },
  seed: { type: "string" },
  watch: { type: "boolean", default: false },
  limit: { type: "string", default: "5" },
  latency: { type: "string" },
  "search-delay": { type: "string" },
  faults: { type: "string", default: "0" },
  "faults-seed": { type: "string", default: "1" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false }
} as const

/** Ends the command with what is wrong. */
const fail = (message: string): never => {
  console.error(`${message}\nSee --help.`)
  process.exit(1)
}

const parse = () => {
  try {
    return parseArgs({ options, allowPositionals: false }).values
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

/** A number within bounds. */
const numberOf = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text)
  return text.trim() !== "" && value >= least && value <= most
    ? value
    : fail(`--${name} must be a number from ${least} to ${most}; got "${text}"`)
}

/** A duration, such as `200 millis`. */
const durationOf = (name: string, text: string | undefined) => {
  if (text === undefined) return undefined
  const [, amount = "", unit = ""] = /^(\d+) ?(millis?|seconds?|minutes?)$/.exec(text) ?? []
  if (amount === "") return fail(`--${name} must be a duration, such as "200 millis" or "2 seconds"; got "${text}"`)
  const factor = unit.startsWith("milli") ? 1 : unit.startsWith("second") ? 1_000 : 60_000
  return Number(amount) * factor
}

/** The rows of the seed file, or what is wrong with it. */
const readSeed = (file: string): Either.Either<FakeAccount.Seed, string> => {
  try {
    const seed = Effect.runSync(Effect.either(FakeAccount.seedFromJson(readFileSync(file, "utf8"))))
    return Either.mapLeft(seed, ({ message }) => `${file}: ${message}`)
  } catch (error) {
    return Either.left(error instanceof Error ? error.message : String(error))
  }
}

const values = parse()

/** A request in one readable line. */
const print = ({ duration, faults, id, method, status, url }: FakeAccountServer.Exchange): void => {
  const outcome = status === 0 ? "---" : String(status)
  const met = faults.length === 0 ? "" : `  [${faults.join(", ")}]`
  console.log(`${outcome} ${method.padEnd(6)} ${url}  ${duration.toFixed(0)} ms  ${id}${met}`)
}

/** Reads the seed file again when it changes. */
const watch = (file: string, account: FakeAccount.Account): void => {
  watchFile(file, { interval: 300 }, () =>
    Either.match(readSeed(file), {
      onLeft: (problem) => console.error(`The seed was not read again: ${problem}`),
      onRight: (seed) => {
        account.reset()
        account.load(seed)
        console.log(`Read ${file} again.`)
      }
    })
  )
}

const main = Effect.gen(function* () {
  const limit = numberOf("limit", values.limit, 0, 1_000_000)
  const rate = numberOf("faults", values.faults, 0, 1)
  const seed = values.seed === undefined ? {} : Either.getOrElse(readSeed(values.seed), fail)
  const port = numberOf("port", values.port, 0, 65_535)
  const server = yield* FakeAccountServer.start({
    ...seed,
    port,
    host: values.host,
    apiKey: values.key,
    limit: limit === 0 ? null : { limit, window: "1 second" },
    latency: durationOf("latency", values.latency),
    searchDelay: durationOf("search-delay", values["search-delay"]),
    faults:
      rate === 0 ? [] : [Faults.random({ seed: numberOf("faults-seed", values["faults-seed"], 0, 2 ** 32), rate })],
    onRequest: values.quiet ? undefined : print
  })
  if (values.watch && values.seed !== undefined) watch(values.seed, server.account)
  console.log(`API URL  ${server.apiUrl}\nAPI key  ${server.apiKey}\nStop with Ctrl+C.`)
  yield* Effect.async<void>((resume) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resume(Effect.void))
  })
}).pipe(Effect.scoped)

if (values.help) console.log(help)
else {
  Effect.runPromise(main).then(
    () => process.exit(0),
    (error: unknown) => fail(error instanceof Error ? error.message : String(error))
  )
}
