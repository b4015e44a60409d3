/**
 * Handlers of webhook events by tag, combined into one function that a `WebhookInbox` runs.
 *
 * ```ts
 * import * as WebhookHandlers from "@effect-activecampaign/webhooks/WebhookHandlers"
 *
 * const handler = WebhookHandlers.partial(
 *   {
 *     ContactUpdated: (event) => Effect.logInfo(`Contact of ${event.type} changed`),
 *     DealAdded: () => Effect.logInfo("A deal was added")
 *   },
 *   (event) => Effect.logDebug(`Ignored ${event._tag}`)
 * )
 * ```
 *
 * Delivery is at least once, so a handler can see an event again: after a retry, a restart, or because ActiveCampaign posted
 * it twice. What it does must be safe to do again.
 */
import * as Effect from "effect/Effect"
import type { Tag, WebhookEvent, WithTag } from "./WebhookEvent.js"
import type { Attempt, Handler } from "./WebhookInbox.js"

/** A handler for each event, with any success value. */
export type Handlers = {
  readonly [T in Tag]: (event: WithTag<T>, attempt: Attempt) => Effect.Effect<unknown, unknown, unknown>
}

/** What handlers return. */
type Returned<H> = { [K in keyof H]-?: NonNullable<H[K]> extends (...args: never) => infer A ? A : never }[keyof H]

type ErrorIn<A> = A extends Effect.Effect<unknown, infer E, unknown> ? E : never

type ContextIn<A> = A extends Effect.Effect<unknown, unknown, infer R> ? R : never

/** What handlers fail with. */
export type ErrorOf<H> = ErrorIn<Returned<H>>

/** The services that handlers need. */
export type ContextOf<H> = ContextIn<Returned<H>>

/** The handler of a misspelled tag would never run. */
type NoOthers<H> = { readonly [T in Exclude<keyof H, Tag>]: never }

/** Calls the handler of an event's tag, and `otherwise` if there is none. */
const dispatch = <E, R>(
  handlers: Partial<Handlers>,
  otherwise: (event: never, attempt: Attempt) => Effect.Effect<unknown, E, R>
): Handler<E, R> => {
  // The handler under a tag takes the event with this tag; the type of a record cannot relate the two.
  const all = { handlers, otherwise } as unknown as {
    readonly handlers: Readonly<Record<string, Handler<E, R> | undefined>>
    readonly otherwise: Handler<E, R>
  }
  return (event, attempt) => {
    const handler = Object.hasOwn(all.handlers, event._tag) ? all.handlers[event._tag] : undefined
    return Effect.asVoid(Effect.suspend(() => (handler ?? all.otherwise)(event, attempt)))
  }
}

/**
 * One handler from a handler for each event. A missing one is a compile error, also after an update of this package with
 * another event. `AutomationStep` is what a webhook step of an automation posts, and `Unknown` has the events that this
 * package does not know.
 */
export const make = <H extends Handlers>(handlers: H & NoOthers<H>): Handler<ErrorOf<H>, ContextOf<H>> =>
  dispatch<ErrorOf<H>, ContextOf<H>>(handlers, (event: WebhookEvent) =>
    Effect.dieMessage(`there is no handler for "${event._tag}"`)
  )

/** One handler from handlers for some events, and `otherwise` for all others. To ignore them, pass `() => Effect.void`. */
export const partial = <H extends Partial<Handlers>, E = never, R = never>(
  handlers: H & NoOthers<H>,
  otherwise: (event: WithTag<Exclude<Tag, keyof H>>, attempt: Attempt) => Effect.Effect<unknown, E, R>
): Handler<ErrorOf<H> | E, ContextOf<H> | R> => dispatch<ErrorOf<H> | E, ContextOf<H> | R>(handlers, otherwise)
