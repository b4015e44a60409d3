/**
 * What became of a batch whose response was lost.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import * as BulkImports from "effect-activecampaign/BulkImports"
import * as ContactLists from "effect-activecampaign/ContactLists"
import * as Contacts from "effect-activecampaign/Contacts"
import * as ContactTags from "effect-activecampaign/ContactTags"
import * as FieldValues from "effect-activecampaign/FieldValues"
import type { TagId } from "effect-activecampaign/Ids"
import * as Tags from "effect-activecampaign/Tags"
import type { Batch, Contact, LookUpError, Result, ResultOptions, Row } from "../BulkImport.js"
import { addressKey, refOf } from "./importRows.js"

type TagIds = ReadonlyMap<string, TagId>

/** A contact as it is in the account. */
interface Found {
  readonly contact: Contacts.Contact
  readonly tags: ReadonlyArray<ContactTags.ContactTag>
  readonly values: ReadonlyArray<FieldValues.FieldValue>
  readonly lists: ReadonlyArray<ContactLists.ContactList>
}

const find = (email: string): Effect.Effect<Found | null, LookUpError, ActiveCampaignClient> =>
  Effect.gen(function* () {
    const page = yield* Contacts.list.page({ email, include: ["contactTags", "fieldValues", "contactLists"] })
    const contact = page.items.find((one) => addressKey(one.email ?? "") === addressKey(email))
    if (contact === undefined) return null
    const isOwn = (row: { readonly contact: string | null }) => row.contact === contact.id
    return {
      contact,
      tags: (yield* page.sideload("contactTags", ContactTags.ContactTag)).filter(isOwn),
      values: (yield* page.sideload("fieldValues", FieldValues.FieldValue)).filter(isOwn),
      lists: (yield* page.sideload("contactLists", ContactLists.ContactList)).filter(isOwn)
    }
  })

const textOf = (value: string | ReadonlyArray<string> | null | undefined): string =>
  typeof value === "string" ? value.trim() : (value ?? []).join("||")

/** Whether a contact has everything that a row says. A contact that has left a list is not subscribed by an import. */
const isApplied = (given: Contact, { contact, lists, tags, values }: Found, tagIds: TagIds): boolean => {
  const isSame = (asked: string | null | undefined, found: string | null) =>
    asked === undefined || textOf(asked) === textOf(found)
  return (
    isSame(given.first_name, contact.firstName) &&
    isSame(given.last_name, contact.lastName) &&
    isSame(given.phone, contact.phone) &&
    (given.tags ?? []).every((name) => tags.some(({ tag }) => tag !== null && tag === tagIds.get(addressKey(name)))) &&
    (given.fields ?? []).every(
      ({ id, value }) => textOf(value) === textOf(values.find(({ field }) => field === id)?.value)
    ) &&
    (given.subscribe ?? []).every(({ listid }) => lists.some(({ list }) => list === listid)) &&
    (given.unsubscribe ?? []).every(({ listid }) =>
      lists.every(({ list, status }) => list !== listid || status === "unsubscribed")
    )
  )
}

/** The tags of an account by name, if rows have tags at all. */
const tagIdsOf = (rows: ReadonlyArray<Row>): Effect.Effect<TagIds, LookUpError, ActiveCampaignClient> =>
  rows.some(({ contact }) => (contact.tags ?? []).length > 0)
    ? Effect.map(
        Stream.runCollect(Tags.list()),
        (tags) => new Map([...tags].map(({ id, tag }) => [addressKey(tag ?? ""), id]))
      )
    : Effect.succeed(new Map())

/** The rows of which the account shows everything. */
const appliedOf = (rows: ReadonlyArray<Row>) =>
  Effect.flatMap(tagIdsOf(rows), (tagIds) =>
    Effect.filter(
      rows,
      ({ contact }) => Effect.map(find(contact.email), (found) => found !== null && isApplied(contact, found, tagIds)),
      { concurrency: 4 }
    )
  )

/** A few rows: the importer may have refused one of them. */
const witnessesOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Row> =>
  [...new Set([0, Math.floor(rows.length / 2), rows.length - 1])].flatMap((place) => rows[place] ?? [])

/** Whether the importer has nothing to do. */
const isQuiet = Effect.map(
  BulkImports.getOverview(),
  ({ outstanding }) => outstanding?.every(({ batches }) => batches === 0) ?? false
)

/** Finds out what became of a batch. */
export const lookUpBatch = (
  batch: Batch,
  { patience = "2 minutes" }: ResultOptions = {}
): Effect.Effect<Result, LookUpError, ActiveCampaignClient> =>
  Effect.gen(function* () {
    const started = yield* Clock.currentTimeMillis
    let remaining = batch.rows
    let delay = 2000
    let quiet = 0
    while (remaining.length > 0 && quiet < 2) {
      yield* Effect.sleep(delay)
      // Asked before the contacts are read: what is not there then does not come any more.
      quiet = (yield* isQuiet) ? quiet + 1 : 0
      if ((yield* appliedOf(witnessesOf(remaining))).length > 0) {
        const applied = new Set(yield* appliedOf(remaining))
        remaining = remaining.filter((row) => !applied.has(row))
      }
      if ((yield* Clock.currentTimeMillis) - started >= Duration.toMillis(patience)) break
      delay = Math.min(delay * 1.5, 15_000)
    }
    const imported = batch.rows.filter((row) => !remaining.includes(row)).map(refOf)
    const reason = quiet >= 2 && imported.length === 0 ? "notApplied" : "undecided"
    return {
      imported,
      failed: [],
      unknown: remaining.length === 0 ? null : { rows: remaining.map(refOf), reason }
    }
  })
