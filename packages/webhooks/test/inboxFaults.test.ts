/**
 * What an inbox does when others misbehave: a database that another process has locked, an application's transactions, handlers
 * and options that make no sense, and a clock that is set back.
 */
import { join } from "node:path"
import * as SqlClient from "@effect/sql/SqlClient"
import { describe, expect, it } from "@effect/vitest"
import { makeInbox } from "@effect-activecampaign/webhooks/internal/inbox"
import { makeSqlStore } from "@effect-activecampaign/webhooks/internal/inboxSql"
import type { Store } from "@effect-activecampaign/webhooks/internal/inboxStore"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as WebhookReceiver from "@effect-activecampaign/webhooks/WebhookReceiver"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as TestClock from "effect/TestClock"
import { eventually, folder, kinds, open, postgresLayer, postgresUrl, sqliteLayer } from "./support/inboxes.js"

const bodyOf = (contact: number): string =>
  WebhookBody.contactUpdated({ dateTime: "2026-01-05T10:00:00-06:00", contact: { id: String(contact) } })

const numbers = Array.from({ length: 20 }, (_, index) => index + 1)

const clientOf = <E>(layer: Layer.Layer<SqlClient.SqlClient, E>) =>
  Effect.flatMap(Layer.build(layer), (context) => Effect.provide(SqlClient.SqlClient, context))

const silent = Effect.provide(Logger.remove(Logger.defaultLogger))

describe("a database of SQLite that another process has locked", () => {
  /** Clients of one file, as several processes have them. */
  const clients = Effect.gen(function* () {
    const layer = sqliteLayer(join(yield* folder, "inbox.db"))
    return { one: yield* clientOf(layer), other: yield* clientOf(layer), locker: yield* clientOf(layer) }
  })

  /** Keeps the lock until the statements of others have found it. */
  const lockedFor = (sql: SqlClient.SqlClient, locked: Deferred.Deferred<void>) =>
    sql.withTransaction(Effect.zipRight(Deferred.succeed(locked, undefined), Effect.sleep("300 millis")))

  it.scopedLive("what is acknowledged is in the database, and nothing keeps the lock", () =>
    Effect.gen(function* () {
      const { one, other } = yield* clients
      const inbox = yield* makeInbox(yield* makeSqlStore(one, "inbox", 1_000), {})
      yield* inbox.add(bodyOf(0))
      const locked = yield* Deferred.make<void>()
      const locking = yield* Effect.fork(lockedFor(other, locked))
      yield* Deferred.await(locked)
      const handling = yield* Effect.fork(inbox.run(() => Effect.void, { pollInterval: "10 millis" }))
      yield* Effect.forEach(numbers, (number) => inbox.add(bodyOf(number)), { concurrency: "unbounded" })
      yield* Fiber.join(locking)
      yield* eventually(Effect.map(inbox.counts, ({ handled }) => handled === numbers.length + 1))
      yield* Fiber.interrupt(handling)
      expect(yield* other`select count(*) as count from inbox where state = 'handled'`).toEqual([
        { count: numbers.length + 1 }
      ])
      yield* other`delete from inbox`
      expect(yield* inbox.counts).toMatchObject({ handled: 0 })
    })
  )

  it.scopedLive("two that start at once create the table, and see what the other adds", () =>
    Effect.gen(function* () {
      const { locker, one, other } = yield* clients
      const locked = yield* Deferred.make<void>()
      yield* Effect.fork(lockedFor(locker, locked))
      yield* Deferred.await(locked)
      const inboxes = yield* Effect.forEach(
        [one, other],
        (sql) => Effect.flatMap(makeSqlStore(sql, "inbox", 1_000), (store) => makeInbox(store, {})),
        { concurrency: 2 }
      )
      yield* Effect.forEach(
        numbers,
        (number) => Effect.forEach(inboxes, (inbox) => inbox.add(bodyOf(number)), { concurrency: 2 }),
        { concurrency: 5 }
      )
      for (const inbox of inboxes) {
        expect(yield* inbox.counts).toMatchObject({ waiting: numbers.length, duplicates: numbers.length })
      }
    })
  )
})

const databases = [
  { name: "SQLite", layer: Effect.map(folder, (path) => sqliteLayer(join(path, "inbox.db"))) },
  ...(postgresUrl === undefined ? [] : [{ name: "Postgres", layer: Effect.succeed(postgresLayer) }])
]

describe.each(databases)("a transaction of an application in $name", ({ layer }) => {
  const table = `inbox_transaction_${process.pid}`

  it.scopedLive("is the fate of what is added in it, and of nothing else", () =>
    Effect.gen(function* () {
      const sql = yield* clientOf(yield* layer)
      yield* Effect.addFinalizer(() => Effect.ignore(sql.unsafe(`drop table if exists "${table}"`)))
      const inbox = yield* makeInbox(yield* makeSqlStore(sql, table, 1_000), {})
      yield* inbox.add(bodyOf(0))
      for (const outcome of ["commit", "rollback"]) {
        yield* sql.unsafe(`delete from "${table}"`)
        const inside = sql.withTransaction(
          Effect.gen(function* () {
            for (const number of numbers) yield* Effect.delay(inbox.add(bodyOf(number)), "1 millis")
            if (outcome === "rollback") yield* Effect.fail("undone")
          })
        )
        const outside = Effect.forEach(numbers, (number) => Effect.delay(inbox.add(bodyOf(100 + number)), "1 millis"))
        // What is added at the same moment, too.
        const [, , added] = yield* Effect.all(
          [
            Effect.exit(inside),
            outside,
            Effect.forEach(numbers, (number) => inbox.add(bodyOf(200 + number)), { concurrency: "unbounded" })
          ],
          { concurrency: "unbounded" }
        )
        expect(added).toHaveLength(numbers.length)
        const kept = numbers.length * (outcome === "commit" ? 3 : 2)
        expect(yield* inbox.counts).toMatchObject({ waiting: kept })
      }
    })
  )
})

describe.each(kinds)("$name", (kind) => {
  it.scoped("a handler that interrupts its own fiber has failed, and one whose error cannot be read", () =>
    Effect.gen(function* () {
      const { inbox } = yield* open(kind)
      yield* inbox.add(bodyOf(1))
      yield* inbox.add(bodyOf(2))
      const unreadable = {
        get message(): string {
          throw new Error("unreadable")
        }
      }
      yield* inbox.drain(
        (event) =>
          event._tag === "ContactUpdated" && event.contact.id === "1"
            ? Effect.withFiberRuntime<void>((fiber) => {
                fiber.unsafeInterruptAsFork(fiber.id())
                return Effect.void
              })
            : Effect.die(unreadable),
        { maxAttempts: 1 }
      )
      expect(yield* inbox.counts).toMatchObject({ waiting: 0, working: 0, dead: 2 })
    }).pipe(silent)
  )

  it.scoped("a delay without an end ends", () =>
    Effect.gen(function* () {
      const { inbox } = yield* open(kind)
      yield* inbox.add(bodyOf(1))
      const drain = inbox.drain(() => Effect.fail("failed"), {
        maxAttempts: 2,
        backoff: () => Number.POSITIVE_INFINITY
      })
      yield* drain
      expect(yield* inbox.counts).toMatchObject({ waiting: 1 })
      yield* TestClock.adjust("31 days")
      yield* drain
      expect(yield* inbox.counts).toMatchObject({ waiting: 0, dead: 1 })
    }).pipe(silent)
  )

  it.scoped("an `onDead` that throws changes nothing, and one that hangs can be stopped", () =>
    Effect.gen(function* () {
      const { inbox } = yield* open(kind)
      yield* inbox.add(bodyOf(1))
      yield* inbox.drain(() => Effect.fail("failed"), {
        maxAttempts: 1,
        onDead: () => {
          throw new Error("thrown")
        }
      })
      expect(yield* inbox.counts).toMatchObject({ dead: 1 })
      yield* inbox.add(bodyOf(2))
      const called = yield* Deferred.make<void>()
      const worker = yield* Effect.fork(
        inbox.run(() => Effect.fail("failed"), {
          maxAttempts: 1,
          onDead: () => Effect.zipRight(Deferred.succeed(called, undefined), Effect.never)
        })
      )
      yield* Deferred.await(called)
      yield* Fiber.interrupt(worker)
      expect(yield* inbox.counts).toMatchObject({ dead: 2 })
    }).pipe(silent)
  )

  it.scoped("a full inbox has room again when another process has handled events, also if the clock is set back", () =>
    Effect.gen(function* () {
      const { inbox, place } = yield* open(kind, { capacity: 2 })
      const other = yield* makeInbox(yield* place.open(), {})
      yield* TestClock.setTime(1_000_000_000)
      yield* inbox.add(bodyOf(1))
      yield* inbox.add(bodyOf(2))
      expect(yield* Effect.flip(inbox.add(bodyOf(3)))).toMatchObject({ _tag: "InboxFullError" })
      yield* other.drain(() => Effect.void)
      yield* TestClock.setTime(1_000_000)
      expect(yield* inbox.add(bodyOf(3))).toMatchObject({ isDuplicate: false })
    })
  )

  it.scoped("a worker goes on after a defect of the store", () =>
    Effect.gen(function* () {
      const { store } = yield* open(kind)
      let defects = 3
      const claim: Store["claim"] = (request) =>
        Effect.suspend(() => (defects-- > 0 ? Effect.dieMessage("a defect of the driver") : store.claim(request)))
      const inbox = yield* makeInbox({ ...methodsOf(store), claim }, {})
      yield* inbox.add(bodyOf(1))
      const worker = yield* Effect.fork(inbox.run(() => Effect.void))
      yield* eventually(
        Effect.zipRight(
          TestClock.adjust("1 second"),
          Effect.map(inbox.counts, ({ handled }) => handled === 1)
        )
      )
      yield* Fiber.interrupt(worker)
    }).pipe(silent)
  )
})

/** The methods of a store, so that some can be replaced. */
const methodsOf = (store: Store): Store => ({
  add: store.add,
  claim: store.claim,
  renew: store.renew,
  settle: store.settle,
  nextAfter: store.nextAfter,
  dead: store.dead,
  replay: store.replay,
  discard: store.discard,
  counts: store.counts,
  forget: store.forget
})

it.effect("options of a worker that make no sense are a defect of its layer, and of a fetch handler", () =>
  Effect.gen(function* () {
    const options = { concurrency: 0 }
    const layer = WebhookInbox.layerWorker(() => Effect.void, options)
    const exit = yield* Layer.build(Layer.provide(layer, WebhookInbox.layerMemory())).pipe(Effect.scoped, Effect.exit)
    expect(Exit.isFailure(exit) && Cause.pretty(exit.cause)).toContain("`concurrency` must be")
    expect(() =>
      WebhookReceiver.toFetchHandler({
        secrets: "0123456789abcdef",
        handler: () => Effect.void,
        handling: options,
        layer: WebhookInbox.layerMemory()
      })
    ).toThrow("`concurrency` must be")
  })
)
