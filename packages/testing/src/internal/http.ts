/**
 * HTTP as the fakes see it: requests that they record and responses that they return.
 */
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"

/** A request as the client sent it. */
export interface RecordedRequest {
  /** HTTP method. */
  readonly method: string
  /** Path below `/api/3` (or `/api/2`), decoded, without the query: `/contacts/113`. */
  readonly path: string
  /** Query parameters in the order sent, names with brackets included. */
  readonly query: URLSearchParams
  /** Headers with lower-case names, without the API key. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON, or the text if it is not JSON; undefined if no body was sent. */
  readonly body: unknown
}

/** A response as the client receives it. */
export interface RawResponse {
  /** HTTP status. */
  readonly status: number
  /** Headers in addition to `content-type: application/json`, which they can replace. */
  readonly headers?: Readonly<Record<string, string>>
  /** A string is sent as it is, any other value as JSON. */
  readonly body?: unknown
}

/** The path of a URL below the API's base, percent-encoded. */
export const pathBelowApi = (url: URL): string => url.pathname.replace(/^.*?\/api\/[23](?=\/|$)/, "")

const parseJson = (text: string): unknown => {
  try {
    return text === "" ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}

/** A path without percent-encoding, or as it is if it is not valid. */
const decodePath = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Records a request without its API key. */
export const recordRequest = (
  method: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string
): RecordedRequest => ({
  method,
  path: decodePath(pathBelowApi(url)),
  query: url.searchParams,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "api-token")),
  body: parseJson(body)
})

const bodyText = ({ body }: HttpClientRequest.HttpClientRequest): string =>
  body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : ""

/** Records a request of an HTTP client. */
export const recordClientRequest = (request: HttpClientRequest.HttpClientRequest, url: URL): RecordedRequest =>
  recordRequest(request.method, url, request.headers, bodyText(request))

/** The body of a response as text. */
export const responseText = ({ body }: RawResponse): string =>
  body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body)

/** The headers of a response, JSON by default. */
export const responseHeaders = ({ headers }: RawResponse): Readonly<Record<string, string>> => ({
  "content-type": "application/json",
  ...headers
})

/** Statuses that the `Response` constructor accepts without a body only. */
const bodyless = [204, 205, 304]

/** A response as that of an HTTP client. */
export const toClientResponse = (
  request: HttpClientRequest.HttpClientRequest,
  response: RawResponse
): HttpClientResponse.HttpClientResponse => {
  const body = response.body === undefined || bodyless.includes(response.status) ? null : responseText(response)
  const { status } = response
  return HttpClientResponse.fromWeb(request, new Response(body, { status, headers: responseHeaders(response) }))
}

/** A response whose connection is lost within the body. */
export const truncatedResponse = (
  request: HttpClientRequest.HttpClientRequest,
  response: RawResponse
): HttpClientResponse.HttpClientResponse => {
  const bytes = new TextEncoder().encode(responseText(response))
  const { status } = response
  let isSent = false
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (isSent) return controller.error(Object.assign(new TypeError("terminated"), { code: "UND_ERR_SOCKET" }))
      isSent = true
      controller.enqueue(bytes.slice(0, Math.max(1, bytes.length >> 1)))
    }
  })
  return HttpClientResponse.fromWeb(request, new Response(body, { status, headers: responseHeaders(response) }))
}
