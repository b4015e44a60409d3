/**
 * The rate limit of an account.
 */
export * from "@effect-activecampaign/core/RateLimiter"
