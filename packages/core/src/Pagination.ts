/**
 * How collections are paginated, and how pagination fails.
 */
import { type Numbering, numbering } from "./internal/numbered.js"
import { type Ranging, ranges } from "./internal/ranges.js"
import { type Settle, settle } from "./internal/settle.js"

/** Which rows of a collection to return. */
export interface Paging {
  /** Number of rows, from 1 to 100; ActiveCampaign's default is 20. */
  readonly limit?: number | undefined
  /** Number of rows to skip. */
  readonly offset?: number | undefined
}

/** Query parameters that a list does not have in its type. */
export interface Extra {
  /**
   * Query parameters that this library does not know yet, as they appear in the URL: `{ "filters[tag]": 7 }`. They cannot
   * replace a parameter that has a type. ActiveCampaign ignores most unknown parameters, so check that yours filters.
   */
  readonly extra?: Readonly<Record<string, string | number | boolean>> | undefined
}

/** Where to continue. */
export interface Resume {
  /** `cursor` of an earlier page of the same query: continues after that page. */
  readonly cursor?: string | undefined
}

/** How a stream of rows requests its pages. */
export interface StreamOptions {
  /**
   * How many pages are requested at the same time, at most; `"unbounded"` stands for 1000. By default 1: the next page is
   * requested while the page before it is consumed. With more, the pages that the list is expected to have are requested
   * early. Rows come in the same order, exactly once all the same, and the rate limit is kept, at its pace `fast` unless
   * another is set (`RateLimiter.layer`). As a rule, a number of requests per second needs that number times the seconds that
   * a response takes: 5 for 1 second, 8 to be safe.
   */
  readonly concurrency?: number | "unbounded" | undefined
  /**
   * Whether pages are requested before they are consumed; by default true. With `false` nothing is requested that is not
   * consumed, and `concurrency` must be 1.
   */
  readonly readAhead?: boolean | undefined
}

/**
 * How a collection is paginated.
 *
 * - `offset`: by `limit` and `offset`.
 * - `keyset`: by `id_greater` (see the value `keyset`), which does not get slower on large accounts and skips no row if others are deleted meanwhile;
 *   by offset if the query has a filter, a sort order or an offset, with which `id_greater` is not known to work.
 * - `none`: documented without pagination, and paginated like `offset` all the same.
 * - `page`: by the number of the page; see `numbered`.
 */
export type Strategy = "offset" | "keyset" | "none" | "page"

/** A list that is paginated by id; see `keyset`. */
export interface Keyset {
  readonly pagination: "keyset"
  /** How several of its pages are requested at the same time. */
  readonly ranges: Ranging
}

/** For a list that takes `id_greater`: see `Strategy`. It is a value, so that only bundles with such a list have its code. */
export const keyset: Keyset = { pagination: "keyset", ranges }

/** A collection whose rows are computed when they are first asked for; see `settling`. */
export interface Settling {
  /** The query parameter that has this effect. */
  readonly filter: string
  /** A query parameter that is sent with the first request only. */
  readonly once: string
  /** Requests the first page until its rows are computed. */
  readonly settle: Settle
}

/**
 * For a list whose rows are computed when they are first asked for with the parameter `filter`. The first page is requested
 * until two responses in a row agree, for a minute at most; `once` is a parameter of the first request only.
 */
export const settling = (filter: string, once: string): Settling => ({ filter, once, settle })

/** ActiveCampaign's largest page. */
export const pageSize = 100

/**
 * For a list whose pages are numbered: it takes `page` and `page_size` instead of `offset` and `limit`. A list is over with
 * an empty page, or when the API says that there is no next one. Rows that others insert meanwhile come once or not at all.
 * If others delete rows, the stream fails with `PaginationError` where the API tells the total, and may skip rows where it
 * does not. Pages are requested one after the other, as they are consumed, whatever the `StreamOptions`.
 */
export const numbered: Numbering = numbering
export type { Numbering }
