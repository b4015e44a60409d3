/**
 * What goes wrong between a client and a `FakeAccount`: slow and refused requests, lost connections, and responses that
 * are damaged or changed.
 *
 * ```ts
 * const account = FakeAccount.make({
 *   faults: [Faults.on(Contacts.create, Faults.reset("after"), { times: 1 })]
 * })
 * account.faults.add(Faults.random({ seed: 7, rate: 0.1 }))
 * ```
 *
 * Rules apply in the order in which they were added, and several can apply to a request. `account.requests` says which
 * faults a request met.
 */
import * as Duration from "effect/Duration"
import type * as Endpoint from "effect-activecampaign/Endpoint"
import { drifted } from "./internal/drift.js"
import type { RawResponse, RecordedRequest } from "./internal/http.js"
import { responseText } from "./internal/http.js"

export type { Drift } from "./internal/drift.js"

/** A request that the account receives. */
export interface Exchange {
  readonly request: RecordedRequest
  /** Milliseconds since 1970. */
  readonly now: number
  /** How far the account's clock is ahead, in milliseconds. */
  readonly skew: number
}

/** What a client gets: a response, late or not whole, or a lost connection. */
export interface Outcome extends RawResponse {
  /** How long it takes, in milliseconds. */
  readonly delay: number
  /** `reset` if the client gets no response, `truncated` if the connection is lost within the body. */
  readonly connection: "kept" | "reset" | "truncated"
}

/** Executes a request. */
export type Execute = (exchange: Exchange) => Outcome

/** A fault: what happens in place of the execution, before it or after it. */
export interface Fault {
  readonly name: string
  readonly apply: (execute: Execute) => Execute
}

/** A fault of your own. */
export const make = (name: string, apply: Fault["apply"]): Fault => ({ name, apply })

/** Updates the response after the request was executed. */
export const change = (name: string, f: (response: Outcome) => Outcome): Fault =>
  make(name, (execute) => (exchange) => f(execute(exchange)))

/** A response in place of the execution: nothing changes in the account. */
export const respond = (name: string, response: RawResponse): Fault =>
  make(name, () => () => ({ ...response, delay: 0, connection: "kept" }))

/** The request is executed, and its response is late. */
export const latency = (duration: Duration.DurationInput): Fault =>
  change("latency", (response) => ({ ...response, delay: response.delay + Duration.toMillis(duration) }))

/** 429, with `Retry-After` if a number of seconds is given. */
export const rateLimited = (retryAfter?: number): Fault =>
  respond("rateLimited", {
    status: 429,
    headers: retryAfter === undefined ? {} : { "retry-after": String(retryAfter) },
    body: { message: "Too Many Requests" }
  })

const html = (title: string): Pick<RawResponse, "body" | "headers"> => ({
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
})

/** A failure of the server before it executed the request: JSON as its programs send it, or HTML as its gateways do. */
export const serverError = (status = 500, form: "json" | "html" = "json"): Fault =>
  respond("serverError", {
    status,
    ...(form === "html" ? html(`${status} Server Error`) : { body: { message: "Server Error" } })
  })

/** 403 of a key whose user lost a permission. */
export const forbidden = (text = "You do not have permission to perform this action."): Fault =>
  respond("forbidden", { status: 403, body: { message: text } })

const lost = (delay: number): Outcome => ({ status: 0, delay, connection: "reset" })

/** The connection is lost: `before` the request is executed, or `after` it, when only the response is missing. */
export const reset = (when: "before" | "after"): Fault =>
  make(`reset ${when}`, (execute) => (exchange) => lost(when === "after" ? execute(exchange).delay : 0))

/** The request is executed, and the connection is lost within the body of its response. */
export const truncated: Fault = change("truncated", (response) =>
  response.connection === "kept" ? { ...response, connection: "truncated" } : response
)

/** The request is executed, and its response is whole but no JSON: the second half of the body is missing. */
export const malformed: Fault = change("malformed", (response) => {
  const text = responseText(response)
  return { ...response, body: text.slice(0, Math.max(1, Math.floor(text.length / 2))) }
})

/** The request is executed, and the header says that its JSON is something else. */
export const contentType = (type = "text/html; charset=utf-8"): Fault =>
  change("contentType", (response) => ({ ...response, headers: { ...response.headers, "content-type": type } }))

/** The account's clock is ahead, or behind if negative: in the times of rows, and in the `Date` header. */
export const clockSkew = (duration: number): Fault =>
  make("clockSkew", (execute) => (exchange) => {
    const skew = exchange.skew + duration
    const response = execute({ ...exchange, skew })
    return { ...response, headers: { ...response.headers, date: new Date(exchange.now + skew).toUTCString() } }
  })

/**
 * The request is executed, and its response differs from what is documented: `added` keys, other `types` (numbers as texts,
 * texts of digits as numbers, booleans as "0" and "1"), or `nulls` in place of all values but ids.
 */
export const drift = (...kinds: ReadonlyArray<"added" | "types" | "nulls">): Fault =>
  change(`drift ${kinds.join(" ")}`, (response) =>
    typeof response.body === "string" ? response : { ...response, body: drifted(response.body, new Set(kinds)) }
  )

/** When a rule applies. */
export interface RuleOptions {
  /** How many requests it applies to; all by default. */
  readonly times?: number
  /** How many requests of its kind it lets pass before. */
  readonly after?: number
}

/** Faults, and the requests that they happen to. */
export interface Rule {
  /** Starts the rule: its counts and random numbers belong to one account. */
  readonly start: () => (request: RecordedRequest) => Fault | undefined
}

/** An endpoint, `POST /contacts`, `/contacts/{id}` for any method, or `*` for all requests. */
export type Target = Pick<Endpoint.Metadata, "method" | "route"> | string

const patternOf = (route: string): RegExp =>
  new RegExp(
    `^${route
      .split(/\{\w+\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^/]+")}$`
  )

const matches = (target: Target): ((request: RecordedRequest) => boolean) => {
  if (target === "*") return () => true
  const [, method, path = ""] = typeof target === "string" ? (/^(?:([A-Z]+) )?(\/.*)$/.exec(target) ?? []) : []
  const route = typeof target === "string" ? path : target.route
  if (route === "") throw new TypeError(`Faults.on: "${target}" is not "*", a path, or a method and a path`)
  const pattern = patternOf(route)
  const wanted = typeof target === "string" ? method : target.method
  return (request) => (wanted === undefined || wanted === request.method) && pattern.test(request.path)
}

/** A fault of the requests to an endpoint or a path. */
export const on = (
  target: Target,
  fault: Fault,
  { after = 0, times = Number.POSITIVE_INFINITY }: RuleOptions = {}
): Rule => {
  const isMatch = matches(target)
  return {
    start: () => {
      let seen = 0
      return (request) => {
        if (!isMatch(request)) return undefined
        seen += 1
        return seen > after && seen <= after + times ? fault : undefined
      }
    }
  }
}

/** What random faults are chosen from if nothing else is given. */
export const common: ReadonlyArray<Fault> = [
  latency("200 millis"),
  rateLimited(1),
  rateLimited(),
  serverError(500),
  serverError(503, "html"),
  reset("before"),
  reset("after"),
  truncated,
  malformed
]

/** Random numbers from 0 to 1 that a seed determines (mulberry32). */
const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** How random faults are chosen. */
export interface RandomOptions {
  /** The same seed gives the same faults to the same order of requests. */
  readonly seed: number
  /** Part of the requests that meet a fault, from 0 to 1. */
  readonly rate: number
  /** The faults; `common` by default. */
  readonly faults?: ReadonlyArray<Fault>
}

/** Faults of random requests. */
export const random = ({ faults = common, rate, seed }: RandomOptions): Rule => ({
  start: () => {
    const next = randomOf(seed)
    return () => {
      const [isHit, index] = [next() < rate, Math.floor(next() * faults.length)]
      return isHit ? faults[index] : undefined
    }
  }
})

/** The faults of an account, which a test can change while it runs. */
export interface Faults {
  /** Adds rules. */
  readonly add: (...rules: ReadonlyArray<Rule>) => void
  /** Removes all rules. */
  readonly clear: () => void
}
