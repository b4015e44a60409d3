/**
 * `webhooks listen | send | decode | dead | replay | discard`.
 */

import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as HttpServer from "@effect/platform/HttpServer"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { jsonOf, run } from "@effect-activecampaign/webhooks/internal/command"
import * as WebhookEvent from "@effect-activecampaign/webhooks/WebhookEvent"
import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as WebhookReceiver from "@effect-activecampaign/webhooks/WebhookReceiver"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import { type Definition, define } from "../Definition.js"
import { badInput, Exited, failed } from "../Failure.js"
import { err, Io, out } from "../Io.js"

/** Executes the command of the webhooks package. */
const execute = (args: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const { env } = yield* Io
    const runPromise = Runtime.runPromise(yield* Effect.runtime<Io>())
    let written = Promise.resolve()
    const write = (line: Effect.Effect<void, never, Io>) => {
      written = written.then(() => runPromise(line))
    }
    const code = yield* Effect.promise(async () => {
      const code = await run({
        ...{ args, env, input: () => readFileSync(0, "utf8") },
        out: (line) => write(out(line)),
        err: (line) =>
          write(err(line.replace(/\nSee --help\.$/, `. See effect-activecampaign webhooks ${args[0]} --help.`)))
      })
      await written
      return code
    })
    if (code !== 0) yield* new Exited({ code })
  })

const text = (name: string, pseudo: string, description: string) =>
  Options.text(name).pipe(Options.withPseudoName(pseudo), Options.withDescription(description), Options.optional)

const option = (name: string, value: Option.Option<string>): ReadonlyArray<string> =>
  Option.match(value, { onNone: () => [], onSome: (one) => [`--${name}=${one}`] })

const files = Args.text({ name: "file" }).pipe(
  Args.withDescription("Body of a webhook, or a line of JSON for each body; - is standard input."),
  Args.repeated
)
const database = text(
  "database",
  "name",
  "File of a SQLite database, or URL of a Postgres database; default: the variable WEBHOOK_DATABASE."
)
const table = text("table", "name", "Table of the inbox, if it has another name than usual.")
const all = Options.boolean("all").pipe(Options.withDescription("All dead letters."))
const ids = Args.text({ name: "id" }).pipe(Args.withDescription("Ids of dead letters."), Args.repeated)

const send = Command.make(
  "send",
  {
    files,
    to: text("to", "url", "URL of the application; default: the variable WEBHOOK_URL."),
    repeat: text("repeat", "number", "How often each body is posted; default 1.")
  },
  ({ files, repeat, to }) => execute(["send", ...option("to", to), ...option("repeat", repeat), "--", ...files])
).pipe(Command.withDescription("Posts bodies to an application, and prints the status of each response."))

const decode = Command.make("decode", { files }, ({ files }) => execute(["decode", "--", ...files])).pipe(
  Command.withDescription("Prints bodies as events, one JSON object a line.")
)

const dead = Command.make(
  "dead",
  {
    database,
    table,
    json: Options.boolean("json").pipe(
      Options.withDescription("A line of JSON for each, with its body, which contains personal data.")
    )
  },
  ({ database, json, table }) =>
    execute(["dead", ...option("database", database), ...option("table", table), ...(json ? ["--json"] : [])])
).pipe(Command.withDescription("Prints the dead letters of an inbox."))

const change = (name: "replay" | "discard", description: string) =>
  Command.make(name, { all, database, table, ids }, ({ all, database, ids, table }) =>
    execute([
      ...[name, ...option("database", database), ...option("table", table)],
      ...[...(all ? ["--all"] : []), "--", ...ids]
    ])
  ).pipe(Command.withDescription(description))

// ---------------------------------------------------------------------------------------------------------------
// listen
// ---------------------------------------------------------------------------------------------------------------

const clock = (now: DateTime.Utc): string => DateTime.formatIso(now).slice(11, 19)

/** An event in a line, without personal data; as JSON with everything. */
const show = (event: WebhookEvent.WebhookEvent, json: boolean) =>
  Effect.gen(function* () {
    if (json) return yield* out(jsonOf(event))
    const subject = WebhookEvent.subject(event)
    const about = subject === null ? "" : `  ${subject.kind} ${subject.id}`
    yield* out(`${clock(yield* DateTime.now)}  ${event.type ?? event._tag}${about}  ${event.body.pairs.length} values`)
  })

const listen = Command.make(
  "listen",
  {
    port: Options.integer("port").pipe(Options.withDescription("Port; default 8484."), Options.withDefault(8484)),
    host: Options.text("host").pipe(
      Options.withPseudoName("name"),
      Options.withDescription("Host; default 127.0.0.1."),
      Options.withDefault("127.0.0.1")
    ),
    json: Options.boolean("json").pipe(
      Options.withDescription("Print each event as a line of JSON, which contains personal data.")
    )
  },
  ({ host, json, port }) =>
    Effect.gen(function* () {
      const { env, stopped } = yield* Io
      const secret = env["WEBHOOK_SECRET"] ?? crypto.randomUUID().replaceAll("-", "")
      if (!/^[\w.~-]{16,512}$/.test(secret)) {
        return yield* badInput("WEBHOOK_SECRET must be 16 to 512 letters, digits, -, ., _ or ~")
      }
      if (port < 0 || port > 65_535) return yield* badInput(`--port must be a number from 0 to 65535; got ${port}`)
      const receiver = WebhookReceiver.make<Io>({
        secrets: secret,
        onRejected: ({ message, reason }) =>
          err(`${message}${reason === "secret" ? "; the URL must contain the secret" : ""}`)
      })
      const server = HttpServer.serve(receiver).pipe(
        Layer.provide(WebhookInbox.layerWorker((event) => show(event, json))),
        Layer.provide(WebhookInbox.layerMemory()),
        Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { host, port }))
      )
      yield* Effect.gen(function* () {
        const { address } = yield* HttpServer.HttpServer
        const actual = address._tag === "TcpAddress" ? address.port : port
        const url = `http://${host.includes(":") ? `[${host}]` : host}:${actual}/webhooks?secret=${secret}`
        yield* err(`Listening on ${url}\nStop with Ctrl+C.`)
        yield* stopped
      }).pipe(
        Effect.provide(server),
        Effect.catchTag("ServeError", (error) =>
          failed(`cannot listen on ${host}:${port}: ${Object(error.cause).code ?? error.message}`)
        )
      )
    })
).pipe(
  Command.withDescription(
    "Starts a receiver on this machine that prints each event. A tunnel brings ActiveCampaign's requests to it. The secret in its URL is the variable WEBHOOK_SECRET, or a new one."
  )
)

const command = Command.make("webhooks").pipe(
  Command.withDescription(
    "Webhooks: receives, decodes and sends bodies, and looks after the dead letters of an inbox. Exit codes: 0 done; 1 a response without a status from 200 to 299, a body that exceeds a limit, or an id that is not of a dead letter; 2 wrong arguments."
  ),
  Command.withSubcommands([
    listen,
    send,
    decode,
    dead,
    change("replay", "Makes dead letters due again; the application handles them."),
    change("discard", "Deletes dead letters.")
  ])
)

/** `webhooks listen | send | decode | dead | replay | discard`. */
export const definition: Definition = define(command, {
  examples: {
    webhooks: ["effect-activecampaign webhooks listen", "effect-activecampaign webhooks dead --database inbox.db"],
    "webhooks listen": ["WEBHOOK_SECRET=0123456789abcdef effect-activecampaign webhooks listen --port 8484 --json"],
    "webhooks send": [
      "WEBHOOK_URL='http://localhost:3000/webhooks?secret=…' effect-activecampaign webhooks send captured.form"
    ],
    "webhooks decode": ["effect-activecampaign webhooks decode captured.form"],
    "webhooks dead": ["effect-activecampaign webhooks dead --database inbox.db --json > dead.ndjson"],
    "webhooks replay": ["effect-activecampaign webhooks replay --database inbox.db --all"],
    "webhooks discard": ["effect-activecampaign webhooks discard --database inbox.db 12 13"]
  }
})
