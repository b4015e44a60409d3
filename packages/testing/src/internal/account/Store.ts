/**
 * The rows of a fake account: one `Rows` for each table, with indexes that are made when they are first used.
 */
import { type Definition, defaultsOf, type Row } from "./Table.js"
import { lower, text } from "./values.js"

/** Values of columns. */
export type Values = Readonly<Record<string, unknown>>

/** The rows with each value of a column. */
type Index = Map<string, Set<Row>>

/** The rows of one table, in the order of their ids. */
export class Rows {
  /** All rows. */
  readonly all: Array<Row> = []
  private readonly byId = new Map<string, Row>()
  private readonly indexes = new Map<string, Index>()
  private readonly defaults: Record<string, unknown>
  private lastId = 0
  /** What the table is. */
  readonly definition: Definition
  /** The store that the table belongs to. */
  readonly store: Store

  constructor(definition: Definition, store: Store) {
    this.definition = definition
    this.store = store
    this.defaults = defaultsOf(definition)
    this.reset()
  }

  /** Back to the rows that every account has. */
  reset(): void {
    this.clear()
    for (const values of this.definition.initial ?? []) this.insert(values, 0)
  }

  /** Removes all rows, without what a delete does. */
  clear(): void {
    this.all.length = 0
    this.byId.clear()
    this.indexes.clear()
    this.lastId = 0
    this.store.version += 1
  }

  /** Adds a row, or changes the row with its id. */
  put(values: Values, now: number): Row {
    const existing = values["id"] === undefined ? undefined : this.find(values["id"])
    return existing === undefined ? this.insert(values, now) : this.update(existing, values, existing.$updated)
  }

  /** The row with an id. */
  find(id: unknown): Row | undefined {
    return this.byId.get(text(id))
  }

  /** The rows with a value in a column, in any case. */
  by(column: string, value: unknown): ReadonlyArray<Row> {
    const rows = this.indexOf(column).get(lower(value))
    return rows === undefined ? [] : [...rows]
  }

  /** The rows with these values. The first column should be that with the fewest rows for a value. */
  where(values: Values): ReadonlyArray<Row> {
    const [[column, value] = ["id", ""], ...others] = Object.entries(values)
    return this.by(column, value).filter((row) => others.every(([name, other]) => lower(row[name]) === lower(other)))
  }

  /** Adds a row. Without an id among the values, it gets the next; without times, it was created now. */
  insert(values: Values, now: number): Row {
    const id = values["id"] === undefined ? this.nextId() : text(values["id"])
    const row: Row = Object.create(this.defaults)
    row.$created = now
    row.$updated = now
    Object.assign(row, values)
    row.id = id
    this.lastId = Math.max(this.lastId, Number(id) || 0)
    this.byId.set(id, row)
    this.place(row)
    for (const [column, index] of this.indexes) addTo(index, row, column)
    this.store.version += 1
    return row
  }

  /** Changes columns of a row. */
  update(row: Row, values: Values, now: number): Row {
    for (const [column, index] of this.indexes) if (column in values) removeFrom(index, row, column)
    Object.assign(row, { $updated: now }, values, { id: row.id })
    for (const [column, index] of this.indexes) if (column in values) addTo(index, row, column)
    this.store.version += 1
    return row
  }

  /** Deletes a row, and the rows of other tables that are deleted with it. */
  delete(row: Row): void {
    if (!this.byId.delete(row.id)) return
    this.all.splice(this.all.indexOf(row, this.positionAfter(Number(row.id) - 1)), 1)
    for (const [column, index] of this.indexes) removeFrom(index, row, column)
    this.store.version += 1
    for (const [table, column, reltype] of this.definition.cascade ?? []) {
      const rows = this.store.table(table)
      const dependents = rows.by(column, row.id).filter((one) => reltype === undefined || one["reltype"] === reltype)
      for (const dependent of dependents) rows.delete(dependent)
    }
  }

  /** Position of the first row whose id is greater than a number. 0 for ids that are not numbers. */
  positionAfter(id: number): number {
    let [low, high] = [0, Number.isNaN(id) ? 0 : this.all.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (Number(this.all[middle]?.id) > id) high = middle
      else low = middle + 1
    }
    return low
  }

  private nextId(): string {
    this.lastId += 1
    return this.definition.nextId?.(this.lastId) ?? String(this.lastId)
  }

  private place(row: Row): void {
    const last = this.all.at(-1)
    if (last === undefined || !(Number(last.id) > Number(row.id))) this.all.push(row)
    else this.all.splice(this.positionAfter(Number(row.id)), 0, row)
  }

  private indexOf(column: string): Index {
    const existing = this.indexes.get(column)
    if (existing !== undefined) return existing
    const index: Index = new Map()
    for (const row of this.all) addTo(index, row, column)
    this.indexes.set(column, index)
    return index
  }
}

const addTo = (index: Index, row: Row, column: string): void => {
  const key = lower(row[column])
  const rows = index.get(key)
  if (rows === undefined) index.set(key, new Set([row]))
  else rows.add(row)
}

const removeFrom = (index: Index, row: Row, column: string): void => {
  const rows = index.get(lower(row[column]))
  rows?.delete(row)
  if (rows?.size === 0) index.delete(lower(row[column]))
}

/** Work of the account that is due at a time, such as a bulk import. */
interface Task {
  readonly due: number
  readonly run: () => void
}

/** The tables of an account. */
export class Store {
  /** Changes with every write. */
  version = 0
  private readonly tables: Map<string, Rows>
  private tasks: ReadonlyArray<Task> = []

  constructor(definitions: ReadonlyArray<Definition>) {
    this.tables = new Map(definitions.map((definition) => [definition.name, new Rows(definition, this)]))
  }

  /** The rows of a table. */
  table(name: string): Rows {
    const rows = this.tables.get(name)
    if (rows === undefined) throw new Error(`FakeAccount has no table ${name}`)
    return rows
  }

  /** Back to what every account has. */
  reset(): void {
    this.tasks = []
    for (const rows of this.all()) rows.reset()
  }

  /** All tables. */
  all(): ReadonlyArray<Rows> {
    return [...this.tables.values()]
  }

  /** Has work done at a time, before the first request after it. */
  schedule(due: number, run: () => void): void {
    this.tasks = [...this.tasks, { due, run }]
  }

  /** Does the work that is due. */
  advance(now: number): void {
    if (this.tasks.length === 0) return
    const due = this.tasks.filter((task) => task.due <= now)
    this.tasks = this.tasks.filter((task) => task.due > now)
    for (const { run } of due) run()
  }
}
