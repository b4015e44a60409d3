/**
 * The fake account has the vendor's habits, in this process and behind a server.
 */

import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { expect, it } from "@effect/vitest"
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import { ActiveCampaign, ContactId, ContactLists, FieldId, ListId, TagId } from "@effect-activecampaign/resources"
import { FakeAccount, FakeAccountServer } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { describe } from "vitest"

const inProcess = (options?: FakeAccount.Options) =>
  Layer.provideMerge(ActiveCampaign.layer, FakeAccount.layer({ limit: null, ...options })).pipe(
    Layer.provide([RateLimiter.layerUnlimited, RetryPolicy.layer(RetryPolicy.none)])
  )

const list = { name: "News", stringid: "news", sender_url: "https://example.com", sender_reminder: "You asked." }

describe("an account in memory", () => {
  it.effect("keeps what is written", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const jane = yield* ac.contacts.sync({
        email: "Jane@example.com",
        fieldValues: [{ field: FieldId.make("1"), value: ["a", "b"] }]
      })
      expect((yield* ac.contacts.sync({ email: "jane@example.com", firstName: "Jane" })).id).toBe(jane.id)
      const news = yield* ac.lists.create(list)
      const tag = yield* ac.tags.create({ tag: "customer", tagType: "contact" })
      const row = yield* ac.contactTags.add({ contact: jane.id, tag: tag.id })
      expect((yield* ac.contactTags.add({ contact: jane.id, tag: tag.id })).id).toBe(row.id)
      yield* ac.contactLists.updateStatus({ contact: jane.id, list: news.id, status: "active" })
      const { value, sideload } = yield* ac.contacts.get.withResponse(jane.id)
      expect(value).toMatchObject({ email: "jane@example.com", firstName: "Jane", deleted: false })
      expect((yield* sideload("contactLists", ContactLists.ContactList))[0]).toMatchObject({
        list: news.id,
        status: "active"
      })
      yield* ac.contactLists.updateStatus({ contact: jane.id, list: news.id, status: "unsubscribed" })
      const memberships = yield* Stream.runCollect(ac.contactLists.listOfContact(jane.id))
      expect([...memberships].map(({ status }) => status)).toEqual(["unsubscribed"])
      yield* ac.contactTags.remove(row.id)
      expect(yield* Stream.runCount(ac.contactTags.listOfContact(jane.id))).toBe(0)
      yield* ac.contacts.remove(jane.id)
      expect((yield* FakeAccount.FakeAccount).rows.contactLists).toEqual([])
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("refuses as the vendor does", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      yield* ac.contacts.create({ email: "jane@example.com" })
      expect(yield* Effect.flip(ac.contacts.create({ email: "JANE@example.com" }))).toMatchObject({
        _tag: "DuplicateError",
        status: 422,
        issues: [{ code: "duplicate", pointer: "/data/attributes/email" }]
      })
      expect((yield* Effect.flip(ac.contacts.create({})))._tag).toBe("ValidationError")
      expect((yield* Effect.flip(ac.contacts.get(ContactId.make("99")))) instanceof NotFoundError).toBe(true)
      expect((yield* Effect.flip(ac.lists.get(ListId.make("99"))))._tag).toBe("NotFoundError")
      const error = yield* Effect.flip(ac.contactTags.add({ contact: ContactId.make("1"), tag: TagId.make("9") }))
      expect(error.message).toContain("Tag not found")
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("filters and orders contacts", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const people = ["ada", "grace", "alan", "edsger"]
      for (const name of people) yield* ac.contacts.sync({ email: `${name}@example.com`, firstName: name })
      const names = (query: Parameters<typeof ac.contacts.list>[0]) =>
        Effect.map(Stream.runCollect(ac.contacts.list(query)), (found) => [...found].map(({ firstName }) => firstName))
      expect(yield* names({})).toEqual(people)
      expect(yield* names({ orders: { first_name: "DESC" } })).toEqual(["grace", "edsger", "alan", "ada"])
      expect(yield* names({ search: "a", orders: { email: "ASC" } })).toEqual(["ada", "alan", "edsger", "grace"])
      expect(yield* names({ email: "ADA@example.com" })).toEqual(["ada"])
      expect(yield* names({ id_greater: ContactId.make("2") })).toEqual(["alan", "edsger"])
      expect(yield* names({ ids: [ContactId.make("1"), ContactId.make("4")] })).toEqual(["ada", "edsger"])
      const news = yield* ac.lists.create(list)
      yield* ac.contactLists.updateStatus({ contact: ContactId.make("3"), list: news.id, status: "active" })
      expect(yield* names({ listid: news.id, status: "active" })).toEqual(["alan"])
      expect(yield* names({ listid: news.id, status: "unsubscribed" })).toEqual([])
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("gives 20 rows unless more are asked for, 100 at most, and counts them in a text", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const { rows, handle } = yield* FakeAccount.FakeAccount
      for (let id = 1; id <= 250; id++) rows.tags.push({ id: String(id), tag: `t${id}` })
      const page = yield* ac.tags.list.page()
      expect([page.items.length, page.body]).toMatchObject([20, { meta: { total: "250" } }])
      const query = new URLSearchParams({ limit: "500" })
      const answer = handle({ method: "GET", path: "/tags", query, headers: {}, body: undefined }, "fake-key", 0)
      expect((answer.body as { tags: ReadonlyArray<unknown> }).tags).toHaveLength(100)
      expect(yield* Stream.runCount(ac.tags.list())).toBe(250)
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("answers the sixth request of a second with 429, and says when to come back", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      for (let index = 0; index < 5; index++) {
        const { rateLimit } = yield* ac.tags.list.page()
        expect(rateLimit).toEqual({ limit: 5, remaining: 4 - index })
      }
      expect(yield* Effect.flip(ac.tags.list.page())).toMatchObject({ _tag: "RateLimitedError", status: 429 })
      yield* TestClock.adjust("1 second")
      yield* ac.tags.list.page()
      const { requests } = yield* FakeAccount.FakeAccount
      expect(requests.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 200])
    }).pipe(Effect.provide(inProcess({ limit: { limit: 5, window: "1 second" } })))
  )
})

describe("an account behind a server", () => {
  it.live("is the same account, over HTTP", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const { rows } = yield* FakeAccount.FakeAccount
      const jane = yield* ac.contacts.sync({ email: "jane@example.com" })
      expect(rows.contacts.map(({ id }) => id)).toEqual([jane.id])
    }).pipe(
      Effect.provide(ActiveCampaign.layer),
      Effect.provide(FakeAccountServer.layer({ limit: null })),
      Effect.provide(FetchHttpClient.layer)
    )
  )

  it.live("refuses another key", () =>
    Effect.gen(function* () {
      const { apiUrl } = yield* FakeAccountServer.serve({ apiKey: "right" })
      const response = yield* Effect.promise(() => fetch(`${apiUrl}/api/3/tags`, { headers: { "Api-Token": "wrong" } }))
      expect(response.status).toBe(403)
    }).pipe(Effect.scoped)
  )
})
