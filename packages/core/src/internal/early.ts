/**
 * A page that is requested before it is consumed, in a fiber of its own.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import type * as Scope from "effect/Scope"
import type { ActiveCampaignError } from "../ActiveCampaignError.js"
import type { Progress } from "./progress.js"

/** What is needed to request pages early. */
export interface Settings<P, R> {
  readonly progress: Progress
  /** How many pages are requested at the same time, at most. */
  readonly concurrency: number
  /** Fibers end with it. */
  readonly scope: Scope.Scope
  /** Requests a page, such as `{ limit: 100, offset: 99 }`. */
  readonly request: (page: object) => Effect.Effect<P, ActiveCampaignError, R>
  /** How many rows a page has, empty ones among them. */
  readonly lengthOf: (page: P) => number
}

/** Where the pages after the first one come from. */
export interface Source<P, R> {
  /** The page that `Progress` asks for, and what is known of rows after it. */
  readonly take: Effect.Effect<
    { readonly page: P; readonly beyond?: "rows" | "unknown" | undefined },
    ActiveCampaignError,
    R
  >
  /** Requests pages early, now that the page before them was judged. */
  readonly refill: (before: P) => Effect.Effect<void, never, R>
  /** Interrupts what was requested early. */
  readonly drop: Effect.Effect<void>
}

/** A page that was requested early. */
export interface Early<P> {
  /** Whether all pages before it had come when it was requested. */
  readonly isSure: boolean
  readonly page: Deferred.Deferred<P, ActiveCampaignError>
  fiber?: Fiber.RuntimeFiber<void>
}

/** Requests a page in a fiber; `then` follows. */
export const start = <P, R>(
  early: Early<P>,
  scope: Scope.Scope,
  request: Effect.Effect<P, ActiveCampaignError, R>,
  then: Effect.Effect<void, never, R> = Effect.void
): Effect.Effect<void, never, R> =>
  Effect.map(Effect.forkIn(Effect.zipRight(Effect.intoDeferred(request, early.page), then), scope), (fiber) => {
    early.fiber = fiber
  })

/** A page that is about to be requested. */
export const early = <P>(isSure: boolean): Early<P> => ({ isSure, page: Deferred.unsafeMake(FiberId.none) })

/** Interrupts requests. */
export const interrupt = (pages: ReadonlyArray<Pick<Early<unknown>, "fiber">>): Effect.Effect<void> =>
  Fiber.interruptAll(pages.flatMap(({ fiber }) => fiber ?? []))
