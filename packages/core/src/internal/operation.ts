/**
 * What is known of a request, whatever its arguments.
 */
import type { HttpMethod } from "@effect/platform/HttpMethod"
import type * as Errors from "../ActiveCampaignError.js"
import type { Bucket } from "../RateLimiter.js"

/**
 * How safe an operation is to retry. `read` and `idempotent` have the same outcome however often they are executed; a
 * `write` that is executed twice can create a duplicate.
 */
export type Safety = "read" | "idempotent" | "write"

/** What is known of a request, whatever its arguments. */
export interface Operation {
  /** Name for spans, logs and errors, such as `Contacts.get`. */
  readonly name: string
  /** HTTP method. */
  readonly method: HttpMethod
  /** Path with placeholders for its parameters, such as `/contacts/{id}`. */
  readonly route: string
  /** Version of the API that the path belongs to, if not 3. */
  readonly version?: 2 | undefined
  /** How safe it is to retry. */
  readonly safety: Safety
  /** The rate limit that it counts against. */
  readonly bucket: Bucket
  /** Headers that it is sent with, beside those of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The errors that ActiveCampaign returns here, beside those of every request. */
  readonly errors: ReadonlyArray<Errors.Declarable>
}

/** How safe a method is to retry if nothing else is known. */
export const safetyOf = (method: HttpMethod): Safety =>
  method === "GET" || method === "HEAD" || method === "OPTIONS"
    ? "read"
    : method === "PUT" || method === "DELETE"
      ? "idempotent"
      : "write"

/** The fields of an error about an operation. */
export const contextOf = ({ method, name, route }: Errors.Named, problem: string): Errors.OperationContext => ({
  endpoint: name,
  method,
  route,
  message: `${name}: ${problem}`
})
