/**
 * Fields of a generated module are written and read by their ids: a rename changes nothing, and what has another kind since
 * is readable, but not with a type that it does not have.
 */
import { expect, it } from "@effect/vitest"
import * as CustomFields from "@effect-activecampaign/account/CustomFields"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Profiles from "@effect-activecampaign/account/Profiles"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { FieldId, Fields } from "effect-activecampaign"
import { describe } from "vitest"

const layer = Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())

const define = <const K extends string>(id: string, kind: K, name: string) =>
  CustomFields.field({
    ...{ id: FieldId.make(id), owner: "contact", name, label: name, currency: null, isRequired: false },
    ...{ kind, options: null }
  })

/** What a generated module contains. */
const module = {
  plan: define("1", "text", "PLAN"),
  seats: define("2", "number", "SEATS"),
  born: define("3", "date", "BORN")
}

const profiles = Profiles.typed(module)
const email = "jane@example.com"

/** An account with the fields of the module. Two have names that could be the other's. */
const prepare = Effect.map(FakeAccount.FakeAccount, ({ insert }) => {
  insert("fields", { title: "Plan", perstag: "PLAN", type: "text" })
  insert("fields", { title: "PLAN", perstag: "SEATS", type: "number" })
  insert("fields", { title: "Born", perstag: "BORN", type: "date" })
})

describe("typed profiles", () => {
  it.effect("are written and read by identifier, with two requests", () =>
    Effect.gen(function* () {
      yield* prepare
      const { requests } = yield* FakeAccount.FakeAccount
      const { created } = yield* profiles.upsert({ email, fields: { plan: "pro", seats: 5 } })
      expect(created).toBe(true)
      expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /fields", "POST /contact/sync"])
      const jane = yield* profiles.get({ email })
      const seats: number | null | undefined = jane?.fields.seats
      expect(seats).toBe(5)
      expect(jane).toMatchObject({ fields: { plan: "pro", seats: 5, born: null }, unreadable: {} })
      expect(requests).toHaveLength(3)

      yield* profiles.upsert({ email, fields: { plan: null, born: "1990-02-28", seats: undefined } })
      const all = yield* Stream.runCollect(profiles.stream())
      expect([...all].map(({ fields }) => fields)).toEqual([{ plan: null, seats: 5, born: "1990-02-28" }])
    }).pipe(Effect.provide(layer))
  )

  it.effect("survive a rename", () =>
    Effect.gen(function* () {
      yield* prepare
      yield* Fields.update(FieldId.make("2"), { title: "Places", perstag: "PLACES" })
      yield* profiles.upsert({ email, fields: { seats: 7 } })
      expect((yield* profiles.get({ email }))?.fields.seats).toBe(7)
      expect((yield* Profiles.get({ email }))?.fields).toEqual({ PLACES: 7 })
    }).pipe(Effect.provide(layer))
  )

  it.effect("have no value of another type when the kind was changed, and keep what is stored", () =>
    Effect.gen(function* () {
      yield* prepare
      yield* Fields.update(FieldId.make("2"), { type: "text" })
      yield* Profiles.upsert({ email, fields: { SEATS: "five" } })
      const jane = yield* profiles.get({ email })
      expect(jane).toMatchObject({ fields: { seats: null }, unreadable: { seats: "five" } })
    }).pipe(Effect.provide(layer))
  )

  it.effect("check values before anything is sent, and fail for a field that was deleted", () =>
    Effect.gen(function* () {
      yield* prepare
      const { rows } = yield* FakeAccount.FakeAccount
      const wrong = yield* Effect.flip(profiles.upsert({ email, fields: { born: "tomorrow" } }))
      expect(wrong.message).toBe('BORN must be a date of the form YYYY-MM-DD; got "tomorrow"')
      yield* Fields.delete(FieldId.make("1"))
      yield* Directory.field.forget
      const deleted = yield* Effect.flip(profiles.upsert({ email, fields: { plan: "pro" } }))
      expect(deleted).toMatchObject({ _tag: "UnknownNameError", kind: "contact field", name: "PLAN (id 1)" })
      // @ts-expect-error the module has no such field
      const unknown = yield* Effect.flip(profiles.upsert({ email, fields: { plam: "pro" } }))
      expect(unknown).toMatchObject({ _tag: "UnknownNameError", kind: "custom field", name: "plam" })
      // @ts-expect-error the seats are a number
      yield* Effect.flip(profiles.upsert({ email, fields: { seats: "five" } }))
      expect(rows.contacts).toEqual([])
    }).pipe(Effect.provide(layer))
  )
})

describe("a field", () => {
  it("has typed values, and says when a value has another kind", () => {
    const number: Either.Either<number | null, CustomFields.FieldValueError> = module.seats.decode("5")
    expect(number).toEqual(Either.right(5))
    expect(module.seats.decode("")).toEqual(Either.right(null))
    expect(Either.isLeft(module.seats.decode("five"))).toBe(true)
    expect(Effect.runSync(module.seats.encode(5))).toEqual({ value: "5", currency: null })
  })
})
