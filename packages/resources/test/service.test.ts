/**
 * The root service: all endpoints with the client provided, and stand-ins for some of them.
 */

import { expect, it } from "@effect/vitest"
import { ActiveCampaign, ContactId, TagId } from "@effect-activecampaign/resources"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { exported, resourceOf } from "./endpoints.js"

it.effect("holds every endpoint of every module", () =>
  Effect.gen(function* () {
    const service = (yield* ActiveCampaign) as unknown as Record<string, Record<string, object>>
    for (const { module, key, endpoint } of exported) {
      const bound = service[resourceOf(module)]?.[key]
      expect(bound, endpoint.name).toBeTypeOf("function")
      expect(bound).toHaveProperty(endpoint.items === undefined ? "withResponse" : "page")
    }
  }).pipe(Effect.provide(ActiveCampaign.mock({})))
)

it.effect("can be mocked in part; what is not given dies with its name", () =>
  Effect.gen(function* () {
    const ac = yield* ActiveCampaign
    yield* ac.contacts.remove(ContactId.make("1"))
    expect(yield* Stream.runCount(ac.tags.list())).toBe(0)
    for (const call of [
      ac.contacts.get(ContactId.make("1")),
      ac.contacts.remove.withResponse(ContactId.make("1")),
      ac.tags.list.page(),
      ac.tags.get(TagId.make("1")),
      Stream.runDrain(ac.lists.list())
    ]) {
      expect(String(yield* Effect.exit(call as Effect.Effect<unknown, unknown>))).toMatch(
        /was called and is not among the mocks/
      )
    }
  }).pipe(
    Effect.provide(ActiveCampaign.mock({ contacts: { remove: () => Effect.void }, tags: { list: () => Stream.empty } }))
  )
)
