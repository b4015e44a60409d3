/**
 * The rate limit of an account: 5 requests per second over all API keys and processes. ActiveCampaign rejects everything
 * above it with 429.
 *
 * The limiter in memory, which every client uses unless another is provided, keeps every sliding second at or under the
 * limit, as the server sees it. The first five requests of an idle account start at once; then first come, first served, and
 * those of a job in the `background` after all others. A
 * request that is under way keeps its slot until a window after its response; `layer` says what latency costs. A fiber that
 * is interrupted while it waits gives its slot back. A 429 pauses all requests of the account; then one request finds out whether it still holds.
 *
 * ```ts
 * // An account whose limit ActiveCampaign has raised:
 * ActiveCampaignClient.layer.pipe(Layer.provide(RateLimiter.layer({ account: { limit: 10, window: "1 second" } })))
 * ```
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { globalValue } from "effect/GlobalValue"
import * as Layer from "effect/Layer"
import { MemoryBucket } from "./internal/memoryBucket.js"
import { BackgroundJob } from "./internal/queue.js"
import { withReference } from "./internal/settings.js"
import { both, checked, perClock, registry } from "./internal/slots.js"

export { BackgroundJob } from "./internal/queue.js"

/** Gives out slots in the rate limit of an account. */
export interface Limiter {
  /** Waits for a slot and takes it. `key` names the account. */
  readonly acquire: (key: string, bucket: Bucket) => Effect.Effect<Slot, LimiterUnavailable>
}

/** `bulkImport` and `bulkImportOne` have limits of their own beside the account's. */
export type Bucket = "account" | "bulkImport" | "bulkImportOne"

/** A slot in the rate limit: permission to send one request. */
export interface Slot {
  /** Milliseconds waited for it. */
  readonly waited: number
  /** Reports the response: the slot is free again a window later. A rejection pauses the account. */
  readonly release: (result: Result) => Effect.Effect<void>
  /** Gives the slot back; nothing was sent. */
  readonly cancel: Effect.Effect<void>
}

/** What a response says about the limit. */
export interface Result {
  /** Whether ActiveCampaign rejected the request because of the limit. */
  readonly limited: boolean
  /** Whether the account's limit rejected it. Bulk imports have another limit beside it, which rejects otherwise. */
  readonly byAccount?: boolean | undefined
  /** How long ActiveCampaign asks to wait; null if it did not say. */
  readonly retryAfter: Duration.Duration | null
  /** Requests that are left, if ActiveCampaign said so. */
  readonly remaining: number | null
  /** Whether the request was given up before its response came; it may still reach ActiveCampaign. */
  readonly abandoned?: boolean | undefined
}

/** The limit is kept in a shared store that cannot be reached. */
export class LimiterUnavailable extends Data.TaggedError("LimiterUnavailable")<{
  /** Why the store cannot be reached. */
  readonly reason: string
}> {
  override get message(): string {
    return `the shared rate limit cannot be reached (${this.reason})`
  }
}

/** A number of requests within any time span of a length. */
export interface Limit {
  /** Requests allowed. */
  readonly limit: number
  /** Length of the time span. */
  readonly window: Duration.DurationInput
}

/** The limits of each bucket. */
export interface Limits extends Readonly<Record<Bucket, Limit>> {}

/** The documented limits: 5 requests per second; bulk imports 100 per minute, those of a single contact 20 per minute. */
export const defaultLimits: Limits = {
  account: { limit: 5, window: "1 second" },
  bulkImport: { limit: 100, window: "1 minute" },
  bulkImportOne: { limit: 20, window: "1 minute" }
}

/** The rate limiter of a client; `shared` unless provided. */
export class RateLimiter extends Context.Reference<RateLimiter>()("@effect-activecampaign/core/RateLimiter", {
  defaultValue: () => shared
}) {}

/** How a limiter treats the time between letting a request go and its response; see `layer`. */
export interface Options {
  /**
   * `safe`: no request is ever too early. `fast`: nearly the whole limit, for a rare rejection. By default `fast` for the pages
   * of a list with a `concurrency` above 1, and `safe` for all other requests.
   */
  readonly pace?: "safe" | "fast" | undefined
}

const limiterOf = (limits: Limits, pace: Options["pace"]): Limiter => {
  const bucketsOf = perClock((clock) => {
    const of = (bucket: Bucket) =>
      registry(
        () => new MemoryBucket(limits[bucket], clock, bucket === "account" ? pace : "none"),
        (one) => one.isIdle()
      )
    return { account: of("account"), bulkImport: of("bulkImport"), bulkImportOne: of("bulkImportOne") }
  })
  return {
    acquire: (key, bucket) =>
      Effect.clockWith((clock) => {
        const buckets = bucketsOf(clock)
        const account = buckets.account(key).acquire
        return bucket === "account" ? account : both(buckets[bucket](key).acquire, account)
      })
  }
}

/** A limiter in memory of its own, with some of the limits changed. Throws a `RangeError` if a limit is none. */
export const make = (overrides: Partial<Limits> = {}, { pace }: Options = {}): Limiter =>
  limiterOf(checked(defaultLimits, overrides), pace)

/**
 * A limiter in memory for the clients that are built with this layer.
 *
 * No one can see when ActiveCampaign counts a request: on its arrival or just before the response. At the pace `safe` it may
 * be either, so the limit is kept whatever happens, and latency that varies costs throughput. At the pace `fast` a request
 * counts as soon as it is sent. That uses about 96 % of the limit, however slow responses are. If requests are held up on
 * their way, ActiveCampaign rejects one now and then; it is retried, and the pace is safe for five minutes. Unless `pace` is
 * set, the pages of a list with a `concurrency` above 1 go at the pace `fast`, and all other requests at the pace `safe`.
 *
 * ```ts
 * RateLimiter.layer({}, { pace: "fast" })
 * ```
 */
export const layer = (overrides: Partial<Limits> = {}, options: Options = {}): Layer.Layer<RateLimiter> =>
  Layer.sync(RateLimiter, () => make(overrides, options))

/** The limiter that all clients of this process share, with one limit for each account. */
export const shared: Limiter = globalValue(Symbol.for("@effect-activecampaign/core/RateLimiter/shared"), () => make())

/**
 * Makes the requests inside one effect those of a background job. While requests wait for the rate limit, interactive ones go
 * first, but every tenth is of a background job. Jobs take turns, request by request; `job` is the name of one. Requests are
 * interactive unless they are made in here.
 *
 * ```ts
 * const nightly = Stream.runCount(Contacts.list()).pipe(RateLimiter.background("nightly export"))
 * ```
 *
 * A limiter orders the requests of its own process. Several processes that share a limit compete for slots, whatever they are
 * for. For a stream, provide `BackgroundJob`.
 */
export const background: {
  (job: string): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  <A, E, R>(self: Effect.Effect<A, E, R>, job: string): Effect.Effect<A, E, R>
} = dual(2, <A, E, R>(self: Effect.Effect<A, E, R>, job: string) => withReference(self, BackgroundJob, job))

/** Makes the requests inside one effect interactive again, inside of a background job: what somebody waits for. */
export const interactive = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  withReference(self, BackgroundJob, null)

/** No limit: for tests, and for applications that limit requests elsewhere. */
export const unlimited: Limiter = {
  acquire: () => Effect.succeed({ waited: 0, release: () => Effect.void, cancel: Effect.void })
}

/** No limit, as a layer. */
export const layerUnlimited: Layer.Layer<RateLimiter> = Layer.succeed(RateLimiter, unlimited)
