/**
 * Rows as CSV (RFC 4180) in UTF-8: commas, CRLF, and quotes where a value needs them.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const fields = yield* Directory.field.all
 *   const rows = Stream.map(Export.contacts({}, { fields }), ({ row }) => row)
 *   return CsvWriter.encode(Columns.contacts(fields))(rows)
 * })
 * ```
 *
 * | value | cell |
 * | --- | --- |
 * | null | empty |
 * | string, number | as it is |
 * | boolean | `true`, `false` |
 * | time | ISO 8601 in UTC |
 * | array of strings | joined by `||`, as ActiveCampaign does |
 * | other objects | JSON |
 *
 * Spreadsheets evaluate cells that begin with `=`, `+`, `-`, `@`, a tab or a carriage return, and contacts choose their names
 * themselves. So such text gets an apostrophe in front by default. Numbers do not, and neither do phone numbers: a plus
 * sign, digits, spaces, and `( ) . / -`.
 */
import { stringify } from "csv-stringify/sync"
import * as DateTime from "effect/DateTime"
import type * as Stream from "effect/Stream"
import type { Element } from "./Export.js"
import { type Block, blocksOf, bytesOf } from "./internal/blocks.js"

export type { Block } from "./internal/blocks.js"

/** A column of a CSV file. */
export interface Column<Row> {
  /** Text in the first line. */
  readonly header: string
  /** Value of a row. */
  readonly value: (row: Row) => unknown
}

/** How rows are written. */
export interface Options {
  /** Whether the file begins with the names of the columns; by default true. Without them there is no byte order mark. */
  readonly header?: boolean | undefined
  /** Whether the file begins with a byte order mark, from which Excel knows that it is UTF-8; by default false. */
  readonly bom?: boolean | undefined
  /** What separates cells; by default a comma. Excel expects a semicolon in countries with a decimal comma. */
  readonly delimiter?: "," | ";" | "\t" | undefined
  /** Whether text that a spreadsheet would evaluate gets an apostrophe in front; by default true. */
  readonly escapeFormulas?: boolean | undefined
}

/** A value of a cell, as csv-stringify takes it. */
const cellOf = (value: unknown): string | number => {
  if (value === null || value === undefined) return ""
  if (typeof value === "string" || typeof value === "number") return value
  if (DateTime.isDateTime(value)) return DateTime.formatIso(value)
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value.join("||")
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

/** A phone number begins as a formula does, and is none. */
const phone = /^\+\d[\d ()./-]*$/

const writer = ({ delimiter = ",", escapeFormulas = true }: Options) => {
  const options = {
    delimiter,
    record_delimiter: "\r\n",
    escape_formulas: escapeFormulas,
    cast: {
      string: (value: string) => (escapeFormulas && phone.test(value) ? { value, escape_formulas: false } : value)
    }
  }
  return (records: ReadonlyArray<ReadonlyArray<string | number>>): string =>
    records.length === 0 ? "" : stringify([...records], options)
}

const parts = <Row>(columns: ReadonlyArray<Column<Row>>, options: Options) => {
  const { bom = false, header = true } = options
  const write = writer(options)
  return {
    head: header ? `${bom ? "\uFEFF" : ""}${write([columns.map((column) => column.header)])}` : "",
    format: (rows: ReadonlyArray<Row>) => write(rows.map((row) => columns.map(({ value }) => cellOf(value(row)))))
  }
}

/** Encodes rows, as many at a time as there are in a page. */
export const encode = <Row>(
  columns: ReadonlyArray<Column<Row>>,
  options: Options = {}
): (<E, R>(rows: Stream.Stream<Row, E, R>) => Stream.Stream<Uint8Array, E, R>) => {
  const { format, head } = parts(columns, options)
  return bytesOf(format, head)
}

/**
 * Encodes the elements of an export, and keeps where to continue, as `Ndjson.blocks` does. The first block is the line with
 * the names of the columns; a job that continues a file leaves it out with `{ header: false }`.
 */
export const blocks = <Row>(
  columns: ReadonlyArray<Column<Row>>,
  options: Options = {}
): (<E, R>(elements: Stream.Stream<Element<Row>, E, R>) => Stream.Stream<Block, E, R>) => {
  const { format, head } = parts(columns, options)
  return blocksOf(format, head)
}
