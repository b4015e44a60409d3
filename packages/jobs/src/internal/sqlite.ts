/**
 * SQLite for hours of work: one connection that is used again after a transaction (the client of `@effect/sql-libsql` opens
 * another, and keeps the old one open), and a lock that ends with the process that has it.
 */
import { open } from "node:fs/promises"
import { pathToFileURL } from "node:url"
import type * as Reactivity from "@effect/experimental/Reactivity"
import * as SqlClient from "@effect/sql/SqlClient"
import type { Connection } from "@effect/sql/SqlConnection"
import { SqlError } from "@effect/sql/SqlError"
import * as Statement from "@effect/sql/Statement"
import * as LibsqlClient from "@effect/sql-libsql/LibsqlClient"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import type * as Scope from "effect/Scope"

/** Names of files and of jobs are in it, and rows of syncs: it is for its owner alone. */
const createFile = (file: string) =>
  Effect.tryPromise({
    try: async () => (await open(file, "a", 0o600)).close(),
    catch: (cause) => new SqlError({ cause, message: "The file could not be created" })
  })

/** Since 0.18, `@libsql/client` rolls back what `BEGIN` began before the next statement: nothing would be locked. */
const keepsTransactions = (connection: Connection) =>
  Effect.zipRight(
    connection.executeUnprepared("BEGIN", [], undefined),
    Effect.mapError(connection.executeUnprepared("ROLLBACK", [], undefined), () => {
      const cause = new Error("this version of @libsql/client is not supported; install @libsql/client@0.17")
      return new SqlError({ cause, message: cause.message })
    })
  )

/** Ids of the engine have more digits than a number is exact to. The driver throws if it cannot open the file. */
const connect = (file: string) =>
  Effect.zipRight(
    createFile(file),
    LibsqlClient.make({ url: pathToFileURL(file).href, intMode: "bigint" }).pipe(
      Effect.catchAllDefect((cause) => new SqlError({ cause, message: "The file could not be opened" })),
      Effect.flatMap((client) => client.reserve),
      Effect.tap(keepsTransactions)
    )
  )

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

const isBusy = ({ cause }: SqlError): boolean => Predicate.hasProperty(cause, "code") && cause.code === "SQLITE_BUSY"

/** Takes the lock beside a database, which the operating system releases if the process ends. Succeeds with false if it is taken. */
export const takeLock = (file: string): Effect.Effect<boolean, SqlError, Scope.Scope | Reactivity.Reactivity> =>
  connect(`${file}.lock`).pipe(
    Effect.flatMap((connection) =>
      Effect.acquireRelease(connection.executeUnprepared("BEGIN EXCLUSIVE", [], undefined), () =>
        Effect.ignore(connection.executeUnprepared("ROLLBACK", [], undefined))
      )
    ),
    Effect.as(true),
    Effect.catchIf(isBusy, () => Effect.succeed(false))
  )
