/**
 * Lists whose pages are numbered. The caller's `limit` and `offset` become `page_size` and `page`.
 *
 * Pages cannot overlap as those by offset do, so an end is proven by `next`, or by a page that is empty or so short that no
 * usual page size explains its length, and rows that moved are noticed by a total that has become smaller.
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { type ActiveCampaignError, NotFoundError, PaginationError } from "../ActiveCampaignError.js"
import { pageSize as largestPage } from "../Pagination.js"
import type { AnyCodec } from "../Wire/Codec.js"
import { Issue, isIssue, mustBe } from "../Wire/Issue.js"
import { isRecord } from "../Wire/Text.js"
import { fromIssue } from "./encodeCall.js"
import { contextOf } from "./operation.js"
import { pagesAhead, split, totalOf } from "./pageQuery.js"
import type { Collection, Page, pages } from "./paginate.js"
import { markOf, type Query } from "./progress.js"

/** What differs between a list with numbered pages and any other. */
export interface Numbering {
  readonly pagination: "page"
  readonly split: typeof split
  readonly totalOf: typeof totalOf
  readonly pages: typeof pages
}

/** `page` and `page_size` of a query with `limit` and `offset`. */
const splitNumbered = (codec: AnyCodec | undefined, query: unknown): ReturnType<typeof split> => {
  const parts = split(codec, query)
  if (isIssue(parts)) return parts
  const { limit, offset = 0, ...extra }: Query & Record<string, unknown> = { ...parts.page }
  const taken = ["page", "page_size"].find((key) => key in extra)
  if (taken !== undefined) return new Issue("is set by `limit` and `offset`", undefined).at(taken).at("extra")
  if (offset > 0 && (limit === undefined || offset % limit > 0)) {
    return mustBe("a multiple of `limit`, since pages are numbered", offset).at("offset")
  }
  const page = limit === undefined ? {} : { page: offset / limit + 1, page_size: limit }
  return { ...parts, page: { ...page, ...extra } }
}

/** The total beside the rows, where it is called `count`. */
const countOf = (body: unknown): number | null =>
  totalOf(isRecord(body) && "count" in body ? { meta: { total: body["count"] } } : body)

/** Whether a 404 says that there are no rows: any does after the first page. */
const isEmptyPage = (error: ActiveCampaignError, isFirst: boolean): boolean =>
  error instanceof NotFoundError &&
  (!isFirst || error.issues.some(({ title }) => /\bno\b.*\bfound\b/i.test(title ?? "")))

/** Whether the length of a page leaves open that there are more. An empty page is the last one. */
const isOpen = (length: number, pageSize: number, isPromised: boolean): boolean =>
  length > 0 && (isPromised || length >= Math.min(pageSize, 50) || length % 10 === 0 || length === 25)

const cursorPattern = /^([1-9]\d*)x([1-9]\d?|100)$/

type Pages<P, R> = Stream.Stream<P & { readonly cursor: string | null }, ActiveCampaignError, R>

/** All pages from one on, which is counted from 0. */
const pagesFrom = <A, P extends Page<A>, R>(
  { key, operation, request }: Collection<P, R>,
  rest: object,
  start: number,
  pageSize: number
): Pages<P, R> =>
  Stream.suspend(() => {
    const seen = new Set<string>()
    let delivered = 0
    let total: number | null = null
    let promised: number | null = null
    const fail = (reason: PaginationError["reason"], problem: string) =>
      new PaginationError({
        ...contextOf(operation, `after ${delivered} rows, the collection ${problem}`),
        reason,
        delivered,
        total
      })
    const next = (page: number) =>
      Effect.flatMap(Effect.either(request({ ...rest, limit: pageSize, offset: page * pageSize })), (result) => {
        if (result._tag === "Left" && !isEmptyPage(result.left, page === start)) return Effect.fail(result.left)
        const found = result._tag === "Right" ? result.right : undefined
        const body = found?.body
        const rows = isRecord(body) && Array.isArray(body[key]) ? body[key].length : (found?.items.length ?? 0)
        const items = (found?.items ?? []).filter((row) => seen.size !== seen.add(markOf(row)).size)
        const before = total
        total = found?.total || before
        // Rows that were inserted meanwhile can be missing. Of a list that began later, a total says nothing, since the API
        // may give smaller pages than it was asked for.
        if (start === 0) promised ??= total
        const isPromised = promised !== null && promised > seen.size
        const hasNext = isRecord(body) && "next" in body ? body["next"] !== null : isOpen(rows, pageSize, isPromised)
        if (before !== null && total !== null && total < before) {
          return Effect.fail(fail("changed", "has become smaller, so rows could be skipped. Start again"))
        }
        if (hasNext && items.length === 0 && total !== seen.size) {
          return Effect.fail(fail("repeated", "repeats itself: whether there are more rows is not known"))
        }
        const isOver = !hasNext || items.length === 0
        if (isOver && isPromised) {
          return Effect.fail(fail("incomplete", "is incomplete: the API promises more rows"))
        }
        delivered = seen.size
        const isShown = found !== undefined && (items.length > 0 || page === start)
        return Effect.succeed([
          isShown
            ? Chunk.of({ ...found, items, value: items, cursor: isOver ? null : `${page + 2}x${pageSize}` })
            : Chunk.empty<P & { readonly cursor: string | null }>(),
          isOver ? Option.none<number>() : Option.some(page + 1)
        ] as const)
      })
    return Stream.paginateChunkEffect(start, next)
  })

const numberedPages = <A, P extends Page<A>, R>(
  collection: Collection<P, R>,
  query: unknown,
  options?: unknown
): Pages<P, R> => {
  const concurrency = pagesAhead(options)
  if (isIssue(concurrency)) return Stream.fail(fromIssue(collection.operation, "the options", concurrency))
  const { cursor, limit = largestPage, offset = 0, ...rest } = (isRecord(query) ? query : {}) as Query
  const [, from, size] = cursorPattern.exec(String(cursor)) ?? []
  if (cursor !== undefined && from === undefined) {
    return Stream.fail(
      fromIssue(collection.operation, "the query", mustBe("the cursor of an earlier page", cursor).at("cursor"))
    )
  }
  // What is not a query, or does not begin with a page, is refused by the request itself.
  if ((query !== undefined && !isRecord(query)) || !(offset % limit === 0)) {
    return Stream.drain(Stream.fromEffect(collection.request(query as object)))
  }
  return from === undefined
    ? pagesFrom<A, P, R>(collection, rest, offset / limit, limit)
    : pagesFrom<A, P, R>(collection, rest, Number(from) - 1, Number(size))
}

/** Pagination by the numbers of pages. */
export const numbering: Numbering = { pagination: "page", split: splitNumbered, totalOf: countOf, pages: numberedPages }
