/**
 * One request in all the ways that are compared, each over undici and over `fetch`: as text, as JSON, checked by zod, by hand
 * on `HttpClient` and `Schema`, with `HttpApiClient`, and with the SDK.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApiClient from "@effect/platform/HttpApiClient"
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Undici from "@effect/platform-node/Undici"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Schema from "effect/Schema"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Contacts from "effect-activecampaign/Contacts"
import * as Credentials from "effect-activecampaign/Credentials"
import { TagId } from "effect-activecampaign/Ids"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import * as Tags from "effect-activecampaign/Tags"
import { fields, schemas, zodSchemas } from "./rivals.js"

/** What is requested. */
export type Resource = "tag" | "page"

/** The HTTP client below all of them. */
export type Transport = "undici" | "fetch"

/** The ways, in the order of the tables. */
export const ways = {
  text: "text only",
  json: "JSON.parse",
  zod: "JSON.parse + zod 4",
  byHand: "by hand, HttpClient + Schema",
  httpApi: "HttpApiClient",
  sdk: "SDK"
} as const

export type Way = keyof typeof ways

/** The ways of one transport, until they are closed. */
export interface Clients {
  readonly call: Readonly<Record<Way, () => Promise<unknown>>>
  readonly close: () => Promise<void>
}

const paths: Readonly<Record<Resource, string>> = {
  tag: "/api/3/tags/1",
  page: "/api/3/contacts?limit=100"
}
const apiKey = "benchmark-key"
const headers = { "api-token": apiKey, accept: "application/json" }

const textOver = (transport: Transport, url: string, path: string) => {
  if (transport === "fetch") {
    const text = async () => (await fetch(url + path, { headers })).text()
    return { text, close: async () => {} }
  }
  const dispatcher = new Undici.Agent()
  const text = async () => {
    const { body } = await dispatcher.request({ origin: url, path, method: "GET", headers })
    return body.text()
  }
  return { text, close: () => dispatcher.destroy() }
}

/** The SDK without a rate limit, and the HTTP client that it uses. */
export const liveFor = (transport: Transport, apiUrl: string) =>
  ActiveCampaignClient.layer.pipe(
    Layer.provide([Credentials.layer({ apiUrl, apiKey }), RateLimiter.layerUnlimited]),
    Layer.provideMerge(transport === "undici" ? NodeHttpClient.layerUndici : FetchHttpClient.layer)
  )

const withHeaders = HttpClient.mapRequest(HttpClientRequest.setHeaders(headers))

const keep = { onExcessProperty: "preserve" } as const
const decoders = {
  tag: HttpClientResponse.schemaBodyJson(schemas.tag, keep),
  page: HttpClientResponse.schemaBodyJson(schemas.page, keep)
}

const byHand = (url: string, resource: Resource) => {
  const decode: (response: HttpClientResponse.HttpClientResponse) => Effect.Effect<unknown, unknown> =
    decoders[resource]
  return Effect.gen(function* () {
    const http = HttpClient.filterStatusOk(yield* HttpClient.HttpClient)
    const request = HttpClientRequest.get(url + paths[resource]).pipe(HttpClientRequest.setHeaders(headers))
    return yield* decode(yield* http.execute(request))
  })
}

const api = HttpApi.make("api").add(
  HttpApiGroup.make("all", { topLevel: true })
    .add(
      HttpApiEndpoint.get("tag", "/api/3/tags/:id")
        .setPath(Schema.Struct({ id: Schema.String }))
        .addSuccess(schemas.tag)
    )
    .add(
      HttpApiEndpoint.get("page", "/api/3/contacts")
        .setUrlParams(Schema.Struct({ limit: Schema.NumberFromString }))
        .addSuccess(schemas.page)
    )
)

const sdk = {
  tag: () => Tags.get(TagId.make("1")),
  page: () => Contacts.list.page({ limit: 100 })
}

/** All ways to request something over a transport. */
export const clientsOf = async (transport: Transport, url: string, resource: Resource): Promise<Clients> => {
  const raw = textOver(transport, url, paths[resource])
  const runtime = ManagedRuntime.make(liveFor(transport, url))
  const client = await runtime.runPromise(HttpApiClient.make(api, { baseUrl: url, transformClient: withHeaders }))
  const httpApi = {
    tag: () => runtime.runPromise(client.tag({ path: { id: "1" } })),
    page: () => runtime.runPromise(client.page({ urlParams: { limit: 100 } }))
  }
  const hand = byHand(url, resource)
  const json = async () => JSON.parse(await raw.text()) as unknown
  return {
    call: {
      text: raw.text,
      json,
      zod: async () => zodSchemas[resource].parse(await json()),
      byHand: () => runtime.runPromise(hand),
      httpApi: httpApi[resource],
      sdk: () => runtime.runPromise<unknown, unknown>(sdk[resource]())
    },
    close: async () => {
      await runtime.dispose()
      await raw.close()
    }
  }
}

/** The row that a result begins with, whatever is around it. */
const rowIn = (result: unknown): object => {
  const found = result as {
    readonly tag?: unknown
    readonly contacts?: readonly [object]
    readonly items?: readonly [object]
  }
  const row = found.contacts?.[0] ?? found.items?.[0] ?? found
  return typeof found.tag === "object" && found.tag !== null ? found.tag : row
}

/** Fails unless all ways that check the body give the same values; otherwise the comparison would not be fair. */
export const assertSame = async (clients: Clients, resource: Resource): Promise<void> => {
  const names = resource === "tag" ? fields.tag : fields.contact
  const valuesOf = async (way: Way) => {
    const row: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(rowIn(await clients.call[way]())))
    return JSON.stringify(names.map((name) => [name, row[name]]))
  }
  const expected = await valuesOf("sdk")
  for (const way of ["zod", "byHand", "httpApi"] as const) {
    const found = await valuesOf(way)
    if (found !== expected) throw new Error(`${ways[way]} reads ${found}; the SDK reads ${expected}`)
  }
}
