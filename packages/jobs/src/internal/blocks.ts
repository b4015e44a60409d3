/**
 * Rows as bytes, in blocks of a page.
 */
import * as Chunk from "effect/Chunk"
import * as Stream from "effect/Stream"
import type { Element } from "../Export.js"

/** Some rows as bytes, and where to continue after them. */
export interface Block {
  /** The rows in the format of the file. */
  readonly bytes: Uint8Array
  /** How many rows they are. */
  readonly rows: number
  /** Cursor of the last of them; undefined for a block without rows, such as a header. */
  readonly cursor: string | undefined
}

const encoder = new TextEncoder()

/** A block of rows. */
const blockOf = <Row>(elements: Chunk.Chunk<Element<Row>>, format: (rows: ReadonlyArray<Row>) => string): Block => ({
  bytes: encoder.encode(format(Chunk.toReadonlyArray(elements).map(({ row }) => row))),
  rows: elements.length,
  cursor: Chunk.isNonEmpty(elements) ? Chunk.lastNonEmpty(elements).cursor : undefined
})

/** A block for each chunk of elements, after one with the head of the file, if it has one. */
export const blocksOf =
  <Row>(format: (rows: ReadonlyArray<Row>) => string, head = "") =>
  <E, R>(elements: Stream.Stream<Element<Row>, E, R>): Stream.Stream<Block, E, R> => {
    const blocks = Stream.map(Stream.chunks(elements), (chunk) => blockOf(chunk, format))
    const filled = Stream.filter(blocks, ({ rows }) => rows > 0)
    return head === ""
      ? filled
      : Stream.concat(Stream.make({ bytes: encoder.encode(head), rows: 0, cursor: undefined }), filled)
  }

/** The bytes of rows. */
export const bytesOf =
  <Row>(format: (rows: ReadonlyArray<Row>) => string, head = "") =>
  <E, R>(rows: Stream.Stream<Row, E, R>): Stream.Stream<Uint8Array, E, R> => {
    const bytes = Stream.map(Stream.chunks(rows), (chunk) => encoder.encode(format(Chunk.toReadonlyArray(chunk))))
    const filled = Stream.filter(bytes, ({ length }) => length > 0)
    return head === "" ? filled : Stream.concat(Stream.make(encoder.encode(head)), filled)
  }
