/**
 * What a contact database is: maps, and the calls of the SDK with what each must do to them. The model knows nothing of the
 * fake account.
 */
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import {
  type ActiveCampaignClient,
  ContactId,
  ContactLists,
  Contacts,
  ContactTagId,
  ContactTags,
  FieldId,
  FieldValues,
  ListId,
  Lists,
  TagId,
  Tags
} from "effect-activecampaign"
import { expect } from "vitest"

/** What must be in the account. Pairs are `contact:other`. */
export class Model {
  readonly contacts = new Map<string, { readonly email: string; readonly firstName: string }>()
  readonly tags = new Map<string, string>()
  readonly lists = new Map<string, string>()
  /** Ids of contact tags by contact and tag. */
  readonly contactTags = new Map<string, string>()
  readonly statuses = new Map<string, string>()
  readonly values = new Map<string, string | ReadonlyArray<string>>()
  /** Every id that ever was, so that calls also name what is gone. */
  readonly seen = { contacts: ["9999"], tags: ["9999"], lists: ["9999"], contactTags: ["9999"] }

  /** Deletes the pairs of what is gone. */
  forget(place: 0 | 1, id: string, ...maps: ReadonlyArray<Map<string, unknown>>): void {
    for (const map of maps) for (const key of map.keys()) if (key.split(":")[place] === id) map.delete(key)
  }

  contactWith(email: string): string | undefined {
    return [...this.contacts].find(([, contact]) => contact.email.toLowerCase() === email.toLowerCase())?.[0]
  }
}

/** What a step needs. */
export type Services = ActiveCampaignClient.ActiveCampaignClient | FakeAccount.FakeAccount

/** A call and what it must do. */
export type Step = (model: Model) => Effect.Effect<void, unknown, Services>

/** The one of all ids that a number stands for; the latest are the most likely to be there. */
const pick = (ids: ReadonlyArray<string>, n: number): string => ids[ids.length - 1 - (n % ids.length)] ?? "9999"

/** The value of a call, or undefined if it fails as it must. */
const outcome = <A, E extends { readonly _tag: string }, R>(
  call: Effect.Effect<A, E, R>,
  expected: E["_tag"] | undefined
): Effect.Effect<A | undefined, never, R> =>
  Effect.match(call, {
    onFailure: (error): A | undefined => {
      expect(error._tag).toBe(expected)
      return undefined
    },
    onSuccess: (value): A | undefined => {
      expect(expected, "the call was to fail").toBeUndefined()
      return value
    }
  })

const isNew = (ids: Array<string>, id: string): void => {
  expect(ids, "an id is given once").not.toContain(id)
  ids.push(id)
}

/** Creates a contact; an address that is there is a duplicate, in any case. */
export const createContact =
  (email: string, firstName: string): Step =>
  (model) =>
    Effect.gen(function* () {
      const isTaken = model.contactWith(email) !== undefined
      const made = yield* outcome(Contacts.create({ email, firstName }), isTaken ? "DuplicateError" : undefined)
      if (made === undefined) return
      isNew(model.seen.contacts, made.id)
      model.contacts.set(made.id, { email, firstName })
    })

/** Creates or updates the contact with an address. */
export const syncContact =
  (email: string, firstName: string): Step =>
  (model) =>
    Effect.gen(function* () {
      const existing = model.contactWith(email)
      const { id } = yield* Contacts.sync({ email, firstName })
      if (existing === undefined) isNew(model.seen.contacts, id)
      else expect(id).toBe(existing)
      model.contacts.set(id, { email, firstName })
    })

/** Updates a contact, which must be there, and whose address must not be that of another. */
export const updateContact =
  (n: number, email: string | undefined, firstName: string): Step =>
  (model) =>
    Effect.gen(function* () {
      const id = pick(model.seen.contacts, n)
      const existing = model.contacts.get(id)
      const owner = email === undefined ? undefined : model.contactWith(email)
      const isTaken = owner !== undefined && owner !== id
      const expected = existing === undefined ? "NotFoundError" : isTaken ? "DuplicateError" : undefined
      const payload = { firstName, ...(email === undefined ? {} : { email }) }
      const updated = yield* outcome(Contacts.update(ContactId.make(id), payload), expected)
      if (updated !== undefined && existing !== undefined) model.contacts.set(id, { ...existing, ...payload })
    })

/** Deletes a contact and all that belongs to it. */
export const deleteContact =
  (n: number): Step =>
  (model) =>
    Effect.gen(function* () {
      const id = pick(model.seen.contacts, n)
      const expected = model.contacts.has(id) ? undefined : "NotFoundError"
      yield* outcome(Contacts.delete(ContactId.make(id)), expected)
      model.contacts.delete(id)
      model.forget(0, id, model.contactTags, model.statuses, model.values)
    })

/** Creates a tag; a name that is there is a duplicate. */
export const createTag =
  (tag: string): Step =>
  (model) =>
    Effect.gen(function* () {
      const isTaken = [...model.tags.values()].some((name) => name.toLowerCase() === tag.toLowerCase())
      const call = Tags.create({ tag, tagType: "contact" })
      const made = yield* outcome(call, isTaken ? "DuplicateError" : undefined)
      if (made === undefined) return
      isNew(model.seen.tags, made.id)
      model.tags.set(made.id, tag)
    })

/** Deletes a tag and takes it from all contacts. */
export const deleteTag =
  (n: number): Step =>
  (model) =>
    Effect.gen(function* () {
      const id = pick(model.seen.tags, n)
      yield* outcome(Tags.delete(TagId.make(id)), model.tags.has(id) ? undefined : "NotFoundError")
      model.tags.delete(id)
      model.forget(1, id, model.contactTags)
    })

/** Adds a tag to a contact; a tag that the contact has is the same row. */
export const addTag =
  (n: number, t: number): Step =>
  (model) =>
    Effect.gen(function* () {
      const [contact, tag] = [pick(model.seen.contacts, n), pick(model.seen.tags, t)]
      const isThere = model.contacts.has(contact) && model.tags.has(tag)
      const call = ContactTags.add({ contact: ContactId.make(contact), tag: TagId.make(tag) })
      const row = yield* outcome(call, isThere ? undefined : "NotFoundError")
      if (row === undefined) return
      const existing = model.contactTags.get(`${contact}:${tag}`)
      if (existing === undefined) isNew(model.seen.contactTags, row.id)
      else expect(row.id).toBe(existing)
      model.contactTags.set(`${contact}:${tag}`, row.id)
    })

/** Removes a tag from a contact by the row between them. */
export const removeTag =
  (n: number): Step =>
  (model) =>
    Effect.gen(function* () {
      const id = pick(model.seen.contactTags, n)
      const pair = [...model.contactTags].find(([, row]) => row === id)?.[0]
      yield* outcome(ContactTags.remove(ContactTagId.make(id)), pair === undefined ? "NotFoundError" : undefined)
      if (pair !== undefined) model.contactTags.delete(pair)
    })

/** Creates a list. */
export const createList =
  (name: string): Step =>
  (model) =>
    Effect.gen(function* () {
      const sender = { sender_url: "https://example.com", sender_reminder: "You signed up." }
      const { id } = yield* Lists.create({ name, stringid: name, ...sender })
      isNew(model.seen.lists, id)
      model.lists.set(id, name)
    })

/** Deletes a list and all subscriptions to it. */
export const deleteList =
  (n: number): Step =>
  (model) =>
    Effect.gen(function* () {
      const id = pick(model.seen.lists, n)
      yield* outcome(Lists.delete(ListId.make(id)), model.lists.has(id) ? undefined : "NotFoundError")
      model.lists.delete(id)
      model.forget(1, id, model.statuses)
    })

/** Subscribes, unsubscribes or resubscribes a contact. `subscribe` leaves alone who has left. */
export const setStatus =
  (kind: "subscribe" | "unsubscribe" | "resubscribe", n: number, l: number): Step =>
  (model) =>
    Effect.gen(function* () {
      const [contact, list] = [pick(model.seen.contacts, n), pick(model.seen.lists, l)]
      const pair = `${contact}:${list}`
      const isThere = model.contacts.has(contact) && model.lists.has(list)
      const hasLeft = kind === "subscribe" && model.statuses.get(pair) === "unsubscribed"
      // A subscription is looked for first, below the contact.
      const isUnknown = kind === "subscribe" && !model.contacts.has(contact)
      const missing = isThere ? undefined : isUnknown ? "NotFoundError" : "ValidationError"
      const membership = { contact: ContactId.make(contact), list: ListId.make(list) }
      yield* outcome(ContactLists[kind](membership), missing ?? (hasLeft ? "UnsubscribedError" : undefined))
      if (isThere && !hasLeft) model.statuses.set(pair, kind === "unsubscribe" ? "unsubscribed" : "active")
    })

/** Sets the value of a field, which replaces the one that was there. */
export const setValue =
  (n: number, field: string, value: string | ReadonlyArray<string>): Step =>
  (model) =>
    Effect.gen(function* () {
      const contact = pick(model.seen.contacts, n)
      const call = FieldValues.set({ contact: ContactId.make(contact), field: FieldId.make(field), value })
      const isThere = model.contacts.has(contact) && field !== "9"
      yield* outcome(call, isThere ? undefined : "ValidationError")
      if (isThere) model.values.set(`${contact}:${field}`, value)
    })

type Options = { readonly concurrency?: number; readonly readAhead?: boolean }

/** The contacts with a tag, on a list, with a status, with a text in their address; in the order of their ids. */
export const listContacts =
  (filter: "all" | "tag" | "list" | "left" | "like", n: number, options: Options): Step =>
  (model) =>
    Effect.gen(function* () {
      const [tag, list] = [pick(model.seen.tags, n), pick(model.seen.lists, n)]
      const queries = {
        all: {},
        tag: { tagid: TagId.make(tag) },
        list: { listid: ListId.make(list) },
        left: { listid: ListId.make(list), status: "unsubscribed" },
        like: { email_like: "an" }
      } as const
      const matches: Record<typeof filter, (id: string, email: string) => boolean> = {
        all: () => true,
        tag: (id) => model.contactTags.has(`${id}:${tag}`),
        list: (id) => model.statuses.has(`${id}:${list}`),
        left: (id) => model.statuses.get(`${id}:${list}`) === "unsubscribed",
        like: (_, email) => email.toLowerCase().includes("an")
      }
      const wanted = [...model.contacts].filter(([id, { email }]) => matches[filter](id, email)).map(([id]) => id)
      const found = yield* Stream.runCollect(Contacts.list(queries[filter], options))
      expect([...found].map(({ id }) => id).sort()).toEqual(wanted.sort())
    })

/** Finds the contact with an address, in any case, and what belongs to it below the contact. */
export const findContact =
  (email: string): Step =>
  (model) =>
    Effect.gen(function* () {
      const id = model.contactWith(email)
      const found = yield* Contacts.findByEmail(email)
      expect(found?.id).toBe(id)
      if (id === undefined) return
      const tags = [...(yield* Stream.runCollect(ContactTags.listByContact(ContactId.make(id))))]
      const expected = [...model.contactTags].filter(([pair]) => pair.startsWith(`${id}:`)).map(([, row]) => row)
      expect(tags.map((row) => row.id as string).sort()).toEqual(expected.sort())
      const subscriptions = [...(yield* Stream.runCollect(ContactLists.listByContact(ContactId.make(id))))]
      const lists = [...model.statuses].filter(([pair]) => pair.startsWith(`${id}:`))
      expect(subscriptions.map(({ list, status }) => [`${id}:${list}`, status]).sort()).toEqual(lists.sort())
    })

/** All that is there, through the API: nothing is lost, nothing doubled. */
export const checkAll: Step = (model) =>
  Effect.gen(function* () {
    const contacts = [...(yield* Stream.runCollect(Contacts.list()))]
    expect(new Map(contacts.map(({ email, firstName, id }) => [id as string, { email, firstName }]))).toEqual(
      model.contacts
    )
    expect(contacts.length).toBe(model.contacts.size)
    const tags = [...(yield* Stream.runCollect(Tags.list()))]
    expect(tags.map(({ id, tag }) => [id, tag])).toEqual([...model.tags])
    const lists = [...(yield* Stream.runCollect(Lists.list()))]
    expect(lists.map(({ id, name }) => [id, name])).toEqual([...model.lists])
    const contactTags = [...(yield* Stream.runCollect(ContactTags.list()))]
    expect(contactTags.map(({ contact, id, tag }) => [`${contact}:${tag}`, id]).sort()).toEqual(
      [...model.contactTags].sort()
    )
    const subscriptions = [...(yield* Stream.runCollect(ContactLists.list()))]
    expect(subscriptions.map(({ contact, list, status }) => [`${contact}:${list}`, status]).sort()).toEqual(
      [...model.statuses].sort()
    )
    const values = [...(yield* Stream.runCollect(FieldValues.list()))]
    expect(values.map(({ contact, field, value }) => [`${contact}:${field}`, value]).sort()).toEqual(
      [...model.values].sort()
    )
    for (const [id, tag] of model.tags) {
      const count = [...model.contactTags.keys()].filter((pair) => pair.endsWith(`:${id}`)).length
      expect([tag, (yield* Tags.get(TagId.make(id))).subscriber_count]).toEqual([tag, count])
    }
    const { rows } = yield* FakeAccount.FakeAccount
    expect(rows.contacts.map(({ id }) => id).sort()).toEqual([...model.contacts.keys()].sort())
  })
