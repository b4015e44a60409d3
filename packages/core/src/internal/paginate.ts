/**
 * All rows of a collection, page by page: each of them exactly once, or a failure that says why not.
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { type ActiveCampaignError, PaginationError } from "../ActiveCampaignError.js"
import type { Settling, Strategy } from "../Pagination.js"
import { mustBe } from "../Wire/Issue.js"
import { elementsOf } from "../Wire/Structure.js"
import { isRecord } from "../Wire/Text.js"
import { fromIssue } from "./encodeCall.js"
import { contextOf, type Operation } from "./operation.js"
import { isCursor, type Next, Progress, type Query } from "./progress.js"

/** What pagination needs to know of a page. */
export interface Page<A> {
  readonly items: ReadonlyArray<A>
  readonly total: number | null
  readonly body: unknown
}

/** A collection, as pagination uses it. */
export interface Collection<P, R> {
  readonly operation: Operation
  /** Key of the rows in a body. */
  readonly key: string
  readonly pagination: Strategy
  /** Sort order that keeps rows in their places, if the caller asks for none. */
  readonly order: object | undefined
  readonly settling: Settling | undefined
  readonly request: (query: object) => Effect.Effect<P, ActiveCampaignError, R>
}

/** Query parameters that `id_greater` is known to work with. */
const withKeyset = ["cursor", "id_greater", "include", "limit"]

/** What is wrong with a collection that does not come to a proven end. */
const problems: { readonly [Reason in Exclude<Next, "more" | "end">]: string } = {
  repeated: "repeats itself: further pages bring no new rows, and whether there are more is not known",
  incomplete: "is incomplete: the last page is empty, although `meta.total` promises more",
  changed: "has changed: the last row is not where it was, so others could be skipped. Start again"
}

/** How many rows a body has, empty ones among them. */
const rowsOf = (body: unknown, key: string): number | undefined => {
  const rows = isRecord(body) ? elementsOf(body[key]) : undefined
  return Array.isArray(rows) ? rows.length : undefined
}

/** All pages with new rows, requested as they are consumed; one even if there are none. */
export const pages = <A, P extends Page<A>, R>(
  collection: Collection<P, R>,
  query: unknown
): Stream.Stream<P & { readonly cursor: string | null }, ActiveCampaignError, R> => {
  // What is not a query is refused by the request itself.
  if (query !== undefined && !isRecord(query))
    return Stream.drain(Stream.fromEffect(collection.request(query as object)))
  const { cursor, limit: _, offset: __, ...rest } = { ...(query as Query) }
  if (cursor !== undefined && !isCursor(cursor)) {
    return Stream.fail(
      fromIssue(collection.operation, "the query", mustBe("the cursor of an earlier page", cursor).at("cursor"))
    )
  }
  const given: Query = { ...(query as Query) }
  const keys = Object.keys(given).filter((key) => given[key as keyof Query] !== undefined)
  const byId = collection.pagination === "keyset" && keys.every((key) => withKeyset.includes(key))
  const isSorted = rest.orders !== undefined || Object.keys({ ...rest.extra }).some((key) => key.startsWith("orders["))
  const all = isSorted || collection.order === undefined ? rest : { ...rest, orders: collection.order }
  const { settling } = collection
  const further = settling === undefined ? all : { ...all, [settling.once]: undefined }

  return Stream.suspend(() => {
    const progress = new Progress(given, byId)
    let isFirst = true
    let hasShown = false
    const fail = (reason: PaginationError["reason"], problem: string) => {
      const { delivered, total } = progress
      return new PaginationError({ ...contextOf(collection.operation, problem), reason, delivered, total })
    }
    const next = () => {
      const later = { ...further, ...progress.page }
      if (!isFirst) return collection.request(later)
      const first = cursor === undefined ? { ...all, ...progress.page } : later
      return settling === undefined || !keys.includes(settling.filter)
        ? collection.request(first)
        : settling.settle(collection, first, later, (problem) => fail("notReady", problem))
    }
    return Stream.paginateChunkEffect(undefined, () =>
      Effect.flatMap(Effect.suspend(next), (page) => {
        const verdict = progress.judge<A>(page.items, page.total, rowsOf(page.body, collection.key))
        if (verdict.next !== "more" && verdict.next !== "end") {
          return Effect.fail(
            fail(verdict.next, `after ${progress.delivered} rows, the collection ${problems[verdict.next]}`)
          )
        }
        const isOver = verdict.next === "end"
        // Who continues page by page would not get further with an empty page that is not the last one.
        const isShown = verdict.rows.length > 0 || (!hasShown && (isOver || cursor === undefined))
        isFirst = false
        hasShown ||= isShown
        const shown = { ...page, items: verdict.rows, value: verdict.rows, cursor: isOver ? null : progress.cursor }
        return Effect.succeed([
          isShown ? Chunk.of(shown) : Chunk.empty<typeof shown>(),
          isOver ? Option.none<undefined>() : Option.some(undefined)
        ] as const)
      })
    )
  })
}
