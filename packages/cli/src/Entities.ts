/**
 * What can be exported: rows as lines of CSV or JSON, and how many there are.
 */
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Columns from "@effect-activecampaign/jobs/Columns"
import * as CsvWriter from "@effect-activecampaign/jobs/CsvWriter"
import * as Export from "@effect-activecampaign/jobs/Export"
import * as Ndjson from "@effect-activecampaign/jobs/Ndjson"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Accounts from "effect-activecampaign/Accounts"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import * as Automations from "effect-activecampaign/Automations"
import * as Campaigns from "effect-activecampaign/Campaigns"
import * as Contacts from "effect-activecampaign/Contacts"
import * as Deals from "effect-activecampaign/Deals"
import type { ListId } from "effect-activecampaign/Ids"
import * as Lists from "effect-activecampaign/Lists"
import * as Tags from "effect-activecampaign/Tags"
import * as Users from "effect-activecampaign/Users"

/** Formats of files. */
export type Format = "csv" | "ndjson"

/** Status of contacts that are exported. */
export type Status = "any" | "unconfirmed" | "active" | "unsubscribed" | "bounced"

/** Entities whose exports can be continued. */
export const durable = ["contacts", "deals", "accounts"] as const

/** Entities whose exports are short. */
const short = {
  lists: Lists.list,
  tags: Tags.list,
  campaigns: Campaigns.list,
  automations: Automations.list,
  users: Users.list
} as const

type Short = keyof typeof short

/** All entities that can be exported. */
export const entities: ReadonlyArray<(typeof durable)[number] | Short> = [
  ...durable,
  ...(["lists", "tags", "campaigns", "automations", "users"] as const)
]

/** An entity that can be exported. */
export type Entity = (typeof entities)[number]

/** Whether exports of an entity can be continued. */
export const isDurable = (entity: Entity): entity is (typeof durable)[number] => durable.some((one) => one === entity)

/** Which contacts are exported. */
export interface Filter {
  readonly status?: Status
  readonly listid?: ListId
}

type Bytes = Stream.Stream<Uint8Array, unknown, ActiveCampaignClient | Directory.Directory>

/** Rows in a format; `onRow` is told of each. */
const written = <Row extends object, E, R>(
  rows: Stream.Stream<Export.Element<Row>, E, R>,
  columns: ReadonlyArray<Columns.Column<Row>>,
  format: Format,
  onRow: () => void
) => {
  const counted = Stream.map(rows, ({ row }) => {
    onRow()
    return row
  })
  return format === "ndjson" ? Ndjson.encode(counted) : CsvWriter.encode(columns)(counted)
}

const listed = <A extends object, E>(
  list: Export.Listed<object, A, E> & Parameters<typeof Columns.list>[0],
  format: Format,
  onRow: () => void
): Bytes => written(Export.list(list), Columns.list(list), format, onRow)

/** The rows of an entity as bytes. */
export const bytesOf = (entity: Entity, format: Format, filter: Filter, onRow: () => void): Bytes => {
  switch (entity) {
    case "contacts":
      return Stream.unwrap(
        Effect.map(Directory.field.all, (fields) =>
          written(Export.contacts(filter, { fields }), Columns.contacts(fields), format, onRow)
        )
      )
    case "deals":
      return Stream.unwrap(
        Effect.map(Directory.dealField.all, (fields) =>
          written(Export.deals({}, { fields }), Columns.deals(fields), format, onRow)
        )
      )
    case "accounts":
      return Stream.unwrap(
        Effect.map(Directory.accountField.all, (fields) =>
          written(Export.accounts({}, { fields }), Columns.accounts(fields), format, onRow)
        )
      )
    case "lists":
      return listed(short.lists, format, onRow)
    case "tags":
      return listed(short.tags, format, onRow)
    case "campaigns":
      return listed(short.campaigns, format, onRow)
    case "automations":
      return listed(short.automations, format, onRow)
    case "users":
      return listed(short.users, format, onRow)
  }
}

const totalOf = <E>(
  page: Effect.Effect<{ readonly total: number | null }, E, ActiveCampaignClient>
): Effect.Effect<number | null, never, ActiveCampaignClient> =>
  Effect.map(page, ({ total }) => total).pipe(Effect.orElseSucceed(() => null))

/** How many rows there are; null if it is not known. One request. */
export const total = (entity: Entity, filter: Filter): Effect.Effect<number | null, never, ActiveCampaignClient> => {
  if (entity === "contacts") return totalOf(Contacts.list.page({ ...filter, limit: 1 }))
  if (entity === "deals") return totalOf(Deals.list.page({ limit: 1 }))
  if (entity === "accounts") return totalOf(Accounts.list.page({ limit: 1 }))
  return Effect.succeed(null)
}
