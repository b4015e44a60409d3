/**
 * The ActiveCampaign API, one module per resource, and the root service that composes them.
 */
export { ActiveCampaign } from "./ActiveCampaign.js"
export * as ContactLists from "./ContactLists.js"
export * as Contacts from "./Contacts.js"
export * as ContactTags from "./ContactTags.js"
export * from "./Ids.js"
export * as Lists from "./Lists.js"
export * as Tags from "./Tags.js"
