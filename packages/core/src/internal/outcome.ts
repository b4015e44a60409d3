/**
 * What became of an attempt: from what the transport or the vendor says to an answer, or to a typed failure with what
 * it means for repeating.
 */

import type * as Headers from "@effect/platform/Headers"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as Duration from "effect/Duration"
import type * as ParseResult from "effect/ParseResult"
import * as Errors from "../ActiveCampaignError.js"
import { explainIssue, issuesOf, summary, withoutPersonalData, withoutSecret } from "./explain.js"
import { connectionFailure, isBrokenOff, retryAfterOf } from "./http.js"
import type { Operation } from "./operation.js"

/** An attempt that came to nothing. */
export interface Failed {
  readonly error: Errors.ActiveCampaignError
  readonly again: boolean
  readonly retryAfter: Duration.Duration | null
  /** Whether the vendor may have carried the request out all the same. */
  readonly maybeDone: boolean
}

/** An attempt that the vendor answered. */
export interface Answer {
  readonly status: number
  readonly headers: Headers.Headers
  readonly body: unknown
}

/** Words of a 403 that are about the key and not about what its user may do. */
const aboutTheKey = /api[\s_-]?(key|token)|\btoken\b|authenticat|not authorized to access this account/i

/** The bulk importer words its own limit as a 400. */
const isBulkRefusal = (status: number, body: unknown): boolean =>
  status === 400 &&
  typeof body === "object" &&
  body !== null &&
  "message" in body &&
  /^rate limit exceeded/i.test(String(body.message))

const isZero = (value: unknown): boolean => value === 0 || value === "0" || value === false

/** Judges the attempts of one call. `secret` shows in nothing that it says, nor does what was sent in a message. */
export const judgeOf = (operation: Operation, secret: string, sentBody: unknown) => {
  const { name, method, route, safety, failures } = operation
  const origin = (message: string): Errors.Origin => ({ endpoint: name, method, route, message: `${name}: ${message}` })
  const redact = (text: string) => withoutSecret(text, secret)
  const clean = (text: string) => withoutPersonalData(redact(text), sentBody)

  /** A connection that failed, or an answer that broke off. */
  const lost = (code: string, sent: boolean, message: string): Failed => {
    const unknown = safety === "write" && sent
    return {
      error: unknown
        ? new Errors.OutcomeUnknownError({
            ...origin(`${message}. It may or may not have happened: look before you repeat it`),
            code
          })
        : new Errors.TransportError({ ...origin(message), code, sent }),
      again: !unknown,
      retryAfter: null,
      maybeDone: sent
    }
  }

  const disconnected = (error: HttpClientError.HttpClientError): Failed => {
    const { code, sent } = connectionFailure(error)
    return lost(
      code,
      sent,
      sent ? `the connection was lost (${code})` : `no connection could be made (${code}); nothing was sent`
    )
  }

  const timedOut = (timeout: Duration.Duration): Failed =>
    safety === "write"
      ? lost("timeout", true, `no answer within ${Duration.format(timeout)}`)
      : {
          error: new Errors.TimeoutError({ ...origin(`no answer within ${Duration.format(timeout)}`), timeout }),
          again: true,
          retryAfter: null,
          maybeDone: true
        }

  /** A status other than 2xx, or a 2xx that says no. */
  const refused = (answer: Answer, retryAfter: Duration.Duration | null): Failed => {
    const { status, headers } = answer
    const issues = issuesOf(answer.body, redact)
    const words = clean(summary(issues))
    const answered = (message: string) => ({
      ...origin(words === "" ? message : `${message}: ${words}`),
      status,
      requestId: headers["x-request-id"]
    })
    const final = (error: Errors.ActiveCampaignError): Failed => ({
      error,
      again: false,
      retryAfter: null,
      maybeDone: false
    })
    const declared = (tag: Errors.Declarable) => failures.includes(tag)
    if (status === 429 || isBulkRefusal(status, answer.body)) {
      return {
        error: new Errors.RateLimitedError({ ...answered("the account's request limit is used up"), retryAfter }),
        again: true,
        retryAfter,
        maybeDone: false
      }
    }
    if (status >= 500) {
      const unknown = safety === "write"
      return {
        error: new Errors.ServerError({
          ...answered(
            unknown
              ? `the vendor failed (${status}); it may or may not have happened: look before you repeat it`
              : `the vendor failed (${status})`
          ),
          outcomeUnknown: unknown
        }),
        again: !unknown,
        retryAfter,
        maybeDone: true
      }
    }
    if (status === 401 || (status === 403 && aboutTheKey.test(summary(issues)))) {
      return final(new Errors.AuthenticationError(answered("the API key was refused")))
    }
    // Some routes answer 403 where others answer 404; the vendor's words are the same.
    const missing = status === 404 || (status === 403 && /^No Result found/i.test(summary(issues)))
    if (missing && declared(Errors.NotFoundError)) {
      return final(new Errors.NotFoundError(answered("the vendor has no such thing")))
    }
    if (status === 403) {
      return final(new Errors.PermissionError(answered("the key's user may not do this, or the plan does not hold it")))
    }
    const duplicate = status === 409 || issues.some((issue) => issue.code === "duplicate")
    if (duplicate && declared(Errors.DuplicateError)) {
      return final(new Errors.DuplicateError({ ...answered("it exists already"), issues }))
    }
    if ((status === 400 || status === 422 || status === 409 || status < 300) && declared(Errors.ValidationError)) {
      return final(new Errors.ValidationError({ ...answered("the vendor refused it"), issues }))
    }
    const meaning =
      status === 402
        ? "the account has lapsed (402)"
        : status >= 300 && status < 400
          ? `a redirect (${status}), which is not followed: is the API URL right?`
          : status < 300 && headers["x-ac-error"] !== undefined
            ? `the vendor answered ${status} with the error "${clean(headers["x-ac-error"])}" and nothing else`
            : `unexpected status ${status}`
    return final(new Errors.UnexpectedStatusError({ ...answered(meaning), issues }))
  }

  /** Parses the body of an answer and tells success from failure. */
  const judge = (now: number, status: number, headers: Headers.Headers, content: string): Answer | Failed => {
    const ok = status >= 200 && status < 300
    let body: unknown
    if (content.trim() !== "") {
      try {
        body = JSON.parse(content)
      } catch {
        if (ok && isBrokenOff(content)) return lost("truncated", true, "the answer broke off")
        body = ok ? content : undefined
      }
    }
    const answer = { status, headers, body }
    const soft =
      ok &&
      typeof body === "object" &&
      body !== null &&
      (("succeeded" in body && isZero(body.succeeded)) || ("success" in body && isZero(body.success)))
    return ok && !soft && !(headers["x-ac-error"] !== undefined && body === undefined)
      ? answer
      : refused(answer, retryAfterOf(headers["retry-after"], now))
  }

  /** A success whose body does not decode. */
  const notAsDocumented = ({ status, headers, body }: Answer, issue: ParseResult.ParseIssue): Errors.DecodeError => {
    const { path, problem, actual } = explainIssue(issue)
    const excerpt = redact(JSON.stringify(actual) ?? "nothing")
    return new Errors.DecodeError({
      ...origin(
        typeof body === "string"
          ? "the answer is no JSON"
          : `the answer is not as documented: ${path === "" ? "the body" : path} ${problem}`
      ),
      status,
      requestId: headers["x-request-id"],
      path,
      excerpt: excerpt.length > 200 ? `${excerpt.slice(0, 200)}…` : excerpt
    })
  }

  return { origin, clean, disconnected, timedOut, judge, notAsDocumented }
}
