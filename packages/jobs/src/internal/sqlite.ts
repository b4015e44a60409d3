/**
 * SQLite for hours of work: one connection that is used again after a transaction (the client of `@effect/sql-libsql` opens
 * another, and keeps the old one open), and a lock that ends with the process that has it.
 */
import type * as Reactivity from "@effect/experimental/Reactivity"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Statement from "@effect/sql/Statement"
import * as LibsqlClient from "@effect/sql-libsql/LibsqlClient"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

/** Ids of the engine have more digits than a number is exact to. */
const connect = (file: string) =>
  LibsqlClient.make({ url: `file:${file}`, intMode: "bigint" }).pipe(Effect.flatMap((client) => client.reserve))

/**
 * A client of one connection. Who executes a statement or a transaction has the connection until it has ended; another process
 * that writes is waited for.
 */
export const makeSqlite = (
  file: string
): Effect.Effect<SqlClient.SqlClient, SqlError, Scope.Scope | Reactivity.Reactivity> =>
  Effect.gen(function* () {
    const connection = yield* connect(file)
    for (const pragma of ["busy_timeout = 10000", "journal_mode = WAL", "synchronous = FULL"]) {
      yield* connection.executeUnprepared(`PRAGMA ${pragma}`, [], undefined)
    }
    const semaphore = yield* Effect.makeSemaphore(1)
    const acquirer = Effect.as(
      Effect.acquireRelease(Effect.interruptible(semaphore.take(1)), () => semaphore.release(1)),
      connection
    )
    return yield* SqlClient.make({
      acquirer,
      compiler: Statement.makeCompilerSqlite(),
      beginTransaction: "BEGIN IMMEDIATE",
      spanAttributes: [["db.system.name", "sqlite"]]
    })
  })

/** Takes the lock beside a database, which the operating system releases if the process ends. Succeeds with false if it is taken. */
export const takeLock = (file: string): Effect.Effect<boolean, never, Scope.Scope | Reactivity.Reactivity> =>
  connect(`${file}.lock`).pipe(
    Effect.flatMap((connection) =>
      Effect.acquireRelease(connection.executeUnprepared("BEGIN EXCLUSIVE", [], undefined), () =>
        Effect.ignore(connection.executeUnprepared("ROLLBACK", [], undefined))
      )
    ),
    Effect.as(true),
    Effect.orElseSucceed(() => false)
  )
