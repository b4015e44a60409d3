/**
 * A CRM deal by names: pipeline, stage, owner, contact, company and custom fields. Uses the embedded fake account.
 */
import assert from "node:assert/strict"
import { NodeRuntime } from "@effect/platform-node"
import { DealProfiles, Directory, Ensure } from "@effect-activecampaign/account"
import { FakeAccount } from "@effect-activecampaign/testing"
import { Console, Effect, Layer, Stream } from "effect"
import { DealCustomFields } from "effect-activecampaign"

const prepare = Effect.gen(function* () {
  const { value: sales } = yield* Ensure.pipeline({ title: "Sales", currency: "usd" })
  yield* Ensure.stage({ title: "Negotiation", group: sales.id })
  yield* Ensure.stage({ title: "Won", group: sales.id })
  yield* DealCustomFields.create({ fieldLabel: "Renewal", fieldType: "date" })
})

const program = Effect.gen(function* () {
  yield* prepare
  const { id } = yield* DealProfiles.create({
    title: "Website redesign",
    value: 500_000, // 5,000.00 USD
    currency: "usd",
    pipeline: "Sales",
    stage: "Negotiation",
    owner: "admin@example.com",
    contact: "ada@example.com",
    account: "Example Inc.",
    fields: { Renewal: "2027-01-31" }
  })

  const unknown = yield* Effect.flip(DealProfiles.update(id, { stage: "Wonn" }))
  assert.equal(unknown.message, 'no stage is named "Wonn"; did you mean "Won"?')
  yield* Console.log(`Nothing was written: ${unknown.message}`)

  yield* DealProfiles.update(id, { stage: "Won", status: "won" })
  const deals = [...(yield* Stream.runCollect(DealProfiles.stream()))]
  assert.deepEqual(
    deals.map(({ fields, pipeline, stage }) => ({ pipeline, stage, renewal: Object.values(fields) })),
    [{ pipeline: "Sales", stage: "Won", renewal: ["2027-01-31"] }]
  )
  for (const { deal, pipeline, stage } of deals) {
    yield* Console.log(`${deal.title}: ${(deal.value ?? 0) / 100} ${deal.currency}, ${pipeline} / ${stage}`)
  }
})

program.pipe(Effect.provide(Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())), NodeRuntime.runMain)
