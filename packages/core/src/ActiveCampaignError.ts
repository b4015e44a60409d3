/**
 * The ways in which a call can fail: few, flat, tagged.
 *
 * Every failure names the endpoint it comes from (`endpoint`, `method`, `route`) and has a `message` that a
 * person can act on. Messages go into logs and spans, so they hold no API key, no e-mail address and no field
 * value; what the vendor said word for word is in properties such as `issues`.
 *
 * ```ts
 * Contacts.get(id).pipe(Effect.catchTag("NotFoundError", () => Effect.succeed(null)))
 * ```
 */
import * as Data from "effect/Data"
import type * as Duration from "effect/Duration"

/** What every failure says about the call it comes from. */
export interface Origin {
  /** Name of the endpoint, such as `Contacts.get`. */
  readonly endpoint: string
  /** HTTP method. */
  readonly method: string
  /** Path with its parameters as placeholders, such as `/contacts/{id}`. */
  readonly route: string
  /** What went wrong and what can be done about it. */
  readonly message: string
}

/** What every failure says that was answered by the vendor. */
export interface Answered extends Origin {
  /** HTTP status of the answer. */
  readonly status: number
  /** The vendor's `x-request-id`, for a report to its support. */
  readonly requestId?: string | undefined
}

/** One complaint of the vendor about a request, with whatever part of it was sent. */
export interface Issue {
  readonly title: string | null
  readonly detail: string | null
  /** The vendor's word for the kind of complaint, such as `field_missing` or `duplicate`. */
  readonly code: string | null
  /** What the complaint is about, such as `/data/attributes/email`. */
  readonly pointer: string | null
}

/** The API key is missing, wrong or revoked: 401, or 403 with words about the token. */
export class AuthenticationError extends Data.TaggedError("AuthenticationError")<Answered> {}

/** 403: the user whose key this is may not do this, or the account's plan does not hold it. */
export class PermissionError extends Data.TaggedError("PermissionError")<Answered> {}

/** 404: the thing does not exist (any more). */
export class NotFoundError extends Data.TaggedError("NotFoundError")<Answered> {}

/** The vendor understood the request and refused it: 400, 422, or 200 with `succeeded: 0`. */
export class ValidationError extends Data.TaggedError("ValidationError")<
  Answered & { readonly issues: ReadonlyArray<Issue> }
> {}

/** 409, or 422 with the code `duplicate`: a thing with this key exists already. */
export class DuplicateError extends Data.TaggedError("DuplicateError")<
  Answered & { readonly issues: ReadonlyArray<Issue> }
> {}

/** 429, after the retries that the policy allows. Nothing was done; the same call can be made later. */
export class RateLimitedError extends Data.TaggedError("RateLimitedError")<
  Answered & {
    /** How long the vendor asks to wait, where it said so. */
    readonly retryAfter: Duration.Duration | null
  }
> {}

/** 5xx, after the retries that the policy allows. */
export class ServerError extends Data.TaggedError("ServerError")<
  Answered & {
    /** True for a `write`: the vendor may have carried it out before it failed. Look before you repeat. */
    readonly outcomeUnknown: boolean
  }
> {}

/** No complete answer within the timeout, on a call that is safe to repeat. */
export class TimeoutError extends Data.TaggedError("TimeoutError")<Origin & { readonly timeout: Duration.Duration }> {}

/** The connection failed. On a `write` this error means that not a byte was sent. */
export class TransportError extends Data.TaggedError("TransportError")<
  Origin & {
    /** The system's or the HTTP client's word for it, such as `ECONNREFUSED`. */
    readonly code: string
    /** Whether (part of) the request may have left this machine. */
    readonly sent: boolean
  }
> {}

/** A `write` was sent and its answer was lost: it may or may not have happened. Look before you repeat. */
export class OutcomeUnknownError extends Data.TaggedError("OutcomeUnknownError")<
  Origin & {
    /** How the answer was lost: `timeout`, or the system's word for what happened to the connection. */
    readonly code: string
  }
> {}

/** The answer is not what the endpoint's schema says. */
export class DecodeError extends Data.TaggedError("DecodeError")<
  Answered & {
    /** Where in the body, such as `contact.cdate`. */
    readonly path: string
    /** What stands there: the beginning of it, without the API key. */
    readonly excerpt: string
  }
> {}

/** The arguments do not encode. Nothing was sent. */
export class InputError extends Data.TaggedError("InputError")<
  Origin & {
    /** Where in the arguments, such as `contact.email`. */
    readonly path: string
  }
> {}

/** A status that the endpoint is not known to answer with, redirects among them. */
export class UnexpectedStatusError extends Data.TaggedError("UnexpectedStatusError")<
  Answered & { readonly issues: ReadonlyArray<Issue> }
> {}

/** What any call that is safe to repeat (`read`, `idempotent`) can fail with, whatever its endpoint. */
export type ClientError =
  | AuthenticationError
  | PermissionError
  | RateLimitedError
  | ServerError
  | TimeoutError
  | TransportError
  | DecodeError
  | UnexpectedStatusError

/** What any `write` can fail with, whatever its endpoint: a lost answer is an `OutcomeUnknownError`. */
export type WriteError =
  | AuthenticationError
  | PermissionError
  | RateLimitedError
  | ServerError
  | TransportError
  | OutcomeUnknownError
  | DecodeError
  | UnexpectedStatusError

/** Every failure of this library. */
export type ActiveCampaignError =
  | ClientError
  | WriteError
  | InputError
  | NotFoundError
  | ValidationError
  | DuplicateError

/** The failures that an endpoint lists because the vendor answers with them there. */
export type Declarable = typeof NotFoundError | typeof ValidationError | typeof DuplicateError

/**
 * Whether the same call may succeed later and cannot do harm when repeated: a limit, an outage, a lost
 * connection. False for everything whose outcome is unknown.
 */
export const isRetryable = (error: ActiveCampaignError): boolean => {
  switch (error._tag) {
    case "RateLimitedError":
    case "TimeoutError":
    case "TransportError":
      return true
    case "ServerError":
      return !error.outcomeUnknown
    default:
      return false
  }
}

/** Whether the call may have been carried out although it failed. */
export const isOutcomeUnknown = (error: ActiveCampaignError): boolean =>
  error._tag === "OutcomeUnknownError" || (error._tag === "ServerError" && error.outcomeUnknown)
