/**
 * What is known of a call, whatever its arguments.
 */
import type { HttpMethod } from "@effect/platform/HttpMethod"
import type * as Errors from "../ActiveCampaignError.js"
import type { LimitClass } from "../RateLimiter.js"

/** How safe a call is to repeat: `read` and `idempotent` have the same outcome, a repeated `write` can duplicate. */
export type Safety = "read" | "idempotent" | "write"

/** What is known of a call, whatever its arguments. */
export interface Operation {
  /** Name for spans, logs and errors, such as `Contacts.get`. */
  readonly name: string
  readonly method: HttpMethod
  /** Path with its parameters as placeholders, such as `/contacts/{id}`. */
  readonly route: string
  readonly safety: Safety
  /** Which budget it counts against. */
  readonly limitClass: LimitClass
  /** Headers that it is sent with, beside those of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The failures that the vendor answers with here, beside those that every call can have. */
  readonly failures: ReadonlyArray<Errors.Declarable>
}

/** How safe a method is where nothing else is known. */
export const safetyOf = (method: HttpMethod): Safety =>
  method === "GET" || method === "HEAD" || method === "OPTIONS"
    ? "read"
    : method === "PUT" || method === "DELETE"
      ? "idempotent"
      : "write"
