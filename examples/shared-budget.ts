/**
 * Several processes share the rate limit of one account through Redis. This program starts itself three times; each
 * process sends its requests as fast as the shared limit allows. Needs a Redis: REDIS_URL, or one on this machine.
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { connect } from "node:net"
import { fileURLToPath } from "node:url"
import { FetchHttpClient } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import { Console, Effect, Layer } from "effect"
import { ActiveCampaignClient, Contacts, Credentials } from "effect-activecampaign"
import * as RateLimiterRedis from "effect-activecampaign/RateLimiterRedis"

const redis = new URL(process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379")
const { hostname: host } = redis
const port = Number(redis.port || 6379)

/** The requests of each process. */
const worker = (apiUrl: string, apiKey: string) =>
  Effect.forEach(
    Array.from({ length: 8 }, (_, index) => index),
    (index) => Contacts.sync({ email: `worker${process.pid}-${index}@example.com` }),
    { concurrency: "unbounded", discard: true }
  ).pipe(
    Effect.provide(
      ActiveCampaignClient.layer.pipe(
        Layer.provide([
          Credentials.layer({ apiUrl, apiKey }),
          RateLimiterRedis.layer({ host, port }),
          FetchHttpClient.layer
        ])
      )
    )
  )

const isRedisReachable = Effect.async<boolean>((resume) => {
  const socket = connect({ host, port })
  const end = (reachable: boolean) => () => {
    socket.destroy()
    resume(Effect.succeed(reachable))
  }
  socket.on("connect", end(true)).on("error", end(false))
})

const main = Effect.gen(function* () {
  if (!(yield* isRedisReachable)) return yield* Console.log(`Skipped: cannot connect to Redis at ${host}:${port}.`)
  const { apiUrl, apiKey, account } = yield* FakeAccountServer.serve()
  const one = Effect.promise(() => once(fork(fileURLToPath(import.meta.url), [apiUrl, apiKey]), "exit"))
  yield* Effect.all([one, one, one], { concurrency: "unbounded" })
  const rejected = account.requests.filter(({ status }) => status === 429).length
  yield* Console.log(
    `Three processes created ${account.rows.contacts.length} contacts; ${rejected} requests were rejected.`
  )
}).pipe(Effect.scoped)

const [apiUrl, apiKey] = process.argv.slice(2)
NodeRuntime.runMain(apiUrl !== undefined && apiKey !== undefined ? worker(apiUrl, apiKey) : main)
