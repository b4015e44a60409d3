/**
 * What the Python client offers: each of its methods that has an endpoint here is in the root service and sends what
 * the vendor documents; the page in the docs says which have none yet.
 */
import { readFileSync, writeFileSync } from "node:fs"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import { ActiveCampaign } from "@effect-activecampaign/resources"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { describe, expect, it } from "vitest"
import { type AnyEndpoint, type Exported, exported, paramsOf, resourceOf } from "./endpoints.js"
import { isPublished, type Operation, operations, pythonMethods, shapeOf } from "./published.js"

interface Sent {
  readonly method: string
  readonly path: string
  readonly query: ReadonlyArray<string>
  readonly body: unknown
}

/** Calls an endpoint of the root service against a server that says no, and tells what was sent. */
const record = (call: (service: ActiveCampaign["Type"]) => unknown): Promise<Sent | undefined> => {
  let sent: Sent | undefined
  const http = HttpClient.make((request, url) =>
    Effect.sync(() => {
      const { body } = request
      sent ??= {
        method: request.method,
        path: decodeURIComponent(url.pathname).replace(/^\/api\/3/, ""),
        query: [...url.searchParams.keys()],
        body: body._tag === "Uint8Array" ? JSON.parse(new TextDecoder().decode(body.body)) : undefined
      }
      return HttpClientResponse.fromWeb(request, new Response("{}", { status: 404 }))
    })
  )
  const program = Effect.gen(function* () {
    const result = call(yield* ActiveCampaign)
    yield* Effect.exit(
      Effect.isEffect(result) ? (result as Effect.Effect<unknown>) : Stream.runDrain(result as Stream.Stream<unknown>)
    )
  })
  const layer = ActiveCampaign.layerClient.pipe(
    Layer.provide(ActiveCampaignClient.layer),
    Layer.provide([
      Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" }),
      RateLimiter.layerUnlimited,
      Layer.succeed(HttpClient.HttpClient, http)
    ])
  )
  return Effect.runPromise(program.pipe(Effect.provide(layer), Effect.as(undefined))).then(() => sent)
}

/** Values of a schema: some with much left out, some with all there is. */
const samples = (schema: AnyEndpoint["payload"]): ReadonlyArray<unknown> =>
  schema === undefined ? [undefined] : FastCheck.sample(Arbitrary.make(schema), { numRuns: 40, seed: 1 })

const callWith = (found: Exported, params: ReadonlyArray<string>, payload: unknown, query: unknown) =>
  record((service) => {
    const resource = (
      service as unknown as Record<string, Record<string, (...args: ReadonlyArray<unknown>) => unknown>>
    )[resourceOf(found.module)]
    const method = resource?.[found.key]
    expect(method, `${found.endpoint.name} in the root service`).toBeTypeOf("function")
    return method?.(
      ...params,
      ...(found.endpoint.payload === undefined ? [] : [payload]),
      ...(found.endpoint.query === undefined ? [] : [query])
    )
  })

const endpointOf = (operation: Operation): Exported | undefined =>
  exported.find(
    ({ endpoint }) => endpoint.method === operation.method && shapeOf(endpoint.route) === shapeOf(operation.path)
  )

/** Names of query parameters, without what varies: operators, indexes. */
const plain = (name: string): string => name.replace(/\[(eq|neq|lt|lte|gt|gte|contains|starts_with|<operator>)\]$/, "")

/** The fields of a documented body, at its top. */
const fieldsOf = (operation: Operation) =>
  operation.requestFields.filter((field) => !field.name.includes("[].") && !field.name.includes("."))

describe.skipIf(!isPublished)("every method of activecampaign-python", () => {
  const byId = new Map((isPublished ? operations() : []).map((operation) => [operation.id, operation]))
  const methods = isPublished ? pythonMethods() : []
  const reachable = methods.filter(({ endpoint }) => {
    const operation = byId.get(endpoint)
    return operation !== undefined && endpointOf(operation) !== undefined
  })
  console.log(`${reachable.length} of ${methods.length} methods of activecampaign-python have an endpoint`)

  it.each(reachable.map((method) => [method.method, method] as const))("%s", async (_, method) => {
    const operation = byId.get(method.endpoint)
    if (operation === undefined) throw new Error(`${method.endpoint} is not an operation of the API`)
    const found = endpointOf(operation)
    if (found === undefined) throw new Error(`no endpoint for ${operation.method} ${operation.path}`)
    const params = paramsOf(found.endpoint).map((_, index) => `p/${index + 1}`)
    const path = params.reduce((route, param) => route.replace(/\{\w+\}/, param), operation.path)
    const documented = new Set(operation.query.map((parameter) => plain(parameter.name)))
    const payloads = samples(found.endpoint.payload)
    const queries = samples(found.endpoint.query)
    for (let index = 0; index < Math.max(payloads.length, queries.length); index++) {
      const sent = await callWith(found, params, payloads[index % payloads.length], queries[index % queries.length])
      expect(sent, "something was sent").toBeDefined()
      if (sent === undefined) return
      expect(sent.method).toBe(operation.method)
      expect(sent.path).toBe(path)
      for (const name of sent.query) {
        const known = documented.has(plain(name)) || ["limit", "offset"].includes(name)
        expect(known || isOpen(operation, name), `${name} is documented for ${operation.id}`).toBe(true)
      }
      if (operation.requestEnvelope === null || found.endpoint.payload === undefined) continue
      const under = (sent.body as Record<string, unknown>)[operation.requestEnvelope]
      const content = (Array.isArray(under) ? under[0] : under) as Record<string, unknown> | undefined
      if (Array.isArray(under) && content === undefined) continue
      expect(content, `the body has the key ${operation.requestEnvelope}`).toBeTypeOf("object")
      if (content === undefined) continue
      for (const field of fieldsOf(operation)) {
        if (field.required) expect(Object.keys(content)).toContain(field.name)
      }
      const names = new Set(operation.requestFields.map((field) => field.name.split(/[.[]/)[0]))
      for (const key of Object.keys(content)) {
        expect(
          names.has(key) || undocumented.has(`${operation.id} ${key}`),
          `${key} is documented for ${operation.id}`
        ).toBe(true)
      }
    }
  })

  it("offers every documented filter and order of theirs", async () => {
    const missing: Array<string> = []
    for (const id of new Set(methods.map((method) => method.endpoint))) {
      const operation = byId.get(id)
      const found = operation === undefined ? undefined : endpointOf(operation)
      if (operation === undefined || found === undefined) continue
      const params = paramsOf(found.endpoint).map((_, index) => `p${index}`)
      const sent = new Set<string>(["limit", "offset"])
      const payload = samples(found.endpoint.payload)[0]
      for (const query of samples(found.endpoint.query)) {
        for (const name of (await callWith(found, params, payload, query))?.query ?? []) sent.add(plain(name))
      }
      for (const { name } of operation.query) {
        if (!sent.has(plain(name)) && !isOpen(operation, name)) missing.push(`${id}: ${name}`)
      }
    }
    expect(missing).toEqual([])
  })

  it("is beside ours in the docs", () => {
    const rows = methods.map((method) => {
      const operation = byId.get(method.endpoint)
      const found = operation === undefined ? undefined : endpointOf(operation)
      const ours = found === undefined ? "not yet" : `\`${resourceOf(found.module)}.${found.key}\``
      const note = [
        method.implemented ? "" : "declared there, never implemented",
        found === undefined ? "" : (remarks[method.method] ?? "")
      ]
      return `| \`${method.method}(${method.args.join(", ")})\` | ${ours} | ${note.filter((part) => part !== "").join("; ")} |`
    })
    const page = `# Coming from activecampaign-python

Each public method of the Python client beside the endpoint that does the same here: on the root service
(\`ac.contacts.get\`) and, with a capital letter, in the module of the resource (\`Contacts.get\`). Three things are
different for all of them: collections are streams of all rows and not the first 20, bodies go in without the key
around them (\`contact\`, \`deal\`, …), and failures are typed and not exceptions. This page is made by a test.

| activecampaign-python | here | note |
| --- | --- | --- |
${rows.join("\n")}
`
    const file = new URL("../../../docs/coming-from-activecampaign-python.md", import.meta.url)
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, page)
    expect(readFileSync(file, "utf8")).toBe(page)
  })
})

/** Query parameters whose names the caller makes up: documented as a pattern. */
const isOpen = (operation: Operation, name: string): boolean =>
  operation.query.some(
    (parameter) => /<\w+>/.test(parameter.name) && name.startsWith(parameter.name.split("[<")[0] ?? "")
  )

/** Fields that documented or recorded requests hold though the vendor's list of fields does not. */
const undocumented = new Set([
  // The documented request holds them.
  "fields.update rows",
  "fields.update cols"
])

/** What somebody who comes from the Python client should know of a method. */
const remarks: Readonly<Record<string, string>> = {
  "activities.list_all_activities": "takes all filters of the vendor, not the contact alone",
  "addresses.delete_address_associated_with_list": "the id is that of the link, which is not the list's",
  "addresses.delete_address_associated_with_user_group": "the id is that of the link, which is not the group's",
  "contacts.create_custom_field_options": "takes several options at once",
  "customobjects.list_all_records": "needs no contact, deal or account",
  "deals.retrieve_custom_fields_by_id": "the id is the deal's: it lists the values of its custom fields",
  "webhooks.list_all_webhook_events": "at the documented path, which is `/webhook/events`"
}
