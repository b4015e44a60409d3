/**
 * Filters, sort orders and pages of collections.
 */
import type { RawResponse } from "../http.js"
import type { Row } from "./Store.js"
import { contains, lower } from "./values.js"

/** Comparisons in `filters[field][operator]`. */
const operators: Readonly<Record<string, (value: string, other: string) => boolean>> = {
  eq: (value, other) => value === other,
  neq: (value, other) => value !== other,
  lt: (value, other) => value < other,
  lte: (value, other) => value <= other,
  gt: (value, other) => value > other,
  gte: (value, other) => value >= other,
  contains: (value, other) => value.includes(other),
  starts_with: (value, other) => value.startsWith(other)
}

/** Whether a field of a row matches all conditions that the query has for a filter. */
export const matchesFilter = (row: Row, field: string, filter: string, query: URLSearchParams): boolean => {
  const part = query.get(`filters[${filter}]`)
  return (
    (part === null || contains(row[field], part)) &&
    Object.entries(operators).every(([name, holds]) => {
      const other = query.get(`filters[${filter}][${name}]`)
      return other === null || holds(lower(row[field]), other.toLowerCase())
    })
  )
}

/** Sort fields of contacts that have another name in a row. */
const sortFields: Readonly<Record<string, string>> = {
  first_name: "firstName",
  last_name: "lastName",
  name: "firstName"
}

const byId = (a: Row, b: Row): number => Number(a.id) - Number(b.id)

const compare = (a: Row, b: Row, field: string): number => {
  if (field === "id") return byId(a, b)
  const [left, right] = [lower(a[field]), lower(b[field])]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Rows in the order that the query asks for; by id if it asks for none. */
const sorted = (rows: ReadonlyArray<Row>, query: URLSearchParams): ReadonlyArray<Row> => {
  const orders = [...query].flatMap(([key, direction]) => {
    const name = /^orders\[(\w+)\]$/.exec(key)?.[1]
    return name === undefined ? [] : [{ field: sortFields[name] ?? name, sign: /^desc$/i.test(direction) ? -1 : 1 }]
  })
  return [...rows].sort((a, b) => {
    for (const { field, sign } of orders) {
      const order = sign * compare(a, b, field)
      if (order !== 0) return order
    }
    return byId(a, b)
  })
}

/** One page of a collection: 20 rows unless the query asks for more, at most 100. */
export const page = (
  key: string,
  rows: ReadonlyArray<Row>,
  query: URLSearchParams,
  sideloads: (rows: ReadonlyArray<Row>) => object = () => ({})
): RawResponse => {
  const limit = Math.max(1, Math.min(100, Number(query.get("limit") ?? 20) || 20))
  const start = Math.max(0, Number(query.get("offset") ?? 0) || 0)
  const shown = sorted(rows, query).slice(start, start + limit)
  return { status: 200, body: { ...sideloads(shown), [key]: shown, meta: { total: String(rows.length) } } }
}
