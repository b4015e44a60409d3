/**
 * The published facts about the API, which stand beside a checkout in CI and are absent at a user's.
 */
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { jsonrepair } from "jsonrepair"
import type { AnyEndpoint } from "./endpoints.js"

/** Where the facts are. */
export const folder = `${process.env["ACTIVECAMPAIGN_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url))}/api`

/** Whether the facts are there; a test that needs them skips quietly if they are not. */
export const isPublished = existsSync(`${folder}/endpoints.json`)

const files = new Map<string, unknown>()
const read = <A>(file: string): A => {
  if (!files.has(file)) files.set(file, JSON.parse(readFileSync(`${folder}/${file}`, "utf8")))
  return files.get(file) as A
}

/** Whether a value is an object of JSON. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export interface RequestField {
  readonly name: string
  readonly type: string
  readonly required: boolean
}

export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly query: ReadonlyArray<{ readonly name: string; readonly required: boolean }>
  readonly requestEnvelope: string | null
  readonly requestFields: ReadonlyArray<RequestField>
  readonly errorStatuses: ReadonlyArray<number>
  readonly responseEnvelope: {
    readonly key: string | null
    readonly list: boolean
    readonly bareKeys?: ReadonlyArray<string>
  }
  readonly pagination: string
  readonly note: string | null
  readonly module: string
  /** Where the operation is known from: ActiveCampaign's documents, or other clients. */
  readonly source: string
  readonly baseUrl?: string
  readonly recorded: { readonly statuses: Readonly<Record<string, number>> } | null
}

/** Every operation of the API. */
export const operations = (): ReadonlyArray<Operation> => read("endpoints.json")

/** A path without the names of its parameters, by which operations and endpoints are matched. */
export const shapeOf = (path: string): string => path.replace(/\{[^}]*\}/g, "{}").replace(/\?.*$/, "")

/** The operation that an endpoint is. */
export const operationOf = (endpoint: AnyEndpoint): Operation | undefined =>
  operations().find(({ method, path }) => method === endpoint.method && shapeOf(path) === shapeOf(endpoint.route))

/** Routes that two endpoints share: the one that is what the operation's page is about. */
const shared: Readonly<Record<string, string>> = {
  "bulkImport.create": "BulkImports.createOne",
  "customObjects.updateSchema": "CustomObjectSchemas.update",
  "customObjects.upsertRecord": "CustomObjectRecords.upsert",
  "activities.list": "Activities.listByContact",
  "ecomGraphql.execute": "EcomGraphql.execute"
}

/** Whether an operation's page is about an endpoint, and not about another one of the same route. */
export const isMain = (endpoint: AnyEndpoint, operation: Operation): boolean =>
  (shared[operation.id] ?? endpoint.name) === endpoint.name

export interface Entity {
  readonly entity: string
  /** Where the names of the fields are from, if no body shows them. */
  readonly note?: string
  readonly envelopeKeys: ReadonlyArray<string>
  readonly fields: ReadonlyArray<{ readonly name: string }>
}

/** Every thing that the API answers with, and every field that was seen of it. */
export const entities = (): ReadonlyArray<Entity> => read("entities.json")

export interface PythonMethod {
  readonly method: string
  readonly args: ReadonlyArray<string>
  readonly implemented: boolean
  readonly endpoint: string
  readonly note: string | null
}

/** Every public method of the Python client `activecampaign-python`. */
export const pythonMethods = (): ReadonlyArray<PythonMethod> =>
  read<{ readonly methods: ReadonlyArray<PythonMethod> }>("seed-methods.json").methods

interface Example {
  readonly id: string
  readonly request?: ReadonlyArray<{ readonly name: string; readonly body: unknown }>
  readonly responses: Readonly<Record<string, ReadonlyArray<unknown>>>
}

interface Recording {
  readonly id: string
  readonly file: string
  readonly kind: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly recorded: boolean
}

/** What a body from the field is expected to give. */
export interface Expectation {
  readonly values?: Readonly<Record<string, unknown>>
  readonly count?: number
  readonly kept?: ReadonlyArray<string>
  readonly side?: {
    readonly key: string
    readonly values?: Readonly<Record<string, unknown>>
    readonly typed?: ReadonlyArray<readonly [row: number, value: unknown]>
  }
}

interface FieldRecording {
  readonly id: number
  readonly file: string
  readonly kind: string
  readonly method: string
  readonly path: string
  readonly status: number | null
  readonly grade: string
  readonly expect: Expectation
}

/** A documented or a recorded body. */
export interface Body {
  readonly name: string
  readonly body: unknown
}

const exampleOf = (operation: Operation): Example | undefined =>
  existsSync(`${folder}/examples/${operation.id}.json`) ? read(`examples/${operation.id}.json`) : undefined

const recordingsOf = (operation: Operation): ReadonlyArray<Recording> =>
  read<ReadonlyArray<Recording>>("corpus/manifest.json").filter(
    ({ file, method, path }) =>
      method === operation.method && shapeOf(path) === shapeOf(operation.path) && existsSync(`${folder}/corpus/${file}`)
  )

const recorded = ({ file, id }: Recording): Body => {
  const text = readFileSync(`${folder}/corpus/${file}`, "utf8")
  return { name: `recorded ${id}`, body: text.trim() === "" ? undefined : JSON.parse(text) }
}

/** Whether a path with values in it is of an operation. */
const matches = (path: string, { path: template }: Operation): boolean =>
  new RegExp(`^${shapeOf(template).replaceAll("{}", "[^/]+")}$`).test(path)

/** The operation that a recording from the field is of: the one whose path has the fewest parameters. */
const operationOfPath = (method: string, path: string): Operation | undefined =>
  operations()
    .filter((operation) => operation.method === method && matches(path, operation))
    .sort((a, b) => a.path.split("{").length - b.path.split("{").length)[0]

/** Successes in JSON that were found in public threads, tests and programs, each with what is expected of it. */
export const fieldBodiesOf = (operation: Operation): ReadonlyArray<Body & { readonly expected: Expectation }> =>
  existsSync(`${folder}/field/index.json`)
    ? read<ReadonlyArray<FieldRecording>>("field/index.json")
        .filter(
          ({ file, kind, method, path, status }) =>
            kind === "response" &&
            file.endsWith(".json") &&
            (status ?? 500) < 300 &&
            operationOfPath(method, path) === operation
        )
        .map(({ expect: expected, file, id }) => ({ name: `field ${id}`, body: read(`field/${file}`), expected }))
    : []

const isSuccess = (status: number | string | null): boolean => Number(status) >= 200 && Number(status) < 300

/** Whether a success of an operation was recorded: in an exchange, in the corpus, or by a user of the API. */
export const isRecorded = (operation: Operation): boolean =>
  Object.keys(operation.recorded?.statuses ?? {}).some(isSuccess) ||
  recordingsOf(operation).some((one) => one.kind === "response" && one.recorded && isSuccess(one.status)) ||
  (existsSync(`${folder}/field/index.json`) &&
    read<ReadonlyArray<FieldRecording>>("field/index.json").some(
      ({ grade, kind, method, path, status }) =>
        kind === "response" &&
        isSuccess(status) &&
        /recorded/.test(grade) &&
        operationOfPath(method, path) === operation
    ))

/** Whether ActiveCampaign has replaced an operation. */
export const isDeprecated = ({ module, note, path }: Operation): boolean =>
  /^deprecated/i.test(note ?? "") || module === "LegacySegments" || /\/organization$/.test(path)

/** Bodies that the vendor's own pages show and that it does not send: broken, or of another operation. */
const misprints: Readonly<Record<string, string>> = {
  "accounts.list documented 200 #0":
    "broken: brackets instead of braces around the links; all recordings have an object",
  "automations.get documented 200 #0": "a copy of the answer of the list",
  "automations.get documented 200 #1": "a copy of the answer of the list",
  "emailActivities.list documented 200 #0": "a copy of the answer of another list, and empty",
  "templates.share documented 200 #1": "a failure, which is a `ValidationError`",
  "fields.create documented 201 #0": "a copy of the answer of the list; every recording has the field alone",
  "taskTypeOutcomes.create documented 200 #0": "a copy of the answer about a task outcome; the page is unfinished",
  "taskTypeOutcomes.update documented 200 #0": "a copy of the answer about a task outcome; the page is unfinished"
}

/** Bodies that are broken JSON on the vendor's page are kept there as text; most can be mended. */
const mended = (body: unknown): unknown => {
  if (typeof body !== "string") return body
  for (const text of [body, `{${body}}`, body.replace(/:\s*,/g, ": null,")]) {
    try {
      return JSON.parse(jsonrepair(text))
    } catch {}
  }
  return body
}

/** The bodies that an operation is documented or was recorded to succeed with. */
export const bodiesOf = (operation: Operation): ReadonlyArray<Body> =>
  [
    ...Object.entries(exampleOf(operation)?.responses ?? {})
      .filter(([status]) => status.startsWith("2"))
      .flatMap(([status, bodies]) =>
        bodies.map((body, index) => ({ name: `documented ${status} #${index}`, body: mended(body) }))
      ),
    ...recordingsOf(operation)
      .filter(({ kind, status }) => kind === "response" && status < 300)
      .map(recorded),
    ...fieldBodiesOf(operation)
  ].filter(
    ({ name, body }) =>
      misprints[`${operation.id} ${name}`] === undefined &&
      // Beyond mending: no parser would read it.
      typeof body !== "string"
  )

/** Requests that hold what the vendor ignores, or that are of another operation. */
const odd: Readonly<Record<string, string>> = {
  "accountContacts.update Request Example": "leaves out what the page requires: the contact and the account",
  "addresses.create recorded 249": "holds a key that the vendor ignores: change_case",
  "siteTracking.createDomain Request Example":
    "is of an older API; the response and the documented fields are JSON:API",
  "deals.bulkUpdateOwners Missing ownerId": "shows what is refused",
  "taskTypeOutcomes.create Request Example": "a copy of the request about a task outcome; the page is unfinished",
  "taskTypeOutcomes.update Request Example": "a copy of the request about a task outcome; the page is unfinished",
  "deals.create recorded 263": "holds keys that the vendor ignores: name, dealUrl, deal; and a fraction of a cent"
}

/** What is mended in requests: a protocol that is refused, and names that no recorded update has. */
const mends: Readonly<Record<string, ReadonlyArray<readonly [from: string, to: string]>>> = {
  "accountCustomFieldValues.create": [['"accountId"', '"customerAccountId"']],
  "accountCustomFieldValues.bulkCreate": [['"accountId"', '"customerAccountId"']],
  "bulkImport.create": [
    ['"www.your_web_server.com"', '"https://www.example.com"'],
    ['"key":""', '"key":"key"']
  ],
  "addresses.update": [
    ['"companyName"', '"company_name"'],
    ['"address1"', '"address_1"'],
    ['"address2"', '"address_2"']
  ],
  "webhooks.create": [['"http://', '"https://']],
  "webhooks.update": [['"http://', '"https://']]
}

/** A body of a request as it can be sent. */
const mendedRequest = ({ id }: Operation, body: unknown): unknown => {
  const pairs = mends[id]
  return pairs === undefined
    ? body
    : JSON.parse(pairs.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(body)))
}

/** The bodies that an operation is documented or was recorded to be sent. */
export const requestsOf = (operation: Operation): ReadonlyArray<Body> =>
  [
    ...(exampleOf(operation)?.request ?? []),
    ...recordingsOf(operation)
      .filter(({ kind }) => kind === "request")
      .map(recorded)
  ]
    .filter(({ name }) => odd[`${operation.id} ${name}`] === undefined)
    .map(({ body, name }) => ({ name, body: mendedRequest(operation, body) }))

/** The part of a body that the endpoint's value is read from. */
export const contentOf = (endpoint: AnyEndpoint, operation: Operation, body: unknown): unknown => {
  const key = endpoint.items ?? operation.responseEnvelope.key
  return key !== null && isRecord(body) && key in body ? body[key] : body
}

/** Keys of a body, however deep, that the decoded value lost. */
export const lostKeys = (content: unknown, value: unknown, path: string): ReadonlyArray<string> => {
  if (Array.isArray(content) && Array.isArray(value)) {
    return content.length === value.length
      ? content.flatMap((row, index) => lostKeys(row, value[index], `${path}[]`))
      : [`${path}: ${content.length} rows, of which ${value.length} are left`]
  }
  if (!isRecord(content) || !isRecord(value)) return []
  return Object.keys(content).flatMap((key) =>
    key in value ? lostKeys(content[key], value[key], `${path}.${key}`) : [`${path}.${key}`]
  )
}
