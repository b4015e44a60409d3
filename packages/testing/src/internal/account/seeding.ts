/**
 * Rows that an account has from the start, and all its rows as JSON.
 */
import type { Rows, Store } from "./Store.js"
import type { Definition, Row } from "./Table.js"
import { isRecord, parseTime, text } from "./values.js"

/** When seeded rows were created, unless they say: noon of 2024-01-01 in UTC. */
export const seededAt = Date.UTC(2024, 0, 1, 12)

/** For each table, a number of rows or the rows. */
export type AnySeed = { readonly [table: string]: unknown }

const timeOf = (value: unknown): number | undefined => (typeof value === "number" ? value : parseTime(value))

/** Columns that show when the row was written, by table. They are few, and most tables are seeded with many rows. */
const timeColumns = new WeakMap<Definition, ReadonlyArray<readonly [string, "$created" | "$updated"]>>()

const timeColumnsOf = (definition: Definition) => {
  const known = timeColumns.get(definition)
  if (known !== undefined) return known
  const found = Object.entries(definition.columns).flatMap(([name, { time }]) =>
    time === undefined ? [] : [[name, time] as const]
  )
  timeColumns.set(definition, found)
  return found
}

/** The values that are stored of a row in the form of responses. */
export const storedForm = (definition: Definition, fields: AnySeed): Record<string, unknown> => {
  const values: Record<string, unknown> = { ...fields }
  for (const [name, column] of [
    ...timeColumnsOf(definition),
    ["$created", "$created"] as const,
    ["$updated", "$updated"] as const
  ]) {
    if (!(name in fields)) continue
    delete values[name]
    const time = timeOf(fields[name])
    if (time !== undefined) values[column] = time
  }
  if (typeof values["$created"] === "number") values["$updated"] ??= values["$created"]
  for (const [name, { references }] of Object.entries(definition.columns)) {
    if (references !== undefined && typeof values[name] === "number") values[name] = text(values[name])
  }
  return values
}

const rowsIn = (definition: Definition, seed: unknown): Iterable<AnySeed> =>
  typeof seed === "number" ? samples(definition, seed) : Array.isArray(seed) ? seed.filter(isRecord) : []

function* samples({ sample }: Definition, count: number): Iterable<AnySeed> {
  for (let n = 1; n <= count; n++) yield sample(n)
}

/** Adds the rows of a seed, tables that others refer to first. */
export const applySeed = (store: Store, seed: AnySeed): void => {
  for (const rows of store.all()) {
    const { definition } = rows
    const given = seed[definition.name]
    if (typeof given === "number") {
      for (let n = 1; n <= given; n++) rows.insert(definition.sample(n), seededAt)
    } else for (const fields of rowsIn(definition, given)) rows.put(storedForm(definition, fields), seededAt)
  }
}

/** The rows of a table as JSON: what was written of each, its id and its times. */
const jsonOf = (rows: Rows): ReadonlyArray<AnySeed> =>
  rows.all.map((row) => ({
    ...structuredClone({ ...row }),
    $created: new Date(row.$created).toISOString(),
    $updated: new Date(row.$updated).toISOString()
  }))

/** All rows as JSON. Tables without rows are left out, unless every account has some. */
export const snapshotOf = (store: Store): Record<string, ReadonlyArray<AnySeed>> =>
  Object.fromEntries(
    store
      .all()
      .filter(({ all, definition }) => all.length > 0 || definition.initial !== undefined)
      .map((rows) => [rows.definition.name, jsonOf(rows)])
  )

/** Replaces all rows. A table that is not in the seed has the rows that every account has. */
export const loadInto = (store: Store, seed: AnySeed): void => {
  for (const rows of store.all()) {
    if (seed[rows.definition.name] === undefined) rows.reset()
    else rows.clear()
  }
  applySeed(store, seed)
}

/** How many changes of letters lead from one word to another. */
const distance = (from: string, to: string): number => {
  let previous = [...Array(to.length + 1).keys()]
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...to].entries()) {
      const [above = 0, left = 0, diagonal = 0] = [previous[column + 1], current[column], previous[column]]
      current.push(Math.min(above + 1, left + 1, diagonal + (letter === other ? 0 : 1)))
    }
    previous = current
  }
  return previous[to.length] ?? 0
}

const suggestion = (name: string, known: ReadonlyArray<string>): string => {
  const [nearest] = known
    .map((one) => ({ one, far: distance(name.toLowerCase(), one.toLowerCase()) }))
    .filter(({ far }) => far <= 3)
    .sort((a, b) => a.far - b.far)
  return nearest === undefined ? "" : `; did you mean ${nearest.one}?`
}

const problemsOfRow = (definition: Definition, row: unknown, index: number): ReadonlyArray<string> => {
  const place = `${definition.name}[${index}]`
  if (!isRecord(row)) return [`${place} is not an object`]
  const known = ["id", ...Object.keys(definition.columns)]
  return Object.keys(row)
    .filter((name) => !name.startsWith("$") && !known.includes(name))
    .map((name) => `${place} has no column ${name}${suggestion(name, known)}`)
}

const problemsOfTable = (definition: Definition, given: unknown): ReadonlyArray<string> => {
  if (Array.isArray(given)) return given.flatMap((row, index) => problemsOfRow(definition, row, index))
  return typeof given === "number" && Number.isInteger(given) && given >= 0
    ? []
    : [`${definition.name} is neither a number of rows nor an array of rows`]
}

/** What is wrong with a seed. */
export const problemsOf = (definitions: ReadonlyArray<Definition>, seed: unknown): ReadonlyArray<string> => {
  if (!isRecord(seed)) return ["a seed is an object with tables"]
  const names = definitions.map(({ name }) => name)
  return Object.entries(seed).flatMap(([name, given]) => {
    const definition = definitions.find((one) => one.name === name)
    return definition === undefined
      ? [`there is no table ${name}${suggestion(name, names)}`]
      : problemsOfTable(definition, given)
  })
}

/** What changed in one table. */
export interface TableDiff {
  /** The rows that were created, as they were written. */
  readonly created?: ReadonlyArray<AnySeed>
  /** The columns that changed, by the id of the row. */
  readonly updated?: { readonly [id: string]: { readonly [column: string]: Change } }
  /** Ids of the rows that were deleted. */
  readonly deleted?: ReadonlyArray<string>
}

/** A value before and after. */
export interface Change {
  readonly from: unknown
  readonly to: unknown
}

/** Columns of a row, without what no response shows. */
const shown = (row: AnySeed): AnySeed =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("$")))

const changesOf = (before: AnySeed, after: AnySeed, definition: Definition | undefined) => {
  const initial = (name: string): unknown => definition?.columns[name]?.initial ?? null
  const names = Object.keys(shown({ ...before, ...after }))
  return Object.fromEntries(
    names.flatMap((name): ReadonlyArray<[string, Change]> => {
      const change = { from: before[name] ?? initial(name), to: after[name] ?? initial(name) }
      return JSON.stringify(change.from) === JSON.stringify(change.to) ? [] : [[name, change]]
    })
  )
}

const byId = (rows: unknown): Map<string, AnySeed> =>
  new Map((Array.isArray(rows) ? rows.filter(isRecord) : []).map((row) => [text(row["id"]), row]))

/** What changed from one snapshot to another in a table. */
export const diffTable = (before: unknown, after: unknown, definition: Definition | undefined): TableDiff => {
  const [old, current] = [byId(before), byId(after)]
  const created = [...current].filter(([id]) => !old.has(id)).map(([, row]) => shown(row))
  const deleted = [...old.keys()].filter((id) => !current.has(id))
  const updated = [...current].flatMap(([id, row]) => {
    const previous = old.get(id)
    const changes = previous === undefined ? {} : changesOf(previous, row, definition)
    return Object.keys(changes).length === 0 ? [] : [[id, changes] as const]
  })
  return {
    ...(created.length === 0 ? {} : { created }),
    ...(updated.length === 0 ? {} : { updated: Object.fromEntries(updated) }),
    ...(deleted.length === 0 ? {} : { deleted })
  }
}

/** The row of a table with an id. */
export const existing = (rows: Rows, id: string): Row => {
  const row = rows.find(id)
  if (row === undefined) throw new Error(`FakeAccount: ${rows.definition.name} has no row with id ${id}`)
  return row
}
