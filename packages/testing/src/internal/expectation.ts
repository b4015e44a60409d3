/**
 * What a request is expected to have: the arguments of an endpoint, a part of a request, or anything that holds for it.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import type * as Endpoint from "effect-activecampaign/Endpoint"
import { isRecord } from "./account/values.js"
import { diff } from "./diff.js"
import { type RecordedRequest, recordRequest } from "./http.js"

/** How a request differs from what is expected, line by line; undefined if it does not. */
export type Expectation = (request: RecordedRequest) => string | undefined

/** A part of a request. What is omitted can be anything; of the body and of objects in it, keys can be omitted. */
export interface RequestPart {
  /** Path below `/api/3`, decoded: `/contacts/113`. */
  readonly path?: string
  /** Query parameters, names with brackets included: `{ "filters[name]": "a" }`. */
  readonly query?: Readonly<Record<string, string>>
  /** Values of the JSON body, in the form that is sent: `{ contact: { email: "jane@example.com" } }`. */
  readonly body?: unknown
}

/** The arguments of an endpoint; for a list, those of its `page`. */
export type Arguments<E> = E extends { readonly page: (...args: infer Args) => unknown }
  ? Args
  : E extends (...args: infer Args) => unknown
    ? Args
    : never

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

const bodyLines = (body: unknown): ReadonlyArray<string> =>
  body === undefined ? [] : JSON.stringify(body, sortKeys, 2).split("\n")

/** The order of keys means nothing. */
const sortKeys = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

const queryLines = (query: Pairs): ReadonlyArray<string> => query.map(([name, value]) => `?${name}=${value}`).sort()

const linesOf = (method: string, path: string, query: Pairs, body: unknown): ReadonlyArray<string> => [
  `${method} ${path}`,
  ...queryLines(query),
  ...bodyLines(body)
]

/** A request in lines, as a diff shows it. */
export const describe = ({ body, method, path, query }: RecordedRequest): string =>
  linesOf(method, path, [...query], body).join("\n")

/** Parameters with which a list adds pages and their order to a query. The last is sent with the first page only. */
const paging = /^(limit|offset|page|page_size|id_greater|orders\[.*|forceQuery)$/

/** The query without paging that is not expected. */
const comparable = (sent: URLSearchParams, expected: URLSearchParams): Pairs => {
  const isOrdered = [...expected.keys()].some((name) => name.startsWith("orders["))
  const isExpected = (name: string) => expected.has(name) || (isOrdered && name.startsWith("orders["))
  return [...sent].filter(([name]) => name !== "forceQuery" && (!paging.test(name) || isExpected(name)))
}

/** The request that an endpoint sends for these arguments. */
const requestOf = (endpoint: Endpoint.Metadata, args: ReadonlyArray<unknown>): RecordedRequest => {
  let request: RecordedRequest | undefined
  const client: ActiveCampaignClient.Client = {
    execute: ({ body, operation, path }) => {
      const url = new URL(`https://fake.api-us1.com/api/3${path}`)
      request = recordRequest(operation.method, url, {}, JSON.stringify(body) ?? "")
      return Effect.interrupt
    }
  }
  // Each endpoint is a function, and a list has `page`, which its metadata does not show.
  const callable = endpoint as unknown as {
    (...args: ReadonlyArray<unknown>): Effect.Effect<unknown, unknown, ActiveCampaignClient.ActiveCampaignClient>
    readonly page?: typeof callable
  }
  const call = (callable.page ?? callable)(...args)
  const exit = Effect.runSyncExit(Effect.provideService(call, ActiveCampaignClient.ActiveCampaignClient, client))
  if (request !== undefined) return request
  throw new TypeError(
    `FakeHttp: ${endpoint.name} cannot be called with these arguments: ${Exit.isFailure(exit) ? Cause.pretty(exit.cause) : ""}`
  )
}

/** Expects the request that an endpoint sends for these arguments; of a list, any page. */
export const fromArguments = (endpoint: Endpoint.Metadata, args: ReadonlyArray<unknown>): Expectation => {
  const expected = requestOf(endpoint, args)
  const isList = endpoint.items !== undefined
  const query = [...expected.query].filter(([name]) => !isList || name !== "forceQuery")
  const lines = linesOf(expected.method, expected.path, query, expected.body)
  return ({ body, method, path, query: sent }) =>
    diff(lines, linesOf(method, path, isList ? comparable(sent, expected.query) : [...sent], body))
}

/** What of a value has the keys that are expected. */
const project = (expected: unknown, sent: unknown): unknown =>
  Array.isArray(expected) && Array.isArray(sent)
    ? sent.map((element, index) => project(expected[index], element))
    : isRecord(expected) && isRecord(sent)
      ? Object.fromEntries(
          Object.entries(sent).flatMap(([key, value]) =>
            key in expected ? [[key, project(expected[key], value)]] : []
          )
        )
      : sent

/** Expects a part of a request. */
export const fromPart =
  ({ body, path, query }: RequestPart): Expectation =>
  (request) => {
    const names = Object.keys(query ?? {})
    return diff(
      linesOf(request.method, path ?? request.path, Object.entries(query ?? {}), body),
      linesOf(
        request.method,
        request.path,
        [...request.query].filter(([name]) => names.includes(name)),
        body === undefined ? undefined : project(body, request.body)
      )
    )
  }

/** Expects that a function returns true. */
export const fromPredicate =
  (predicate: (request: RecordedRequest) => boolean): Expectation =>
  (request) =>
    predicate(request)
      ? undefined
      : `The function that was given to \`when\` returned false for\n${describe(request).replace(/^/gm, "+ ")}`
