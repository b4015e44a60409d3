/**
 * The command `activecampaign-webhooks`: sends captured bodies to an application, shows them as events, and looks after the
 * dead letters of an inbox.
 */
import { existsSync, readFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { parseArgs } from "node:util"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as WebhookEvent from "../WebhookEvent.js"
import { type DeadLetter, type InboxUnavailableError, WebhookInbox } from "../WebhookInbox.js"

const help = `Usage: npx @effect-activecampaign/webhooks <command> [options]

Commands:
  send <file>...      post bodies to an application, and print the status of each response
  decode <file>...    print bodies as events, one JSON object a line
  dead                print the dead letters of an inbox
  replay <id>...      make dead letters due again; the application handles them
  discard <id>...     delete dead letters

A file is the body of a webhook as ActiveCampaign posted it, or a line of JSON for each body: a string, or an object with
a "body", such as the lines of "dead --json". The file "-" is the standard input.

Options of send:
  --to <url>          URL of the application; default: the variable WEBHOOK_URL
  --repeat <number>   how often each body is posted, from 1 to 100000; default 1
Options of dead, replay and discard:
  --database <name>   file of a SQLite database, or URL of a Postgres database (postgres://...);
                      default: the variable WEBHOOK_DATABASE
  --table <name>      table of the inbox, if it has another name than usual
  --json              dead: print a line of JSON for each, with its body, which contains personal data
  --all               replay, discard: all dead letters
  --help              print this

A URL on the command line stays in the history of the shell, with the secret or the password in it. The variables avoid that.

Examples:
  npx @effect-activecampaign/webhooks send captured.form --to "http://localhost:3000/webhooks?secret=..."
  npx @effect-activecampaign/webhooks decode captured.form
  npx @effect-activecampaign/webhooks dead --database inbox.db --json > dead.ndjson
  npx @effect-activecampaign/webhooks replay --database inbox.db --all

Exit codes: 0 if everything succeeded; 1 if a response had no status from 200 to 299, a body exceeds a limit, or an id is not
that of a dead letter; 2 if the command could not be executed.
`

const options = {
  to: { type: "string" },
  repeat: { type: "string", default: "1" },
  database: { type: "string" },
  table: { type: "string" },
  json: { type: "boolean", default: false },
  all: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false }
} as const

type Values = ReturnType<typeof parse>["values"]

/** Options by command. */
const accepted = {
  send: ["to", "repeat"],
  decode: [],
  dead: ["database", "table", "json"],
  replay: ["database", "table", "all"],
  discard: ["database", "table", "all"]
} as const

type Command = keyof typeof accepted

/** What the command reads and writes. */
export interface Io {
  readonly args: ReadonlyArray<string>
  readonly env: Readonly<Record<string, string | undefined>>
  /** The whole standard input. */
  readonly input: () => string
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

/** The command cannot be executed. */
class UsageError extends Error {}

/** Ends the command with what is wrong. */
const fail = (message: string): never => {
  throw new UsageError(message)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const parse = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true })
  } catch (error) {
    return fail(messageOf(error))
  }
}

const isCommand = (name: string): name is Command => Object.hasOwn(accepted, name)

// ---------------------------------------------------------------------------------------------------------------
// Bodies
// ---------------------------------------------------------------------------------------------------------------

/** A body, and where it comes from. */
interface Captured {
  readonly source: string
  readonly body: string
}

const read = (file: string, { input }: Io): string => {
  try {
    return file === "-" ? input() : readFileSync(file, "utf8")
  } catch (error) {
    return fail(messageOf(error))
  }
}

/** The body in a line of JSON. */
const bodyIn = (line: string, source: string): Captured => {
  const problem = `${source} must be a JSON string, or a JSON object with a "body"`
  try {
    const json: unknown = JSON.parse(line)
    const body: unknown = typeof json === "string" ? json : Object(json).body
    return typeof body === "string" ? { source, body } : fail(problem)
  } catch {
    return fail(problem)
  }
}

/** The bodies of a file. A form body does not start with a quotation mark or a brace, which are escaped in it. */
const bodiesOf = (file: string, io: Io): ReadonlyArray<Captured> => {
  const text = read(file, io).trim()
  if (text === "") return fail(`${file} must contain a body; it is empty`)
  if (!/^["{]/.test(text)) return [{ source: file, body: text }]
  return text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : bodyIn(line, `${file}:${index + 1}`)))
}

const allBodies = (files: ReadonlyArray<string>, io: Io): ReadonlyArray<Captured> =>
  files.length === 0 ? fail("a file is missing") : files.flatMap((file) => bodiesOf(file, io))

/** Type and subject of an event: `deal_update deal 12`. */
const nameOf = (event: WebhookEvent.WebhookEvent): string => {
  const subject = WebhookEvent.subject(event)
  return `${event.type ?? event._tag}${subject === null ? "" : ` ${subject.kind} ${subject.id}`}`
}

const nameOfBody = (body: string): string =>
  Either.match(WebhookEvent.decode(body), { onLeft: ({ _tag }) => _tag, onRight: nameOf })

/** An event as JSON: maps are objects, date-times are ISO 8601 with their offset, and the body is its pairs. */
export const jsonOf = (event: WebhookEvent.WebhookEvent): string => {
  const plain = (value: unknown): unknown => {
    if (DateTime.isDateTime(value))
      return DateTime.isZoned(value) ? DateTime.formatIsoOffset(value) : DateTime.formatIso(value)
    if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]))
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
  }
  const { body, ...fields } = event
  return JSON.stringify(Object.assign(Object(plain(fields)), { body: body.pairs }))
}

// ---------------------------------------------------------------------------------------------------------------
// Commands
// ---------------------------------------------------------------------------------------------------------------

/** A required setting: an option, or a variable of the environment. */
const setting = (name: string, value: string | undefined, variable: string, { env }: Io): string =>
  value ?? env[variable] ?? fail(`--${name} is missing, and the variable ${variable} is not set`)

/** Posts a body as ActiveCampaign does, and succeeds with the status. The error has a code, never the URL. */
const post = (url: string, body: string): Effect.Effect<number, string> =>
  Effect.tryPromise({
    try: async (signal) => {
      const headers = { "content-type": "application/x-www-form-urlencoded" }
      const response = await fetch(url, { method: "POST", redirect: "manual", headers, body, signal })
      await response.body?.cancel()
      return response.status
    },
    catch: (error) => {
      const { cause, name } = Object(error)
      return String(Object(cause).code ?? name ?? "error")
    }
  }).pipe(Effect.timeoutFail({ duration: "10 seconds", onTimeout: () => "no response within 10 seconds" }))

const send = (files: ReadonlyArray<string>, values: Values, io: Io): Effect.Effect<number> => {
  const url = setting("to", values.to, "WEBHOOK_URL", io)
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) fail("--to must be an http or https URL")
  const repeat = Number(values.repeat)
  if (!/^\d+$/.test(values.repeat) || repeat < 1 || repeat > 100_000) {
    fail(`--repeat must be a number from 1 to 100000; got "${values.repeat}"`)
  }
  const captured = allBodies(files, io).flatMap((one) => Array.from({ length: repeat }, () => one))
  const sendOne = ({ body, source }: Captured) =>
    Effect.gen(function* () {
      const start = performance.now()
      const outcome = yield* Effect.either(post(url, body))
      const time = `${(performance.now() - start).toFixed(0)} ms`
      const [status, problem] = Either.isRight(outcome) ? [outcome.right, ""] : ["---", `  ${outcome.left}`]
      io.out(`${status} ${nameOfBody(body)}  ${time}  ${source}${problem}`)
      return Either.isRight(outcome) && outcome.right >= 200 && outcome.right < 300
    })
  return Effect.map(Effect.forEach(captured, sendOne), (all) => (all.every(Boolean) ? 0 : 1))
}

const decode = (files: ReadonlyArray<string>, io: Io): number => {
  const decoded = allBodies(files, io).map(({ body, source }) => ({ source, event: WebhookEvent.decode(body) }))
  for (const { event, source } of decoded) {
    if (Either.isRight(event)) io.out(jsonOf(event.right))
    else io.err(`${source}: ${event.left.message}`)
  }
  return decoded.every(({ event }) => Either.isRight(event)) ? 0 : 1
}

const lineOf = (letter: DeadLetter, json: boolean): string => {
  const { addedAt, attempts, deadAt, error, id } = letter
  const body = Redacted.value(letter.body)
  const times = { addedAt: DateTime.formatIso(addedAt), deadAt: DateTime.formatIso(deadAt) }
  const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`
  return json
    ? JSON.stringify({ id, attempts, ...times, error, body })
    : `${id}  ${times.deadAt}  ${tries}  ${nameOfBody(body)}  ${error}`
}

type InInbox = Effect.Effect<number, InboxUnavailableError, WebhookInbox>

const dead = ({ json }: Values, io: Io): InInbox =>
  Effect.gen(function* () {
    const { deadLetters } = yield* WebhookInbox
    let count = 0
    yield* Stream.runForEach(deadLetters, (letter) =>
      Effect.sync(() => {
        count++
        io.out(lineOf(letter, json))
      })
    )
    if (!json) io.out(count === 1 ? "1 dead letter" : `${count} dead letters`)
    return 0
  })

const change = (name: "replay" | "discard", ids: ReadonlyArray<string>, { all }: Values, io: Io): InInbox => {
  if (all === ids.length > 0) fail(`${name} needs ids of dead letters, or --all`)
  return Effect.gen(function* () {
    const inbox = yield* WebhookInbox
    const count = yield* inbox[name](all ? "all" : ids)
    const done = name === "replay" ? "due again" : "discarded"
    io.out(`${count === 1 ? "1 dead letter is" : `${count} dead letters are`} ${done}.`)
    const unknown = all ? 0 : new Set(ids).size - count
    if (unknown > 0) io.err(`${unknown} of the ids ${unknown === 1 ? "is" : "are"} not of a dead letter.`)
    return unknown > 0 ? 1 : 0
  })
}

// ---------------------------------------------------------------------------------------------------------------
// Databases
// ---------------------------------------------------------------------------------------------------------------

/** Imports a driver that the application has installed. */
const driver = async <A>(name: string, database: string, load: () => Promise<A>): Promise<A> => {
  try {
    return await load()
  } catch (error) {
    if (Object(error).code !== "ERR_MODULE_NOT_FOUND") throw error
    return fail(`${database} needs the packages ${name} and @effect/sql; install them first`)
  }
}

/** The client of a database. A file must exist: a new database would have no dead letters. */
const clientOf = async (database: string) => {
  if (/^postgres(ql)?:/.test(database)) {
    const PgClient = await driver("@effect/sql-pg", "Postgres", () => import("@effect/sql-pg/PgClient"))
    return PgClient.layer({ url: Redacted.make(database) })
  }
  if (!existsSync(database)) return fail("--database must be an existing file, or a URL that starts with postgres://")
  const LibsqlClient = await driver("@effect/sql-libsql", "SQLite", () => import("@effect/sql-libsql/LibsqlClient"))
  return LibsqlClient.layer({ url: pathToFileURL(database) })
}

/** Runs a command on the inbox of a database. */
const withInbox = async (values: Values, command: InInbox, io: Io): Promise<number> => {
  const client = await clientOf(setting("database", values.database, "WEBHOOK_DATABASE", io))
  const { layer } = await import("../WebhookInboxSql.js")
  const result = command.pipe(
    Effect.provide(Layer.provide(layer({ table: values.table }), client)),
    Effect.either,
    Effect.provide(Logger.remove(Logger.defaultLogger))
  )
  return Either.getOrElse(await Effect.runPromise(result), (error) => fail(error.message))
}

type Run = (args: ReadonlyArray<string>, values: Values, io: Io) => Promise<number>

const commands: { readonly [C in Command]: Run } = {
  send: (files, values, io) => Effect.runPromise(send(files, values, io)),
  decode: async (files, _, io) => decode(files, io),
  dead: async (args, values, io) =>
    args.length > 0 ? fail(`dead takes no arguments; got ${args.length}`) : withInbox(values, dead(values, io), io),
  replay: async (ids, values, io) => withInbox(values, change("replay", ids, values, io), io),
  discard: async (ids, values, io) => withInbox(values, change("discard", ids, values, io), io)
}

const execute = async (io: Io): Promise<number> => {
  const { positionals, tokens, values } = parse(io.args)
  if (values.help) {
    io.out(help)
    return 0
  }
  const [name = "", ...args] = positionals
  if (!isCommand(name)) {
    const names = Object.keys(accepted).join(", ")
    return fail(name === "" ? `a command is missing; use ${names}` : `"${name}" is not a command; use ${names}`)
  }
  const known: ReadonlyArray<string> = accepted[name]
  for (const token of tokens) {
    if (token.kind === "option" && !known.includes(token.name)) fail(`${name} has no option --${token.name}`)
  }
  return commands[name](args, values, io)
}

/** Executes the command, and succeeds with its exit code. */
export const run = async (io: Io): Promise<number> => {
  try {
    return await execute(io)
  } catch (error) {
    io.err(`${messageOf(error)}\nSee --help.`)
    return 2
  }
}
