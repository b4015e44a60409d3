/**
 * The stores that an inbox can have: in memory, in a file of SQLite, and in Postgres if there is one (POSTGRES_URL).
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as SqlClient from "@effect/sql/SqlClient"
import * as LibsqlClient from "@effect/sql-libsql/LibsqlClient"
import * as PgClient from "@effect/sql-pg/PgClient"
import { makeInbox } from "@effect-activecampaign/webhooks/internal/inbox"
import { makeMemoryStore } from "@effect-activecampaign/webhooks/internal/inboxMemory"
import { makeSqlStore } from "@effect-activecampaign/webhooks/internal/inboxSql"
import type { Store } from "@effect-activecampaign/webhooks/internal/inboxStore"
import type * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"

export const postgresUrl = process.env["POSTGRES_URL"]
if (postgresUrl === undefined) console.log("skipped: POSTGRES_URL is not set, so nothing is tested with Postgres")

/** A place where inboxes keep events. Each opened store of a place has connections of its own. */
export interface Place {
  readonly open: (capacity?: number) => Effect.Effect<Store, unknown, Scope.Scope>
}

export interface Kind {
  readonly name: "memory" | "SQLite" | "Postgres"
  /** A new place. */
  readonly place: Effect.Effect<Place, unknown, Scope.Scope>
}

export const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "inbox-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

export const sqliteLayer = (path: string) => LibsqlClient.layer({ url: `file:${path}` })

export const postgresLayer = PgClient.layer({ url: Redacted.make(postgresUrl ?? ""), maxConnections: 4 })

const clientOf = <E>(layer: Layer.Layer<SqlClient.SqlClient, E>) =>
  Effect.map(Layer.build(layer), (context) => SqlClient.SqlClient.pipe(Effect.provide(context))).pipe(Effect.flatten)

const memory: Kind = {
  name: "memory",
  place: Effect.sync(() => {
    let store: Store | undefined
    return {
      open: (capacity = 10_000) =>
        Effect.sync(() => {
          store ??= makeMemoryStore(capacity, 100_000)
          return store
        })
    }
  })
}

const sqlite: Kind = {
  name: "SQLite",
  place: Effect.map(folder, (path) => ({
    open: (capacity = 10_000) =>
      Effect.flatMap(clientOf(sqliteLayer(join(path, "inbox.db"))), (sql) => makeSqlStore(sql, "inbox", capacity))
  }))
}

let tables = 0

const postgres: Kind = {
  name: "Postgres",
  place: Effect.acquireRelease(
    Effect.sync(() => `inbox_${process.pid}_${++tables}`),
    (table) =>
      Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(`drop table if exists "${table}"`)).pipe(
        Effect.provide(postgresLayer),
        Effect.orDie
      )
  ).pipe(
    Effect.map((table) => ({
      open: (capacity = 10_000) => Effect.flatMap(clientOf(postgresLayer), (sql) => makeSqlStore(sql, table, capacity))
    }))
  )
}

export const kinds: ReadonlyArray<Kind> = postgresUrl === undefined ? [memory, sqlite] : [memory, sqlite, postgres]

/** An inbox in a new place, with its store. */
export const open = (
  kind: Kind,
  options: WebhookInbox.Options = {}
): Effect.Effect<
  { readonly inbox: WebhookInbox.Inbox; readonly store: Store; readonly place: Place },
  never,
  Scope.Scope
> =>
  Effect.gen(function* () {
    const place = yield* kind.place
    const store = yield* place.open(options.capacity)
    return { inbox: yield* makeInbox(store, options), store, place }
  }).pipe(Effect.orDie)

/** A moment for what other fibers do outside of the test's clock, such as statements. */
const moment = Effect.promise(() => new Promise<void>((resolve) => setTimeout(resolve, 2)))

/** Waits for a condition outside of the test's clock. A condition that never holds is ended by the timeout of the test. */
export const eventually = <E, R>(condition: Effect.Effect<boolean, E, R>): Effect.Effect<void, E, R> =>
  Effect.asVoid(Effect.repeat(Effect.zipRight(moment, condition), { until: (holds) => holds }))
