/**
 * The client of the account that ACTIVECAMPAIGN_API_URL and ACTIVECAMPAIGN_API_KEY name, and a meter of its requests.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import type { ConfigError } from "effect/ConfigError"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"

/** Counts requests, for the share of the rate limit. */
export interface Meter {
  /** Counts a request. */
  readonly count: (url: string) => void
  /** Part of the rate limit of the account, or of the bulk importer, that was used of late, from 0 to 1. */
  readonly share: (bucket: "account" | "bulkImport") => number
  /** Requests so far. */
  readonly total: () => number
}

const limits = { account: { limit: 5, window: 1_000 }, bulkImport: { limit: 100, window: 60_000 } } as const

/** How far back the meter looks, in milliseconds. */
const span = 60_000

/** A meter that reads this clock, in milliseconds. */
export const makeMeter = (now: () => number = () => performance.now()): Meter => {
  const start = now()
  const times: Array<readonly [at: number, isImport: boolean]> = []
  let total = 0
  const forget = () => {
    while (times.length > 0 && (times[0]?.[0] ?? 0) < now() - span) times.shift()
  }
  return {
    count: (url) => {
      total++
      times.push([now(), /\/import\/bulk_import$/.test(url.replace(/\?.*/, ""))])
      forget()
    },
    share: (bucket) => {
      forget()
      const { limit, window } = limits[bucket]
      // The limit lets a burst start at once, so a window more than has passed.
      const windows = Math.max(1, Math.min(span, now() - start) / window)
      const used = times.filter(([, isImport]) => bucket === "account" || isImport).length
      return Math.min(1, used / (limit * windows))
    },
    total: () => total
  }
}

/** The client of the account. */
export const client = (
  meter: Meter = makeMeter()
): Layer.Layer<ActiveCampaignClient.ActiveCampaignClient, ConfigError> =>
  ActiveCampaignClient.layerConfig(undefined, {
    transformClient: HttpClient.tapRequest(({ url }) => Effect.sync(() => meter.count(url)))
  }).pipe(Layer.provide(FetchHttpClient.layer))
