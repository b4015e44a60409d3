/**
 * The root service with some endpoints replaced: the fakes are used, everything else dies with its name.
 */

import * as Headers from "@effect/platform/Headers"
import { expect, it } from "@effect/vitest"
import { FakeActiveCampaign } from "@effect-activecampaign/testing"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as resources from "effect-activecampaign"
import {
  ActiveCampaign,
  ContactId,
  ContactLists,
  Contacts,
  ContactTagId,
  Endpoint,
  Notes,
  NotFoundError,
  TagId,
  Tags
} from "effect-activecampaign"
import { describe, expectTypeOf } from "vitest"

const id = ContactId.make("113")
const jane = Schema.decodeUnknownSync(Contacts.Contact)({ id: "113", email: "jane@example.com" })
const note = Schema.decodeUnknownSync(Notes.Note)({ id: "1" })
const tag = Schema.decodeUnknownSync(Tags.Tag)({ id: "1", tag: "customer" })

/** Why an effect died. */
const defect = (effect: Effect.Effect<unknown, unknown>) =>
  Effect.map(Effect.flip(Effect.sandbox(effect)), (cause) => {
    expect(cause._tag).toBe("Die")
    return String(cause)
  })

const unexpected = (name: string) => `FakeActiveCampaign: ${name} was called but is not among the fakes`

describe("the service", () => {
  it.effect("has every endpoint of every module", () =>
    Effect.gen(function* () {
      const service = yield* ActiveCampaign
      let count = 0
      for (const [module, members] of Object.entries<object>(resources as never)) {
        for (const [key, endpoint] of Object.entries<unknown>(members as never)) {
          if (!Endpoint.isEndpoint(endpoint) || module === "Tracking") continue
          count++
          const resource = `${module.charAt(0).toLowerCase()}${module.slice(1)}`
          const property = endpoint.items === undefined ? "withResponse" : "page"
          expect(service, endpoint.name).toHaveProperty([resource, key, property])
          expect(Object.keys((service as never)[resource] as object)).toContain(key)
        }
      }
      expect(count).toBeGreaterThan(200)
      expect(Object.keys(service)).not.toContain("wire")
      expect(Object.keys(service)).not.toContain("tracking")
    }).pipe(Effect.provide(FakeActiveCampaign.layer({})))
  )

  it.effect("uses the fakes, and dies with the name of everything else", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      yield* ac.contacts.delete(id)
      expect(yield* Stream.runCount(ac.tags.list())).toBe(0)
      expect(yield* defect(ac.contacts.get(id))).toContain(unexpected("contacts.get"))
      expect(yield* defect(ac.contacts.get.withResponse(id))).toContain(unexpected("contacts.get.withResponse"))
      expect(yield* defect(ac.tags.get(TagId.make("1")))).toContain(unexpected("tags.get"))
      expect(yield* defect(ac.lists.list.page())).toContain(unexpected("lists.list.page"))
      expect(yield* defect(Stream.runDrain(ac.lists.list.pages()))).toContain(unexpected("lists.list.pages"))
      expect(yield* defect(ac.contacts.findByEmail("a@example.com"))).toContain(unexpected("contacts.findByEmail"))
      expect(ac.notes.ownerOf({ ...note, reltype: "Subscriber", relid: "113" })).toEqual({ contact: "113" })
      expect(yield* defect(Stream.runDrain(ac.lists.list()))).toContain(unexpected("lists.list"))
    }).pipe(
      Effect.provide(
        FakeActiveCampaign.layer({ contacts: { delete: () => Effect.void }, tags: { list: () => Stream.empty } })
      )
    )
  )
})

describe("a fake", () => {
  it.effect("receives the arguments, and may fail with the errors of the endpoint", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      expect(yield* ac.contacts.get(id)).toBe(jane)
      expect(yield* Effect.flip(ac.contacts.get(ContactId.make("7")))).toBeInstanceOf(NotFoundError)
    }).pipe(
      Effect.provide(
        FakeActiveCampaign.layer({
          contacts: {
            get: (given) => (given === id ? Effect.succeed(jane) : Effect.fail(NotFoundError.of(Contacts.get)))
          }
        })
      )
    )
  )

  it.effect("has a `withResponse` that returns its value, with status 200 and nothing around it", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const { sideload, ...response } = yield* ac.contacts.get.withResponse(id)
      expect(response).toEqual({
        value: jane,
        drift: [],
        status: 200,
        headers: Headers.empty,
        body: undefined,
        rateLimit: { limit: null, remaining: null },
        requestId: null,
        attempts: 1,
        waited: Duration.zero
      })
      expect(yield* sideload("contactLists", ContactLists.ContactList)).toEqual([])
      expect((yield* Effect.flip(ac.tags.delete.withResponse(TagId.make("1"))))._tag).toBe("NotFoundError")
    }).pipe(
      Effect.provide(
        FakeActiveCampaign.layer({
          contacts: { get: () => Effect.succeed(jane) },
          tags: { delete: () => Effect.fail(NotFoundError.of(Tags.delete)) }
        })
      )
    )
  )

  const emptyPage = {
    value: [],
    items: [],
    total: 0,
    drift: [],
    status: 200,
    headers: Headers.empty,
    body: {},
    rateLimit: { limit: 5, remaining: 4 },
    requestId: "r-1",
    attempts: 2,
    waited: Duration.zero,
    sideload: () => Effect.succeed([])
  }
  const { items: _, total: __, ...response } = { ...emptyPage, value: tag }
  it.effect("may have a `withResponse` or a `page` of its own", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      expect((yield* ac.tags.get.withResponse(tag.id)).attempts).toBe(2)
      expect((yield* ac.tags.list.page({ limit: 3 })).requestId).toBe("r-1")
    }).pipe(
      Effect.provide(
        FakeActiveCampaign.layer({
          tags: {
            get: Object.assign(() => Effect.succeed(tag), { withResponse: () => Effect.succeed(response) }),
            list: Object.assign(() => Stream.empty, { page: () => Effect.succeed(emptyPage) })
          }
        })
      )
    )
  )

  it.effect("may omit the fields that can be null, and replace a composed function", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      expect(yield* ac.contacts.get(id)).toEqual(jane)
      expect((yield* ac.contacts.get.withResponse(id)).value).toEqual(jane)
      expect([...(yield* Stream.runCollect(ac.contacts.list()))]).toEqual([jane])
      expect(yield* ac.contacts.findByEmail("jane@example.com")).toEqual(jane)
    }).pipe(
      Effect.provide(
        FakeActiveCampaign.layer({
          contacts: {
            get: () => Effect.succeed({ id, email: "jane@example.com" }),
            list: () => Stream.make({ id, email: "jane@example.com" }),
            findByEmail: () => Effect.succeed(jane)
          }
        })
      )
    )
  )

  it.effect("of a list has pages with its rows", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const idsOf = ({ items }: { readonly items: ReadonlyArray<Tags.Tag> }) => items.map((row) => Number(row.id))
      const page = yield* ac.tags.list.page()
      expect([idsOf(page).length, page.items[0]?.tag, page.total]).toEqual([20, null, 250])
      expect(idsOf(yield* ac.tags.list.page({ limit: 2, offset: 3 }))).toEqual([4, 5])
      const pages = [...(yield* Stream.runCollect(ac.tags.list.pages()))]
      expect(pages.map((one) => [one.items.length, one.cursor === null])).toEqual([
        [100, false],
        [100, false],
        [50, true]
      ])
      const [last] = [...(yield* Stream.runCollect(ac.tags.list.pages({ cursor: pages[1]?.cursor ?? "" })))]
      expect(last && idsOf(last)).toEqual(Array.from({ length: 50 }, (_, index) => index + 201))
      const byContact = ac.contactTags.listByContact
      expect((yield* byContact.page(id, { limit: 1 })).items).toHaveLength(1)
      expect([...(yield* Stream.runCollect(ac.lists.list.pages()))].map((one) => one.items.length)).toEqual([0])
    }).pipe(
      Effect.provide(
        FakeActiveCampaign.layer({
          tags: {
            list: () =>
              Stream.fromIterable(Array.from({ length: 250 }, (_, at) => ({ id: TagId.make(String(at + 1)) })))
          },
          contactTags: {
            listByContact: () => Stream.make({ id: ContactTagId.make("1") }, { id: ContactTagId.make("2") })
          },
          lists: { list: () => Stream.empty }
        })
      )
    )
  )

  it.effect("can be given for several endpoints, and be frozen; it is not changed", () => {
    const nothing = Object.freeze(() => Effect.void)
    const empty = Object.freeze(() => Stream.empty)
    return Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      yield* ac.contacts.delete(id)
      yield* ac.tags.delete(tag.id)
      expect(ac.contacts.delete).not.toBe(ac.tags.delete)
      expect((yield* ac.lists.list.page()).items).toEqual([])
      expect([Object.keys(nothing), Object.keys(empty)]).toEqual([[], []])
    }).pipe(
      Effect.provide(
        FakeActiveCampaign.layer({
          contacts: { delete: nothing },
          tags: { delete: nothing, list: empty },
          lists: { list: empty }
        })
      )
    )
  })
})

describe("the types", () => {
  it("accept what the endpoint returns, and nothing else", () => {
    const cases = () => [
      // @ts-expect-error no such resource
      FakeActiveCampaign.layer({ contcts: {} }),
      // @ts-expect-error no such endpoint
      FakeActiveCampaign.layer({ contacts: { fetch: () => Effect.succeed(jane) } }),
      // @ts-expect-error not an endpoint, although the module exports it
      FakeActiveCampaign.layer({ contacts: { Contact: () => Effect.succeed(jane) } }),
      // @ts-expect-error the entity of another resource
      FakeActiveCampaign.layer({ contacts: { get: () => Effect.succeed(tag) } }),
      // @ts-expect-error an effect for a list
      FakeActiveCampaign.layer({ tags: { list: () => Effect.succeed([tag]) } }),
      // @ts-expect-error a stream of something else
      FakeActiveCampaign.layer({ tags: { list: () => Stream.make(jane) } }),
      // @ts-expect-error an error that is not the library's
      FakeActiveCampaign.layer({ contacts: { get: () => Effect.fail("not found") } }),
      // @ts-expect-error an error that this endpoint cannot fail with
      FakeActiveCampaign.layer({ tags: { list: () => Stream.fail(NotFoundError.of(Tags.list)) } }),
      // @ts-expect-error the id of another resource
      FakeActiveCampaign.layer({ contacts: { get: (_: TagId) => Effect.succeed(jane) } }),
      FakeActiveCampaign.layer({
        contacts: {
          // @ts-expect-error `withResponse` does not return a response
          get: Object.assign(() => Effect.succeed(jane), { withResponse: () => Effect.succeed(jane) })
        }
      })
    ]
    expect(cases).toBeTypeOf("function")
  })

  it("infer the arguments of a fake from its endpoint", () => {
    FakeActiveCampaign.layer({
      contacts: {
        get: (given) => {
          expectTypeOf(given).toEqualTypeOf<ContactId>()
          return Effect.succeed(jane)
        }
      }
    })
  })
})
