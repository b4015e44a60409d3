/**
 * A client process of an attack on the rate limiter. Prints what failed otherwise than by a rejection.
 */
import { createConnection, createServer, type Socket } from "node:net"
import { monitorEventLoopDelay } from "node:perf_hooks"
import * as HttpClient from "@effect/platform/HttpClient"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as SqlClient from "@effect/sql/SqlClient"
import * as LibsqlClient from "@effect/sql-libsql/LibsqlClient"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import {
  ActiveCampaignClient,
  type ActiveCampaignError,
  Credentials,
  RateLimiter,
  RetryPolicy,
  Wire
} from "effect-activecampaign"
import * as RateLimiterRedis from "effect-activecampaign/RateLimiterRedis"
import * as RateLimiterSql from "effect-activecampaign/RateLimiterSql"
import { Redis } from "ioredis"

const [, , attack = "", url = "", count = "0", storeUrl = "", startAt = "0", number = "0"] = process.argv
const name = attack.replace(/^(redis|sqlite|postgres|fast): /, "")
const calls = Number(count)
const is = (...parts: ReadonlyArray<string>) => parts.some((part) => name.includes(part))
const random = (least: number, most: number) => Math.round(least + Math.random() * (most - least))

/** When a call is counted and how much later its response comes (ms). */
const delaysOf = (index: number): { readonly before?: number; readonly after?: number } => {
  if (is("0-400 ms before", "jitter")) return { before: random(0, 400) }
  if (is("0-400 ms after", "nothing remaining")) return { after: random(0, 400) }
  if (is("300 ms latency")) return { after: 300 }
  if (is("1000 ms latency")) return { after: 1000 }
  if (is("100-1000 ms after")) return { after: random(100, 1000) }
  if (is("1-3 s before")) return { before: random(1000, 3000) }
  if (is("1-3 s")) return { after: random(1000, 3000) }
  if (is("responses take 0-3 s")) return { after: random(0, 3000) }
  if (is("100-500 ms after")) return { after: random(100, 500) }
  if (is("0-3 s before")) return { before: random(0, 3000) }
  if (is("first five")) return { before: index < 5 ? 300 : 0, after: 1200 }
  if (is("every tenth")) return { before: index % 10 === 9 ? 1500 : 0 }
  if (is("600 ms before")) return { before: index < 30 ? 600 : 0 }
  if (is("250 ms before")) return { before: index < 30 ? 250 : 10 }
  if (is("counted at 800 ms")) return index % 2 === 0 ? { before: 800 } : {}
  return {}
}

const pathOf = (index: number): string => {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(delaysOf(index))) query.set(key, String(value))
  if (is("nothing remaining")) query.set("remaining", "0")
  if (is("Retry-After") && index % 8 === 0) query.set("force", name.replace("Retry-After ", ""))
  return `/things?${query}`
}

const call = (index: number) => {
  const one = ActiveCampaignClient.request({ method: "GET", path: pathOf(index), success: Wire.Void })
  if (index % 2 === 1) return one
  if (is("timed out")) return ActiveCampaignClient.withTimeout(one, 100)
  if (!is("interrupted after")) return one
  return Effect.flatMap(Deferred.make<void>(), (sent) =>
    Effect.raceFirst(
      ActiveCampaignClient.withClientTransform(
        one,
        HttpClient.mapRequestEffect((request) => Effect.as(Deferred.succeed(sent, undefined), request))
      ),
      Effect.zipRight(Deferred.await(sent), Effect.sleep(100))
    )
  )
}

/** Blocks the event loop at random times. */
const block: Effect.Effect<never> = Effect.forever(
  Effect.suspend(() =>
    Effect.delay(
      Effect.sync(() => {
        const until = performance.now() + 300
        while (performance.now() < until);
      }),
      random(200, 1500)
    )
  )
)

/** Moves the time of day. */
const moveTime = Effect.sync(() => {
  const real = Date.now.bind(Date)
  const started = real()
  Date.now = () => {
    const passed = real() - started
    if (passed < 2500) return real()
    if (is("+1 h")) return real() + 3_600_000
    if (is("-1 h")) return real() - 3_600_000
    return real() + (Math.floor(passed / 500) % 2 === 0 ? 700 : -700)
  }
})

/** A Redis that replies 0-500 ms late. */
const slowly = (port: number) =>
  Effect.async<number>((resume) => {
    const sockets = new Set<Socket>()
    const server = createServer((client) => {
      const redis = createConnection(port, "127.0.0.1")
      let last = 0
      redis.on("data", (data) => {
        // In order, as TCP is.
        last = Math.max(last, performance.now() + random(0, 500))
        setTimeout(() => client.writable && client.write(data), last - performance.now())
      })
      client.on("data", (data) => redis.write(data))
      for (const socket of [client, redis]) sockets.add(socket.on("error", () => socket.destroy()))
      client.on("close", () => redis.destroy())
    }).listen(0, "127.0.0.1", () => {
      server.unref()
      resume(Effect.succeed((server.address() as { port: number }).port))
    })
  })

const database = (): Layer.Layer<SqlClient.SqlClient> =>
  storeUrl.startsWith("file:")
    ? LibsqlClient.layer({ url: storeUrl })
    : Layer.orDie(PgClient.layer({ url: Redacted.make(storeUrl), maxConnections: 2 }))

const limiterOf = Effect.gen(function* (): Effect.fn.Return<Layer.Layer<never>> {
  if (attack.startsWith("fast")) return RateLimiter.layer({}, { pace: "fast" })
  if (/^(sqlite|postgres)/.test(attack)) return Layer.provide(RateLimiterSql.layer(), database())
  if (!attack.startsWith("redis")) return Layer.empty
  const { hostname, port } = new URL(storeUrl)
  const used = is("slow Redis") ? yield* slowly(Number(port)) : Number(port)
  return RateLimiterRedis.layer({ host: is("slow Redis") ? "127.0.0.1" : hostname, port: used })
})

/** Removes all data of Redis, five times. */
const flush = Effect.gen(function* () {
  const redis = new Redis(storeUrl)
  for (let turn = 0; turn < 5; turn++) {
    yield* Effect.sleep(2000)
    yield* Effect.promise(() => redis.flushall())
  }
  redis.disconnect()
})

/** Drops the table, or keeps SQLite locked, five times. */
const disturb = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  for (let turn = 0; turn < 5; turn++) {
    yield* Effect.sleep(2000)
    if (is("dropped")) yield* sql`DROP TABLE IF EXISTS activecampaign_rate_limits`
    else yield* sql.withTransaction(Effect.sleep(2000))
  }
}).pipe(Effect.provide(Layer.suspend(database)), Effect.ignore)

const clockOfItsOwn = (): Clock.Clock => {
  const clock = Clock.make()
  return Object.assign(Object.create(Object.getPrototypeOf(clock)), clock)
}

/** What those who wait cost, from when all of them wait, for some seconds. */
const measure = Effect.gen(function* () {
  yield* Effect.sleep(calls / 5)
  const cpu = process.cpuUsage()
  const started = performance.now()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  yield* Effect.sleep(6000)
  const { system, user } = process.cpuUsage(cpu)
  const share = ((user + system) / 1000 / (performance.now() - started)) * 100
  console.log(`${share.toFixed(1)} % of a core, event loop late by up to ${(delay.max / 1e6).toFixed(0)} ms`)
})

const program = Effect.gen(function* () {
  const clientOf = (apiUrl: string) =>
    Layer.build(
      ActiveCampaignClient.layer.pipe(
        Layer.provide(Credentials.layer({ apiUrl, apiKey: "key", ...(is("two host names") ? { account: "one" } : {}) }))
      )
    )
  const one = yield* clientOf(url)
  const other = yield* clientOf(url.replace("127.0.0.1", "localhost"))
  yield* Effect.sleep(Math.max(0, Number(startAt) - Date.now()))
  if (is("blocked")) yield* Effect.forkDaemon(block)
  if (is("time of day")) yield* moveTime
  if (is("FLUSHALL") && number === "0") yield* Effect.forkDaemon(flush)
  if (is("dropped", "locked") && number === "0") yield* Effect.forkDaemon(disturb)
  let failed = 0
  const failures = new Set<string>()
  const run = (index: number) => {
    const sent: Effect.Effect<unknown, ActiveCampaignError.ActiveCampaignError> = Effect.provide(
      call(index),
      is("two host names") && index % 2 === 0 ? other : one
    )
    const started = is("bursts after idle") ? Effect.delay(sent, Math.floor(index / 7) * 3000) : sent
    const timed = is("two clocks") && index % 2 === 0 ? Effect.withClock(started, clockOfItsOwn()) : started
    const ended = is("half of the waiters") && index % 2 === 0 ? Effect.timeoutOption(timed, 50) : timed
    return Effect.catchAll(ended, (error) =>
      Effect.sync(() => {
        if (!["RateLimitedError", "TimeoutError"].includes(error._tag) && ++failed) failures.add(error.message)
      })
    )
  }
  const all = Effect.forEach(Array.from({ length: calls }), (_, index) => run(index), { concurrency: "unbounded" })
  yield* is("waiters cost") ? Effect.race(measure, all) : all
  if (failed > 0) console.log(`${failed} failed otherwise: ${[...failures].join("; ")}`)
})

await Effect.gen(function* () {
  const limiter = yield* limiterOf
  yield* program.pipe(
    Effect.scoped,
    Effect.provide([limiter, RetryPolicy.layer(RetryPolicy.none), NodeHttpClient.layerUndici])
  )
}).pipe(Effect.runPromise)
process.exit()
