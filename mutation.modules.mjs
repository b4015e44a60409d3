/**
 * The decisive modules of core, each with the tests that state its promises: for `npm run mutation`. Nothing here opens a
 * socket or builds a bundle. `MUTATE=Wire/Number` chooses one module, or several separated by commas.
 */
const core = (...names) => names.map((name) => `packages/core/test/${name}.test.ts`)
const resources = (...names) => names.map((name) => `packages/resources/test/${name}.test.ts`)

const outcomes = core("classify")
const wire = core("codecs", "wire")
const limiter = core("memoryBucket", "rateLimiter", "queue", "priority")

const all = {
  "internal/progress": resources("progress"),
  "internal/paginate": resources("collections", "progress", "ahead", "aheadShares"),
  "internal/classify": outcomes,
  "internal/rules": outcomes,
  "internal/refusals": outcomes,
  "internal/transport": outcomes,
  "internal/retry": core("retryLoop"),
  "internal/issues": outcomes,
  "Wire/Number": wire,
  "Wire/Date": wire,
  "Wire/Text": wire,
  "Wire/Structure": wire,
  "Wire/Object": wire,
  "Wire/Drift": core("codecs", "drift"),
  "Wire/Envelope": wire,
  RateLimiter: limiter,
  "internal/memoryBucket": limiter,
  "internal/queue": limiter,
  "internal/slots": limiter
}

const chosen = Object.entries(all).filter(
  ([name]) => !process.env.MUTATE || process.env.MUTATE.split(",").includes(name)
)

export const modules = chosen.map(([name]) => `packages/core/src/${name}.ts`)

export const tests = [...new Set(chosen.flatMap(([, files]) => files))]
