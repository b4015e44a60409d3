/**
 * The ActiveCampaign API, one module per resource, and the root service that composes them.
 */
export { ActiveCampaign } from "./ActiveCampaign.js"
export * as ContactAutomations from "./ContactAutomations.js"
export * as ContactLists from "./ContactLists.js"
export * as Contacts from "./Contacts.js"
export * as ContactTags from "./ContactTags.js"
export * as FieldOptions from "./FieldOptions.js"
export * as FieldRels from "./FieldRels.js"
export * as Fields from "./Fields.js"
export * as FieldValues from "./FieldValues.js"
export * from "./Ids.js"
export * as Lists from "./Lists.js"
export * as Notes from "./Notes.js"
export * as Tags from "./Tags.js"
