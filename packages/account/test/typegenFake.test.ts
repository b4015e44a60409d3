/**
 * The command `typegen` on a fake account that the SDK has filled: the same bytes each time, and the class and exit code of
 * each change that the SDK makes.
 */
import { expect, it } from "@effect/vitest"
import * as Account from "@effect-activecampaign/account/Account"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Ensure from "@effect-activecampaign/account/Ensure"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import {
  ActiveCampaignClient,
  DealCustomFields,
  type FieldId,
  FieldOptionId,
  FieldOptions,
  Fields,
  type ListId,
  Lists
} from "effect-activecampaign"
import { describe } from "vitest"
import { account } from "./requestsOf.js"
import { generated, json, runner } from "./typegenRunner.js"

const layer = Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())

/** Fills the account, and pulls its types. */
const prepare = Effect.gen(function* () {
  yield* Ensure.tag("VIP")
  const list = yield* Ensure.list({
    ...{ name: "News", stringid: "news", sender_url: "https://example.com", sender_reminder: "You signed up." }
  })
  const plan = yield* Ensure.field({ title: "Plan", perstag: "PLAN", type: "dropdown", options: ["free", "pro"] })
  const seats = yield* Ensure.field({ title: "Seats", perstag: "SEATS", type: "number" })
  yield* DealCustomFields.create({ fieldLabel: "Region", fieldType: "dropdown", fieldOptions: ["EMEA", "APAC"] })
  yield* Ensure.pipeline({ title: "Sales", currency: "usd" })
  const client = yield* ActiveCampaignClient.ActiveCampaignClient
  const typegen = runner(Layer.succeed(ActiveCampaignClient.ActiveCampaignClient, client))
  expect((yield* typegen.run("pull", "--tag", "VIP")).code).toBe(0)
  return { ...typegen, plan: plan.value.id, seats: seats.value.id, list: list.value.id }
})

describe("pull", () => {
  it.effect("writes the same bytes twice, with eight requests, and the module has all names", () =>
    Effect.gen(function* () {
      const { files, run, text } = yield* prepare
      const first = new Map(files)
      const { requests } = yield* account
      const before = requests.length
      expect((yield* run("pull")).code).toBe(0)
      expect(requests.length - before).toBe(8)
      expect(new Map(files)).toEqual(first)
      for (const name of ["plan", "seats", "region", "vip", "news", "sales", "toContact"]) {
        expect(text(generated)).toMatch(new RegExp(`\\b${name}:`))
      }
      expect(text(generated) + text(json)).not.toMatch(/fake-key|admin@example\.com/)
      expect((yield* run("check")).code).toBe(0)
    }).pipe(Effect.provide(layer))
  )
})

interface Ids {
  readonly plan: FieldId
  readonly seats: FieldId
  readonly list: ListId
}

type Needs = ActiveCampaignClient.ActiveCampaignClient | Directory.Directory | FakeAccount.FakeAccount

type Change = readonly [Account.ChangeClass, path: string, (ids: Ids) => Effect.Effect<unknown, unknown, Needs>]

/** Changes that somebody makes in the account, with their class and where they are. */
const changes: Readonly<Record<string, Change>> = {
  "a rename of a field": ["cosmetic", "Fields.plan", ({ plan }) => Fields.update(plan, { title: "Tariff" })],
  "a rename of a list": [
    "cosmetic",
    "Lists.news",
    ({ list }) => Effect.map(account, ({ update }) => update("lists", list, { name: "Newsletter" }))
  ],
  "a removed option": ["breaking", "Fields.plan", () => FieldOptions.delete(FieldOptionId.make("2"))],
  "a new option": [
    "additive",
    "Fields.plan",
    () => Ensure.field({ title: "Plan", type: "dropdown", options: ["team"] })
  ],
  "a new field": ["additive", "Fields.born", () => Ensure.field({ title: "Born", type: "date" })],
  "a removed field": ["breaking", "Fields.seats", ({ seats }) => Fields.delete(seats)],
  "another kind": ["breaking", "Fields.seats", ({ seats }) => Fields.update(seats, { type: "text" })],
  "a removed list": ["breaking", "Lists.news", ({ list }) => Lists.delete(list)]
}

describe("check", () => {
  for (const [name, [kind, path, apply]] of Object.entries(changes)) {
    it.effect(`${name} is ${kind}, until it is pulled`, () =>
      Effect.gen(function* () {
        const { run, text, ...ids } = yield* prepare
        const snapshot: unknown = JSON.parse(text(json))
        yield* apply(ids)
        const checked = yield* run("check", "--json")
        expect(checked.code).toBe(2)
        const { additive, breaking, cosmetic } = JSON.parse(checked.out)
        const found: Readonly<Record<string, unknown>> = { additive, breaking, cosmetic }
        expect(found).toEqual({ additive: [], breaking: [], cosmetic: [], [kind]: [expect.objectContaining({ path })] })
        expect((yield* run("diff")).code).toBe(0)
        const start = yield* Effect.either(Effect.scoped(Layer.build(Account.verify(snapshot))))
        expect(start._tag).toBe(kind === "breaking" ? "Left" : "Right")
        yield* run("pull")
        expect((yield* run("check")).code).toBe(0)
      }).pipe(Effect.provide(layer))
    )
  }

  it.effect("cannot tell if the account cannot be read", () =>
    Effect.gen(function* () {
      const { run } = yield* prepare
      const { faults } = yield* account
      faults.add(Faults.on("*", Faults.serverError()))
      expect((yield* run("check", "--json")).code).toBe(1)
    }).pipe(Effect.provide(layer))
  )
})
