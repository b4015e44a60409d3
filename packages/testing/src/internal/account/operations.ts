/**
 * The operations that most resources have: create, retrieve, update, delete and list. A resource names their paths and what
 * their responses contain.
 */
import type { RawResponse } from "../http.js"
import { unknownParameters } from "./query.js"
import { created, invalid, message, notFound, notImplemented, ok } from "./responses.js"
import { type Call, type Route, route } from "./routes.js"
import type { Values } from "./Store.js"
import { type Definition, type Row, render } from "./Table.js"
import { isRecord, lower, text } from "./values.js"

/** The fields that a request contains. */
export type Input = Record<string, unknown>

/** What the response to a write contains. */
export interface WriteOptions {
  /** Columns in the response beside those of the request; all by default. */
  readonly returns?: ReadonlyArray<string>
  /** Keys of relations whose rows are beside the row. */
  readonly sideloads?: ReadonlyArray<string>
  /** Rejects an input that its columns accept. */
  readonly check?: (input: Input, call: Call, row: Row | undefined) => RawResponse | undefined
  /** Values of columns that are computed from the input. */
  readonly values?: (input: Input, call: Call, row: Row | undefined) => Values
  /** What happens after the row was written, such as an event. `changed` are the columns that were not so before. */
  readonly after?: (row: Row, input: Input, call: Call, changed: ReadonlyArray<string>) => void
  /** Further keys of the response. */
  readonly beside?: (row: Row, input: Input, call: Call) => object
}

/** What the response to a create contains. */
export interface CreateOptions extends WriteOptions {
  /** 201 by default. */
  readonly status?: number
  /** Responds if the row is there already; by default a unique key that is taken is an error. */
  readonly existing?: (input: Input, call: Call) => RawResponse | undefined
}

/** What the response to an update contains. */
export interface UpdateOptions extends WriteOptions {
  /** Both by default. */
  readonly methods?: ReadonlyArray<"PUT" | "PATCH">
}

/** The fields within the envelope of a body. */
export const inputOf = (call: Call, envelope: string): Input | RawResponse => {
  const input = isRecord(call.body) ? call.body[envelope] : undefined
  return isRecord(input) ? input : message(403, "$value is not an object")
}

/** Whether the fields of a request are a response, because they were rejected. */
export const isResponse = (value: unknown): value is RawResponse =>
  isRecord(value) && typeof value["status"] === "number" && "body" in value

/** What is given for a column in a request. */
const givenFor = (definition: Definition, column: string, input: Input): { readonly value: unknown } | undefined => {
  const names = definition.columns[column]?.names ?? [column]
  const name = names.find((candidate) => input[candidate] !== undefined)
  return name === undefined ? undefined : { value: input[name] }
}

/** The values of the columns that a request writes. */
const writtenBy = (definition: Definition, input: Input): Record<string, unknown> => {
  const values: Record<string, unknown> = {}
  for (const [name, { write }] of Object.entries(definition.columns)) {
    const given = write === undefined ? undefined : givenFor(definition, name, input)
    if (given !== undefined) values[name] = write?.(given.value)
  }
  return values
}

const requiredError = (definition: Definition, input: Input): RawResponse | undefined => {
  const missing = Object.entries(definition.columns).find(
    ([name, { required }]) => required === true && text(givenFor(definition, name, input)?.value) === ""
  )
  return missing && invalid(`The field ${missing[0]} is required`, "field_missing", missing[0])
}

const referenceError = (definition: Definition, values: Values, { store }: Call): RawResponse | undefined => {
  const dangling = Object.entries(definition.columns).find(([name, { initial, references }]) => {
    const id = values[name]
    if (references === undefined || id === undefined || id === null || id === initial) return false
    return store.table(references).find(id) === undefined
  })
  return dangling && invalid("The related resource does not exist", "related_missing", dangling[0])
}

/** The row that has the values of a unique key, if it is another. */
const takenBy = (
  definition: Definition,
  columns: ReadonlyArray<string>,
  values: Values,
  { store }: Call,
  row?: Row
) => {
  const key = columns.map((column) => [column, values[column] ?? row?.[column]] as const)
  if (key.some(([, value]) => lower(value) === "")) return undefined
  return store
    .table(definition.name)
    .where(Object.fromEntries(key))
    .find((other) => other !== row)
}

/** Whether a request changes a column of a unique key. What a test seeded may not be unique. */
const isChanged = (columns: ReadonlyArray<string>, values: Values, row: Row | undefined): boolean =>
  row === undefined || columns.some((column) => column in values && lower(values[column]) !== lower(row[column]))

const uniqueError = (definition: Definition, values: Values, call: Call, row?: Row): RawResponse | undefined => {
  const taken = (definition.unique ?? []).find(
    ({ columns }) => isChanged(columns, values, row) && takenBy(definition, columns, values, call, row)
  )
  return (
    taken &&
    invalid(taken.title ?? `The ${taken.columns.join(", ")} is already in use`, "duplicate", taken.columns.join(","))
  )
}

/** Rows beside a row or rows, by the key of their relation, each once. */
export const sideloadsOf = (
  definition: Definition,
  rows: ReadonlyArray<Row>,
  keys: ReadonlyArray<string>,
  call: Pick<Call, "store">
): Record<string, unknown> =>
  Object.fromEntries(
    keys.map((key) => {
      const relation = definition.relations?.[key]
      if (relation === undefined) throw new Error(`FakeAccount: ${definition.name} has no relation ${key}`)
      const related = new Set(rows.flatMap((row) => relation.rows(row, call.store)))
      const table = call.store.table(relation.table).definition
      return [key, [...related].map((row) => render(table, row, call.store))]
    })
  )

/**
 * A row in the response to a write. Numbers and booleans are returned in the type that was sent.
 */
export const echo = (
  definition: Definition,
  row: Row,
  input: Input,
  { store }: Pick<Call, "store">,
  columns?: ReadonlyArray<string>
): Record<string, unknown> => {
  const rendered: Record<string, unknown> = render(definition, row, store, columns)
  for (const name of Object.keys(rendered)) {
    const { value } = givenFor(definition, name, input) ?? {}
    const column = definition.columns[name]
    const isScalar = typeof value === "number" || typeof value === "boolean"
    if (isScalar && column?.write !== undefined && column.echo !== false) rendered[name] = value
  }
  return rendered
}

/** Creates a row from an input that was not checked yet. */
export const insertFrom = (
  definition: Definition,
  input: Input,
  call: Call,
  options: CreateOptions = {}
): Row | RawResponse => {
  const values = { ...writtenBy(definition, input), ...options.values?.(input, call, undefined) }
  return (
    requiredError(definition, input) ??
    options.check?.(input, call, undefined) ??
    referenceError(definition, values, call) ??
    uniqueError(definition, values, call) ??
    call.store.table(definition.name).insert(values, call.now)
  )
}

/** Updates a row by an input that was not checked yet. */
export const updateFrom = (
  definition: Definition,
  row: Row,
  input: Input,
  call: Call,
  options: WriteOptions = {}
): Row | RawResponse => {
  const values = { ...writtenBy(definition, input), ...options.values?.(input, call, row) }
  return (
    options.check?.(input, call, row) ??
    referenceError(definition, values, call) ??
    uniqueError(definition, values, call, row) ??
    call.store.table(definition.name).update(row, values, call.now)
  )
}

/** The columns that a request writes. */
const givenColumns = (definition: Definition, input: Input): ReadonlyArray<string> =>
  Object.keys(writtenBy(definition, input))

/** The response to a write. */
export const written = (
  definition: Definition,
  row: Row,
  input: Input,
  call: Call,
  { after, beside, returns, sideloads = [] }: WriteOptions,
  changed: ReadonlyArray<string> = []
): Record<string, unknown> => {
  after?.(row, input, call, changed)
  const columns = returns && [...new Set([...givenColumns(definition, input), ...returns])]
  return {
    ...sideloadsOf(definition, [row], sideloads, call),
    ...beside?.(row, input, call),
    [definition.envelope]: echo(definition, row, input, call, columns)
  }
}

/** Creates a row: `POST /tags`. */
export const create = (definition: Definition, path: string, options: CreateOptions = {}): Route =>
  route("POST", path, (call) => {
    const input = inputOf(call, definition.envelope)
    if (isResponse(input)) return input
    const existing = options.existing?.(input, call)
    if (existing !== undefined) return existing
    const row = insertFrom(definition, input, call, options)
    if (isResponse(row)) return row
    return { ...created(written(definition, row, input, call, options)), status: options.status ?? 201 }
  })

/** The row that the path of a request names, or 404. */
export const rowOf = (definition: Definition, { params, store }: Call): Row | RawResponse =>
  store.table(definition.name).find(params["id"]) ?? notFound(definition.model, params["id"] ?? "")

/** What the response to a read contains. */
export interface ReadOptions {
  readonly sideloads?: ReadonlyArray<string>
  /** Keys of relations that `include` asks for. */
  readonly includes?: ReadonlyArray<string>
  /** Columns in the response; all by default. */
  readonly returns?: ReadonlyArray<string>
  /** Response for a row that does not exist; by default 404. */
  readonly missing?: (id: string) => RawResponse
}

/** Retrieves a row: `GET /tags/{id}`. */
export const get = (
  definition: Definition,
  path: string,
  { includes = [], missing, returns, sideloads = [] }: ReadOptions = {}
): Route =>
  route("GET", path, (call) => {
    const row = rowOf(definition, call)
    if (isResponse(row)) return missing?.(call.params["id"] ?? "") ?? row
    const keys = [...sideloads, ...includesOf(call).filter((key) => includes.includes(key))]
    return ok({
      ...sideloadsOf(definition, [row], keys, call),
      [definition.envelope]: render(definition, row, call.store, returns)
    })
  })

/** What is stored of a row, with its defaults. */
const valuesOf = ({ columns }: Definition, row: Row): Values =>
  Object.fromEntries(Object.keys(columns).map((name) => [name, row[name]]))

/** Updates a row: `PUT /tags/{id}`, and `PATCH`, which ActiveCampaign accepts as well. */
export const update = (definition: Definition, path: string, options: UpdateOptions = {}): ReadonlyArray<Route> =>
  (options.methods ?? ["PUT", "PATCH"]).map((method) =>
    route(method, path, (call) => {
      const existing = rowOf(definition, call)
      if (isResponse(existing)) return existing
      const input = inputOf(call, definition.envelope)
      if (isResponse(input)) return input
      const before = valuesOf(definition, existing)
      const row = updateFrom(definition, existing, input, call, options)
      if (isResponse(row)) return row
      const changed = Object.keys(before).filter((name) => text(row[name]) !== text(before[name]))
      return ok(written(definition, row, input, call, options, changed))
    })
  )

/** What a delete does beside deleting. */
export interface RemoveOptions {
  /** Rejects the delete. */
  readonly check?: (row: Row, call: Call) => RawResponse | undefined
  /** What happens after the row was deleted, such as an event. */
  readonly after?: (row: Row, call: Call) => void
  /** The response; `{}` by default. */
  readonly respond?: () => RawResponse
}

/** Deletes a row and what belongs to it: `DELETE /tags/{id}`. */
export const remove = (definition: Definition, path: string, options: RemoveOptions = {}): Route =>
  route("DELETE", path, (call) => {
    const row = rowOf(definition, call)
    if (isResponse(row)) return row
    const rejected = options.check?.(row, call)
    if (rejected !== undefined) return rejected
    call.store.table(definition.name).delete(row)
    options.after?.(row, call)
    return options.respond?.() ?? ok({})
  })

/** How a list returns its rows. */
export interface ListOptions {
  /** Keys of relations that are in every response. */
  readonly sideloads?: ReadonlyArray<string>
  /** Keys of relations that `include` asks for. */
  readonly includes?: ReadonlyArray<string>
  /** Columns in the response; all by default. */
  readonly returns?: ReadonlyArray<string>
  /** The form of `meta.total`; `"none"` for no `meta`. */
  readonly total?: "string" | "number" | "none"
  /** Rows of a page if the query does not say. */
  readonly pageSize?: number
  /**
   * Column of a list below another row, and the table of that row, whose id is in the path. All rows are on one page, without
   * `meta`.
   */
  readonly scope?: { readonly column: string; readonly table: string }
  /** Further parameters that the list accepts. */
  readonly parameters?: ReadonlyArray<string>
  /** Further keys of the response. */
  readonly beside?: (rows: ReadonlyArray<Row>, call: Call) => object
  /** Further keys of `meta`, from the rows of all pages. */
  readonly meta?: (rows: ReadonlyArray<Row>, call: Call) => object
}

const includesOf = ({ query }: Call): ReadonlyArray<string> =>
  (query.get("include") ?? "").split(",").filter((key) => key !== "")

/** Why a list rejects a request: a parameter that it does not know. A test with it would look right and be wrong. */
const rejectUnknown = (definition: Definition, call: Call, options: ListOptions): RawResponse | undefined => {
  if (!call.settings.strict) return undefined
  const includes = options.includes ?? []
  const others = [...(options.parameters ?? []), ...(includes.length > 0 ? ["include"] : [])]
  const unknown = [
    ...unknownParameters(definition, call.query, others),
    ...includesOf(call)
      .filter((key) => includes.length > 0 && !includes.includes(key))
      .map((key) => `include=${key}`)
  ]
  if (unknown.length === 0) return undefined
  const known = [
    ...Object.keys(definition.filters ?? {}),
    ...Object.keys(definition.orders ?? {}).map((name) => `orders[${name}]`)
  ]
  return message(
    notImplemented,
    `FakeAccount does not implement ${unknown.map((name) => `\`${name}\``).join(", ")} of ${definition.name}; implemented: ${known.join(", ")}${includes.length > 0 ? `, include=${includes.join(",")}` : ""}`
  )
}

/** Whether search finds a row yet; undefined if all rows are found. A row of a later time was there before the test. */
const visibility = ({ now, query, settings }: Call) => {
  const isSearch = [...query.keys()].some((key) => !/^(limit|offset|include|orders\[.*\])$/.test(key))
  return settings.searchDelay > 0 && isSearch
    ? ({ $created }: Row) => $created <= now - settings.searchDelay || $created > now
    : undefined
}

/** The body of a list. */
const bodyOf = (definition: Definition, call: Call, options: ListOptions) => {
  const id = call.params["id"] ?? ""
  const scope = options.scope === undefined ? undefined : ([options.scope.column, id] as const)
  const source = { definition, now: call.now, query: call.query, scope, isFound: visibility(call) }
  const { all, rows, total } = call.selector.page(source, scope !== undefined ? "all" : (options.pageSize ?? 20))
  const keys = [...(options.sideloads ?? []), ...includesOf(call).filter((key) => options.includes?.includes(key))]
  const meta = { total: options.total === "number" ? total : String(total), ...options.meta?.(all, call) }
  return {
    ...options.beside?.(rows, call),
    ...sideloadsOf(definition, rows, keys, call),
    [definition.name]: rows.map((row) => render(definition, row, call.store, options.returns)),
    ...(scope !== undefined || options.total === "none" ? {} : { meta })
  }
}

/** Lists rows: `GET /tags`, or those of a row: `GET /contacts/{id}/contactTags`. */
export const list = (definition: Definition, path: string, options: ListOptions = {}): Route =>
  route("GET", path, (call) => {
    const { scope } = options
    if (scope !== undefined && call.store.table(scope.table).find(call.params["id"]) === undefined) {
      return notFound(call.store.table(scope.table).definition.model, call.params["id"] ?? "")
    }
    return rejectUnknown(definition, call, options) ?? ok(bodyOf(definition, call, options))
  })
