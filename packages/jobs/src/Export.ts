/**
 * Export of whole accounts: contacts, deals, accounts and any other list, as streams of rows with everything that belongs to
 * them by name: custom fields, tags, lists, pipelines, stages and owners.
 *
 * ```ts
 * const program = Export.contacts({}, { concurrency: 8 }).pipe(
 *   Stream.runForEach(({ row }) => Effect.log(row.email, row.fields["PLAN"], row.tags))
 * ).pipe(Effect.provide(Directory.layer()))
 * ```
 *
 * Each element has a `cursor`, which is where to continue after it, also in another process. A job that handles a row and
 * then stores its cursor loses nothing in a crash; what it handled since it last stored a cursor comes again.
 *
 * Each row that exists from the first request to the last comes exactly once, or the stream fails with `PaginationError`;
 * rows that are created, changed or deleted meanwhile may come or not, or as they were a little earlier. A list that is
 * continued by offset fails if the last row of the page before was deleted in the meantime; it must be started again then.
 * Contacts without a filter are continued by id, and never fail so.
 *
 * Requests for each 1,000 rows, beside those for names (one for each 100 tags, lists, fields, pipelines, stages or users,
 * once, and again every five minutes):
 *
 * | rows | requests |
 * | --- | --- |
 * | contacts without a filter | 10 |
 * | contacts with a filter, deals, any other list | 10.1, since each page begins with the last row of the page before |
 * | accounts | 10.1, and before the first row 10.1 for each 1,000 values of custom fields |
 *
 * The memory that an export of contacts without a filter needs does not depend on how many there are. The ids of rows of other
 * lists are kept, about 0.2 KB for each row; values of custom fields of accounts are kept as well, because they are in a list
 * of their own.
 */
import type * as CustomFields from "@effect-activecampaign/account/CustomFields"
import type * as Directory from "@effect-activecampaign/account/Directory"
import type { RelatedMissingError } from "@effect-activecampaign/account/Related"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type * as Accounts from "effect-activecampaign/Accounts"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import type { DecodeError } from "effect-activecampaign/ActiveCampaignError"
import type * as ContactLists from "effect-activecampaign/ContactLists"
import type * as Contacts from "effect-activecampaign/Contacts"
import type * as Deals from "effect-activecampaign/Deals"
import type { AccountCustomFieldId, DealCustomFieldId, FieldId, ListId } from "effect-activecampaign/Ids"
import type * as Pagination from "effect-activecampaign/Pagination"
import type { CursorError } from "./CursorError.js"
import { omit, type Without } from "./internal/joins.js"
import { type AnyPage, elementsOf, joinedPages } from "./internal/rows.js"
import {
  type accountExtras,
  accountSource,
  type contactExtras,
  contactSource,
  type dealExtras,
  dealSource,
  urls
} from "./internal/sources.js"

export { RelatedMissingError } from "@effect-activecampaign/account/Related"
export { CursorError } from "./CursorError.js"

// ---------------------------------------------------------------------------------------------------------------
// What comes
// ---------------------------------------------------------------------------------------------------------------

/** A row, and where to continue after it. */
export interface Element<Row> {
  /** The row. */
  readonly row: Row
  /** Where to continue after the row, for the option `cursor` of the same export with the same query. */
  readonly cursor: string
}

/** Custom fields by personalization tag; null if a field has no value. All fields of the account are there. */
export type Fields = { readonly [name: string]: CustomFields.Value }

/** A list that a contact is or was on. */
export interface Subscription {
  /** Id of the list. */
  readonly id: ListId
  /** Name of the list; its id if the list does not exist anymore. */
  readonly list: string
  /** Status of the subscription: `unconfirmed`, `active`, `unsubscribed` or `bounced`. */
  readonly status: ContactLists.ContactList["status"]
}

/** A contact with its custom fields, tags and lists. */
export type ContactRow = Without<Contacts.Contact, (typeof contactExtras)[number]> & {
  /** Custom fields by personalization tag. */
  readonly fields: Fields
  /** Names of the contact's tags; the id of a tag that does not exist anymore. */
  readonly tags: ReadonlyArray<string>
  /** Lists that the contact is or was on. */
  readonly lists: ReadonlyArray<Subscription>
}

/** Names of the user who owns a row; null if there is none, or the user does not exist anymore. */
export interface Owned {
  /** E-mail address of the user who owns it. */
  readonly ownerEmail: string | null
  /** First and last name of the user who owns it. */
  readonly ownerName: string | null
}

/** A deal with its custom fields, and the names of its pipeline, stage and owner. */
export type DealRow = Without<Deals.Deal, (typeof dealExtras)[number]> &
  Owned & {
    /** Custom fields by personalization tag. */
    readonly fields: Fields
    /** Title of the pipeline. */
    readonly pipelineTitle: string | null
    /** Title of the stage. */
    readonly stageTitle: string | null
  }

/** An account (company) with its custom fields, and the names of its owner. */
export type AccountRow = Without<Accounts.Account, (typeof accountExtras)[number]> &
  Owned & {
    /** Custom fields by personalization tag. */
    readonly fields: Fields
  }

/** A row of any other list, without URLs. */
export type ListRow<A> = Without<A, "links">

/** Definition of a custom field. It is plain data, so it can be stored as JSON. */
export type Definition<Id extends string = string> = CustomFields.Definition<Id>

// ---------------------------------------------------------------------------------------------------------------
// How it comes
// ---------------------------------------------------------------------------------------------------------------

/** Where an export begins, and how it requests its pages; see `StreamOptions`. */
export interface ListOptions extends Pagination.StreamOptions {
  /** `cursor` of an element of an earlier export with the same query: continues after that row. */
  readonly cursor?: string | undefined
}

/** How rows with custom fields are exported. */
export interface Options<Id extends string> extends ListOptions {
  /**
   * The custom fields that each row has; by default all that the account has when the export begins. An export that is
   * continued in another process has the same columns if the definitions are stored: they are plain data. Fields that were
   * created since come after them if a row has a value.
   */
  readonly fields?: ReadonlyArray<Definition<Id>> | undefined
}

type QueryOf<List extends (query: never, ...rest: Array<never>) => unknown> = Omit<
  NonNullable<Parameters<List>[0]>,
  "cursor" | "include" | "offset"
>

/** Which contacts to export: filters, orders, and the size of pages. */
export type ContactQuery = QueryOf<typeof Contacts.list.pages>

/** Which deals to export: filters, orders, and the size of pages. By default they are ordered by when they were created. */
export type DealQuery = QueryOf<typeof Deals.list.pages>

/** Which accounts to export: filters, and the size of pages. */
export type AccountQuery = QueryOf<typeof Accounts.list.pages>

/** What a list fails with. */
type ErrorOf<List extends (...args: Array<never>) => Stream.Stream<unknown, unknown, unknown>> = Stream.Stream.Error<
  ReturnType<List>
>

/** What an export fails with: any error of a list, a cursor of another export, or side-loads that did not come. */
export type ExportError = ErrorOf<typeof Contacts.list.pages> | CursorError | DecodeError | RelatedMissingError

/** What an export needs: a client, and names. */
export type Requirements = ActiveCampaignClient | Directory.Directory

/** Rows of an export. */
export type Exported<Row> = Stream.Stream<Element<Row>, ExportError, Requirements>

// ---------------------------------------------------------------------------------------------------------------
// Exports
// ---------------------------------------------------------------------------------------------------------------

/**
 * Exports contacts with their custom fields, tags and lists. They come with the contacts of each page.
 *
 * ```ts
 * const program = Export.contacts({ status: "active", listid: ListId.make("7") }).pipe(
 *   Stream.runForEach(({ cursor, row }) => Effect.log(row.id, row.fields, row.tags, row.lists, cursor))
 * )
 * ```
 *
 * Fails with `RelatedMissingError` if ActiveCampaign ignores that custom fields, tags and lists were asked for, which is
 * not documented by ActiveCampaign.
 *
 * @see https://developers.activecampaign.com/reference/list-all-contacts
 */
export const contacts = (query: ContactQuery = {}, options: Options<FieldId> = {}): Exported<ContactRow> =>
  Stream.unwrap(Effect.map(contactSource(query, options), (source) => elementsOf(joinedPages(source))))

/**
 * Exports deals with their custom fields, and the names of their pipelines, stages and owners. By default they come in the
 * order in which they were created, so that changes meanwhile do not move them.
 *
 * ```ts
 * const program = Export.deals({ filters: { status: "won" } }).pipe(
 *   Stream.runForEach(({ row }) => Effect.log(row.title, row.value, row.pipelineTitle, row.stageTitle, row.ownerEmail))
 * )
 * ```
 *
 * Fails with `RelatedMissingError` if ActiveCampaign ignores that custom fields were asked for, which is not documented by
 * ActiveCampaign.
 *
 * @see https://developers.activecampaign.com/reference/list-all-deals
 */
export const deals = (query: DealQuery = {}, options: Options<DealCustomFieldId> = {}): Exported<DealRow> =>
  Stream.unwrap(Effect.map(dealSource(query, options), (source) => elementsOf(joinedPages(source))))

/**
 * Exports accounts (companies) with their custom fields, and the names of their owners. The values of custom fields are
 * all read before the first row, and kept: the API has them in a list of their own.
 *
 * @see https://developers.activecampaign.com/reference/list-all-accounts
 */
export const accounts = (query: AccountQuery = {}, options: Options<AccountCustomFieldId> = {}): Exported<AccountRow> =>
  Stream.unwrap(Effect.map(accountSource(query, options), (source) => elementsOf(joinedPages(source))))

/** A list whose rows can be exported: a list endpoint, or an object with a name and pages. */
export interface Listed<Query extends object, A extends object, E> {
  /** Name of the list, such as `Tags.list`. A cursor is only accepted by the list whose it is. */
  readonly name: string
  /** Requests the pages of the list. */
  readonly pages: (
    query?: Query & Pagination.Resume,
    options?: Pagination.StreamOptions
  ) => Stream.Stream<AnyPage<A>, E, ActiveCampaignClient>
}

/**
 * Exports any other list, as its rows are.
 *
 * ```ts
 * const tags = Export.list(Tags.list)
 * const orders = Export.list(EcomOrders.list, {}, { concurrency: 4 })
 * // A list below a record
 * const notes = Export.list({
 *   name: "deal.7.notes",
 *   pages: (query, options) => Notes.listByDeal.pages(DealId.make("7"), query, options)
 * })
 * ```
 *
 * Rows without ids are counted: a cursor in the middle of a page is only right if the page has not changed.
 */
export const list = <Query extends object, A extends object, E>(
  list: Listed<Query, A, E>,
  query?: Query,
  options: ListOptions = {}
): Stream.Stream<Element<ListRow<A>>, E | CursorError, ActiveCampaignClient> =>
  elementsOf(
    joinedPages({
      name: list.name,
      query: query ?? {},
      options,
      pages: (resumed: Query & Pagination.Resume, options) => list.pages(resumed, options),
      join: ({ items }) => Effect.succeed(items.map((row) => omit(row, urls)))
    })
  )
