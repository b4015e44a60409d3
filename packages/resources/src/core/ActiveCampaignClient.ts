/**
 * The client that every endpoint uses.
 */
export * from "@effect-activecampaign/core/ActiveCampaignClient"
