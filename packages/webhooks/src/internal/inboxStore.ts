/**
 * What an inbox needs of a store. All stores keep the same laws; the logic of the inbox is written once, over this interface.
 */
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"

/** The inbox has no room for another event. It is accepted again when events were handled or dead letters discarded. */
export class InboxFullError extends Data.TaggedError("InboxFullError")<{
  /** How many events the inbox keeps: waiting, in work and dead. */
  readonly capacity: number
}> {
  override get message(): string {
    return `the inbox must have room for the event; it has all ${this.capacity} events that it keeps. Handle them, or discard dead letters.`
  }
}

/** The store of the inbox cannot be reached, or rejected a statement. */
export class InboxUnavailableError extends Data.TaggedError("InboxUnavailableError")<{
  /** The error code of the driver, such as `SQLITE_FULL` or `ECONNREFUSED`, or the kind of error. It has no personal data. */
  readonly reason: string
}> {
  override get message(): string {
    return `the store of the inbox is not available (${this.reason})`
  }
}

/** An event to be kept. */
export interface NewEvent {
  /** Recognizes duplicates; null if the event has none. */
  readonly fingerprint: string | null
  /** What the event is about, hashed; null if it is about nothing. */
  readonly subject: string | null
  readonly body: string
}

/** The result of adding an event. */
export interface Added {
  /** Id of the event in the inbox; of the first one for a duplicate. */
  readonly id: string
  /** Whether the inbox has the event already, or has handled it. */
  readonly isDuplicate: boolean
}

/** An event that a worker has taken until its lease ends. */
export interface Claimed {
  readonly id: string
  readonly body: string
  /** How often the event was taken, this time included. */
  readonly attempts: number
  readonly addedAt: number
}

/** A row whose attempts are used up. */
export interface DeadRow extends Claimed {
  readonly deadAt: number
  readonly error: string
}

/** Whether events about the same contact, deal and so on are handled one after another. */
export type Order = "none" | "subject"

/** A request for events that are due. */
export interface Claim {
  readonly now: number
  /** When the lease ends. */
  readonly until: number
  /** Identifies the lease. */
  readonly lease: string
  readonly limit: number
  readonly order: Order
}

/** What becomes of a claimed event. */
export type Settlement =
  | { readonly state: "handled"; readonly at: number }
  | { readonly state: "dead"; readonly at: number; readonly attempts: number; readonly error: string }
  /** Another attempt is due at a time. Without an error, the attempt does not count. */
  | { readonly state: "waiting"; readonly at: number; readonly error: string | null }

/** Number of events by state. */
export interface Counts {
  /** Events that wait for their first or another attempt, or whose lease has ended. */
  readonly waiting: number
  /** Events that are being handled. */
  readonly working: number
  /** Events that were handled or discarded and are kept for recognizing duplicates. */
  readonly handled: number
  /** Events whose attempts are used up. */
  readonly dead: number
  /** Duplicates of these events. */
  readonly duplicates: number
}

type Result<A> = Effect.Effect<A, InboxUnavailableError>

/** Keeps events. All times are milliseconds since 1970. */
export interface Store {
  /** Keeps an event, unless it has one with the same fingerprint. What succeeded survives what the store promises. */
  readonly add: (event: NewEvent, now: number) => Effect.Effect<Added, InboxUnavailableError | InboxFullError>
  /** Takes events that are due. Each event has one holder of a lease at a time. */
  readonly claim: (claim: Claim) => Result<ReadonlyArray<Claimed>>
  /** Prolongs a lease. False if another worker has the event by now. */
  readonly renew: (id: string, lease: string, until: number) => Result<boolean>
  /** Ends a lease. False if another worker has the event by now; nothing changes then. */
  readonly settle: (id: string, lease: string, settlement: Settlement) => Result<boolean>
  /** The next time after `now` at which an event becomes due or a lease ends. */
  readonly nextAfter: (now: number) => Result<number | null>
  /** A page of dead letters, by id. */
  readonly dead: (after: string | null, limit: number) => Result<ReadonlyArray<DeadRow>>
  /** Makes dead letters due, with all attempts. Returns how many. */
  readonly replay: (ids: ReadonlyArray<string> | "all", now: number) => Result<number>
  /** Ends dead letters: they count as handled. Returns how many. */
  readonly discard: (ids: ReadonlyArray<string> | "all", now: number) => Result<number>
  readonly counts: (now: number) => Result<Counts>
  /** Deletes events that were handled before a time, at most `limit`. Returns how many. */
  readonly forget: (before: number, limit: number) => Result<number>
}
