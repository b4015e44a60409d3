/**
 * An export of contacts to NDJSON in a process of its own: how many requests and rows, how long it took, and the memory of the
 * process over time.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Export from "@effect-activecampaign/jobs/Export"
import * as Ndjson from "@effect-activecampaign/jobs/Ndjson"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Credentials from "effect-activecampaign/Credentials"
import * as RateLimiter from "effect-activecampaign/RateLimiter"

/** What was measured. */
export interface Exported {
  readonly rows: number
  readonly requests: number
  readonly seconds: number
  readonly megabytes: number
  /** Resident memory (MB) at ten times of the export. */
  readonly rss: ReadonlyArray<number>
}

const [, , apiUrl = ""] = process.argv

let requests = 0
const http = Layer.effect(
  HttpClient.HttpClient,
  Effect.map(HttpClient.HttpClient, (client) =>
    HttpClient.tapRequest(client, () =>
      Effect.sync(() => {
        requests++
      })
    )
  )
).pipe(Layer.provide(NodeHttpClient.layerUndici))

const client = ActiveCampaignClient.layer.pipe(
  Layer.provide([http, Layer.orDie(Credentials.layer({ apiKey: "benchmark-key", apiUrl })), RateLimiter.layerUnlimited])
)

const samples: Array<number> = []
const sampled = setInterval(() => samples.push(process.memoryUsage.rss() / 1_000_000), 100)

const program = Effect.gen(function* () {
  const start = performance.now()
  let rows = 0
  let bytes = 0
  yield* Export.contacts({}, { concurrency: 4 }).pipe(
    Ndjson.blocks,
    Stream.runForEach((block) =>
      Effect.sync(() => {
        rows += block.rows
        bytes += block.bytes.length
      })
    )
  )
  return { rows, bytes, seconds: (performance.now() - start) / 1000 }
}).pipe(Effect.provide(Layer.provideMerge(Directory.layer(), client)))

const { bytes, rows, seconds } = await Effect.runPromise(program)
clearInterval(sampled)
const rss = Array.from({ length: 10 }, (_, index) =>
  Math.round(samples[Math.floor(((index + 0.5) * samples.length) / 10)] ?? 0)
)
const exported: Exported = { rows, requests, seconds, megabytes: bytes / 1_000_000, rss }
process.send?.(exported)
