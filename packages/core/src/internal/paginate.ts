/**
 * All rows of a collection, page by page: each of them exactly once, or a failure that says why not.
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { type ActiveCampaignError, PaginationError } from "../ActiveCampaignError.js"
import type { Settling, Strategy } from "../Pagination.js"
import { type Issue, isIssue, mustBe } from "../Wire/Issue.js"
import { elementsOf } from "../Wire/Structure.js"
import { isRecord } from "../Wire/Text.js"
import { ahead } from "./ahead.js"
import type { Source } from "./early.js"
import { fromIssue } from "./encodeCall.js"
import { contextOf, type Operation } from "./operation.js"
import { pagesAhead } from "./pageQuery.js"
import { isCursor, type Next, Progress, type Query } from "./progress.js"
import { RequestPace } from "./queue.js"
import type { Ranging } from "./ranges.js"

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
  /** For a keyset, how several pages are requested at the same time. */
  readonly ranges?: Ranging | undefined
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

/** A query, and what each page is asked for with beside its place. */
interface Plan {
  readonly given: Query
  readonly byId: boolean
  readonly concurrency: number
  readonly first: object
  readonly further: object
  readonly settling: Settling | undefined
}

const planOf = (collection: Collection<any, any>, query: object, options: unknown): Plan | Issue => {
  const given: Query = { ...query }
  const { cursor, limit: _, offset: __, ...rest } = given
  if (cursor !== undefined && !isCursor(cursor)) return mustBe("the cursor of an earlier page", cursor).at("cursor")
  const concurrency = pagesAhead(options)
  if (isIssue(concurrency)) return concurrency
  const keys = Object.keys(given).filter((key) => given[key as keyof Query] !== undefined)
  const byId = collection.pagination === "keyset" && keys.every((key) => withKeyset.includes(key))
  const isSorted = rest.orders !== undefined || Object.keys({ ...rest.extra }).some((key) => key.startsWith("orders["))
  const all = isSorted || collection.order === undefined ? rest : { ...rest, orders: collection.order }
  const { settling } = collection
  const further = settling === undefined ? all : { ...all, [settling.once]: undefined }
  return {
    given,
    byId,
    concurrency,
    first: cursor === undefined ? all : further,
    further,
    settling: settling === undefined || !keys.includes(settling.filter) ? undefined : settling
  }
}

/** All pages with new rows; one even if there are none. */
export const pages = <A, P extends Page<A>, R>(
  collection: Collection<P, R>,
  query: unknown,
  options?: unknown
): Stream.Stream<P & { readonly cursor: string | null }, ActiveCampaignError, R> => {
  // What is not a query is refused by the request itself.
  if (query !== undefined && !isRecord(query))
    return Stream.drain(Stream.fromEffect(collection.request(query as object)))
  const plan = planOf(collection, query ?? {}, options)
  return isIssue(plan)
    ? Stream.fail(fromIssue(collection.operation, "the options", plan))
    : Stream.unwrapScoped(Effect.map(Effect.scope, (scope) => pagesOf<A, P, R>(collection, plan, scope)))
}

/** The pages of a plan. What is requested early ends with the scope. */
const pagesOf = <A, P extends Page<A>, R>(
  collection: Collection<P, R>,
  { byId, concurrency, first, further, given, settling }: Plan,
  scope: Scope.Scope
): Stream.Stream<P & { readonly cursor: string | null }, ActiveCampaignError, R> => {
  const progress = new Progress(given, byId)
  const lengthOf = (page: P) => rowsOf(page.body, collection.key) ?? page.items.length
  const pace = concurrency > 1 ? "fast" : "safe"
  const request = (page: object) =>
    Effect.provideService(collection.request({ ...further, ...page }), RequestPace, pace)
  const source = ahead({ progress, concurrency, scope, request, lengthOf }, collection.ranges)
  let isFirst = true
  let hasShown = false
  const fail = (reason: PaginationError["reason"], problem: string) => {
    const { delivered, total } = progress
    return new PaginationError({ ...contextOf(collection.operation, problem), reason, delivered, total })
  }
  const next: Source<P, R>["take"] = Effect.suspend(() => {
    if (!isFirst) return source.take
    const page =
      settling === undefined
        ? collection.request({ ...first, ...progress.page })
        : settling.settle(collection, { ...first, ...progress.page }, { ...further, ...progress.page }, (problem) =>
            fail("notReady", problem)
          )
    return Effect.map(page, (page) => ({ page }))
  })
  return Stream.paginateChunkEffect(undefined, () =>
    Effect.flatMap(next, ({ beyond, page }) => {
      const verdict = progress.judge<A>(page.items, page.total, lengthOf(page), beyond)
      if (verdict.next !== "more" && verdict.next !== "end") {
        return Effect.fail(
          fail(verdict.next, `after ${progress.delivered} rows, the collection ${problems[verdict.next]}`)
        )
      }
      const isOver = verdict.next === "end"
      // Who continues page by page would not get further with an empty page that is not the last one.
      const isShown = verdict.rows.length > 0 || (!hasShown && (isOver || given.cursor === undefined))
      isFirst = false
      hasShown ||= isShown
      const shown = { ...page, items: verdict.rows, value: verdict.rows, cursor: isOver ? null : progress.cursor }
      return Effect.as(isOver || concurrency === 0 ? Effect.void : source.refill(page), [
        isShown ? Chunk.of(shown) : Chunk.empty<typeof shown>(),
        isOver ? Option.none<undefined>() : Option.some(undefined)
      ] as const)
    })
  )
}
