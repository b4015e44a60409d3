/**
 * How fast a job is: rows per second, and its share of a rate limit, over the last half a minute.
 */

const windowMillis = 30_000

/** What was done until a moment. */
interface Sample {
  readonly at: number
  readonly rows: number
  readonly requests: number
}

/** Speed of late. */
export interface Speed {
  readonly rate: number | null
  readonly share: number | null
}

/** Measures a job that began at a time, against a limit in requests per second. */
export const makeMeter = (startedAt: number, requestsPerSecond: number) => {
  const samples: Array<Sample> = [{ at: startedAt, rows: 0, requests: 0 }]
  return (at: number, rows: number, requests: number): Speed => {
    const last = samples.at(-1) ?? { at: startedAt, rows: 0, requests: 0 }
    samples.push({ at, rows: last.rows + rows, requests: last.requests + requests })
    while (samples.length > 2 && (samples[1]?.at ?? at) <= at - windowMillis) samples.shift()
    const [first = last] = samples
    const seconds = (at - first.at) / 1_000
    if (seconds <= 0) return { rate: null, share: null }
    return {
      rate: (last.rows + rows - first.rows) / seconds,
      share: Math.min(1, (last.requests + requests - first.requests) / seconds / requestsPerSecond)
    }
  }
}
