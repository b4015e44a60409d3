/**
 * The failures of this library: few, flat and tagged.
 *
 * Every error names its endpoint (`endpoint`, `method`, `route`) and has a `message` that tells what to do. Messages go
 * into logs and spans, so they contain no API key, no e-mail address and no field value. What ActiveCampaign said word for
 * word is in properties such as `issues`.
 *
 * ```ts
 * const id = ContactId.make("113")
 * Contacts.get(id).pipe(Effect.catchTag("NotFoundError", () => Effect.succeed(null)))
 * Contacts.get(id).pipe(ActiveCampaignError.catchCategory("auth", (error) => Effect.dieMessage(error.message)))
 * ```
 *
 * In a test, `of` builds an error for an endpoint: `NotFoundError.of(Contacts.get)`.
 */
import { type Duration, seconds } from "effect/Duration"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { errorClass } from "./internal/errorClass.js"

/** Fields of every error. */
export interface OperationContext {
  /** Name of the endpoint, such as `Contacts.get`. */
  readonly endpoint: string
  /** HTTP method. */
  readonly method: string
  /** Path with placeholders for its parameters, such as `/contacts/{id}`. */
  readonly route: string
  /** What went wrong, and what to do about it. */
  readonly message: string
}

/** Fields of every error that is about a response. */
export interface ResponseContext extends OperationContext {
  /** HTTP status of the response. */
  readonly status: number
  /** ActiveCampaign's `x-request-id`, for a report to its support. */
  readonly requestId?: string | undefined
  /** ActiveCampaign's complaints, word for word except the API key; empty if it sent none. */
  readonly issues: ReadonlyArray<Issue>
}

/** One of ActiveCampaign's complaints about a request. It sends any subset of these fields; the others are null. */
export interface Issue {
  /** Short description. */
  readonly title: string | null
  /** Longer description. */
  readonly detail: string | null
  /** Kind of complaint, such as `field_missing` or `duplicate`. */
  readonly code: string | null
  /** What the complaint is about, such as `/data/attributes/email`. */
  readonly pointer: string | null
}

/** What `of` needs of an endpoint. */
export interface Named {
  readonly name: string
  readonly method: string
  readonly route: string
}

/** The API key is missing, wrong or revoked: 401, or 403 with a message about the key. */
export class AuthenticationError extends errorClass<"AuthenticationError", ResponseContext>("AuthenticationError", {
  status: 401
}) {}

/** 403: the API key's user is not allowed to do this, or the account's plan does not include it. */
export class PermissionError extends errorClass<"PermissionError", ResponseContext>("PermissionError", {
  status: 403
}) {}

/** 404 with a body of the API, or another status with the same message: the resource does not exist, or no longer. */
export class NotFoundError extends errorClass<"NotFoundError", ResponseContext>("NotFoundError", {
  status: 404
}) {}

/** ActiveCampaign rejected the request: 400, 422, 403 about the request, or 200 with `succeeded: 0` or `errors`. */
export class ValidationError extends errorClass<"ValidationError", ResponseContext>("ValidationError", {
  status: 422
}) {}

/** 409, or 422 with the code `duplicate` or such a message: a resource with this key already exists. */
export class DuplicateError extends errorClass<"DuplicateError", ResponseContext>("DuplicateError", {
  status: 422
}) {}

/** Fields of `RateLimitedError`. */
export interface RateLimitedContext extends ResponseContext {
  /** How long ActiveCampaign asks to wait; null if it did not say. */
  readonly retryAfter: Duration | null
}

/** 429, after the retries that the policy allows. Nothing was executed; the same request can be sent later. */
export class RateLimitedError extends errorClass<"RateLimitedError", RateLimitedContext>("RateLimitedError", {
  status: 429,
  retryAfter: null
}) {}

/** Fields of `ServerError`. */
export interface ServerContext extends ResponseContext {
  /** True for a `write`: it may have been applied before the server failed. Check before retrying. */
  readonly outcomeUnknown: boolean
}

/** 5xx, 408 or 425, after the retries that the policy allows. */
export class ServerError extends errorClass<"ServerError", ServerContext>("ServerError", {
  status: 500,
  outcomeUnknown: false
}) {}

/** Fields of `TimeoutError`. */
export interface TimeoutContext extends OperationContext {
  /** The timeout of one attempt. */
  readonly timeout: Duration
}

/** No complete response within the timeout, on a request that is safe to retry. */
export class TimeoutError extends errorClass<"TimeoutError", TimeoutContext>("TimeoutError", {
  timeout: seconds(30)
}) {}

/** Fields of `TransportError`. */
export interface TransportContext extends OperationContext {
  /** Error code of the system or of the HTTP client, such as `ECONNREFUSED`. */
  readonly code: string
  /** Whether (part of) the request may have been sent. */
  readonly sent: boolean
}

/** The connection failed. On a `write` this error means that nothing was sent. */
export class TransportError extends errorClass<"TransportError", TransportContext>("TransportError", {
  code: "ECONNREFUSED",
  sent: false
}) {}

/** Fields of `OutcomeUnknownError`. */
export interface OutcomeUnknownContext extends OperationContext {
  /** How the response was lost: `timeout`, `truncated`, `empty`, or the error code of the connection. */
  readonly code: string
}

/** A `write` was sent and its response was lost or empty: it may or may not have been applied. Check before retrying. */
export class OutcomeUnknownError extends errorClass<"OutcomeUnknownError", OutcomeUnknownContext>(
  "OutcomeUnknownError",
  { code: "timeout" }
) {}

/** Fields of `DecodeError`. */
export interface DecodeContext extends ResponseContext {
  /** Where in the body, such as `contact.cdate`. */
  readonly path: string
  /** The beginning of the value found there, without the API key. */
  readonly excerpt: string
}

/** The response does not match the endpoint's schema. */
export class DecodeError extends errorClass<"DecodeError", DecodeContext>("DecodeError", {
  status: 200,
  path: "",
  excerpt: ""
}) {}

/** Fields of `InputError`. */
export interface InputContext extends OperationContext {
  /** Where in the arguments, such as `fieldValues[0].field`. */
  readonly path: string
}

/** The arguments are invalid. Nothing was sent. */
export class InputError extends errorClass<"InputError", InputContext>("InputError", { path: "" }) {}

/** Fields of `PaginationError`. */
export interface PaginationContext extends OperationContext {
  /**
   * Why there is no next page.
   *
   * - `repeated`: pages bring rows that came before, or none, although the collection is not known to be over.
   * - `incomplete`: fewer rows came than `total`.
   * - `changed`: the rows that came before are not before the next page any more.
   * - `notReady`: ActiveCampaign has not computed the rows in time, or there are none.
   */
  readonly reason: "repeated" | "incomplete" | "changed" | "notReady"
  /** How many rows came before, all of them different. */
  readonly delivered: number
  /** How many rows there are, as ActiveCampaign said last; null if it did not. */
  readonly total: number | null
}

/** A list cannot continue, and is not known to be complete. The rows that came before are right. */
export class PaginationError extends errorClass<"PaginationError", PaginationContext>("PaginationError", {
  reason: "incomplete",
  delivered: 0,
  total: null
}) {}

/** A status that the endpoint is not known to return, such as a redirect, or a page that is not from the API. */
export class UnexpectedStatusError extends errorClass<"UnexpectedStatusError", ResponseContext>(
  "UnexpectedStatusError",
  { status: 418 }
) {}

/** How every request that is safe to retry (`read`, `idempotent`) can fail, whatever its endpoint. */
export type ClientError =
  | AuthenticationError
  | PermissionError
  | RateLimitedError
  | ServerError
  | TimeoutError
  | TransportError
  | DecodeError
  | UnexpectedStatusError

/** How every `write` can fail, whatever its endpoint: a lost response is an `OutcomeUnknownError`. */
export type WriteError =
  | AuthenticationError
  | PermissionError
  | RateLimitedError
  | ServerError
  | TransportError
  | OutcomeUnknownError
  | DecodeError
  | UnexpectedStatusError

/** Every error of this library. */
export type ActiveCampaignError =
  | ClientError
  | WriteError
  | InputError
  | PaginationError
  | NotFoundError
  | ValidationError
  | DuplicateError

/** The errors that an endpoint declares because ActiveCampaign returns them there. */
export type Declarable = typeof NotFoundError | typeof ValidationError | typeof DuplicateError

// ---------------------------------------------------------------------------------------------------------------
// Categories
// ---------------------------------------------------------------------------------------------------------------

/** The errors of each category. */
export interface Categories {
  /** The API key was rejected, or its user is not allowed to do this. */
  readonly auth: AuthenticationError | PermissionError
  /** The resource does not exist. */
  readonly notFound: NotFoundError
  /** The request itself is wrong: invalid arguments, a validation error, or a duplicate. */
  readonly invalid: InputError | ValidationError | DuplicateError
  /** The rate limit is exceeded. */
  readonly throttled: RateLimitedError
  /** The same request may succeed later and can do no harm: rate limit, outage, lost connection. */
  readonly retryable: RateLimitedError | TimeoutError | TransportError | ServerError
  /** The request may have been applied although it failed. */
  readonly outcomeUnknown: OutcomeUnknownError | ServerError
}

/** Name of a category. */
export type Category = keyof Categories

const tags: { readonly [Name in Category]: ReadonlyArray<Categories[Name]["_tag"]> } = {
  auth: ["AuthenticationError", "PermissionError"],
  notFound: ["NotFoundError"],
  invalid: ["InputError", "ValidationError", "DuplicateError"],
  throttled: ["RateLimitedError"],
  retryable: ["RateLimitedError", "TimeoutError", "TransportError", "ServerError"],
  outcomeUnknown: ["OutcomeUnknownError", "ServerError"]
}

const isIn = <Name extends Category>(category: Name, error: unknown): error is Categories[Name] => {
  if (typeof error !== "object" || error === null || !("_tag" in error) || !("endpoint" in error)) return false
  if (!(tags[category] as ReadonlyArray<unknown>).includes(error._tag)) return false
  // A 5xx is retryable or of unknown outcome, never both.
  return (
    error._tag !== "ServerError" || !("outcomeUnknown" in error) || error.outcomeUnknown === (category !== "retryable")
  )
}

/** Whether the API key was rejected, or its user is not allowed to do this. */
export const isAuth = (error: unknown): error is Categories["auth"] => isIn("auth", error)

/** Whether the resource does not exist. */
export const isNotFound = (error: unknown): error is Categories["notFound"] => isIn("notFound", error)

/** Whether the request itself is wrong: invalid arguments, a validation error, or a duplicate. */
export const isInvalid = (error: unknown): error is Categories["invalid"] => isIn("invalid", error)

/** Whether the rate limit is exceeded. */
export const isThrottled = (error: unknown): error is Categories["throttled"] => isIn("throttled", error)

/**
 * Whether the same request may succeed later and can do no harm: rate limit, outage, lost connection. False for everything
 * whose outcome is unknown.
 *
 * ```ts
 * Contacts.get(ContactId.make("113")).pipe(Effect.retry({ while: ActiveCampaignError.isRetryable, times: 3 }))
 * ```
 */
export const isRetryable = (error: unknown): error is Categories["retryable"] => isIn("retryable", error)

/** Whether the request may have been applied although it failed. */
export const isOutcomeUnknown = (error: unknown): error is Categories["outcomeUnknown"] => isIn("outcomeUnknown", error)

/** What remains of an error type once a category is handled. A `ServerError` is in two categories, so it remains. */
type Remaining<E, Name extends Category> = Exclude<E, Exclude<Categories[Name], ServerError>>

/**
 * Handles all errors of a category.
 *
 * ```ts
 * Contacts.get(ContactId.make("113")).pipe(
 *   ActiveCampaignError.catchCategory("notFound", () => Effect.succeed(null))
 * )
 * ```
 */
export const catchCategory: {
  <Name extends Category, E, A2, E2, R2>(
    category: Name,
    handler: (error: Extract<E, Categories[Name]>) => Effect.Effect<A2, E2, R2>
  ): <A, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A | A2, Remaining<E, Name> | E2, R | R2>
  <A, E, R, Name extends Category, A2, E2, R2>(
    self: Effect.Effect<A, E, R>,
    category: Name,
    handler: (error: Extract<E, Categories[Name]>) => Effect.Effect<A2, E2, R2>
  ): Effect.Effect<A | A2, Remaining<E, Name> | E2, R | R2>
} = dual(
  3,
  <A, E, R, Name extends Category, A2, E2, R2>(
    self: Effect.Effect<A, E, R>,
    category: Name,
    handler: (error: Extract<E, Categories[Name]>) => Effect.Effect<A2, E2, R2>
  ): Effect.Effect<A | A2, Remaining<E, Name> | E2, R | R2> =>
    Effect.catchAll(
      self,
      (error): Effect.Effect<A2, Remaining<E, Name> | E2, R2> =>
        isIn(category, error)
          ? handler(error as unknown as Extract<E, Categories[Name]>)
          : Effect.fail(error as Remaining<E, Name>)
    )
)
