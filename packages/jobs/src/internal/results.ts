/**
 * What became of a batch that was accepted.
 */
import * as Arr from "effect/Array"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import { isRetryable } from "effect-activecampaign/ActiveCampaignError"
import * as BulkImports from "effect-activecampaign/BulkImports"
import * as Contacts from "effect-activecampaign/Contacts"
import type { BulkImportBatchId, ContactId } from "effect-activecampaign/Ids"
import type { Result, ResultError, ResultOptions, RowFailed, RowRef } from "../BulkImport.js"
import { addressKey } from "./importRows.js"

/** A batch that was accepted. */
export interface Accepted {
  readonly batchId: BulkImportBatchId
  readonly rows: ReadonlyArray<RowRef>
}

/** What the batches of one import share, so that asking for results leaves room in the rate limit. */
export interface Polling {
  /** Few ask at the same time. Those that send would wait behind them otherwise. */
  readonly semaphore: Effect.Semaphore
  /** How long the importer probably takes for a batch (ms). */
  expected: number
}

/** How many ask at the same time while batches are sent, and how many more do so afterwards. */
const [asking, more] = [2, 3]

/** What the batches of one import share. */
export const makePolling = (): Polling => ({ semaphore: Effect.unsafeMakeSemaphore(asking), expected: 2500 })

/** No more batches are sent: the rate limit is for those that ask. */
export const allSent = ({ semaphore }: Polling): Effect.Effect<void> => Effect.asVoid(semaphore.release(more))

/** Between requests about a batch (ms). */
const [shortest, longest] = [1000, 30_000]

/** How long the first request about a batch is put off at most (ms). */
const latest = 300_000

const between = (least: number, millis: number, most: number): number => Math.min(Math.max(millis, least), most)

/**
 * How long the importer probably takes, after a batch that was last seen not completed at a time (0: never). The response that
 * it is completed may have waited for the rate limit, so its time says little: if the first request about a batch comes late
 * enough, the next batch is asked about a little sooner.
 */
const expectedAfter = (expected: number, unfinished: number): number =>
  between(shortest, unfinished === 0 ? 0.97 * expected : Math.max(expected, 1.1 * unfinished), latest)

/** The status of a batch; null if it is not known yet, or cannot be read now. */
const statusOf = (batchId: BulkImportBatchId) =>
  Effect.catchIf(
    BulkImports.get({ batchId }),
    (error) => error._tag === "ValidationError" || isRetryable(error),
    () => Effect.succeed(null)
  )

/** The importer gives no reasons. */
const notImported = "ActiveCampaign did not import the contact; its e-mail address may be invalid or excluded"

const keyOf = ({ email }: RowRef): string => addressKey(email ?? "")

/** The addresses of contacts. */
const addressesOf = (ids: ReadonlyArray<ContactId>) =>
  Effect.map(
    Effect.forEach(Arr.chunksOf(ids, 100).filter(Arr.isNonEmptyReadonlyArray), (some) =>
      Contacts.list.page({ ids: some, limit: 100 })
    ),
    (pages) => new Set(pages.flatMap(({ items }) => items.map(({ email }) => addressKey(email ?? ""))))
  )

/**
 * Matches a final status to the rows. Failures are addresses, and successes ids of contacts. If there are fewer of both than
 * rows, the contacts are read to find out which rows are missing.
 */
const attribute = (
  { rows }: Accepted,
  status: BulkImports.BulkImportStatus,
  isCompleted: boolean
): Effect.Effect<Result, ResultError, ActiveCampaignClient> => {
  const failures = new Set((status.failure ?? []).map(addressKey))
  const [others, bad] = Arr.partition(rows, (row) => failures.has(keyOf(row)))
  const failed = bad.map(
    (row): RowFailed => ({ _tag: "RowFailed", row, failedIn: "import", reason: notImported, problems: [] })
  )
  const { success } = status
  const isWhole = success === null ? isCompleted : success.length >= others.length
  if (isWhole) return Effect.succeed({ imported: others, failed, unknown: null })
  return Effect.map(addressesOf(success ?? []), (addresses) => {
    const [missing, imported] = Arr.partition(others, (row) => addresses.has(keyOf(row)))
    const reason = isCompleted ? "notListed" : "interrupted"
    return { imported, failed, unknown: missing.length === 0 ? null : { rows: missing, reason } }
  })
}

/** Retrieves what became of a batch. */
export const pollResult = (
  accepted: Accepted,
  { patience = "1 hour" }: ResultOptions = {},
  polling: Polling = makePolling()
): Effect.Effect<Result, ResultError, ActiveCampaignClient> =>
  Effect.gen(function* () {
    const started = yield* Clock.currentTimeMillis
    let delay = between(shortest, polling.expected / 10, longest)
    let unfinished = 0
    yield* Effect.sleep(polling.expected)
    while (true) {
      const status = yield* polling.semaphore.withPermits(1)(statusOf(accepted.batchId))
      const elapsed = (yield* Clock.currentTimeMillis) - started
      const isCompleted = /^complete/i.test(status?.status ?? "")
      if (status !== null && (isCompleted || /fail|interrupt|abort|cancel/i.test(status.status))) {
        polling.expected = expectedAfter(polling.expected, unfinished)
        return yield* attribute(accepted, status, isCompleted)
      }
      if (elapsed >= Duration.toMillis(patience)) {
        return { imported: [], failed: [], unknown: { rows: accepted.rows, reason: "notCompleted" } }
      }
      if (status !== null) unfinished = elapsed
      yield* Effect.sleep(delay)
      delay = between(shortest, 2 * delay, longest)
    }
  })
