/**
 * The account's API URL and API key.
 */
export * from "@effect-activecampaign/core/Credentials"
