/**
 * What the SDK costs on top of `fetch` and `JSON.parse`, as ratios of one run: both sides take turns against the
 * same server process on loopback, so that a change of the machine's speed meets both.
 *
 * `npm run bench` prints the ratios and fails where one is over its bound in each of three runs.
 */
import { fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Contacts from "@effect-activecampaign/resources/Contacts"
import { TagId } from "@effect-activecampaign/resources/Ids"
import * as Tags from "@effect-activecampaign/resources/Tags"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"

const server = fork(fileURLToPath(new URL("./server.js", import.meta.url)))
const port = await new Promise<number>((resolve) => server.once("message", (message) => resolve(Number(message))))
const apiUrl = `http://127.0.0.1:${port}`

const runtime = ManagedRuntime.make(
  ActiveCampaignClient.layer.pipe(
    Layer.provide([
      Credentials.layer({ apiUrl, apiKey: "benchmark-key" }),
      RateLimiter.layerUnlimited,
      NodeHttpClient.layerUndici
    ])
  )
)

const raw = (path: string) => async () => {
  const response = await fetch(`${apiUrl}/api/3${path}`, {
    headers: { "api-token": "benchmark-key", accept: "application/json" }
  })
  return JSON.parse(await response.text()) as unknown
}

const comparisons = [
  {
    name: "one small GET",
    bound: 1.6,
    calls: 60,
    raw: raw("/tags/1"),
    sdk: () => runtime.runPromise(Tags.get(TagId.make("1")))
  },
  {
    name: "a page of 100 contacts, decoded",
    bound: 3,
    calls: 15,
    raw: raw("/contacts?limit=100"),
    sdk: () => runtime.runPromise(Contacts.list.page({ limit: 100 }))
  }
]

const timed = async (calls: number, call: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  for (let i = 0; i < calls; i++) await call()
  return (performance.now() - start) / calls
}

const median = (values: ReadonlyArray<number>): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** The median of the ratios of forty pairs of turns. */
const ratio = async ({ calls, raw, sdk }: (typeof comparisons)[number]): Promise<number> => {
  await timed(calls * 15, raw)
  await timed(calls * 15, sdk)
  const ratios: Array<number> = []
  for (let turn = 0; turn < 40; turn++) {
    const first = await timed(calls, raw)
    ratios.push((await timed(calls, sdk)) / first)
  }
  return median(ratios)
}

let failed = false
for (const comparison of comparisons) {
  const ratios: Array<number> = []
  do ratios.push(await ratio(comparison))
  while (Math.min(...ratios) > comparison.bound && ratios.length < 3)
  const best = Math.min(...ratios)
  console.log(`${comparison.name}: ${best.toFixed(2)}× of fetch + JSON.parse (bound ${comparison.bound}×)`)
  failed ||= best > comparison.bound
}

await runtime.dispose()
server.kill()
process.exitCode = failed ? 1 : 0
