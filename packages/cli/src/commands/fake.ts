/**
 * `fake`: an account in memory behind a server on this machine.
 */
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { run } from "@effect-activecampaign/testing/internal/command"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import { type Definition, define } from "../Definition.js"
import { badInput, failed } from "../Failure.js"
import { err, Io, out } from "../Io.js"

const text = (name: string, pseudo: string, description: string) =>
  Options.text(name).pipe(Options.withPseudoName(pseudo), Options.withDescription(description), Options.optional)

const flag = (name: string, description: string) => Options.boolean(name).pipe(Options.withDescription(description))

const texts = {
  port: text("port", "number", "Port; default 8383."),
  host: text("host", "name", "Host; default 127.0.0.1."),
  key: text("key", "text", "API key that is accepted; default fake-key."),
  seed: text("seed", "file", 'JSON file with rows: { "contacts": 500, "tags": [{ "tag": "customer" }] }.'),
  limit: text("limit", "number", "Requests per second; default 5, 0 for no limit."),
  latency: text("latency", "duration", 'How long a response takes, such as "200 millis".'),
  "search-delay": text("search-delay", "duration", "How long search does not find a new row."),
  faults: text("faults", "rate", "Part of the requests that go wrong at random, from 0 to 1."),
  "faults-seed": text("faults-seed", "number", "The same seed gives the same faults; default 1.")
}

const flags = {
  watch: flag("watch", "Read the seed file again when it changes; all other changes are lost then."),
  quiet: flag("quiet", "Do not print requests.")
}

const command = Command.make("fake", { texts, flags }, ({ flags, texts }) =>
  Effect.gen(function* () {
    const { stopped } = yield* Io
    const runFork = Runtime.runFork(yield* Effect.runtime<Io>())
    const args = [
      ...Object.entries(texts).flatMap(([name, value]) => (Option.isSome(value) ? [`--${name}=${value.value}`] : [])),
      ...Object.entries(flags).flatMap(([name, isSet]) => (isSet ? [`--${name}`] : []))
    ]
    const output = {
      out: (line: string) => void runFork(out(line)),
      err: (line: string) => void runFork(err(line))
    }
    yield* Effect.mapError(run(args, output, stopped), (message) =>
      /^(listen|getaddrinfo) /.test(message) ? failed(`the server cannot start (${message})`) : badInput(message)
    )
  })
).pipe(
  Command.withDescription(
    "Starts an ActiveCampaign account in memory behind an HTTP server on this machine, for clients in any language. Give them the API URL and the API key that it prints."
  )
)

/** `fake`. */
export const definition: Definition = define(command, {
  examples: {
    fake: [
      "effect-activecampaign fake --seed rows.json --watch",
      "effect-activecampaign fake --faults 0.05 --latency '200 millis'"
    ]
  }
})
