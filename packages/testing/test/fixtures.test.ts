/**
 * Fixtures: the same call gives the same entity, which the API could have sent.
 */
import { Fixtures } from "@effect-activecampaign/testing"
import * as Schema from "effect/Schema"
import { ActiveCampaignError, Contacts, type Deals, Notes, Tags, Wire } from "effect-activecampaign"
import { describe, expect, expectTypeOf, it } from "vitest"
import { everyEndpoint } from "../../resources/test/endpoints.js"

const shortcuts = Object.entries(Fixtures).filter(([name]) => !["of", "many", "arbitrary", "sample"].includes(name))

describe("a fixture", () => {
  it("has the fields that are given, and plausible others", () => {
    expect(Fixtures.contact({ email: "jane@example.com", phone: null })).toMatchObject({
      id: "1",
      email: "jane@example.com",
      phone: null,
      firstName: "Jane",
      deleted: false,
      deleted_at: null,
      contactLists: [],
      account: null
    })
    expect(Wire.definitionOf(Wire.Timestamp).write(Fixtures.contact().cdate)).toBe("2024-01-15T15:01:00+00:00")
    expect(Fixtures.deal()).toMatchObject({ title: "Deal 1", value: 10_000, status: "open", currency: "usd" })
  })

  it.each(shortcuts)("%s is the same each time, and what the API can send", (_, fixture) => {
    const make = fixture as Fixtures.Fixture<{ readonly id: string }>
    expect(make()).toEqual(make())
    expect(make({}, 7).id).toBe("7")
  })

  it("can be made of every entity that an endpoint succeeds with, and is a value of it", () => {
    let count = 0
    for (const { endpoint } of everyEndpoint) {
      const { fields, write } = Wire.definitionOf(endpoint.success)
      if (fields === undefined) continue
      const value = Fixtures.of<object>(endpoint.success)({}, 3)
      expect(write(value), endpoint.name).not.toBeInstanceOf(Wire.Issue)
      expect(Schema.decodeUnknownSync(endpoint.success)(Schema.encodeSync(endpoint.success)(value))).toEqual(value)
      count++
    }
    expect(count).toBeGreaterThan(300)
  })

  it("that nothing is plausible for asks for the field", () => {
    const Strict = Wire.Entity("Strict")({ kind: Wire.closedLiteral(["a", "b"]) }, {})
    expect(() => Fixtures.of(Strict)()).toThrow("Fixtures: `kind` of Strict must be given; no value is plausible")
    expect(Fixtures.of(Strict)({ kind: "b" })).toEqual({ kind: "b" })
  })
})

it("many fixtures have ids of their own", () => {
  const tags = Fixtures.many(3, Fixtures.tag, (number) => ({ description: `no. ${number}` }))
  expect(tags.map(({ description, id, tag }) => [id, tag, description])).toEqual([
    ["1", "Tag 1", "no. 1"],
    ["2", "Tag 2", "no. 2"],
    ["3", "Tag 3", "no. 3"]
  ])
})

it("a sample depends on its seed only", () => {
  const sample = (seed: number) => Fixtures.sample(Contacts.Contact, { seed, count: 5 })
  expect(sample(1)).toHaveLength(5)
  expect(sample(1)).toEqual(sample(1))
  expect(sample(1)).not.toEqual(sample(2))
})

it("the types are those of the entity", () => {
  expectTypeOf(Fixtures.contact()).toEqualTypeOf<Contacts.Contact>()
  expectTypeOf(Fixtures.of(Notes.Note)({ note: "a" })).toEqualTypeOf<Notes.Note>()
  expectTypeOf(Fixtures.many(2, Fixtures.deal)).toEqualTypeOf<ReadonlyArray<Deals.Deal>>()
  expectTypeOf(Fixtures.sample(Tags.Tag, { seed: 1 })).toEqualTypeOf<ReadonlyArray<Tags.Tag>>()
  const wrong = () => [
    // @ts-expect-error no such field
    Fixtures.contact({ emial: "a" }),
    // @ts-expect-error a field of another type
    Fixtures.contact({ email: 1 }),
    // @ts-expect-error not an entity
    Fixtures.of(ActiveCampaignError)
  ]
  expect(wrong).toBeTypeOf("function")
})
