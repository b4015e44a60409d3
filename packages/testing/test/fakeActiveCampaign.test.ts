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
  Endpoint,
  NotFoundError,
  TagId,
  Tags
} from "effect-activecampaign"
import { describe, expectTypeOf } from "vitest"

const id = ContactId.make("113")
const jane = Schema.decodeUnknownSync(Contacts.Contact)({ id: "113", email: "jane@example.com" })
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
          if (!Endpoint.isEndpoint(endpoint)) continue
          count++
          const resource = `${module.charAt(0).toLowerCase()}${module.slice(1)}`
          const property = endpoint.items === undefined ? "withResponse" : "page"
          expect(service, endpoint.name).toHaveProperty([resource, key, property])
          expect(Object.keys((service as never)[resource] as object)).toContain(key)
        }
      }
      expect(count).toBeGreaterThan(200)
      expect(Object.keys(service)).not.toContain("wire")
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
      expect(yield* defect(ac.tags.list.page())).toContain(unexpected("tags.list.page"))
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

  it.effect("can be given for several endpoints, and be frozen; it is not changed", () => {
    const nothing = Object.freeze(() => Effect.void)
    const empty = Object.freeze(() => Stream.empty)
    return Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      yield* ac.contacts.delete(id)
      yield* ac.tags.delete(tag.id)
      expect(ac.contacts.delete).not.toBe(ac.tags.delete)
      expect(yield* defect(ac.tags.list.page())).toContain(unexpected("tags.list.page"))
      expect(yield* defect(ac.lists.list.page())).toContain(unexpected("lists.list.page"))
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
