/**
 * Durable jobs: imports, exports and syncs that survive the end of the process. This module starts, lists, pauses, resumes and
 * cancels them; `JobRunner` runs them, in this process or in others.
 *
 * ```ts
 * import * as Jobs from "@effect-activecampaign/jobs/Jobs"
 *
 * const program = Effect.gen(function* () {
 *   const jobs = yield* Jobs.Jobs
 *   yield* jobs.start("export 2026-05-28", { kind: "export", entity: "contacts", file: "/data/contacts.csv", format: "csv" })
 *   yield* jobs.watch("export 2026-05-28").pipe(
 *     Stream.runForEach(({ rows, state }) => Effect.log(`${state}: ${rows.done} rows`))
 *   )
 * })
 * ```
 *
 * A job has a name. `start` with the name of a job that exists does nothing, so a schedule can start the same job from several
 * machines. The database has no contacts: jobs name files, and failed rows have lines and reasons.
 */
import type * as SqlClient from "@effect/sql/SqlClient"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type * as BulkImport from "./BulkImport.js"
import * as CsvWriter from "./CsvWriter.js"
import type * as Export from "./Export.js"
import type * as ImportPlan from "./ImportPlan.js"
import type { Failure, Request, State } from "./internal/jobStore.js"
import { makeJobs } from "./internal/registry.js"

export type { Failure, Request, State } from "./internal/jobStore.js"

// ---------------------------------------------------------------------------------------------------------------
// What jobs do
// ---------------------------------------------------------------------------------------------------------------

/** Imports the contacts of a CSV file. Its other properties say how the file becomes contacts; see `ImportPlan.Options`. */
export interface ImportJob extends Omit<ImportPlan.Options, "account" | "start"> {
  readonly kind: "import"
  /** Path of the file. It must not change until the job is done; a change is noticed, and the job fails. */
  readonly file: string
  /** Whether the import starts automations; see `BulkImport.SendOptions`. */
  readonly automations: BulkImport.Automations
}

/** Entities whose rows a job exports. */
export type Entity = "contacts" | "deals" | "accounts"

/** Writes all rows of an entity into a file. */
export type ExportJob = {
  readonly kind: "export"
  /** Path of the file. It is there when the export is complete; until then its rows are in a file beside it. */
  readonly file: string
  /** Format of the file. */
  readonly format: "csv" | "ndjson"
} & (
  | { readonly entity: "contacts"; readonly query?: Export.ContactQuery | undefined }
  | { readonly entity: "deals"; readonly query?: Export.DealQuery | undefined }
  | { readonly entity: "accounts"; readonly query?: Export.AccountQuery | undefined }
)

/**
 * Brings a table up to date: rows that were created or updated since the last sync into the same table, each as JSON. The first
 * sync of a table stores all rows. The table is in the database of the jobs; it is created if it does not exist, with the
 * columns `id`, `data` (the row as JSON, as `Ndjson` writes it) and `synced_at` (milliseconds since 1970). Deletions are not
 * known; see `Changes`.
 */
export interface SyncJob {
  readonly kind: "sync"
  readonly entity: Entity
  /** Name of the table: letters, digits and `_`, at most 60. */
  readonly table: string
}

/** What a job does. */
export type Spec = ImportJob | ExportJob | SyncJob

// ---------------------------------------------------------------------------------------------------------------
// Status
// ---------------------------------------------------------------------------------------------------------------

/** How far a job is. */
export interface Status {
  /** Name of the job. */
  readonly name: string
  /** What it does. */
  readonly spec: Spec
  /**
   * - `queued`: waits for a runner.
   * - `running`: a runner works on it, or will go on with it when it is started again.
   * - `paused`, `failed`: `resume` continues it.
   * - `done`, `cancelled`: ended.
   */
  readonly state: State
  /** What a running job is asked for, and has not done yet; null if nothing. */
  readonly request: Request | null
  /** Rows so far. */
  readonly rows: {
    /** Rows to be done; null if it is not known. */
    readonly total: number | null
    /** Rows that were imported, exported or stored. */
    readonly done: number
    /** Rows that were not imported; see `failures`. */
    readonly failed: number
    /** Rows of which it is not known whether they were imported. They were not sent again. */
    readonly unknown: number
  }
  /** Rows per second of late; null before the first. */
  readonly rate: number | null
  /** Part of the rate limit that the job has used of late, from 0 to 1; null before the first request. */
  readonly share: number | null
  /** Why it failed; null unless it is `failed`. */
  readonly error: string | null
  /** Milliseconds since 1970. */
  readonly createdAt: number
  /** When it began to run; null before. */
  readonly startedAt: number | null
  /** When something was last stored of it. */
  readonly updatedAt: number
  /** When it ended or was paused; null before. */
  readonly finishedAt: number | null
}

// ---------------------------------------------------------------------------------------------------------------
// Errors
// ---------------------------------------------------------------------------------------------------------------

/** There is no job with the name. */
export class JobNotFoundError extends Data.TaggedError("JobNotFoundError")<{ readonly name: string }> {
  override get message(): string {
    return `There is no job "${this.name}"; Jobs.list has the names`
  }
}

/** What was asked for does not fit the job. */
export class JobConflictError extends Data.TaggedError("JobConflictError")<{
  readonly name: string
  /** The state of the job. */
  readonly state: State
  /** What was asked for. */
  readonly asked: "start" | "resume" | "remove"
}> {
  override get message(): string {
    return this.asked === "start"
      ? `A job "${this.name}" exists that does something else (it is ${this.state}); use another name`
      : `The job "${this.name}" is ${this.state}; only a job that is ${
          this.asked === "resume" ? "paused or failed can be resumed" : "not running can be removed"
        }`
  }
}

/** A name or a spec that is not valid. */
export class JobSpecError extends Data.TaggedError("JobSpecError")<{ readonly problem: string }> {
  override get message(): string {
    return this.problem
  }
}

/** The database rejected a statement, or could not be reached. */
export class JobsUnavailableError extends Data.TaggedError("JobsUnavailableError")<{ readonly cause: unknown }> {
  override get message(): string {
    return `The database of the jobs failed (${this.cause instanceof Error ? this.cause.message : String(this.cause)})`
  }
}

// ---------------------------------------------------------------------------------------------------------------
// Service
// ---------------------------------------------------------------------------------------------------------------

/** Starts and controls jobs. */
export interface Service {
  /** Starts a job, unless there is one of the name. Fails if that one does something else. */
  readonly start: (
    name: string,
    spec: Spec
  ) => Effect.Effect<Status, JobConflictError | JobSpecError | JobsUnavailableError>
  /** All jobs, oldest first. */
  readonly list: Effect.Effect<ReadonlyArray<Status>, JobsUnavailableError>
  /** How far a job is. */
  readonly status: (name: string) => Effect.Effect<Status, JobNotFoundError | JobsUnavailableError>
  /** How far a job is, each time that changed, until it is paused or has ended. */
  readonly watch: (name: string) => Stream.Stream<Status, JobNotFoundError | JobsUnavailableError>
  /** Asks a job to pause. What is under way is ended first, so `status` is `running` for some seconds. */
  readonly pause: (name: string) => Effect.Effect<void, JobNotFoundError | JobsUnavailableError>
  /** Continues a paused or failed job where it was. */
  readonly resume: (name: string) => Effect.Effect<Status, JobNotFoundError | JobConflictError | JobsUnavailableError>
  /** Asks a job to end. Contacts that were sent are imported by ActiveCampaign all the same. */
  readonly cancel: (name: string) => Effect.Effect<void, JobNotFoundError | JobsUnavailableError>
  /**
   * Deletes all that is stored of a job that does not run, so that its name is free. Files stay, except that
   * of an export that is not complete. So do the messages of the workflow engine, which deletes none: about 3 kB of each run,
   * without contacts.
   */
  readonly remove: (name: string) => Effect.Effect<void, JobNotFoundError | JobConflictError | JobsUnavailableError>
  /** Rows that failed or are unknown, by line: the first 100,000 that were found. `Status.rows` counts all. */
  readonly failures: (name: string) => Stream.Stream<Failure, JobNotFoundError | JobsUnavailableError>
}

/** Starts and controls jobs. */
export class Jobs extends Context.Tag("@effect-activecampaign/jobs/Jobs")<Jobs, Service>() {}

/** Jobs in the database of the `SqlClient`. The tables are created if they do not exist. */
export const layer: Layer.Layer<Jobs, JobsUnavailableError, SqlClient.SqlClient> = Layer.fresh(
  Layer.effect(Jobs, makeJobs)
)

/** Waits until a job is paused or has ended. */
export const await_ = (name: string): Effect.Effect<Status, JobNotFoundError | JobsUnavailableError, Jobs> =>
  Effect.flatMap(Jobs, ({ status, watch }) => Effect.zipRight(Stream.runDrain(watch(name)), status(name)))

export { await_ as await }

/** The failures of a job as CSV: `line,reason`. */
export const failuresCsv = (name: string): Stream.Stream<Uint8Array, JobNotFoundError | JobsUnavailableError, Jobs> =>
  Stream.unwrap(
    Effect.map(Jobs, ({ failures }) =>
      CsvWriter.encode<Failure>([
        { header: "line", value: ({ line }) => line },
        { header: "reason", value: ({ reason }) => reason }
      ])(failures(name))
    )
  )
