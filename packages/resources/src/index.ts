/**
 * ActiveCampaign for Effect: one module per resource of the API, the root service that composes them, and what an
 * application needs around them (client, credentials, errors, rate limit, retries).
 */
export { ActiveCampaign } from "./ActiveCampaign.js"
export * as ActiveCampaignClient from "./core/ActiveCampaignClient.js"
export * as ActiveCampaignError from "./core/ActiveCampaignError.js"
export {
  AuthenticationError,
  DecodeError,
  DuplicateError,
  InputError,
  NotFoundError,
  OutcomeUnknownError,
  PaginationError,
  PermissionError,
  RateLimitedError,
  ServerError,
  TimeoutError,
  TransportError,
  UnexpectedStatusError,
  ValidationError
} from "./core/ActiveCampaignError.js"
export * as Credentials from "./core/Credentials.js"
export * as Endpoint from "./core/Endpoint.js"
export * as RateLimiter from "./core/RateLimiter.js"
export * as RetryPolicy from "./core/RetryPolicy.js"
export * as Wire from "./core/Wire.js"
export * from "./Ids.js"
export * from "./resources.js"
export * as Tracking from "./Tracking.js"
