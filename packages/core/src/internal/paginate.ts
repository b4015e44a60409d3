/**
 * All rows of a collection, page by page: each of them exactly once, or a failure that says why not.
 */
import * as Chunk from "effect/Chunk"
import { seconds } from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { type ActiveCampaignError, DecodeError, PaginationError } from "../ActiveCampaignError.js"
import type { Settling, Strategy } from "../Pagination.js"
import { mustBe } from "../Wire/Issue.js"
import { elementsOf } from "../Wire/Structure.js"
import { isRecord } from "../Wire/Text.js"
import { fromIssue } from "./encodeCall.js"
import { contextOf, type Operation } from "./operation.js"
import { isCursor, type Next, Progress, type Query } from "./progress.js"

/** What pagination needs to know of a page. */
interface Page<A> {
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

/** Seconds between requests for rows that are not computed yet: a minute in all. */
const waits = [1, 2, 4, 8, 15, 30]

/** Requests the first page until two responses in a row agree and have rows. */
const settled = <A, P extends Page<A>, R>(
  { key, request }: Collection<P, R>,
  first: object,
  further: object,
  notReady: () => ActiveCampaignError
): Effect.Effect<P, ActiveCampaignError, R> => {
  // Before the match, a body may have no rows at all.
  const isUnready = (error: ActiveCampaignError) => error instanceof DecodeError && error.path === key
  const poll = (round: number, before: string): Effect.Effect<P, ActiveCampaignError, R> =>
    Effect.flatMap(Effect.either(request(round === 0 ? first : further)), (result) => {
      if (Either.isLeft(result) && !isUnready(result.left)) return Effect.fail(result.left)
      const found = Either.isRight(result) ? `${result.right.total} ${JSON.stringify(result.right.items)}` : ""
      if (Either.isRight(result) && result.right.items.length > 0 && found === before) {
        return Effect.succeed(result.right)
      }
      const wait = waits[round]
      return wait === undefined
        ? Effect.fail(notReady())
        : Effect.zipRight(Effect.sleep(seconds(wait)), poll(round + 1, found))
    })
  return poll(0, "")
}

const problems: { readonly [Reason in Exclude<Next, "more" | "end">]: (progress: Progress) => string } = {
  repeated: ({ delivered }) =>
    `the collection repeats itself; ${delivered} rows came, further pages bring no new ones, and whether there are more is not known`,
  incomplete: ({ delivered, total }) =>
    `the collection is incomplete; ${delivered} rows came and the last page is empty, but \`meta.total\` is ${total}`,
  changed: ({ delivered }) =>
    `the collection has changed; ${delivered} rows came, but the last of them is not where it was, so others could be skipped. Start again`
}

/** How many rows a body has, empty ones among them. */
const rowsOf = (body: unknown, key: string): number | undefined => {
  const rows = isRecord(body) ? elementsOf(body[key]) : undefined
  return Array.isArray(rows) ? rows.length : undefined
}

/** The same without a key. */
const omit = (query: object, key: string): object =>
  Object.fromEntries(Object.entries(query).filter(([name]) => name !== key))

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
  const { filter, once } = collection.settling ?? { filter: "", once: "" }
  const further = omit(all, once)

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
      if (!keys.includes(filter)) return collection.request(first)
      return settled<A, P, R>(collection, first, later, () =>
        fail("notReady", `\`${filter}\` has no rows yet; it is empty, or ActiveCampaign needs more time. Try later`)
      )
    }
    return Stream.paginateChunkEffect(undefined, () =>
      Effect.flatMap(Effect.suspend(next), (page) => {
        const verdict = progress.judge<A>(page.items, page.total, rowsOf(page.body, collection.key))
        if (verdict.next !== "more" && verdict.next !== "end") {
          return Effect.fail(fail(verdict.next, problems[verdict.next](progress)))
        }
        const isOver = verdict.next === "end"
        // Who continues page by page would not get further with an empty one.
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
