/**
 * What is retried, when, and how often.
 */
export * from "@effect-activecampaign/core/RetryPolicy"
