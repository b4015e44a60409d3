/**
 * Columns of CSV files. First those that each row has, by ActiveCampaign's names, then the custom fields of the account by
 * their personalization tags. Two fields with the same name, or one with the name of another column, have their ids in
 * parentheses.
 *
 * The columns of a file do not change while it is written, even if fields are created meanwhile: they are those that the
 * account had at the start. A job that continues a file in another process stores `headers` of the columns and uses `pick`.
 */
import type * as CustomFields from "@effect-activecampaign/account/CustomFields"
import * as AccountsModule from "effect-activecampaign/Accounts"
import * as ContactsModule from "effect-activecampaign/Contacts"
import * as DealsModule from "effect-activecampaign/Deals"
import type { AccountCustomFieldId, DealCustomFieldId, FieldId } from "effect-activecampaign/Ids"
import * as Wire from "effect-activecampaign/Wire"
import type { Column } from "./CsvWriter.js"
import type { AccountRow, ContactRow, DealRow, Definition, Fields, Subscription } from "./Export.js"
import { keyed } from "./internal/fieldColumns.js"
import { accountExtras, contactExtras, dealExtras, urls } from "./internal/sources.js"

export type { Column } from "./CsvWriter.js"

/** The columns of an entity. */
const entityColumns = <Row extends object>(
  codec: Wire.AnyCodec,
  extras: ReadonlyArray<string>
): ReadonlyArray<Column<Row>> =>
  (Wire.definitionOf(codec).fields ?? [])
    .filter(([name]) => !extras.includes(name))
    .map(([name]) => ({ header: name, value: (row) => (row as Readonly<Record<string, unknown>>)[name] }))

const ownColumn = <Row, Key extends keyof Row & string>(name: Key): Column<Row> => ({
  header: name,
  value: (row) => row[name]
})

const isMoney = (value: CustomFields.Value | undefined): value is CustomFields.Money =>
  typeof value === "object" && value !== null && "amount" in value

/** The columns of a custom field: its value, or an amount and its currency. */
const fieldColumns = <Row extends { readonly fields: Fields }>(
  header: string,
  key: string,
  kind: string
): ReadonlyArray<Column<Row>> =>
  kind === "currency"
    ? [
        {
          header,
          value: ({ fields }) => {
            const value = fields[key]
            return isMoney(value) ? value.amount : value
          }
        },
        {
          header: `${header}.currency`,
          value: ({ fields }) => {
            const value = fields[key]
            return isMoney(value) ? value.currency : null
          }
        }
      ]
    : [{ header, value: ({ fields }) => fields[key] }]

/** Fixed columns, and those of custom fields. */
const withFields = <Row extends { readonly fields: Fields }>(
  fixed: ReadonlyArray<Column<Row>>,
  definitions: ReadonlyArray<Definition>
): ReadonlyArray<Column<Row>> => {
  const taken = new Set(fixed.map(({ header }) => header.toLowerCase()))
  return [
    ...fixed,
    ...keyed(definitions).flatMap(({ definition, key }) =>
      fieldColumns<Row>(taken.has(key.toLowerCase()) ? `${key} (${definition.id})` : key, key, definition.kind)
    )
  ]
}

const subscriptions = (header: string, wanted: Subscription["status"]): Column<ContactRow> => ({
  header,
  value: ({ lists }) => lists.flatMap(({ list, status }) => (status === wanted ? [list] : []))
})

/**
 * Columns of contacts: all columns of the contact, `tags`, the lists with an active subscription (`lists`), those with
 * another status (`lists.unconfirmed`, `lists.unsubscribed`, `lists.bounced`), and custom fields.
 */
export const contacts = (fields: ReadonlyArray<Definition<FieldId>>): ReadonlyArray<Column<ContactRow>> =>
  withFields(
    [
      ...entityColumns<ContactRow>(ContactsModule.Contact, contactExtras),
      ownColumn<ContactRow, "tags">("tags"),
      subscriptions("lists", "active"),
      subscriptions("lists.unconfirmed", "unconfirmed"),
      subscriptions("lists.unsubscribed", "unsubscribed"),
      subscriptions("lists.bounced", "bounced")
    ],
    fields
  )

/**
 * Columns of deals: all columns of the deal, names of its pipeline, stage and owner, and custom fields. A custom field of
 * the kind `currency` has two columns: the amount in the minor unit (cents), and the code of the currency.
 */
export const deals = (fields: ReadonlyArray<Definition<DealCustomFieldId>>): ReadonlyArray<Column<DealRow>> =>
  withFields(
    [
      ...entityColumns<DealRow>(DealsModule.Deal, dealExtras),
      ...(["pipelineTitle", "stageTitle", "ownerEmail", "ownerName"] as const).map((name) =>
        ownColumn<DealRow, typeof name>(name)
      )
    ],
    fields
  )

/** Columns of accounts: all columns of the account, names of its owner, and custom fields as those of deals. */
export const accounts = (fields: ReadonlyArray<Definition<AccountCustomFieldId>>): ReadonlyArray<Column<AccountRow>> =>
  withFields(
    [
      ...entityColumns<AccountRow>(AccountsModule.Account, accountExtras),
      ...(["ownerEmail", "ownerName"] as const).map((name) => ownColumn<AccountRow, typeof name>(name))
    ],
    fields
  )

/**
 * Columns of the rows of any other list.
 *
 * ```ts
 * const write = CsvWriter.encode(Columns.list(Tags.list))
 * ```
 */
export const list = ({ success }: { readonly success: Wire.AnyCodec }): ReadonlyArray<Column<object>> =>
  entityColumns<object>(success, urls)

/** The names of columns, to store them. */
export const headers = (columns: ReadonlyArray<Column<never>>): ReadonlyArray<string> =>
  columns.map(({ header }) => header)

/**
 * The columns with these names, in this order. A name that no column has, as that of a field that was deleted, is a column
 * without values.
 *
 * ```ts
 * const columns = Columns.pick(Columns.list(Tags.list), ["id", "tag"])
 * ```
 */
export const pick = <Row>(
  columns: ReadonlyArray<Column<Row>>,
  names: ReadonlyArray<string>
): ReadonlyArray<Column<Row>> => {
  const byName = new Map(columns.map((column) => [column.header, column]))
  return names.map((header) => byName.get(header) ?? { header, value: () => null })
}
