/**
 * Deals are written and read by names, in as few requests as the API allows, and nothing is written if something is wrong.
 */
import { expect, it } from "@effect/vitest"
import * as CustomFields from "@effect-activecampaign/account/CustomFields"
import * as DealProfiles from "@effect-activecampaign/account/DealProfiles"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { DealCustomFieldId, DealCustomFields, DealId, Deals } from "effect-activecampaign"
import { describe } from "vitest"
import { account, requestsOf } from "./requestsOf.js"

const layer = Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())

const define = <const K extends string, const Choice extends string = never>(
  id: string,
  kind: K,
  label: string,
  options: ReadonlyArray<Choice> | null = null
) =>
  CustomFields.field({
    ...{ id: DealCustomFieldId.make(id), owner: "deal", name: label.toUpperCase(), label, isRequired: false },
    ...{ currency: null, kind, options }
  })

/** What a generated module contains. */
const DealFields = {
  region: define("1", "dropdown", "Region", ["EMEA", "APAC"]),
  budget: define("2", "currency", "Budget"),
  renewal: define("3", "date", "Renewal")
}

/** An account with two pipelines that have stages with the same names, and three fields. */
const prepare = Effect.map(account, ({ insert }) => {
  insert("dealGroups", { title: "Sales", currency: "usd" })
  insert("dealGroups", { title: "Partners", currency: "eur" })
  insert("dealStages", { title: "Open", group: "1", order: "1" })
  insert("dealStages", { title: "Won", group: "1", order: "2" })
  insert("dealStages", { title: "Open", group: "2", order: "1" })
  insert("dealStages", { title: "Won", group: "2", order: "2" })
  const personalization = (label: string) => ({ fieldLabel: label, personalization: label.toUpperCase() })
  insert("dealCustomFieldMeta", { ...personalization("Region"), fieldType: "dropdown", fieldOptions: ["EMEA", "APAC"] })
  insert("dealCustomFieldMeta", { ...personalization("Budget"), fieldType: "currency", fieldDefaultCurrency: "usd" })
  insert("dealCustomFieldMeta", { ...personalization("Renewal"), fieldType: "date" })
})

const redesign = {
  ...{ title: "Redesign", value: 500_000, currency: "usd", pipeline: "Sales", stage: "Won" },
  ...{ owner: "admin@example.com", contact: "jane@example.com", account: "Example Inc." },
  fields: { REGION: "EMEA", Budget: { amount: 1_050, currency: "eur" }, renewal: "2027-01-31" }
} as const

const writes = Effect.map(account, ({ requests }) => requests.filter(({ method }) => method !== "GET"))

describe("create", () => {
  it.effect("finds all names with a reading each, and creates contact and account", () =>
    Effect.gen(function* () {
      yield* prepare
      const { rows } = yield* account
      const cold = yield* requestsOf(DealProfiles.create(redesign))
      expect(cold.requests.sort()).toEqual([
        "GET /accounts",
        "GET /dealCustomFieldMeta",
        "GET /dealGroups",
        "GET /dealStages",
        "GET /users",
        "POST /accounts",
        "POST /contact/sync",
        "POST /deals"
      ])
      expect(rows.contacts.map(({ email }) => email)).toEqual(["jane@example.com"])
      expect(rows.accounts.map(({ name }) => name)).toEqual(["Example Inc."])
      expect(rows.deals).toMatchObject([
        { title: "Redesign", value: "500000", group: "1", stage: "2", owner: "1", contact: "1", account: "1" }
      ])
      const warm = yield* requestsOf(DealProfiles.create({ ...redesign, pipeline: "Partners", stage: "Open" }))
      expect(warm.requests.sort()).toEqual(["GET /accounts", "POST /contact/sync", "POST /deals"])
      expect([rows.contacts.length, rows.accounts.length]).toEqual([1, 1])
      expect(rows.deals[1]).toMatchObject({ group: "2", stage: "3", contact: "1", account: "1" })
    }).pipe(Effect.provide(layer))
  )

  it.effect("of a company alone needs no contact", () =>
    Effect.gen(function* () {
      yield* prepare
      const { contact: _, ...company } = redesign
      const { id } = yield* DealProfiles.create(company)
      expect(yield* Deals.get(id)).toMatchObject({ contact: null, account: "1" })
    }).pipe(Effect.provide(layer))
  )

  it.effect("writes nothing if a name is unknown or a value does not fit", () =>
    Effect.gen(function* () {
      yield* prepare
      const failure = (change: Partial<DealProfiles.DealProfile>) =>
        Effect.map(Effect.flip(DealProfiles.create({ ...redesign, ...change })), ({ message }) => message)
      expect(yield* failure({ pipeline: "Sale" })).toBe('no pipeline is named "Sale"; did you mean "Sales"?')
      expect(yield* failure({ stage: "Lost" })).toContain('no stage is named "Lost"')
      expect(yield* failure({ owner: "nobody@example.com" })).toContain('no user is named "nobody@example.com"')
      expect(yield* failure({ fields: { Regoin: "EMEA" } })).toContain('did you mean "REGION" or "Region"?')
      expect(yield* failure({ fields: { Region: "LATAM" } })).toBe('REGION must be one of "EMEA", "APAC"; got "LATAM"')
      expect(yield* failure({ fields: { Budget: 10 } })).toContain("BUDGET must be an object with `amount`")
      // @ts-expect-error a deal has a contact or an account
      const neither: DealProfiles.DealProfile = { title: "x", value: 1, currency: "usd", pipeline: "Sales" }
      expect((yield* Effect.flip(DealProfiles.create(neither))).message).toContain("contact must be an e-mail address")
      expect(yield* writes).toEqual([])
    }).pipe(Effect.provide(layer))
  )
})

describe("update", () => {
  it.effect("finds a stage within the deal's pipeline, with one request more", () =>
    Effect.gen(function* () {
      yield* prepare
      const { rows } = yield* account
      const { id } = yield* DealProfiles.create({ ...redesign, pipeline: "Partners", stage: "Open" })
      const { requests } = yield* requestsOf(DealProfiles.update(id, { stage: "Won", status: "won" }))
      expect(requests).toEqual([`GET /deals/${id}`, `PUT /deals/${id}`])
      expect(rows.deals).toMatchObject([{ group: "2", stage: "4", status: "1", title: "Redesign" }])
      const moved = yield* requestsOf(DealProfiles.update(id, { pipeline: "Sales", stage: "Won" }))
      expect(moved.requests).toEqual([`PUT /deals/${id}`])
      expect(rows.deals).toMatchObject([{ group: "1", stage: "2" }])
    }).pipe(Effect.provide(layer))
  )

  it.effect("changes the given fields only, and null clears one", () =>
    Effect.gen(function* () {
      yield* prepare
      const { id } = yield* DealProfiles.create(redesign)
      yield* DealProfiles.update(id, { fields: { Region: null, Renewal: "2028-02-29" } })
      expect((yield* DealProfiles.get(id)).fields).toEqual({
        REGION: null,
        BUDGET: { amount: 1_050, currency: "eur" },
        RENEWAL: "2028-02-29"
      })
      yield* Effect.flip(DealProfiles.update(id, { contact: "new@example.com", fields: { Renewal: "soon" } }))
      expect((yield* account).rows.contacts).toHaveLength(1)
    }).pipe(Effect.provide(layer))
  )
})

describe("a deal", () => {
  it.effect("is read by names in one request", () =>
    Effect.gen(function* () {
      yield* prepare
      const { id } = yield* DealProfiles.create(redesign)
      const { requests, value } = yield* requestsOf(DealProfiles.get(id))
      expect(requests).toEqual([`GET /deals/${id}`])
      expect(value).toMatchObject({ id, pipeline: "Sales", stage: "Won", deal: { title: "Redesign", value: 500_000 } })
      expect(value.fields).toEqual({
        REGION: "EMEA",
        BUDGET: { amount: 1_050, currency: "eur" },
        RENEWAL: "2027-01-31"
      })
      expect((yield* Effect.flip(DealProfiles.get(DealId.make("99"))))._tag).toBe("NotFoundError")
    }).pipe(Effect.provide(layer))
  )

  it.effect("in a pipeline that the key's user may not see has no pipeline and no stage, and is read once", () =>
    Effect.gen(function* () {
      yield* prepare
      const { faults, insert } = yield* account
      const deal = insert("deals", { title: "Hidden", value: "100", currency: "usd", group: "9", stage: "99" })
      const id = DealId.make(deal.id)
      expect(yield* DealProfiles.get(id)).toMatchObject({ id, pipeline: null, stage: null, fields: {} })
      // What was not found is not looked for again.
      expect((yield* requestsOf(DealProfiles.get(id))).requests).toEqual([`GET /deals/${id}`])
      faults.add(Faults.on(Deals.get, Faults.forbidden()))
      expect((yield* Effect.flip(DealProfiles.get(id)))._tag).toBe("PermissionError")
    }).pipe(Effect.provide(layer))
  )

  it.effect("is streamed without a request per deal", () =>
    Effect.gen(function* () {
      yield* prepare
      const { insert } = yield* account
      for (let n = 1; n <= 150; n++) {
        insert("deals", { title: `Deal ${n}`, value: "100", currency: "usd", group: "1", stage: "1" })
        insert("dealCustomFieldData", { dealId: n, customFieldId: 1, fieldValue: n % 2 === 0 ? "EMEA" : "APAC" })
      }
      const { requests, value } = yield* requestsOf(Stream.runCollect(DealProfiles.stream()))
      expect([...value].map(({ fields }) => fields["REGION"])).toEqual(
        Array.from({ length: 150 }, (_, index) => (index % 2 === 1 ? "EMEA" : "APAC"))
      )
      expect([...value].every(({ pipeline, stage }) => pipeline === "Sales" && stage === "Open")).toBe(true)
      const others = requests.filter((request) => request !== "GET /deals").sort()
      expect(others).toEqual(["GET /dealCustomFieldMeta", "GET /dealGroups", "GET /dealStages"])
      expect(requests.length - others.length).toBeLessThanOrEqual(3)
    }).pipe(Effect.provide(layer))
  )
})

describe("typed deals", () => {
  const deals = DealProfiles.typed(DealFields)
  const { fields: _, ...unnamed } = redesign

  it.effect("are written and read by identifier, and survive a rename", () =>
    Effect.gen(function* () {
      yield* prepare
      const budget = { amount: 99, currency: "usd" }
      const { id } = yield* deals.create({ ...unnamed, fields: { region: "APAC", budget } })
      yield* DealCustomFields.update(DealCustomFieldId.make("1"), { fieldLabel: "Area" })
      yield* deals.update(id, { stage: "Open", fields: { region: "EMEA", renewal: "2027-01-31" } })
      const deal = yield* deals.get(id)
      const region: "EMEA" | "APAC" | (string & {}) | null = deal.fields.region
      expect(region).toBe("EMEA")
      expect(deal).toMatchObject({ stage: "Open", fields: { budget, renewal: "2027-01-31" }, unreadable: {} })
      expect([...(yield* Stream.runCollect(deals.stream()))]).toEqual([deal])
      yield* deals.update(id, { fields: { budget: null } })
      expect((yield* deals.get(id)).fields.budget).toBeNull()
    }).pipe(Effect.provide(layer))
  )

  it.effect("check values before anything is written, and show what has another kind now", () =>
    Effect.gen(function* () {
      yield* prepare
      const wrong = yield* Effect.flip(deals.create({ ...unnamed, fields: { renewal: "soon" } }))
      expect(wrong.message).toBe('RENEWAL must be a date of the form YYYY-MM-DD; got "soon"')
      // @ts-expect-error a budget is an amount with its currency
      yield* Effect.flip(deals.create({ ...unnamed, fields: { budget: 10 } }))
      // @ts-expect-error a deal has a contact or an account
      yield* Effect.flip(deals.create({ title: "x", value: 1, currency: "usd", pipeline: "Sales" }))
      expect(yield* writes).toEqual([])
      const { insert } = yield* account
      insert("deals", { title: "Old", value: "100", currency: "usd", group: "1", stage: "1" })
      insert("dealCustomFieldData", { dealId: 1, customFieldId: 3, fieldValue: "next year" })
      expect(yield* deals.get(DealId.make("1"))).toMatchObject({
        fields: { region: null, budget: null, renewal: null },
        unreadable: { renewal: "next year" }
      })
    }).pipe(Effect.provide(layer))
  )
})
