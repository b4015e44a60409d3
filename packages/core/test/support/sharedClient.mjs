/**
 * One of several processes that share a budget: makes its calls as fast as it may, and tells what came of them.
 * Runs on the build output, as a user's process would.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ActiveCampaignClient from "../../dist/ActiveCampaignClient.js"
import * as Credentials from "../../dist/Credentials.js"
import * as RateLimiterRedis from "../../dist/RateLimiterRedis.js"
import * as RetryPolicy from "../../dist/RetryPolicy.js"
import * as Wire from "../../dist/Wire.js"

const [apiUrl, redisUrl, count] = process.argv.slice(2)
const { hostname, port } = new URL(redisUrl)

const call = ActiveCampaignClient.request({ method: "GET", path: "/things", success: Wire.Void })

const callsTo = (apiUrl, count) =>
  Effect.forEach(Array.from({ length: count }), () => call, { concurrency: "unbounded" }).pipe(
    Effect.provide(Layer.provide(ActiveCampaignClient.layer, Credentials.layer({ apiUrl, apiKey: "key" })))
  )

// The first call is to another account of the same server: it waits there until all processes have started.
const program = Effect.zipRight(callsTo(apiUrl.replace("127.0.0.1", "localhost"), 1), callsTo(apiUrl, Number(count)))

await Effect.runPromise(
  Effect.provide(program, [
    RateLimiterRedis.layer({ host: hostname, port: Number(port) }),
    RetryPolicy.layer(RetryPolicy.none),
    NodeHttpClient.layerUndici
  ])
)
