/**
 * What a response that means "no" becomes: one table, from what it says to an error.
 */
import * as Errors from "../ActiveCampaignError.js"

/** A response that means "no", as the rules below look at it. */
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

/** What is no way of saying that the resource is gone, although something is not found. */
const stillThere = /permi|forbid|allowed|\b(in use|related|required|plan)\b/i

/** The ways of saying that a resource already exists, where no code does. */
export const duplicate = /\balready (exists|associated|in use|taken)|must be unique/i

const isAboutKey = ({ status, text }: Rejection): boolean =>
  status === 401 || (status === 403 && aboutTheKey.test(text))

const isMissing = ({ isOfApi, status, text }: Rejection): boolean =>
  status === 404 || status === 410
    ? isOfApi
    : status < 300
      ? notFound.test(text)
      : // Some routes return 400, 403 or 422 instead of 404, with the same message.
        status < 423 && /^No Result found/i.test(text)

/** Whether a 403 is about the request. Deleting a type that is in use is refused without a word. */
const isAboutRequest = ({ isOfApi, method, text }: Rejection): boolean =>
  text === "" ? isOfApi && method === "DELETE" : aboutTheRequest.test(text)

/** What a DELETE gets if there is nothing to delete: that, or a rejection without a reason. */
const isGone = (rejection: Rejection): boolean => {
  const { isOfApi, status, text } = rejection
  if (isMissing(rejection)) return true
  if (!isOfApi || isAboutKey(rejection) || stillThere.test(text)) return false
  return status < 423 && (notFound.test(text) || ((status < 300 || status === 400) && /^(bad request)?$/i.test(text)))
}

/** The errors that a rejection can become; each takes what it needs of all these fields. */
type Rejected = new (fields: Errors.RateLimitedContext & Errors.ServerContext) => Errors.ActiveCampaignError

/** When it applies, what it becomes and why, and whether it is retried: always, if safe to retry, or never. */
type Rule = readonly [
  when: (rejection: Rejection) => boolean,
  error: Rejected,
  problem: string,
  retry?: "always" | "if safe"
]

const wasRejected = "ActiveCampaign rejected the request"

/** What is said of a redirect. */
export const redirects = "the API URL redirects, which is not followed: is it right?"

/** From a rejection to its error; the first rule that applies decides. */
const rules: ReadonlyArray<Rule> = [
  [
    // The bulk importer reports its own rate limit as a 400.
    ({ status, text }) => status === 429 || (status < 423 && /^rate limit exceeded/i.test(text)),
    Errors.RateLimitedError,
    "the rate limit of the account is exceeded",
    "always"
  ],
  // Who sends 408 or 425 is some server on the way, and whether the API has the request is not known.
  [({ status }) => status >= 500 || status === 408 || status === 425, Errors.ServerError, "server error", "if safe"],
  [isAboutKey, Errors.AuthenticationError, "ActiveCampaign rejected the API key"],
  [
    (rejection) => isMissing(rejection) && rejection.declared.includes(Errors.NotFoundError),
    Errors.NotFoundError,
    "not found"
  ],
  [
    (rejection) => rejection.status === 403 && !isAboutRequest(rejection),
    Errors.PermissionError,
    "the API key's user is not allowed to do this, or the account's plan does not include it"
  ],
  [({ status }) => status === 402, Errors.UnexpectedStatusError, "the account has expired"],
  [({ status }) => status >= 300 && status < 400, Errors.UnexpectedStatusError, redirects],
  [
    ({ isOfApi, status }) => !isOfApi && [400, 404, 409, 410, 422].includes(status),
    Errors.UnexpectedStatusError,
    "the response is not from the API: is the API URL right?"
  ],
  [
    ({ declared, isDuplicate, status }) => (status === 409 || isDuplicate) && declared.includes(Errors.DuplicateError),
    Errors.DuplicateError,
    "already exists"
  ],
  [
    ({ declared, status }) =>
      (status < 300 || [400, 403, 409, 422].includes(status)) && declared.includes(Errors.ValidationError),
    Errors.ValidationError,
    wasRejected
  ],
  [({ status }) => status < 300 || status === 403, Errors.UnexpectedStatusError, wasRejected],
  [() => true, Errors.UnexpectedStatusError, "unexpected status"]
]

/** What a rejection becomes. `isGone`: a DELETE that gets it has nothing to delete. */
export const verdictOf = (rejection: Rejection) => {
  const [, RejectedError, problem, retry] = rules.find(([when]) => when(rejection)) as Rule
  return { RejectedError, problem, retry, isGone: isGone(rejection) }
}
