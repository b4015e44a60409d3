/**
 * What became of one attempt: a response, or a typed error with what it means for retrying.
 */
import type * as Headers from "@effect/platform/Headers"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as Duration from "effect/Duration"
import * as Errors from "../ActiveCampaignError.js"
import { Issue, pathOf } from "../Wire/Issue.js"
import { isRecord } from "../Wire/Text.js"
import { excerptOf } from "./excerpt.js"
import { issuesOf, type Redact, shorten, summaryOf } from "./issues.js"
import { contextOf, type Operation } from "./operation.js"
import { isSoftFailure, unsavedOf } from "./refusals.js"
import { duplicate, redirects, verdictOf } from "./rules.js"
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
  /** Whether there was no response in time. */
  readonly isTimeout?: boolean
  /** Whether the response is one of those that a DELETE gets if there is nothing to delete. */
  readonly isGone?: boolean
}

/** The request that an attempt belongs to. */
export interface CallContext {
  readonly operation: Operation
  /** Redacts the API key. */
  readonly redact: Redact
}

const checkFirst = "it may or may not have been applied, check before retrying"

const failed = (
  error: Errors.ActiveCampaignError,
  retryable: boolean,
  mayHaveExecuted: boolean,
  retryAfter: Duration.Duration | null = null,
  isGone = false
): Failed => ({ _tag: "Failed", error, retryable, mayHaveExecuted, retryAfter, isGone })

/** A connection that failed, a response that broke off, or none in time. */
const lost = (
  { operation }: CallContext,
  code: string,
  sent: boolean,
  problem: string,
  timeout?: Duration.Duration
): Failed => {
  const unknown = operation.safety === "write" && sent
  const context = contextOf(operation, unknown ? `${problem}: ${checkFirst}` : problem)
  return failed(
    unknown
      ? new Errors.OutcomeUnknownError({ ...context, code })
      : timeout
        ? new Errors.TimeoutError({ ...context, timeout })
        : new Errors.TransportError({ ...context, code, sent }),
    !unknown,
    sent
  )
}

/** The transport failed. */
export const fromTransportError = (context: CallContext, error: HttpClientError.HttpClientError): Failed => {
  const { code: given, sent } = connectionFailure(error)
  const code = context.redact(given) === given ? given : "disconnected"
  return lost(
    context,
    code,
    sent,
    sent ? `the connection was lost (${code})` : `cannot connect (${code}); nothing was sent`
  )
}

/** The attempt took too long. */
export const fromTimeout = (context: CallContext, timeout: Duration.Duration): Failed => ({
  ...lost(context, "timeout", true, `no complete response within ${Duration.format(timeout)}`, timeout),
  isTimeout: true
})

/** The HTTP client that is given follows redirects, here to another origin or unseen. */
export const fromRedirect = ({ operation }: CallContext, status: number): Failed =>
  failed(
    new Errors.UnexpectedStatusError({
      ...contextOf(operation, `${redirects} (For a proxy, use \`HttpClient.mapRequest\`.)`),
      status,
      issues: []
    }),
    false,
    true
  )

// ---------------------------------------------------------------------------------------------------------------
// Responses
// ---------------------------------------------------------------------------------------------------------------

/** The content type, if it is one of those that servers usually have. */
const typeOf = (headers: Headers.Headers): string =>
  /^(text|application)\/(html|plain|xml|json)/.exec(headers["content-type"] ?? "")?.[0] ?? "unknown content"

/** ActiveCampaign's id of the request, redacted. */
export const requestIdOf = ({ redact }: CallContext, headers: Headers.Headers): string | undefined => {
  const id = headers["x-request-id"]
  return id && shorten(id, redact, 200)
}

/** A response that is not a success, as far as it is read. */
interface Unsuccessful extends Omit<RawResponse, "_tag"> {
  /** The body as it came. */
  readonly text: string
  /** The complaint, if it is not in the body. */
  readonly unsaved?: (Errors.Issue & { readonly title: string }) | undefined
}

const rejected = (
  context: CallContext,
  { body, headers, status, text: content, unsaved }: Unsuccessful,
  retryAfter: Duration.Duration | null
): Failed => {
  const { operation, redact } = context
  const isJson = /^([[{"]|$)/.test(content)
  const isPage = body === undefined && !isJson
  // Broken bodies are known of the API.
  const isOfApi =
    status !== 404
      ? isJson
      : isRecord(body)
        ? "message" in body || "errors" in body || Object.keys(body).length === 0
        : body === undefined && content[0] === "{"
  const acError = headers["x-ac-error"]
  const complaints = isPage
    ? redact(content)
        .slice(0, 10_000)
        .replace(/(<[^<>]*>|\s)+/g, " ")
        .trim()
    : (body ?? (acError && { errors: [{ code: acError }] }))
  const issues = unsaved ? [unsaved] : issuesOf(complaints, redact)
  const text = isPage
    ? ""
    : issues.map(({ code, detail, title }) => [title, detail].filter(Boolean).join(": ") || code).join("; ")
  const isDuplicate = issues.some(({ code }) => code === "duplicate") || duplicate.test(text)
  const { errors: declared, method } = operation
  const { isGone, problem, RejectedError, retry } = verdictOf({ method, status, text, isDuplicate, declared, isOfApi })
  const mayHaveExecuted = retry === "if safe"
  const outcomeUnknown = mayHaveExecuted && operation.safety === "write"
  const details = [status, isPage && typeOf(headers), ...issues.slice(0, 5).map(summaryOf)].filter(Boolean).join("; ")
  const message = `${unsaved?.title ?? problem} (${details})${outcomeUnknown ? `: ${checkFirst}` : ""}`
  const fields = {
    ...contextOf(operation, message),
    status,
    requestId: requestIdOf(context, headers),
    issues,
    ...(retry === "always" && { retryAfter }),
    ...(mayHaveExecuted && { outcomeUnknown })
  } as Errors.RateLimitedContext & Errors.ServerContext
  const retryable = retry !== undefined && !outcomeUnknown
  return failed(new RejectedError(fields), retryable, mayHaveExecuted, retry ? retryAfter : null, isGone)
}

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
): Failed =>
  failed(fromDecodeFailure(context, { _tag: "RawResponse", status, headers, body: {} }, problem), false, true)

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
  if (status < 200) return lost(context, String(status), true, `the response has the status ${status}`)
  const isSuccess = status < 300
  // Byte-order marks are white space, too.
  const text = content.trim()
  let body: unknown
  if (text !== "") {
    try {
      body = parse(text)
    } catch {
      if (isSuccess && isBrokenOff(text)) return lost(context, "truncated", true, "the response broke off")
      body = isSuccess ? text : undefined
    }
  }
  const unsaved = isSuccess && isRecord(body) ? unsavedOf(body, context.redact) : undefined
  if (isSuccess && !unsaved) {
    const isRefused = isRecord(body) ? isSoftFailure(body) : text === "" && headers["x-ac-error"] !== undefined
    if (!isRefused) return { _tag: "RawResponse", status, headers, body }
    if (text === "" && context.operation.safety === "write") return empty(context, status)
  }
  return rejected(context, { status, headers, body, text, unsaved }, retryAfterOf(headers["retry-after"], now))
}

/** A success that says nothing of what it should. */
const empty = (context: CallContext, status: number): Failed =>
  lost(context, "empty", true, `the response is empty (${status})`)

/** What a write fails with whose response is empty although it should not be: it may have been applied. */
export const emptyWrite = (
  context: CallContext,
  { body, status }: RawResponse
): Errors.ActiveCampaignError | undefined =>
  context.operation.safety === "write" && (body === undefined || body === null)
    ? empty(context, status).error
    : undefined

/** A success whose body does not decode. */
export const fromDecodeFailure = (
  context: CallContext,
  { body, headers, status }: RawResponse,
  issue: Issue
): Errors.DecodeError => {
  const { operation, redact } = context
  const isWrite = operation.safety === "write"
  const path = pathOf(issue)
  const where = path === "" ? "the body" : `\`${path}\``
  const problem =
    typeof body === "string"
      ? `the response is not JSON (${typeOf(headers)})`
      : `the response is not as documented: ${where} ${issue.problem}`
  return new Errors.DecodeError({
    ...contextOf(operation, isWrite ? `${problem}; ${checkFirst}` : problem),
    status,
    requestId: requestIdOf(context, headers),
    issues: [],
    path,
    excerpt: excerptOf(issue.actual, redact)
  })
}
