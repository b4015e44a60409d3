/**
 * The fake account behaves as the API does, in this process and behind a server.
 */

import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { expect, it } from "@effect/vitest"
import { FakeAccount, FakeAccountServer } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import {
  ActiveCampaign,
  ActiveCampaignClient,
  ContactId,
  ContactLists,
  FieldId,
  FieldValues,
  ListId,
  NotFoundError,
  RetryPolicy,
  SiteMessages,
  TagId,
  Tags
} from "effect-activecampaign"
import { describe } from "vitest"

const inProcess = (options?: FakeAccount.Options) =>
  Layer.provideMerge(ActiveCampaign.layerClient, FakeAccount.layerClient(options))

const list = { name: "News", stringid: "news", sender_url: "https://example.com", sender_reminder: "You asked." }

describe("an account in memory", () => {
  it.effect("keeps what is sent", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const { insert } = yield* FakeAccount.FakeAccount
      insert("fields", { title: "Colors", type: "checkbox" })
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
      const memberships = yield* Stream.runCollect(ac.contactLists.listByContact(jane.id))
      expect([...memberships].map(({ status }) => status)).toEqual(["unsubscribed"])
      yield* ac.contactTags.remove(row.id)
      expect(yield* Stream.runCount(ac.contactTags.listByContact(jane.id))).toBe(0)
      yield* ac.contacts.delete(jane.id)
      expect((yield* FakeAccount.FakeAccount).rows.contactLists).toEqual([])
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("rejects requests as the API does", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      yield* ac.contacts.create({ email: "jane@example.com" })
      expect(yield* Effect.flip(ac.contacts.create({ email: "JANE@example.com" }))).toMatchObject({
        _tag: "DuplicateError",
        status: 422,
        issues: [{ code: "duplicate", pointer: "/data/attributes/email" }]
      })
      expect((yield* Effect.flip(ac.contacts.create({ phone: "5550100" })))._tag).toBe("ValidationError")
      expect((yield* Effect.flip(ac.contacts.get(ContactId.make("99")))) instanceof NotFoundError).toBe(true)
      expect((yield* Effect.flip(ac.lists.get(ListId.make("99"))))._tag).toBe("NotFoundError")
      const error = yield* Effect.flip(ac.contactTags.add({ contact: ContactId.make("1"), tag: TagId.make("9") }))
      expect("issues" in error ? JSON.stringify(error.issues) : "").toContain("Tag not found")
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

  it.effect("returns 20 rows by default and 100 at most, and their total as a string", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const { handle, insert } = yield* FakeAccount.FakeAccount
      for (let id = 1; id <= 250; id++) insert("tags", { tag: `t${id}` })
      const page = yield* ac.tags.list.page()
      expect([page.items.length, page.body]).toMatchObject([20, { meta: { total: "250" } }])
      const query = new URLSearchParams({ limit: "500" })
      const request = { method: "GET", path: "/tags", query, headers: {}, body: undefined }
      const response = handle(request, FakeAccount.defaultKey, 0)
      expect((response.body as { tags: ReadonlyArray<unknown> }).tags).toHaveLength(100)
      expect(yield* Stream.runCount(ac.tags.list())).toBe(250)
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("rejects the sixth request of a second with 429, and says when to retry", () =>
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

  it.effect("dies on a request that it does not implement, with the request and what it implements", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const cause = yield* Effect.sandbox(ac.siteMessages.list.page()).pipe(Effect.flip)
      expect(cause._tag).toBe("Die")
      expect(String(cause)).toContain("FakeAccount does not implement GET /siteMessages; implemented: POST /tags, ")
      expect(String(cause)).toContain("GET /contacts/{id}/contactLists")
      const { requests } = yield* FakeAccount.FakeAccount
      expect(requests.map(({ path, status }) => [path, status])).toEqual([["/siteMessages", 501]])
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("dies on a filter that it does not implement, and does not return everything", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      yield* ac.contacts.sync({ email: "jane@example.com" })
      const cause = yield* Effect.sandbox(ac.contacts.list.page({ extra: { color: "red" } })).pipe(Effect.flip)
      expect(String(cause)).toContain("FakeAccount does not implement `color` of contacts; implemented: ")
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("returns the related records of a page of contacts that are asked for, and no others", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const { insert } = yield* FakeAccount.FakeAccount
      insert("fields", { title: "Address" })
      for (const email of ["a@example.com", "b@example.com"])
        yield* ac.contacts.sync({ email, fieldValues: [{ field: FieldId.make("1"), value: email }] })
      const page = yield* ac.contacts.list.page({ limit: 1, offset: 1, include: ["fieldValues", "contactAutomations"] })
      const values = yield* page.sideload("fieldValues", FieldValues.FieldValue)
      expect(values.map(({ contact, value }) => [contact, value])).toEqual([[page.items[0]?.id, "b@example.com"]])
      expect(page.body).toMatchObject({ contactAutomations: [] })
      expect(page.body).not.toHaveProperty("contactLists")
    }).pipe(Effect.provide(inProcess()))
  )
})

const sixTags = Effect.forEach(["a", "b", "c", "d", "e", "f"], (tag) => Tags.create({ tag, tagType: "contact" }))

describe("the client of an account in memory", () => {
  it.effect("does not wait for the TestClock, however many requests there are", () =>
    Effect.gen(function* () {
      expect((yield* sixTags).map(({ id }) => id)).toEqual(["1", "2", "3", "4", "5", "6"])
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )

  it.effect("would wait before the sixth request with the rate limit of production", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(sixTags)
      yield* TestClock.adjust("900 millis")
      const { requests } = yield* FakeAccount.FakeAccount
      expect(requests).toHaveLength(5)
      yield* TestClock.adjust("1 second")
      expect(yield* fiber).toHaveLength(6)
    }).pipe(Effect.provide(Layer.provideMerge(ActiveCampaignClient.layer, FakeAccount.layer())))
  )

  it.effect("does not retry: with a limit, the first rejected request fails", () =>
    Effect.gen(function* () {
      expect((yield* Effect.flip(sixTags))._tag).toBe("RateLimitedError")
    }).pipe(Effect.provide(FakeAccount.layerClient({ limit: { limit: 5, window: "1 second" } })))
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

  it.live("returns 501 for a request that it does not implement, with what it implements", () =>
    Effect.gen(function* () {
      const error = yield* SiteMessages.list.page().pipe(RetryPolicy.withPolicy(RetryPolicy.none), Effect.flip)
      expect(error).toMatchObject({ _tag: "ServerError", status: 501 })
      expect("issues" in error && error.issues[0]?.title).toContain(
        "FakeAccount does not implement GET /siteMessages; implemented: POST /tags, "
      )
    }).pipe(
      Effect.provide(ActiveCampaignClient.layer),
      Effect.provide(FakeAccountServer.layer()),
      Effect.provide(FetchHttpClient.layer)
    )
  )

  it.live("rejects another key", () =>
    Effect.gen(function* () {
      const { apiUrl } = yield* FakeAccountServer.serve({ apiKey: "right" })
      const response = yield* Effect.promise(() => fetch(`${apiUrl}/api/3/tags`, { headers: { "Api-Token": "wrong" } }))
      expect(response.status).toBe(403)
    }).pipe(Effect.scoped)
  )
})
