/**
 * The rate limit of a fake account: a number of requests within any time span of a length.
 */

/** A rate limit. */
export interface Limit {
  /** Requests allowed within the window. */
  readonly limit: number
  /** Length of the window in milliseconds. */
  readonly window: number
}

/** What the rate limit says of a request. */
export interface Verdict {
  readonly rejected: boolean
  /** Headers of the response. */
  readonly headers: Record<string, string>
}

/** Counts requests; null for no limit. */
export const makeRateLimit = (options: Limit | null): ((now: number) => Verdict) => {
  if (options === null) return () => ({ rejected: false, headers: {} })
  const { limit, window } = options
  const accepted: Array<number> = []
  return (now) => {
    while (accepted[0] !== undefined && accepted[0] <= now - window) accepted.shift()
    const rejected = accepted.length >= limit
    if (!rejected) accepted.push(now)
    const seconds = Math.ceil(((accepted[0] ?? now) + window - now) / 1000)
    return {
      rejected,
      headers: {
        "ratelimit-limit": String(limit),
        "ratelimit-remaining": String(limit - accepted.length),
        ...(rejected ? { "retry-after": String(Math.max(1, seconds)) } : {})
      }
    }
  }
}
