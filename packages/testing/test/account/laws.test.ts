/**
 * What holds for every table and route of the fake account: names that exist, whole lists, rows that come and go, and
 * accounts that share nothing.
 */
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import { describe, expect, it } from "vitest"
import { isRecord } from "../../../resources/test/published.js"
import { routes, tables } from "../../src/internal/account/resources.js"
import { notImplemented } from "../../src/internal/account/responses.js"
import { type Rows, Store } from "../../src/internal/account/Store.js"
import { type Definition, type Row, render } from "../../src/internal/account/Table.js"
import { filled, send, sendRoute } from "./filled.js"
import { requests } from "./requests.js"

const definitions: ReadonlyArray<Definition> = tables
const named = new Map(definitions.map((definition) => [definition.name, definition]))
const declared = new Set(routes.map(({ method, path }) => `${method} ${path}`))

/** Whether a store has an empty table of any name, as it has while tables are written side by side. */
const isTransition = (() => {
  try {
    return new Store([]).table("nothing").all.length === 0
  } catch {
    return false
  }
})()

/** Whether a column can be asked for: it is declared, or private to the account. */
const isColumn = (table: string, column: string): boolean => {
  const definition = named.get(table)
  if (definition === undefined) return isTransition
  return column === "id" || column.startsWith("$") || column in definition.columns
}

/** A store that notes the tables and columns that it is asked for and that do not exist. */
class Witness extends Store {
  readonly unknown = new Set<string>()

  override table(name: string): Rows {
    if (!named.has(name) && !isTransition) this.unknown.add(name)
    const note = (column: string) => isColumn(name, column) || this.unknown.add(`${name}.${column}`)
    return new Proxy(named.has(name) || isTransition ? super.table(name) : super.table(tables[0].name), {
      get: (rows, key) => {
        if (key === "by") {
          return (column: string, value: unknown) => {
            note(column)
            return rows.by(column, value).map((row) => this.watched(name, row))
          }
        }
        if (key === "where") {
          return (values: Record<string, unknown>) => {
            Object.keys(values).forEach(note)
            return rows.where(values).map((row) => this.watched(name, row))
          }
        }
        const value: unknown = Reflect.get(rows, key, rows)
        return typeof value === "function" ? value.bind(rows) : value
      }
    })
  }

  /** A row that notes the columns that are read and do not exist. */
  watched(table: string, row: Row): Row {
    return new Proxy(row, {
      get: (target, key) => {
        if (typeof key === "string" && !isColumn(table, key)) this.unknown.add(`${table}.${key}`)
        return Reflect.get(target, key)
      }
    })
  }
}

/** A store with a row in each table that notes unknown names. */
const witness = (): Witness => {
  const store = new Witness(definitions)
  for (const { name, sample } of definitions) store.table(name).insert(sample(1), 0)
  return store
}

describe.each(definitions.map((definition) => ({ name: definition.name, definition })))("table $name", (one) => {
  const { definition } = one

  it("refers to tables and columns that exist", () => {
    const { cascade = [], columns, filters = {}, orders = {}, relations = {}, unique = [] } = definition
    const store = witness()
    const own = [
      ...Object.values(orders).filter((order) => typeof order === "string"),
      ...unique.flatMap((key) => key.columns),
      ...Object.keys(definition.sample(1))
    ]
    const others = [
      ...Object.values(columns).flatMap(({ references }) =>
        references === undefined ? [] : [[references, "id"] as const]
      ),
      ...Object.values(relations).map(({ table }) => [table, "id"] as const),
      ...cascade
    ]
    const unknown = [...own.map((column) => [definition.name, column] as const), ...others].filter(
      ([table, column]) => !isColumn(table, column)
    )
    expect(unknown).toEqual([])
    const row = store.watched(definition.name, store.table(definition.name).all[0] ?? expect.fail("no row"))
    render(definition, row, store)
    for (const relation of Object.values(relations)) relation.rows(row, store)
    for (const [name, filter] of Object.entries(filters)) {
      const query = new URLSearchParams([[name, "1"]])
      filter(["1"], { now: 0, query, rows: store.table(definition.name), store }).test(row)
    }
    for (const order of Object.values(orders)) if (typeof order !== "string") order(row, store)
    expect([...store.unknown]).toEqual([])
  })

  it("has samples that keep its unique keys and change with their number", () => {
    const keys = (definition.unique ?? []).map(({ columns }) =>
      Array.from({ length: 1000 }, (_, index) =>
        JSON.stringify(columns.map((column) => definition.sample(index + 1)[column]))
      )
    )
    for (const values of keys) expect(new Set(values).size).toBe(values.length)
    const store = new Store(definitions)
    const row = store.table(definition.name).insert(definition.sample(1), 0)
    expect(JSON.stringify(render(definition, row, store))).not.toContain("undefined")
  })
})

/** The lists of whole tables. Names of events have no ids. */
const lists = definitions.filter(({ name }) => declared.has(`GET /${name}`) && name !== "eventTrackingEvents")

const idsIn = (body: unknown, key: string): ReadonlyArray<unknown> => {
  const rows = isRecord(body) ? body[key] : undefined
  return Array.isArray(rows) ? rows.map((row) => (isRecord(row) ? row["id"] : undefined)) : []
}

/** The ids of all pages, with a limit. A list that ignores the limit has one page. */
const walk = (account: FakeAccount.Account, name: string, limit: number): ReadonlyArray<unknown> => {
  const ids: Array<unknown> = []
  for (;;) {
    const query = new URLSearchParams(requests[`GET /${name}`]?.query)
    query.set("limit", String(limit))
    query.set("offset", String(ids.length))
    const page = idsIn(send(account, "GET", `/${name}`, { query: query.toString() }).body, name)
    ids.push(...page)
    if (page.length !== limit) return ids
  }
}

describe.each(lists.map(({ name }) => ({ name })))("GET /$name", ({ name }) => {
  it("returns each row exactly once, whatever the limit", () => {
    const account = filled(23)
    const all = idsIn(account.rows, name)
    expect(all.every((id) => typeof id === "string")).toBe(true)
    for (let limit = 1; limit <= 100; limit++) expect([limit, walk(account, name, limit)]).toEqual([limit, all])
  })

  it("has no more than 100 rows on a page, 20 if nothing is said, and says how many there are", () => {
    const account = filled(105)
    const sizeOf = (query: string) => idsIn(send(account, "GET", `/${name}`, { query }).body, name).length
    const usual = sizeOf("")
    const all = idsIn(account.rows, name).length
    expect([Math.min(all, 20), Math.min(all, 100), all]).toContain(usual)
    expect([Math.min(all, 100), all]).toContain(sizeOf("limit=1000"))
    const { body } = send(account, "GET", `/${name}`)
    const meta = isRecord(body) && isRecord(body["meta"]) ? body["meta"] : {}
    if ("total" in meta) expect(Number(meta["total"])).toBe(all)
  })
})

const has = (method: string, path: string): boolean => declared.has(`${method} ${path}`)
const complete = definitions.filter(({ name }) =>
  [
    ["POST", `/${name}`],
    ["GET", `/${name}`],
    ["GET", `/${name}/{id}`],
    ["DELETE", `/${name}/{id}`]
  ].every(([method = "", path = ""]) => has(method, path))
)

/** Statuses of tables whose missing rows are not 404. */
const missing: Readonly<Record<string, number>> = { contactAutomations: 403, forms: 403, groups: 403 }

/** The fields of a row in a response. */
const rowIn = (body: unknown, envelope: string): Record<string, unknown> => {
  const row = isRecord(body) ? body[envelope] : undefined
  return isRecord(row) ? row : {}
}

describe.each(complete.map(({ envelope, name }) => ({ envelope, name })))("a row of $name", ({ envelope, name }) => {
  it("is created, retrieved, listed, updated, deleted and gone", () => {
    const account = filled(3)
    const created = sendRoute(account, "POST", `/${name}`)
    expect(created.status, JSON.stringify(created.body)).toBeLessThan(300)
    const id = String(rowIn(created.body, envelope)["id"])
    const path = `/${name}/${id}`
    expect(rowIn(send(account, "GET", path).body, envelope)["id"]).toBe(id)
    expect(walk(account, name, 100)).toContain(id)
    const method = ["PATCH", "PUT"].find((one) => has(one, `/${name}/{id}`))
    if (method !== undefined) {
      const { body } = requests[`${method} /${name}/{id}`] ?? {}
      expect(send(account, method, path, { body }).status).toBeLessThan(300)
      const read = rowIn(send(account, "GET", path).body, envelope)
      const sent = Object.entries(rowIn(body, envelope)).filter(
        ([key, value]) => key in read && !isRecord(value) && !Array.isArray(value)
      )
      expect(Object.fromEntries(sent.map(([key]) => [key, String(read[key])]))).toEqual(
        Object.fromEntries(sent.map(([key, value]) => [key, String(value)]))
      )
    }
    expect(send(account, "DELETE", path).status).toBeLessThan(300)
    expect(walk(account, name, 100)).not.toContain(id)
    expect([404, missing[name]]).toContain(send(account, "GET", path).status)
    expect([404, missing[name]]).toContain(send(account, "DELETE", path).status)
    if (method !== undefined) {
      const { body } = requests[`${method} /${name}/{id}`] ?? {}
      expect(send(account, method, path, { body }).status).toBe(404)
    }
  })

  it("takes what refers to it along", () => {
    const account = filled(3)
    const id = idsIn(account.rows, name)[0]
    const isUsed = name === "dealTasktypes"
    expect(send(account, "DELETE", `/${name}/${id}`).status).toBe(isUsed ? 403 : 200)
    if (isUsed) return
    for (const [table, column, reltype] of named.get(name)?.cascade ?? []) {
      const left = Object.entries(account.rows).find(([key]) => key === table)?.[1] ?? []
      expect(
        left.filter(
          (row) =>
            Reflect.get(row, column) === id && (reltype ?? Reflect.get(row, "reltype")) === Reflect.get(row, "reltype")
        ),
        `${table}.${column}`
      ).toEqual([])
    }
  })
})

it("accounts share nothing", () => {
  const other = filled(3)
  const before = JSON.stringify(other.rows)
  const empty = FakeAccount.make()
  const initial = JSON.stringify(empty.rows)
  for (const { method, path } of routes) sendRoute(filled(3), method, path)
  expect(JSON.stringify(other.rows)).toBe(before)
  expect(JSON.stringify(empty.rows)).toBe(initial)
})

describe("a request that the account does not implement", () => {
  it.each([
    ["GET", "/nothing"],
    ["GET", "/contacts/1/2/3/4"],
    ["OPTIONS", "/contacts"],
    ["GET", "/"],
    ["DELETE", "/contacts"]
  ])("%s %s is rejected with its name", (method, path) => {
    const { body, status } = send(filled(1), method, path)
    expect(status).toBe(notImplemented)
    expect(isRecord(body) && body["message"]).toContain(`does not implement ${method} ${path}`)
  })

  it.each(lists.map(({ name }) => name))("GET /%s with an unknown parameter is rejected with its name", (name) => {
    const { body, status } = send(filled(1), "GET", `/${name}`, { query: "filters[unheard]=1" })
    expect(status).toBe(notImplemented)
    expect(isRecord(body) && body["message"]).toContain("filters[unheard]")
  })
})

it("without the API key nothing happens", () => {
  const account = filled(3)
  const before = JSON.stringify(account.rows)
  for (const { isOpen, method, path } of routes.filter((route) => route.isOpen !== true)) {
    const { params: _, query, ...request } = { query: "", ...requests[`${method} ${path}`] }
    const recorded = { headers: {}, body: undefined, ...request, method, path, query: new URLSearchParams(query) }
    expect([isOpen, account.handle(recorded, "another", 0).status]).toEqual([undefined, 403])
  }
  expect(JSON.stringify(account.rows)).toBe(before)
})
