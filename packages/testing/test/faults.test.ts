/**
 * What goes wrong on demand is what the SDK's errors say, in this process and over sockets.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { expect, it } from "@effect/vitest"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as FakeAccountServer from "@effect-activecampaign/testing/FakeAccountServer"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as TestClock from "effect/TestClock"
import { ActiveCampaignClient, ContactId, Contacts, RateLimiter, RetryPolicy, Tags } from "effect-activecampaign"
import { describe } from "vitest"

const create = Tags.create({ tag: "customer", tagType: "contact" })

const overSockets = (options: FakeAccount.Options) =>
  ActiveCampaignClient.layer.pipe(
    Layer.provide([RateLimiter.layerUnlimited, RetryPolicy.layer(RetryPolicy.none), FetchHttpClient.layer]),
    Layer.provideMerge(FakeAccountServer.layer({ ...options, limit: null }))
  )

/** The error of a create, how often it was executed, and which faults the request met. */
const outcome = Effect.gen(function* () {
  const { requests, rows } = yield* FakeAccount.FakeAccount
  const result = yield* Effect.either(create)
  const tag = Either.isLeft(result) ? result.left._tag : "success"
  return [tag, rows.tags.length, requests.at(-1)?.faults]
})

const cases: ReadonlyArray<readonly [name: string, fault: Faults.Fault, error: string, executed: number]> = [
  ["rateLimited", Faults.rateLimited(1), "RateLimitedError", 0],
  ["serverError as JSON", Faults.serverError(500), "ServerError", 0],
  ["serverError as HTML", Faults.serverError(503, "html"), "ServerError", 0],
  ["forbidden", Faults.forbidden(), "PermissionError", 0],
  ["reset before the execution", Faults.reset("before"), "OutcomeUnknownError", 0],
  ["reset after the execution", Faults.reset("after"), "OutcomeUnknownError", 1],
  ["truncated", Faults.truncated, "OutcomeUnknownError", 1],
  ["malformed", Faults.malformed, "OutcomeUnknownError", 1],
  ["contentType", Faults.contentType(), "success", 1],
  ["drift", Faults.drift("added", "types"), "success", 1]
]

describe.each(cases)("%s", (_, fault, error, executed) => {
  const options = { faults: [Faults.on(Tags.create, fault)] }
  it.effect("in this process", () =>
    Effect.gen(function* () {
      expect(yield* outcome).toEqual([error, executed, [fault.name]])
    }).pipe(Effect.provide(FakeAccount.layerClient(options)))
  )

  it.live("over sockets", () =>
    Effect.gen(function* () {
      expect(yield* outcome).toEqual([error, executed, [fault.name]])
    }).pipe(Effect.provide(overSockets(options)))
  )
})

describe("rules", () => {
  it.effect("apply to a number of requests, after a number of others, until they are cleared", () =>
    Effect.gen(function* () {
      const { faults } = yield* FakeAccount.FakeAccount
      const list = Effect.map(Effect.either(Tags.list.page()), Either.isRight)
      expect(yield* Effect.all([list, list, list, list, list])).toEqual([true, false, false, true, true])
      faults.add(Faults.on("GET /tags", Faults.serverError()))
      expect(yield* list).toBe(false)
      faults.clear()
      expect(yield* list).toBe(true)
    }).pipe(
      Effect.provide(
        FakeAccount.layerClient({ faults: [Faults.on(Tags.list, Faults.serverError(), { after: 1, times: 2 })] })
      )
    )
  )

  it("name what they are about", () => {
    expect(() => Faults.on("tags", Faults.serverError())).toThrow('"tags" is not "*", a path, or a method and a path')
  })

  it.effect("at random are the same for the same seed", () =>
    Effect.gen(function* () {
      const run = (seed: number) =>
        Effect.gen(function* () {
          const { requests } = yield* FakeAccount.FakeAccount
          yield* Effect.replicateEffect(Effect.either(Tags.list.page()), 50)
          return requests.map(({ faults }) => faults.join())
        }).pipe(
          Effect.provide(
            FakeAccount.layerClient({ faults: [Faults.random({ seed, rate: 0.3, faults: [Faults.serverError()] })] })
          )
        )
      const [first, again, other] = [yield* run(1), yield* run(1), yield* run(2)]
      expect(again).toEqual(first)
      expect(other).not.toEqual(first)
      const hits = first.filter((faults) => faults !== "").length
      expect(hits > 5 && hits < 30).toBe(true)
    })
  )
})

describe("time", () => {
  it.effect("a late response comes when the clock says so", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(create)
      yield* TestClock.adjust("2 seconds")
      expect(Option.isSome(yield* Fiber.poll(fiber))).toBe(false)
      yield* TestClock.adjust("1 second")
      expect((yield* fiber).tag).toBe("customer")
    }).pipe(Effect.provide(FakeAccount.layerClient({ faults: [Faults.on("*", Faults.latency("3 seconds"))] })))
  )

  it.effect("an account whose clock is behind says so in its rows", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 2))
      const { id } = yield* Contacts.create({ email: "jane@example.com" })
      expect(String((yield* Contacts.get(ContactId.make(id))).cdate)).toContain("2026-01-01T23:00:00")
    }).pipe(Effect.provide(FakeAccount.layerClient({ faults: [Faults.on("*", Faults.clockSkew(-3_600_000))] })))
  )
})

describe("an SDK with retries", () => {
  it.effect("reads all in spite of random faults, and creates nothing twice", () =>
    Effect.gen(function* () {
      const { rows } = yield* FakeAccount.FakeAccount
      const work = Effect.forEach(
        Array.from({ length: 40 }, (_, index) => `tag ${index}`),
        (tag) => Effect.either(Tags.create({ tag, tagType: "contact" }))
      )
      const fiber = yield* Effect.fork(work)
      for (let second = 0; second < 200; second++) yield* TestClock.adjust("5 seconds")
      const results = yield* fiber
      const names = rows.tags.map(({ tag }) => tag)
      expect(new Set(names).size).toBe(names.length)
      expect(results.filter(Either.isRight).length).toBeLessThanOrEqual(names.length)
    }).pipe(
      Effect.provide(
        Layer.provideMerge(
          Layer.provide(ActiveCampaignClient.layer, RateLimiter.layerUnlimited),
          FakeAccount.layer({ limit: null, faults: [Faults.random({ seed: 3, rate: 0.3 })] })
        )
      )
    )
  )
})
