/**
 * All rows of a collection, page by page.
 *
 * ActiveCampaign returns 20 rows unless asked for more, and at most 100. Its `meta.total` is a string, a number, `"0"` or
 * absent. So a collection ends with a short or an empty page; a total that promises more than a short page had continues it,
 * never ends it. An endpoint that ignores the offset returns the same page again, which is recognized.
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { type Paging, pageSize, type Strategy } from "../Pagination.js"
import { definitionOf } from "../Wire/Codec.js"
import { type Issue, isIssue, mustBe } from "../Wire/Issue.js"
import { Integer, integerBetween } from "../Wire/Number.js"
import { Input } from "../Wire/Object.js"
import { isRecord } from "../Wire/Text.js"

/** ActiveCampaign's page size if none is asked for. */
const defaultPageSize = 20

class PagingInput extends Input<PagingInput>("PageQuery")(
  {},
  { limit: integerBetween(1, pageSize), offset: integerBetween(0, Number.POSITIVE_INFINITY) }
) {}

/** Splits a query into paging, checked, and the rest. */
export const split = (query: unknown): Issue | { readonly page: object; readonly rest: object } => {
  if (query !== undefined && !isRecord(query)) return mustBe("an object", query)
  const { limit, offset, ...rest }: Paging = { ...query }
  const page = definitionOf(PagingInput).write({ limit, offset })
  return isIssue(page) ? page : { page: page as object, rest }
}

/** `meta.total` of a body, in whichever form it is; null if there is none. */
export const totalOf = (body: unknown): number | null => {
  const meta = isRecord(body) ? body["meta"] : undefined
  const total = isRecord(meta) ? definitionOf(Integer).read(meta["total"]) : null
  return isIssue(total) ? null : total
}

/** What pagination needs to know of a page. */
interface Page<A> {
  readonly items: ReadonlyArray<A>
  readonly total: number | null
}

/** A query as far as pagination looks at it. */
interface Query {
  readonly limit?: number
  readonly offset?: number
  readonly orders?: object
  readonly id_greater?: unknown
}

/** One request of a collection. */
interface Position {
  readonly query: Query
  /** Rows that came before. */
  readonly before: number
}

/** What comes after a page: nothing, another position, or rows that are out of order. */
type Next = Position | "end" | "out of order"

/** A way through a collection. */
interface Walker {
  readonly start: Position
  readonly next: (position: Position, page: Page<unknown>) => Next
}

const idOf = (row: unknown): string | undefined =>
  isRecord(row) && typeof row["id"] === "string" ? row["id"] : undefined

/** Whether ids grow from row to row, so that the last one can be continued from. */
const grows = (after: unknown, rows: ReadonlyArray<unknown>): boolean => {
  let previous = after === undefined ? 0 : Number(after)
  return rows.every((row) => {
    const id = Number(idOf(row))
    const larger = id > previous
    previous = id
    return larger
  })
}

const promises = (total: number | null, rows: number): boolean => total !== null && total > rows

/** By `limit` and `offset`. */
const byOffset = (given: Query): Walker => {
  const limit = given.limit ?? pageSize
  const offset = given.offset ?? 0
  return {
    start: { query: { ...given, limit, offset }, before: offset },
    next: ({ before }, { items, total }) => {
      const reached = before + items.length
      return items.length >= limit || promises(total, reached)
        ? { query: { ...given, limit, offset: reached }, before: reached }
        : "end"
    }
  }
}

/** By `id_greater`. */
const byKeyset = (given: Query): Walker => {
  const limit = given.limit ?? pageSize
  return {
    start: { query: { ...given, orders: { id: "ASC" }, limit }, before: 0 },
    next: ({ before, query }, { items, total }) => {
      // Such a query counts the rows that are left, so its total is compared with this page alone.
      if (items.length < limit && !promises(total, items.length)) return "end"
      return grows(query.id_greater, items)
        ? { query: { ...query, id_greater: idOf(items.at(-1)) }, before: before + items.length }
        : "out of order"
    }
  }
}

/** Everything at once; by offset from then on if exactly a page's worth came back. */
const atOnce = (given: Query): Walker => ({
  start: { query: given, before: given.offset ?? 0 },
  next: ({ before }, { items, total }) => {
    const reached = before + items.length
    return items.length === defaultPageSize || items.length === pageSize || promises(total, reached)
      ? { query: { ...given, limit: given.limit ?? pageSize, offset: reached }, before: reached }
      : "end"
  }
})

const walkerOf = (strategy: Strategy, given: Query): Walker => {
  if (strategy === "none" && given.limit === undefined) return atOnce(given)
  return strategy === "keyset" && given.orders === undefined && given.offset === undefined
    ? byKeyset(given)
    : byOffset(given)
}

/** What a repeated page is recognized by. */
const firstOf = ({ items }: Page<unknown>): string | undefined =>
  items.length === 0 ? undefined : (idOf(items[0]) ?? JSON.stringify(items[0]))

/** All rows of a collection, requested page by page as they are consumed. */
export const paginate = <A, E, R>(
  strategy: Strategy,
  query: object | undefined,
  request: (query: object) => Effect.Effect<Page<A>, E, R>,
  outOfOrder: () => E
): Stream.Stream<A, E, R> => {
  // What is not a query is refused by the request itself.
  if (query !== undefined && !isRecord(query)) return Stream.drain(Stream.fromEffect(request(query)))
  const walker = walkerOf(strategy, query ?? {})
  type State = { readonly position: Position; readonly first: string | undefined }
  return Stream.paginateChunkEffect<State, A, E, R>({ position: walker.start, first: undefined }, (state) =>
    Effect.flatMap(request(state.position.query), (page) => {
      const first = firstOf(page)
      if (first === undefined || first === state.first) return Effect.succeed([Chunk.empty<A>(), Option.none<State>()])
      const next = walker.next(state.position, page)
      if (next === "out of order") return Effect.fail(outOfOrder())
      const following = next === "end" ? Option.none<State>() : Option.some<State>({ position: next, first })
      return Effect.succeed([Chunk.unsafeFromArray(page.items), following])
    })
  )
}
