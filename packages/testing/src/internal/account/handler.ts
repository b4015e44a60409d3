/**
 * The handler of a fake account, from requests to responses. It knows neither Effect nor sockets.
 */
import type { RawResponse, RecordedRequest } from "../http.js"
import { Selector } from "./query.js"
import { type Limit, makeRateLimit } from "./rateLimit.js"
import { routes } from "./resources.js"
import { message, notImplemented } from "./responses.js"
import { routerOf, type Settings, type Subject } from "./routes.js"
import type { Store } from "./Store.js"

/** How an account behaves. */
export interface Behavior {
  /** The API key that it accepts. */
  readonly apiKey: string
  /** Its rate limit; null for none. */
  readonly limit: Limit | null
  readonly settings: Settings
  /** What happens when something in the account changed. */
  readonly emit: (type: string, subject: Subject, now: number) => void
}

const route = routerOf(routes)

/** Why a request that no route matches was not handled. */
const notImplementedMessage = ({ method, path }: RecordedRequest): string =>
  `FakeAccount does not implement ${method} ${path}; implemented: ${routes
    .map((implemented) => `${implemented.method} ${implemented.path}`)
    .join(", ")}`

/** Whether a request needs no API key, as those to event tracking. */
export const isOpen = (request: RecordedRequest): boolean => route(request)?.route.isOpen === true

/** Whether a body that should be JSON is not. */
const isMalformed = ({ body, headers }: RecordedRequest): boolean =>
  typeof body === "string" && /\bjson\b/i.test(headers["content-type"] ?? "")

/**
 * The handler of an account: from a request, with its API key and the time in milliseconds, to a response. A skew is what
 * the account's clock is ahead.
 */
export const makeHandler = (store: Store, { apiKey, emit, limit, settings }: Behavior) => {
  const rateLimit = makeRateLimit(limit)
  const selector = new Selector(store)
  // Bodies of webhooks contain what the whole request did, such as custom fields, which are saved after their deal.
  const events: Array<() => void> = []
  const respond = (request: RecordedRequest, key: string | undefined, now: number, skew: number): RawResponse => {
    const match = route(request)
    if (key !== apiKey && match?.route.isOpen !== true) {
      return message(403, "The Api-Token of this request was not recognised.")
    }
    if (match === undefined) return message(notImplemented, notImplementedMessage(request))
    if (isMalformed(request)) return message(400, "Malformed JSON in the body of the request")
    store.advance(now)
    const { body, headers, method, query } = request
    const response = match.route.handle({
      ...{ body, headers, method, now: now + skew, params: match.params, query, selector, settings, store },
      emit: (type, subject) => events.push(() => emit(type, subject, now + skew))
    })
    for (const post of events.splice(0)) post()
    return response
  }
  return (request: RecordedRequest, key: string | undefined, now: number, skew = 0): RawResponse => {
    const { headers, rejected } = rateLimit(now)
    const response = rejected ? message(429, "Too Many Requests") : respond(request, key, now, skew)
    return { ...response, headers: { ...headers, ...response.headers } }
  }
}
