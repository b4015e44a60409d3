/**
 * Pages of a list as rows with cursors, each row once.
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import type * as Pagination from "effect-activecampaign/Pagination"
import type { CursorError } from "../CursorError.js"
import { markOf, pageStart, parse, prefixOf } from "./position.js"

/** A page, as far as it is looked at here. */
export interface AnyPage<A> {
  readonly items: ReadonlyArray<A>
  readonly cursor: string | null
}

/** What pages are requested with. */
export type Pages<Query, Page, E> = (
  query: Query,
  options: Pagination.StreamOptions
) => Stream.Stream<Page, E, ActiveCampaignClient>

/** A row, and where to continue after it. */
export interface Element<Row> {
  readonly row: Row
  readonly cursor: string
}

/** Rows of pages that are joined with what belongs to them. */
export interface Source<Query, A, Page extends AnyPage<A>, Row, E, E2, R> {
  /** Name of the list. */
  readonly name: string
  readonly query: object
  readonly pages: Pages<Query, Page, E>
  /** The rows of a page, in the same order and number. */
  readonly join: (page: Page) => Effect.Effect<ReadonlyArray<Row>, E2, R>
  readonly options: Pagination.StreamOptions & { readonly cursor?: string | undefined }
}

/** Pages with the rows that did not come before the cursor. */
export interface JoinedPage<Page, Row> {
  readonly page: Page
  readonly elements: ReadonlyArray<Element<Row>>
}

/** After so many pages a list by id is continued as a new one. */
const segment = 1000

/**
 * All pages from one on. A list keeps the ids of all rows that came. By id none of them can come again, so it is continued
 * now and then as a new one that knows none: the memory does not depend on how many rows there are.
 */
const inSegments = <P extends AnyPage<unknown>, E, R>(
  from: string | undefined,
  pages: (cursor: string | undefined) => Stream.Stream<P, E, R>
): Stream.Stream<P, E, R> =>
  Stream.suspend(() => {
    let count = 0
    let next: string | undefined
    const some = Stream.takeUntil(pages(from), ({ cursor }) => {
      count++
      // Cursors by offset are continued from a row that may be deleted.
      if (count >= segment && cursor?.includes(">") === true) next = cursor
      return next !== undefined
    })
    return Stream.concat(
      some,
      Stream.suspend(() => (next === undefined ? Stream.empty : inSegments(next, pages)))
    )
  })

/** The pages of a list from a cursor on. The cast: a query is what was given, and a cursor. */
export const joinedPages = <Query, A, Page extends AnyPage<A>, Row, E, E2, R>({
  join,
  name,
  options: { cursor, ...options },
  pages,
  query
}: Source<Query, A, Page, Row, E, E2, R>): Stream.Stream<
  JoinedPage<Page, Row>,
  E | E2 | CursorError,
  R | ActiveCampaignClient
> => {
  const prefix = prefixOf(name, query)
  return Stream.unwrap(
    Effect.map(parse(prefix, cursor), ({ page: start, seen }) => {
      const came = new Set(seen)
      let at = pageStart(prefix, start) + seen.map((mark) => `${mark},`).join("")
      let isFirst = true
      const all = inSegments(start, (cursor) =>
        pages({ ...query, ...(cursor === undefined ? {} : { cursor }) } as Query, options)
      )
      return all.pipe(
        Stream.mapEffect((current) =>
          Effect.map(join(current), (rows) => {
            const elements: Array<Element<Row>> = []
            for (const [index, row] of rows.entries()) {
              const mark = markOf(current.items[index], index)
              if (came.has(mark) && (isFirst || !mark.startsWith("#"))) continue
              at += `${mark},`
              elements.push({ row, cursor: at })
            }
            isFirst = false
            if (current.cursor !== null) at = pageStart(prefix, current.cursor)
            return { page: current, elements }
          })
        )
      )
    })
  )
}

/** The rows of joined pages. */
export const elementsOf = <Page, Row, E, R>(
  pages: Stream.Stream<JoinedPage<Page, Row>, E, R>
): Stream.Stream<Element<Row>, E, R> => Stream.mapConcatChunk(pages, ({ elements }) => Chunk.unsafeFromArray(elements))
