/**
 * From a call to an HTTP request, or to an `InputError` if it cannot be sent.
 */
import * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as Errors from "../ActiveCampaignError.js"
import { inputError } from "./encodeCall.js"
import type { Operation } from "./operation.js"

/** Where requests are sent, and in which form: what their paths are below, and how a body is written, if it can be. */
export type Target = readonly [
  url: string,
  headers: Readonly<Record<string, string>>,
  contentType: string,
  write: (payload: unknown) => string | undefined
]

/** JSON would write NaN and infinities as null silently. */
const finite = (_: string, value: unknown) => {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("not a finite number")
  return value
}

/** JSON; undefined for values that it cannot represent. */
const toJson = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(value, finite)
  } catch {
    return undefined
  }
}

/** The API of an account: JSON, with the API key in a header. */
export const apiTarget = (url: string, apiKey: string): Target => [
  url,
  { "api-token": apiKey },
  "application/json",
  toJson
]

/**
 * Checks a request, and gives what builds it. It is built in its slot of the rate limit: thousands of requests can wait, and
 * each would hold its headers and the bytes of its body.
 */
export const encode = (
  [url, headers, contentType, write]: Target,
  maxRequestBytes: number,
  operation: Operation,
  path: string,
  payload: unknown
): (() => HttpClientRequest.HttpClientRequest) | Errors.InputError => {
  const { version } = operation
  const refuse = (problem: string) => inputError(operation, "the body", "", problem)
  const text = payload === undefined ? "" : write(payload)
  if (text === undefined) {
    return refuse("is not JSON-serializable (bigint, circular reference, function, NaN or Infinity)")
  }
  // Counted only if it matters: a character has at most three bytes.
  const bytes = text.length * 3 > maxRequestBytes ? new TextEncoder().encode(text).length : 0
  if (bytes > maxRequestBytes) return refuse(`has ${bytes} bytes; at most ${maxRequestBytes} are allowed`)
  return () =>
    // Another version has the same origin, so the key stays there.
    HttpClientRequest.make(operation.method)((version ? url.replace(/3$/, `${version}`) : url) + path, {
      headers: { accept: "application/json", ...operation.headers, ...headers },
      body: payload === undefined ? HttpBody.empty : HttpBody.text(text, contentType)
    })
}

/** Whether a path stays below the API's base when a URL is made of it. */
export const staysBelow = (path: string): boolean =>
  /^\/(?!\/)[\x21\x22\x24-\x5b\x5d-\x7e]*$/.test(path) &&
  !/(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(path.split("?")[0] ?? "")
