/**
 * Bulk imports: a stream of contacts in, a stream of events out. Contacts are sent in batches as large as ActiveCampaign
 * accepts and as fast as its importer allows, and what became of each contact is matched to its line in the input.
 *
 * ```ts
 * const contacts = Stream.make({ email: "jane@example.com", tags: ["customer"] }, { email: "joe@example.com" })
 * const program = BulkImport.run(contacts, { automations: "skip" }).pipe(
 *   Stream.runForEach((event) =>
 *     event._tag === "RowFailed" ? Effect.logWarning(`line ${event.row.line}: ${event.reason}`) : Effect.void
 *   )
 * )
 * ```
 *
 * Each contact ends as imported (`BatchCompleted`), failed (`RowFailed`) or unknown (`RowsUnknown`), exactly once. Contacts
 * of the same e-mail address are imported in their order. Memory does not grow with the input.
 *
 * The parts of `run` are `batches`, `send`, `result` and `lookUp`, for jobs that store their state in between.
 *
 * @see https://developers.activecampaign.com/reference/bulk-import-contacts
 */
import * as Data from "effect/Data"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import type * as Stream from "effect/Stream"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import type * as ActiveCampaignError from "effect-activecampaign/ActiveCampaignError"
import type * as BulkImports from "effect-activecampaign/BulkImports"
import type * as Contacts from "effect-activecampaign/Contacts"
import type { BulkImportBatchId } from "effect-activecampaign/Ids"
import type * as Tags from "effect-activecampaign/Tags"
import { batchesOf } from "./internal/batches.js"
import { lookUpBatch } from "./internal/lookUp.js"
import { pollResult } from "./internal/results.js"
import { runImport } from "./internal/run.js"
import { sendBatch } from "./internal/send.js"

export { bounds } from "./internal/batches.js"

// ---------------------------------------------------------------------------------------------------------------
// Input
// ---------------------------------------------------------------------------------------------------------------

/** A contact to import. Omitted properties are left unchanged if the contact exists. */
export type Contact = Omit<BulkImports.BulkImportContact, "exclude_automations">

/** Which row of the input something is about. */
export interface RowRef {
  /** Line in the input, from 1; without lines, the place in the stream. */
  readonly line: number
  /** E-mail address of the contact; null if the row has none. */
  readonly email: string | null
  /** What the input calls the row, such as a customer number; null if it has no name for it. */
  readonly reference: string | null
}

/** A contact and its place in the input. */
export interface Row {
  readonly _tag: "Row"
  /** Line in the input, from 1. */
  readonly line: number
  /** What the input calls the row, such as a customer number; null if it has no name for it. */
  readonly reference: string | null
  /** The contact. */
  readonly contact: Contact
}

/** What is wrong with a row of the input. */
export interface Problem {
  /** Column or property with the problem; null if it is about the whole row. */
  readonly column: string | null
  /** What the value must be. */
  readonly expected: string
  /** What it is, without personal data: a short label, otherwise only what kind of value. */
  readonly actual: string
}

/** A row that cannot be sent. */
export interface InvalidRow {
  readonly _tag: "InvalidRow"
  /** The row. */
  readonly row: RowRef
  /** All that is wrong with it. */
  readonly problems: ReadonlyArray<Problem>
}

/** A row of an input: a contact, or why it is none. `ImportPlan` makes them from CSV. */
export type Entry = Row | InvalidRow

/** What an import does with automations; see `Options`. */
export type Automations = "run" | "skip"

/** How contacts are sent. */
export interface SendOptions {
  /**
   * Whether the import starts automations: `run` is what ActiveCampaign does by default, and can send e-mail to everybody in
   * the import; `skip` prevents it. There is no default here, because the wrong one cannot be taken back.
   */
  readonly automations: Automations
}

/** How results are retrieved. */
export interface ResultOptions {
  /** How long the importer can take for a batch, after which its rows are `unknown`; default 1 hour. */
  readonly patience?: Duration.DurationInput | undefined
}

/** How contacts are imported. */
export interface Options extends SendOptions, ResultOptions {
  /** How many batches can be sent and not completed at the same time; default 250. Each keeps up to 250 addresses. */
  readonly maxWaiting?: number | undefined
  /** How long a batch whose response was lost is looked for; default 2 minutes. */
  readonly lookUpPatience?: Duration.DurationInput | undefined
}

// ---------------------------------------------------------------------------------------------------------------
// Events
// ---------------------------------------------------------------------------------------------------------------

/** Numbers of rows and batches so far. */
export interface Totals {
  /** Rows that were read; those that wait to be sent are among them. */
  readonly read: number
  /** Rows in the batches that ActiveCampaign accepted. */
  readonly sent: number
  /** Rows that were imported. */
  readonly imported: number
  /** Rows that were not imported. */
  readonly failed: number
  /** Rows that may have been imported. */
  readonly unknown: number
  /** Batches that were accepted. */
  readonly batches: number
  /** Batches that were accepted and are not completed. */
  readonly waiting: number
}

/** Who found that a row cannot be imported: this library before sending, ActiveCampaign on receipt, or its importer. */
export type FailedIn = "input" | "request" | "import"

/** A row was not imported. */
export interface RowFailed {
  readonly _tag: "RowFailed"
  /** The row. The message of the event contains no e-mail address. */
  readonly row: RowRef
  /** Who found it. */
  readonly failedIn: FailedIn
  /** Why, without personal data of the row. The importer itself gives no reasons. */
  readonly reason: string
  /** What is wrong with the row, if it is known by column. */
  readonly problems: ReadonlyArray<Problem>
}

/**
 * Why it is not known whether rows were imported.
 *
 * - `notApplied`: the response to the request was lost, none of the rows is in the account, and no import is outstanding.
 * - `undecided`: the response was lost, and the account does not tell whether the request was executed.
 * - `notCompleted`: the batch was accepted, and was not completed in time.
 * - `interrupted`: ActiveCampaign gave up on the batch.
 * - `notListed`: the batch was completed, and the row is neither among those imported nor among those that failed.
 */
export type UnknownReason = "notApplied" | "undecided" | "notCompleted" | "interrupted" | "notListed"

/** What happens during an import. */
export type Event = Data.TaggedEnum<{
  /** ActiveCampaign has queued a batch. */
  BatchAccepted: { readonly batchId: BulkImportBatchId; readonly rows: ReadonlyArray<RowRef> }
  /**
   * What became of a batch is known. `imported` are the rows that were imported; the others have events of their own. The id is
   * null if the response to the request was lost and the rows were found in the account.
   */
  BatchCompleted: { readonly batchId: BulkImportBatchId | null; readonly imported: ReadonlyArray<RowRef> }
  /** A row was not imported. */
  RowFailed: Omit<RowFailed, "_tag">
  /** It is not known whether rows were imported. They are not sent again. */
  RowsUnknown: { readonly rows: ReadonlyArray<RowRef>; readonly reason: UnknownReason }
  /** Numbers so far. One follows each of the events above that changed them. */
  Progress: Totals
  /** All rows have ended. The last event. */
  Done: Totals
}>

/** Constructors of events, `$is` and `$match`. */
export const Event = Data.taggedEnum<Event>()

// ---------------------------------------------------------------------------------------------------------------
// Parts
// ---------------------------------------------------------------------------------------------------------------

/** Rows that are sent in one request. No two have the same e-mail address. */
export interface Batch {
  readonly _tag: "Batch"
  /** The rows, in the order of the input. */
  readonly rows: ReadonlyArray<Row>
  /** Rows that ActiveCampaign named when it rejected the request with them. They fail unless it rejects this one, too. */
  readonly suspects: ReadonlyArray<{ readonly row: Row; readonly reason: string }>
}

/** What became of a request. `failed` are rows that are settled by it. */
export type Sent = Data.TaggedEnum<{
  /** ActiveCampaign has queued the rows. */
  Accepted: {
    readonly batchId: BulkImportBatchId
    readonly rows: ReadonlyArray<RowRef>
    readonly failed: ReadonlyArray<RowFailed>
  }
  /** ActiveCampaign has queued nothing; `next` are the batches to send instead. */
  Rejected: { readonly next: ReadonlyArray<Batch>; readonly failed: ReadonlyArray<RowFailed> }
  /** The response was lost: the rows may have been queued. `lookUp` finds out; sending again is not safe. */
  Unknown: { readonly batch: Batch; readonly failed: ReadonlyArray<RowFailed> }
}>

/** Constructors of what became of a request, `$is` and `$match`. */
export const Sent = Data.taggedEnum<Sent>()

/** How sending can fail, beside what is in `Sent`: nothing was sent, or it was rejected for another reason than its rows. */
export type SendError = Exclude<
  Effect.Effect.Error<ReturnType<typeof BulkImports.createMany>>,
  | ActiveCampaignError.OutcomeUnknownError
  | ActiveCampaignError.ValidationError
  | ActiveCampaignError.InputError
  | ActiveCampaignError.DecodeError
>

/** What became of the rows of a batch. */
export interface Result {
  /** Rows that were imported. */
  readonly imported: ReadonlyArray<RowRef>
  /** Rows that were not imported. */
  readonly failed: ReadonlyArray<RowFailed>
  /** Rows that may have been imported, and why it is not known. */
  readonly unknown: { readonly rows: ReadonlyArray<RowRef>; readonly reason: UnknownReason } | null
}

/** How retrieving a result can fail. */
export type ResultError =
  | Effect.Effect.Error<ReturnType<typeof BulkImports.get>>
  | Effect.Effect.Error<ReturnType<typeof Contacts.list.page>>

/** How looking a batch up can fail. */
export type LookUpError =
  | Effect.Effect.Error<ReturnType<typeof BulkImports.getOverview>>
  | Effect.Effect.Error<ReturnType<typeof Contacts.list.page>>
  | Stream.Stream.Error<ReturnType<typeof Tags.list>>

/**
 * Divides contacts into batches of at most 250 rows and 399,999 bytes of JSON, and sorts out rows that cannot be sent. The
 * same input gives the same batches.
 *
 * A contact whose e-mail address is in the batch already goes into a later one, since the importer reports failures by
 * address. If one row would be left over, another one joins it: requests with a single row have a lower rate limit.
 */
export const batches: {
  (
    options: SendOptions
  ): <E, R>(contacts: Stream.Stream<Contact | Entry, E, R>) => Stream.Stream<Batch | RowFailed, E, R>
  <E, R>(contacts: Stream.Stream<Contact | Entry, E, R>, options: SendOptions): Stream.Stream<Batch | RowFailed, E, R>
} = dual(2, batchesOf)

/**
 * Sends a batch: one request, which waits for the rate limit of the importer. A request that was certainly not executed is
 * sent again for up to ten minutes. If ActiveCampaign rejects rows, none of the batch is queued; `next` are then the batches
 * to send instead.
 *
 * ```ts
 * const send = (batch: BulkImport.Batch) => BulkImport.send(batch, { automations: "skip" })
 * ```
 */
export const send: (batch: Batch, options: SendOptions) => Effect.Effect<Sent, SendError, ActiveCampaignClient> =
  sendBatch

/** Retrieves what became of a batch that was accepted: asks until it is completed, at growing intervals. */
export const result: (
  accepted: { readonly batchId: BulkImportBatchId; readonly rows: ReadonlyArray<RowRef> },
  options?: ResultOptions
) => Effect.Effect<Result, ResultError, ActiveCampaignClient> = (accepted, options) => pollResult(accepted, options)

/**
 * Finds out what became of a batch whose response was lost, without sending it again. A row counts as imported if the contact
 * in the account has everything that the row says: names, phone number, tags, field values and lists. So a contact that was
 * like that before counts as imported, too. The name of the account (company) is not compared.
 *
 * It reads some of the contacts until they are there or `patience` is over (default 2 minutes), then all: contacts that the batch
 * created by pages, and each that the account had before in a request of its own.
 */
export const lookUp: (
  batch: Batch,
  options?: ResultOptions
) => Effect.Effect<Result, LookUpError, ActiveCampaignClient> = lookUpBatch

/**
 * Imports contacts. Batches are sent as fast as the rate limit of the importer allows, while the results of earlier ones are
 * retrieved. Rows that ActiveCampaign rejects fail, and the others of their batch are sent without them.
 *
 * If the input fails, the batches before are completed first. If sending fails, such as for a revoked API key, the stream fails
 * at once; the batches that were accepted are imported by ActiveCampaign all the same. Interruption does the same.
 */
export const run: {
  (
    options: Options
  ): <E, R>(
    contacts: Stream.Stream<Contact | Entry, E, R>
  ) => Stream.Stream<Event, E | SendError | ResultError, R | ActiveCampaignClient>
  <E, R>(
    contacts: Stream.Stream<Contact | Entry, E, R>,
    options: Options
  ): Stream.Stream<Event, E | SendError | ResultError, R | ActiveCampaignClient>
} = dual(2, runImport)
