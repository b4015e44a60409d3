/**
 * The activities of an import: one that divides the file into slices, and one for each slice that sends its batches.
 */
import { createHash } from "node:crypto"
import * as HttpClient from "@effect/platform/HttpClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Data from "effect/Data"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as BulkImport from "../BulkImport.js"
import type * as Csv from "../Csv.js"
import * as ImportPlan from "../ImportPlan.js"
import type { ImportJob } from "../Jobs.js"
import { bytesOf, planOf, rowsOf } from "./importInput.js"
import { refOf } from "./importRows.js"
import {
  batchesFrom,
  type Found,
  type ImportStore,
  importStore,
  type Known,
  type Placed,
  type Slice
} from "./importStore.js"
import type { Failure, JobStore } from "./jobStore.js"
import { makeMeter } from "./meter.js"
import { allSent, makePolling, type Polling, pollResult } from "./results.js"
import { makeFlights } from "./run.js"
import { perMinute } from "./turns.js"
import type { Outcome, Running } from "./work.js"

/** The file is not the one that the job began with. */
export class JobInputError extends Data.TaggedError("JobInputError")<{
  readonly file: string
  /** What has changed. */
  readonly change: string
}> {
  override get message(): string {
    return `The file ${this.file} was changed since the import began (${this.change}); restore it and resume the job, or cancel it and import the new file`
  }
}

// ---------------------------------------------------------------------------------------------------------------
// Slices
// ---------------------------------------------------------------------------------------------------------------

/** Rows of a slice: 400 batches, which take four minutes at least. Between two slices the importer is idle for some seconds. */
const sliceRows = 100_000

/** Hash of the headers and of a slice, which depends on them. */
const hashOf = (file: string, headers: number, from: number, to: number) =>
  Effect.map(
    Stream.runFold(
      Stream.concat(bytesOf(file, 0, headers), bytesOf(file, from, to)),
      createHash("sha256"),
      (hash, bytes) => hash.update(bytes)
    ),
    (hash) => hash.digest("base64url")
  )

/** Fails if the headers or a slice are not what they were, or if rows were appended. */
const unchanged = (spec: ImportJob, { bytes, from, hash, headers, line, to }: Placed) =>
  Effect.gen(function* () {
    const changed = (change: string) => new JobInputError({ file: spec.file, change })
    if ((yield* hashOf(spec.file, headers, from, to)) !== hash) {
      return yield* changed(`the headers, or rows from line ${line} on`)
    }
    const isLonger = yield* Stream.runHead(rowsOf(spec, { line: 1, offset: bytes })).pipe(
      Effect.map(Option.isSome),
      Effect.catchTag("CsvError", () => Effect.succeed(true))
    )
    if (isLonger) return yield* changed("rows were appended")
  })

/** What the account had when the import was planned, so that each execution has the same rows in the same batches. */
const accountOf = (store: JobStore, job: string) =>
  Effect.map(store.find(job), (row): ImportPlan.Account | undefined =>
    row?.checkpoint == null ? undefined : JSON.parse(row.checkpoint)
  )

/** Divides the file. A job that was planned before is not planned again. */
export const planImport = (store: JobStore, job: string, spec: ImportJob) =>
  Effect.gen(function* () {
    const row = yield* store.find(job)
    if (row?.rowsTotal !== null) return "complete" as Outcome
    const account = yield* ImportPlan.account
    const { start } = yield* planOf(spec, account)
    const ends: Array<Csv.Position> = []
    let rows = 0
    let end = start
    yield* Stream.runForEach(rowsOf(spec, start), (row) =>
      Effect.sync(() => {
        rows++
        end = row.end
        if (rows % sliceRows === 0) ends.push(end)
      })
    )
    if (rows % sliceRows !== 0) ends.push(end)
    const slices = yield* Effect.forEach(ends, (to, number) => {
      const from = ends[number - 1] ?? start
      return Effect.map(
        hashOf(spec.file, start.offset, from.offset, to.offset),
        (hash): Slice => ({
          ...{ number, from: from.offset, to: to.offset, line: from.line, hash },
          rows: Math.min(sliceRows, rows - number * sliceRows)
        })
      )
    })
    yield* importStore(store, job).plan(slices, rows, account)
    return "complete" as Outcome
  })

// ---------------------------------------------------------------------------------------------------------------
// Batches
// ---------------------------------------------------------------------------------------------------------------

/** What the batches of a slice share. */
interface Context {
  readonly slice: number
  readonly store: ImportStore
  readonly known: Map<string, Known>
  readonly options: BulkImport.SendOptions
  readonly settings: Running
  readonly polling: Polling
  readonly speed: (rows: number) => Effect.Effect<{ readonly rate: number | null; readonly share: number | null }>
}

/** A batch that ActiveCampaign works on. */
interface Waiting {
  readonly key: string
  readonly batchId: Parameters<typeof pollResult>[0]["batchId"]
  readonly rows: ReadonlyArray<BulkImport.RowRef>
}

const failuresOf = (failed: ReadonlyArray<BulkImport.RowFailed>): ReadonlyArray<Failure> =>
  failed.map(({ reason, row }) => ({ line: row.line, reason }))

const unknownText: Readonly<Record<BulkImport.UnknownReason, string>> = {
  notApplied: "unknown: the response was lost, and the contact is not in the account",
  undecided: "unknown: the response was lost, and the account does not tell whether the contact was imported",
  notCompleted: "unknown: ActiveCampaign accepted the contact, and did not import it in time",
  interrupted: "unknown: ActiveCampaign interrupted the import of the batch",
  notListed: "unknown: ActiveCampaign lists the contact neither as imported nor as failed"
}

const foundIn = ({ failed, imported, unknown }: BulkImport.Result): Found => ({
  done: imported.length,
  failed: failuresOf(failed),
  unknown: (unknown?.rows ?? []).map(({ line }) => ({ line, reason: unknownText[unknown?.reason ?? "undecided"] }))
})

/** Sends a batch. That it may have been sent is written down at the last moment before: after the wait for the rate limit. */
const sendKnown = (context: Context, key: string, batch: BulkImport.Batch) =>
  ActiveCampaignClient.withClientTransform(
    Effect.zipRight(context.settings.turn, BulkImport.send(batch, context.options)),
    HttpClient.mapRequestEffect((request) => Effect.as(Effect.orDie(context.store.intend(context.slice, key)), request))
  ).pipe(Effect.tapError(() => context.store.withdraw(context.slice, key)))

/** How often a batch is sent whose response was lost, and of which nothing is in the account. */
const attempts = 3

type SendingError = BulkImport.SendError | BulkImport.ResultError | BulkImport.LookUpError | SqlError

/** Finds out what became of a batch whose response was lost. True if nothing of it is in the account. */
const lookUp = (context: Context, key: string, batch: BulkImport.Batch, isLast: boolean) =>
  Effect.gen(function* () {
    const result = yield* BulkImport.lookUp(batch, { patience: context.settings.lookUpPatience })
    if (result.unknown?.reason === "notApplied" && !isLast) {
      yield* context.store.withdraw(context.slice, key)
      return true
    }
    yield* context.store.end(context.slice, key, foundIn(result))
    return false
  })

/** Looks for a batch that may have been sent before a crash; it is done, or it is to be sent. */
const settle = (
  context: Context,
  key: string,
  batch: BulkImport.Batch
): Effect.Effect<void, SendingError, ActiveCampaignClient.ActiveCampaignClient> =>
  Effect.gen(function* () {
    const known = context.known.get(key)
    if (known?.state === "rejected") {
      const next = batchesFrom(known.next, batch)
      yield* Effect.forEach(next, (one, place) => settle(context, `${key}.${place}`, one), { discard: true })
    }
    if (known?.state !== "sending") return
    if (yield* lookUp(context, key, batch, false)) context.known.delete(key)
    else context.known.set(key, { state: "done" })
  })

/** Brings a batch to where ActiveCampaign works on it, or to its end. */
const submit = (
  context: Context,
  key: string,
  batch: BulkImport.Batch,
  attempt = 1
): Effect.Effect<ReadonlyArray<Waiting>, SendingError, ActiveCampaignClient.ActiveCampaignClient> =>
  Effect.gen(function* () {
    const { slice, store } = context
    const known = context.known.get(key)
    if (known?.state === "done") return []
    if (known?.state === "accepted") return [{ key, batchId: known.batchId, rows: batch.rows.map(refOf) }]
    const submitAll = (next: ReadonlyArray<BulkImport.Batch>) =>
      Effect.map(
        Effect.forEach(next, (one, place) => submit(context, `${key}.${place}`, one)),
        (waiting) => waiting.flat()
      )
    if (known?.state === "rejected") return yield* submitAll(batchesFrom(known.next, batch))
    const sent = yield* sendKnown(context, key, batch)
    const failed = failuresOf(sent.failed)
    if (sent._tag === "Accepted") {
      yield* store.accept(slice, key, sent.batchId, { failed })
      return [{ key, batchId: sent.batchId, rows: sent.rows }]
    }
    if (sent._tag === "Rejected") {
      yield* store.reject(slice, key, sent.next, { failed })
      return yield* submitAll(sent.next)
    }
    const isLost = yield* lookUp(context, key, batch, attempt === attempts)
    return isLost ? yield* submit(context, key, batch, attempt + 1) : []
  })

/** Retrieves what became of a batch. */
const collect = (context: Context, { batchId, key, rows }: Waiting) =>
  Effect.gen(function* () {
    const result = yield* pollResult({ batchId, rows }, {}, context.polling)
    yield* context.store.end(context.slice, key, foundIn(result), yield* context.speed(rows.length))
  })

// ---------------------------------------------------------------------------------------------------------------
// A slice
// ---------------------------------------------------------------------------------------------------------------

/**
 * How many batches are sent at the same time; they wait for the rate limit. Each of them is looked for in the account after a
 * crash, so they are only as many as the limit needs if a request takes two seconds.
 */
const sending = 4

/** How many batches wait for their results. */
const waiting = 250

/** The importer takes 100 batches in a minute. */
const batchesPerSecond = perMinute / 60

/** Batches with their places, which are the same in each execution. */
const keyed = <E, R>(
  batches: Stream.Stream<BulkImport.Batch | BulkImport.RowFailed, E, R>,
  onFailed: (row: BulkImport.RowFailed) => void
) =>
  Stream.suspend(() => {
    let place = 0
    return Stream.filterMap(batches, (one) => {
      if (one._tag === "Batch") return Option.some({ key: String(place++), batch: one })
      onFailed(one)
      return Option.none()
    })
  })

/** Looks for all batches that may have been sent before a crash, while no others are sent. */
const settleAll = <E, R>(context: Context, entries: Stream.Stream<BulkImport.Entry, E, R>) =>
  [...context.known.values()].some(({ state }) => state === "sending")
    ? Stream.runDrain(
        Stream.mapEffect(
          keyed(BulkImport.batches(entries, context.options), () => undefined),
          ({ batch, key }) => settle(context, key, batch),
          { concurrency: sending, unordered: true }
        )
      )
    : Effect.void

const contextOf = (store: JobStore, job: string, slice: number, spec: ImportJob, settings: Running) =>
  Effect.gen(function* () {
    const own = importStore(store, job)
    const meter = makeMeter(yield* store.now, batchesPerSecond)
    return {
      ...{ slice, settings, store: own, known: yield* own.known(slice) },
      options: { automations: spec.automations },
      polling: makePolling(),
      speed: (rows) => Effect.map(store.now, (at) => meter(at, rows, 1))
    } satisfies Context
  })

/** Imports the rows of a slice. */
export const importSlice = (
  store: JobStore,
  job: string,
  run: number,
  number: number,
  spec: ImportJob,
  settings: Running
) =>
  Effect.gen(function* () {
    const own = importStore(store, job)
    const slice = yield* own.slice(number)
    if (slice === undefined) return "complete" as Outcome
    yield* unchanged(spec, slice)
    const { plan } = yield* planOf(spec, yield* accountOf(store, job))
    const context = yield* contextOf(store, job, number, spec, settings)
    const rows = rowsOf(spec, { line: slice.line, offset: slice.from }, slice.to)
    const entries = Stream.mapEffect(rows, plan.entry)
    yield* settleAll(context, entries)
    let read = 0
    const flightOf = makeFlights()
    const failed: Array<Failure> = []
    let goesOn = true
    yield* keyed(
      BulkImport.batches(
        Stream.tap(entries, () => Effect.sync(() => ++read)),
        context.options
      ),
      (row) => failed.push(...failuresOf([row]))
    ).pipe(
      Stream.map(({ batch, key }) => ({ key, flight: flightOf(batch) })),
      Stream.mapEffect(
        ({ flight, key }) =>
          Effect.gen(function* () {
            yield* Effect.forEach(flight.before, Deferred.await, { discard: true })
            goesOn = goesOn && (yield* store.goesOn(job, run))
            const submitted = goesOn ? yield* submit(context, key, flight.batch) : []
            return { end: flight.settle(0), submitted }
          }),
        { concurrency: sending, unordered: true }
      ),
      Stream.onEnd(allSent(context.polling)),
      Stream.mapEffect(
        ({ end, submitted }) =>
          Effect.zipRight(
            Effect.forEach(submitted, (one) => collect(context, one), { discard: true }),
            end
          ),
        { concurrency: waiting, unordered: true }
      ),
      Stream.runDrain
    )
    if (!goesOn) return "stopped" as Outcome
    if (read !== slice.rows)
      return yield* new JobInputError({ file: spec.file, change: `rows from line ${slice.line} on` })
    yield* own.endSlice(number, failed)
    return "complete" as Outcome
  })
