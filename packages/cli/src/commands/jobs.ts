/**
 * `jobs list | status | failures | pause | resume | cancel | remove`.
 */
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type Definition, define } from "../Definition.js"
import { err, Io, out, outJson } from "../Io.js"
import { database, json, quiet, run, withJobs } from "../Job.js"
import { lineOf } from "../Progress.js"

const nameArg = Args.text({ name: "name" }).pipe(Args.withDescription("Name of the job; jobs list has them."))

const lineOfStatus = ({ name, rate, request, rows, share, state }: Jobs.Status): string => {
  const isRunning = state === "running"
  const snapshot = {
    ...{ name: "", total: rows.total, failed: rows.failed, unknown: rows.unknown },
    done: rows.done + rows.failed + rows.unknown,
    rate: isRunning ? rate : null,
    share: isRunning ? share : null
  }
  return `${`${state}${request === null ? "" : ` (${request})`}`.padEnd(18)}${name.padEnd(30)}${lineOf(snapshot, 80).trim()}`
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

const print = (status: Jobs.Status, json: boolean) => {
  const { createdAt, finishedAt, startedAt, updatedAt } = status
  const times = { createdAt, finishedAt, startedAt, updatedAt }
  return json
    ? outJson({ ...status, ...Object.fromEntries(Object.entries(times).map(([key, at]) => [key, iso(at)])) })
    : out(status.error === null ? lineOfStatus(status) : `${lineOfStatus(status)}\n  ${status.error}`)
}

const list = Command.make("list", { database, json }, ({ database, json }) =>
  withJobs(database, ({ list }) =>
    Effect.gen(function* () {
      const all = yield* list
      if (all.length === 0 && !json) yield* err("There are no jobs.")
      yield* Effect.forEach(all, (one) => print(one, json), { discard: true })
    })
  )
).pipe(Command.withDescription("Lists all jobs, oldest first."))

const status = Command.make("status", { name: nameArg, database, json }, ({ database, json, name }) =>
  withJobs(database, ({ status }) => Effect.flatMap(status(name), (one) => print(one, json)))
).pipe(Command.withDescription("Prints how far a job is."))

const failures = Command.make("failures", { name: nameArg, database, json }, ({ database, json, name }) =>
  withJobs(database, (jobs) =>
    json
      ? Stream.runForEach(jobs.failures(name), outJson)
      : Effect.flatMap(Io, ({ write }) =>
          Stream.runForEach(Jobs.failuresCsv(name), write).pipe(Effect.provideService(Jobs.Jobs, jobs))
        )
  )
).pipe(Command.withDescription("Prints the rows that failed as CSV, with their lines and reasons."))

const pause = Command.make("pause", { name: nameArg, database }, ({ database, name }) =>
  withJobs(database, (jobs) =>
    Effect.gen(function* () {
      yield* jobs.pause(name)
      yield* err(`${name} pauses once the requests under way are done.`)
    })
  )
).pipe(Command.withDescription("Pauses a job that another process runs."))

const cancel = Command.make("cancel", { name: nameArg, database }, ({ database, name }) =>
  withJobs(database, (jobs) =>
    Effect.gen(function* () {
      yield* jobs.cancel(name)
      const { spec } = yield* jobs.status(name)
      yield* err(`${name} ends.${spec.kind === "import" ? " Contacts that were sent are imported all the same." : ""}`)
    })
  )
).pipe(Command.withDescription("Ends a job for good."))

const remove = Command.make("remove", { name: nameArg, database }, ({ database, name }) =>
  withJobs(database, (jobs) => jobs.remove(name))
).pipe(Command.withDescription("Deletes what is stored of a job that has ended. Files stay."))

const resume = Command.make("resume", { name: nameArg, database, json, quiet }, ({ name, ...options }) =>
  run({ ...options, name, spec: null })
).pipe(Command.withDescription("Continues a job where it was, and follows it until it has ended."))

const command = Command.make("jobs").pipe(
  Command.withDescription("Imports and exports that were started: how far they are, and continuing them."),
  Command.withSubcommands([list, status, failures, resume, pause, cancel, remove])
)

/** `jobs list | status | failures | pause | resume | cancel | remove`. */
export const definition: Definition = define(command, {
  examples: {
    jobs: ["effect-activecampaign jobs list", "effect-activecampaign jobs resume import-contacts.csv"],
    "jobs list": ["effect-activecampaign jobs list --json"],
    "jobs status": ["effect-activecampaign jobs status import-contacts.csv"],
    "jobs failures": ["effect-activecampaign jobs failures import-contacts.csv > failed.csv"],
    "jobs resume": ["effect-activecampaign jobs resume import-contacts.csv"],
    "jobs pause": ["effect-activecampaign jobs pause import-contacts.csv"],
    "jobs cancel": ["effect-activecampaign jobs cancel import-contacts.csv"],
    "jobs remove": ["effect-activecampaign jobs remove import-contacts.csv"]
  }
})
