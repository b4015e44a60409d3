/**
 * What an import has done: slices of its file, and batches in them. A batch is written down before it is sent; after a crash, one
 * of which only the intent is known is looked for in the account.
 */
import type { SqlError } from "@effect/sql/SqlError"
import * as Effect from "effect/Effect"
import { BulkImportBatchId } from "effect-activecampaign/Ids"
import type { Batch, Row } from "../BulkImport.js"
import type * as ImportPlan from "../ImportPlan.js"
import { type Failure, type JobStore, numberOf, textOrNull } from "./jobStore.js"
import type { Speed } from "./meter.js"

/** A part of the file: bytes from the beginning of a row to the end of another. */
export interface Slice {
  readonly number: number
  readonly from: number
  readonly to: number
  /** Line of its first row. */
  readonly line: number
  /** How many rows it has. */
  readonly rows: number
  /** Hash of the bytes. */
  readonly hash: string
}

/** What is known of a batch. */
export type Known =
  /** It may have been sent. */
  | { readonly state: "sending" }
  /** ActiveCampaign has queued it. */
  | { readonly state: "accepted"; readonly batchId: BulkImportBatchId }
  /** ActiveCampaign has rejected it; others take its place. */
  | { readonly state: "rejected"; readonly next: ReadonlyArray<Replacement> }
  /** Its rows have ended. */
  | { readonly state: "done" }

/** A batch in place of a rejected one, by lines. */
interface Replacement {
  readonly rows: ReadonlyArray<number>
  readonly suspects: ReadonlyArray<{ readonly line: number; readonly reason: string }>
}

/** What was found out about rows, to be counted. */
export interface Found {
  readonly done?: number
  readonly failed?: ReadonlyArray<Failure>
  readonly unknown?: ReadonlyArray<Failure>
}

/** Batches by lines, without what is in them. */
const replacementsOf = (next: ReadonlyArray<Batch>): ReadonlyArray<Replacement> =>
  next.map(({ rows, suspects }) => ({
    rows: rows.map(({ line }) => line),
    suspects: suspects.map(({ reason, row }) => ({ line: row.line, reason }))
  }))

/** The batches again. */
export const batchesFrom = (next: ReadonlyArray<Replacement>, rejected: Batch): ReadonlyArray<Batch> => {
  const all = [...rejected.rows, ...rejected.suspects.map(({ row }) => row)]
  const byLine = new Map(all.map((row) => [row.line, row]))
  const rowOf = (line: number): ReadonlyArray<Row> => {
    const row = byLine.get(line)
    return row === undefined ? [] : [row]
  }
  return next.map(({ rows, suspects }) => ({
    _tag: "Batch",
    rows: rows.flatMap(rowOf),
    suspects: suspects.flatMap(({ line, reason }) => rowOf(line).map((row) => ({ row, reason })))
  }))
}

/** A slice, and what is around it in the file. */
export interface Placed extends Slice {
  /** Bytes of the file before the first slice: the headers. */
  readonly headers: number
  /** Bytes of the file until the end of the last slice. */
  readonly bytes: number
}

/** Access to the slices and batches of an import. */
export interface ImportStore extends ReturnType<typeof importStore> {}

type Raw = Readonly<Record<string, unknown>>

const knownOf = (row: Raw): Known => {
  switch (row["state"]) {
    case "accepted":
      return { state: "accepted", batchId: BulkImportBatchId.make(String(row["batch_id"])) }
    case "rejected":
      return { state: "rejected", next: JSON.parse(textOrNull(row["next"]) ?? "[]") }
    case "done":
      return { state: "done" }
    default:
      return { state: "sending" }
  }
}

/** Counts rows together with the change that says that they are counted. */
const counting = ({ count, keepFailures, sql }: JobStore, job: string) => {
  return (change: Effect.Effect<ReadonlyArray<unknown>, SqlError>, found: Found, speed?: Speed) =>
    sql.withTransaction(
      Effect.gen(function* () {
        if ((yield* change).length === 0) return
        const { done = 0, failed = [], unknown = [] } = found
        yield* count(job, { done, failed: failed.length, unknown: unknown.length }, speed)
        yield* keepFailures(job, [...failed, ...unknown])
      })
    )
}

/** The slices of an import. */
const slicesOf = (store: JobStore, job: string) => {
  const { sql } = store
  const slices = sql("activecampaign_job_slices")
  const jobs = sql("activecampaign_jobs")
  const counted = counting(store, job)
  return {
    /** Replaces the slices of the job. Its checkpoint is what the account had. */
    plan: (planned: ReadonlyArray<Slice>, total: number, account: ImportPlan.Account) =>
      sql.withTransaction(
        Effect.gen(function* () {
          yield* sql`DELETE FROM ${slices} WHERE job = ${job}`
          for (const { from, hash, line, number, rows, to } of planned) {
            yield* sql`INSERT INTO ${slices} (job, number, byte_from, byte_to, line_from, rows_count, hash, state)
              VALUES (${job}, ${number}, ${from}, ${to}, ${line}, ${rows}, ${hash}, 'planned')`
          }
          yield* sql`UPDATE ${jobs} SET rows_total = ${total}, checkpoint = ${JSON.stringify(account)} WHERE name = ${job}`
        })
      ),

    /** All slices; a workflow asks the same of them each time that it is executed. */
    slices: Effect.map(sql<Raw>`SELECT number FROM ${slices} WHERE job = ${job} ORDER BY number`, (rows) =>
      rows.map((row) => numberOf(row["number"]))
    ),

    slice: (number: number) =>
      Effect.map(
        sql<Raw>`SELECT *, (SELECT MIN(byte_from) FROM ${slices} WHERE job = ${job}) AS headers,
            (SELECT MAX(byte_to) FROM ${slices} WHERE job = ${job}) AS bytes
          FROM ${slices} WHERE job = ${job} AND number = ${number} AND state = 'planned'`,
        ([row]): Placed | undefined =>
          row === undefined
            ? undefined
            : {
                number,
                from: numberOf(row["byte_from"]),
                to: numberOf(row["byte_to"]),
                line: numberOf(row["line_from"]),
                rows: numberOf(row["rows_count"]),
                hash: String(row["hash"]),
                headers: numberOf(row["headers"]),
                bytes: numberOf(row["bytes"])
              }
      ),

    /** All rows of a slice have ended. `failed` are those that could not be sent. */
    endSlice: (number: number, failed: ReadonlyArray<Failure>) =>
      counted(
        sql`UPDATE ${slices} SET state = 'done' WHERE job = ${job} AND number = ${number} AND state = 'planned'
          RETURNING number`,
        { failed }
      )
  }
}

/** The batches of an import. */
const batchesOf = (store: JobStore, job: string) => {
  const { now, sql } = store
  const batches = sql("activecampaign_job_batches")
  const counted = counting(store, job)
  return {
    /** What is known of the batches of a slice. */
    known: (slice: number) =>
      Effect.map(
        sql<Raw>`SELECT * FROM ${batches} WHERE job = ${job} AND slice = ${slice}`,
        (rows) => new Map(rows.map((row) => [String(row["batch"]), knownOf(row)]))
      ),

    /** A batch is about to be sent. */
    intend: (slice: number, batch: string) =>
      Effect.flatMap(
        now,
        (at) =>
          sql`INSERT INTO ${batches} (job, slice, batch, state, sent_at) VALUES (${job}, ${slice}, ${batch}, 'sending', ${at})
            ON CONFLICT (job, slice, batch) DO UPDATE SET state = 'sending', sent_at = ${at}`
      ),

    /** A batch was certainly not executed. */
    withdraw: (slice: number, batch: string) =>
      sql`DELETE FROM ${batches} WHERE job = ${job} AND slice = ${slice} AND batch = ${batch} AND state = 'sending'`,

    /** ActiveCampaign has queued a batch. */
    accept: (slice: number, batch: string, batchId: BulkImportBatchId, found: Found) =>
      counted(
        sql`UPDATE ${batches} SET state = 'accepted', batch_id = ${batchId}
          WHERE job = ${job} AND slice = ${slice} AND batch = ${batch} AND state = 'sending' RETURNING batch`,
        found
      ),

    /** ActiveCampaign has rejected a batch, or this library before it was sent. */
    reject: (slice: number, batch: string, next: ReadonlyArray<Batch>, found: Found) =>
      counted(
        Effect.flatMap(
          now,
          (at) =>
            sql`INSERT INTO ${batches} (job, slice, batch, state, next, sent_at)
              VALUES (${job}, ${slice}, ${batch}, 'rejected', ${JSON.stringify(replacementsOf(next))}, ${at})
              ON CONFLICT (job, slice, batch) DO UPDATE SET state = 'rejected',
              next = ${JSON.stringify(replacementsOf(next))} RETURNING batch`
        ),
        found
      ),

    /** The rows of a batch have ended. */
    end: (slice: number, batch: string, found: Found, speed?: Speed) =>
      counted(
        sql`UPDATE ${batches} SET state = 'done' WHERE job = ${job} AND slice = ${slice} AND batch = ${batch}
          AND state <> 'done' RETURNING batch`,
        found,
        speed
      )
  }
}

/** The slices and batches of the import with a name. */
export const importStore = (store: JobStore, job: string) => ({ ...slicesOf(store, job), ...batchesOf(store, job) })
