/**
 * Which rows a list returns: filters, orders and pages.
 */
import { sorted } from "./filters.js"
import type { Rows, Store } from "./Store.js"
import type { Condition, Definition, Row } from "./Table.js"

/** The rows of a page, and how many there are on all pages. */
export interface Selection {
  readonly rows: ReadonlyArray<Row>
  readonly total: number
  /** The rows of all pages. */
  readonly all: ReadonlyArray<Row>
}

/** What a list selects from. */
export interface Source {
  readonly definition: Definition
  readonly query: URLSearchParams
  /** What the path of the list says, as `contact` and `113`. */
  readonly scope?: readonly [column: string, value: string] | undefined
  /** Milliseconds since 1970. */
  readonly now: number
  /** Whether search finds a row yet; undefined if it finds all. */
  readonly isFound?: ((row: Row) => boolean) | undefined
}

type Values = ReadonlyMap<string, ReadonlyArray<string>>

/** Parameters that say where a page begins and ends. */
const paging = new Set(["limit", "offset", "id_greater", "id_less"])

/** The values of each query parameter. `ids[]` and `ids[0]` are the same. */
const valuesOf = (query: URLSearchParams): Values => {
  const values = new Map<string, Array<string>>()
  for (const [key, value] of query) {
    if (paging.has(key)) continue
    const name = key.replace(/\[\d*\]$/, "[]")
    values.set(name, [...(values.get(name) ?? []), value])
  }
  return values
}

/** The columns by which a query orders rows, and in which direction. */
const ordersOf = ({ orders }: Definition, values: Values) =>
  [...values].flatMap(([key, [direction = ""]]) => {
    const name = /^orders\[(.+)\]$/.exec(key)?.[1]
    const by = name === "id" ? "id" : name === undefined ? undefined : orders?.[name]
    const sign: 1 | -1 = /^desc$/i.test(direction) ? -1 : 1
    return by === undefined || /^weight$/i.test(direction) ? [] : [{ by, sign }]
  })

/** Whether an order is that of the table. */
const isById = ({ by, sign }: ReturnType<typeof ordersOf>[number]): boolean => by === "id" && sign === 1

/** Rows that meet all conditions, from the shortest list of candidates. */
const select = (rows: Rows, conditions: ReadonlyArray<Condition>): ReadonlyArray<Row> => {
  if (conditions.length === 0) return rows.all
  const candidates = conditions.flatMap((condition) =>
    condition.candidates === undefined ? [] : [condition.candidates]
  )
  const shortest = candidates.sort((a, b) => a.length - b.length)[0]
  const inOrder = shortest === undefined ? rows.all : sorted(shortest, [{ by: "id", sign: 1 }], rows.store)
  return inOrder.filter((row) => conditions.every(({ test }) => test(row)))
}

/** Position of the first row whose id is greater than a number, in rows that are ordered by id. */
const positionAfter = (rows: ReadonlyArray<Row>, id: number): number => {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (Number(rows[middle]?.id) > id) high = middle
    else low = middle + 1
  }
  return low
}

/** The rows between `id_greater` and `id_less`. In rows by id, no row is looked at. */
const between = (rows: ReadonlyArray<Row>, query: URLSearchParams, areById: boolean) => {
  const after = Number(query.get("id_greater") ?? Number.NEGATIVE_INFINITY)
  const before = Number(query.get("id_less") ?? Number.POSITIVE_INFINITY)
  if (areById) return { rows, start: positionAfter(rows, after), end: positionAfter(rows, before - 0.5) }
  const within = rows.filter(({ id }) => Number(id) > after && Number(id) < before)
  return { rows: within, start: 0, end: within.length }
}

/** A page has 20 rows unless the query asks for more, and 100 at most. A list that is not split has one page. */
export const pageOf = (query: URLSearchParams, pageSize: number | "all") => {
  if (pageSize === "all") return { limit: Number.POSITIVE_INFINITY, offset: 0 }
  const limit = Number(query.get("limit") ?? pageSize)
  return {
    limit: limit >= 1 ? Math.min(100, Math.floor(limit)) : pageSize,
    offset: Math.max(0, Math.floor(Number(query.get("offset")) || 0))
  }
}

/**
 * Selects the rows of lists. What a query matches on all pages is kept until the account changes, so that a pagination filters
 * and sorts once, not once a page.
 */
export class Selector {
  private readonly kept = new Map<string, ReadonlyArray<Row>>()
  private version = -1
  private readonly store: Store

  constructor(store: Store) {
    this.store = store
  }

  /** The page that a query asks for. */
  page(source: Source, pageSize: number | "all"): Selection {
    const { definition, query } = source
    const values = valuesOf(query)
    const orders = ordersOf(definition, values)
    const matching = this.matching(source, values, orders)
    const ranged =
      definition.keyset === true && (query.has("id_greater") || query.has("id_less"))
        ? between(matching, query, orders.every(isById))
        : { rows: matching, start: 0, end: matching.length }
    const { limit, offset } = pageOf(query, pageSize)
    const first = ranged.start + offset
    return {
      rows: ranged.rows.slice(first, Math.max(first, Math.min(ranged.end, first + limit))),
      total: Math.max(0, ranged.end - ranged.start),
      all: matching
    }
  }

  /** All rows that a query matches, in its order. */
  private matching(source: Source, values: Values, orders: ReturnType<typeof ordersOf>): ReadonlyArray<Row> {
    const { definition, isFound, scope } = source
    if (this.version !== this.store.version || this.kept.size > 32) {
      this.kept.clear()
      this.version = this.store.version
    }
    const key = JSON.stringify([definition.name, scope, ...values])
    const kept = isFound === undefined ? this.kept.get(key) : undefined
    if (kept !== undefined) return kept
    const found = select(this.store.table(definition.name), this.conditions(source, values))
    // The rows of a table are in the order of their ids.
    const rows = orders.every(isById) ? found : sorted(found, orders, this.store)
    if (isFound === undefined) this.kept.set(key, rows)
    return rows
  }

  private conditions({ definition, isFound, now, query, scope }: Source, values: Values): ReadonlyArray<Condition> {
    const rows = this.store.table(definition.name)
    const context = { rows, store: this.store, query, now }
    const given = [...values].flatMap(([name, all]) => definition.filters?.[name]?.(all, context) ?? [])
    const scoped = scope === undefined ? [] : [{ candidates: rows.by(...scope), test: () => true }]
    return [...scoped, ...given, ...(isFound === undefined ? [] : [{ test: isFound }])]
  }
}

/** Parameters of a request that the account does not implement. */
export const unknownParameters = (
  { filters, keyset, orders }: Definition,
  query: URLSearchParams,
  others: ReadonlyArray<string>
): ReadonlyArray<string> =>
  [...new Set(query.keys())].filter((key) => {
    const name = key.replace(/\[\d*\]$/, "[]")
    const order = /^orders\[(.+)\]$/.exec(key)?.[1]
    const isRange = keyset === true && (key === "id_greater" || key === "id_less")
    const isKnown = key === "limit" || key === "offset" || isRange || others.includes(name)
    return !(isKnown || filters?.[name] !== undefined || (order !== undefined && (order === "id" || orders?.[order])))
  })
