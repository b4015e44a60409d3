/**
 * What a table of a fake account is: its columns, unique keys, filters, orders, relations, and what a delete takes with
 * it. A file in `resources/` declares each. The tables say how ActiveCampaign behaves, and so take nothing from the SDK
 * but its entities, which type the rows that a test reads.
 */
import type { Rows, Store } from "./Store.js"

/**
 * A stored row. It has the columns that were written; the others are defaults, which it inherits. `render` makes the
 * object that a response contains.
 */
export type Row = Record<string, unknown> & {
  id: string
  /** When the row was created, in milliseconds since 1970. */
  $created: number
  /** When the row was last updated, in milliseconds since 1970. */
  $updated: number
}

/** A column of a table. */
export interface Column {
  /** Value of rows for which it was not written. */
  readonly initial?: unknown
  /** Computes the value that a response contains; a column without it contains what is stored. */
  readonly read?: (row: Row, store: Store, column: string) => unknown
  /** What is stored of a value in a request. A column without it cannot be written by requests. */
  readonly write?: (value: unknown) => unknown
  /** Whether a create without it is rejected. */
  readonly required?: boolean | undefined
  /** Name of the table whose rows its value refers to. */
  readonly references?: string | undefined
  /** Whether the response to a write contains a number in the type that was sent; true by default. */
  readonly echo?: boolean | undefined
  /** The time of the row that it shows, which a test can give. */
  readonly time?: "$created" | "$updated" | undefined
  /** Names in requests; by default the name of the column. */
  readonly names?: ReadonlyArray<string> | undefined
}

/** A condition of a query. */
export interface Condition {
  /** Whether a row meets it. */
  readonly test: (row: Row) => boolean
  /** All rows that can meet it, if an index has them. */
  readonly candidates?: ReadonlyArray<Row>
}

/** What a filter can look at. */
export interface FilterContext {
  readonly store: Store
  /** The rows that are filtered. */
  readonly rows: Rows
  readonly query: URLSearchParams
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Makes the condition from the values of a query parameter. */
export type Filter = (values: ReadonlyArray<string>, context: FilterContext) => Condition

/** What rows are ordered by: a column, or a value that is computed. */
export type Order = string | ((row: Row, store: Store) => unknown)

/** Rows that belong to a row. */
export interface Relation {
  /** Name of their table. */
  readonly table: string
  /** The rows of one row. */
  readonly rows: (row: Row, store: Store) => ReadonlyArray<Row>
}

/** The row of another table that a column refers to. */
export const one = (table: string, column: string): Relation => ({
  table,
  rows: (row, store) => {
    const found = store.table(table).find(row[column])
    return found === undefined ? [] : [found]
  }
})

/** The rows of another table that refer to the row in a column. */
export const many = (table: string, column: string): Relation => ({
  table,
  rows: (row, store) => store.table(table).by(column, row.id)
})

/** Columns that no two rows share, in any case. */
export interface Unique {
  readonly columns: ReadonlyArray<string>
  /** Title of the error; its code is `duplicate`. */
  readonly title?: string
}

/** A table. */
export interface Definition {
  /** Name of the table: the key around its rows in responses. */
  readonly name: string
  /** Key around one row in requests and responses. */
  readonly envelope: string
  /** ActiveCampaign's internal name, which 404 messages contain. */
  readonly model: string
  /** The SDK's entity, whose fields a test can seed and read. */
  readonly entity: { readonly Type: unknown }
  readonly columns: Readonly<Record<string, Column>>
  readonly unique?: ReadonlyArray<Unique>
  /** Conditions by query parameter: `email`, `filters[email]`, `ids[]`. */
  readonly filters?: Readonly<Record<string, Filter>>
  /** Columns by the name in `orders[name]`, or what rows are ordered by. */
  readonly orders?: Readonly<Record<string, Order>>
  /** Rows of other tables that responses can contain beside the rows, by key. */
  readonly relations?: Readonly<Record<string, Relation>>
  /**
   * Columns of other tables whose rows are deleted with the row that they refer to. If a table refers to rows of several
   * tables, `reltype` says which of its rows belong to this one.
   */
  readonly cascade?: ReadonlyArray<readonly [table: string, column: string, reltype?: string]>
  /** Whether pages by `id_greater` are supported. Contacts only. */
  readonly keyset?: boolean
  /** The id after an id; numbers by default. */
  readonly nextId?: (last: number) => string
  /** Rows that every account has from the start. */
  readonly initial?: ReadonlyArray<Readonly<Record<string, unknown>>>
  /** Columns of the n-th row when a test asks for a number of rows, beside columns with an initial value. */
  readonly sample: (n: number) => Readonly<Record<string, unknown>>
}

/** A table with its name and the type of its entity. */
export interface Table<Name extends string, Entity> extends Definition {
  readonly name: Name
  readonly entity: { readonly Type: Entity }
}

/** Declares a table. */
export const table = <const Name extends string, Entity>(definition: Table<Name, Entity>): Table<Name, Entity> =>
  definition

/** The object that a response contains for a row, with all columns or some. */
export const render = (
  definition: Definition,
  row: Row,
  store: Store,
  columns: ReadonlyArray<string> = Object.keys(definition.columns)
): Record<string, unknown> & { readonly id: string } => {
  const rendered: Record<string, unknown> = {}
  for (const name of columns) {
    const read = definition.columns[name]?.read
    rendered[name] = read === undefined ? row[name] : read(row, store, name)
  }
  return Object.assign(rendered, { id: row.id })
}

/** Values of a row's columns when nothing was written. */
export const defaultsOf = ({ columns }: Definition): Record<string, unknown> =>
  Object.fromEntries(Object.entries(columns).map(([name, { initial }]) => [name, initial ?? null]))
