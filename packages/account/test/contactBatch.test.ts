/**
 * Many contacts by id are few requests.
 */
import { expect, it } from "@effect/vitest"
import * as ContactBatch from "@effect-activecampaign/account/ContactBatch"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"
import { ContactId, Contacts } from "effect-activecampaign"
import { describe } from "vitest"

const insertContacts = (count: number) =>
  Effect.map(FakeAccount.FakeAccount, ({ insert }) =>
    Array.from({ length: count }, (_, index) =>
      ContactId.make(insert("contacts", { email: `c${index}@example.com` }).id)
    )
  )

const requestCount = Effect.map(FakeAccount.FakeAccount, ({ requests }) => requests.length)

describe("contacts by id", () => {
  it.effect("1,000 of them are 10 requests; one by one they are 1,000", () =>
    Effect.gen(function* () {
      const ids = yield* insertContacts(1_000)
      const contacts = yield* Effect.forEach(ids, ContactBatch.get, { batching: true })
      expect(contacts.map(({ id }) => id)).toEqual(ids)
      expect(yield* requestCount).toBe(10)
      yield* Effect.forEach(ids, (id) => Contacts.get(id))
      expect(yield* requestCount).toBe(1_010)
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )

  it.effect("each id is requested once", () =>
    Effect.gen(function* () {
      const ids = yield* insertContacts(3)
      const contacts = yield* Effect.forEach([...ids, ...ids, ...ids], ContactBatch.get, { batching: true })
      expect(contacts).toHaveLength(9)
      const [request] = (yield* FakeAccount.FakeAccount).requests
      expect(request?.query.getAll("ids[]")).toEqual(ids)
      expect(yield* requestCount).toBe(1)
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )

  it.effect("one that does not exist is an error of its own", () =>
    Effect.gen(function* () {
      const [first] = yield* insertContacts(1)
      const ids = [ContactId.make("99"), ...(first === undefined ? [] : [first])]
      const results = yield* Effect.forEach(ids, (id) => Effect.either(ContactBatch.get(id)), { batching: true })
      expect(results.map(({ _tag }) => _tag)).toEqual(["Left", "Right"])
      expect(yield* requestCount).toBe(1)
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )

  it.effect("a failure of a request is that of its contacts, and of no others", () =>
    Effect.gen(function* () {
      const ids = yield* insertContacts(150)
      const results = yield* Effect.forEach(ids, (id) => Effect.either(ContactBatch.get(id)), { batching: true })
      expect(results.filter(({ _tag }) => _tag === "Right")).toHaveLength(100)
      const failed = results.flatMap((result) => (result._tag === "Left" ? [result.left._tag] : []))
      expect(new Set(failed)).toEqual(new Set(["RateLimitedError"]))
    }).pipe(Effect.provide(FakeAccount.layerClient({ limit: { limit: 1, window: "1 second" } })))
  )
})
