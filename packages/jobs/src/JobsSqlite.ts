/**
 * Durable jobs in a SQLite file, for one process at a time.
 *
 * ```ts
 * import * as JobRunner from "@effect-activecampaign/jobs/JobRunner"
 * import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
 *
 * const Runner = JobRunner.layer().pipe(Layer.provideMerge(JobsSqlite.layer({ file: "jobs.db" })))
 * ```
 *
 * Install `@effect/workflow`, `@effect/cluster`, `@effect/rpc`, `@effect/sql` and `@effect/sql-libsql`, which installs without a
 * compiler.
 */
import { realpathSync } from "node:fs"
import { resolve } from "node:path"
import * as Reactivity from "@effect/experimental/Reactivity"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type * as WorkflowEngine from "@effect/workflow/WorkflowEngine"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { engineLayer } from "./internal/engine.js"
import { makeSqlite, takeLock } from "./internal/sqlite.js"

/** Another process runs the jobs of the file. */
export class JobsLockedError extends Data.TaggedError("JobsLockedError")<{
  /** The file. */
  readonly file: string
}> {
  /** What to do. */
  override get message(): string {
    return `The jobs in ${this.file} are run by another process; stop that one, or use another file. Jobs can be listed, started, paused and cancelled while it runs.`
  }
}

/** The file could not be opened. */
export class JobsFileError extends Data.TaggedError("JobsFileError")<{
  /** The file. */
  readonly file: string
  /** What the driver said. */
  readonly cause: unknown
}> {
  /** What to check. */
  override get message(): string {
    const reason = this.cause instanceof Error ? this.cause.message : String(this.cause)
    const hint = reason.includes("@libsql/client") ? "" : ". Check that the directory exists and is writable"
    return `The jobs in ${this.file} could not be opened (${reason})${hint}.`
  }
}

/** Options of the layers for SQLite. */
export interface Options {
  /** Path of the database file, which is created if it does not exist. Its directory must exist. */
  readonly file: string
}

const fileError = (file: string) => (error: SqlError) => new JobsFileError({ file, cause: error.cause ?? error })

const openSqlite = (file: string) => Effect.mapError(makeSqlite(file), fileError(file))

/** One path for a file, however it is reached, since the lock is by path. */
const pathOf = (file: string): string => {
  const path = resolve(file)
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/**
 * The database without the engine: for a process that starts, lists, pauses or cancels jobs while another runs them.
 */
export const layerClient = ({ file }: Options): Layer.Layer<SqlClient.SqlClient, JobsFileError> =>
  Layer.scoped(SqlClient.SqlClient, openSqlite(resolve(file))).pipe(Layer.provide(Reactivity.layer))

/**
 * The database and the engine in one process. Fails with `JobsLockedError` if another process runs the jobs of the file. The
 * lock ends with the process, also if it is killed.
 */
export const layer = ({
  file
}: Options): Layer.Layer<SqlClient.SqlClient | WorkflowEngine.WorkflowEngine, JobsFileError | JobsLockedError> => {
  const path = pathOf(file)
  const locked = Layer.scopedDiscard(
    Effect.filterOrFail(
      Effect.mapError(takeLock(path), fileError(file)),
      (taken) => taken,
      () => new JobsLockedError({ file })
    )
  )
  // That this process alone runs jobs is by the lock: the others are not looked for.
  return engineLayer("memory").pipe(
    Layer.provideMerge(layerClient({ file: path })),
    Layer.provide(locked),
    Layer.provide(Reactivity.layer)
  )
}
