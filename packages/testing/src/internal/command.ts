/**
 * The command that starts an ActiveCampaign account of its own behind a local HTTP server.
 */
import { readFileSync, unwatchFile, watchFile } from "node:fs"
import { parseArgs } from "node:util"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FakeAccount from "../FakeAccount.js"
import * as FakeAccountServer from "../FakeAccountServer.js"
import * as Faults from "../Faults.js"

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
  throw new Error(message)
}

const parse = (args: ReadonlyArray<string>) => parseArgs({ args: [...args], options, allowPositionals: false }).values

type Values = ReturnType<typeof parse>

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

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

/** Where the command prints. */
export interface Output {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

/** A request in one readable line. */
const lineOf = ({ duration, faults, id, method, status, url }: FakeAccountServer.Exchange): string => {
  const outcome = status === 0 ? "---" : String(status)
  const met = faults.length === 0 ? "" : `  [${faults.join(", ")}]`
  return `${outcome} ${method.padEnd(6)} ${url}  ${duration.toFixed(0)} ms  ${id}${met}`
}

/** Reads the seed file again when it changes, until the scope closes. */
const watch = (file: string, account: FakeAccount.Account, { err, out }: Output) => {
  const listener = () =>
    Either.match(readSeed(file), {
      onLeft: (problem) => err(`The seed was not read again: ${problem}`),
      onRight: (seed) => {
        account.reset()
        account.load(seed)
        out(`Read ${file} again.`)
      }
    })
  return Effect.acquireRelease(
    Effect.sync(() => void watchFile(file, { interval: 300 }, listener)),
    () => Effect.sync(() => unwatchFile(file, listener))
  )
}

const optionsOf = (values: Values): FakeAccountServer.ServerOptions => {
  const limit = numberOf("limit", values.limit, 0, 1_000_000)
  const rate = numberOf("faults", values.faults, 0, 1)
  const seed = values.seed === undefined ? {} : Either.getOrElse(readSeed(values.seed), fail)
  return {
    ...seed,
    port: numberOf("port", values.port, 0, 65_535),
    host: values.host,
    apiKey: values.key,
    limit: limit === 0 ? null : { limit, window: "1 second" },
    latency: durationOf("latency", values.latency),
    searchDelay: durationOf("search-delay", values["search-delay"]),
    faults:
      rate === 0 ? [] : [Faults.random({ seed: numberOf("faults-seed", values["faults-seed"], 0, 2 ** 32), rate })]
  }
}

const serve = (values: Values, output: Output, stop: Effect.Effect<void>) =>
  Effect.gen(function* () {
    const options = yield* Effect.try({ try: () => optionsOf(values), catch: messageOf })
    const onRequest = values.quiet ? undefined : (exchange: FakeAccountServer.Exchange) => output.out(lineOf(exchange))
    const server = yield* Effect.mapError(FakeAccountServer.start({ ...options, onRequest }), messageOf)
    if (values.watch && values.seed !== undefined) yield* watch(values.seed, server.account, output)
    output.out(`API URL  ${server.apiUrl}\nAPI key  ${server.apiKey}\nStop with Ctrl+C.`)
    yield* stop
  }).pipe(Effect.scoped)

/** Starts the account, and succeeds when `stop` does. Fails with what is wrong with the arguments. */
export const run = (
  args: ReadonlyArray<string>,
  output: Output,
  stop: Effect.Effect<void>
): Effect.Effect<void, string> =>
  Effect.flatMap(Effect.try({ try: () => parse(args), catch: messageOf }), (values) =>
    values.help ? Effect.sync(() => output.out(help)) : serve(values, output, stop)
  )
