/**
 * The lists that are exported with what belongs to their rows.
 */
import * as Directory from "@effect-activecampaign/account/Directory"
import { groupBy, related } from "@effect-activecampaign/account/Related"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as AccountCustomFieldValues from "effect-activecampaign/AccountCustomFieldValues"
import * as Accounts from "effect-activecampaign/Accounts"
import * as ContactLists from "effect-activecampaign/ContactLists"
import * as Contacts from "effect-activecampaign/Contacts"
import * as ContactTags from "effect-activecampaign/ContactTags"
import * as DealCustomFieldValues from "effect-activecampaign/DealCustomFieldValues"
import * as Deals from "effect-activecampaign/Deals"
import type * as Endpoint from "effect-activecampaign/Endpoint"
import * as FieldValues from "effect-activecampaign/FieldValues"
import type { AccountCustomFieldId, DealCustomFieldId, FieldId, UserId } from "effect-activecampaign/Ids"
import type * as Pagination from "effect-activecampaign/Pagination"
import type * as Users from "effect-activecampaign/Users"
import type {
  AccountQuery,
  AccountRow,
  ContactQuery,
  ContactRow,
  DealQuery,
  DealRow,
  Options,
  Owned
} from "../Export.js"
import { type Keyed, keyed, readFields, type Stored, unknownFields } from "./fieldColumns.js"
import { nameOr, omit } from "./joins.js"

/** Columns of a contact that are URLs, ids of related rows, or the same as other columns. */
export const contactExtras = [
  "accountContacts",
  "contactAutomations",
  "contactLists",
  "contactTags",
  "created_timestamp",
  "created_utc_timestamp",
  "customerAccount",
  "deals",
  "emailDomain",
  "fieldValues",
  "geoIps",
  "links",
  "organization",
  "scoreValues",
  "updated_timestamp",
  "updated_utc_timestamp"
] as const

/** Columns of a deal that are URLs, only in responses to writes, or the same as other columns. */
export const dealExtras = [
  "customFieldSaveStatus",
  "customerAccount",
  "dealCustomFieldData",
  "fields",
  "links",
  "nexttaskid"
] as const

/** Columns of an account that are URLs, or only in responses to writes. */
export const accountExtras = ["customFieldSaveStatus", "fields", "links"] as const

/** Columns of any row that are URLs. */
export const urls = ["links"] as const

// ---------------------------------------------------------------------------------------------------------------
// Contacts
// ---------------------------------------------------------------------------------------------------------------

type ContactPage = Endpoint.ResumablePage<Contacts.Contact, "contactLists" | "contactTags" | "fieldValues">

const joinContacts = (fields: ReadonlyArray<Keyed<FieldId>>, page: ContactPage) =>
  Effect.gen(function* () {
    const values = yield* related(page, "fieldValues", FieldValues.FieldValue)
    const assigned = yield* related(page, "contactTags", ContactTags.ContactTag)
    const subscribed = yield* related(page, "contactLists", ContactLists.ContactList)
    const stored = groupBy(
      values.map(({ contact, field, value }) => ({ contact, field, value, currency: null })),
      ({ contact }) => contact
    )
    const others = yield* unknownFields(fields, [...stored.values()].flat(), Directory.field.byIds)
    const tags = yield* Directory.tag.byIds(assigned.flatMap(({ tag }) => tag ?? []))
    const lists = yield* Directory.list.byIds(subscribed.flatMap(({ list }) => list ?? []))
    const tagsOf = groupBy(assigned, ({ contact }) => contact)
    const listsOf = groupBy(subscribed, ({ contact }) => contact)
    return page.items.map(
      (contact): ContactRow => ({
        ...omit(contact, contactExtras),
        fields: readFields(fields, others, stored.get(contact.id) ?? []),
        tags: (tagsOf.get(contact.id) ?? []).flatMap(({ tag }) =>
          tag === null ? [] : [nameOr(tag, tags.get(tag)?.tag)]
        ),
        lists: (listsOf.get(contact.id) ?? []).flatMap(({ list, status }) =>
          list === null ? [] : [{ id: list, list: nameOr(list, lists.get(list)?.name), status }]
        )
      })
    )
  })

/** Contacts with their custom fields, tags and lists. */
export const contactSource = (query: ContactQuery, { fields, ...options }: Options<FieldId>) =>
  Effect.map(fields === undefined ? Directory.field.all : Effect.succeed(fields), (definitions) => {
    const known = keyed(definitions)
    return {
      name: "contacts",
      query,
      options,
      pages: (query: ContactQuery & Pagination.Resume, options: Pagination.StreamOptions) =>
        Contacts.list.pages({ ...query, include: ["contactLists", "contactTags", "fieldValues"] }, options),
      join: (page: ContactPage) => joinContacts(known, page)
    }
  })

// ---------------------------------------------------------------------------------------------------------------
// Deals
// ---------------------------------------------------------------------------------------------------------------

/** Names of the user who owns a row. */
const ownedBy = (id: UserId | null, users: ReadonlyMap<string, Users.User>): Owned => {
  const { email = null, firstName = null, lastName = null } = (id && users.get(id)) || {}
  const name = [firstName, lastName].filter((part) => part !== null && part !== "").join(" ")
  return { ownerEmail: email, ownerName: name === "" ? null : name }
}

type DealPage = Endpoint.ResumablePage<Deals.Deal, "dealCustomFieldData">

const joinDeals = (fields: ReadonlyArray<Keyed<DealCustomFieldId>>, page: DealPage) =>
  Effect.gen(function* () {
    const values = yield* related(page, "dealCustomFieldData", DealCustomFieldValues.DealCustomFieldValue)
    const stored = groupBy(
      values.map(({ customFieldId, dealCustomFieldMetumId, dealId, fieldCurrency, fieldValue }) => ({
        deal: dealId,
        field: customFieldId ?? dealCustomFieldMetumId,
        value: fieldValue,
        currency: fieldCurrency
      })),
      ({ deal }) => deal
    )
    const others = yield* unknownFields(fields, [...stored.values()].flat(), Directory.dealField.byIds)
    const { items } = page
    const pipelines = yield* Directory.pipeline.byIds(items.flatMap(({ group }) => group ?? []))
    const stages = yield* Directory.stages.byIds(items.flatMap(({ stage }) => stage ?? []))
    const users = yield* Directory.user.byIds(items.flatMap(({ owner }) => owner ?? []))
    return items.map(
      (deal): DealRow => ({
        ...omit(deal, dealExtras),
        pipelineTitle: deal.group && (pipelines.get(deal.group)?.title ?? null),
        stageTitle: deal.stage && (stages.get(deal.stage)?.title ?? null),
        ...ownedBy(deal.owner, users),
        fields: readFields(fields, others, stored.get(deal.id) ?? [])
      })
    )
  })

/** Deals with their custom fields and names. */
export const dealSource = (query: DealQuery, { fields, ...options }: Options<DealCustomFieldId>) =>
  Effect.map(fields === undefined ? Directory.dealField.all : Effect.succeed(fields), (definitions) => {
    const known = keyed(definitions)
    return {
      name: "deals",
      query,
      options,
      pages: (query: DealQuery & Pagination.Resume, options: Pagination.StreamOptions) =>
        Deals.list.pages({ orders: { cdate: "ASC" }, ...query, include: ["dealCustomFieldData"] }, options),
      join: (page: DealPage) => joinDeals(known, page)
    }
  })

// ---------------------------------------------------------------------------------------------------------------
// Accounts
// ---------------------------------------------------------------------------------------------------------------

/** All values of accounts, by account. */
const accountValues = (options: Pagination.StreamOptions) =>
  Stream.runFold(
    AccountCustomFieldValues.list({}, options),
    new Map<string, Array<Stored<AccountCustomFieldId>>>(),
    (values, { accountCustomFieldMetumId, accountId, customFieldId, fieldCurrency, fieldValue }) => {
      if (accountId === null) return values
      const one = { field: customFieldId ?? accountCustomFieldMetumId, value: fieldValue, currency: fieldCurrency }
      const own = values.get(accountId)
      if (own === undefined) values.set(accountId, [one])
      else own.push(one)
      return values
    }
  )

/** Accounts with their custom fields and owners. */
export const accountSource = (query: AccountQuery, { fields, ...options }: Options<AccountCustomFieldId>) =>
  Effect.gen(function* () {
    const known = keyed(fields ?? (yield* Directory.accountField.all))
    const { cursor: _, ...reading } = options
    const stored = yield* accountValues(reading)
    const others = yield* unknownFields(known, [...stored.values()].flat(), Directory.accountField.byIds)
    return {
      name: "accounts",
      query,
      options,
      pages: (query: AccountQuery & Pagination.Resume, options: Pagination.StreamOptions) =>
        Accounts.list.pages(query, options),
      join: ({ items }: Endpoint.ResumablePage<Accounts.Account>) =>
        Effect.map(Directory.user.byIds(items.flatMap(({ owner }) => owner ?? [])), (users) =>
          items.map(
            (account): AccountRow => ({
              ...omit(account, accountExtras),
              ...ownedBy(account.owner, users),
              fields: readFields(known, others, stored.get(account.id) ?? [])
            })
          )
        )
    }
  })
