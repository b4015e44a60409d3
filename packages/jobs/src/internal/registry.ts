/**
 * Starts and controls jobs by what is in the tables; runners see it there.
 */
import { resolve } from "node:path"
import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Jobs from "../Jobs.js"
import { type JobRow, type JobStore, makeJobStore, type State } from "./jobStore.js"
import { discard, partOf } from "./partFile.js"

/** The longest name of a job. */
const longestName = 100

/** How often `watch` looks at a job. */
const watchInterval = "500 millis"

const failuresAtOnce = 1_000

const unavailable = (error: SqlError) => new Jobs.JobsUnavailableError({ cause: error.cause ?? error })

/** The spec as `start` stored it. */
export const specOf = (row: Pick<JobRow, "spec">): Jobs.Spec => JSON.parse(row.spec)

const statusOf = (row: JobRow): Jobs.Status => ({
  name: row.name,
  spec: specOf(row),
  state: row.state,
  request: row.request,
  rows: { total: row.rowsTotal, done: row.rowsDone, failed: row.rowsFailed, unknown: row.rowsUnknown },
  rate: row.rate,
  share: row.share,
  error: row.state === "failed" ? row.error : null,
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  updatedAt: row.updatedAt,
  finishedAt: row.finishedAt
})

const isActive = (state: State) => state === "queued" || state === "running"

/** JSON that does not depend on the order in which properties were written. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  )

/** Paths do not depend on the process that runs the job. */
const storedSpec = (spec: Jobs.Spec): string => canonical("file" in spec ? { ...spec, file: resolve(spec.file) } : spec)

const problemOf = (name: string, spec: Jobs.Spec): string | undefined => {
  if (name.trim() === "" || name.length > longestName)
    return `The name of a job must have 1 to ${longestName} characters; got ${name.length}`
  if (/\p{Cc}/u.test(name)) return "The name of a job must not contain control characters"
  if (spec.kind === "sync" && !/^[A-Za-z_][A-Za-z0-9_]{0,59}$/.test(spec.table))
    return "`table` must be the name of a table: letters, digits and _, at most 60"
  return "file" in spec && spec.file.trim() === ""
    ? "`file` must be the path of a file; got an empty string"
    : undefined
}

const found = (store: JobStore, name: string) =>
  Effect.flatMap(Effect.mapError(store.find(name), unavailable), (row) =>
    row === undefined ? Effect.fail(new Jobs.JobNotFoundError({ name })) : Effect.succeed(row)
  )

const start = (store: JobStore) => (name: string, spec: Jobs.Spec) =>
  Effect.gen(function* () {
    const problem = problemOf(name, spec)
    if (problem !== undefined) return yield* new Jobs.JobSpecError({ problem })
    const stored = storedSpec(spec)
    yield* Effect.mapError(store.insert(name, spec.kind, stored), unavailable)
    const row = yield* Effect.catchTag(found(store, name), "JobNotFoundError", (error) =>
      Effect.fail(new Jobs.JobsUnavailableError({ cause: error }))
    )
    return row.spec === stored
      ? statusOf(row)
      : yield* new Jobs.JobConflictError({ name, state: row.state, asked: "start" })
  })

const watch = (store: JobStore) => (name: string) => {
  const look = Effect.map(found(store, name), statusOf)
  return Stream.concat(Stream.fromEffect(look), Stream.repeatEffect(Effect.delay(look, watchInterval))).pipe(
    Stream.takeUntil(({ state }) => !isActive(state)),
    Stream.changesWith((one, other) => JSON.stringify(one) === JSON.stringify(other))
  )
}

/** Deletes the file of an export that is not complete, and will not be continued. */
const discardPart = ({ checkpoint, kind }: JobRow) => {
  const part = kind === "export" ? partOf(checkpoint) : undefined
  return part === undefined ? Effect.void : Effect.ignore(discard(part))
}

/** A job that no runner works on is changed at once; a running one is asked. */
const ask = (store: JobStore, name: string, request: "pause" | "cancel") =>
  Effect.gen(function* () {
    const before = yield* found(store, name)
    const idle: ReadonlyArray<State> = request === "pause" ? ["queued"] : ["queued", "paused", "failed"]
    yield* store
      .endIdle(name, idle, request === "pause" ? "paused" : "cancelled")
      .pipe(Effect.zipRight(store.ask(name, request)), Effect.mapError(unavailable))
    const isEnded = request === "cancel" && (before.state === "paused" || before.state === "failed")
    if (isEnded) yield* discardPart(before)
  })

const resume = (store: JobStore) => (name: string) =>
  Effect.gen(function* () {
    yield* found(store, name)
    const isResumed = yield* Effect.mapError(store.resume(name), unavailable)
    const row = yield* found(store, name)
    return isResumed || isActive(row.state)
      ? statusOf(row)
      : yield* new Jobs.JobConflictError({ name, state: row.state, asked: "resume" })
  })

const remove = (store: JobStore) => (name: string) =>
  Effect.gen(function* () {
    const row = yield* found(store, name)
    const { state } = row
    if (isActive(state)) return yield* new Jobs.JobConflictError({ name, state, asked: "remove" })
    yield* Effect.mapError(store.remove(name), unavailable)
    yield* discardPart(row)
  })

const failures = (store: JobStore) => (name: string) => {
  const page = (after: number) =>
    Effect.map(Effect.mapError(store.failuresOf(name, after, failuresAtOnce), unavailable), (rows) => {
      const last = rows.length < failuresAtOnce ? undefined : rows.at(-1)?.line
      return [Chunk.fromIterable(rows), Option.fromNullable(last)] as const
    })
  return Stream.concat(Stream.execute(found(store, name)), Stream.paginateChunkEffect(0, page))
}

/** The service in a database. */
export const makeJobs: Effect.Effect<Jobs.Service, Jobs.JobsUnavailableError, SqlClient.SqlClient> = Effect.map(
  Effect.mapError(makeJobStore, unavailable),
  (store): Jobs.Service => ({
    start: start(store),
    list: Effect.mapBoth(store.list, { onSuccess: (rows) => rows.map(statusOf), onFailure: unavailable }),
    status: (name) => Effect.map(found(store, name), statusOf),
    watch: watch(store),
    pause: (name) => ask(store, name, "pause"),
    resume: resume(store),
    cancel: (name) => ask(store, name, "cancel"),
    remove: remove(store),
    failures: failures(store)
  })
)
