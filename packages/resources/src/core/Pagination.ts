/**
 * How collections are paginated.
 */
export * from "@effect-activecampaign/core/Pagination"
