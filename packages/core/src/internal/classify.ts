/**
 * What became of one attempt: a response, or a typed error with what it means for retrying.
 */
import type * as Headers from "@effect/platform/Headers"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as Duration from "effect/Duration"
import * as Errors from "../ActiveCampaignError.js"
import { Issue, pathOf } from "../Wire/Issue.js"
import { excerptOf } from "./excerpt.js"
import { issuesOf, summaryOf, withoutSecret } from "./issues.js"
import { contextOf, type Operation } from "./operation.js"
import { connectionFailure, isBrokenOff, parse, retryAfterOf } from "./transport.js"

/** What became of one attempt. */
export type Outcome = RawResponse | Failed

/** A response that ActiveCampaign means as success. */
export interface RawResponse {
  readonly _tag: "RawResponse"
  readonly status: number
  readonly headers: Headers.Headers
  readonly body: unknown
}

/** An attempt that failed. */
export interface Failed {
  readonly _tag: "Failed"
  readonly error: Errors.ActiveCampaignError
  /** Whether another attempt can do no harm and may succeed. */
  readonly retryable: boolean
  readonly retryAfter: Duration.Duration | null
  /** Whether the request may have been executed all the same. */
  readonly mayHaveExecuted: boolean
}

/** The request that an attempt belongs to. */
export interface CallContext {
  readonly operation: Operation
  /** The API key, which shows in nothing that is said. */
  readonly secret: string
}

/** A text of somebody else's, without the API key. */
export const redact = ({ secret }: CallContext, text: string): string => withoutSecret(text, secret)

const checkFirst = "it may or may not have been applied, check before retrying"

/** A connection that failed, or a response that broke off. */
const lost = ({ operation }: CallContext, code: string, sent: boolean, problem: string): Failed => {
  const unknown = operation.safety === "write" && sent
  return {
    _tag: "Failed",
    error: unknown
      ? new Errors.OutcomeUnknownError({ ...contextOf(operation, `${problem}: ${checkFirst}`), code })
      : new Errors.TransportError({ ...contextOf(operation, problem), code, sent }),
    retryable: !unknown,
    retryAfter: null,
    mayHaveExecuted: sent
  }
}

/** The transport failed. */
export const fromTransportError = (context: CallContext, error: HttpClientError.HttpClientError): Failed => {
  const { code, sent } = connectionFailure(error)
  return lost(
    context,
    code,
    sent,
    sent ? `the connection was lost (${code})` : `cannot connect (${code}); nothing was sent`
  )
}

/** The attempt took too long. */
export const fromTimeout = (context: CallContext, timeout: Duration.Duration): Failed => {
  const problem = `no complete response within ${Duration.format(timeout)}`
  return context.operation.safety === "write"
    ? lost(context, "timeout", true, problem)
    : {
        _tag: "Failed",
        error: new Errors.TimeoutError({ ...contextOf(context.operation, problem), timeout }),
        retryable: true,
        retryAfter: null,
        mayHaveExecuted: true
      }
}

/** The HTTP client that is given follows redirects, here to another origin or unseen. */
export const fromRedirect = ({ operation }: CallContext, status: number): Failed => ({
  _tag: "Failed",
  error: new Errors.UnexpectedStatusError({
    ...contextOf(
      operation,
      "the API URL redirects, and the HTTP client follows, which was refused: is the URL right? (For a proxy, use `HttpClient.mapRequest`.)"
    ),
    status,
    requestId: undefined,
    issues: []
  }),
  retryable: false,
  retryAfter: null,
  mayHaveExecuted: true
})

// ---------------------------------------------------------------------------------------------------------------
// Responses
// ---------------------------------------------------------------------------------------------------------------

/** A response that means "no", as the rules below look at it. */
interface Rejection {
  readonly status: number
  /** The complaints in one line, as they came. */
  readonly text: string
  readonly isDuplicate: boolean
  /** The errors that the operation declares. */
  readonly declared: ReadonlyArray<Errors.Declarable>
}

/** A 403 whose message is about the API key, and not about what its user may do. */
const aboutTheKey = /api[\s_-]?(key|token)|\btoken\b|authenticat|not authorized to access this account/i

/** The errors that a rejection can become; each takes what it needs of all these fields. */
type Rejected = new (fields: Errors.RateLimitedContext & Errors.ServerContext) => Errors.ActiveCampaignError

/** When it applies, what it becomes and why, and whether it is retried: always, if safe to retry, or never. */
type Rule = readonly [
  when: (rejection: Rejection) => boolean,
  error: Rejected,
  problem: string,
  retry?: "always" | "if safe"
]

/** From a rejection to its error; the first rule that applies decides. */
const rules: ReadonlyArray<Rule> = [
  [
    // The bulk importer reports its own rate limit as a 400.
    ({ status, text }) => status === 429 || (status === 400 && /^rate limit exceeded/i.test(text)),
    Errors.RateLimitedError,
    "the rate limit of the account is exceeded",
    "always"
  ],
  [({ status }) => status >= 500, Errors.ServerError, "server error", "if safe"],
  [
    ({ status, text }) => status === 401 || (status === 403 && aboutTheKey.test(text)),
    Errors.AuthenticationError,
    "ActiveCampaign rejected the API key"
  ],
  [
    // Some routes return 403 instead of 404, with the same message.
    ({ declared, status, text }) =>
      (status === 404 || (status === 403 && /^No Result found/i.test(text))) && declared.includes(Errors.NotFoundError),
    Errors.NotFoundError,
    "not found"
  ],
  [
    ({ status }) => status === 403,
    Errors.PermissionError,
    "the API key's user is not allowed to do this, or the account's plan does not include it"
  ],
  [
    ({ declared, isDuplicate, status }) => (status === 409 || isDuplicate) && declared.includes(Errors.DuplicateError),
    Errors.DuplicateError,
    "already exists"
  ],
  [
    ({ declared, status }) =>
      (status < 300 || [400, 409, 422].includes(status)) && declared.includes(Errors.ValidationError),
    Errors.ValidationError,
    "ActiveCampaign rejected the request"
  ],
  [({ status }) => status < 300, Errors.UnexpectedStatusError, "ActiveCampaign rejected the request"],
  [({ status }) => status === 402, Errors.UnexpectedStatusError, "the account has expired"],
  [
    ({ status }) => status >= 300 && status < 400,
    Errors.UnexpectedStatusError,
    "the API URL redirects, which is not followed: is it right?"
  ],
  [() => true, Errors.UnexpectedStatusError, "unexpected status"]
]

const rejected = (
  context: CallContext,
  { body, headers, status }: Omit<RawResponse, "_tag">,
  retryAfter: Duration.Duration | null
): Failed => {
  const { errors, safety } = context.operation
  const code = headers["x-ac-error"]
  const issues = issuesOf(body === undefined && code !== undefined ? { errors: [{ code }] } : body, (text) =>
    redact(context, text)
  )
  const text = issues.map(({ code, detail, title }) => [title, detail].filter(Boolean).join(": ") || code).join("; ")
  const isDuplicate = issues.some((issue) => issue.code === "duplicate")
  const [, RejectedError, problem, retry] = rules.find(([when]) =>
    when({ status, text, isDuplicate, declared: errors })
  ) as Rule
  const mayHaveExecuted = retry === "if safe"
  const outcomeUnknown = mayHaveExecuted && safety === "write"
  const details = [String(status), ...issues.slice(0, 5).map(summaryOf)].filter((detail) => detail !== "")
  const message = `${problem} (${details.join("; ")})${outcomeUnknown ? `: ${checkFirst}` : ""}`
  return {
    _tag: "Failed",
    error: new RejectedError({
      ...contextOf(context.operation, message),
      status,
      requestId: headers["x-request-id"],
      issues,
      ...(retry === "always" ? { retryAfter } : {}),
      ...(mayHaveExecuted ? { outcomeUnknown } : {})
    } as Errors.RateLimitedContext & Errors.ServerContext),
    retryable: retry !== undefined && !outcomeUnknown,
    retryAfter: retry === undefined ? null : retryAfter,
    mayHaveExecuted
  }
}

const isZero = (value: unknown): boolean => value === 0 || value === "0" || value === false

/** A 200 whose body says that it failed. */
const isSoftFailure = (body: unknown): boolean =>
  typeof body === "object" &&
  body !== null &&
  (("succeeded" in body && isZero(body.succeeded)) || ("success" in body && isZero(body.success)))

/** Runs what reads a response. What it throws, such as an overflow of the stack, is an issue. */
export const readSafely = <A>(read: () => A): A | Issue => {
  try {
    return read()
  } catch (cause) {
    return new Issue(`cannot be read (${cause instanceof Error ? cause.name : "exception"})`, undefined)
  }
}

/** A response that cannot be read. */
export const undecodable = (
  context: CallContext,
  { headers, status }: Pick<RawResponse, "headers" | "status">,
  problem: Issue
): Failed => ({
  _tag: "Failed",
  error: fromDecodeFailure(context, { _tag: "RawResponse", status, headers, body: undefined }, problem),
  retryable: false,
  retryAfter: null,
  mayHaveExecuted: true
})

interface Received {
  readonly content: string
  readonly headers: Headers.Headers
  readonly status: number
}

/** Parses a response and tells success from failure. `now` is what `Retry-After` counts from. */
export const fromResponse = (context: CallContext, now: number, received: Received): Outcome => {
  const outcome = readSafely(() => judge(context, now, received))
  return outcome instanceof Issue ? undecodable(context, received, outcome) : outcome
}

const judge = (context: CallContext, now: number, { content, headers, status }: Received): Outcome => {
  const ok = status >= 200 && status < 300
  let body: unknown
  if (content.trim() !== "") {
    try {
      body = parse(content)
    } catch {
      if (ok && isBrokenOff(content)) return lost(context, "truncated", true, "the response broke off")
      body = ok ? content : undefined
    }
  }
  const isEmptyError = headers["x-ac-error"] !== undefined && body === undefined
  return ok && !isSoftFailure(body) && !isEmptyError
    ? { _tag: "RawResponse", status, headers, body }
    : rejected(context, { status, headers, body }, retryAfterOf(headers["retry-after"], now))
}

/** A success whose body does not decode. */
export const fromDecodeFailure = (
  context: CallContext,
  { body, headers, status }: RawResponse,
  issue: Issue
): Errors.DecodeError => {
  const path = pathOf(issue)
  const where = path === "" ? "the body" : `\`${path}\``
  const problem =
    typeof body === "string"
      ? "the response is not JSON"
      : `the response is not as documented: ${where} ${issue.problem}`
  return new Errors.DecodeError({
    ...contextOf(
      context.operation,
      context.operation.safety === "write" ? `${problem}. The request was executed: do not send it again` : problem
    ),
    status,
    requestId: headers["x-request-id"],
    issues: [],
    path,
    excerpt: redact(context, excerptOf(issue.actual))
  })
}
