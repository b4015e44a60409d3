/**
 * Several processes on one account share its budget through Redis. This program starts itself three times; each of
 * the three makes its calls as fast as the shared budget lets it. Needs a Redis: REDIS_URL, or one on this machine.
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { connect } from "node:net"
import { fileURLToPath } from "node:url"
import { FetchHttpClient } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { ActiveCampaignClient, Credentials } from "@effect-activecampaign/core"
import * as RateLimiterRedis from "@effect-activecampaign/core/RateLimiterRedis"
import { Contacts } from "@effect-activecampaign/resources"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import { Console, Effect, Layer } from "effect"

const redis = new URL(process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379")
const { hostname: host } = redis
const port = Number(redis.port || 6379)

/** What each of the processes does. */
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

const isThere = Effect.async<boolean>((resume) => {
  const socket = connect({ host, port })
  const end = (there: boolean) => () => {
    socket.destroy()
    resume(Effect.succeed(there))
  }
  socket.on("connect", end(true)).on("error", end(false))
})

const main = Effect.gen(function* () {
  if (!(yield* isThere)) return yield* Console.log(`No Redis answers at ${host}:${port}; nothing to share through.`)
  const { apiUrl, apiKey, account } = yield* FakeAccountServer.serve()
  const one = Effect.promise(() => once(fork(fileURLToPath(import.meta.url), [apiUrl, apiKey]), "exit"))
  yield* Effect.all([one, one, one], { concurrency: "unbounded" })
  const refused = account.requests.filter(({ status }) => status === 429).length
  yield* Console.log(`Three processes made ${account.rows.contacts.length} contacts; ${refused} calls were refused.`)
}).pipe(Effect.scoped)

const [apiUrl, apiKey] = process.argv.slice(2)
NodeRuntime.runMain(apiUrl !== undefined && apiKey !== undefined ? worker(apiUrl, apiKey) : main)
