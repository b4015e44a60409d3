/**
 * The command `typegen`: names and types of one account as a module. The executable `effect-activecampaign` runs it; `run`
 * mounts it in another command.
 *
 * | command | what it does | exit code |
 * | --- | --- | --- |
 * | `pull` | writes `activecampaign.account.json` and the module | 0, 1 if the account cannot be read |
 * | `check` | compares the account, the file and the module | 0 equal, 1 cannot tell, 2 drift |
 * | `diff` | prints what has changed | 0, 1 cannot tell |
 */
import * as FileSystem from "@effect/platform/FileSystem"
import * as Path from "@effect/platform/Path"
import * as Console from "effect/Console"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import { type Change, type ChangeClass, classes, compare } from "./internal/compare.js"
import { isGenerated, printModule } from "./internal/printModule.js"
import { empty, type Reading, readAccount } from "./internal/readAccount.js"
import { parse, print, type Snapshot } from "./internal/snapshot.js"

/** 0 is done or equal, 1 is a failure or an account that cannot be read, 2 is drift. */
export type ExitCode = 0 | 1 | 2

/** How the command is used. */
export const usage = `Usage: effect-activecampaign typegen <command> [options]

Commands:
  pull    write the snapshot of the account and the module with its names and types
  check   compare the account, the snapshot and the module: exits 0 if they are equal, 1 if it cannot tell, 2 on drift
  diff    print what has changed in the account since the last pull

Options:
  --file <path>     the snapshot; by default activecampaign.account.json
  --module <path>   the module, relative to the snapshot; kept in it (pull)
  --tag <name>      a tag that the module contains, in addition to those of the snapshot; repeatable (pull)
  --json            print JSON (check, diff)

The account: ACTIVECAMPAIGN_API_URL and ACTIVECAMPAIGN_API_KEY.`

/** The command cannot be executed. */
class CommandError extends Data.TaggedError("CommandError")<{ readonly reason: string }> {
  override get message(): string {
    return this.reason
  }
}

// ---------------------------------------------------------------------------------------------------------------
// Arguments
// ---------------------------------------------------------------------------------------------------------------

interface Arguments {
  readonly command: "pull" | "check" | "diff"
  readonly file: string
  readonly module: string | undefined
  readonly tags: ReadonlyArray<string>
  readonly json: boolean
}

const options: Readonly<Record<string, ReadonlyArray<string>>> = {
  pull: ["--file", "--module", "--tag"],
  check: ["--file", "--json"],
  diff: ["--file", "--json"]
}

const isCommand = (text: string | undefined): text is Arguments["command"] => text !== undefined && text in options

/** Values of the options, each option with all its values. */
const valuesOf = (command: string, args: ReadonlyArray<string>) => {
  const values = new Map<string, Array<string>>()
  const rest = args.flatMap((arg) =>
    /^--\w+=/.test(arg) ? [arg.replace(/=.*/s, ""), arg.replace(/^.*?=/s, "")] : [arg]
  )
  while (rest.length > 0) {
    const [name = "", value] = rest
    if (!options[command]?.includes(name)) return `${name} is not an option of typegen ${command}`
    if (name !== "--json" && (value === undefined || value === "")) return `${name} must have a value`
    values.set(name, [...(values.get(name) ?? []), value ?? ""])
    rest.splice(0, name === "--json" ? 1 : 2)
  }
  return values
}

const argumentsOf = (args: ReadonlyArray<string>): Effect.Effect<Arguments, CommandError> => {
  const [command, ...rest] = args
  if (!isCommand(command)) {
    return Effect.fail(new CommandError({ reason: `the command must be pull, check or diff\n\n${usage}` }))
  }
  const values = valuesOf(command, rest)
  if (typeof values === "string") return Effect.fail(new CommandError({ reason: `${values}\n\n${usage}` }))
  return Effect.succeed({
    command,
    file: values.get("--file")?.at(-1) ?? "activecampaign.account.json",
    module: values.get("--module")?.at(-1),
    tags: values.get("--tag") ?? [],
    json: values.has("--json")
  })
}

// ---------------------------------------------------------------------------------------------------------------
// Files
// ---------------------------------------------------------------------------------------------------------------

/** The text of a file with the line ends of all systems; null if there is no such file. */
const textOf = (path: string) =>
  Effect.flatMap(FileSystem.FileSystem, (files) =>
    Effect.flatMap(files.exists(path), (exists) =>
      exists
        ? Effect.map(files.readFileString(path), (text): string | null => text.replaceAll("\r\n", "\n"))
        : Effect.succeed(null)
    )
  )

const snapshotAt = (file: string) =>
  Effect.flatMap(textOf(file), (text) => (text === null ? Effect.succeed(null) : parse(text)))

/** The module of a snapshot: where it is, what it contains, and what it should contain. */
const moduleOf = (file: string, snapshot: Snapshot) =>
  Effect.gen(function* () {
    const paths = yield* Path.Path
    const path = paths.join(paths.dirname(file), snapshot.module)
    return { path, actual: yield* textOf(path), expected: printModule(snapshot, paths.basename(file)) }
  })

// ---------------------------------------------------------------------------------------------------------------
// Output
// ---------------------------------------------------------------------------------------------------------------

const signs: Readonly<Record<ChangeClass, string>> = { breaking: "-", additive: "+", cosmetic: "~" }

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`

/** Changes as lines, and a summary. */
const linesOf = (changes: ReadonlyArray<Change>, { denied, requests }: Reading): ReadonlyArray<string> => {
  const counts = classes.map((one) => `${changes.filter((change) => change.class === one).length} ${one}`)
  const summary = changes.length === 0 ? "The account has not changed" : `${counts.join(", ")}`
  return [
    ...changes.map((change) => `${signs[change.class]} ${change.class.padEnd(8)}  ${change.path}: ${change.message}`),
    ...denied.map((part) => `The API key must not read ${part}; they are left out.`),
    `${summary} (${count(requests, "request")}).`
  ]
}

/** What `check --json` and `diff --json` print. */
const reportOf = (changes: ReadonlyArray<Change>, stale: boolean, { requests }: Reading): string => {
  const withoutClass = (one: ChangeClass) =>
    changes.filter((change) => change.class === one).map(({ class: _, ...change }) => change)
  return JSON.stringify(
    {
      status: stale || changes.length > 0 ? "drift" : "equal",
      requests,
      stale,
      breaking: withoutClass("breaking"),
      additive: withoutClass("additive"),
      cosmetic: withoutClass("cosmetic")
    },
    null,
    2
  )
}

// ---------------------------------------------------------------------------------------------------------------
// Commands
// ---------------------------------------------------------------------------------------------------------------

const pull = ({ file, module, tags }: Arguments) =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const existing = yield* snapshotAt(file)
    const before = existing ?? empty
    const reading = yield* readAccount({ ...before, module: module ?? before.module }, tags)
    const { actual, expected, path } = yield* moduleOf(file, reading.snapshot)
    if (actual !== null && !isGenerated(actual)) {
      return yield* new CommandError({ reason: `${path} was not generated, and is not overwritten; use --module` })
    }
    yield* files.writeFileString(path, expected)
    yield* files.writeFileString(file, print(reading.snapshot))
    const changes = existing === null ? [] : compare(existing, reading.snapshot)
    const lines = existing === null ? linesOf([], reading).slice(0, -1) : linesOf(changes, reading)
    yield* Effect.forEach(lines, (line) => Console.log(line), { discard: true })
    yield* Console.log(`Wrote ${file} and ${path} (${count(reading.requests, "request")}).`)
    return 0 as const
  })

/** The account compared with its snapshot and its module. */
const comparison = (file: string) =>
  Effect.gen(function* () {
    const before = yield* snapshotAt(file)
    if (before === null) return yield* new CommandError({ reason: `${file} does not exist; run typegen pull` })
    const { actual, expected, path } = yield* moduleOf(file, before)
    if (actual === null) return yield* new CommandError({ reason: `${path} does not exist; run typegen pull` })
    const reading = yield* readAccount(before)
    return { changes: compare(before, reading.snapshot), reading, stale: actual !== expected, path }
  })

const show = ({ command, file, json }: Arguments) =>
  Effect.gen(function* () {
    const { changes, path, reading, stale } = yield* comparison(file)
    const lines = [
      ...(stale ? [`${path} is not what typegen pull writes for ${file}.`] : []),
      ...linesOf(changes, reading)
    ]
    yield* Console.log(json ? reportOf(changes, stale, reading) : lines.join("\n"))
    const isEqual = changes.length === 0 && !stale
    return command === "diff" || isEqual ? (0 as const) : (2 as const)
  })

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Reports why there is no result. */
const cannotTell = (error: unknown, isJson: boolean): Effect.Effect<ExitCode> => {
  const reason = messageOf(error)
  const report = isJson ? Console.log(JSON.stringify({ status: "unknown", reason }, null, 2)) : Console.error(reason)
  return Effect.as(report, 1 as const)
}

/**
 * Executes the command with its arguments, such as `["check", "--json"]`, and returns its exit code. The client is built
 * only if the arguments are valid; it is also the reason of an exit code 1 if it cannot be built.
 *
 * ```ts
 * const exitCode = Typegen.run(["pull", "--tag", "VIP"], FakeAccount.layerClient())
 * ```
 */
export const run = <E>(
  args: ReadonlyArray<string>,
  client: Layer.Layer<ActiveCampaignClient, E>
): Effect.Effect<ExitCode, never, FileSystem.FileSystem | Path.Path> => {
  if (args.includes("--help") || args.includes("-h")) return Effect.as(Console.log(usage), 0 as const)
  return argumentsOf(args).pipe(
    Effect.flatMap(
      (parsed): Effect.Effect<ExitCode, unknown, FileSystem.FileSystem | Path.Path> =>
        Effect.provide(parsed.command === "pull" ? pull(parsed) : show(parsed), client)
    ),
    Effect.catchAll((error) => cannotTell(error, args.includes("--json"))),
    Effect.catchAllDefect((error) => cannotTell(error, args.includes("--json")))
  )
}
