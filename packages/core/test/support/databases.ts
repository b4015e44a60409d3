/**
 * The databases that a limit can be shared through: a file of SQLite, and Postgres if there is one (POSTGRES_URL).
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as SqlClient from "@effect/sql/SqlClient"
import * as LibsqlClient from "@effect/sql-libsql/LibsqlClient"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"

const postgresUrl = process.env["POSTGRES_URL"]
if (postgresUrl === undefined) console.log("skipped: POSTGRES_URL is not set, so no limit is shared through Postgres")

/** A table of a test's own in a database. Each client has connections of its own. */
export interface Place {
  readonly url: string
  readonly table: string
  readonly client: Effect.Effect<SqlClient.SqlClient, unknown, Scope.Scope>
}

const clientOf = (url: string) =>
  Effect.map(
    Layer.build(
      url.startsWith("file:")
        ? LibsqlClient.layer({ url })
        : Layer.orDie(PgClient.layer({ url: Redacted.make(url), maxConnections: 3 }))
    ),
    (context) => context.pipe((all) => Effect.provide(SqlClient.SqlClient, all))
  ).pipe(Effect.flatten)

const placeOf = (url: string): Place => {
  const table = `limits_${Math.random().toString(36).slice(2)}`
  return { url, table, client: clientOf(url) }
}

/** A folder for files of SQLite. */
export const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "limits-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

const drop = ({ client, table }: Place) =>
  Effect.ignore(Effect.scoped(Effect.flatMap(client, (sql) => sql`DROP TABLE ${sql(table)}`)))

/** New places by kind of database. */
export const databases: Readonly<Record<string, Effect.Effect<Place, never, Scope.Scope>>> = {
  SQLite: Effect.map(folder, (path) => placeOf(`file:${join(path, "limits.db")}`)),
  ...(postgresUrl === undefined
    ? {}
    : {
        Postgres: Effect.acquireRelease(
          Effect.sync(() => placeOf(postgresUrl)),
          drop
        )
      })
}
