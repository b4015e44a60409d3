/**
 * One account: names instead of ids, typed custom fields, and profiles of contacts and deals.
 */
export * as Account from "./Account.js"
export * as AccountError from "./AccountError.js"
export * as ContactBatch from "./ContactBatch.js"
export * as CustomFields from "./CustomFields.js"
export * as DealProfiles from "./DealProfiles.js"
export * as Directory from "./Directory.js"
export * as Ensure from "./Ensure.js"
export * as Profiles from "./Profiles.js"
export * as Related from "./Related.js"
export * as Shared from "./Shared.js"
export * as Typegen from "./Typegen.js"
