/**
 * Batches that other processes sent just before this one started. Its rate limiter does not know them, unless it is a shared one;
 * the importer counts them.
 */
import * as Effect from "effect/Effect"
import { type JobStore, numberOf } from "./jobStore.js"

/** How many batches the importer takes in a minute. */
export const perMinute = 100

/** The minute of the importer, and the time that a request can take to reach it (ms). */
const counted = 63_000

/** Waits until the importer takes one batch more than this process has sent. The rate limiter sees to those of this process. */
export const makeTurns = (store: JobStore) =>
  Effect.gen(function* () {
    const { now, sql } = store
    const started = yield* now
    const rows = yield* sql<{ readonly sent_at: unknown }>`SELECT sent_at FROM ${sql("activecampaign_job_batches")}
      WHERE sent_at > ${started - counted} ORDER BY sent_at DESC LIMIT ${perMinute}`
    const earlier = rows.map((row) => numberOf(row.sent_at))
    let sent = 0
    return Effect.suspend(() => {
      const before = earlier[perMinute - 1 - sent++]
      return before === undefined
        ? Effect.void
        : Effect.flatMap(now, (time) => Effect.sleep(Math.max(0, before + counted - time)))
    })
  })
