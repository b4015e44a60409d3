/**
 * Responses that users of the API met, and requests that they send: each is run against its endpoint, and what must become
 * of it is in the table here, by number. The bodies are published beside the checkout; without them this is skipped.
 */
import { readFileSync } from "node:fs"
import { it } from "@effect/vitest"
import * as Errors from "@effect-activecampaign/core/ActiveCampaignError"
import type * as Endpoint from "@effect-activecampaign/core/Endpoint"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import * as resources from "effect-activecampaign"
import { describe, expect } from "vitest"
import { type AnyEndpoint, exported } from "./endpoints.js"
import { folder, isPublished } from "./published.js"

/** Numbers whose endpoints are not there yet. */
const awaiting: ReadonlyArray<number> = []

/** Webhooks are another matter than responses. */
const isWebhook = (id: number): boolean => id >= 360

interface Field {
  readonly id: number
  readonly file: string
  readonly kind: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly endpoint?: string
  readonly payload?: unknown
  readonly query?: unknown
}

/** What must become of a response or a request. */
interface Expected {
  /** Parts of the value, by their place in it. */
  readonly values?: Readonly<Record<string, unknown>>
  /** A text that is somewhere in the value. */
  readonly contains?: string
  /** Keys that the value keeps. */
  readonly kept?: ReadonlyArray<string>
  /** How many rows there are. */
  readonly count?: number
  /** A side-load that is declared, the codec of its rows, and parts of them. */
  readonly side?: readonly [key: string, row: Schema.Schema.Any, values: Readonly<Record<string, unknown>>]
  /** Nothing more than success. */
  readonly succeeds?: true
  /** What it fails with. */
  readonly error?: Readonly<Record<string, unknown>>
  readonly says?: RegExp
  /** Whether the error is retryable, and whether its outcome is unknown. */
  readonly is?: readonly [retryable: boolean, outcomeUnknown: boolean]
  /** What is sent: the query, or the body. */
  readonly sent?: { readonly query?: Readonly<Record<string, string>>; readonly body?: unknown }
}

const customer = {
  connectionid: "2",
  externalid: "jane@example.com",
  email: "jane@example.com",
  phone: "+15550100",
  first_name: "Jane",
  last_name: "Doe"
}

const table: Readonly<Record<number, Expected>> = {
  301: {
    values: {
      id: "5",
      connection: "2",
      totalRevenue: 0,
      totalOrders: 0,
      acceptsMarketing: false,
      phone: "+15550100",
      first_name: "Jane",
      subscriber: "3"
    },
    side: ["connections", resources.Connections.Connection, { "0.id": "2", "0.serviceName": "shopware" }]
  },
  303: { values: { "0.id": "110", "0.price": 101, "0.quantity": 1, "0.ecomOrder": "112", "0.brand": null } },
  304: {
    values: {
      "0.id": "2",
      "0.totalPrice": 201,
      "0.discountAmount": null,
      "0.taxAmount": null,
      "0.totalProducts": 0,
      "0.orderNumber": ""
    }
  },
  306: { values: { id: "92", listId: null, isInternal: false } },
  307: { succeeds: true },
  308: { sent: { body: { ecomCustomer: customer } } },
  309: { contains: "8d2b0c9e-0000-4000-8000-000000000001" },
  311: {
    values: { "0.id": "12" },
    side: [
      "dealCustomFieldData",
      resources.DealCustomFieldValues.DealCustomFieldValue,
      { "0.dealId": "12", "0.customFieldId": "4", "0.fieldValue": 20210045, "2.fieldValue": 125000 }
    ]
  },
  312: {
    count: 2,
    values: {
      "0.id": "1",
      "0.accountId": "48",
      "0.customFieldId": "15",
      "0.accountCustomFieldMetumId": "15",
      "0.fieldValue": 85,
      "0.createdTimestamp": "2021-05-14 09:32:11",
      "1.id": "2",
      "1.fieldValue": "Printing",
      "1.fieldCurrency": null
    }
  },
  314: {
    values: {
      "0.fieldValue": ["Signed"],
      "1.fieldValue": ["Duplicate", "No Response"],
      "2.fieldValue": null,
      "0.dealId": "12"
    }
  },
  315: { count: 2, values: { "0.tag": "4", "1.id": "3" } },
  316: { count: 2, values: { "1.tagType": "template" } },
  317: {
    values: {
      "0.id": "1",
      "0.channel": "email",
      "0.active_subscribers": 2,
      "0.non_deleted_subscribers": 4,
      "0.user": "1"
    }
  },
  319: { values: { id: "55", note: "TestNote" }, side: ["users", resources.Users.User, { "0.id": "1" }] },
  320: {
    values: { id: "1801", contact: "6713" },
    side: ["contacts", resources.Contacts.Contact, { "0.id": "6713", "0.created_by": null }]
  },
  321: {
    values: { id: "4448", opens: 1389, uniqueopens: 594, automation: "132" },
    kept: ["verified_opens", "verified_unique_opens", "send_amt"]
  },
  323: { values: { "0.id": "31", "0.subscriberid": null, "0.jsonData": null, "0.reference.id": "7" } },
  324: {
    values: {
      "0.fields.1.value": true,
      "0.fields.4.currency": "USD",
      "0.relationships.primary-contact": ["1", "2"],
      "0.externalId": "order-1"
    }
  },
  330: { values: { id: "675408" } },
  331: { error: { _tag: "OutcomeUnknownError", code: "empty" }, says: /check before retrying/, is: [false, true] },
  333: { error: { _tag: "ServerError", status: 503 }, says: /^Contacts\.get: .*503; text\/html/, is: [true, false] },
  335: {
    error: { _tag: "UnexpectedStatusError", status: 301 },
    says: /redirect.*301|301.*redirect/,
    is: [false, false]
  },
  336: {
    error: { _tag: "UnexpectedStatusError", status: 404 },
    says: /is the API URL right\? \(404; text\/html\)/,
    is: [false, false]
  },
  338: { error: { _tag: "DecodeError", status: 200 }, says: /not JSON \(text\/html\)/, is: [false, false] },
  340: { error: { _tag: "RateLimitedError", retryAfter: Duration.seconds(1) }, says: /429/, is: [true, false] },
  345: { sent: { body: { contact: { email: "jane@example.com" } } } },
  346: { sent: { query: { email: "jane+x%25@example.com" } } },
  347: { sent: { query: { "orders[mdate]": "DESC" } } },
  348: { error: { _tag: "InputError", path: "filters.search_field" }, says: /Nothing was sent/ },
  350: { sent: { query: { include: "dealCustomFieldData" } } }
}

const fields: ReadonlyArray<Field> = isPublished
  ? (JSON.parse(readFileSync(`${folder}/field/index.json`, "utf8")) as ReadonlyArray<Field>).filter(
      ({ id }) => !isWebhook(id)
    )
  : []

/** Placeholders of a route, of any endpoint. */
const patternOf = ({ route }: Endpoint.Metadata): RegExp => new RegExp(`^${route.replace(/\{\w+\}/g, "([^/]+)")}$`)

/** The endpoint of a path: of those that match, the one with the fewest placeholders. */
const endpointOf = ({ endpoint, method, path }: Field): AnyEndpoint | undefined =>
  exported
    .map((one) => one.endpoint)
    .filter(
      (one) => one.name === endpoint || (endpoint === undefined && one.method === method && patternOf(one).test(path))
    )
    .sort((a, b) => a.route.split("{").length - b.route.split("{").length)[0]

const at = (value: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>((inner, key) => (Object(inner) === inner ? Reflect.get(Object(inner), key) : undefined), value)

type Response = Endpoint.Response<unknown, string>

/** Runs one against its endpoint, over an HTTP client that responds with the body. */
const outcomeOf = (field: Field, endpoint: AnyEndpoint) => {
  const args = [...(patternOf(endpoint).exec(field.path)?.slice(1) ?? [])]
  const call = endpoint.page ?? endpoint.withResponse
  const effect = call?.(
    ...args,
    ...(endpoint.payload === undefined ? [] : [field.payload]),
    // The contact of 323 is an argument of `Activities.listByContact`, which returns the same rows.
    ...(field.query === undefined || field.id === 323 ? [] : [field.query])
  ) as Effect.Effect<Response, Errors.ActiveCampaignError, resources.ActiveCampaignClient.ActiveCampaignClient>
  const body = readFileSync(`${folder}/field/${field.file}`, "utf8")
  return Effect.all({ result: Effect.either(effect), sent: FakeHttp.sent }).pipe(
    Effect.provide(
      FakeHttp.layerClient(
        FakeHttp.replyRaw(endpoint, {
          status: field.status,
          body,
          ...(field.headers === undefined ? {} : { headers: field.headers })
        })
      )
    )
  )
}

const checkError = (error: Errors.ActiveCampaignError, { error: fields, is, says }: Expected) => {
  expect(error).toMatchObject(fields ?? {})
  if (says !== undefined) expect(error.message).toMatch(says)
  if (is !== undefined) expect([Errors.isRetryable(error), Errors.isOutcomeUnknown(error)]).toEqual(is)
}

const checkResponse = (endpoint: AnyEndpoint, response: Response, { contains, count, kept, side, values }: Expected) =>
  Effect.gen(function* () {
    for (const [path, value] of Object.entries(values ?? {})) expect(at(response.value, path), path).toEqual(value)
    for (const key of kept ?? []) expect(at(response.value, key), key).toBeDefined()
    if (contains !== undefined) expect(JSON.stringify(response.value)).toContain(contains)
    if (count !== undefined) expect(response.value).toHaveLength(count)
    if (side === undefined) return
    const [key, row, parts] = side
    expect(endpoint.sideloads).toContain(key)
    const rows = yield* response.sideload(key, row as never)
    for (const [path, value] of Object.entries(parts)) expect(at(rows, path), `${key}.${path}`).toEqual(value)
  })

describe.skipIf(!isPublished)("from the field", () => {
  it("the table has every number, and no other", () => {
    expect(Object.keys(table).map(Number)).toEqual(fields.map(({ id }) => id))
    expect(awaiting.filter((id) => table[id] === undefined)).toEqual([])
  })

  for (const field of fields) {
    it.effect.skipIf(awaiting.includes(field.id))(`${field.id}: ${field.method} ${field.path}`, () =>
      Effect.gen(function* () {
        const expected = table[field.id] ?? {}
        const endpoint = endpointOf(field)
        if (endpoint === undefined) throw new Error(`there is no endpoint of ${field.method} ${field.path}`)
        const { result, sent } = yield* outcomeOf(field, endpoint)
        if (expected.sent !== undefined) {
          const [request] = sent
          for (const [name, value] of Object.entries(expected.sent.query ?? {})) {
            expect(request?.query.get(name), name).toBe(value)
          }
          if (expected.sent.body !== undefined) expect(request?.body).toEqual(expected.sent.body)
          return
        }
        if (result._tag === "Left") {
          // A failure that is not expected is shown as it is.
          if (expected.error === undefined) throw result.left
          checkError(result.left, expected)
          return
        }
        expect(expected.error, "it succeeds").toBeUndefined()
        yield* checkResponse(endpoint, result.right, expected)
      })
    )
  }
})
