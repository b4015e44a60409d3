/**
 * What the vendor puts on the wire: requests as a fake sees them, answers as a fake gives them.
 */

import * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import type * as Errors from "@effect-activecampaign/core/ActiveCampaignError"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/** A request as it left the client. */
export interface Sent {
  readonly method: string
  /** Below `/api/3`, decoded, without the query: `/contacts/113`. */
  readonly path: string
  /** In the order sent, brackets and all. */
  readonly query: URLSearchParams
  /** Lower-case names; the API key is not among them. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON; undefined where nothing was sent. */
  readonly body: unknown
}

/** An answer as it reaches the client. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown
}

const parsed = (text: string): unknown => {
  try {
    return text === "" ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}

/** What a test can read of a request. */
export const sentOf = (method: string, url: URL, headers: Readonly<Record<string, string>>, body: string): Sent => ({
  method,
  path: decodeURIComponent(url.pathname).replace(/^.*?\/api\/3(?=\/|$)/, ""),
  query: url.searchParams,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "api-token")),
  body: parsed(body)
})

/** The text of a request's body. */
export const bodyOf = ({ body }: HttpClientRequest.HttpClientRequest): string =>
  body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : ""

/** An answer as the HTTP client's response. */
export const responseOf = (
  request: HttpClientRequest.HttpClientRequest,
  answer: Answer
): HttpClientResponse.HttpClientResponse => {
  const empty = answer.body === undefined || [204, 205, 304].includes(answer.status)
  return HttpClientResponse.fromWeb(
    request,
    new Response(empty ? null : typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body), {
      status: answer.status,
      headers: { "content-type": "application/json", ...answer.headers }
    })
  )
}

/** The failures that come from the other side: all but those of an argument. */
export type Replied = Exclude<Errors.ActiveCampaignError, Errors.InputError>

const disconnected = (request: HttpClientRequest.HttpClientRequest, code: string) =>
  Effect.fail(
    new HttpClientError.RequestError({
      request,
      reason: "Transport",
      cause: Object.assign(new Error(`fake: ${code}`), { code })
    })
  )

const errorsOf = (issues: ReadonlyArray<Errors.Issue>) => ({
  errors: issues.map(({ title, detail, code, pointer }) => ({
    title,
    detail,
    ...(code === null ? {} : { code }),
    ...(pointer === null ? {} : { source: { pointer } })
  }))
})

/** Makes happen on the wire what the client would answer with this failure. */
export const failWith = (
  request: HttpClientRequest.HttpClientRequest,
  failure: Replied
): Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError> => {
  const answer = (answer: Answer) => Effect.succeed(responseOf(request, answer))
  switch (failure._tag) {
    case "TimeoutError":
      return Effect.never
    case "TransportError":
      return disconnected(request, failure.code)
    case "OutcomeUnknownError":
      return failure.code === "timeout" ? Effect.never : disconnected(request, failure.code)
    case "AuthenticationError":
      return answer({ status: 403, body: { message: "The Api-Token of this request was not recognised." } })
    case "PermissionError":
      return answer({ status: 403, body: { message: "Forbidden" } })
    case "NotFoundError":
      return answer({ status: 404, body: { message: "No Result found for Subscriber with id 0" } })
    case "ValidationError":
      return answer({ status: failure.status, body: errorsOf(failure.issues) })
    case "DuplicateError":
      return answer({
        status: 422,
        body: errorsOf(
          failure.issues.some((issue) => issue.code === "duplicate")
            ? failure.issues
            : [...failure.issues, { title: "It exists already", detail: "", code: "duplicate", pointer: null }]
        )
      })
    case "RateLimitedError":
      return answer({
        status: 429,
        headers: failure.retryAfter === null ? {} : { "retry-after": String(Duration.toSeconds(failure.retryAfter)) },
        body: { message: "Rate limit exceeded." }
      })
    case "ServerError":
      return answer({
        status: failure.status,
        headers: { "content-type": "text/html" },
        body: "<html>Server error</html>"
      })
    case "DecodeError":
      return answer({ status: failure.status, body: "<html>Not what was asked for</html>" })
    case "UnexpectedStatusError":
      return answer({ status: failure.status, body: errorsOf(failure.issues) })
  }
}
