/**
 * The tables of jobs, for SQLite and Postgres: jobs, batches of imports, and rows that failed. What a job has done is in these
 * tables; the engine only knows which workflow has to run.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { Speed } from "./meter.js"

/** States of a job. */
export type State = "queued" | "running" | "paused" | "done" | "failed" | "cancelled"

/** What a running job is asked for. `fail` is what a part of the job asks of the others. */
export type Request = "pause" | "cancel" | "fail"

/** A job as it is stored. */
export interface JobRow {
  readonly name: string
  readonly kind: string
  readonly spec: string
  readonly state: State
  readonly request: Request | null
  /** Each start and resume is a run, and each run a workflow. The first is the time of the start, since names can be used again. */
  readonly run: number
  readonly rowsTotal: number | null
  readonly rowsDone: number
  readonly rowsFailed: number
  readonly rowsUnknown: number
  readonly checkpoint: string | null
  readonly rate: number | null
  readonly share: number | null
  readonly error: string | null
  readonly createdAt: number
  readonly startedAt: number | null
  readonly updatedAt: number
  readonly finishedAt: number | null
}

/** Drivers return integers as numbers, bigints or strings. */
type Raw = Readonly<Record<string, unknown>>

export const numberOf = (value: unknown): number => Number(value)

const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))

export const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value)

const states: ReadonlyArray<string> = ["queued", "running", "paused", "done", "failed", "cancelled"]
const isState = (value: string): value is State => states.includes(value)
const isRequest = (value: string | null): value is Request =>
  value === "pause" || value === "cancel" || value === "fail"

const jobOf = (row: Raw): JobRow => {
  const state = String(row["state"])
  const request = textOrNull(row["request"])
  return {
    name: String(row["name"]),
    kind: String(row["kind"]),
    spec: String(row["spec"]),
    state: isState(state) ? state : "failed",
    request: isRequest(request) ? request : null,
    run: numberOf(row["run"]),
    rowsTotal: numberOrNull(row["rows_total"]),
    rowsDone: numberOf(row["rows_done"]),
    rowsFailed: numberOf(row["rows_failed"]),
    rowsUnknown: numberOf(row["rows_unknown"]),
    checkpoint: textOrNull(row["checkpoint"]),
    rate: numberOrNull(row["rate"]),
    share: numberOrNull(row["share"]),
    error: textOrNull(row["error"]),
    createdAt: numberOf(row["created_at"]),
    startedAt: numberOrNull(row["started_at"]),
    updatedAt: numberOf(row["updated_at"]),
    finishedAt: numberOrNull(row["finished_at"])
  }
}

/** How many rows that failed are kept of a job. The others are counted. */
const keptFailures = 100_000

/** A row that was not imported, or whose outcome is not known. */
export interface Failure {
  /** Line of the input, from 1; rows of a batch as a whole have the line of the first. */
  readonly line: number
  readonly reason: string
}

const tables = [
  `CREATE TABLE IF NOT EXISTS activecampaign_jobs (
    name VARCHAR(200) PRIMARY KEY, kind TEXT NOT NULL, spec TEXT NOT NULL, state TEXT NOT NULL, request TEXT,
    run BIGINT NOT NULL, rows_total BIGINT, rows_done BIGINT NOT NULL, rows_failed BIGINT NOT NULL,
    rows_unknown BIGINT NOT NULL, checkpoint TEXT, owner TEXT, rate DOUBLE PRECISION, share DOUBLE PRECISION, error TEXT,
    created_at BIGINT NOT NULL, started_at BIGINT, updated_at BIGINT NOT NULL, finished_at BIGINT)`,
  `CREATE TABLE IF NOT EXISTS activecampaign_job_slices (
    job VARCHAR(200) NOT NULL, number INTEGER NOT NULL, byte_from BIGINT NOT NULL, byte_to BIGINT NOT NULL,
    line_from BIGINT NOT NULL, rows_count INTEGER NOT NULL, hash TEXT NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (job, number))`,
  `CREATE TABLE IF NOT EXISTS activecampaign_job_batches (
    job VARCHAR(200) NOT NULL, slice INTEGER NOT NULL, batch VARCHAR(100) NOT NULL, state TEXT NOT NULL, batch_id TEXT,
    next TEXT, sent_at BIGINT NOT NULL, PRIMARY KEY (job, slice, batch))`,
  `CREATE TABLE IF NOT EXISTS activecampaign_job_failures (
    job VARCHAR(200) NOT NULL, line BIGINT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (job, line))`,
  `CREATE TABLE IF NOT EXISTS activecampaign_job_cursors (
    name VARCHAR(200) PRIMARY KEY, value TEXT NOT NULL, updated_at BIGINT NOT NULL)`
]

/** Runners that start at the same moment may create the tables at the same moment, which Postgres rejects. */
const createTables = (sql: SqlClient.SqlClient) =>
  Effect.forEach(tables, (table) => sql.unsafe(table), { discard: true }).pipe(
    Effect.retry({ times: 5, schedule: Schedule.jittered(Schedule.exponential(100)) })
  )

const now = Clock.currentTimeMillis

/** What jobs are there, and how far they are. */
const reading = (sql: SqlClient.SqlClient) => {
  const jobs = sql("activecampaign_jobs")

  const find = (name: string): Effect.Effect<JobRow | undefined, SqlError> =>
    Effect.map(sql<Raw>`SELECT * FROM ${jobs} WHERE name = ${name}`, ([row]) =>
      row === undefined ? undefined : jobOf(row)
    )

  const list = Effect.map(sql<Raw>`SELECT * FROM ${jobs} ORDER BY created_at, name`, (rows) => rows.map(jobOf))

  const withState = (state: State) =>
    Effect.map(sql<Raw>`SELECT * FROM ${jobs} WHERE state = ${state} ORDER BY created_at, name`, (rows) =>
      rows.map(jobOf)
    )

  /** Whether a run goes on. */
  const goesOn = (name: string, run: number) =>
    Effect.map(
      sql`SELECT name FROM ${jobs} WHERE name = ${name} AND run = ${run} AND state = 'running' AND request IS NULL`,
      (rows) => rows.length > 0
    )

  return { find, list, withState, goesOn }
}

/** What jobs are asked for. */
const control = (sql: SqlClient.SqlClient) => {
  const jobs = sql("activecampaign_jobs")

  const insert = (name: string, kind: string, spec: string): Effect.Effect<boolean, SqlError> =>
    Effect.flatMap(now, (at) =>
      Effect.map(
        sql`INSERT INTO ${jobs} (name, kind, spec, state, run, rows_done, rows_failed, rows_unknown, created_at, updated_at)
          VALUES (${name}, ${kind}, ${spec}, 'queued', ${at}, 0, 0, 0, ${at}, ${at})
          ON CONFLICT (name) DO NOTHING RETURNING name`,
        (rows) => rows.length > 0
      )
    )

  const ask = (name: string, request: Request, error: string | null = null) =>
    Effect.flatMap(
      now,
      (at) =>
        sql`UPDATE ${jobs} SET request = ${request}, error = ${error}, updated_at = ${at}
          WHERE name = ${name} AND state IN ('queued', 'running')
          AND (request IS NULL OR (request = 'pause' AND ${request} <> 'pause'))`
    )

  /** A job that does not run yet, or anymore, needs no workflow to end. */
  const endIdle = (name: string, from: ReadonlyArray<State>, to: State) =>
    Effect.flatMap(
      now,
      (at) =>
        sql`UPDATE ${jobs} SET state = ${to}, request = NULL, updated_at = ${at}, finished_at = ${at}
          WHERE name = ${name} AND ${sql.in("state", from)}`
    )

  const resume = (name: string) =>
    Effect.gen(function* () {
      const at = yield* now
      yield* sql`UPDATE ${jobs} SET request = NULL WHERE name = ${name} AND state = 'running' AND request = 'pause'`
      const rows = yield* sql`UPDATE ${jobs} SET state = 'queued', request = NULL, error = NULL, run = run + 1,
          finished_at = NULL, updated_at = ${at} WHERE name = ${name} AND state IN ('paused', 'failed') RETURNING name`
      return rows.length > 0
    })

  return { insert, ask, endIdle, resume }
}

/** What happens to a run of a job. */
const runs = (sql: SqlClient.SqlClient) => {
  const jobs = sql("activecampaign_jobs")

  /** Whether the run is the current one and goes on. */
  const begin = (name: string, run: number) =>
    Effect.flatMap(now, (at) =>
      Effect.map(
        sql`UPDATE ${jobs} SET state = 'running', started_at = COALESCE(started_at, ${at}), updated_at = ${at}
          WHERE name = ${name} AND run = ${run} AND state IN ('queued', 'running') RETURNING name`,
        (rows) => rows.length > 0
      )
    )

  /**
   * Ends a run. What is complete is done, also if it was asked to pause at the last moment; what has stopped and is not asked
   * for anything anymore was resumed meanwhile.
   */
  const finish = (name: string, run: number, isComplete: boolean) => {
    const complete = isComplete ? 1 : 0
    return Effect.flatMap(
      now,
      (at) =>
        sql`UPDATE ${jobs} SET
            state = CASE WHEN request = 'fail' THEN 'failed' WHEN ${complete} = 1 THEN 'done'
              WHEN request = 'pause' THEN 'paused' WHEN request = 'cancel' THEN 'cancelled' ELSE 'queued' END,
            run = CASE WHEN request IS NULL AND ${complete} = 0 THEN run + 1 ELSE run END,
            request = NULL, updated_at = ${at}, finished_at = ${at}
          WHERE name = ${name} AND run = ${run} AND state = 'running'`
    )
  }

  return { begin, finish }
}

/** How far the executions of a run are. */
const executions = (sql: SqlClient.SqlClient) => {
  const jobs = sql("activecampaign_jobs")

  /** From now on, only this execution stores checkpoints of the job. */
  const own = (name: string, run: number, owner: string) =>
    sql`UPDATE ${jobs} SET owner = ${owner} WHERE name = ${name} AND run = ${run}`

  /** Stores how far an execution is. False if another one has taken over. */
  const checkpoint = (
    name: string,
    owner: string,
    at: {
      readonly checkpoint: string
      readonly done: number
      readonly rate: number | null
      readonly share: number | null
    }
  ) =>
    Effect.flatMap(now, (time) =>
      Effect.map(
        sql`UPDATE ${jobs} SET checkpoint = ${at.checkpoint}, rows_done = ${at.done}, rate = ${at.rate},
            share = ${at.share}, updated_at = ${time}
          WHERE name = ${name} AND owner = ${owner} RETURNING name`,
        (rows) => rows.length > 0
      )
    )

  /** Lets the next execution begin anew. */
  const forget = (name: string, run: number) =>
    sql`UPDATE ${jobs} SET checkpoint = NULL, rows_done = 0 WHERE name = ${name} AND run = ${run}`

  return { own, checkpoint, forget }
}

/** Rows that were done, and those that failed. */
const numbers = (sql: SqlClient.SqlClient) => {
  const jobs = sql("activecampaign_jobs")
  const failures = sql("activecampaign_job_failures")

  /** Adds to the numbers of a job. */
  const count = (
    name: string,
    rows: { readonly done?: number; readonly failed?: number; readonly unknown?: number },
    speed: Speed = { rate: null, share: null }
  ) =>
    Effect.flatMap(
      now,
      (at) =>
        sql`UPDATE ${jobs} SET rows_done = rows_done + ${rows.done ?? 0}, rows_failed = rows_failed + ${rows.failed ?? 0},
            rows_unknown = rows_unknown + ${rows.unknown ?? 0}, updated_at = ${at}, rate = COALESCE(${speed.rate}, rate),
            share = COALESCE(${speed.share}, share)
          WHERE name = ${name}`
    )

  const failuresOf = (name: string, after: number, count: number): Effect.Effect<ReadonlyArray<Failure>, SqlError> =>
    Effect.map(
      sql<Raw>`SELECT line, reason FROM ${failures} WHERE job = ${name} AND line > ${after} ORDER BY line LIMIT ${count}`,
      (rows) => rows.map((row) => ({ line: numberOf(row["line"]), reason: String(row["reason"]) }))
    )

  /** Keeps rows that failed, as long as there are not too many. */
  const keepFailures = (name: string, found: ReadonlyArray<Failure>) =>
    Effect.gen(function* () {
      if (found.length === 0) return
      const [counted] = yield* sql<Raw>`SELECT COUNT(*) AS kept FROM ${failures} WHERE job = ${name}`
      const free = Math.max(0, keptFailures - numberOf(counted?.["kept"] ?? 0))
      const kept = found.slice(0, free).map(({ line, reason }) => ({ job: name, line, reason: reason.slice(0, 500) }))
      for (let at = 0; at < kept.length; at += 100) {
        yield* sql`INSERT INTO ${failures} ${sql.insert(kept.slice(at, at + 100))} ON CONFLICT (job, line) DO NOTHING`
      }
    })

  return { count, failuresOf, keepFailures }
}

/** Where the changes of tables go on. */
const feeds = (sql: SqlClient.SqlClient) => {
  const cursors = sql("activecampaign_job_cursors")

  /** Where the changes of a table go on. */
  const cursor = (feed: string) =>
    Effect.map(sql<Raw>`SELECT value FROM ${cursors} WHERE name = ${feed}`, ([row]) =>
      row === undefined ? undefined : String(row["value"])
    )

  const keepCursor = (feed: string, value: string) =>
    Effect.flatMap(
      now,
      (at) =>
        sql`INSERT INTO ${cursors} (name, value, updated_at) VALUES (${feed}, ${value}, ${at})
          ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`
    )

  return { cursor, keepCursor }
}

/** Deletes all that is stored of a job. */
const removal = (sql: SqlClient.SqlClient) => {
  const owned = ["failures", "batches", "slices"].map((name) => sql(`activecampaign_job_${name}`))
  const remove = (name: string) =>
    sql.withTransaction(
      Effect.gen(function* () {
        for (const table of owned) yield* sql`DELETE FROM ${table} WHERE job = ${name}`
        yield* sql`DELETE FROM ${sql("activecampaign_jobs")} WHERE name = ${name}`
      })
    )
  return { remove }
}

/** Access to the tables. */
export interface JobStore extends Effect.Effect.Success<typeof makeJobStore> {}

/** The tables, which are created if they do not exist. */
export const makeJobStore = Effect.gen(function* () {
  const sql = (yield* SqlClient.SqlClient).withoutTransforms()
  yield* createTables(sql)
  return {
    ...{ sql, now },
    ...{ ...reading(sql), ...control(sql), ...runs(sql), ...executions(sql) },
    ...{ ...numbers(sql), ...feeds(sql), ...removal(sql) }
  }
})
