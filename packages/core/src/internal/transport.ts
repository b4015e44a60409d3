/**
 * What the transport reports, in the few terms that the client needs.
 */
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as Duration from "effect/Duration"

/** Errors that occur before any byte of the request is sent: name resolution, connecting, the TLS handshake. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_INVALID_URL|ERR_TLS_.*|CERT_.*|.*_CERT|.*_CERT_.*|ERR_SSL_.*|InvalidUrl)$/

/** The system's error code, searched for through all causes. */
const codeOf = (error: unknown, depth = 0): string | undefined => {
  if (typeof error !== "object" || error === null || depth > 5) return undefined
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown }
  if (typeof code === "string" && code !== "") return code
  return codeOf(cause, depth + 1) ?? (Array.isArray(errors) ? codeOf(errors[0], depth + 1) : undefined)
}

/** Why a connection failed, and whether part of the request may have been sent. */
export const connectionFailure = (
  error: HttpClientError.HttpClientError
): { readonly code: string; readonly sent: boolean } => {
  const code = codeOf(error.cause) ?? (error.reason === "InvalidUrl" ? "InvalidUrl" : "disconnected")
  return { code, sent: error._tag === "ResponseError" || !beforeSending.test(code) }
}

/** `Retry-After` in seconds or as an HTTP date; null if it is absent, in the past or absurd. */
export const retryAfterOf = (header: string | undefined, now: number): Duration.Duration | null => {
  const text = header?.trim() ?? ""
  if (/^\d+(\.\d+)?$/.test(text)) {
    const seconds = Number(text)
    return Number.isFinite(seconds) ? Duration.seconds(Math.min(seconds, 1e9)) : null
  }
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) || date <= now ? null : Duration.millis(date - now)
}

/** A whole number in a header; null if there is none. */
export const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : null
