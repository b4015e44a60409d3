/**
 * Profiles need as few requests as the API allows, are safe to write again and at once, and are read as they were written.
 */
import { expect, it } from "@effect/vitest"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Profiles from "@effect-activecampaign/account/Profiles"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { ContactId, ContactLists, ListId } from "effect-activecampaign"
import { describe } from "vitest"
import { account, requestsOf } from "./requestsOf.js"

const layer = Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())

/** An account with three fields and two lists. */
const prepare = Effect.map(account, ({ insert }) => {
  insert("fields", { title: "Plan", perstag: "PLAN", type: "text" })
  insert("fields", { title: "Seats", perstag: "SEATS", type: "number" })
  insert("fields", { title: "Born", perstag: "BORN", type: "date" })
  insert("lists", { name: "Newsletter", stringid: "newsletter" })
  insert("lists", { name: "Offers", stringid: "offers" })
})

const jane = {
  email: "jane@example.com",
  firstName: "Jane",
  fields: { PLAN: "pro", SEATS: 5, Born: "1990-02-28" },
  tags: { add: ["vip", "2026"], remove: ["trial"] },
  lists: { Newsletter: "subscribe" }
} as const

describe("upsert", () => {
  it.effect(
    "of a new contact with three fields, two new tags and a list needs nine requests, six with a warm directory",
    () =>
      Effect.gen(function* () {
        yield* prepare
        const cold = yield* requestsOf(Profiles.upsert(jane))
        expect(cold.requests.sort()).toEqual([
          "GET /fields",
          "GET /lists",
          "GET /tags",
          "POST /contact/sync",
          "POST /contactLists",
          "POST /contactTags",
          "POST /contactTags",
          "POST /tags",
          "POST /tags"
        ])
        expect(cold.value).toMatchObject({
          created: true,
          tags: { added: ["vip", "2026"], removed: [], unchanged: ["trial"] },
          lists: { Newsletter: "subscribed" }
        })
        const other = { ...jane, email: "joe@example.com", tags: { add: ["x", "y"] } }
        const warm = yield* requestsOf(Profiles.upsert(other))
        // The two unknown names are looked for once more before the tags are created.
        expect(warm.requests.filter((request) => request !== "GET /tags")).toHaveLength(6)
      }).pipe(Effect.provide(layer))
  )

  it.effect("has the same result the second time", () =>
    Effect.gen(function* () {
      yield* prepare
      const { rows } = yield* account
      const first = yield* Profiles.upsert(jane)
      const state = () => JSON.stringify([rows.contactTags, rows.contactLists, rows.fieldValues, rows.tags])
      const before = state()
      const again = yield* requestsOf(Profiles.upsert(jane))
      expect(again.value).toEqual({
        id: first.id,
        created: false,
        tags: { added: [], removed: [], unchanged: ["vip", "2026", "trial"] },
        lists: { Newsletter: "unchanged" }
      })
      expect(again.requests.sort()).toEqual([
        "GET /contacts/1/contactLists",
        "GET /contacts/1/contactTags",
        "POST /contact/sync"
      ])
      expect(state()).toBe(before)
    }).pipe(Effect.provide(layer))
  )

  it.effect("by 20 fibers at once makes one contact with each tag once, without an error", () =>
    Effect.gen(function* () {
      yield* prepare
      const { rows } = yield* account
      yield* Effect.all(
        Array.from({ length: 20 }, () => Profiles.upsert(jane)),
        { concurrency: "unbounded" }
      )
      expect(rows.contacts).toHaveLength(1)
      expect(rows.tags.map(({ tag }) => tag)).toEqual(["vip", "2026"])
      expect(rows.contactTags).toHaveLength(2)
      expect(rows.contactLists).toHaveLength(1)
    }).pipe(Effect.provide(layer))
  )

  it.effect("adds and removes tags in one request for each change", () =>
    Effect.gen(function* () {
      yield* prepare
      yield* Profiles.upsert({ email: "jane@example.com", tags: { add: ["trial", "vip"] } })
      const change = { email: "jane@example.com", tags: { add: ["VIP", "paid"], remove: ["trial", "never existed"] } }
      expect((yield* Profiles.upsert(change)).tags).toEqual({
        added: ["paid"],
        removed: ["trial"],
        unchanged: ["VIP", "never existed"]
      })
      expect((yield* Profiles.get({ email: "jane@example.com" }))?.tags).toEqual(["vip", "paid"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("never subscribes somebody who has left, unless the word is resubscribe", () =>
    Effect.gen(function* () {
      yield* prepare
      const { id } = yield* Profiles.upsert({ ...jane, lists: { Newsletter: "subscribe", Offers: "unsubscribe" } })
      yield* ContactLists.unsubscribe({ contact: id, list: ListId.make("1") })
      expect((yield* Profiles.upsert(jane)).lists).toEqual({ Newsletter: "left" })
      expect((yield* Profiles.get({ id }))?.lists).toEqual({ Newsletter: "unsubscribed", Offers: "unsubscribed" })
      expect((yield* Profiles.upsert({ ...jane, lists: { Newsletter: "resubscribe" } })).lists).toEqual({
        Newsletter: "subscribed"
      })
      expect((yield* Profiles.get({ id }))?.lists["Newsletter"]).toBe("active")
    }).pipe(Effect.provide(layer))
  )

  it.effect("writes nothing if a name is unknown or a value does not fit", () =>
    Effect.gen(function* () {
      yield* prepare
      const failure = (change: Partial<Profiles.Profile>) => Effect.flip(Profiles.upsert({ ...jane, ...change }))
      expect((yield* failure({ fields: { PLAM: "pro" } })).message).toBe(
        'no contact field is named "PLAM"; did you mean "PLAN" or "Plan"?'
      )
      expect((yield* failure({ fields: { SEATS: "5" } })).message).toBe('SEATS must be a number; got "5"')
      expect((yield* failure({ lists: { Newsletters: "subscribe" } })).message).toContain('did you mean "Newsletter"?')
      const { requests } = yield* account
      expect(requests.filter(({ method }) => method !== "GET")).toEqual([])
    }).pipe(Effect.provide(layer))
  )
})

describe("a profile", () => {
  it.effect("is read as it was written, in one request", () =>
    Effect.gen(function* () {
      yield* prepare
      const { id } = yield* Profiles.upsert(jane)
      const { requests, value } = yield* requestsOf(Profiles.get({ email: "JANE@example.com" }))
      expect(requests).toEqual(["GET /contacts"])
      expect(value).toMatchObject({
        id,
        fields: { PLAN: "pro", SEATS: 5, BORN: "1990-02-28" },
        tags: ["vip", "2026"],
        lists: { Newsletter: "active" }
      })
      yield* Profiles.upsert({ email: "jane@example.com", fields: { PLAN: null } })
      expect((yield* Profiles.get({ id }))?.fields).toEqual({ PLAN: null, SEATS: 5, BORN: "1990-02-28" })
      expect(yield* Profiles.get({ email: "nobody@example.com" })).toBeNull()
      expect(yield* Profiles.get({ id: ContactId.make("99") })).toBeNull()
    }).pipe(Effect.provide(layer))
  )

  it.effect("is streamed without a request per contact", () =>
    Effect.gen(function* () {
      yield* prepare
      const emails = Array.from({ length: 150 }, (_, index) => `c${index}@example.com`)
      for (const [index, email] of emails.entries()) {
        yield* Profiles.upsert({ email, fields: { SEATS: index }, tags: { add: [index % 2 === 0 ? "even" : "odd"] } })
      }
      const { requests, value } = yield* requestsOf(Stream.runCollect(Profiles.stream()))
      const profiles = [...value]
      expect(profiles.map(({ contact }) => contact.email)).toEqual(emails)
      expect(profiles.every(({ fields }, index) => fields["SEATS"] === index)).toBe(true)
      expect(profiles.map(({ tags }) => tags.join())).toEqual(
        emails.map((_, index) => (index % 2 === 0 ? "even" : "odd"))
      )
      expect(requests.filter((request) => request !== "GET /contacts")).toEqual([])
      expect(requests.length).toBeLessThanOrEqual(3)
    }).pipe(Effect.provide(layer))
  )
})
