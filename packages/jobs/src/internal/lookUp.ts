/**
 * What became of a batch whose response was lost.
 */
import { groupBy } from "@effect-activecampaign/account/Related"
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
import { ContactId, type TagId } from "effect-activecampaign/Ids"
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

type ContactPage = Effect.Effect.Success<ReturnType<typeof Contacts.list.page>>

/** Asked for with each contact. */
const include = ["contactTags", "fieldValues", "contactLists"] as const

const foundOn = (page: ContactPage): Effect.Effect<ReadonlyArray<Found>, LookUpError, ActiveCampaignClient> =>
  Effect.gen(function* () {
    const tags = groupBy(yield* page.sideload("contactTags", ContactTags.ContactTag), ({ contact }) => contact)
    const values = groupBy(yield* page.sideload("fieldValues", FieldValues.FieldValue), ({ contact }) => contact)
    const lists = groupBy(yield* page.sideload("contactLists", ContactLists.ContactList), ({ contact }) => contact)
    return page.items.map((contact) => ({
      contact,
      tags: tags.get(contact.id) ?? [],
      values: values.get(contact.id) ?? [],
      lists: lists.get(contact.id) ?? []
    }))
  })

const keyOf = ({ contact }: Found): string => addressKey(contact.email ?? "")

const find = (email: string): Effect.Effect<Found | null, LookUpError, ActiveCampaignClient> =>
  Effect.map(
    Effect.flatMap(Contacts.list.page({ email, include }), foundOn),
    (found) => found.find((one) => keyOf(one) === addressKey(email)) ?? null
  )

/** Contacts that were read, by address. */
type Known = Map<string, Found>

/** The widest range of ids that is read (as many contacts at most). */
const widest = 1000

/**
 * Reads the contacts whose ids are near those of some that were found. An import creates its contacts one after the other, so
 * that a few pages have most of a batch, each of which would take a request otherwise.
 */
const readNear = (known: Known, rows: number): Effect.Effect<void, LookUpError, ActiveCampaignClient> => {
  const ids = [...known.values()].map(({ contact }) => Number(contact.id))
  const last = Math.max(Math.max(...ids), Math.min(...ids) + rows)
  const read = (after: number): Effect.Effect<void, LookUpError, ActiveCampaignClient> =>
    Effect.gen(function* () {
      const page = yield* Contacts.list.page({
        ...(after > 0 && { id_greater: ContactId.make(String(after)) }),
        ...{ orders: { id: "ASC" }, limit: 100, include }
      })
      for (const one of yield* foundOn(page)) known.set(keyOf(one), one)
      const next = Number(page.items.at(-1)?.id ?? last)
      if (next > after && next < last) yield* read(next)
    })
  const first = Math.min(...ids) - 1
  return last - first <= widest ? read(first) : Effect.void
}

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

/** The rows of which the account shows everything. Contacts that are not known are read, and then known. */
const appliedOf = (rows: ReadonlyArray<Row>, known: Known) =>
  Effect.flatMap(tagIdsOf(rows), (tagIds) =>
    Effect.filter(
      rows,
      ({ contact }) =>
        Effect.gen(function* () {
          const found = known.get(addressKey(contact.email)) ?? (yield* find(contact.email))
          if (found === null) return false
          known.set(keyOf(found), found)
          return isApplied(contact, found, tagIds)
        }),
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
      const known: Known = new Map()
      if ((yield* appliedOf(witnessesOf(remaining), known)).length > 0) {
        yield* readNear(known, remaining.length)
        const applied = new Set(yield* appliedOf(remaining, known))
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
