/**
 * What the transport reports, in the few terms that the client needs.
 */
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as Duration from "effect/Duration"

/**
 * System calls and codes that prove that nothing was sent: no connection was made, or its certificate was refused. A failed
 * TLS handshake is no proof: `ERR_SSL_*` and `ECONNRESET` come as well after the request was executed.
 */
const nothingSent =
  /^(connect|getaddrinfo|UND_ERR_CONNECT_TIMEOUT|ERR_INVALID_URL|ERR_TLS_CERT_ALTNAME_INVALID|((CERT|UNABLE_TO)_|(DEPTH_ZERO_)?SELF_SIGNED_CERT)[A-Z_]*)$/

interface Reported {
  readonly code?: unknown
  readonly syscall?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

/** The error that has a code, searched for through the causes. */
const codedOf = (error: unknown, depth = 0): Reported | undefined => {
  if (typeof error !== "object" || error === null || depth > 5) return undefined
  const reported: Reported = error
  if (typeof reported.code === "string" && reported.code !== "") return reported
  return codedOf(reported.cause, depth + 1) ?? (Array.isArray(reported.errors) ? reported : undefined)
}

/** Whether an error proves that nothing was sent; one that stands for several proves it if each of them does. */
const isUnsent = ({ code, errors, syscall }: Reported): boolean =>
  Array.isArray(errors) && errors.length > 0
    ? errors.every((one) => isUnsent(codedOf(one) ?? {}))
    : [syscall, code].some((proof) => nothingSent.test(String(proof)))

/** Why a connection failed, and whether part of the request may have been sent. */
export const connectionFailure = (
  error: HttpClientError.HttpClientError
): { readonly code: string; readonly sent: boolean } => {
  if (error.reason === "InvalidUrl") return { code: "InvalidUrl", sent: false }
  const reported = codedOf(error.cause) ?? {}
  const code = reported.code ?? (Array.isArray(reported.errors) ? codedOf(reported.errors[0])?.code : undefined)
  return {
    code: typeof code === "string" && /^\w{1,60}$/.test(code) ? code : "disconnected",
    sent: error._tag === "ResponseError" || !isUnsent(reported)
  }
}

/** The longest that a server can ask to wait: a day. */
const longest = 86_400_000

/** `Retry-After` in seconds or as an HTTP date, at most a day; null if it is absent, in the past or not a time. */
export const retryAfterOf = (header: string | undefined, now: number): Duration.Duration | null => {
  const text = header?.trim().slice(0, 40) ?? ""
  const millis = /^\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : /[a-z]/i.test(text)
      ? Date.parse(text) - now
      : Number.NaN
  return millis >= 0 ? Duration.millis(Math.min(longest, millis)) : null
}

/** How many brackets of a JSON text are open at its end, and how many at most; inside a string, one more is open. */
const bracketsOf = (text: string): { readonly open: number; readonly deepest: number } => {
  let open = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const found = text.charCodeAt(at)
    if (found === 0x22) inString = !inString
    else if (inString) at += found === 0x5c ? 1 : 0
    else if (found === 0x5b || found === 0x7b) deepest = Math.max(deepest, ++open)
    else if (found === 0x5d || found === 0x7d) open--
  }
  return { open: inString ? open + 1 : open, deepest }
}

/** Whether a text that is not JSON is JSON that broke off: it starts as JSON, and ends inside a bracket or a string. */
export const isBrokenOff = (text: string): boolean => /^[\s\uFEFF]*[[{"]/.test(text) && bracketsOf(text).open > 0

/** Parses JSON. A large text that is nested a thousandfold is refused: it would block the process for seconds. */
export const parse = (text: string): unknown => {
  if (text.length > 500_000 && bracketsOf(text).deepest > 1000) throw new SyntaxError("nested too deeply")
  return JSON.parse(text)
}

/** A whole number in a header; null if there is none. */
export const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : null
