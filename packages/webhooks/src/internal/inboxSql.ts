/**
 * A store in a table of SQLite or Postgres. Each operation is one statement, so that it is atomic without a transaction. SQLite
 * writes to the disk for each statement, and nothing else runs meanwhile; so what is added or handled at the same time is written
 * together.
 *
 * `available_at` is when a waiting event is due, or when the lease of a working one ends; it is null if the event is handled or
 * dead, so that the partial indexes contain open events only.
 */
import type * as SqlClient from "@effect/sql/SqlClient"
import type * as Statement from "@effect/sql/Statement"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { alone, grouped } from "./grouped.js"
import { type Execute, makeExecute, pragmas } from "./inboxExecute.js"
import { positive } from "./inboxSettings.js"
import {
  type Added,
  type Claim,
  type Claimed,
  InboxFullError,
  type InboxUnavailableError,
  type NewEvent,
  type Settlement,
  type Store
} from "./inboxStore.js"

/** A value as drivers return it: 64-bit integers can be numbers, texts or bigints. */
type Value = string | number | bigint | null

type Row = Readonly<Record<string, Value>>

/** Ids are numbers in the table. */
const isId = (id: string): boolean => /^\d{1,15}$/.test(id)

const claimedOf = (row: Row): Claimed => ({
  id: String(row.id),
  body: String(row.body),
  attempts: Number(row.attempts),
  addedAt: Number(row.added_at)
})

/** A number of ids in one statement. */
const batch = 500

/** Creates the table and its indexes. Several processes can do so at once. */
const migrate = (
  sql: SqlClient.SqlClient,
  execute: Execute,
  table: string
): Effect.Effect<void, InboxUnavailableError> => {
  const isSqlite = sql.onDialectOrElse({ sqlite: () => true, orElse: () => false })
  const id = isSqlite ? "integer primary key autoincrement" : "bigint generated always as identity primary key"
  const statements = [
    ...(isSqlite ? [...pragmas, "pragma journal_mode = wal"] : []),
    `create table if not exists "${table}" (
      id ${id},
      fingerprint text unique,
      subject text,
      body text not null,
      state text not null,
      attempts integer not null,
      duplicates integer not null,
      available_at bigint,
      lease text,
      error text,
      added_at bigint not null,
      handled_at bigint,
      dead_at bigint
    )`,
    `create index if not exists "${table}_due" on "${table}" (available_at, id) where available_at is not null`,
    `create index if not exists "${table}_subject" on "${table}" (subject, id) where available_at is not null`,
    `create index if not exists "${table}_handled" on "${table}" (handled_at) where handled_at is not null`,
    `create index if not exists "${table}_state" on "${table}" (state, id)`
  ]
  // In Postgres, "if not exists" fails if another process creates the same at the same moment.
  return Effect.forEach(statements, (statement) => execute(sql.unsafe(statement)), { discard: true }).pipe(
    Effect.retry(Schedule.exponential("50 millis").pipe(Schedule.jittered, Schedule.intersect(Schedule.recurs(4))))
  )
}

const firstOf = (events: ReadonlyArray<NewEvent>, fingerprint: string): number =>
  events.findIndex((event) => event.fingerprint === fingerprint)

/** An event that is added at a time. */
interface NewEventAt extends NewEvent {
  readonly now: number
}

/** An event that was handled. */
interface Handled {
  readonly id: string
  readonly lease: string
  readonly at: number
}

class SqlStore implements Store {
  readonly #sql: SqlClient.SqlClient
  readonly #execute: Execute
  readonly #table: Statement.Identifier
  readonly #capacity: number
  readonly #isSqlite: boolean
  readonly #insert: (event: NewEventAt) => Effect.Effect<Added, InboxUnavailableError>
  readonly #endHandled: (handled: Handled) => Effect.Effect<boolean, InboxUnavailableError>
  /** Events that are added before the kept ones are counted again, and when that is, if there is no room. */
  #room = 0
  #countAt = 0

  constructor(sql: SqlClient.SqlClient, execute: Execute, table: string, capacity: number) {
    this.#sql = sql
    this.#execute = execute
    this.#table = sql(table)
    this.#capacity = capacity
    this.#isSqlite = sql.onDialectOrElse({ sqlite: () => true, orElse: () => false })
    const insert = (events: ReadonlyArray<NewEventAt>) => this.#insertAll(events)
    this.#insert = this.#isSqlite ? grouped(insert) : alone(insert)
    this.#endHandled = grouped((handled: ReadonlyArray<Handled>) => this.#endAll(handled))
  }

  #rows(statement: Statement.Statement<Row>): Effect.Effect<ReadonlyArray<Row>, InboxUnavailableError> {
    return this.#execute(statement)
  }

  /** Whether there is room. Events are counted for every 1,000 that are added; if it is full, at most once a second. */
  #hasRoom(now: number): Effect.Effect<boolean, InboxUnavailableError> {
    const sql = this.#sql
    return Effect.suspend(() => {
      if (this.#room-- > 0) return Effect.succeed(true)
      // The clock may have been set back.
      if (now < this.#countAt && now >= this.#countAt - 1_000) return Effect.succeed(false)
      const open = sql`select 1 from ${this.#table} where state in ('waiting', 'working', 'dead') limit ${this.#capacity}`
      return Effect.map(this.#rows(sql<Row>`select count(*) as count from (${open}) as open`), ([row]) => {
        const room = this.#capacity - Number(row?.count)
        this.#room = Math.min(room, 1_000) - 1
        this.#countAt = room > 0 ? 0 : now + 1_000
        return room > 0
      })
    })
  }

  readonly add: Store["add"] = (event, now) =>
    Effect.flatMap(
      this.#hasRoom(now),
      (hasRoom): ReturnType<Store["add"]> => (hasRoom ? this.#insert({ ...event, now }) : this.#duplicateOnly(event))
    )

  /** For an inbox that is full. */
  #duplicateOnly({ fingerprint }: NewEvent): ReturnType<Store["add"]> {
    const statement = this.#sql<Row>`
      update ${this.#table} set duplicates = duplicates + 1 where fingerprint = ${fingerprint} returning id`
    return Effect.flatMap(this.#rows(statement), ([row]) =>
      row === undefined
        ? Effect.fail(new InboxFullError({ capacity: this.#capacity }))
        : Effect.succeed({ id: String(row["id"]), isDuplicate: true })
    )
  }

  #insertAll(events: ReadonlyArray<NewEventAt>) {
    const firsts = events.filter(
      ({ fingerprint }, index) => fingerprint === null || firstOf(events, fingerprint) === index
    )
    const copies = (fingerprint: string | null) =>
      fingerprint === null ? 0 : events.filter((event) => event.fingerprint === fingerprint).length - 1
    const rows = firsts.map(
      ({ body, fingerprint, now, subject }) =>
        this.#sql`(${fingerprint}, ${subject}, ${body}, 'waiting', 0, ${copies(fingerprint)}, ${now}, ${now})`
    )
    const statement = this.#sql<Row>`
      insert into ${this.#table} as kept
        (fingerprint, subject, body, state, attempts, duplicates, available_at, added_at)
      values ${this.#sql.csv(rows)}
      on conflict (fingerprint) do update set duplicates = kept.duplicates + 1 + excluded.duplicates
      returning id, fingerprint, duplicates`
    return Effect.map(this.#rows(statement), (stored) => {
      const others = stored.filter((row) => row["fingerprint"] === null).map((row) => Number(row["id"]))
      others.sort((a, b) => b - a)
      return events.map(({ fingerprint }, index) => {
        if (fingerprint === null) return { id: String(others.pop()), isDuplicate: false }
        const row = stored.find((one) => one["fingerprint"] === fingerprint)
        const isFirst = firstOf(events, fingerprint) === index
        const isDuplicate = !isFirst || Number(row?.["duplicates"]) > copies(fingerprint)
        return { id: String(row?.["id"]), isDuplicate }
      })
    })
  }

  readonly claim: Store["claim"] = (claim) =>
    Effect.map(this.#rows(this.#isSqlite ? this.#claimSqlite(claim) : this.#claimPostgres(claim)), (rows) =>
      rows.map(claimedOf).sort((a, b) => Number(a.id) - Number(b.id))
    )

  /**
   * The ids of events that are due, and the first of their subject if order matters. With "or", Postgres looks for others of each
   * event. Without it, it could join the table with itself, which takes seconds if its statistics are of when nothing was waiting.
   */
  #due({ limit, now, order }: Claim): Statement.Fragment {
    const sql = this.#sql
    const others = sql`select 1 from ${this.#table} as other where other.subject = due.subject and other.available_at is not null`
    const isFirst = sql`(due.subject is null or (
      not exists (${others} and other.id < due.id) and
      not exists (${others} and other.id > due.id and other.state = 'working' and other.available_at > ${now})))`
    return sql`
      select due.id from ${this.#table} as due
      where due.available_at <= ${now} and ${order === "subject" ? isFirst : sql`1 = 1`}
      order by due.available_at, due.id
      limit ${limit}`
  }

  #taken({ lease, until }: Claim): Statement.Fragment {
    return this.#sql`state = 'working', attempts = attempts + 1, available_at = ${until}, lease = ${lease}`
  }

  #claimSqlite(claim: Claim): Statement.Statement<Row> {
    return this.#sql<Row>`
      update ${this.#table} set ${this.#taken(claim)}
      where id in (${this.#due(claim)})
      returning id, body, attempts, added_at`
  }

  /** The events are chosen and locked once: a subquery could be run again for each row. */
  #claimPostgres(claim: Claim): Statement.Statement<Row> {
    return this.#sql<Row>`
      with taken as materialized (${this.#due(claim)} for update of due skip locked)
      update ${this.#table} as kept set ${this.#taken(claim)}
      from taken where kept.id = taken.id
      returning kept.id, body, attempts, added_at`
  }

  readonly renew: Store["renew"] = (id, lease, until) =>
    this.#updated(this.#sql<Row>`
      update ${this.#table} set available_at = ${until} where id = ${id} and lease = ${lease} returning id`)

  readonly settle: Store["settle"] = (id, lease, settlement) =>
    settlement.state === "handled" && this.#isSqlite
      ? this.#endHandled({ id, lease, at: settlement.at })
      : this.#settleOne(id, lease, settlement)

  /** For SQLite: the types of parameters are unknown to Postgres here. */
  #endAll(handled: ReadonlyArray<Handled>) {
    const sql = this.#sql
    const ids = sql.csv(handled.map(({ id }) => sql`${Number(id)}`))
    const leases = sql.csv(handled.map(({ id, lease }) => sql`(${Number(id)}, ${lease})`))
    const statement = sql<Row>`
      update ${this.#table} set lease = null, ${this.#handled(Math.max(...handled.map(({ at }) => at)))}
      where id in (${ids}) and (id, lease) in (values ${leases}) returning id`
    return Effect.map(this.#rows(statement), (rows) => {
      const ended = new Set(rows.map(({ id }) => String(id)))
      return handled.map(({ id }) => ended.has(id))
    })
  }

  #settleOne(id: string, lease: string, settlement: Settlement) {
    return this.#updated(this.#sql<Row>`
      update ${this.#table} set lease = null, ${this.#settled(settlement)}
      where id = ${id} and lease = ${lease} returning id`)
  }

  #updated(statement: Statement.Statement<Row>): Effect.Effect<boolean, InboxUnavailableError> {
    return Effect.map(this.#rows(statement), (rows) => rows.length > 0)
  }

  #settled(settlement: Settlement): Statement.Fragment {
    const sql = this.#sql
    const { at } = settlement
    if (settlement.state === "handled") return this.#handled(at)
    if (settlement.state === "dead") {
      const { attempts, error } = settlement
      return sql`state = 'dead', available_at = null, dead_at = ${at}, attempts = ${attempts}, error = ${error}`
    }
    return settlement.error === null
      ? sql`state = 'waiting', available_at = ${at}, attempts = attempts - 1`
      : sql`state = 'waiting', available_at = ${at}, error = ${settlement.error}`
  }

  /** What is left of a handled event recognizes duplicates. One that has none is deleted with the next batch. */
  #handled(now: number): Statement.Fragment {
    this.#countAt = 0
    return this.#sql`state = 'handled', available_at = null, body = '', error = null, dead_at = null,
      handled_at = case when fingerprint is null then 0 else cast(${now} as bigint) end`
  }

  readonly nextAfter: Store["nextAfter"] = (now) =>
    Effect.map(
      this.#rows(this.#sql<Row>`
        select min(available_at) as next from ${this.#table} where available_at > ${now}`),
      ([row]) => (row?.next == null ? null : Number(row.next))
    )

  readonly dead: Store["dead"] = (after, limit) =>
    Effect.map(
      this.#rows(this.#sql<Row>`
        select id, body, attempts, added_at, dead_at, error from ${this.#table}
        where state = 'dead' and id > ${after ?? 0} order by id limit ${limit}`),
      (rows) => rows.map((row) => ({ ...claimedOf(row), deadAt: Number(row.dead_at), error: String(row.error) }))
    )

  readonly replay: Store["replay"] = (ids, now) =>
    this.#endDead(ids, this.#sql`state = 'waiting', available_at = ${now}, attempts = 0, error = null, dead_at = null`)

  readonly discard: Store["discard"] = (ids, now) => this.#endDead(ids, this.#handled(now))

  /** In batches, and none of those that die meanwhile. */
  #endDead(ids: ReadonlyArray<string> | "all", change: Statement.Fragment) {
    const sql = this.#sql
    const of = (which: Statement.Fragment) =>
      this.#rows(sql<Row>`
        update ${this.#table} set ${change} where state = 'dead' and id in (${which}) returning id`)
    if (ids !== "all") {
      const known = ids.filter(isId)
      const batches = Array.from({ length: Math.ceil(known.length / batch) }, (_, index) =>
        known.slice(index * batch, (index + 1) * batch)
      )
      return Effect.reduce(batches, 0, (total, some) =>
        Effect.map(of(sql.csv(some.map((id) => sql`${id}`))), (rows) => total + rows.length)
      )
    }
    return Effect.gen(this, function* () {
      const [row] = yield* this.#rows(sql<Row>`select max(id) as last from ${this.#table} where state = 'dead'`)
      const last = Number(row?.last ?? 0)
      const next = sql`select id from ${this.#table} where state = 'dead' and id <= ${last} order by id limit ${batch}`
      let total = 0
      while (true) {
        const { length } = yield* of(next)
        total += length
        if (length === 0) return total
      }
    })
  }

  readonly counts: Store["counts"] = (now) =>
    Effect.map(
      this.#rows(this.#sql<Row>`
        select state, count(*) as count, count(fingerprint) as known, sum(duplicates) as duplicates,
          sum(case when available_at <= ${now} then 1 else 0 end) as due
        from ${this.#table} group by state`),
      (rows) => {
        const of = (state: string, column: string) => Number(rows.find((row) => row.state === state)?.[column] ?? 0)
        const ended = of("working", "due")
        return {
          waiting: of("waiting", "count") + ended,
          working: of("working", "count") - ended,
          handled: of("handled", "known"),
          dead: of("dead", "count"),
          duplicates: rows.reduce((total, row) => total + Number(row.duplicates), 0)
        }
      }
    )

  readonly forget: Store["forget"] = (before, limit) =>
    Effect.map(
      this.#rows(this.#sql<Row>`
        delete from ${this.#table}
        where id in (select id from ${this.#table} where handled_at < ${before} order by handled_at limit ${limit})
        returning id`),
      (rows) => rows.length
    )
}

/** A store in a table, which is created if there is none. */
export const makeSqlStore = (
  client: SqlClient.SqlClient,
  table: string,
  capacity: number
): Effect.Effect<Store, InboxUnavailableError> =>
  Effect.suspend(() => {
    if (!/^[A-Za-z_]\w{0,39}$/.test(table)) {
      throw new RangeError(`\`table\` must be letters, digits and "_", at most 40; got "${table}"`)
    }
    // The application's client can rename columns; these have the names that they have.
    const sql = client.withoutTransforms()
    const execute = makeExecute(client)
    const store = new SqlStore(sql, execute, table, positive("capacity", capacity))
    return Effect.as(migrate(sql, execute, table), store)
  })
