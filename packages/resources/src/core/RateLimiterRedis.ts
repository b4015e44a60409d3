/**
 * The rate limit of an account, shared by several processes through Redis.
 */
export * from "@effect-activecampaign/core/RateLimiterRedis"
