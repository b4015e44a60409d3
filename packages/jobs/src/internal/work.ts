/**
 * What activities of jobs have in common: they end when the job is asked to, what fails becomes the job's error, and what can
 * pass is tried again.
 */
import type { SqlError } from "@effect/sql/SqlError"
import * as Activity from "@effect/workflow/Activity"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as ActiveCampaignError from "effect-activecampaign/ActiveCampaignError"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import type { JobStore } from "./jobStore.js"

/** How a part of a job ended: with all its work, or because the job is to pause, to end or to fail. */
export const Outcome = Schema.Literal("complete", "stopped")
export type Outcome = typeof Outcome.Type

const stopped: Outcome = "stopped"

/** Another execution has the job: this one must not end, since its end would be that of the job. The engine interrupts it. */
export const superseded: Effect.Effect<never> = Effect.never

/** What a workflow is about: a run of a job. */
export const payload = { job: Schema.String, run: Schema.Number }

/** How jobs run. */
export interface Settings {
  /** How long requests are tried again that fail for reasons that pass (ms). */
  readonly patience: number
  /** How long batches are looked for whose response was lost (ms). */
  readonly lookUpPatience: number
}

/** How jobs run in a process. */
export interface Running extends Settings {
  /** Waits until a batch can be sent after those of other processes. */
  readonly turn: Effect.Effect<void>
}

const growing = Schedule.jittered(Schedule.union(Schedule.exponential("1 second"), Schedule.spaced("1 minute")))

const isSqlError = (error: unknown): error is SqlError => Predicate.isTagged(error, "SqlError")

/** Tries again what can pass: the API, the network or the database is down, or there were too many requests. */
const persistently =
  ({ patience }: Settings) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.retry(effect, {
      while: (error) => ActiveCampaignError.isRetryable(error) || isSqlError(error),
      schedule: Schedule.upTo(growing, Duration.millis(patience))
    })

/** A statement that the end of a job needs: tried until the database is there. */
export const surely = <A, R>(effect: Effect.Effect<A, SqlError, R>): Effect.Effect<A, never, R> =>
  Effect.orDie(Effect.retry(effect, growing))

const messageOf = (error: unknown): string =>
  (error instanceof Error && error.message !== "" ? error.message : String(error)).slice(0, 1_000)

/**
 * An activity. It can be executed more than once, and continues from the tables. A failure is stored in the job and stops it;
 * the interruption of the process is none.
 */
export const activity = <E, R>(
  name: string,
  { job, run }: { readonly job: string; readonly run: number },
  store: JobStore,
  settings: Settings,
  execute: Effect.Effect<Outcome, E, R>
) =>
  Activity.make({
    name,
    success: Outcome,
    execute: Effect.gen(function* () {
      const fail = (error: unknown) => Effect.as(surely(store.ask(job, "fail", messageOf(error))), stopped)
      if (!(yield* surely(store.goesOn(job, run)))) return stopped
      return yield* RateLimiter.background(persistently(settings)(execute), job).pipe(
        Effect.catchAll(fail),
        Effect.catchAllDefect(fail)
      )
    })
  })
