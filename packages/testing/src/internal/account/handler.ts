/**
 * The handler of a fake account, from requests to responses. It knows neither Effect nor sockets.
 */
import type { RawResponse, RecordedRequest } from "../http.js"
import * as contactLists from "./contactLists.js"
import * as contacts from "./contacts.js"
import * as contactTags from "./contactTags.js"
import * as lists from "./lists.js"
import { type Limit, makeRateLimit } from "./rateLimit.js"
import { message, notImplemented } from "./responses.js"
import type { Route } from "./route.js"
import type { Store } from "./Store.js"
import * as tags from "./tags.js"
import { isRecord } from "./values.js"

/** How an account behaves. */
export interface Behavior {
  /** The API key that it accepts. */
  readonly apiKey: string
  /** Its rate limit; null for none. */
  readonly limit: Limit | null
}

const routes: ReadonlyArray<Route> = [
  ...contacts.routes,
  ...tags.routes,
  ...lists.routes,
  ...contactTags.routes,
  ...contactLists.routes
]

/** Why a request that no route matches was not handled. */
const notImplementedMessage = ({ method, path }: RecordedRequest): string =>
  `FakeAccount does not implement ${method} ${path}; implemented: ${routes
    .map((route) => `${route.method} ${route.path}`)
    .join(", ")}`

const handleRoute = (store: Store, request: RecordedRequest, now: number): RawResponse => {
  const { body, method, path, query } = request
  const route = routes.find((candidate) => candidate.method === method && candidate.pattern.test(path))
  if (route === undefined) return message(notImplemented, notImplementedMessage(request))
  const { envelope, handle, pattern } = route
  const input = envelope === undefined ? {} : isRecord(body) ? body[envelope] : undefined
  if (!isRecord(input)) return message(403, "$value is not an object")
  return handle({ store, id: pattern.exec(path)?.[1] ?? "", query, input, now })
}

/** The handler of an account: from a request, with its API key and the time in milliseconds, to a response. */
export const makeHandler = (store: Store, { apiKey, limit }: Behavior) => {
  const rateLimit = makeRateLimit(limit)
  return (request: RecordedRequest, key: string | undefined, now: number): RawResponse => {
    const { headers, rejected } = rateLimit(now)
    const response = rejected
      ? message(429, "Too Many Requests")
      : key === apiKey
        ? handleRoute(store, request, now)
        : message(403, "The Api-Token of this request was not recognised.")
    return { ...response, headers: { ...headers, ...response.headers } }
  }
}
