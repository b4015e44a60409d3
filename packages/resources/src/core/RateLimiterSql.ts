/**
 * The rate limit of an account, shared by several processes through a database.
 */
export * from "@effect-activecampaign/core/RateLimiterSql"
