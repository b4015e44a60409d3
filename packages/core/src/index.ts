/**
 * What every ActiveCampaign endpoint shares.
 */
export * as ActiveCampaignClient from "./ActiveCampaignClient.js"
export * as ActiveCampaignError from "./ActiveCampaignError.js"
export * as Credentials from "./Credentials.js"
export * as Endpoint from "./Endpoint.js"
export * as Pagination from "./Pagination.js"
export * as RateLimiter from "./RateLimiter.js"
export * as RetryPolicy from "./RetryPolicy.js"
export * as Wire from "./Wire.js"
