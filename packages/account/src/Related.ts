/**
 * Related rows that a response contains because it was asked for them with `include`: what `Profiles` and exports are made of.
 */
export { groupBy, RelatedMissingError, related } from "./internal/related.js"
