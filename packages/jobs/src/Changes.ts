/**
 * Incremental reading of contacts, deals and accounts: what was created or updated since a cursor, to keep a table of a data
 * warehouse up to date.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const fs = yield* FileSystem.FileSystem
 *   const since = yield* Effect.option(fs.readFileString("contacts.cursor"))
 *   yield* Changes.contacts({ since: Option.getOrUndefined(since) }).pipe(
 *     Stream.runForEach((change) =>
 *       change._tag === "Changed" ? Effect.log(change.row.id) : fs.writeFileString("contacts.cursor", change.cursor)
 *     )
 *   )
 * })
 * ```
 *
 * The first reading has no cursor and gives all rows. Each further one gives the rows that changed since, in their last
 * state. The last element of a reading is `UpToDate`. Its cursor is where the next one begins. Each `Changed` has a cursor
 * as well, from which a reading that was interrupted continues. A cursor is valid when all elements up to it are handled:
 * handle first, store afterwards, and a crash between the two loses nothing.
 *
 * - Each change is given at least once: a row comes in the state that it had at the last change, or in a later one. A row that
 *   changes during a reading comes in the same or in the next one. Rows are compared with the ones that were given, so that
 *   few come twice: those of a reading that was interrupted, and those that changed shortly before its end if they are more
 *   than `remember`.
 * - Times are those of ActiveCampaign: the header `Date` of the first response, less the time that the request took. The
 *   clock of this machine is not used. Without that header it is the latest update of the first page. So a clock that
 *   differs, copies of ActiveCampaign's data that lag behind, and changes that are not found at once lose nothing, up to the
 *   `overlap` by which readings overlap.
 * - Not seen: what ActiveCampaign does not count as an update. It is not documented whether adding a tag or a
 *   subscription, or writing a custom field of a deal or an account by itself, changes the time of the update. A full export
 *   now and then finds these.
 * - Not seen: deletions. Rows that are deleted are not in lists anymore, and the API has no list of them. A contact that is
 *   kept with `deleted` is a change. `missingContacts` finds which of the contacts that a warehouse has do not exist anymore.
 *
 * Requests of a reading: as those of an export of the rows that changed. Accounts have no filter by update, so all of them
 * are read, and compared.
 */
import { createHash } from "node:crypto"
import * as Chunk from "effect/Chunk"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import * as Contacts from "effect-activecampaign/Contacts"
import type { AccountCustomFieldId, ContactId, DealCustomFieldId, FieldId } from "effect-activecampaign/Ids"
import type * as Pagination from "effect-activecampaign/Pagination"
import type { CursorError } from "./CursorError.js"
import type { AccountRow, ContactRow, DealRow, Definition, ExportError, Requirements } from "./Export.js"
import { type AnyPage, joinedPages, type Source } from "./internal/rows.js"
import { accountSource, contactSource, dealSource } from "./internal/sources.js"
import { after, between, parse, type Watermark } from "./internal/watermark.js"

export { CursorError } from "./CursorError.js"

/** A row that was created or updated. */
export interface Changed<Row> {
  readonly _tag: "Changed"
  /** The row as it is now. */
  readonly row: Row
  /** Where this reading continues after the row. Valid when this element and all before it are handled. */
  readonly cursor: string
}

/** All changes were given. It is the last element. */
export interface UpToDate {
  readonly _tag: "UpToDate"
  /** Where the next reading begins. Valid when all elements are handled. */
  readonly cursor: string
  /** Up to when changes were given, by ActiveCampaign's clock; null if it is not known, because there was no row at all. */
  readonly until: DateTime.Utc | null
}

/** An element of a reading. */
export type Change<Row> = Changed<Row> | UpToDate

/** Where a reading begins, and how it requests its pages. */
export interface Options<Id extends string> extends Pagination.StreamOptions {
  /** Cursor of an earlier reading, or a time by ActiveCampaign's clock; by default all rows are given. */
  readonly since?: string | DateTime.DateTime | undefined
  /**
   * By how much readings overlap; by default 10 minutes. It must be more than clocks differ, and more than it takes until a
   * list has a change.
   */
  readonly overlap?: Duration.DurationInput | undefined
  /**
   * How the filter by update is sent. By default (`day`) as a date, the only form that is documented, two days early, because the
   * time zone is not; rows that are too old are left out here. With `instant` as a point in time, so that frequent readings
   * request less: try whether your account honours it, since changes would be lost silently.
   */
  readonly filter?: "day" | "instant" | undefined
  /** How many of the rows that changed shortly before the end are remembered in the cursor, at most; by default 10,000. */
  readonly remember?: number | undefined
  /** Number of rows in a page, from 1 to 100; by default 100. */
  readonly limit?: number | undefined
  /** The custom fields that each row has; by default all of the account. */
  readonly fields?: ReadonlyArray<Definition<Id>> | undefined
}

/** The elements of a reading. */
export type Changes<Row> = Stream.Stream<Change<Row>, ExportError, Requirements>

/** Which rows of a list are read. */
interface Query {
  readonly limit?: number
  readonly filters?: { readonly updated_after: DateTime.Utc | string }
}

/** A list whose changes are read. */
interface Kind<
  Id extends string,
  A,
  Page extends AnyPage<A> & { readonly headers: object },
  Row extends { readonly id: string }
> {
  readonly name: string
  readonly updated: (row: Row) => DateTime.Utc | null
  /** The list, of rows that were updated after a time. */
  readonly source: (
    query: Query,
    options: Pagination.StreamOptions & {
      readonly cursor: string | undefined
      readonly fields: ReadonlyArray<Definition<Id>> | undefined
    }
  ) => Effect.Effect<Source<never, A, Page, Row, ExportError, ExportError, Requirements>, ExportError, Requirements>
}

/** A hash of what a row contains. */
const hashOf = (row: object): string =>
  createHash("sha256").update(JSON.stringify(row)).digest("base64url").slice(0, 12)

/** The end of a day in the last time zone is 36 hours after its beginning in UTC. */
const dayMargin = 36 * 3_600_000

/** The time of a response, less what has passed since the reading began, in whole seconds as times of rows are. */
const timeOf = (headers: object, elapsed: number): number | undefined => {
  const date = "date" in headers ? Date.parse(String(headers.date)) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.floor((date - elapsed) / 1000) * 1000
}

/** The latest of some times; undefined if there is none. */
const latest = (times: ReadonlyArray<DateTime.Utc | null>): number | undefined => {
  const millis = times.flatMap((time) => (time === null ? [] : [DateTime.toEpochMillis(time)]))
  return millis.length === 0 ? undefined : millis.reduce((one, other) => Math.max(one, other))
}

/** A reading that is under way. */
class Reading<Row extends { readonly id: string }> {
  readonly #list: string
  readonly #updated: (row: Row) => DateTime.Utc | null
  readonly #overlap: number
  readonly #remember: number
  readonly #from: Watermark
  #until: number | undefined
  readonly #given = new Map<string, string>()

  constructor(
    kind: { readonly name: string; readonly updated: (row: Row) => DateTime.Utc | null },
    from: Watermark,
    options: Options<never>
  ) {
    this.#list = kind.name
    this.#updated = kind.updated
    this.#overlap = Duration.toMillis(options.overlap ?? "10 minutes")
    this.#remember = options.remember ?? 10_000
    this.#from = from
    this.#until = from.until
  }

  /** Where the next reading begins. */
  get #next(): number | null {
    const { since } = this.#from
    if (this.#until === undefined) return since
    const next = this.#until - this.#overlap
    return since === null ? next : Math.max(since, next)
  }

  /** The first page tells when the reading began: no change before is missing in it or in later pages. */
  begin(headers: object, rows: ReadonlyArray<Row>, elapsed: number): void {
    this.#until ??= timeOf(headers, elapsed) ?? latest(rows.map(this.#updated))
  }

  /** The rows of a page that changed and were not given as they are. */
  changes(elements: ReadonlyArray<{ readonly row: Row; readonly cursor: string }>): ReadonlyArray<Changed<Row>> {
    const { given, since } = this.#from
    const next = this.#next
    const [head, tail] = between(this.#list, since, this.#until ?? since ?? 0)
    return elements.flatMap(({ cursor, row }): ReadonlyArray<Changed<Row>> => {
      const time = this.#updated(row)
      const updated = time === null ? undefined : DateTime.toEpochMillis(time)
      if (updated !== undefined && since !== null && updated < since) return []
      const known = given.get(row.id)
      const isKept = (updated === undefined || next === null || updated >= next) && this.#given.size < this.#remember
      const hash = known !== undefined || isKept ? hashOf(row) : undefined
      if (isKept && hash !== undefined) this.#given.set(row.id, hash)
      return known !== undefined && known === hash ? [] : [{ _tag: "Changed", row, cursor: head + cursor + tail }]
    })
  }

  /** All rows came. */
  end(): UpToDate {
    const next = this.#next
    return {
      _tag: "UpToDate",
      cursor: after(this.#list, next, this.#given),
      until: this.#until === undefined ? null : DateTime.unsafeMake(this.#until)
    }
  }
}

/** Rows that were updated after a time, or earlier. */
const queryOf = (since: number | null, { filter = "day", limit }: Options<never>): Query => ({
  ...(limit === undefined ? {} : { limit }),
  ...(since === null
    ? {}
    : {
        filters: {
          // Whether the filter takes rows of the time itself is not documented.
          updated_after:
            filter === "instant"
              ? DateTime.unsafeMake(since - 1000)
              : DateTime.formatIsoDateUtc(DateTime.unsafeMake(since - dayMargin))
        }
      })
})

/** Reads the changes of a list from a watermark on. */
const readFrom = <
  Id extends string,
  A,
  Page extends AnyPage<A> & { readonly headers: object },
  Row extends { readonly id: string }
>(
  kind: Kind<Id, A, Page, Row>,
  from: Watermark,
  options: Options<Id>
): Changes<Row> => {
  const { concurrency, fields, readAhead, ...others } = options
  return Stream.unwrap(
    Effect.gen(function* () {
      const start = yield* Clock.currentTimeNanos
      const reading = new Reading(kind, from, others)
      const source = yield* kind.source(queryOf(from.since, others), {
        concurrency,
        readAhead,
        fields,
        cursor: from.at
      })
      const changed = joinedPages(source).pipe(
        Stream.mapEffect(({ elements, page }) =>
          Effect.map(Clock.currentTimeNanos, (now) => {
            reading.begin(
              page.headers,
              elements.map(({ row }) => row),
              Number(now - start) / 1e6
            )
            return Chunk.unsafeFromArray(reading.changes(elements))
          })
        ),
        Stream.flattenChunks
      )
      return Stream.concat(
        changed,
        Stream.sync((): Change<Row> => reading.end())
      )
    })
  )
}

/** Whether a reading cannot continue: rows before its place were deleted, or it has other options. */
const isPlaceLost = (error: ExportError): boolean =>
  error._tag === "CursorError" || (error._tag === "PaginationError" && error.reason === "changed")

/** Reads the changes of a list. A reading whose place is lost begins again. */
const read = <
  Id extends string,
  A,
  Page extends AnyPage<A> & { readonly headers: object },
  Row extends { readonly id: string }
>(
  kind: Kind<Id, A, Page, Row>,
  options: Options<Id>
): Changes<Row> => {
  const { since } = options
  const from: Effect.Effect<Watermark, CursorError> =
    typeof since === "string"
      ? parse(kind.name, since)
      : Effect.succeed({ since: since === undefined ? null : DateTime.toEpochMillis(since), given: new Map() })
  return Stream.unwrap(
    Effect.map(from, (watermark) => {
      const changes = readFrom(kind, watermark, options)
      return watermark.at === undefined
        ? changes
        : Stream.catchAll(changes, (error) =>
            isPlaceLost(error) ? readFrom(kind, { ...watermark, at: undefined }, options) : Stream.fail(error)
          )
    })
  )
}

/**
 * Reads contacts that were created or updated, with their custom fields, tags and lists.
 *
 * ```ts
 * const program = Changes.contacts({ since: DateTime.unsafeMake("2026-05-28T00:00:00Z") }).pipe(
 *   Stream.runForEach((change) => (change._tag === "Changed" ? Effect.log(change.row.email) : Effect.log(change.until)))
 * )
 * ```
 *
 * Fails with `CursorError` if `since` is a cursor of something else.
 *
 * @see https://developers.activecampaign.com/reference/list-all-contacts
 */
export const contacts = (options: Options<FieldId> = {}): Changes<ContactRow> =>
  read(
    {
      name: "contacts",
      updated: ({ udate }) => udate,
      source: contactSource
    },
    options
  )

/**
 * Reads deals that were created or updated, with their custom fields and names.
 *
 * Fails with `CursorError` if `since` is a cursor of something else.
 *
 * @see https://developers.activecampaign.com/reference/list-all-deals
 */
export const deals = (options: Options<DealCustomFieldId> = {}): Changes<DealRow> =>
  read(
    {
      name: "deals",
      updated: ({ mdate }) => mdate,
      source: dealSource
    },
    options
  )

/**
 * Reads accounts (companies) that were created or updated, with their custom fields. The API has no filter for it: all
 * accounts are read, and those that have not changed are left out.
 *
 * Fails with `CursorError` if `since` is a cursor of something else.
 *
 * @see https://developers.activecampaign.com/reference/list-all-accounts
 */
export const accounts = (options: Options<AccountCustomFieldId> = {}): Changes<AccountRow> =>
  read(
    {
      name: "accounts",
      updated: ({ updatedTimestamp }) => updatedTimestamp,
      source: ({ filters: _, ...query }, options) => accountSource(query, options)
    },
    options
  )

/** What reading contacts by their ids fails with. */
export type MissingError = Effect.Effect.Error<ReturnType<typeof Contacts.list.page>>

/**
 * The contacts among these that do not exist anymore, in order: ActiveCampaign does not tell of deletions otherwise. One request
 * for each 100 ids.
 *
 * ```ts
 * const deleted = Changes.missingContacts(Stream.make(ContactId.make("1"), ContactId.make("2")))
 * ```
 */
export const missingContacts = <E, R>(
  ids: Stream.Stream<ContactId, E, R>,
  options: { readonly concurrency?: number | undefined } = {}
): Stream.Stream<ContactId, E | MissingError, R | ActiveCampaignClient> =>
  ids.pipe(
    Stream.grouped(100),
    Stream.mapEffect(
      (chunk) => {
        const wanted = Chunk.toReadonlyArray(chunk)
        const page = Contacts.list.page({ ids: [Chunk.unsafeHead(chunk), ...wanted.slice(1)], limit: 100 })
        return Effect.map(page, ({ items }) => {
          const existing = new Set(items.map(({ id }) => id))
          return Chunk.unsafeFromArray(wanted.filter((id) => !existing.has(id)))
        })
      },
      { concurrency: options.concurrency ?? 1 }
    ),
    Stream.flattenChunks
  )
