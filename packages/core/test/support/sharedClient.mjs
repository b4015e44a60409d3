/**
 * One of several processes that share a budget: makes its calls as fast as it may, and tells what came of them.
 * Runs on the build output, as a user's process would.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as ActiveCampaignClient from "../../dist/ActiveCampaignClient.js"
import * as Credentials from "../../dist/Credentials.js"
import * as RetryPolicy from "../../dist/RetryPolicy.js"
import * as Wire from "../../dist/Wire.js"

const [apiUrl, storeUrl, count, table] = process.argv.slice(2)
const { hostname, port, protocol } = new URL(storeUrl)

const call = ActiveCampaignClient.request({ method: "GET", path: "/things", success: Wire.Void })

const callsTo = (apiUrl, count) =>
  Effect.forEach(Array.from({ length: count }), () => call, { concurrency: "unbounded" }).pipe(
    Effect.provide(Layer.provide(ActiveCampaignClient.layer, Credentials.layer({ apiUrl, apiKey: "key" })))
  )

// The first call is to another account of the same server: it waits there until all processes have started.
const program = Effect.zipRight(callsTo(apiUrl.replace("127.0.0.1", "localhost"), 1), callsTo(apiUrl, Number(count)))

const clients = {
  "file:": async () => (await import("@effect/sql-libsql/LibsqlClient")).layer({ url: storeUrl }),
  "postgres:": async () =>
    (await import("@effect/sql-pg/PgClient")).layer({ url: Redacted.make(storeUrl), maxConnections: 2 })
}

const limiter =
  protocol === "redis:"
    ? (await import("../../dist/RateLimiterRedis.js")).layer({ host: hostname, port: Number(port) })
    : Layer.provide((await import("../../dist/RateLimiterSql.js")).layer({ table }), await clients[protocol]())

await Effect.runPromise(
  Effect.provide(program, [limiter, RetryPolicy.layer(RetryPolicy.none), NodeHttpClient.layerUndici])
)
