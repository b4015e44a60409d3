/**
 * Rows as NDJSON (JSON Lines): one JSON object on each line, in UTF-8. Keys have the same order in all rows. Times are in
 * ISO 8601 and UTC (`2026-05-28T08:05:54.000Z`), amounts of money are `{ "amount": 1500, "currency": "usd" }` in the minor
 * unit (cents).
 *
 * ```ts
 * const bytes = Export.contacts().pipe(
 *   Stream.map(({ row }) => row),
 *   Ndjson.encode
 * )
 * ```
 */
import type * as Stream from "effect/Stream"
import type { Element } from "./Export.js"
import { type Block, blocksOf, bytesOf } from "./internal/blocks.js"

export type { Block } from "./internal/blocks.js"

/** A row as a line, with its line feed. */
export const line = (row: object): string => `${JSON.stringify(row)}\n`

const lines = (rows: ReadonlyArray<object>): string => rows.map(line).join("")

/** Encodes rows, as many at a time as there are in a page. */
export const encode: <Row extends object, E, R>(rows: Stream.Stream<Row, E, R>) => Stream.Stream<Uint8Array, E, R> =
  bytesOf(lines)

/**
 * Encodes the elements of an export, and keeps where to continue: a job that appends the bytes of a block to a file and then
 * stores the cursor can continue there. What it appended after the last stored cursor is to be cut off first.
 *
 * ```ts
 * const program = Export.deals().pipe(
 *   Ndjson.blocks,
 *   Stream.runForEach(({ bytes, cursor, rows }) => Effect.log(bytes.length, rows, cursor))
 * )
 * ```
 */
export const blocks: <Row extends object, E, R>(
  elements: Stream.Stream<Element<Row>, E, R>
) => Stream.Stream<Block, E, R> = blocksOf(lines)
