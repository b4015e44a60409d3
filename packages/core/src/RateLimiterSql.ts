/**
 * The rate limit of an account, shared by several processes through a database: SQLite on one machine, or Postgres.
 *
 * ```ts
 * import * as LibsqlClient from "@effect/sql-libsql/LibsqlClient"
 * import * as RateLimiterSql from "effect-activecampaign/RateLimiterSql"
 *
 * ActiveCampaignClient.layer.pipe(
 *   Layer.provide(RateLimiterSql.layer()),
 *   Layer.provide(LibsqlClient.layer({ url: "file:limits.db" }))
 * )
 * ```
 *
 * Needs the optional peer `@effect/sql` and a driver: `@effect/sql-sqlite-node` or `@effect/sql-libsql` for SQLite,
 * `@effect/sql-pg` for Postgres. No other module imports this one.
 *
 * It keeps the limit as `RateLimiterRedis` does: the clock of the database alone decides, a slot whose user never reports is
 * free after 15 seconds, and after a loss of the table nobody sends for a window. The table, which has a row for each limit of
 * an account, is created if it is missing. A request costs two short reads and two writes; those who wait read ten times a
 * second. Nothing runs in a transaction, also if the request does.
 *
 * SQLite: the clock is that of the machine, so all processes are on it. Give the limiter a file and a client of its own: a
 * transaction of anyone else keeps it from writing, and blocks the process for up to a second each time. The file is switched
 * to WAL, and `busy_timeout` of the connection is raised to a second.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Shared from "./internal/sharedLimiter.js"
import { sqlStore } from "./internal/sqlStore.js"
import * as RateLimiter from "./RateLimiter.js"

/** How the limit is shared. */
export interface Options extends Shared.Options {
  /** Name of the table; default `activecampaign_rate_limits`. */
  readonly table?: string | undefined
}

/** A limiter over the database of a client. Throws if a limit is not an integer of at least 1. */
export const make = (options: Options = {}): Effect.Effect<RateLimiter.Limiter, never, SqlClient.SqlClient> =>
  Effect.map(SqlClient.SqlClient, (sql) =>
    Shared.make(sqlStore(sql, options.table ?? "activecampaign_rate_limits"), options)
  )

/** A shared limiter over the database of a client. */
export const layer = (options: Options = {}): Layer.Layer<RateLimiter.RateLimiter, never, SqlClient.SqlClient> =>
  Layer.effect(RateLimiter.RateLimiter, make(options))
