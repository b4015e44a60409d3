/**
 * How collections are paginated.
 */

/** Which rows of a collection to return. */
export interface Paging {
  /** Number of rows, from 1 to 100; ActiveCampaign's default is 20. */
  readonly limit?: number | undefined
  /** Number of rows to skip. */
  readonly offset?: number | undefined
}

/**
 * How a collection is paginated.
 *
 * - `offset`: by `limit` and `offset`.
 * - `keyset`: by `id_greater`, which does not get slower on large accounts and skips no row if others are deleted meanwhile;
 *   by offset if the caller asks for a sort order or an offset.
 * - `none`: documented without pagination, so the first request asks for no page; further ones follow only if exactly a
 *   page's worth of rows came back.
 */
export type Strategy = "offset" | "keyset" | "none"

/** ActiveCampaign's largest page. */
export const pageSize = 100
