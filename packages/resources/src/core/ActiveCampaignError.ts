/**
 * The failures of this library.
 */
export * from "@effect-activecampaign/core/ActiveCampaignError"
