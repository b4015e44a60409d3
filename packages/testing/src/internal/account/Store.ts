/**
 * The rows of a fake account.
 */
import { text } from "./values.js"

/** A row in the form that response bodies contain. */
export type Row = Record<string, unknown> & { readonly id: string }

/** All rows of an account. The keys are those of response bodies. */
export interface Rows {
  readonly contacts: Array<Row>
  readonly tags: Array<Row>
  readonly lists: Array<Row>
  readonly contactTags: Array<Row>
  readonly contactLists: Array<Row>
  readonly fieldValues: Array<Row>
}

/** Name of a collection. */
export type Collection = keyof Rows

/** Reads and changes the rows of an account. */
export class Store {
  readonly rows: Rows = { contacts: [], tags: [], lists: [], contactTags: [], contactLists: [], fieldValues: [] }
  private readonly lastIds = new Map<Collection, number>()

  /** An id that no row of the collection has or had. Tests may have added rows of their own. */
  private nextId(collection: Collection): string {
    const largest = this.rows[collection].reduce((max, row) => Math.max(max, Number(row.id)), 0)
    const id = Math.max(this.lastIds.get(collection) ?? 0, largest) + 1
    this.lastIds.set(collection, id)
    return String(id)
  }

  /** The row with an id. */
  find(collection: Collection, id: unknown): Row | undefined {
    return this.rows[collection].find((row) => row.id === text(id))
  }

  /** The rows with a value in a field. */
  filter(collection: Collection, field: string, value: string): ReadonlyArray<Row> {
    return this.rows[collection].filter((row) => row[field] === value)
  }

  /** Adds a row. */
  insert(collection: Collection, fields: Record<string, unknown>): Row {
    const row = { ...fields, links: fields["links"] ?? {}, id: this.nextId(collection) }
    this.rows[collection].push(row)
    return row
  }

  /** Changes fields of a row. */
  update(row: Row, fields: Record<string, unknown>): Row {
    return Object.assign(row, fields)
  }

  /** Deletes the rows with a value in a field. */
  delete(collection: Collection, field: string, value: string): void {
    const rows = this.rows[collection]
    rows.splice(0, rows.length, ...rows.filter((row) => row[field] !== value))
  }
}
