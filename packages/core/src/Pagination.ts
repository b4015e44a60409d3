/**
 * Walking a collection to its end.
 *
 * The vendor gives 20 rows unless asked for more, and 100 at most. Its `meta.total` is a text, a number, `"0"` or
 * absent, so a walk ends on a short or an empty page; a total that promises more than a short page held makes it go
 * on, never end. An endpoint that ignores the offset sends the same page again, and is recognised by that.
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Wire from "./Wire.js"

/** The vendor's largest page. */
export const pageSize = 100

/** The vendor's page size where none is asked for. */
const defaultPageSize = 20

/**
 * How a collection is walked.
 *
 * - `offset`: with `limit` and `offset`.
 * - `keyset`: by `id_greater`, which does not get slower on large accounts and loses no row when others are deleted
 *   meanwhile; by offset where the caller asks for an order of its own.
 * - `whole`: documented without paging, so asked for without; asked on only where exactly a page's worth came back.
 */
export type Walk = "offset" | "keyset" | "whole"

const paging = /*#__PURE__*/ Wire.input(
  "Paging",
  {},
  {
    limit: /*#__PURE__*/ Schema.Int.pipe(/*#__PURE__*/ Schema.between(1, pageSize)),
    offset: Schema.NonNegativeInt
  }
)

/** Which page. */
export interface Paging {
  /** Rows on the page, 100 at most; the vendor's default is 20. */
  readonly limit?: number | undefined
  /** Rows to skip. */
  readonly offset?: number | undefined
}

/** Splits a query into the part that says which page and the rest, and encodes the former. */
export const split = (
  query: unknown
): Either.Either<{ readonly page: object; readonly rest: object }, ParseResult.ParseIssue> => {
  const { limit, offset, ...rest } = { ...(query as Paging | undefined) }
  return Either.map(ParseResult.encodeUnknownEither(paging)({ limit, offset }), (page) => ({
    page: page as object,
    rest
  }))
}

/** What a page must tell for the walk to go on. */
export interface Walked<A> {
  readonly items: ReadonlyArray<A>
  readonly total: number | null
}

const readTotal = /*#__PURE__*/ ParseResult.decodeUnknownOption(Wire.Integer)

/** `meta.total` of a body, in whichever form it is there. */
export const totalOf = (body: unknown): number | null => {
  const meta = typeof body === "object" && body !== null && "meta" in body ? body.meta : undefined
  return typeof meta === "object" && meta !== null && "total" in meta ? Option.getOrNull(readTotal(meta.total)) : null
}

interface Position {
  readonly query: object
  /** Rows that came before. */
  readonly before: number
  /** The first row of the page before, by which a repeated page is recognised. */
  readonly first: string | undefined
}

const idOf = (row: unknown): string | undefined =>
  typeof row === "object" && row !== null && "id" in row && typeof row.id === "string" ? row.id : undefined

/** Whether ids grow from row to row, so that the last one can be gone on from. */
const grows = (after: unknown, rows: ReadonlyArray<unknown>): boolean => {
  let previous = after === undefined ? 0 : Number(after)
  return rows.every((row) => {
    const id = Number(idOf(row))
    const larger = id > previous
    previous = id
    return larger
  })
}

/** All rows of a collection, read page by page as they are consumed. */
export const walk = <A, E, R>(
  kind: Walk,
  query: object | undefined,
  read: (query: object) => Effect.Effect<Walked<A>, E, R>,
  outOfOrder: () => E
): Stream.Stream<A, E, R> => {
  const given: {
    readonly limit?: number
    readonly offset?: number
    readonly orders?: object
    readonly id_greater?: unknown
  } = query ?? {}
  const limit = given.limit ?? (kind === "whole" ? undefined : pageSize)
  const byKey = kind === "keyset" && given.orders === undefined && given.offset === undefined
  const start: Position = {
    query: byKey
      ? { ...given, orders: { id: "ASC" }, limit }
      : limit === undefined
        ? given
        : { ...given, limit, offset: given.offset ?? 0 },
    before: given.offset ?? 0,
    first: undefined
  }
  return Stream.paginateChunkEffect(start, (position) =>
    Effect.flatMap(
      read(position.query),
      ({ items, total }): Effect.Effect<readonly [Chunk.Chunk<A>, Option.Option<Position>], E> => {
        const first = items.length === 0 ? undefined : (idOf(items[0]) ?? JSON.stringify(items[0]))
        if (items.length === 0 || first === position.first) return Effect.succeed([Chunk.empty(), Option.none()])
        const before = position.before + items.length
        const full =
          limit === undefined ? items.length === defaultPageSize || items.length === pageSize : items.length >= limit
        // A keyset query counts what is left, so its total is compared with this page alone.
        const promised = total !== null && total > (byKey ? items.length : before)
        const chunk = Chunk.unsafeFromArray(items)
        if (!full && !promised) return Effect.succeed([chunk, Option.none()])
        if (!byKey) {
          return Effect.succeed([
            chunk,
            Option.some({ query: { ...given, limit: limit ?? pageSize, offset: before }, before, first })
          ])
        }
        const after = (position.query as typeof given).id_greater
        return grows(after, items)
          ? Effect.succeed([
              chunk,
              Option.some({ query: { ...position.query, id_greater: idOf(items[items.length - 1]) }, before, first })
            ])
          : Effect.fail(outOfOrder())
      }
    )
  )
}
