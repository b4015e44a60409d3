/**
 * An inbox in a database: SQLite for one machine, Postgres for several. What `add` acknowledged survives the end of the process.
 *
 * Install `@effect/sql` and a driver: `@effect/sql-sqlite-node` (better-sqlite3) or `@effect/sql-libsql` for SQLite,
 * `@effect/sql-pg` for Postgres.
 *
 * ```ts
 * import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
 * import * as WebhookInboxSql from "@effect-activecampaign/webhooks/WebhookInboxSql"
 * import * as LibsqlClient from "@effect/sql-libsql/LibsqlClient"
 *
 * const inbox = WebhookInboxSql.layer().pipe(Layer.provide(LibsqlClient.layer({ url: "file:webhooks.db" })))
 * const worker = WebhookInbox.layerWorker((event) => Effect.logInfo(`Handled ${event._tag}`))
 * const main = Layer.launch(worker.pipe(Layer.provide(inbox)))
 * ```
 *
 * The table is created when the layer is built. Bodies are stored as they were posted, so the database has personal data; the
 * body of a handled event is deleted at once, the hash that recognizes its duplicates after `keep`.
 *
 * - SQLite: the layer switches the database to WAL with `synchronous = FULL`, so that an event also survives a power failure.
 *   Drivers forget `synchronous` when they open another connection, as `@effect/sql-libsql` does after a transaction. Use a
 *   client for the inbox alone, and a file: a database in memory is lost with the connection. With `@effect/sql-libsql` this
 *   is a must: after a statement that failed with `SQLITE_BUSY`, what its connection writes is not committed. The inbox then
 *   opens another one, but it cannot know of statements that are not its own.
 * - Postgres: an event is as durable as a commit there. Workers of several processes share the table and skip what others have
 *   locked. The clocks of the processes must agree within a part of the lease.
 * - Inside of a transaction of the same client, `add` is durable when the transaction is.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { makeInbox } from "./internal/inbox.js"
import { makeSqlStore } from "./internal/inboxSql.js"
import type { InboxUnavailableError } from "./internal/inboxStore.js"
import { type Options, WebhookInbox } from "./WebhookInbox.js"

/** Where and how long an inbox keeps events. */
export interface SqlOptions extends Options {
  /** Name of the table; default `activecampaign_webhook_inbox`. Letters, digits and `_`, at most 40. */
  readonly table?: string | undefined
}

/** An inbox in the database of an `SqlClient` for SQLite or Postgres. */
export const layer = (
  options: SqlOptions = {}
): Layer.Layer<WebhookInbox, InboxUnavailableError, SqlClient.SqlClient> =>
  Layer.effect(
    WebhookInbox,
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const table = options.table ?? "activecampaign_webhook_inbox"
      const store = yield* makeSqlStore(sql, table, options.capacity ?? 1_000_000)
      return yield* makeInbox(store, options)
    })
  )
