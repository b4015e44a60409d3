/**
 * The logic of an inbox, over a store: it recognizes duplicates, wakes up workers, and claims what is due.
 */
import * as Cause from "effect/Cause"
import * as Chunk from "effect/Chunk"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Metric from "effect/Metric"
import * as Option from "effect/Option"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import type { FormBodyError } from "../FormBody.js"
import * as WebhookEvent from "../WebhookEvent.js"
import type { DeadLetter, HandleOptions, Handler, Inbox, Options } from "../WebhookInbox.js"
import { briefly, counter, handle, letterOf, type Worker } from "./inboxJob.js"
import { millis, settingsOf } from "./inboxSettings.js"
import type { Added, InboxFullError, InboxUnavailableError, Store } from "./inboxStore.js"
import { failureOf, hash, storable } from "./inboxText.js"

const added = counter("added", "Events added, without duplicates")
const duplicates = counter("duplicates", "Events that the inbox had already")
const rejected = counter("rejected", "Bodies that were not added, by error")

/** How many handled events are deleted at once, and how often. */
const forgetting = { batch: 1_000, interval: 60_000 }

/** What the inbox needs of its options, and the workers to wake up. */
interface Context {
  readonly store: Store
  readonly options: Options
  readonly keep: number
  readonly workers: Set<Queue.Enqueue<void>>
}

const add = (
  { options, store, workers }: Context,
  body: string
): Effect.Effect<Added, FormBodyError | InboxFullError | InboxUnavailableError> =>
  Effect.gen(function* () {
    const text = storable(body)
    const event = yield* WebhookEvent.decode(text, options.limits)
    const identity = WebhookEvent.identity(event)
    const about = WebhookEvent.subject(event)
    const fingerprint = identity === null ? null : yield* hash(identity)
    const subject = about === null ? null : yield* hash(JSON.stringify([about.kind, about.id]))
    const result = yield* store.add({ fingerprint, subject, body: text }, yield* Clock.currentTimeMillis)
    yield* Metric.increment(result.isDuplicate ? duplicates : added)
    for (const worker of workers) worker.unsafeOffer(undefined)
    return result
  }).pipe(
    Effect.tapError(({ _tag }) => Metric.increment(Metric.tagged(rejected, "error", _tag))),
    Effect.withSpan("ActiveCampaign.WebhookInbox.add")
  )

/** A worker with its events. */
interface Claimant<E, R, R2> extends Worker<E, R, R2> {
  readonly keep: number
  readonly fibers: FiberSet.FiberSet<void>
  /** Has an element if there may be something to claim. */
  readonly changes: Queue.Queue<void>
  working: number
  forgetAt: number
}

/** Deletes some of the events that were handled long ago. */
const forget = <E, R, R2>(self: Claimant<E, R, R2>, now: number): Effect.Effect<void, InboxUnavailableError> =>
  now < self.forgetAt
    ? Effect.void
    : Effect.map(self.store.forget(now - self.keep, forgetting.batch), (count) => {
        self.forgetAt = count < forgetting.batch ? now + forgetting.interval : now
      })

/** Claims events for the free places, and starts their handlers. True if it handles nothing and nothing is due. */
const claim = <E, R, R2>(
  self: Claimant<E, R, R2>,
  now: number
): Effect.Effect<boolean, InboxUnavailableError, R | R2> =>
  Effect.gen(function* () {
    const { concurrency, lease: length, order } = self.settings
    const limit = concurrency - self.working
    if (limit === 0) return false
    const lease = crypto.randomUUID()
    const rows = yield* self.store.claim({ now, until: now + length, lease, limit, order })
    const isIdle = rows.length === 0 && self.working === 0
    for (const row of rows) {
      self.working++
      yield* FiberSet.run(
        self.fibers,
        Effect.ensuring(
          handle(self, row, lease),
          Effect.sync(() => {
            self.working--
            self.changes.unsafeOffer(undefined)
          })
        )
      )
    }
    return isIdle
  }).pipe(Effect.uninterruptible)

/** Claims what is due. */
const step = <E, R, R2>(self: Claimant<E, R, R2>): Effect.Effect<boolean, InboxUnavailableError, R | R2> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    yield* forget(self, now)
    return yield* claim(self, now)
  })

/** Waits until there may be something to claim. */
const wait = <E, R, R2>(self: Claimant<E, R, R2>): Effect.Effect<void, InboxUnavailableError> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const next = (yield* self.store.nextAfter(now)) ?? Number.POSITIVE_INFINITY
    yield* Effect.timeoutOption(Queue.take(self.changes), Math.min(self.settings.pollInterval, next - now))
  })

/** A worker that handles until its scope is closed; then what it handles is given back. */
const makeClaimant = <E, R, R2>(
  { keep, options, store }: Context,
  handler: Handler<E, R>,
  handleOptions: HandleOptions<R2> | undefined
) =>
  Effect.gen(function* () {
    const settings = settingsOf(handleOptions)
    const fibers = yield* FiberSet.make<void>()
    const changes = yield* Queue.sliding<void>(1)
    const self: Claimant<E, R, R2> = {
      ...{ store, limits: options.limits, settings, handler },
      ...{ keep, fibers, changes, working: 0, forgetAt: 0 }
    }
    return self
  })

const run = <E, R, R2>(context: Context, handler: Handler<E, R>, options?: HandleOptions<R2>) =>
  Effect.gen(function* () {
    const self = yield* makeClaimant(context, handler, options)
    yield* Effect.acquireRelease(
      Effect.sync(() => context.workers.add(self.changes)),
      () => Effect.sync(() => context.workers.delete(self.changes))
    )
    const tryAgain = (message: string) =>
      Effect.delay(Effect.logError(`Inbox: ${message}; trying again`), self.settings.pollInterval)
    return yield* Effect.zipRight(step(self), wait(self)).pipe(
      Effect.catchAll(({ message }) => tryAgain(message)),
      Effect.catchAllDefect((defect) =>
        tryAgain(`the store failed with a defect (${failureOf(Cause.die(defect)).tag})`)
      ),
      Effect.forever
    )
  }).pipe(Effect.scoped)

/** Added events do not wake it up: in Workers it would go on in the request that added them, and end with it. */
const drain = <E, R, R2>(context: Context, handler: Handler<E, R>, options?: HandleOptions<R2>) =>
  Effect.gen(function* () {
    const self = yield* makeClaimant(context, handler, options)
    while (!(yield* Effect.retry(step(self), briefly))) yield* Queue.take(self.changes)
  }).pipe(Effect.scoped)

const deadLetters = (store: Store): Stream.Stream<DeadLetter, InboxUnavailableError> => {
  const size = 100
  return Stream.paginateChunkEffect(null as string | null, (after) =>
    Effect.map(store.dead(after, size), (rows) => {
      const last = rows.length === size ? rows.at(-1) : undefined
      return [Chunk.unsafeFromArray(rows.map(letterOf)), last === undefined ? Option.none() : Option.some(last.id)]
    })
  )
}

/** An inbox over a store. */
export const makeInbox = (store: Store, options: Options): Effect.Effect<Inbox> =>
  Effect.sync(() => {
    const context: Context = { store, options, keep: millis("keep", options.keep ?? "7 days"), workers: new Set() }
    const wake = Effect.sync(() => {
      for (const worker of context.workers) worker.unsafeOffer(undefined)
    })
    return {
      add: (body) => add(context, body),
      run: (handler, handleOptions) => run(context, handler, handleOptions),
      drain: (handler, handleOptions) => drain(context, handler, handleOptions),
      deadLetters: deadLetters(store),
      replay: (ids) =>
        Effect.zipLeft(
          Effect.flatMap(Clock.currentTimeMillis, (now) => store.replay(ids, now)),
          wake
        ),
      discard: (ids) => Effect.flatMap(Clock.currentTimeMillis, (now) => store.discard(ids, now)),
      counts: Effect.flatMap(Clock.currentTimeMillis, (now) => store.counts(now))
    }
  })
