/**
 * Executes statements of an inbox: what is locked for a moment is tried again, and failures have the code of the driver.
 *
 * With `@effect/sql-libsql`, a connection that found the database locked must not be used again. libsql keeps the statement
 * that failed until the garbage collector finds it: what the connection writes meanwhile succeeds and is not committed, other
 * connections find the database locked, and in the end everything is rolled back.
 */
import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schedule from "effect/Schedule"
import { isInTransaction } from "./grouped.js"
import { InboxUnavailableError } from "./inboxStore.js"

/** Executes a statement. */
export type Execute = <A>(statement: Effect.Effect<A, SqlError>) => Effect.Effect<A, InboxUnavailableError>

/**
 * What every connection to SQLite is told. It waits for others while nothing else runs, which is short enough, and longer than a
 * commit takes.
 */
export const pragmas = ["pragma busy_timeout = 100", "pragma synchronous = full"]

const codeOf = (error: unknown): string => {
  const code = Predicate.hasProperty(error, "code") ? error.code : undefined
  if (typeof code === "string" && /^\w{1,40}$/.test(code)) return code
  return error instanceof Error ? error.name : "unknown"
}

/** Another process has the database of SQLite, or Postgres has ended one of two transactions. */
const isTransient = ({ cause }: SqlError): boolean => /^(SQLITE_(BUSY|LOCKED)\w*|40001|40P01)$/.test(codeOf(cause))

/** For a locked database: about 10 seconds. */
const whileLocked = Schedule.exponential("5 millis", 1.3).pipe(
  Schedule.jittered,
  Schedule.intersect(Schedule.recurs(24))
)

const available: Execute = (statement) =>
  statement.pipe(
    Effect.retry({ while: isTransient, schedule: whileLocked }),
    Effect.mapError(({ cause }) => new InboxUnavailableError({ reason: codeOf(cause) }))
  )

/** Lets a client of libsql open another connection, as it does after each transaction. Undefined for other drivers. */
const reconnectOf = (client: SqlClient.SqlClient): Effect.Effect<void> | undefined => {
  const sdk = Predicate.hasProperty(client, "sdk") ? client.sdk : undefined
  if (!Predicate.hasProperty(sdk, "transaction") || typeof sdk.transaction !== "function") return undefined
  const begin = sdk.transaction.bind(sdk)
  return Effect.tryPromise(async () => {
    const transaction = await begin("deferred")
    transaction.close()
  }).pipe(
    Effect.zipRight(Effect.forEach(pragmas, (pragma) => client.unsafe(pragma), { discard: true })),
    Effect.ignoreLogged
  )
}

/** Executes statements with a client. */
export const makeExecute = (client: SqlClient.SqlClient): Execute => {
  const reconnect = reconnectOf(client)
  if (reconnect === undefined) return available
  const lock = Effect.unsafeMakeSemaphore(1)
  const alone = <A>(statement: Effect.Effect<A, SqlError>) =>
    Effect.tapError(statement, (error) => (isTransient(error) ? reconnect : Effect.void)).pipe(
      Effect.uninterruptible,
      lock.withPermits(1)
    )
  // A transaction has a connection of its own, and has locked the database already.
  return (statement) =>
    available(Effect.flatMap(isInTransaction, (isInside) => (isInside ? statement : alone(statement))))
}
