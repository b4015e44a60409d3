/**
 * Names become ids with as few requests as possible, and a name that nothing has is a typed error with similar names.
 */
import { expect, it } from "@effect/vitest"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/TestClock"
import { Tags } from "effect-activecampaign"
import { describe } from "vitest"

const layer = (options?: Directory.Options) => Layer.provideMerge(Directory.layer(options), FakeAccount.layerClient())

const requestCount = Effect.map(FakeAccount.FakeAccount, ({ requests }) => requests.length)

/** Tags with these names, added to the account without a request. */
const insertTags = (...names: ReadonlyArray<string>) =>
  Effect.map(FakeAccount.FakeAccount, ({ insert }) => names.map((tag) => insert("tags", { tag }).id))

describe("the directory", () => {
  it.effect("finds a name exactly, otherwise without regard to case, never a part of it", () =>
    Effect.gen(function* () {
      const [vip, , lower] = yield* insertTags("VIP", "VIP customer", "trial", "Trial")
      expect(yield* Directory.tag("VIP")).toBe(vip)
      expect(yield* Directory.tag("vip")).toBe(vip)
      expect(yield* Directory.tag("trial")).toBe(lower)
      expect(yield* Effect.flip(Directory.tag("customer"))).toMatchObject({ _tag: "UnknownNameError", kind: "tag" })
      expect(yield* Effect.flip(Directory.tag("TRIAL"))).toMatchObject({ _tag: "AmbiguousNameError", ids: ["3", "4"] })
    }).pipe(Effect.provide(layer()))
  )

  it.effect("says which names are similar", () =>
    Effect.gen(function* () {
      yield* insertTags("customer", "customers", "lead")
      const error = yield* Effect.flip(Directory.tag("custmer"))
      expect(error.message).toBe('no tag is named "custmer"; did you mean "customer" or "customers"?')
      expect((yield* Effect.flip(Directory.tag("zzz"))).message).toBe('no tag is named "zzz"')
    }).pipe(Effect.provide(layer()))
  )

  it.effect("reads a kind once, however many fibers ask", () =>
    Effect.gen(function* () {
      yield* insertTags("a", "b")
      const names = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? "a" : "b"))
      yield* Effect.forEach(names, (name) => Directory.tag(name), { concurrency: "unbounded" })
      expect(yield* requestCount).toBe(1)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("reads again for an unknown name, once for all who ask, but not what it has just read", () =>
    Effect.gen(function* () {
      yield* insertTags("a")
      yield* Effect.flip(Directory.tag("new"))
      expect(yield* requestCount).toBe(1)
      yield* insertTags("new")
      yield* Effect.all([Directory.tag("new"), Directory.tag("new"), Directory.tag("new")], {
        concurrency: "unbounded"
      })
      expect(yield* requestCount).toBe(2)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("reads again after the time to live", () =>
    Effect.gen(function* () {
      yield* insertTags("a")
      yield* Directory.tag("a")
      yield* TestClock.adjust("59 seconds")
      yield* Directory.tag("a")
      expect(yield* requestCount).toBe(1)
      yield* TestClock.adjust("2 seconds")
      yield* Directory.tag("a")
      expect(yield* requestCount).toBe(2)
    }).pipe(Effect.provide(layer({ timeToLive: "1 minute" })))
  )

  it.effect("knows what was added, and nothing of what was forgotten", () =>
    Effect.gen(function* () {
      yield* insertTags("a")
      yield* Directory.tag("a")
      yield* Directory.tag.add(yield* Tags.create({ tag: "b", tagType: "contact" }))
      const id = yield* Directory.tag("b")
      expect((yield* Directory.tag.byId(id))?.tag).toBe("b")
      expect(yield* requestCount).toBe(2)
      yield* Directory.tag.forget
      expect((yield* Directory.tag.all).map(({ tag }) => tag)).toEqual(["a", "b"])
      expect(yield* requestCount).toBe(3)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("does not keep a failure", () =>
    Effect.gen(function* () {
      const { insert } = yield* FakeAccount.FakeAccount
      insert("tags", { tag: "a" })
      const failing = Layer.provideMerge(
        Directory.layer(),
        FakeAccount.layerClient({ limit: { limit: 1, window: "1 second" } })
      )
      yield* Effect.gen(function* () {
        yield* Tags.list.page()
        expect((yield* Effect.flip(Directory.list("News")))._tag).toBe("RateLimitedError")
        yield* TestClock.adjust("1 second")
        expect((yield* Effect.flip(Directory.list("News")))._tag).toBe("UnknownNameError")
      }).pipe(Effect.provide(failing))
    }).pipe(Effect.provide(layer()))
  )

  it.effect("finds a field by its personalization tag or its title", () =>
    Effect.gen(function* () {
      const { insert } = yield* FakeAccount.FakeAccount
      const { id } = insert("fields", { title: "Favorite color", perstag: "COLOR" })
      expect([yield* Directory.field("COLOR"), yield* Directory.field("favorite color")]).toEqual([id, id])
    }).pipe(Effect.provide(layer()))
  )
})
