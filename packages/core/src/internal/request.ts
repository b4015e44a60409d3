/**
 * From a call to an HTTP request, or to an `InputError` if it cannot be sent.
 */
import * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import * as Errors from "../ActiveCampaignError.js"
import { contextOf, type Operation } from "./operation.js"

/** Where requests are sent, and how large they may be. */
export interface Target {
  readonly apiUrl: string
  readonly apiKey: string
  readonly maxRequestBytes: number
}

/** JSON, or null for values that JSON cannot represent: it would write NaN and infinities as null silently. */
const toJson = (value: unknown): string | null => {
  try {
    const json = JSON.stringify(value, (_, inner: unknown) => {
      if (typeof inner === "number" && !Number.isFinite(inner)) throw new TypeError("not a finite number")
      return inner
    })
    return json ?? null
  } catch {
    return null
  }
}

const refuse = (operation: Operation, problem: string) =>
  Effect.fail(new Errors.InputError({ ...contextOf(operation, `${problem}. Nothing was sent.`), path: "" }))

/** Encodes a request. */
export const encode = (
  { apiKey, apiUrl, maxRequestBytes }: Target,
  operation: Operation,
  path: string,
  body: unknown
): Effect.Effect<HttpClientRequest.HttpClientRequest, Errors.InputError> => {
  const json = body === undefined ? undefined : toJson(body)
  if (json === null) {
    return refuse(
      operation,
      "the body is not JSON-serializable (bigint, circular reference, function, NaN or Infinity)"
    )
  }
  const bytes = json === undefined ? undefined : new TextEncoder().encode(json)
  if (bytes !== undefined && bytes.length > maxRequestBytes) {
    return refuse(operation, `the body has ${bytes.length} bytes; at most ${maxRequestBytes} are allowed`)
  }
  return Effect.succeed(
    HttpClientRequest.make(operation.method)(`${apiUrl}${path}`, {
      headers: { ...operation.headers, accept: "application/json", "api-token": apiKey },
      body: bytes === undefined ? HttpBody.empty : HttpBody.uint8Array(bytes, "application/json")
    })
  )
}

/** Whether a path stays below the API's base when a URL is made of it. */
export const staysBelow = (path: string): boolean =>
  /^\/(?!\/)[\x21\x22\x24-\x5b\x5d-\x7e]*$/.test(path) &&
  !/(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(path.split("?")[0] ?? "")
