/**
 * Errors as what causes them: a response with a status, a lost connection, or no response.
 */
import * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Errors from "effect-activecampaign/ActiveCampaignError"
import { type RawResponse, toClientResponse } from "./http.js"

/** The errors that one response or none causes: all except those of invalid arguments and of several pages. */
export type RemoteError = Exclude<Errors.ActiveCampaignError, Errors.InputError | Errors.PaginationError>

/** The errors that a response causes. */
type ResponseError = Exclude<RemoteError, Errors.TimeoutError | Errors.TransportError | Errors.OutcomeUnknownError>

/** A connection that fails. By the system call, the client tells whether something was sent. */
const disconnect = (request: HttpClientRequest.HttpClientRequest, code: string, sent: boolean) =>
  Effect.fail(
    new HttpClientError.RequestError({
      request,
      reason: "Transport",
      cause: Object.assign(new Error(`FakeHttp: connection failed (${code})`), {
        code,
        syscall: sent ? "read" : "connect"
      })
    })
  )

/** What loses a response, by the code of the error. */
const loseResponse = (request: HttpClientRequest.HttpClientRequest, code: string, sent: boolean) => {
  const respond = (response: RawResponse) => Effect.sync(() => toClientResponse(request, response))
  switch (code) {
    case "timeout":
      return Effect.never
    case "truncated":
      return respond({ status: 200, body: '{"' })
    case "empty":
      return respond({ status: 200, headers: { "x-ac-error": "empty" } })
    default:
      return disconnect(request, code, sent)
  }
}

const issuesBody = (issues: ReadonlyArray<Errors.Issue>) => ({
  errors: issues.map(({ title, detail, code, pointer }) => ({
    title,
    detail,
    ...(code === null ? {} : { code }),
    ...(pointer === null ? {} : { source: { pointer } })
  }))
})

/** ActiveCampaign marks duplicates by their code. */
const withDuplicate = (issues: ReadonlyArray<Errors.Issue>): ReadonlyArray<Errors.Issue> =>
  issues.some((issue) => issue.code === "duplicate")
    ? issues
    : [...issues, { title: "Already exists", detail: "", code: "duplicate", pointer: null }]

const html = (text: string) => ({ headers: { "content-type": "text/html" }, body: `<html>${text}</html>` })

/** What ActiveCampaign usually says if an error has no issues; undefined if it says nothing. */
const messageOf = ({ _tag }: ResponseError, isList: boolean): string | undefined => {
  switch (_tag) {
    case "AuthenticationError":
      return "The Api-Token of this request was not recognised."
    case "PermissionError":
      return "Forbidden"
    case "NotFoundError":
      // The page after the last one of some lists is a 404 that says "no … found", which is no failure.
      return isList ? "Not Found" : "No Result found for Subscriber with id 0"
    case "RateLimitedError":
      return "Rate limit exceeded."
    default:
      return undefined
  }
}

/** The body from which the client derives the error. */
const bodyOf = (error: ResponseError, isList: boolean): Pick<RawResponse, "body" | "headers"> => {
  const { _tag, issues } = error
  if (_tag === "DecodeError") return html("Not JSON")
  if (_tag === "ServerError" && issues.length === 0) return html("Server error")
  const message = messageOf(error, isList)
  if (issues.length === 0 && message !== undefined) return { body: { message } }
  return { body: issuesBody(_tag === "DuplicateError" ? withDuplicate(issues) : issues) }
}

const headersOf = (error: ResponseError): Readonly<Record<string, string>> => ({
  ...(error.requestId === undefined ? {} : { "x-request-id": error.requestId }),
  ...(error._tag === "RateLimitedError" && error.retryAfter !== null
    ? { "retry-after": String(Duration.toSeconds(error.retryAfter)) }
    : {})
})

/** Causes an error of a list or of another endpoint: the client derives the same error from what this effect does. */
export const failWith = (
  request: HttpClientRequest.HttpClientRequest,
  error: RemoteError,
  isList: boolean
): Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError> => {
  switch (error._tag) {
    case "TimeoutError":
      return Effect.never
    case "TransportError":
      return loseResponse(request, error.code, error.sent)
    case "OutcomeUnknownError":
      return loseResponse(request, error.code, true)
    default: {
      const { body, headers } = bodyOf(error, isList)
      const response = { status: error.status, headers: { ...headers, ...headersOf(error) }, body }
      return Effect.sync(() => toClientResponse(request, response))
    }
  }
}
