/**
 * Custom objects: their schemas and records.
 */
import { CustomObjectRecords, CustomObjectSchemas } from "effect-activecampaign"
import { json, nullableString, readOnly, string } from "../columns.js"
import { comparisons, sorted } from "../filters.js"
import { type Input, inputOf, isResponse } from "../operations.js"
import { pageOf } from "../query.js"
import { created, message, notImplemented, ok } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import { type Column, type Row, render, table } from "../Table.js"
import { isRecord, text } from "../values.js"

/** Times have nanoseconds here. */
const nanos = (millis: number): string => new Date(millis).toISOString().replace("Z", "000000Z")

const createdAt: Column = { read: (row) => nanos(row.$created) }

const updatedAt: Column = { read: (row) => nanos(row.$updated) }

const uuid = (prefix: string) => (last: number) => `${prefix}-0000-4000-8000-${String(last).padStart(12, "0")}`

/** Schemas. */
export const schemas = table({
  name: "schemas",
  envelope: "schema",
  model: "Schema",
  entity: CustomObjectSchemas.CustomObjectSchema,
  columns: {
    slug: string("", { required: true }),
    visibility: readOnly("private"),
    labels: json({}),
    description: string(),
    appId: nullableString(),
    parentId: nullableString(),
    createdTimestamp: createdAt,
    updatedTimestamp: updatedAt,
    fields: json([]),
    icons: json({ default: "https://fake.api-us1.com/customobject.png" }),
    relationships: json([])
  },
  nextId: uuid("00000001"),
  cascade: [["records", "schemaId"]],
  sample: (n) => ({
    slug: `object-${n}`,
    visibility: "public",
    appId: `app-${n}`,
    labels: { singular: `Object ${n}`, plural: `Objects ${n}` },
    fields: [
      { id: "name", labels: { singular: "Name", plural: "Names" }, type: "text", required: false, inherited: false }
    ],
    relationships: [
      {
        id: "primary-contact",
        labels: { singular: "Contact", plural: "Contacts" },
        description: "",
        namespace: "contacts",
        hasMany: false,
        inherited: false
      }
    ]
  })
})

/** Records. */
export const records = table({
  name: "records",
  envelope: "record",
  model: "Record",
  entity: CustomObjectRecords.CustomObjectRecord,
  columns: {
    externalId: nullableString(),
    schemaId: string(),
    fields: json([]),
    relationships: json({}),
    createdTimestamp: createdAt,
    updatedTimestamp: updatedAt
  },
  nextId: uuid("00000002"),
  sample: (n) => ({
    schemaId: uuid("00000001")(1),
    externalId: `record-${n}`,
    fields: [{ id: "name", value: `Record ${n}` }],
    relationships: { "primary-contact": ["1"] }
  })
})

const badRequest = { status: 400, body: { errors: [{ status: 400, title: "Bad Request" }] } }

const invalid = (title: string, detail: string, field: string) => ({
  status: 422,
  body: { errors: [{ title, detail, source: { type: "pointer", value: `/data/attributes/${field}` } }] }
})

const rowsIn = (value: unknown): ReadonlyArray<Input> => (Array.isArray(value) ? value.filter(isRecord) : [])

/** A schema as responses contain it: fields that are marked for deletion only if the query asks for all. */
const schemaOf = (row: Row, { query, store }: Call) => {
  const rendered = render(schemas, row, store)
  const fields = rowsIn(rendered["fields"])
  const shown =
    query.get("showFields") === "all" ? fields : fields.filter(({ status }) => status !== "marked_for_deletion")
  const { appId, parentId, ...rest } = rendered
  return { ...rest, ...(appId === null ? {} : { appId }), ...(parentId === null ? {} : { parentId }), fields: shown }
}

const schemaIn = ({ params, store }: Call): Row | undefined => store.table("schemas").find(params["schema"])

const missing = message(404, "Not Found")

/** Fields in the form of responses, in which `isRequired` is `required`, and options have ids. */
const fieldsOf = (value: unknown) =>
  rowsIn(value).map(({ isRequired, required, ...field }, index) => ({
    ...field,
    ...(Array.isArray(field["options"])
      ? {
          options: rowsIn(field["options"]).map((option, position) => ({
            id: option["id"] ?? uuid(`0000000${index % 10}`)(position + 1),
            ...option
          }))
        }
      : {}),
    required: required ?? isRequired ?? false,
    inherited: field["inherited"] ?? false
  }))

const relationshipsOf = (value: unknown) =>
  rowsIn(value).map((one) => ({ description: "", hasMany: false, inherited: false, ...one }))

/** What a request to a schema says. */
const valuesIn = (input: Input) => ({
  ...(input["slug"] === undefined ? {} : { slug: text(input["slug"]) }),
  ...(input["labels"] === undefined ? {} : { labels: input["labels"] }),
  ...(input["description"] === undefined ? {} : { description: text(input["description"]) }),
  ...(input["appId"] === undefined ? {} : { appId: text(input["appId"]) }),
  ...(input["icons"] === undefined ? {} : { icons: input["icons"] }),
  ...(input["fields"] === undefined ? {} : { fields: fieldsOf(input["fields"]) }),
  ...(input["relationships"] === undefined ? {} : { relationships: relationshipsOf(input["relationships"]) })
})

/** A field that a slug or a label lacks. */
const problemOf = (input: Input, { store }: Call, row?: Row) => {
  const slug = text(input["slug"] ?? row?.["slug"])
  if (slug === "") return invalid('Invalid value for field "slug"', "slug is required", "slug")
  const taken = store
    .table("schemas")
    .by("slug", slug)
    .some((other) => other !== row)
  return taken ? invalid('Invalid value for field "slug"', "slug is already in use", "slug") : undefined
}

const createSchema =
  (visibility: "private" | "public"): Handle =>
  (call) => {
    const input = inputOf(call, "schema")
    if (isResponse(input)) return input
    const problem = problemOf(input, call)
    if (problem !== undefined) return problem
    const values = { ...valuesIn(input), visibility }
    return created({ schema: schemaOf(call.store.table("schemas").insert(values, call.now), call) })
  }

/** Adds to a schema and changes it. Fields that the request omits stay. */
const updateSchema: Handle = (call) => {
  const row = schemaIn(call)
  if (row === undefined) return missing
  const input = inputOf(call, "schema")
  if (isResponse(input)) return input
  const problem = problemOf(input, call, row)
  if (problem !== undefined) return problem
  const values = valuesIn(input)
  const known = rowsIn(row["fields"])
  const given = rowsIn(values.fields)
  const fields = [
    ...known.map((field) => given.find(({ id }) => id === field["id"]) ?? field),
    ...given.filter(({ id }) => known.every((field) => field["id"] !== id))
  ]
  if (call.headers["validateonly"] === "true") return ok({ schema: schemaOf(row, call) })
  return ok({ schema: schemaOf(call.store.table("schemas").update(row, { ...values, fields }, call.now), call) })
}

/** The private copy of a public schema. */
const createChild: Handle = (call) => {
  const row = schemaIn(call)
  if (row === undefined) return missing
  const { appId, description, fields, icons, labels, relationships, slug } = row
  const inherited = rowsIn(fields).map((field) => ({ ...field, inherited: true }))
  const values = {
    slug: `${text(slug)}-${row.id.slice(-4)}`,
    labels,
    description,
    appId,
    icons,
    relationships,
    fields: inherited,
    parentId: row.id
  }
  return created({ schema: schemaOf(call.store.table("schemas").insert(values, call.now), call) })
}

const deleteField: Handle = (call) => {
  const row = schemaIn(call)
  const fields = rowsIn(row?.["fields"])
  if (row === undefined || fields.every(({ id }) => id !== call.params["field"])) return missing
  const marked = fields.map((field) =>
    field["id"] === call.params["field"] ? { ...field, status: "marked_for_deletion" } : field
  )
  const updated = call.store.table("schemas").update(row, { fields: marked }, call.now)
  return {
    status: 202,
    body: { schema: schemaOf(updated, { ...call, query: new URLSearchParams({ showFields: "all" }) }) }
  }
}

const deleteSchema: Handle = (call) => {
  const row = schemaIn(call)
  if (row === undefined) return missing
  call.store.table("schemas").delete(row)
  return { status: 200, body: "" }
}

/** What a filter on relationships compares: ids or namespaces of a schema's, or ids that a record is related to. */
const relationshipValues = ({ relationships }: Row, name: string): ReadonlyArray<string> => {
  if (name === "id" || name === "namespace") return rowsIn(relationships).map((one) => text(one[name]))
  const ids = isRecord(relationships) ? relationships[name] : undefined
  return Array.isArray(ids) ? ids.map(text) : []
}

const times = { createdTimestamp: "$created", updatedTimestamp: "$updated" } as const

/** The condition of a filter; undefined if the account does not know it. */
const filterOf = (key: string, value: string): ((row: Row) => boolean) | undefined => {
  const [, name = "", operator = "eq"] = /^filters\[(.+?)\](?:\[(\w+)\])?$/.exec(key) ?? []
  const holds = comparisons[operator]
  const relationship = /^relationships\.(.+)$/.exec(name)?.[1]
  if (relationship !== undefined && holds !== undefined) {
    return (row) => {
      const values = relationshipValues(row, relationship)
      return operator === "neq" ? values.every((one) => holds(one, value)) : values.some((one) => holds(one, value))
    }
  }
  if (holds === undefined || !(name === "createdTimestamp" || name === "updatedTimestamp")) return undefined
  return (row) => holds(row[times[name]], String(Date.parse(value)))
}

const orderings: Readonly<Record<string, string | ((row: Row) => unknown)>> = {
  ...times,
  "labels.singular": ({ labels }) => Object(labels).singular
}

/** A page of schemas or records, whose `meta` has numbers. */
const listOf = (all: ReadonlyArray<Row>, key: string, show: (row: Row) => unknown, call: Call) => {
  const { query, settings, store } = call
  const filters = [...query]
    .filter(([name]) => name.startsWith("filters["))
    .map(([name, value]) => ({ name, test: filterOf(name, value) }))
  const unknown = filters.find(({ test }) => test === undefined)
  if (unknown !== undefined && settings.strict)
    return message(notImplemented, `FakeAccount does not implement \`${unknown.name}\` of ${key}`)
  const ignored = [...query.keys()].find((name) => {
    const by = /^orders\[(.+)\]$/.exec(name)?.[1]
    return by !== undefined && orderings[by] === undefined
  })
  if (ignored !== undefined && settings.strict)
    return message(notImplemented, `FakeAccount does not implement \`${ignored}\` of ${key}`)
  const orders = [...query].flatMap(([name, direction]) => {
    const by = orderings[/^orders\[(.+)\]$/.exec(name)?.[1] ?? ""]
    const sign: 1 | -1 = /^desc$/i.test(direction) ? -1 : 1
    return by === undefined ? [] : [{ by, sign }]
  })
  const rows = sorted(
    all.filter((row) => filters.every(({ test }) => test?.(row) ?? true)),
    orders,
    store
  )
  const { limit, offset } = pageOf(query, 20)
  const page = rows.slice(offset, offset + limit)
  return ok({ [key]: page.map(show), meta: { total: rows.length, count: page.length, limit, offset } })
}

const listSchemas: Handle = (call) =>
  listOf(call.store.table("schemas").all, "schemas", (row) => schemaOf(row, call), call)

const recordOf = (row: Row, { store }: Call) => {
  const { externalId, ...rest } = render(records, row, store)
  return { ...rest, ...(externalId === null ? {} : { externalId }) }
}

const recordsIn = ({ params, store }: Call): ReadonlyArray<Row> =>
  store.table("records").by("schemaId", params["schema"])

const byExternalId = (externalId: unknown, call: Call): Row | undefined =>
  recordsIn(call).find((row) => row["externalId"] === text(externalId))

const recordIn = (call: Call): Row | undefined => {
  const { external, record } = call.params
  return external === undefined ? recordsIn(call).find(({ id }) => id === record) : byExternalId(external, call)
}

/** 422 if a field is not in the schema, or is required and absent. */
const problemOfRecord = (schema: Row, fields: ReadonlyArray<Input>, existing: Row | undefined) => {
  const known = rowsIn(schema["fields"])
  const foreign = fields.find(({ id }) => known.every((field) => field["id"] !== id))
  if (foreign !== undefined) {
    const id = text(foreign["id"])
    return invalid(
      `Invalid value for field "${id}"`,
      `${id} cannot accept a value that is not defined in the schema.`,
      id
    )
  }
  const absent = known.find(
    ({ id, required }) => required === true && existing === undefined && fields.every((field) => field["id"] !== id)
  )
  if (absent === undefined) return undefined
  const id = text(absent["id"])
  return invalid(`Invalid value for field "${id}"`, `${id} is required.`, id)
}

/** Creates a record, or updates that with the id or external id. */
const upsertRecord: Handle = (call) => {
  const schema = schemaIn(call)
  const input = inputOf(call, "record")
  if (schema === undefined || isResponse(input)) return schema === undefined ? missing : badRequest
  const fields = rowsIn(input["fields"])
  const existing = input["id"] === undefined ? undefined : recordsIn(call).find(({ id }) => id === text(input["id"]))
  const row = existing ?? (input["externalId"] === undefined ? undefined : byExternalId(input["externalId"], call))
  const problem = problemOfRecord(schema, fields, row)
  if (problem !== undefined) return problem
  const given = new Map(fields.map((field) => [field["id"], field]))
  const kept = rowsIn(row?.["fields"]).filter(({ id }) => !given.has(id))
  const related = Object.entries(Object(input["relationships"])).map(([name, ids]) => [name, [ids].flat().map(text)])
  const values = {
    fields: [...kept, ...fields],
    relationships: { ...Object(row?.["relationships"]), ...Object.fromEntries(related) },
    ...(input["externalId"] === undefined ? {} : { externalId: text(input["externalId"]) })
  }
  const rows = call.store.table("records")
  const id = input["id"] === undefined ? {} : { id: text(input["id"]) }
  const saved =
    row === undefined
      ? rows.insert({ ...values, ...id, schemaId: schema.id }, call.now)
      : rows.update(row, values, call.now)
  return created({ record: recordOf(saved, call) })
}

const getRecord: Handle = (call) => {
  const row = recordIn(call)
  return row === undefined ? missing : ok({ record: recordOf(row, call) })
}

const deleteRecord: Handle = (call) => {
  const row = recordIn(call)
  if (row === undefined) return missing
  call.store.table("records").delete(row)
  return { status: 202, body: "" }
}

const listRecords: Handle = (call) =>
  schemaIn(call) === undefined ? missing : listOf(recordsIn(call), "records", (row) => recordOf(row, call), call)

/** Routes of custom objects. */
export const routes = [
  route("GET", "/customObjects/schemas", listSchemas),
  route("POST", "/customObjects/schemas", createSchema("private")),
  route("POST", "/customObjects/schemas/public", createSchema("public")),
  route("POST", "/customObjects/schemas/{schema}/child", createChild),
  route("GET", "/customObjects/schemas/{schema}", (call) => {
    const row = schemaIn(call)
    return row === undefined ? missing : ok({ schema: schemaOf(row, call) })
  }),
  route("PUT", "/customObjects/schemas/{schema}", updateSchema),
  route("DELETE", "/customObjects/schemas/{schema}", deleteSchema),
  route("DELETE", "/customObjects/schemas/{schema}/fields/{field}", deleteField),
  route("GET", "/customObjects/records/{schema}", listRecords),
  route("POST", "/customObjects/records/{schema}", upsertRecord),
  route("GET", "/customObjects/records/{schema}/external/{external}", getRecord),
  route("DELETE", "/customObjects/records/{schema}/external/{external}", deleteRecord),
  route("GET", "/customObjects/records/{schema}/{record}", getRecord),
  route("DELETE", "/customObjects/records/{schema}/{record}", deleteRecord)
]
