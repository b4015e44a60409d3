/**
 * An inbox for webhook events: what was acknowledged is handled, also after a crash.
 *
 * ActiveCampaign posts an event at least once, waits about 5 seconds for the response, and never retries. So a receiver
 * adds the body to the inbox, responds, and the inbox handles the event afterwards: at least once, with retries, and a list
 * of dead letters for events whose attempts are used up. An event that is posted twice is handled once.
 *
 * ```ts
 * import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
 *
 * const program = Effect.gen(function* () {
 *   const inbox = yield* WebhookInbox.WebhookInbox
 *   yield* inbox.add("type=subscribe&date_time=2026-01-05T10%3A00%3A00-06%3A00&contact%5Bid%5D=12")
 *   yield* inbox.drain((event) => Effect.logInfo(`Handled ${event._tag}`))
 * }).pipe(Effect.provide(WebhookInbox.layerMemory()))
 * ```
 *
 * `layerMemory` loses its events when the process ends. `WebhookInboxSql` keeps them in SQLite or Postgres.
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import type * as FormBody from "./FormBody.js"
import { makeInbox } from "./internal/inbox.js"
import { makeMemoryStore } from "./internal/inboxMemory.js"
import { settingsOf } from "./internal/inboxSettings.js"
import type { Added, Counts, InboxFullError, InboxUnavailableError, Order } from "./internal/inboxStore.js"
import type { WebhookEvent } from "./WebhookEvent.js"

export type { Added, Counts, Order } from "./internal/inboxStore.js"
export { InboxFullError, InboxUnavailableError } from "./internal/inboxStore.js"

/** Why an event was not added: the body exceeds a limit, the inbox is full, or its store is not available. */
export type InboxError = FormBody.FormBodyError | InboxFullError | InboxUnavailableError

/** One attempt at handling an event. */
export interface Attempt {
  /** Id of the event in the inbox: the same for all attempts, so it can serve as an idempotency key. */
  readonly id: string
  /** Number of the attempt, from 1. */
  readonly attempt: number
  /** When the event was added. */
  readonly addedAt: DateTime.Utc
}

/**
 * Handles an event. A failure, a defect or an interruption from inside is a failed attempt. An event can be handled more
 * than once, so its effects must be safe to apply again.
 */
export type Handler<E, R> = (event: WebhookEvent, attempt: Attempt) => Effect.Effect<void, E, R>

/** An event whose attempts are used up. */
export interface DeadLetter {
  /** Id of the event in the inbox. */
  readonly id: string
  /** The body as it was posted. It has personal data, so it is redacted; `WebhookEvent.decode` decodes it. */
  readonly body: Redacted.Redacted<string>
  /** How often the event was tried. */
  readonly attempts: number
  /** When the event was added. */
  readonly addedAt: DateTime.Utc
  /** When its last attempt failed. */
  readonly deadAt: DateTime.Utc
  /** Tag and message of the last failure, at most 500 characters. */
  readonly error: string
}

/** How events are handled. Workers of one store should use the same `order`. */
export interface HandleOptions<R = never> {
  /** How many events are handled at a time by this worker; default 10. */
  readonly concurrency?: number | undefined
  /**
   * `none` (the default): events are taken as they become due. `subject`: events about the same contact, deal or account
   * are handled one at a time, in the order in which they were added, by all workers together. Events that wait for
   * another attempt hold up later ones of their subject; a dead letter does not.
   */
  readonly order?: Order | undefined
  /** How often an event is tried before it becomes a dead letter; default 12. A crash during an attempt counts as a failure. */
  readonly maxAttempts?: number | undefined
  /**
   * The delay after a failed attempt, by the number of the attempt; default `exponential()`: about 2 hours for all 12
   * attempts. A random part of up to half of it is taken off.
   */
  readonly backoff?: ((attempt: number) => Duration.DurationInput) | undefined
  /**
   * How long an event belongs to a worker; default 60 seconds. It is renewed while the handler works, so it is no limit for the
   * handler: after a crash, it is the time until another worker, or the same one after its restart, takes the event.
   */
  readonly lease?: Duration.DurationInput | undefined
  /** How often the store is asked for events that other processes added; default every second. */
  readonly pollInterval?: Duration.DurationInput | undefined
  /** Runs after an event has become a dead letter. A crash at this moment can skip it. */
  readonly onDead?: ((letter: DeadLetter) => Effect.Effect<void, never, R>) | undefined
}

/** Keeps events until they are handled. */
export interface Inbox {
  /**
   * Adds the body of an event. If it succeeds, the event is stored, and it can be acknowledged. A duplicate is counted and
   * not stored: an event with the same type, date-time, subject and body, for as long as the inbox remembers it. Bodies
   * without a date-time, as from automation steps, are never duplicates.
   */
  readonly add: (body: string) => Effect.Effect<Added, InboxError>
  /**
   * Handles events until it is interrupted. If the store is not available, it logs an error and tries again. Events that
   * are being handled when it is interrupted become due again, without counting the attempt.
   */
  readonly run: <E, R, R2 = never>(
    handler: Handler<E, R>,
    options?: HandleOptions<R2>
  ) => Effect.Effect<never, never, R | R2>
  /** Handles events until none is due, and waits for their handlers. Events that wait for another attempt are left. */
  readonly drain: <E, R, R2 = never>(
    handler: Handler<E, R>,
    options?: HandleOptions<R2>
  ) => Effect.Effect<void, InboxUnavailableError, R | R2>
  /** All dead letters, oldest first, read in pages. */
  readonly deadLetters: Stream.Stream<DeadLetter, InboxUnavailableError>
  /** Makes dead letters due again, with all attempts. Returns how many; ids that are not of dead letters are ignored. */
  readonly replay: (ids: ReadonlyArray<string> | "all") => Effect.Effect<number, InboxUnavailableError>
  /** Deletes dead letters. Their duplicates are still recognized. Returns how many; ids that are not of dead letters are ignored. */
  readonly discard: (ids: ReadonlyArray<string> | "all") => Effect.Effect<number, InboxUnavailableError>
  /** Number of events by state. */
  readonly counts: Effect.Effect<Counts, InboxUnavailableError>
}

/** The inbox of an application. */
export class WebhookInbox extends Context.Tag("@effect-activecampaign/webhooks/WebhookInbox")<WebhookInbox, Inbox>() {}

/** What an inbox keeps, and for how long. */
export interface Options {
  /** How many events are kept at most, dead letters included. Default 10,000 in memory, and 1,000,000 in a database. */
  readonly capacity?: number | undefined
  /** How long duplicates of a handled event are recognized; default 7 days. The body of a handled event is not kept. */
  readonly keep?: Duration.DurationInput | undefined
  /** Limits of bodies; default `FormBody.defaultLimits`. */
  readonly limits?: Partial<FormBody.Limits> | undefined
}

/** An inbox in memory: for tests, and for events that may be lost when the process ends. */
export interface MemoryOptions extends Options {
  /** How many handled events are remembered at most for recognizing duplicates; default 100,000. */
  readonly remember?: number | undefined
}

/**
 * Delays that double from `base` (default 5 seconds) up to `max` (default 1 hour).
 *
 * ```ts
 * import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
 *
 * const options: WebhookInbox.HandleOptions = { backoff: WebhookInbox.exponential({ base: "10 seconds" }), maxAttempts: 6 }
 * ```
 */
export { exponential } from "./internal/inboxSettings.js"

/** An inbox in memory, with the laws of the durable one. Its events are lost when the process ends. */
export const layerMemory = (options: MemoryOptions = {}): Layer.Layer<WebhookInbox> =>
  Layer.effect(
    WebhookInbox,
    Effect.suspend(() => makeInbox(makeMemoryStore(options.capacity ?? 10_000, options.remember ?? 100_000), options))
  )

/**
 * Runs a handler in the background for as long as the layer lives. Interruption gives back what is being handled. Options that
 * make no sense are a defect of the layer.
 *
 * ```ts
 * import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
 *
 * const worker = WebhookInbox.layerWorker((event) => Effect.logInfo(`Handled ${event._tag}`), { order: "subject" })
 * const main = Layer.launch(worker.pipe(Layer.provide(WebhookInbox.layerMemory())))
 * ```
 */
export const layerWorker = <E, R, R2 = never>(
  handler: Handler<E, R>,
  options?: HandleOptions<R2>
): Layer.Layer<never, never, WebhookInbox | R | R2> =>
  Layer.scopedDiscard(
    Effect.flatMap(WebhookInbox, (inbox) => {
      settingsOf(options)
      return Effect.forkScoped(inbox.run(handler, options))
    })
  )
