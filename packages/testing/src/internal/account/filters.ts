/**
 * Kinds of filters.
 */
import type { Store } from "./Store.js"
import type { Condition, Filter, Order, Row } from "./Table.js"
import { contains as containsText, lower, parseTime, text } from "./values.js"

/** Rows whose column has the value, in any case. */
export const equals =
  (column: string): Filter =>
  ([value], { rows }) => ({
    candidates: rows.by(column, value),
    test: (row) => lower(row[column]) === lower(value)
  })

/** Rows whose column has one of the values, which may be joined by commas. */
export const oneOf =
  (column: string): Filter =>
  (values) => {
    const wanted = new Set(values.flatMap((value) => value.split(",")).map(lower))
    return { test: (row) => wanted.has(lower(row[column])) }
  }

/** Rows with one of the values in one of the columns, as part of a text in any case. */
export const contains =
  (...columns: ReadonlyArray<string>): Filter =>
  ([value = ""]) => ({ test: (row) => columns.some((column) => containsText(row[column], value)) })

/** Rows whose column begins with the value. */
export const startsWith =
  (column: string): Filter =>
  ([value]) => ({ test: (row) => lower(row[column]).startsWith(lower(value)) })

/** Rows whose column has another value. */
export const differs =
  (column: string): Filter =>
  ([value]) => ({ test: (row) => lower(row[column]) !== lower(value) })

/** Rows whose number is at least (`1`) or at most (`-1`) the value. */
export const bound =
  (column: string, sign: 1 | -1, factor = 1): Filter =>
  ([value]) => ({ test: (row) => sign * (Number(row[column]) - Number(value) * factor) >= 0 })

/** When a row was written, or what a column has. */
const timeOf = (row: Row, column: string): number | undefined =>
  column === "$created" || column === "$updated" ? row[column] : parseTime(row[column])

/** Rows whose time is after (`1`) or before (`-1`) the value. `$created` and `$updated` are those of the row itself. */
export const time =
  (column: string, sign: 1 | -1): Filter =>
  ([value]) => {
    const limit = parseTime(value)
    return {
      test: (row) => {
        const at = timeOf(row, column)
        return limit !== undefined && at !== undefined && sign * (at - limit) > 0
      }
    }
  }

/** Rows that a row of another table links to a value: contacts (`key`) that have a tag (`column`). */
export const linked =
  (table: string, key: string, column: string): Filter =>
  ([value], { rows, store }) => {
    const ids = new Set(
      store
        .table(table)
        .by(column, value)
        .map((link) => text(link[key]))
    )
    return {
      candidates: [...ids].flatMap((id) => rows.find(id) ?? []),
      test: ({ id }) => ids.has(id)
    }
  }

/** Any row: parameters that change what a response contains, but not which rows. */
export const anything: Filter = (): Condition => ({ test: () => true })

/** Compares as numbers if both are, otherwise as texts in any case. */
const compare = (left: unknown, right: unknown): number => {
  const [a, b] = [Number(left), Number(right)]
  if (text(left) !== "" && text(right) !== "" && !Number.isNaN(a) && !Number.isNaN(b)) return a - b
  return lower(left) < lower(right) ? -1 : lower(left) > lower(right) ? 1 : 0
}

/** What the operators in `filters[name][operator]` mean. */
export const comparisons: Readonly<Record<string, (value: unknown, other: string) => boolean>> = {
  eq: (value, other) => lower(value) === lower(other),
  neq: (value, other) => lower(value) !== lower(other),
  lt: (value, other) => compare(value, other) < 0,
  lte: (value, other) => compare(value, other) <= 0,
  gt: (value, other) => compare(value, other) > 0,
  gte: (value, other) => compare(value, other) >= 0,
  contains: containsText,
  starts_with: (value, other) => lower(value).startsWith(lower(other))
}

/**
 * The filters of a column with operators: `filters[search]`, which means "contains", and `filters[search][eq]` and so on.
 */
export const operators = (parameter: string, column: string): Readonly<Record<string, Filter>> => ({
  [parameter]: contains(column),
  ...Object.fromEntries(
    Object.entries(comparisons).map(([operator, holds]): [string, Filter] => [
      `${parameter}[${operator}]`,
      ([value = ""]) => ({ test: (row) => holds(row[column], value) })
    ])
  )
})

/** Orders rows by the values of each order; equal rows keep their order. */
export const sorted = (
  rows: ReadonlyArray<Row>,
  orders: ReadonlyArray<{ readonly by: Order; readonly sign: 1 | -1 }>,
  store: Store
): ReadonlyArray<Row> => {
  if (orders.length === 0) return rows
  const keyed = rows.map((row) => ({
    row,
    keys: orders.map(({ by }) => (typeof by === "string" ? row[by] : by(row, store)))
  }))
  keyed.sort((a, b) => {
    for (const [index, { sign }] of orders.entries()) {
      const order = sign * compare(a.keys[index], b.keys[index])
      if (order !== 0) return order
    }
    return 0
  })
  return keyed.map(({ row }) => row)
}
