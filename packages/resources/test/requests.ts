/**
 * What endpoints send for arbitrary arguments, compared with what is documented and was recorded of their operations.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { ActiveCampaign, Tracking } from "effect-activecampaign"
import { expect } from "vitest"
import { type AnyEndpoint, type Exported, exported, paramsOf, resourceOf, tracking } from "./endpoints.js"
import { isMain, isRecord, type Operation, operations, type RequestField, requestsOf, shapeOf } from "./published.js"

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

export interface Sent {
  readonly method: string
  readonly path: string
  readonly query: Pairs
  readonly body: unknown
}

const parse = (text: string, contentType: string): unknown =>
  contentType.endsWith("json") ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))

/** What was sent last. */
let sent: Sent | undefined

/** A server that rejects everything, and records what it was sent. */
const http = HttpClient.make((request, url) =>
  Effect.sync(() => {
    const { body } = request
    sent ??= {
      method: request.method,
      path: url.pathname.replace(/^\/api\/\d/, ""),
      query: [...url.searchParams],
      body: body._tag === "Uint8Array" ? parse(new TextDecoder().decode(body.body), body.contentType) : undefined
    }
    return HttpClientResponse.fromWeb(request, new Response("{}", { status: 404 }))
  })
)

const credentials = { trackingId: "609000001", eventKey: "key" }

const runtime = ManagedRuntime.make(
  Layer.mergeAll(
    Layer.provide(ActiveCampaign.layerClient, ActiveCampaignClient.layer),
    Tracking.layer(credentials)
  ).pipe(
    Layer.provide([
      Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" }),
      RateLimiter.layerUnlimited,
      Layer.succeed(HttpClient.HttpClient, http)
    ])
  )
)

/** Calls an endpoint of the root service, and tells what was sent. */
const record = (call: (service: ActiveCampaign["Type"]) => unknown): Promise<Sent | undefined> => {
  sent = undefined
  const program = Effect.gen(function* () {
    const result = call(yield* ActiveCampaign)
    yield* Effect.exit(
      Effect.isEffect(result) ? (result as Effect.Effect<unknown>) : Stream.runDrain(result as Stream.Stream<unknown>)
    )
  })
  return runtime.runPromise(program).then(() => sent)
}

/** Values of a schema: some with much left out, some with all there is. */
export const samples = (schema: AnyEndpoint["payload"]): ReadonlyArray<unknown> =>
  schema === undefined ? [undefined] : FastCheck.sample(Arbitrary.make(schema), { numRuns: 40, seed: 1 })

type Method = (...args: ReadonlyArray<unknown>) => unknown

/** An endpoint in the root service, or in its module if it has a client of its own. */
const methodOf = (service: ActiveCampaign["Type"], found: Exported): Method => {
  if (tracking.includes(found)) return found.endpoint
  const resource = (service as unknown as Record<string, Record<string, Method>>)[resourceOf(found.module)]
  const method = resource?.[found.key]
  if (method === undefined) throw new Error(`${found.endpoint.name} is not in the root service`)
  return method
}

const callWith = (found: Exported, params: ReadonlyArray<string>, payload: unknown, query: unknown) =>
  record((service) =>
    methodOf(service, found)(
      ...params,
      ...(found.endpoint.payload === undefined ? [] : [payload]),
      ...(found.endpoint.query === undefined ? [] : [query])
    )
  )

/** The endpoint of an operation, if there is one. */
export const findEndpoint = (operation: Operation): Exported | undefined =>
  (operation.baseUrl === "https://trackcmp.net" ? tracking : exported).find(
    ({ endpoint }) =>
      endpoint.method === operation.method &&
      shapeOf(endpoint.route) === shapeOf(operation.path) &&
      isMain(endpoint, operation)
  )

/** The endpoint of an operation. */
export const endpointOf = (operation: Operation): Exported => {
  const found = findEndpoint(operation)
  if (found === undefined) throw new Error(`no endpoint for ${operation.method} ${operation.path}`)
  return found
}

/** Names of query parameters, without what varies: operators, what the caller makes up. */
export const plain = (name: string): string =>
  name
    .replace(/\[(eq|neq|lt|lte|gt|gte|contains|starts_with|<operator>)\]$/, "")
    .replace(/\[relationships\.(?!id\]|namespace\]).*\]$/, "[relationships.*]")

/** An encoded query in the vendor's brackets. */
const bracketed = (value: unknown, name = ""): Pairs =>
  value === undefined || value === null
    ? []
    : Array.isArray(value)
      ? value.flatMap((inner) => bracketed(inner, `${name}[]`))
      : isRecord(value)
        ? Object.entries(value).flatMap(([key, inner]) => bracketed(inner, name === "" ? key : `${name}[${key}]`))
        : [[name, String(value)]]

/** Whether a value is of a documented type: the vendor takes numbers and flags as texts, and texts as numbers. */
const fits = (type: string, value: unknown): boolean => {
  switch (type) {
    case "array":
      return Array.isArray(value)
    case "object":
      return isRecord(value)
    case "any":
      return true
    case "boolean":
      // A user group that was read can have 2 in what is documented as a flag.
      return typeof value === "boolean" || [0, 1, 2, "0", "1"].includes(value as number)
    default:
      return value === null || ["string", "number", "boolean"].includes(typeof value) || Array.isArray(value)
  }
}

/** Every field of a body by its documented name: `fields[].value`. */
const namesIn = (content: unknown, name = ""): ReadonlyArray<readonly [name: string, value: unknown]> =>
  Array.isArray(content)
    ? content.flatMap((inner) => namesIn(inner, `${name}[]`))
    : isRecord(content)
      ? Object.entries(content).flatMap(([key, value]) => {
          const inner = name === "" ? key : `${name}.${key}`
          return [[inner, value] as const, ...namesIn(value, inner)]
        })
      : []

/** What stands in a body's envelope, where it has one. */
const contentIn = ({ requestEnvelope }: Operation, body: unknown): unknown =>
  requestEnvelope !== null && isRecord(body) ? body[requestEnvelope] : body

/** Operations that are sent the same things, of which each example shows a part. */
const alike = ({ id }: Operation): ReadonlyArray<Operation> =>
  schemaWrites.includes(id) ? operations().filter((other) => schemaWrites.includes(other.id)) : []
const schemaWrites = ["createSchema", "createPublicSchema", "updateSchema"].map((name) => `customObjects.${name}`)

/** What is sent in a body beyond the documented fields, or not as documented. */
const differences = (operation: Operation, body: unknown): ReadonlyArray<string> => {
  const { requestEnvelope: envelope, requestFields } = operation
  const documented = new Map<string, RequestField>(requestFields.map((field) => [field.name, field]))
  const shown = new Set(
    [operation, ...alike(operation)]
      .flatMap(requestsOf)
      .flatMap(({ body }) =>
        [...namesIn(contentIn(operation, body)), ...namesIn(body)].map(([name]) => name.replace(/^\[\]\./, ""))
      )
  )
  const content = contentIn(operation, body)
  const rows = Array.isArray(content) ? content : [content]
  const beside = envelope !== null && isRecord(body) ? Object.keys(body).filter((key) => key !== envelope) : []
  return [
    ...(isRecord(content) || Array.isArray(content) ? [] : [`there is no ${envelope ?? "body"}`]),
    ...beside.filter((key) => !documented.has(key) && !shown.has(key)).map((key) => `${key} beside ${envelope}`),
    ...rows.flatMap((row) =>
      requestFields
        .filter(({ name, required }) => required && !/[.[]/.test(name) && !beside.includes(name))
        .filter(({ name }) => !isRecord(row) || !(name in row))
        .map(({ name }) => `${name} is required and missing`)
    ),
    ...rows.flatMap((row) =>
      namesIn(row).flatMap(([name, value]) => {
        const field = documented.get(name)
        if (isOpen(operation, name)) return []
        if (field === undefined) return shown.has(name) ? [] : [`${name} is not documented`]
        return fits(field.type, value) ? [] : [`${name} should be ${field.type} and is ${JSON.stringify(value)}`]
      })
    )
  ]
}

/** What the account makes up: relationships, values of fields, pictures; and what nothing is documented of. */
const isOpen = ({ id }: Operation, name: string): boolean =>
  (id === "customObjects.upsertRecord" && /^(relationships\.|fields\[\]\.value)/.test(name)) ||
  (id === "ecomGraphql.execute" && name.startsWith("variables.")) ||
  (schemaWrites.includes(id) && name.startsWith("icons.")) ||
  // ActiveCampaign's document has the nested fields of conditions; the catalogue stops above them.
  (/^(segments\.(create|update)|segmentMatch\.(matchAllNew|matchSome))$/.test(id) &&
    /^attributes\.(segment_conditions\[\]|segment_condition_groups\[\]\.values\[\]|conditions\.field_aggregate|meta)\./.test(
      name
    )) ||
  (id === "smsBroadcasts.exportRecipients" && name.startsWith("order.")) ||
  (id === "whatsApp.updateTemplate" && name.startsWith("components[].")) ||
  (/^segment(s|Match)\./.test(id) && /^(id|type)$/.test(name)) ||
  // Notes are not written with a contact.
  (id === "whatsApp.runFlow" && /^contact_list\[\]\.(meta\.|notes)/.test(name)) ||
  // Forms are not documented: what is sent is what responses have.
  /^forms\.(create|update|optIn)$/.test(id)

/** A body as the form that events are sent in. */
const formOf = (body: unknown): unknown => ({
  actid: credentials.trackingId,
  key: credentials.eventKey,
  ...Object.fromEntries(Object.entries(Object(body)).filter(([, value]) => value !== null))
})

/**
 * Calls an operation's endpoint with arbitrary arguments, and compares what is sent with what is documented: nothing else,
 * and every documented filter, order and field.
 */
export const checkRequests = async (operation: Operation): Promise<void> => {
  const found = endpointOf(operation)
  const { payload, query } = found.endpoint
  const params = paramsOf(found.endpoint).map((_, index) => `p/${index + 1}`)
  const path = params.reduce((route, param) => route.replace(/\{\w+\}/, encodeURIComponent(param)), operation.path)
  const payloads = samples(payload)
  const queries = samples(query)
  const names = new Set<string>(paging)
  for (let index = 0; index < Math.max(payloads.length, queries.length); index++) {
    const sentPayload = payloads[index % payloads.length]
    const sentQuery = queries[index % queries.length]
    const sent = await callWith(found, params, sentPayload, sentQuery)
    expect(sent, "something was sent").toBeDefined()
    if (sent === undefined) return
    expect(sent.method).toBe(operation.method)
    expect(sent.path).toBe(path)
    for (const [name] of sent.query) names.add(plain(name))
    const wanted = query === undefined ? [] : bracketed(Schema.encodeUnknownSync(query)(sentQuery ?? {}))
    checkQuery(operation, wanted, sent, found.endpoint.items !== undefined)
    if (payload === undefined) expect(sent.body).toBeUndefined()
    else {
      const unexpected = differences(operation, sent.body)
      expect(unexpected.filter((text) => !undocumented.has(`${operation.id} ${text}`))).toEqual([])
      const encoded: unknown = JSON.parse(JSON.stringify(Schema.encodeUnknownSync(payload)(sentPayload)))
      expect(sent.body).toEqual(tracking.includes(found) ? formOf(encoded) : encoded)
    }
  }
  const filters = operation.query
    .map(({ name }) => plain(name))
    .filter((name) => ![...names].some((sent) => sent === name || sent.replace(/\[.*\]$/, "[<field>]") === name))
  const missing = [...filters, ...missingFields(operation)]
  expect(
    missing.filter((name) => !undocumented.has(`${operation.id} no ${name}`)),
    "cannot be sent"
  ).toEqual([])
}

/** Which rows of a list are asked for. */
const paging = ["limit", "offset", "page", "page_size"]

const checkQuery = (operation: Operation, wanted: Pairs, sent: Sent, isList: boolean) => {
  const documented = new Set(operation.query.map((parameter) => plain(parameter.name)))
  const filters = sent.query.filter(([name]) => !(isList && paging.includes(name)))
  // Pagination asks for the order that it needs where the caller asks for none.
  const implied = filters.filter(
    ([name]) => /^orders\[(id|createdTimestamp)\]$/.test(name) && !wanted.some(([other]) => other === name)
  )
  expect(filters.filter((pair) => !implied.includes(pair))).toEqual(wanted)
  for (const [name] of filters) {
    const isKnown =
      documented.has(plain(name)) ||
      // Any field can be sorted by.
      documented.has(name.replace(/\[.*\]$/, "[<field>]")) ||
      undocumented.has(`${operation.id} ${plain(name)}`)
    expect(isKnown, `${name} of ${operation.id}`).toBe(true)
  }
}

/** Documented fields of the body that an operation's endpoint cannot send. */
const missingFields = (operation: Operation): ReadonlyArray<string> => {
  const { payload } = endpointOf(operation).endpoint
  if (payload === undefined) return []
  const bodies = samples(payload).map((value) => Schema.encodeUnknownSync(payload)(value))
  const sent = new Set(
    bodies
      .flatMap((body) => [...namesIn(contentIn(operation, body)), ...namesIn(body)])
      .map(([name]) => name.replace(/^\[\]\./, ""))
  )
  return operation.requestFields.map(({ name }) => name).filter((name) => !sent.has(name) && !isOpen(operation, name))
}

/** What is sent though no document shows it, and why. */
const undocumented = new Set([
  // Its error message says that a subject or a body is enough.
  "savedResponses.create subject is required and missing",
  "savedResponses.create body is required and missing",
  // Set by ActiveCampaign; the name of a segment cannot be changed.
  ...["segments.create", "segments.update", "segmentMatch.matchAllNew"].flatMap((id) =>
    ["created_date", "segment_hash", "segment_id", "user_id", "category"].map((name) => `${id} no attributes.${name}`)
  ),
  "segments.update no attributes.name",
  // A segment for one match is not saved.
  ...["meta", "name", "description"].map((name) => `segmentMatch.matchAllNew no attributes.${name}`),
  ...["hash", "hash_simple"].map((name) => `segmentMatch.matchSome no attributes.conditions.${name}`),
  // Left out for anonymous events.
  "eventTracking.track visit is required and missing",
  // Are credentials of the client, and in no payload.
  "eventTracking.track no actid",
  "eventTracking.track no key",
  // Answers have an id for every option, by which a change tells an option that stays from a new one.
  "customObjects.createSchema fields[].options[].id is not documented",
  "customObjects.createPublicSchema fields[].options[].id is not documented",
  "customObjects.updateSchema fields[].options[].id is not documented",
  // Documented as required; recorded clients send parts, and get 200.
  // ActiveCampaign's own shop module sends them.
  "ecomCustomers.create first_name is not documented",
  "ecomCustomers.create last_name is not documented",
  "ecomCustomers.create phone is not documented",
  "ecomCustomers.update first_name is not documented",
  "ecomCustomers.update last_name is not documented",
  "ecomCustomers.update phone is not documented",
  // Sent by clients in production.
  "deals.get include",
  // Sent by other clients, and not confirmed.
  "automationBlocks.list filters[automation]",
  "bounceLogs.list filters[campaignid]",
  "campaigns.list filters[status]",
  "campaigns.list filters[type]",
  "contactAutomations.list filters[automation]",
  "contactAutomations.list filters[contact]",
  "contactLists.list filters[contact]",
  "contactLists.list filters[list]",
  "contactLists.list filters[status]",
  "contactTags.list filters[contact]",
  "contactTags.list filters[tag]",
  "deals.list filters[contact]",
  "ecomOrderProducts.list filters[orderid]",
  // The API key is in a header of every request.
  "templates.share no api_key",
  // Read beside every amount of money.
  "customObjects.upsertRecord fields[].currency is not documented",
  "addresses.update company_name is required and missing",
  "addresses.update address_1 is required and missing",
  "addresses.update country is required and missing",
  // ActiveCampaign says that it cannot be changed.
  "users.update no username"
])
