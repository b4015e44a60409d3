/**
 * One budget for several processes, through SQLite and Postgres. What the state does is tested on a virtual clock
 * (`sharedBudget.test.ts`, `sharedShares.test.ts`); here it is that the database holds it.
 */
import { execFile } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import * as SqlClient from "@effect/sql/SqlClient"
import * as LibsqlClient from "@effect/sql-libsql/LibsqlClient"
import { expect, it } from "@effect/vitest"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RateLimiterSql from "@effect-activecampaign/core/RateLimiterSql"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { describe } from "vitest"
import { databases, folder, type Place } from "./support/databases.js"
import { processes, strictServer } from "./support/strictServer.js"

const fine: RateLimiter.Result = { limited: false, retryAfter: null, remaining: null }

const limiterOf = ({ client, table }: Place, options: RateLimiterSql.Options = {}) =>
  Effect.flatMap(client, (sql) =>
    Effect.provideService(RateLimiterSql.make({ table, ...options }), SqlClient.SqlClient, sql)
  )

/** Limiters with connections of their own, as those of several processes. */
const limitersOf = (place: Place, count: number, options: RateLimiterSql.Options = {}) =>
  Effect.replicateEffect(limiterOf(place, options), count)

const hour = { limits: { account: { limit: 5, window: "1 hour" } } } as const

describe.concurrent.each(Object.entries(databases))("%s", (_, place) => {
  it.live("four processes keep under one limit together: no refusal in 24 calls", () =>
    Effect.gen(function* () {
      const { table, url } = yield* place
      const server = yield* strictServer
      const script = fileURLToPath(new URL("./support/sharedClient.mjs", import.meta.url))
      const child = Effect.promise(() => promisify(execFile)(process.execPath, [script, server.url, url, "6", table]))
      yield* Effect.replicateEffect(child, processes, { concurrency: "unbounded" })
      expect(server.counts.refused).toBe(0)
      expect(server.arrivals).toHaveLength(24)
    }).pipe(Effect.scoped)
  )

  it.live("no more slots are held than there are, whoever asks at once, and all who wait get one", () =>
    Effect.gen(function* () {
      const limiters = yield* limitersOf(yield* place, 6, hour)
      let [held, most, served] = [0, 0, 0]
      const use = (limiter: RateLimiter.Limiter) =>
        Effect.flatMap(limiter.acquire("account", "account"), ({ cancel }) => {
          most = Math.max(most, ++held)
          served++
          return Effect.delay(
            Effect.suspend(() => {
              held--
              return cancel
            }),
            5
          )
        })
      yield* Effect.forEach(limiters, (one) => Effect.replicateEffect(use(one), 5, { concurrency: "unbounded" }), {
        concurrency: "unbounded"
      })
      expect(most).toBeLessThanOrEqual(5)
      expect(served).toBe(30)
    }).pipe(Effect.scoped)
  )

  it.live("a rejection pauses all processes, and one of them probes then", () =>
    Effect.gen(function* () {
      const where = yield* place
      const [one, other] = yield* limitersOf(where, 2)
      if (!one || !other) throw new Error("two limiters")
      const slot = yield* one.acquire("account", "account")
      const started = performance.now()
      yield* slot.release({ limited: true, retryAfter: Duration.millis(700), remaining: null })
      // The response does not wait for the database.
      const sql = yield* where.client
      const isPaused = Effect.map(
        sql<{ readonly state: string }>`SELECT state FROM ${sql(where.table)}`,
        ([row]) => row !== undefined && JSON.parse(row.state).pause > 0
      )
      while (!(yield* isPaused)) yield* Effect.sleep(5)
      const slots: Array<RateLimiter.Slot> = []
      const waiting = yield* Effect.fork(
        Effect.forEach(
          [one, other, other],
          (limiter) => Effect.map(limiter.acquire("account", "account"), (slot) => slots.push(slot)),
          { concurrency: "unbounded" }
        )
      )
      while (slots.length === 0) yield* Effect.sleep(10)
      expect(performance.now() - started).toBeGreaterThan(600)
      yield* Effect.sleep(300)
      expect(slots).toHaveLength(1)
      yield* slots[0]?.release(fine) ?? Effect.void
      yield* Fiber.join(waiting)
      expect(slots).toHaveLength(3)
    }).pipe(Effect.scoped)
  )

  it.live("who is interrupted while it waits leaves no trace", () =>
    Effect.gen(function* () {
      const [one, other] = yield* limitersOf(yield* place, 2, hour)
      if (!one || !other) throw new Error("two limiters")
      const slots = yield* Effect.replicateEffect(one.acquire("account", "account"), 5)
      const given = yield* Effect.forkAll(Array.from({ length: 20 }, () => one.acquire("account", "account")))
      yield* Effect.sleep(150)
      yield* Fiber.interrupt(given)
      for (const { cancel } of slots) yield* cancel
      expect(yield* Effect.replicateEffect(other.acquire("account", "account"), 5)).toHaveLength(5)
    }).pipe(Effect.scoped)
  )

  it.live("a table that is lost is created again, and nobody sends for a window", () =>
    Effect.gen(function* () {
      const where = yield* place
      const [one, other] = yield* limitersOf(where, 2)
      if (!one || !other) throw new Error("two limiters")
      for (const slot of yield* Effect.replicateEffect(one.acquire("account", "account"), 5)) yield* slot.release(fine)
      yield* Effect.sleep(50)
      const sql = yield* where.client
      yield* sql`DROP TABLE ${sql(where.table)}`
      const { waited } = yield* one.acquire("account", "account")
      expect(waited).toBeGreaterThan(900)
    }).pipe(Effect.scoped)
  )

  it.live("rows of limits that nobody uses any more are deleted", () =>
    Effect.gen(function* () {
      const where = yield* place
      const limiter = yield* limiterOf(where)
      const sql = yield* where.client
      for (const key of ["a", "b"]) yield* limiter.acquire(key, "account")
      yield* sql`UPDATE ${sql(where.table)} SET expires = 1`
      yield* limiter.acquire("c", "account")
      expect(yield* sql`SELECT id FROM ${sql(where.table)}`).toMatchObject([{ id: "c account" }])
    }).pipe(Effect.scoped)
  )
})

const { Postgres: postgres = Effect.dieMessage("no Postgres"), SQLite: sqlite = postgres } = databases

it.live.skipIf(!("Postgres" in databases))("no slot is given back by a transaction that is rolled back", () =>
  Effect.gen(function* () {
    const where = yield* postgres
    const sql = yield* where.client
    const limiter = yield* limiterOf({ ...where, client: Effect.succeed(sql) }, hour)
    const five = Effect.replicateEffect(limiter.acquire("account", "account"), 5)
    expect(yield* Effect.flip(sql.withTransaction(Effect.flip(five)))).toHaveLength(5)
    const sixth = yield* Effect.fork(limiter.acquire("account", "account"))
    yield* Effect.sleep(300)
    expect(yield* Fiber.poll(sixth)).toMatchObject({ _tag: "None" })
    yield* Fiber.interrupt(sixth)
  }).pipe(Effect.scoped)
)

/** A database that is none. */
const broken = Layer.unwrapScoped(
  Effect.map(folder, (path) => {
    writeFileSync(join(path, "none.db"), "This is no database. ".repeat(100))
    return LibsqlClient.layer({ url: `file:${join(path, "none.db")}` })
  })
)

it.live("a database that cannot be used fails the requests with its reason, or a process goes on alone", () =>
  Effect.gen(function* () {
    const acquire = Effect.flatMap(RateLimiter.RateLimiter, (limiter) => limiter.acquire("account", "account"))
    const error = yield* Effect.flip(acquire.pipe(Effect.provide(Layer.provide(RateLimiterSql.layer(), broken))))
    expect(error._tag).toBe("LimiterUnavailable")
    expect(error.reason).toMatch(/not a database/)
    const alone = RateLimiterSql.layer({ onStoreFailure: "local" })
    expect((yield* acquire.pipe(Effect.provide(Layer.provide(alone, broken)))).waited).toBe(0)
  })
)

it.live("while SQLite is locked nothing is granted, and what is granted then is seen by all", () =>
  Effect.gen(function* () {
    const where = yield* sqlite
    const [one, other] = yield* limitersOf(where, 2, hour)
    if (!one || !other) throw new Error("two limiters")
    yield* Effect.flatMap(one.acquire("account", "account"), ({ cancel }) => cancel)
    const locked = yield* Deferred.make<void>()
    const sql = yield* where.client
    const lock = Effect.zipRight(sql`UPDATE ${sql(where.table)} SET expires = expires`, Deferred.await(locked))
    const holder = yield* Effect.fork(sql.withTransaction(lock))
    yield* Effect.sleep(50)
    const slots: Array<RateLimiter.Slot> = []
    const waiting = yield* Effect.fork(
      Effect.replicateEffect(
        Effect.map(one.acquire("account", "account"), (slot) => slots.push(slot)),
        5
      )
    )
    // SQLite waits a second for the lock, and gives up.
    yield* Effect.sleep(1500)
    expect(slots).toHaveLength(0)
    yield* Deferred.succeed(locked, undefined)
    yield* Fiber.join(holder)
    yield* Fiber.join(waiting)
    const sixth = yield* Effect.fork(other.acquire("account", "account"))
    yield* Effect.sleep(300)
    expect(yield* Fiber.poll(sixth)).toMatchObject({ _tag: "None" })
    yield* Effect.flatMap(Effect.succeed(slots[0]), (slot) => slot?.cancel ?? Effect.void)
    yield* Fiber.join(sixth)
  }).pipe(Effect.scoped)
)

it.live("limits that are none are told when the limiter is made", () =>
  Effect.gen(function* () {
    const wrong = RateLimiterSql.make({ limits: { account: { limit: 0, window: 1000 } } })
    const cause = yield* Effect.flip(Effect.sandbox(Effect.provide(wrong, broken)))
    expect(Cause.pretty(cause)).toContain("`account.limit` must be an integer of at least 1; got 0")
  })
)
