/**
 * Endpoints as values, to declare operations of your own.
 */
export * from "@effect-activecampaign/core/Endpoint"
