/**
 * What the SDK costs, as ratios of one run: both sides take turns against the same server process on loopback, so that a
 * change of the machine's speed affects both.
 *
 * `npm run bench` prints the ratios and fails if one is over its bound in each of five runs.
 */
import { fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Schema from "effect/Schema"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Contacts from "effect-activecampaign/Contacts"
import * as Credentials from "effect-activecampaign/Credentials"
import { TagId } from "effect-activecampaign/Ids"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import * as Tags from "effect-activecampaign/Tags"

const server = fork(fileURLToPath(new URL("./server.js", import.meta.url)))
const port = await new Promise<number>((resolve) => server.once("message", (message) => resolve(Number(message))))
const apiUrl = `http://127.0.0.1:${port}`

const runtime = ManagedRuntime.make(
  ActiveCampaignClient.layer.pipe(
    Layer.provide([Credentials.layer({ apiUrl, apiKey: "benchmark-key" }), RateLimiter.layerUnlimited]),
    Layer.provideMerge(NodeHttpClient.layerUndici)
  )
)

const orNull = <A, I>(schema: Schema.Schema<A, I>) =>
  Schema.optionalWith(Schema.NullOr(schema), { default: () => null })

/** The fields of a tag, as an application would declare them by hand. */
const Tag = Schema.Struct({
  id: Schema.NonEmptyString,
  tag: orNull(Schema.String),
  tagType: orNull(Schema.String),
  description: orNull(Schema.String),
  subscriber_count: orNull(Schema.NumberFromString),
  cdate: orNull(Schema.DateTimeUtc),
  deleted: orNull(Schema.Literal("0", "1")),
  links: orNull(Schema.Record({ key: Schema.String, value: Schema.String }))
})

/** The same request by hand on HttpClient and Schema, over the same transport. */
const byHand = Effect.gen(function* () {
  const http = HttpClient.filterStatusOk(yield* HttpClient.HttpClient)
  const request = HttpClientRequest.get(`${apiUrl}/api/3/tags/1`).pipe(
    HttpClientRequest.setHeader("api-token", "benchmark-key"),
    HttpClientRequest.acceptJson
  )
  const response = yield* http.execute(request)
  return (yield* HttpClientResponse.schemaBodyJson(Schema.Struct({ tag: Tag }))(response)).tag
})

const raw = (path: string) => async () => {
  const response = await fetch(`${apiUrl}/api/3${path}`, {
    headers: { "api-token": "benchmark-key", accept: "application/json" }
  })
  return JSON.parse(await response.text()) as unknown
}

const comparisons = [
  {
    name: "one small GET",
    beside: "the same by hand on HttpClient + Schema",
    bound: 1.3,
    calls: 60,
    other: () => runtime.runPromise(byHand),
    sdk: () => runtime.runPromise(Tags.get(TagId.make("1")))
  },
  {
    name: "a page of 100 contacts, decoded",
    beside: "fetch + JSON.parse",
    bound: 2.1,
    calls: 15,
    other: raw("/contacts?limit=100"),
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
const ratio = async ({ calls, other, sdk }: (typeof comparisons)[number]): Promise<number> => {
  await timed(calls * 15, other)
  await timed(calls * 15, sdk)
  const ratios: Array<number> = []
  for (let turn = 0; turn < 40; turn++) {
    const first = await timed(calls, other)
    ratios.push((await timed(calls, sdk)) / first)
  }
  return median(ratios)
}

let failed = false
for (const comparison of comparisons) {
  const ratios: Array<number> = []
  do ratios.push(await ratio(comparison))
  while (Math.min(...ratios) > comparison.bound && ratios.length < 5)
  const best = Math.min(...ratios)
  console.log(`${comparison.name}: ${best.toFixed(2)}× of ${comparison.beside} (bound ${comparison.bound}×)`)
  failed ||= best > comparison.bound
}

await runtime.dispose()
server.kill()
process.exitCode = failed ? 1 : 0
