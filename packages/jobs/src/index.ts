/**
 * Import, export and sync of whole ActiveCampaign accounts.
 *
 * `JobRunner`, `Jobs`, `JobsCluster` and `JobsSqlite` need packages that not every application installs. They are imported by
 * their module path.
 */
export * as BulkImport from "./BulkImport.js"
export * as Changes from "./Changes.js"
export * as Columns from "./Columns.js"
export * as Csv from "./Csv.js"
export * as CsvWriter from "./CsvWriter.js"
export * as CursorError from "./CursorError.js"
export * as Export from "./Export.js"
export * as ImportPlan from "./ImportPlan.js"
export * as Ndjson from "./Ndjson.js"
