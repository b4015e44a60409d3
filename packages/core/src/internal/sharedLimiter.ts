/**
 * A limiter over a store that several processes share.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as RateLimiter from "../RateLimiter.js"
import { SharedBucket, type Store, type StoreFailure } from "./sharedBucket.js"
import { both, checked, perClock, registry } from "./slots.js"

/** How the limit is shared. */
export interface Options {
  /** Some of the limits changed. */
  readonly limits?: Partial<RateLimiter.Limits> | undefined
  /**
   * What happens while the store cannot be reached.
   *
   * - `fail` (the default): requests fail with a `TransportError` and nothing is sent. No process can know what the
   *   others do, so only this keeps the limit.
   * - `local`: each process continues alone with `localShare` of the limit, and logs a warning.
   */
  readonly onStoreFailure?: "fail" | "local" | undefined
  /**
   * Share of the account's limit that one process uses when it is alone: 1 divided by the number of processes. Default a
   * fifth: one request per second.
   */
  readonly localShare?: number | undefined
  /** `safe`, `fast`, or either by default, as in `RateLimiter.layer`. All processes should have the same. */
  readonly pace?: RateLimiter.Options["pace"]
}

/** A process's part of the limit, for as long as it is alone: less than one request per window is one in a longer window. */
const partOf = ({ limit, window }: RateLimiter.Limit, share: number): RateLimiter.Limit => ({
  limit: Math.max(1, Math.floor(limit * share)),
  window: Duration.times(Duration.decode(window), Math.max(1, 1 / (limit * share)))
})

/** A limiter over a store that several processes share. Throws if a limit is not an integer of at least 1. */
export const make = (store: Store, options: Options = {}): RateLimiter.Limiter => {
  const limits = checked(RateLimiter.defaultLimits, options.limits)
  const share = options.localShare ?? 0.2
  if (!(share > 0 && share <= 1)) throw new RangeError(`\`localShare\` must be above 0 and at most 1; got ${share}`)
  const alone = RateLimiter.make({ ...limits, account: partOf(limits.account, share) })
  const limitsOf = perClock((clock) => {
    const of = (bucket: RateLimiter.Bucket) => {
      const pace = bucket === "account" ? options.pace : "none"
      return registry(
        (key) => new SharedBucket(`${key} ${bucket}`, store, limits[bucket], clock, pace),
        (one) => one.isIdle()
      )
    }
    return { account: of("account"), bulkImport: of("bulkImport"), bulkImportOne: of("bulkImportOne") }
  })
  const from = (key: string, bucket: RateLimiter.Bucket) =>
    Effect.clockWith((clock) => limitsOf(clock)[bucket](key).acquire)
  const onFailure = (key: string, bucket: RateLimiter.Bucket, { message }: StoreFailure) =>
    options.onStoreFailure === "local"
      ? Effect.logWarning("The shared rate limit cannot be reached; continuing with a local share of it").pipe(
          Effect.annotateLogs({ account: key, share }),
          Effect.zipRight(alone.acquire(key, bucket))
        )
      : Effect.fail(new RateLimiter.LimiterUnavailable({ reason: message }))
  return {
    acquire: (key, bucket) =>
      Effect.catchAll(
        bucket === "account" ? from(key, "account") : both(from(key, bucket), from(key, "account")),
        (failure) => onFailure(key, bucket, failure)
      )
  }
}
