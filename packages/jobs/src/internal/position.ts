/**
 * Where a list is to be continued, as text: the query, the cursor of the page, and the rows of the page that came. Rows are
 * told by their ids, so that it does not matter where in the page they are when it is requested again.
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Hash from "effect/Hash"
import { CursorError } from "../CursorError.js"

/** Where a list is to be continued. */
export interface Position {
  /** Cursor of the page; undefined for the first one. */
  readonly page: string | undefined
  /** The rows of the page that came. */
  readonly seen: ReadonlyArray<string>
}

/** What a cursor belongs to: the list and the query, of which only a hash is kept, since it may be personal. */
export const prefixOf = (list: string, query: object): string =>
  `1/${encodeURIComponent(list)}/${(Hash.string(JSON.stringify(query)) >>> 0).toString(36)}/`

/** A position in front of all rows of a page. Marks of rows are appended to it, each with a comma. */
export const pageStart = (prefix: string, page: string | undefined): string =>
  `${prefix}${encodeURIComponent(page ?? "")}/`

/** A row in a cursor: its id, or its place in the page if it has none. */
export const markOf = (row: unknown, index: number): string =>
  typeof row === "object" && row !== null && "id" in row && typeof row.id === "string"
    ? encodeURIComponent(row.id)
    : `#${index}`

/** Reads a cursor of the list and the query that the prefix is of. */
export const parse = (prefix: string, cursor: string | undefined): Effect.Effect<Position, CursorError> => {
  if (cursor === undefined) return Effect.succeed({ page: undefined, seen: [] })
  const list = decodeURIComponent(prefix.split("/")[1] ?? "")
  const [, own, written, seen] = /^(1\/[^/]+\/\w+\/)([^/]*)\/((?:[^,/]+,)*)$/.exec(cursor) ?? []
  const page = Encoding.decodeUriComponent(written ?? "")
  if (own === undefined || seen === undefined || Either.isLeft(page))
    return Effect.fail(new CursorError({ reason: "malformed", list }))
  if (own !== prefix) return Effect.fail(new CursorError({ reason: "other", list }))
  return Effect.succeed({
    page: page.right === "" ? undefined : page.right,
    seen: seen.split(",").slice(0, -1)
  })
}
