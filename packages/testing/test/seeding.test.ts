/**
 * A test says which rows an account has, and reads what changed.
 */
import { expect, it } from "@effect/vitest"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { ContactId, Contacts, ContactTags, TagId } from "effect-activecampaign"
import { describe } from "vitest"

const jane = { email: "jane@example.com", firstName: "Jane" }

describe("a seed", () => {
  it.effect("generates rows, or has those that are given", () =>
    Effect.gen(function* () {
      const { rows } = yield* FakeAccount.FakeAccount
      expect(rows.contacts).toHaveLength(250)
      expect(rows.tags.map(({ id, tag }) => [id, tag])).toEqual([["7", "customer"]])
      expect(yield* Stream.runCount(Contacts.list())).toBe(250)
      yield* ContactTags.add({ contact: ContactId.make("250"), tag: TagId.make("7") })
      expect(rows.contactTags).toHaveLength(1)
    }).pipe(
      Effect.provide(FakeAccount.layerClient({ contacts: 250, tags: [{ id: TagId.make("7"), tag: "customer" }] }))
    )
  )

  it("is checked if it comes from a file", () => {
    const problem = (json: unknown) => Effect.runSync(Effect.flip(FakeAccount.seedFromJson(json))).message
    expect(problem({ contact: 5 })).toBe("The seed is not valid: there is no table contact; did you mean contacts?")
    expect(problem({ contacts: [{ email: "a@example.com", firstname: "A" }] })).toBe(
      "The seed is not valid: contacts[0] has no column firstname; did you mean firstName?"
    )
    expect(problem({ contacts: -1 })).toContain("contacts is neither a number of rows nor an array of rows")
    expect(problem("{")).toContain("The seed is not valid: SyntaxError")
    expect(problem([])).toContain("a seed is an object with tables")
    expect(Effect.runSync(FakeAccount.seedFromJson('{ "contacts": 2 }'))).toEqual({ contacts: 2 })
  })
})

describe("a snapshot", () => {
  it.effect("is a seed: an account that loads it is the same", () =>
    Effect.gen(function* () {
      const account = yield* FakeAccount.FakeAccount
      yield* Contacts.create(jane)
      const snapshot = account.snapshot()
      const other = FakeAccount.make(JSON.parse(JSON.stringify(snapshot)))
      expect(other.rows.contacts).toEqual(account.rows.contacts)
      expect(other.snapshot()).toEqual(snapshot)
      account.delete("users", "1")
      const withoutUsers = FakeAccount.make()
      withoutUsers.load(account.snapshot())
      expect(withoutUsers.rows.users).toEqual([])
    }).pipe(Effect.provide(FakeAccount.layerClient({ tags: 3 })))
  )

  it.effect("differs from another in what was created, changed and deleted", () =>
    Effect.gen(function* () {
      const account = yield* FakeAccount.FakeAccount
      const before = account.snapshot()
      expect(FakeAccount.diff(before, account.snapshot())).toEqual({})
      yield* Contacts.update(ContactId.make("1"), { firstName: "Jane" })
      yield* Contacts.delete(ContactId.make("2"))
      yield* Contacts.create(jane)
      expect(FakeAccount.diff(before, account.snapshot())).toEqual({
        contacts: {
          created: [{ id: "4", email: "jane@example.com", firstName: "Jane" }],
          updated: { "1": { firstName: { from: "First1", to: "Jane" } } },
          deleted: ["2"]
        }
      })
    }).pipe(Effect.provide(FakeAccount.layerClient({ contacts: 3 })))
  )

  it.effect("is not needed to go back to the start", () =>
    Effect.gen(function* () {
      const account = yield* FakeAccount.FakeAccount
      const start = account.snapshot()
      yield* Contacts.create(jane)
      account.update("contacts", "1", { firstName: "Changed" })
      account.delete("users", "1")
      account.reset()
      expect(account.snapshot()).toEqual(start)
      expect(account.requests).toEqual([])
      expect((yield* Contacts.create(jane)).id).toBe("4")
    }).pipe(Effect.provide(FakeAccount.layerClient({ contacts: 3 })))
  )
})

describe("an account with a search that lags", () => {
  it.effect("finds a new contact by its id at once, by a search later", () =>
    Effect.gen(function* () {
      const { id } = yield* Contacts.create(jane)
      expect((yield* Contacts.get(id)).email).toBe("jane@example.com")
      expect(yield* Contacts.findByEmail("jane@example.com")).toBeNull()
      expect(yield* Stream.runCount(Contacts.list())).toBe(2)
    }).pipe(Effect.provide(FakeAccount.layerClient({ contacts: 1, searchDelay: "5 seconds" })))
  )
})
