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

const disconnect = (request: HttpClientRequest.HttpClientRequest, code: string) =>
  Effect.fail(
    new HttpClientError.RequestError({
      request,
      reason: "Transport",
      cause: Object.assign(new Error(`FakeHttp: connection failed (${code})`), { code })
    })
  )

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

/** Body and headers from which the client derives the error. */
const contentOf = (error: ResponseError): Pick<RawResponse, "body" | "headers"> => {
  switch (error._tag) {
    case "AuthenticationError":
      return { body: { message: "The Api-Token of this request was not recognised." } }
    case "PermissionError":
      return { body: { message: "Forbidden" } }
    case "NotFoundError":
      return { body: { message: "No Result found for Subscriber with id 0" } }
    case "DuplicateError":
      return { body: issuesBody(withDuplicate(error.issues)) }
    case "ValidationError":
    case "UnexpectedStatusError":
      return { body: issuesBody(error.issues) }
    case "RateLimitedError":
      return {
        headers: error.retryAfter === null ? {} : { "retry-after": String(Duration.toSeconds(error.retryAfter)) },
        body: { message: "Rate limit exceeded." }
      }
    case "ServerError":
      return html("Server error")
    case "DecodeError":
      return html("Not JSON")
  }
}

/** Causes an error: the client derives the same error from what this effect does. */
export const failWith = (
  request: HttpClientRequest.HttpClientRequest,
  error: RemoteError
): Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError> => {
  switch (error._tag) {
    case "TimeoutError":
      return Effect.never
    case "TransportError":
      return disconnect(request, error.code)
    case "OutcomeUnknownError":
      return error.code === "timeout" ? Effect.never : disconnect(request, error.code)
    default: {
      const { body, headers } = contentOf(error)
      const requestId = error.requestId === undefined ? {} : { "x-request-id": error.requestId }
      const response = { status: error.status, headers: { ...requestId, ...headers }, body }
      return Effect.sync(() => toClientResponse(request, response))
    }
  }
}
