/**
 * Texts that an inbox stores: bodies, hashes, and what is said of a failure.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"

/** Text that every database keeps: no half of a surrogate pair, and no NUL, which means the same when it is escaped. */
export const storable = (text: string): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text)).replaceAll("\0", "%00")

/** The SHA-256 of a text in hexadecimal digits. */
export const hash = (text: string): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
    (digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
  )

/** What is said of a failed attempt. */
export interface Failure {
  /** The kind of error, for logs. */
  readonly tag: string
  /** Tag and message, for the list of dead letters: at most 500 characters. */
  readonly text: string
}

/** A failure with a tag and a message of its own. */
export const failure = (tag: string, message: string): Failure => ({
  tag: tag.slice(0, 100),
  text: storable((message === "" ? tag : `${tag}: ${message}`).slice(0, 500))
})

/** What is said of the failure, defect or interruption of a handler. */
export const failureOf = (cause: Cause.Cause<unknown>): Failure => {
  const first = Option.orElse(Cause.failureOption(cause), () => Cause.dieOption(cause))
  if (Option.isNone(first)) return failure("Interrupted", "the handler interrupted itself")
  const error = first.value
  const text = (name: string) => {
    try {
      const value = Predicate.hasProperty(error, name) ? error[name] : undefined
      return typeof value === "string" ? value : ""
    } catch {
      return ""
    }
  }
  return failure(text("_tag") || text("name") || typeof error, typeof error === "string" ? error : text("message"))
}
