/**
 * Exports of contacts with fields, tags and lists: requests, speed, memory over time, how that grows with the number of
 * contacts, and the share of the rate limit.
 */
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Export from "@effect-activecampaign/jobs/Export"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import { startModule } from "./children.js"
import type { Exported } from "./exportProgram.js"
import type { Table } from "./measure.js"

/** Exports an account with so many contacts. */
const exported = async (count: number): Promise<Exported> => {
  const server = await startModule<number>("./exportServer.js", [String(count)])
  try {
    const url = `http://127.0.0.1:${server.message}`
    const program = await startModule<Exported>("./exportProgram.js", [url])
    program.stop()
    if (program.message.rows !== count) throw new Error(`${program.message.rows} of ${count} contacts were exported`)
    return program.message
  } finally {
    server.stop()
  }
}

const rounded = (value: number, digits = 0): string => value.toFixed(digits)

/**
 * How much of the limit an export uses that starts with a full one, on a virtual clock: what the machine does meanwhile has no
 * influence.
 */
const share = (latency: number) => {
  const account = FakeAccount.layer({ contacts: 20_000, contactTags: 20_000, latency })
  const client = ActiveCampaignClient.layer.pipe(Layer.provide(RateLimiter.layer()))
  return Effect.gen(function* () {
    const { requests } = yield* FakeAccount.FakeAccount
    const start = yield* Clock.currentTimeMillis
    const fiber = yield* Effect.fork(Stream.runCount(Export.contacts({}, { concurrency: 8 })))
    while (Option.isNone(yield* Fiber.poll(fiber))) yield* TestClock.adjust("10 millis")
    const rows = yield* Fiber.join(fiber)
    if (rows !== 20_000) throw new Error(`${rows} of 20000 contacts were exported`)
    const seconds = ((yield* Clock.currentTimeMillis) - start) / 1000
    const rejected = requests.filter(({ status }) => status === 429).length
    // The first five requests wait for nothing.
    const used = (requests.length - 5) / 5 / seconds
    return [String(requests.length), String(rejected), rounded(seconds, 1), rounded(used * 100, 1)] as const
  }).pipe(
    Effect.provide(Directory.layer().pipe(Layer.provideMerge(client), Layer.provideMerge(account))),
    Effect.provide(TestContext.TestContext),
    Effect.runPromise
  )
}

/** Measures, and gives the tables. */
export const run = async (): Promise<ReadonlyArray<Table>> => {
  const shares: Array<readonly [string, ...Array<string>]> = []
  for (const latency of [0, 200, 700]) shares.push([`latency of ${latency} ms`, ...(await share(latency))])
  const sizes: Array<readonly [string, ...Array<string>]> = []
  for (const count of [10_000, 100_000, 1_000_000]) {
    const { megabytes, requests, rows, rss, seconds } = await exported(count)
    sizes.push([
      count.toLocaleString("en"),
      ...[String(requests), rounded(rows / seconds), rounded(megabytes), rounded(seconds, 1), rss.join(" ")]
    ])
  }
  return [
    {
      title: "Export of 20,000 contacts at 5 requests per second",
      columns: ["requests", "rejected", "seconds", "% of the limit"],
      rows: shares
    },
    {
      title: "Export of contacts with 10 fields, 3 tags and a list each, without a rate limit",
      columns: ["requests", "rows per second", "MB of NDJSON", "seconds", "RSS over time (MB)"],
      rows: sizes
    }
  ]
}
