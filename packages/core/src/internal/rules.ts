/**
 * What a response that means "no" becomes, from what it says.
 */
import * as Errors from "../ActiveCampaignError.js"

/** A response that means "no". */
export interface Rejection {
  readonly method: string
  readonly status: number
  /** The complaints in one line, as they came. */
  readonly text: string
  readonly isDuplicate: boolean
  /** Whether the body is one that the API sends, and not another server's page or nothing. */
  readonly isOfApi: boolean
  /** The errors that the operation declares. */
  readonly declared: ReadonlyArray<Errors.Declarable>
}

/** A 403 whose message is about the API key, and not about what its user may do. */
const aboutTheKey = /api[\s_-]?(key|token)|\btoken\b|authenticat|not authorized to access this account/i

/** A 403 about what the request asks for: refused enrollments, bodies of the wrong type, failures of other services. */
const aboutTheRequest =
  /^(?!.*(permi|forbid|not allowed|\bplan\b|upgrade))(could not |client error|.*(\$value| is not an? |\brequired\b|\bin use\b))/is

/** The ways of saying that a resource does not exist, also as the reason for something else. */
const notFound =
  /\bno results? found|\bnot found|\bdoes ?n[o'’]t exist|\bno longer exists|already (been )?(deleted|removed)/i

/** The ways of saying that a resource already exists, where no code does. */
export const duplicate = /\balready (exists|associated|in use|taken)|must be unique/i

/** The errors that a rejection can become; each takes what it needs of all these fields. */
export type Rejected = new (fields: Errors.RateLimitedContext & Errors.ServerContext) => Errors.ActiveCampaignError

/** What a rejection becomes and why. */
export interface Verdict {
  readonly RejectedError: Rejected
  readonly problem: string
  /** Whether it is retried: always, if safe to retry, or never. */
  readonly retry: "always" | "if safe" | undefined
  /** Whether it is what a DELETE gets if there is nothing to delete: that, or a rejection without a reason. */
  readonly isGone: boolean
}

const wasRejected = "ActiveCampaign rejected the request"

export const redirects = "the API URL redirects, which is not followed: is it right?"

/** From a rejection to its error; the first condition that holds decides. */
export const verdictOf = ({ declared, isDuplicate, isOfApi, method, status, text }: Rejection): Verdict => {
  const isSuccess = status < 300
  const isForbidden = status === 403
  const isAboutKey = status === 401 || (isForbidden && aboutTheKey.test(text))
  const isMissing =
    status === 404 || status === 410
      ? isOfApi
      : isSuccess
        ? notFound.test(text)
        : // Some routes return 400, 403 or 422 instead of 404, with the same message.
          status < 423 && /^No Result found/i.test(text)
  const saysNothing = (isSuccess || status === 400) && /^(bad request)?$/i.test(text)
  const isGone = isMissing || (isOfApi && !isAboutKey && status < 423 && (saysNothing || notFound.test(text)))
  const is = (RejectedError: Rejected, problem: string, retry?: Verdict["retry"]): Verdict => ({
    RejectedError,
    problem,
    retry,
    isGone
  })
  // The bulk importer reports its own rate limit as a 400.
  if (status === 429 || (status < 423 && /^rate limit exceeded/i.test(text))) {
    return is(Errors.RateLimitedError, "the rate limit of the account is exceeded", "always")
  }
  // Who sends 408 or 425 is some server on the way, and whether the API has the request is not known.
  if (status >= 500 || status === 408 || status === 425) return is(Errors.ServerError, "server error", "if safe")
  if (isAboutKey) return is(Errors.AuthenticationError, "ActiveCampaign rejected the API key")
  if (isMissing && declared.includes(Errors.NotFoundError)) return is(Errors.NotFoundError, "not found")
  // Deleting a type that is in use is refused without a word.
  if (isForbidden && !(text === "" ? isOfApi && method === "DELETE" : aboutTheRequest.test(text))) {
    const problem = "the API key's user is not allowed to do this, or the account's plan does not include it"
    return is(Errors.PermissionError, problem)
  }
  const unexpected = (problem: string) => is(Errors.UnexpectedStatusError, problem)
  if (status === 402) return unexpected("the account has expired")
  if (!isSuccess && status < 400) return unexpected(redirects)
  if (!isOfApi && [400, 404, 409, 410, 422].includes(status)) {
    return unexpected("the response is not from the API: is the API URL right?")
  }
  if ((status === 409 || isDuplicate) && declared.includes(Errors.DuplicateError)) {
    return is(Errors.DuplicateError, "already exists")
  }
  if ((isSuccess || [400, 403, 409, 422].includes(status)) && declared.includes(Errors.ValidationError)) {
    return is(Errors.ValidationError, wasRejected)
  }
  return unexpected(isSuccess || isForbidden ? wasRejected : "unexpected status")
}
