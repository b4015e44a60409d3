/**
 * A database as the store of a limiter that several processes share.
 */
import type { SqlClient } from "@effect/sql/SqlClient"
import { SqlError } from "@effect/sql/SqlError"
import type { Fragment } from "@effect/sql/Statement"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import type { Store } from "./sharedBucket.js"
import { nextState } from "./sharedState.js"

/** How often a step is tried while others change the same limit, and the longest pause between two of them (ms). */
const attempts = 200
const longestPause = 64

/** The error of the driver. */
const causeOf = ({ cause, message }: SqlError): { readonly code: string; readonly reason: string } => ({
  code: typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "",
  reason: cause instanceof Error && cause.message !== "" ? cause.message : String(message)
})

/** Whether another process was in the way: SQLite is locked, or Postgres cannot serialize two transactions. */
const isBusy = (error: SqlError): boolean => {
  const { code, reason } = causeOf(error)
  return /^(SQLITE_BUSY|SQLITE_LOCKED|40001|40P01)/.test(code) || reason.includes("database is locked")
}

/** What differs between databases. */
interface Dialect {
  /** The time in milliseconds. */
  readonly clock: Fragment
  /** What is done before the table is created. */
  readonly configure: Effect.Effect<unknown, SqlError>
  /** How a step is taken. */
  readonly guard: <A>(step: Effect.Effect<A, SqlError>) => Effect.Effect<A, SqlError>
}

const dialectOf = (sql: SqlClient): Dialect =>
  sql.onDialectOrElse({
    sqlite: () => ({
      clock: sql`(julianday('now') - 2440587.5) * 86400000.0`,
      configure: sql`PRAGMA journal_mode = WAL`,
      guard: guardOf(sql)
    }),
    pg: () => ({
      clock: sql`(extract(epoch from clock_timestamp()) * 1000)::float8`,
      configure: Effect.void,
      guard: identity
    }),
    orElse: () => {
      throw new RangeError("RateLimiterSql needs a client for SQLite or Postgres")
    }
  })

/** The client of `@effect/sql-libsql`; its `sdk` opens a new connection after each transaction. */
interface Libsql extends SqlClient {
  readonly sdk: { readonly transaction: (mode: "read") => Promise<{ readonly close: () => void }> }
}

const isLibsql = (sql: SqlClient): sql is Libsql =>
  "sdk" in sql && typeof sql.sdk === "object" && sql.sdk !== null && "transaction" in sql.sdk

/**
 * Steps in SQLite, one at a time. After SQLITE_BUSY, `libsql` leaves the statement unfinished. Then SQLite commits nothing more
 * that its connection writes, and says nothing. So another connection is opened before anything else is written.
 */
const guardOf = (sql: SqlClient): Dialect["guard"] => {
  const one = Effect.unsafeMakeSemaphore(1)
  let isBroken = false
  const renew = Effect.suspend(() =>
    isBroken && isLibsql(sql)
      ? Effect.tryPromise({
          try: async () => {
            const transaction = await sql.sdk.transaction("read")
            isBroken = false
            transaction.close()
          },
          catch: (cause) => new SqlError({ cause, message: "the connection cannot be renewed" })
        })
      : Effect.void
  )
  /** A process that waits for a lock is blocked meanwhile. */
  const wait = Effect.gen(function* () {
    const [row] = yield* sql<{ readonly timeout: number }>`PRAGMA busy_timeout`
    if (Number(row?.timeout) < 1000) yield* sql`PRAGMA busy_timeout = 1000`
  })
  return (step) =>
    Effect.zipRight(Effect.zipRight(renew, wait), step).pipe(
      Effect.tapError((error) =>
        Effect.sync(() => {
          isBroken ||= isBusy(error)
        })
      ),
      one.withPermits(1)
    )
}

const statementsOf = (sql: SqlClient, name: string) => {
  const table = sql(name)
  const { clock, configure, guard } = dialectOf(sql)
  return {
    guard,
    create: Effect.zipRight(
      configure,
      sql`CREATE TABLE IF NOT EXISTS ${table} (id TEXT PRIMARY KEY, state TEXT NOT NULL, expires DOUBLE PRECISION NOT NULL)`
    ),
    read: (id: string) =>
      sql<{
        readonly state: string | null
        readonly now: number
      }>`SELECT (SELECT state FROM ${table} WHERE id = ${id}) AS state, ${clock} AS now`,
    insert: (id: string, state: string, expires: number) =>
      sql`INSERT INTO ${table} (id, state, expires) VALUES (${id}, ${state}, ${expires}) ON CONFLICT DO NOTHING RETURNING id`,
    update: (id: string, before: string, state: string, expires: number) =>
      sql`UPDATE ${table} SET state = ${state}, expires = ${expires} WHERE id = ${id} AND state = ${before} RETURNING id`,
    sweep: (now: number) => sql`DELETE FROM ${table} WHERE expires < ${now}`
  }
}

/**
 * A step reads the state of a limit, and writes the next one if it is still as it was read; otherwise it is taken again. So no
 * lock is held while a process thinks, or for a process that has ended. How often processes are in each other's way is bounded
 * by the limit itself, as those who only wait write nothing.
 */
export const sqlStore = (sql: SqlClient, table: string): Store => {
  const { create, guard, insert, read, sweep, update } = statementsOf(sql, table)
  /** The reply, or undefined if another process came first. */
  const once = (id: string, args: ReadonlyArray<string | number>) =>
    Effect.gen(function* () {
      const [row] = yield* read(id)
      const before = row?.state ?? null
      const now = Number(row?.now)
      const { expires, reply, state } = nextState(before, now, args)
      if (before === state) return reply
      if (before === null) yield* sweep(now)
      const written = yield* before === null ? insert(id, state, expires) : update(id, before, state, expires)
      return written.length > 0 ? reply : undefined
    })
  const run = (
    id: string,
    args: ReadonlyArray<string | number>,
    attempt: number,
    isCreated: boolean
  ): Effect.Effect<ReadonlyArray<number>, Error> => {
    const again = (isCreated: boolean) => {
      if (attempt >= attempts) return Effect.fail(new Error("others keep the database busy"))
      const next = Effect.suspend(() => run(id, args, attempt + 1, isCreated))
      // At first without a timer, which is late in a process that is busy.
      return attempt < 3 ? next : Effect.delay(next, Math.random() * Math.min(2 ** attempt, longestPause))
    }
    return Effect.matchEffect(guard(once(id, args)), {
      onSuccess: (reply) => (reply ? Effect.succeed(reply) : again(isCreated)),
      onFailure: (error) => {
        if (isBusy(error)) return again(isCreated)
        if (isCreated) return Effect.fail(new Error(causeOf(error).reason))
        // The table may be missing. That it cannot be created is no failure if another process has done it.
        return Effect.matchEffect(guard(create), {
          onSuccess: () => again(true),
          onFailure: (failure) => again(!isBusy(failure))
        })
      }
    })
  }
  // What the caller is in, a transaction or a span, is not around it.
  return (key, args) => Effect.runPromise(Effect.withTracerEnabled(run(key, args, 0, false), false))
}
