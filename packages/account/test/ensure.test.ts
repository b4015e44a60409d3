/**
 * Records are found or created once, whatever happens at the same time or on the way back.
 */
import { expect, it } from "@effect/vitest"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Ensure from "@effect-activecampaign/account/Ensure"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { describe } from "vitest"

const layer = Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())

const news = {
  name: "News",
  stringid: "news",
  sender_url: "https://example.com",
  sender_reminder: "You signed up."
}

describe("ensure", () => {
  it.effect("creates what is missing and finds what exists, in any case", () =>
    Effect.gen(function* () {
      const created = yield* Ensure.tag("VIP")
      expect(created.created).toBe(true)
      expect(yield* Ensure.tag("vip")).toEqual({ value: created.value, created: false })
      expect(yield* Directory.tag("VIP")).toBe(created.value.id)
      expect((yield* FakeAccount.FakeAccount).requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
        "GET /tags",
        "POST /tags"
      ])
    }).pipe(Effect.provide(layer))
  )

  it.effect("creates once for many fibers, also what ActiveCampaign would create twice", () =>
    Effect.gen(function* () {
      const lists = yield* Effect.all(
        Array.from({ length: 20 }, () => Ensure.list(news)),
        { concurrency: "unbounded" }
      )
      expect(lists.filter(({ created }) => created)).toHaveLength(1)
      expect(new Set(lists.map(({ value }) => value.id)).size).toBe(1)
      expect((yield* FakeAccount.FakeAccount).rows.lists).toHaveLength(1)
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds what somebody else created in between", () =>
    Effect.gen(function* () {
      yield* Directory.tag.all
      const { insert } = yield* FakeAccount.FakeAccount
      const { id } = insert("tags", { tag: "vip" })
      expect(yield* Ensure.tag("vip")).toMatchObject({ created: false, value: { id } })
    }).pipe(Effect.provide(layer))
  )

  it.effect("says that a field is of another kind", () =>
    Effect.gen(function* () {
      yield* Ensure.field({ title: "Plan", perstag: "PLAN", type: "text" })
      const error = yield* Effect.flip(Ensure.field({ title: "Plan", type: "dropdown", options: ["free"] }))
      expect(error.message).toBe('the contact field "PLAN" must be a dropdown field; it is a text field')
    }).pipe(Effect.provide(layer))
  )
})
