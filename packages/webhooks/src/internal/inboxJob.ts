/**
 * One attempt at an event that a worker has claimed: its handler, its lease, and what becomes of the event.
 */
import type * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Metric from "effect/Metric"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import type * as FormBody from "../FormBody.js"
import * as WebhookEvent from "../WebhookEvent.js"
import type { DeadLetter, Handler } from "../WebhookInbox.js"
import type { Settings } from "./inboxSettings.js"
import type { Claimed, DeadRow, InboxUnavailableError, Settlement, Store } from "./inboxStore.js"
import { type Failure, failure, failureOf } from "./inboxText.js"

/** Counts something about the events of an inbox. */
export const counter = (name: string, description: string): Metric.Metric.Counter<number> =>
  Metric.counter(`activecampaign_webhook_inbox_${name}`, { description, incremental: true })

const handled = counter("handled", "Events handled, by tag")
const failed = counter("failed", "Failed attempts, by tag")
const dead = counter("dead", "Events that became dead letters, by tag")

/** What the attempts of a worker share. */
export interface Worker<E, R, R2> {
  readonly store: Store
  readonly limits: Partial<FormBody.Limits> | undefined
  readonly settings: Settings<R2>
  readonly handler: Handler<E, R>
}

/** An attempt. */
interface Job<E, R, R2> extends Worker<E, R, R2> {
  readonly row: Claimed
  readonly lease: string
  /** The tag of the event, for logs and metrics. */
  readonly tag: string
}

/** The longest delay, in milliseconds: 30 days. With an endless one, an event would neither be handled nor be a dead letter. */
const longest = 30 * 24 * 60 * 60 * 1_000

/** Bridges a moment in which the store is not available: about 6 seconds. */
export const briefly = Schedule.exponential("100 millis").pipe(Schedule.intersect(Schedule.recurs(6)))

/** A dead letter as users see it. */
export const letterOf = (row: DeadRow): DeadLetter => ({
  id: row.id,
  body: Redacted.make(row.body),
  attempts: row.attempts,
  addedAt: DateTime.unsafeMake(row.addedAt),
  deadAt: DateTime.unsafeMake(row.deadAt),
  error: row.error
})

/** Ends the lease. False if it was lost: another worker has the event by now, and decides. */
const end = <E, R, R2>(job: Job<E, R, R2>, settlement: Settlement): Effect.Effect<boolean, InboxUnavailableError> =>
  Effect.tap(Effect.retry(job.store.settle(job.row.id, job.lease, settlement), briefly), (isHeld) =>
    isHeld
      ? Effect.void
      : Effect.logWarning(`Inbox: the lease of event ${job.row.id} had ended before its handler; it is handled again`)
  )

const bury = <E, R, R2>(job: Job<E, R, R2>, { tag, text }: Failure): Effect.Effect<void, InboxUnavailableError, R2> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    if (!(yield* end(job, { state: "dead", at: now, attempts: job.row.attempts, error: text }))) return
    yield* Metric.increment(Metric.tagged(dead, "tag", job.tag))
    yield* Effect.annotateLogs(
      Effect.logError(`Inbox: event ${job.row.id} (${job.tag}) is a dead letter after ${job.row.attempts} attempts`),
      "error",
      tag
    )
    yield* Effect.suspend(() => job.settings.onDead(letterOf({ ...job.row, deadAt: now, error: text }))).pipe(
      Effect.interruptible,
      Effect.catchAllCause((cause) =>
        Effect.annotateLogs(Effect.logError("Inbox: `onDead` failed"), "error", failureOf(cause).tag)
      )
    )
  })

const fail = <E, R, R2>(job: Job<E, R, R2>, cause: Cause.Cause<E>): Effect.Effect<void, InboxUnavailableError, R2> =>
  Effect.gen(function* () {
    const { row, settings, tag } = job
    const error = failureOf(cause)
    yield* Metric.increment(Metric.tagged(failed, "tag", tag))
    if (row.attempts >= settings.maxAttempts) return yield* bury(job, error)
    const whole = Math.min(Duration.toMillis(settings.backoff(row.attempts)), longest)
    const delay = Math.round(whole * (1 - 0.5 * (yield* Random.next)))
    const at = (yield* Clock.currentTimeMillis) + delay
    if (!(yield* end(job, { state: "waiting", at, error: error.text }))) return
    yield* Effect.annotateLogs(
      Effect.logWarning(
        `Inbox: attempt ${row.attempts} at event ${row.id} (${tag}) failed; the next is in ${delay} ms`
      ),
      "error",
      error.tag
    )
  })

/** Renews the lease until it is lost. */
const renewals = <E, R, R2>({ lease, row, settings, store }: Job<E, R, R2>): Effect.Effect<"lost"> => {
  const renew = Effect.flatMap(Clock.currentTimeMillis, (now) => store.renew(row.id, lease, now + settings.lease))
  return Effect.delay(renew, settings.lease / 3).pipe(
    Effect.catchAll(({ reason }) =>
      Effect.as(Effect.logWarning(`Inbox: the lease of event ${row.id} could not be renewed (${reason})`), true)
    ),
    Effect.repeat({ while: (isHeld) => isHeld }),
    Effect.as("lost")
  )
}

/** The exit of an effect in a fiber of its own: one that interrupts its fiber ends too. */
const exitOf = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<Exit.Exit<A, E>, never, R> =>
  Effect.acquireUseRelease(Effect.fork(Effect.interruptible(effect)), Fiber.await, Fiber.interrupt)

/** What the handler returned; `lost` if another worker has the event by now, `interrupted` if this one is to stop. */
const attempt = <E, R, R2>(
  job: Job<E, R, R2>,
  event: WebhookEvent.WebhookEvent
): Effect.Effect<Exit.Exit<void, E> | "lost" | "interrupted", never, R> => {
  const { addedAt, attempts, id } = job.row
  const context = { id, attempt: attempts, addedAt: DateTime.unsafeMake(addedAt) }
  return exitOf(Effect.suspend(() => job.handler(event, context))).pipe(
    Effect.raceFirst(renewals(job)),
    Effect.interruptible,
    Effect.exit,
    Effect.map((exit) => (Exit.isSuccess(exit) ? exit.value : "interrupted"))
  )
}

const run = <E, R, R2>(
  job: Job<E, R, R2>,
  event: WebhookEvent.WebhookEvent
): Effect.Effect<void, InboxUnavailableError, R | R2> =>
  Effect.gen(function* () {
    const result = yield* attempt(job, event)
    const now = yield* Clock.currentTimeMillis
    if (result === "lost") {
      yield* Effect.logWarning(`Inbox: the handler of event ${job.row.id} was interrupted, since its lease had ended`)
    } else if (result === "interrupted") {
      yield* end(job, { state: "waiting", at: now, error: null })
    } else if (Exit.isFailure(result)) {
      yield* fail(job, result.cause)
    } else if (yield* end(job, { state: "handled", at: now })) {
      yield* Metric.increment(Metric.tagged(handled, "tag", job.tag))
    }
  })

const decoded = <E, R, R2>(
  worker: Worker<E, R, R2>,
  row: Claimed,
  lease: string
): Effect.Effect<void, InboxUnavailableError, R | R2> => {
  const event = WebhookEvent.decode(row.body, worker.limits)
  const job = { ...worker, row, lease, tag: Either.isRight(event) ? event.right._tag : "none" }
  if (Either.isLeft(event)) return bury(job, failure(event.left._tag, event.left.message))
  const { maxAttempts } = worker.settings
  if (row.attempts <= maxAttempts) return run(job, event.right)
  const message = `the process ended, or lost its store, during attempt ${maxAttempts}`
  return bury({ ...job, row: { ...row, attempts: maxAttempts } }, failure("Crashed", message))
}

/** Handles a claimed event and ends its lease. Only the handler and `onDead` can be interrupted. */
export const handle = <E, R, R2>(
  worker: Worker<E, R, R2>,
  row: Claimed,
  lease: string
): Effect.Effect<void, never, R | R2> =>
  Effect.suspend(() => decoded(worker, row, lease)).pipe(
    Effect.withSpan("ActiveCampaign.WebhookInbox.handle", { attributes: { id: row.id, attempt: row.attempts } }),
    Effect.catchAllCause((cause) =>
      Effect.annotateLogs(
        Effect.logError(`Inbox: what became of event ${row.id} is not stored; it is due again when its lease ends`),
        "error",
        failureOf(cause).tag
      )
    ),
    Effect.uninterruptible
  )
