/**
 * The activity of a sync: what changed since the last one, into a table. Rows and the place in the changes are stored in one
 * transaction, so that neither is without the other.
 */
import { randomUUID } from "node:crypto"
import type { SqlClient } from "@effect/sql/SqlClient"
import * as Chunk from "effect/Chunk"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Changes from "../Changes.js"
import type { SyncJob } from "../Jobs.js"
import type { JobStore } from "./jobStore.js"
import { makeMeter } from "./meter.js"
import { type Outcome, superseded } from "./work.js"

/** Rows in one statement. */
const rowsAtOnce = 100

/** Requests per second that ActiveCampaign allows. */
const requestsPerSecond = 5

/** Another execution has the job; the transaction is rolled back. */
class Superseded extends Data.TaggedError("Superseded") {}

type Change = Changes.Change<{ readonly id: string }>

/** The changes of an entity since a cursor. */
const changesOf = ({ entity }: SyncJob, since: string | undefined): Changes.Changes<{ readonly id: string }> =>
  entity === "contacts"
    ? Changes.contacts({ since })
    : entity === "deals"
      ? Changes.deals({ since })
      : Changes.accounts({ since })

/** A row in its last state, as JSON. */
const upsert = (sql: SqlClient, table: string, rows: ReadonlyArray<{ readonly id: string }>, at: number) => {
  const last = [...new Map(rows.map((row) => [row.id, row])).values()]
  const values = last.map((row) => ({ id: row.id, data: JSON.stringify(row), synced_at: at }))
  return values.length === 0
    ? Effect.void
    : sql`INSERT INTO ${sql(table)} ${sql.insert(values)} ON CONFLICT (id) DO UPDATE
        SET data = excluded.data, synced_at = excluded.synced_at`
}

/** Stores what changed. */
export const storeChanges = (store: JobStore, job: string, run: number, spec: SyncJob) =>
  Effect.gen(function* () {
    const { sql } = store
    const owner = randomUUID()
    const feed = `${spec.entity}/${spec.table}`
    yield* sql`CREATE TABLE IF NOT EXISTS ${sql(spec.table)} (id VARCHAR(100) PRIMARY KEY, data TEXT NOT NULL,
      synced_at BIGINT NOT NULL)`
    yield* store.own(job, run, owner)
    let rows = (yield* store.find(job))?.rowsDone ?? 0
    const meter = makeMeter(yield* store.now, requestsPerSecond)
    const save = (changes: ReadonlyArray<Change>) =>
      sql.withTransaction(
        Effect.gen(function* () {
          const at = yield* store.now
          const changed = changes.flatMap((change) => (change._tag === "Changed" ? [change.row] : []))
          yield* upsert(sql, spec.table, changed, at)
          const cursor = changes.at(-1)?.cursor
          if (cursor !== undefined) yield* store.keepCursor(feed, cursor)
          const progress = { checkpoint: "{}", done: rows + changed.length, ...meter(at, changed.length, 1) }
          // The rows of another execution are not mixed with those of this one.
          if (!(yield* store.checkpoint(job, owner, progress))) return yield* new Superseded()
          return changed.length
        })
      )
    const goesOn = yield* changesOf(spec, yield* store.cursor(feed)).pipe(
      Stream.rechunk(rowsAtOnce),
      Stream.chunks,
      Stream.mapEffect((chunk) =>
        Effect.gen(function* () {
          rows += yield* save(Chunk.toReadonlyArray(chunk))
          return yield* store.goesOn(job, run)
        })
      ),
      Stream.takeUntil((goesOn) => !goesOn),
      Stream.runFold(true, (_, goesOn) => goesOn)
    )
    return goesOn ? ("complete" as Outcome) : ("stopped" as Outcome)
  }).pipe(Effect.catchTag("Superseded", () => superseded))
