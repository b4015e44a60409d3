/**
 * The body of a response, counted as it arrives and unpacked: a server can send any number of bytes.
 */
import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { numberOf } from "./transport.js"

/** The beginning of a body that was longer. */
export interface Cut {
  readonly cut: string
}

/** Bytes of the body of an error that are read; the rest is of no use. */
const maxErrorBytes = 256_000

const counted = (response: HttpClientResponse.HttpClientResponse, limit: number) =>
  Effect.suspend(() => {
    const decoder = new TextDecoder()
    let content = ""
    let left = limit
    const take = (chunk: Iterable<Uint8Array>) =>
      Effect.suspend(() => {
        for (const bytes of chunk) {
          content += decoder.decode(bytes.subarray(0, Math.max(left, 0)), { stream: true })
          left -= bytes.length
        }
        return left < 0 ? Effect.fail(undefined) : Effect.void
      })
    return Stream.runForEachChunk(response.stream, take).pipe(
      // A stream runs in a fiber of its own. What makes that fiber fail is nothing to log: it shows the URL.
      Effect.withUnhandledErrorLogLevel(Option.none()),
      Effect.catchAll((error) =>
        error === undefined || error.reason === "EmptyBody" ? Effect.void : Effect.fail(error)
      ),
      Effect.map(() => (left < 0 ? { cut: content } : content + decoder.decode()))
    )
  })

/** Reads a body, up to a number of bytes. */
export const contentOf = (
  response: HttpClientResponse.HttpClientResponse,
  headers: Readonly<Record<string, string>>,
  maxResponseBytes: number
): Effect.Effect<string | Cut, HttpClientError.ResponseError> => {
  const isSuccess = response.status < 300
  const limit = isSuccess ? maxResponseBytes : Math.min(maxErrorBytes, maxResponseBytes)
  const length = numberOf(headers["content-length"])
  // HTTP holds a server to the length that it announces, unless the body is packed.
  if (length !== null && length <= limit && headers["content-encoding"] === undefined) {
    return response.text
  }
  return counted(response, isSuccess && length !== null && length > limit ? 0 : limit)
}
