/**
 * How a worker handles events: its options with their defaults, checked.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { DeadLetter, HandleOptions } from "../WebhookInbox.js"
import type { Order } from "./inboxStore.js"

/** The options of a worker. Times are in milliseconds. */
export interface Settings<R> {
  readonly concurrency: number
  readonly order: Order
  readonly maxAttempts: number
  readonly backoff: (attempt: number) => Duration.DurationInput
  readonly lease: number
  readonly pollInterval: number
  readonly onDead: (letter: DeadLetter) => Effect.Effect<void, never, R>
}

/** Delays that double from `base` up to `max`. */
export const exponential = (
  options: {
    readonly base?: Duration.DurationInput | undefined
    readonly max?: Duration.DurationInput | undefined
  } = {}
): ((attempt: number) => Duration.Duration) => {
  const base = Duration.toMillis(options.base ?? "5 seconds")
  const max = Duration.toMillis(options.max ?? "1 hour")
  return (attempt) => Duration.millis(Math.min(max, base * 2 ** Math.min(attempt - 1, 60)))
}

/** A whole number of at least 1. Throws a `RangeError` otherwise. */
export const positive = (name: string, value: number): number => {
  if (value >= 1 && Number.isInteger(value)) return value
  throw new RangeError(`\`${name}\` must be a whole number of at least 1; got ${value}`)
}

/** Milliseconds of a duration of at least 1 ms. Throws a `RangeError` otherwise. */
export const millis = (name: string, value: Duration.DurationInput): number => {
  const decoded = Option.map(Duration.decodeUnknown(value), Duration.toMillis)
  if (Option.isSome(decoded) && decoded.value >= 1 && Number.isFinite(decoded.value)) return decoded.value
  throw new RangeError(`\`${name}\` must be a duration of at least 1 ms; got ${String(value)}`)
}

/** The options of a worker with their defaults. Throws a `RangeError` if one makes no sense. */
export const settingsOf = <R>(options: HandleOptions<R> = {}): Settings<R> => ({
  concurrency: positive("concurrency", options.concurrency ?? 10),
  order: options.order ?? "none",
  maxAttempts: positive("maxAttempts", options.maxAttempts ?? 12),
  backoff: options.backoff ?? exponential(),
  lease: Math.ceil(millis("lease", options.lease ?? "60 seconds")),
  pollInterval: millis("pollInterval", options.pollInterval ?? "1 second"),
  onDead: options.onDead ?? (() => Effect.void)
})
