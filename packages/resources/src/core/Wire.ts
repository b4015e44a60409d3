/**
 * The API's dialect of JSON, as codecs.
 */
export * from "@effect-activecampaign/core/Wire"
