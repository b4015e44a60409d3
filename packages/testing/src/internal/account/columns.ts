/**
 * Kinds of columns. By default a request can write a column; `readOnly` are those that ActiveCampaign computes.
 */
import type { Store } from "./Store.js"
import type { Column, Row } from "./Table.js"
import { day, flagText, instant, localDateTime, text, utc } from "./values.js"

/** What can be said of any column. */
export interface Options {
  /** A create without a value is rejected with `field_missing`. */
  readonly required?: boolean
  /** Names in requests, if they differ from that in responses. */
  readonly names?: ReadonlyArray<string>
  /** Whether the response to a write contains a number in the type that was sent; true by default. */
  readonly echo?: boolean
}

/** A text, `""` by default. */
export const string = (initial: string | null = "", options: Options = {}): Column => ({
  initial,
  write: text,
  ...options
})

/** A text or null, which it is by default. */
export const nullableString = (options: Options = {}): Column => ({
  initial: null,
  write: (value) => (value === null || value === undefined ? null : text(value)),
  ...options
})

/** A number as a text: counts, amounts in cents, codes. */
export const numberText = (initial: string | null = "0", options: Options = {}): Column => string(initial, options)

/** `"0"` or `"1"`. */
export const flag = (initial: "0" | "1" | null = "0", options: Options = {}): Column => ({
  initial,
  write: flagText,
  ...options
})

/** A JSON number. */
export const number = (initial: number | null = 0, options: Options = {}): Column => ({
  initial,
  write: (value) => (value === null || value === "" ? null : Number(value)),
  ...options
})

/** A JSON boolean. */
export const boolean = (initial: boolean | null = false, options: Options = {}): Column => ({
  initial,
  write: (value) => flagText(value) === "1",
  ...options
})

/** Any JSON, as it is sent. */
export const json = (initial: unknown, options: Options = {}): Column => ({
  initial,
  write: (value) => value,
  ...options
})

/** Id of a row of another table. `none` is what a response contains if there is none. */
export const reference = (table: string, options: Options & { readonly none?: string | null } = {}): Column => ({
  initial: options.none === undefined ? null : options.none,
  write: (value) => (text(value) === "" || text(value) === "0" ? (options.none ?? null) : text(value)),
  references: table,
  ...options
})

/** A value that requests cannot write. */
export const readOnly = (initial: unknown): Column => ({ initial })

/** A value that is computed when a response is made. */
export const computed = (read: (row: Row, store: Store) => unknown): Column => ({ read })

/** The value of another column, as relations under the name of the related thing: `account` for `orgid`. */
export const sameAs = (column: string): Column => ({ read: (row) => row[column] ?? null })

/** When the row was created, with its zone. */
export const created: Column = { time: "$created", read: (row) => instant(row.$created) }

/** When the row was last updated, with its zone. */
export const updated: Column = { time: "$updated", read: (row) => instant(row.$updated) }

/** When the row was created, without a zone. */
export const createdLocal: Column = { time: "$created", read: (row) => localDateTime(row.$created) }

/** When the row was last updated, without a zone. */
export const updatedLocal: Column = { time: "$updated", read: (row) => localDateTime(row.$updated) }

/** When the row was created, in UTC: `2020-06-23T04:39:25+00:00`. */
export const zonedCreated: Column = { time: "$created", read: (row) => utc(row.$created) }

/** When the row was last updated, in UTC. */
export const zonedUpdated: Column = { time: "$updated", read: (row) => utc(row.$updated) }

/** The day on which the row was created. */
export const createdDay: Column = { time: "$created", read: (row) => day(row.$created) }

/** The columns that say when and by whom a row was written, in tables that have all of them. */
export const audit = {
  created_timestamp: createdLocal,
  updated_timestamp: updatedLocal,
  created_by: readOnly(null),
  updated_by: readOnly(null)
} satisfies Record<string, Column>

/** Ids of the rows of another table that refer to the row: `stages: ["1", "2"]`. */
export const idsOf = (table: string, column: string): Column => ({
  read: (row, store) =>
    store
      .table(table)
      .by(column, row.id)
      .map(({ id }) => id)
})

/** Number of the rows of another table that refer to the row, as a text. */
export const countOf = (table: string, column: string): Column => ({
  read: (row, store) => String(store.table(table).by(column, row.id).length)
})

/** URLs of related resources below a path: `links("contacts", "contactLists", "deals")`. */
export const links = (path: string, ...names: ReadonlyArray<string>): Column => ({
  read: ({ id }) => {
    const urls: Record<string, string> = {}
    for (const name of names) urls[name] = `https://fake.api-us1.com/api/3/${path}/${id}/${name}`
    return urls
  }
})

/** PHP's empty map. */
export const noLinks: Column = { read: () => [] }
