/**
 * Contacts with their custom fields, tags and lists by name.
 *
 * ```ts
 * const program = Profiles.upsert({
 *   email: "jane@example.com",
 *   firstName: "Jane",
 *   fields: { PLAN: "pro", SIZES: ["s", "m"] },
 *   tags: { add: ["vip"], remove: ["trial"] },
 *   lists: { Newsletter: "subscribe" }
 * }).pipe(Effect.provide(Directory.layer()))
 * ```
 *
 * Requests of `upsert`, beside the readings of the directory:
 *
 * | what | new contact | existing contact |
 * | --- | --- | --- |
 * | contact and all fields | 1 | 1 |
 * | tags to add | 1 for each, and 1 for each that the account does not have | 1 to read (if there are several, or some to remove), then 1 for each change |
 * | tags to remove | 0 | 1 for each change |
 * | lists | 1 for each | 1 to read (if one is `subscribe`), then 1 for each change |
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as ContactLists from "effect-activecampaign/ContactLists"
import * as Contacts from "effect-activecampaign/Contacts"
import * as ContactTags from "effect-activecampaign/ContactTags"
import type * as Endpoint from "effect-activecampaign/Endpoint"
import * as FieldValues from "effect-activecampaign/FieldValues"
import type { ContactId, FieldId, ListId, TagId } from "effect-activecampaign/Ids"
import type { Changes, Fields, Value } from "./CustomFields.js"
import * as Directory from "./Directory.js"
import * as Ensure from "./Ensure.js"
import { decodeAll, encodeAll, type Rows } from "./internal/fieldValues.js"
import { groupBy, related } from "./internal/related.js"
import { byIdentifier, decodeTyped, type TypedValues } from "./internal/typed.js"

export { RelatedMissingError } from "./internal/related.js"

// ---------------------------------------------------------------------------------------------------------------
// Writing
// ---------------------------------------------------------------------------------------------------------------

/**
 * What happens with a list: `subscribe` leaves contacts alone who have left it, `resubscribe` does not and needs their
 * consent.
 */
export type ListAction = "subscribe" | "unsubscribe" | "resubscribe"

/** A contact to create or update. Omitted properties are left unchanged. */
export interface Profile {
  /** E-mail address, by which the contact is found. */
  readonly email: string
  /** First name. */
  readonly firstName?: string | undefined
  /** Last name. */
  readonly lastName?: string | undefined
  /** Phone number. */
  readonly phone?: string | undefined
  /** Values of custom fields, by personalization tag or title; null clears a field. */
  readonly fields?: Readonly<Record<string, Value | undefined>> | undefined
  /** Names of tags. Tags to add are created if the account does not have them. */
  readonly tags?: { readonly add?: ReadonlyArray<string>; readonly remove?: ReadonlyArray<string> } | undefined
  /** What happens with lists, by name. */
  readonly lists?: Readonly<Record<string, ListAction>> | undefined
}

/** What became of a list: `left` is a contact who has left it, and was not subscribed again. */
export type ListOutcome = "subscribed" | "unsubscribed" | "unchanged" | "left"

/** What an upsert changed. */
export interface Upserted {
  /** Id of the contact. */
  readonly id: ContactId
  /** Whether the contact is new. */
  readonly created: boolean
  /** Names of tags, by what became of them. */
  readonly tags: {
    readonly added: ReadonlyArray<string>
    readonly removed: ReadonlyArray<string>
    readonly unchanged: ReadonlyArray<string>
  }
  /** What became of each list. */
  readonly lists: Readonly<Record<string, ListOutcome>>
}

interface NamedTag {
  readonly name: string
  readonly id: TagId
}

const addTag = (contact: ContactId, { id, name }: NamedTag) =>
  Effect.map(ContactTags.add.withResponse({ contact, tag: id }), ({ status }) => ({ name, isChanged: status === 201 }))

/** The assignments of a contact to tags with these names. */
const withNames = (rows: ReadonlyArray<ContactTags.ContactTag>, names: ReadonlyArray<string>) =>
  Effect.map(Directory.tag.byIds(rows.flatMap(({ tag }) => tag ?? [])), (tags) => {
    const nameOf = ({ tag }: ContactTags.ContactTag) => fold((tag && tags.get(tag)?.tag) ?? "")
    return names.map((name) => ({ name, rows: rows.filter((row) => nameOf(row) === fold(name)) }))
  })

/** Adds and removes tags of a contact, and says which names were changed. */
const saveTags = (contact: ContactId, isNew: boolean, add: ReadonlyArray<NamedTag>, remove: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const isReadFirst = !isNew && (add.length > 1 || remove.length > 0)
    const rows = isReadFirst ? [...(yield* Stream.runCollect(ContactTags.listByContact(contact)))] : []
    const has = (id: TagId) => rows.some(({ tag }) => tag === id)
    const assigned = yield* rows.length === 0
      ? Effect.succeed(remove.map((name) => ({ name, rows: [] })))
      : withNames(rows, remove)
    return yield* Effect.all(
      {
        added: Effect.forEach(
          add,
          (tag) => (has(tag.id) ? Effect.succeed({ name: tag.name, isChanged: false }) : addTag(contact, tag)),
          { concurrency: "unbounded" }
        ),
        removed: Effect.forEach(
          assigned,
          ({ name, rows }) =>
            Effect.as(
              Effect.forEach(rows, ({ id }) => ContactTags.remove(id)),
              { name, isChanged: rows.length > 0 }
            ),
          { concurrency: "unbounded" }
        )
      },
      { concurrency: "unbounded" }
    )
  })

interface NamedList {
  readonly name: string
  readonly list: ListId
  readonly action: ListAction
}

/** What `subscribe` does with a contact who has this subscription. */
const outcomeOf = (subscription: ContactLists.ContactList | undefined): ListOutcome =>
  subscription === undefined || subscription.status === "unconfirmed"
    ? "subscribed"
    : subscription.status === "active"
      ? "unchanged"
      : "left"

const saveList = (contact: ContactId, { action, list }: NamedList, rows: ReadonlyArray<ContactLists.ContactList>) => {
  if (action === "unsubscribe") return Effect.as(ContactLists.unsubscribe({ contact, list }), "unsubscribed" as const)
  if (action === "resubscribe") return Effect.as(ContactLists.resubscribe({ contact, list }), "subscribed" as const)
  // What cannot be read could be a subscription that has ended.
  const outcome = outcomeOf(rows.find((row) => row.list === null || row.list === list))
  return outcome === "subscribed"
    ? Effect.as(ContactLists.updateStatus({ contact, list, status: "active" }), outcome)
    : Effect.succeed(outcome)
}

const saveLists = (contact: ContactId, isNew: boolean, lists: ReadonlyArray<NamedList>) =>
  Effect.gen(function* () {
    const isReadFirst = !isNew && lists.some(({ action }) => action === "subscribe")
    const rows = isReadFirst ? [...(yield* Stream.runCollect(ContactLists.listByContact(contact)))] : []
    const outcomes = yield* Effect.forEach(
      lists,
      (one) => Effect.map(saveList(contact, one, rows), (outcome): [string, ListOutcome] => [one.name, outcome]),
      { concurrency: "unbounded" }
    )
    return Object.fromEntries(outcomes)
  })

/** Names are compared without regard to case. */
const fold = (name: string): string => name.trim().toLowerCase()

/** Names, each once. */
const distinct = (names: ReadonlyArray<string> = []): ReadonlyArray<string> => [
  ...new Map(names.map((name) => [fold(name), name])).values()
]

/** Names of outcomes, by whether something was changed. */
const namesOf = (outcomes: ReadonlyArray<{ readonly name: string; readonly isChanged: boolean }>, isChanged: boolean) =>
  outcomes.filter((one) => one.isChanged === isChanged).map(({ name }) => name)

/**
 * Creates a contact, or updates the contact with the e-mail address, with custom fields, tags and lists. Executed twice,
 * it has the same result as once.
 *
 * All names are looked up and all values checked before anything is written: fails with `UnknownNameError` or
 * `FieldValueError` then.
 *
 * ```ts
 * Profiles.upsert({ email: "jane@example.com", fields: { PLAN: "pro" }, tags: { add: ["vip"] } })
 * ```
 */
export const upsert = (profile: Profile) => save(profile, Directory.field)

/** Creates or updates a contact, with fields by what finds their definitions. */
const save = <E>(profile: Profile, definitions: Rows<FieldId, E>) =>
  Effect.gen(function* () {
    const { email, fields = {}, firstName, lastName, lists = {}, phone, tags = {} } = profile
    const values = yield* encodeAll(definitions, fields)
    const wantedLists = yield* Effect.forEach(Object.entries(lists), ([name, action]) =>
      Effect.map(Directory.list(name), (list): NamedList => ({ name, list, action }))
    )
    const add = yield* Effect.forEach(distinct(tags.add), (name) =>
      Effect.map(Ensure.tag(name), ({ value }): NamedTag => ({ name, id: value.id }))
    )
    const { status, value: contact } = yield* Contacts.sync.withResponse({
      ...{ email, firstName, lastName, phone },
      fieldValues: values.map(({ id, wire }) => ({ field: id, value: textOf(wire.value) }))
    })
    const created = status === 201
    const [tagOutcomes, listOutcomes] = yield* Effect.all(
      [saveTags(contact.id, created, add, distinct(tags.remove)), saveLists(contact.id, created, wantedLists)],
      { concurrency: "unbounded" }
    )
    const { added, removed } = tagOutcomes
    const upserted: Upserted = {
      id: contact.id,
      created,
      tags: {
        added: namesOf(added, true),
        removed: namesOf(removed, true),
        unchanged: [...namesOf(added, false), ...namesOf(removed, false)]
      },
      lists: listOutcomes
    }
    return upserted
  })

/** Values of contacts are texts; those of other records can be numbers. */
const textOf = (value: string | number | ReadonlyArray<string>): string | ReadonlyArray<string> =>
  typeof value === "number" ? String(value) : value

// ---------------------------------------------------------------------------------------------------------------
// Reading
// ---------------------------------------------------------------------------------------------------------------

/** Status of a contact on a list. */
export type ListStatus = NonNullable<ContactLists.ContactList["status"]>

/** A contact with tags and lists by name. */
interface NamedProfile {
  /** Id of the contact. */
  readonly id: ContactId
  /** The contact. */
  readonly contact: Contacts.Contact
  /** Names of tags. */
  readonly tags: ReadonlyArray<string>
  /** Status on each list that the contact is or was on, by name. */
  readonly lists: Readonly<Record<string, ListStatus | null>>
}

/** A contact with custom fields, tags and lists by name. */
export interface FullProfile extends NamedProfile {
  /** Values of custom fields, by personalization tag. Fields without a value are not among them. */
  readonly fields: Readonly<Record<string, Value>>
}

type ContactPage = Pick<
  Endpoint.Page<Contacts.Contact, "fieldValues" | "contactTags" | "contactLists">,
  "body" | "items" | "sideload"
>

/** Names by id. A record without a name, or that was deleted, has its id. */
const namesOfIds = <Id extends string, Row, E>(
  lookup: Directory.Lookup<Id, Row, E>,
  ids: ReadonlyArray<Id | null>,
  name: (row: Row) => string | null
) =>
  Effect.map(lookup.byIds(ids.filter((id) => id !== null)), (rows) => (id: Id): string => {
    const row = rows.get(id)
    return (row === undefined ? null : name(row)) ?? id
  })

type ValueRows = ReadonlyArray<FieldValues.FieldValue>

/** Reads the values of a contact, once it has what it needs to know of all values. */
type Reader<V, E, R> = (all: ValueRows) => Effect.Effect<(own: ValueRows) => V, E, R>

const readNamed = (all: ValueRows) =>
  Effect.map(Directory.field.byIds(all.flatMap(({ field }) => field ?? [])), (definitions) => (own: ValueRows) => ({
    fields: decodeAll(definitions, own)
  }))

/** The contacts of a page with what belongs to them. */
const profilesOf = <V, E, R>(page: ContactPage, reader: Reader<V, E, R>) =>
  Effect.gen(function* () {
    const valueRows = yield* related(page, "fieldValues", FieldValues.FieldValue)
    const tagRows = yield* related(page, "contactTags", ContactTags.ContactTag)
    const listRows = yield* related(page, "contactLists", ContactLists.ContactList)
    const read = yield* reader(valueRows)
    const tagName = yield* namesOfIds(
      Directory.tag,
      tagRows.map(({ tag }) => tag),
      ({ tag }) => tag
    )
    const listName = yield* namesOfIds(
      Directory.list,
      listRows.map(({ list }) => list),
      ({ name }) => name
    )
    const values = groupBy(valueRows, ({ contact }) => contact)
    const tags = groupBy(tagRows, ({ contact }) => contact)
    const lists = groupBy(listRows, ({ contact }) => contact)
    return page.items.map((contact): NamedProfile & V => ({
      id: contact.id,
      contact,
      ...read(values.get(contact.id) ?? []),
      tags: (tags.get(contact.id) ?? []).flatMap(({ tag }) => (tag === null ? [] : [tagName(tag)])),
      lists: Object.fromEntries(
        (lists.get(contact.id) ?? []).flatMap(({ list, status }) => (list === null ? [] : [[listName(list), status]]))
      )
    }))
  })

const include = ["fieldValues", "contactTags", "contactLists"] as const

/** How a contact is found. */
export type By = { readonly email: string } | { readonly id: ContactId }

const find = <V, E, R>(by: By, reader: Reader<V, E, R>) =>
  Contacts.list.page("email" in by ? { email: by.email, include } : { ids: [by.id], include }).pipe(
    Effect.flatMap((page) => profilesOf(page, reader)),
    Effect.map(
      (profiles) =>
        profiles.find(({ contact, id }) =>
          // The rows are checked, so that a filter that is ignored does not find somebody else.
          "email" in by ? contact.email?.toLowerCase() === by.email.trim().toLowerCase() : id === by.id
        ) ?? null
    )
  )

type Query = Omit<Contacts.ContactQuery, "include">

const all = <V, E, R>(query: Query, reader: Reader<V, E, R>) =>
  Contacts.list.pages({ ...query, include }).pipe(
    Stream.mapEffect((page) => profilesOf(page, reader)),
    Stream.flatMap(Stream.fromIterable)
  )

/**
 * The contact with an e-mail address or id; null if there is none. One request, beside the readings of the directory.
 *
 * ```ts
 * Profiles.get({ email: "jane@example.com" })
 * ```
 */
export const get = (by: By) => Effect.map(find(by, readNamed), (profile): FullProfile | null => profile)

/**
 * All contacts that match a query, with fields, tags and lists by name. No requests but those for the pages of contacts,
 * and the readings of the directory.
 *
 * ```ts
 * Profiles.stream({ listid: ListId.make("7") })
 * ```
 */
export const stream = (query: Query = {}) => Stream.map(all(query, readNamed), (profile): FullProfile => profile)

// ---------------------------------------------------------------------------------------------------------------
// Fields of a generated module
// ---------------------------------------------------------------------------------------------------------------

/** A contact to create or update, with custom fields by the identifiers of a generated module. */
export interface TypedProfile<F extends Fields> extends Omit<Profile, "fields"> {
  /** Values of custom fields, by identifier; null clears a field. */
  readonly fields?: Changes<F> | undefined
}

/** A contact with tags and lists by name, and custom fields by the identifiers of a generated module. */
export type FullTypedProfile<F extends Fields> = NamedProfile & TypedValues<F>

/**
 * The functions of this module with custom fields by the identifiers of a module that `typegen pull` has generated.
 *
 * ```ts
 * const fields = {
 *   plan: CustomFields.field({
 *     ...{ id: FieldId.make("7"), owner: "contact", name: "PLAN", label: "Plan", currency: null, isRequired: false },
 *     ...{ kind: "dropdown", options: ["free", "pro"] }
 *   })
 * }
 * const profiles = Profiles.typed(fields)
 * const program = Effect.gen(function* () {
 *   yield* profiles.upsert({ email: "jane@example.com", fields: { plan: "pro" } })
 *   const jane = yield* profiles.get({ email: "jane@example.com" })
 *   return jane?.fields.plan // "free" | "pro" | (string & {}) | null | undefined
 * })
 * ```
 */
export const typed = <F extends Fields<FieldId>>(fields: F) => {
  const reader = () => Effect.succeed((own: ValueRows) => decodeTyped(fields, own))
  const definitions = byIdentifier(Directory.field, fields)
  return {
    /** Creates or updates a contact; see `Profiles.upsert`. */
    upsert: (profile: TypedProfile<F>) => save(profile, definitions),
    /** The contact with an e-mail address or id; see `Profiles.get`. */
    get: (by: By) => Effect.map(find(by, reader), (profile): FullTypedProfile<F> | null => profile),
    /** All contacts that match a query; see `Profiles.stream`. */
    stream: (query: Query = {}) => Stream.map(all(query, reader), (profile): FullTypedProfile<F> => profile)
  }
}
