/**
 * Jobs of the command line: where they are kept, and running one with progress until it has ended.
 */
import { mkdir } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import * as Options from "@effect/cli/Options"
import type * as FileSystem from "@effect/platform/FileSystem"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Credentials from "effect-activecampaign/Credentials"
import { badInput, Exited, exitCodes, failed, quoted } from "./Failure.js"
import { err, Io, outJson } from "./Io.js"
import { count, counted, duration, type Snapshot, showing } from "./Progress.js"

/** The option that names the file of the jobs. */
export const database = Options.text("database").pipe(
  Options.withPseudoName("file"),
  Options.withDescription(
    "SQLite file of the jobs; default: the variable ACTIVECAMPAIGN_JOBS, or .activecampaign/<account>.db in this folder."
  ),
  Options.optional
)

/** The option that shows no progress. */
export const quiet = Options.boolean("quiet").pipe(
  Options.withAlias("q"),
  Options.withDescription("Show no progress, only problems.")
)

/** The option that writes events for machines. */
export const json = Options.boolean("json").pipe(
  Options.withDescription("Write events to standard output as lines of JSON.")
)

/** The file of the jobs of the account. Jobs of one account are never continued in another, unless a file is named. */
export const fileOf = (database: Option.Option<string>) =>
  Effect.gen(function* () {
    const { env } = yield* Io
    const named = Option.getOrUndefined(database) ?? env["ACTIVECAMPAIGN_JOBS"]
    if (named !== undefined) return named
    const { account } = yield* Effect.provide(Credentials.Credentials, Credentials.layerConfig())
    return join(".activecampaign", `${account.replaceAll(/[^\w.-]+/g, "-")}.db`)
  })

/** Loads the engine, or says what is missing. */
export const engine = (file: string) =>
  Effect.tryPromise({
    try: async () => {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      return await import("./Engine.js")
    },
    catch: (error) => failed(error instanceof Error ? error.message : String(error))
  })

const snapshotOf = ({ name, rate, rows, share }: Jobs.Status, total: number | null): Snapshot => ({
  ...{ name, rate, share },
  done: rows.done + rows.failed + rows.unknown,
  total: rows.total ?? total,
  failed: rows.failed,
  unknown: rows.unknown
})

const eventOf = (event: string, { error, name, rate, rows, share, state }: Jobs.Status) =>
  outJson({ event, name, state, rows, rate, share, ...(error === null ? {} : { error }) })

const verbs = { import: "Imported", export: "Exported", sync: "Stored" } as const

/** How many failures are printed; `jobs failures` has all of them. */
const shown = 10

const failures = (name: string, json: boolean) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    const all = jobs.failures(name)
    yield* Stream.runForEach(json ? all : Stream.take(all, shown), ({ line, reason }) =>
      json ? outJson({ event: "failure", line, reason }) : err(`  line ${line}: ${reason}`)
    )
  })

const summaryOf = ({ finishedAt, rows, spec, startedAt, updatedAt }: Jobs.Status): string => {
  const seconds = ((finishedAt ?? updatedAt) - (startedAt ?? updatedAt)) / 1_000
  return `${verbs[spec.kind]} ${counted(rows.done, "row")} in ${duration(seconds)}${
    rows.failed > 0 ? `; ${count(rows.failed)} failed` : ""
  }${rows.unknown > 0 ? `; of ${count(rows.unknown)} it is not known whether they were imported` : ""}.`
}

interface Output {
  readonly json: boolean
  readonly quiet: boolean
}

/** Says how a job ended. */
const report = (status: Jobs.Status, { json, quiet }: Output) =>
  Effect.gen(function* () {
    const { error, name, rows, state } = status
    const resume = `effect-activecampaign jobs resume ${quoted(name)}`
    const problems = rows.failed + rows.unknown
    if (json) {
      if (problems > 0) yield* failures(name, true)
      yield* eventOf("ended", status)
    } else if (state === "done") {
      if (!quiet || problems > 0) yield* err(summaryOf(status))
      if (problems > 0) yield* failures(name, false)
      if (problems > shown) yield* err(`  … all of them: effect-activecampaign jobs failures ${quoted(name)}`)
    }
    if (state === "failed") return yield* failed(`${error ?? "the job failed"}; continue it with: ${resume}`)
    if (state === "paused") yield* err(`${name} is paused; continue it with: ${resume}`)
    if (state === "cancelled") return yield* failed(`${name} was cancelled`)
    if (problems > 0) yield* new Exited({ code: exitCodes.someFailed })
  })

/** How long a job may take to pause after Ctrl+C. Then the process ends all the same: what was stored is continued. */
const grace = "10 seconds"

/** Follows a job until it has ended; on Ctrl+C it pauses, and how to continue is said. */
const follow = (name: string, output: Output, total: number | null) =>
  Effect.gen(function* () {
    const { abandon, columns, stopped } = yield* Io
    const jobs = yield* Jobs.Jobs
    let isStopped = false
    const erase = columns === null ? "" : "\r\u001b[2K"
    const pause = Effect.gen(function* () {
      yield* stopped
      isStopped = true
      yield* err(`${erase}Stopping after the requests under way; Ctrl+C stops at once.`)
      yield* jobs.pause(name)
      yield* Effect.sleep(grace)
    })
    const watch = showing(output.quiet || output.json, (show) =>
      Stream.runForEach(jobs.watch(name), (status) =>
        Effect.zipRight(show(snapshotOf(status, total)), output.json ? eventOf("progress", status) : Effect.void)
      )
    )
    yield* Effect.raceFirst(watch, pause)
    const status = yield* jobs.status(name)
    if (!isStopped || (status.state !== "paused" && status.state !== "running")) return yield* report(status, output)
    const { rows } = status
    const done =
      rows.total === null ? counted(rows.done, "row") : `${count(rows.done)} of ${counted(rows.total, "row")}`
    yield* err(`Interrupted after ${done}. Continue with: effect-activecampaign jobs resume ${quoted(name)}`)
    if (output.json) yield* eventOf("ended", status)
    yield* abandon
    return yield* new Exited({ code: exitCodes.interrupted })
  })

interface Run extends Output {
  readonly database: Option.Option<string>
  readonly name: string
  /** Rows to be done, if the job does not know it. */
  readonly total?: number | null
  /** What a new job does; null to continue one. */
  readonly spec: Jobs.Spec | null
  /** Fails if the job could not begin. */
  readonly check?: Effect.Effect<void, unknown, FileSystem.FileSystem>
}

/** The name of a job for a file. */
export const nameFor = (kind: string, file: string): string =>
  `${kind}-${basename(file).replaceAll(/\p{Cc}/gu, "_")}`.slice(0, 90)

/** The name of a new job: that of one that has not ended, or else the first that is free. */
const freeName = (jobs: Jobs.Service, name: string) =>
  Effect.map(jobs.list, (all) => {
    const ended = new Set(
      all.filter(({ state }) => state === "done" || state === "cancelled").map((status) => status.name)
    )
    let number = 1
    const candidate = () => (number === 1 ? name : `${name}-${number}`)
    while (ended.has(candidate())) number++
    return candidate()
  })

/** Starts a job, unless it exists. One that failed before it began is replaced by a better command. */
const start = (jobs: Jobs.Service, name: string, spec: Jobs.Spec, check: NonNullable<Run["check"]>) =>
  Effect.gen(function* () {
    const known = (yield* jobs.list).find((one) => one.name === name)
    const hasNotBegun = known?.state === "failed" && known.spec.kind === "import" && known.rows.total === null
    if (known === undefined || hasNotBegun) yield* check
    if (hasNotBegun) yield* jobs.remove(name)
    yield* jobs.start(name, spec)
  }).pipe(
    Effect.catchIf(
      (error) => error instanceof Jobs.JobConflictError,
      () => {
        const word = quoted(name)
        return badInput(
          `the job ${word} exists, and does something else: continue it with jobs resume ${word}, end it with jobs cancel ${word}, or use another --name`
        )
      }
    )
  )

/** Starts a job, or continues it where it was, and follows it until it has ended. */
export const run = ({ check = Effect.void, database, name: given, spec, total = null, ...output }: Run) =>
  Effect.gen(function* () {
    yield* Effect.provide(Credentials.Credentials, Credentials.layerConfig())
    const file = yield* fileOf(database)
    const { layerRunner } = yield* engine(file)
    yield* Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      const name = spec === null ? given : yield* freeName(jobs, given)
      if (spec !== null) yield* start(jobs, name, spec, check)
      // A pause that was asked for and not done yet, because the process ended.
      const { request, state: stored } = yield* jobs.status(name)
      if (stored === "running" && !output.quiet && !output.json) {
        yield* err(`${name} was not ended in order; what was sent before is looked for first, which can take a minute.`)
      }
      if (stored === "running" && request === "pause") yield* Stream.runDrain(jobs.watch(name))
      const { state } = yield* jobs.status(name)
      if (state === "paused" || state === "failed") yield* jobs.resume(name)
      else if (spec === null && (state === "done" || state === "cancelled")) {
        return yield* badInput(`the job ${name} is ${state}, and cannot be continued`)
      }
      yield* follow(name, output, total)
    }).pipe(
      Effect.catchIf(
        (error) => error instanceof Jobs.JobNotFoundError,
        () => badInput(`there is no job ${quoted(given)}; jobs list has the names`)
      ),
      Effect.provide(layerRunner(file))
    )
  })

/** Lists or controls the jobs of a file. */
export const withJobs = <A, E, R>(
  database: Option.Option<string>,
  use: (jobs: Jobs.Service) => Effect.Effect<A, E, R>
) =>
  Effect.gen(function* () {
    const file = yield* fileOf(database)
    const { layerClient } = yield* engine(file)
    return yield* Effect.provide(Effect.flatMap(Jobs.Jobs, use), layerClient(file))
  }).pipe(
    Effect.catchAll((error: unknown) =>
      Effect.fail(
        error instanceof Jobs.JobNotFoundError
          ? badInput(`there is no job ${quoted(error.name)}; jobs list has the names`)
          : error
      )
    )
  )
