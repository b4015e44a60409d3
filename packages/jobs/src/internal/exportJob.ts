/**
 * The activity of an export: one stream into one file, with a checkpoint about every second. An execution after a crash
 * continues after the last checkpoint.
 */
import { createHash, randomUUID } from "node:crypto"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { AccountCustomFieldId, DealCustomFieldId, FieldId } from "effect-activecampaign/Ids"
import * as Columns from "../Columns.js"
import * as CsvWriter from "../CsvWriter.js"
import * as Export from "../Export.js"
import type { ExportJob } from "../Jobs.js"
import * as Ndjson from "../Ndjson.js"
import type { Block } from "./blocks.js"
import type { JobStore } from "./jobStore.js"
import { makeMeter } from "./meter.js"
import {
  complete,
  discard,
  discardOthers,
  isThere,
  openPart,
  type Position,
  partOf,
  takeOver,
  targetOf
} from "./partFile.js"
import { type Outcome, superseded } from "./work.js"

/** Where an export is. It has no contacts: names of fields, a file, and a cursor. */
interface Checkpoint extends Position {
  readonly rows: number
  readonly cursor: string | null
  readonly isComplete: boolean
  /** Definitions of the custom fields when the export began: the columns do not change in between. */
  readonly fields: ReadonlyArray<Export.Definition>
}

/** How often a checkpoint is stored (ms). */
const checkpointInterval = 1_000

/** Requests per second that ActiveCampaign allows; `share` is a part of them. */
const requestsPerSecond = 5

/** How often an export begins again because the list was changed under its cursor. */
const restarts = 3

/** The definitions of the custom fields of an entity. */
const fieldsOf = ({ entity }: ExportJob) =>
  entity === "contacts"
    ? Directory.field.all
    : entity === "deals"
      ? Directory.dealField.all
      : Directory.accountField.all

/** Blocks of the rows of an export, in the format of its file. */
const blocksOf = (spec: ExportJob, { cursor, fields }: Pick<Checkpoint, "cursor" | "fields">) => {
  const isNew = cursor === null
  const resume = isNew ? {} : { cursor }
  const write = <Row extends object, E, R>(
    rows: Stream.Stream<Export.Element<Row>, E, R>,
    columns: ReadonlyArray<Columns.Column<Row>>
  ): Stream.Stream<Block, E, R> =>
    spec.format === "ndjson" ? Ndjson.blocks(rows) : CsvWriter.blocks(columns, { header: isNew })(rows)
  if (spec.entity === "contacts") {
    const own = fields as ReadonlyArray<Export.Definition<FieldId>>
    return write(Export.contacts(spec.query, { ...resume, fields: own }), Columns.contacts(own))
  }
  if (spec.entity === "deals") {
    const own = fields as ReadonlyArray<Export.Definition<DealCustomFieldId>>
    return write(Export.deals(spec.query, { ...resume, fields: own }), Columns.deals(own))
  }
  const own = fields as ReadonlyArray<Export.Definition<AccountCustomFieldId>>
  return write(Export.accounts(spec.query, { ...resume, fields: own }), Columns.accounts(own))
}

/** The checkpoint to continue from: that of the job with its bytes in a file of this execution, or a new one. */
const beginning = (spec: ExportJob, stored: string | null, part: string) =>
  Effect.gen(function* () {
    const known: Checkpoint | null = stored === null ? null : JSON.parse(stored)
    if (known !== null && (known.isComplete || (yield* isThere(known)))) {
      if (known.isComplete) return known
      yield* takeOver(known, part)
      return { ...known, part }
    }
    const fields = yield* fieldsOf(spec)
    return { part, bytes: 0, rows: 0, cursor: null, isComplete: false, fields } satisfies Checkpoint
  })

/** How the names of the files of a job begin. Another job may export into the same file. */
const prefixOf = (file: string, job: string): string =>
  `${file}.${createHash("sha256").update(job).digest("hex").slice(0, 8)}-`

/** Writes what is missing of an export. */
export const writeExport = (store: JobStore, job: string, run: number, spec: ExportJob) =>
  Effect.gen(function* () {
    const owner = randomUUID()
    yield* store.own(job, run, owner)
    const row = yield* store.find(job)
    const target = yield* targetOf(spec.file)
    const prefix = prefixOf(target, job)
    yield* discardOthers(prefix, partOf(row?.checkpoint ?? null))
    const from = yield* beginning(spec, row?.checkpoint ?? null, `${prefix}${owner}.part`)
    const saved = (at: Checkpoint, speed: { readonly rate: number | null; readonly share: number | null }) =>
      Effect.flatMap(
        store.checkpoint(job, owner, { checkpoint: JSON.stringify(at), done: at.rows, ...speed }),
        (isOwner) => (isOwner ? Effect.void : superseded)
      )
    const end = (at: Checkpoint) => Effect.as(complete(at.part, target), "complete" as Outcome)
    if (from.isComplete) return yield* end(from)
    const old: Checkpoint | null = row?.checkpoint == null ? null : JSON.parse(row.checkpoint)
    const appender = yield* openPart(from)
    yield* appender.sync
    yield* saved(from, { rate: row?.rate ?? null, share: row?.share ?? null })
    if (old !== null) yield* discard(old.part)
    const meter = makeMeter(yield* store.now, requestsPerSecond)
    let at = from
    let last = yield* store.now
    let blocks = 0
    let rows = 0
    const save = Effect.gen(function* () {
      yield* appender.sync
      last = yield* store.now
      yield* saved(at, meter(last, rows, blocks))
      rows = 0
      blocks = 0
    })
    const goesOn = yield* blocksOf(spec, from).pipe(
      Stream.mapEffect((block) =>
        Effect.gen(function* () {
          yield* appender.append(block.bytes)
          at = { ...at, bytes: appender.position(), rows: at.rows + block.rows, cursor: block.cursor ?? at.cursor }
          rows += block.rows
          blocks += block.rows > 0 ? 1 : 0
          if ((yield* store.now) - last < checkpointInterval || at.cursor === null) return true
          yield* save
          return yield* store.goesOn(job, run)
        })
      ),
      Stream.takeUntil((goesOn) => !goesOn),
      Stream.runFold(true, (_, goesOn) => goesOn)
    )
    at = { ...at, isComplete: goesOn }
    yield* save
    if (goesOn) return yield* end(at)
    if ((yield* store.find(job))?.request === "cancel") yield* discard(at.part)
    return "stopped" as Outcome
  }).pipe(
    Effect.scoped,
    // The list has changed under the cursor, as when the last row before it was deleted: a new file, from the first row.
    Effect.tapErrorTag("PaginationError", () => store.forget(job, run)),
    Effect.retry({ times: restarts, while: (error) => error._tag === "PaginationError" })
  )
