/**
 * Custom fields with the types of one account, from a module that was generated for it:
 *
 *     npx effect-activecampaign typegen pull --tag VIP
 *
 * The module and its snapshot are checked in beside this file. They are those of the embedded fake account, which `prepare`
 * fills, so this example does not use your account.
 */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { NodeRuntime } from "@effect/platform-node"
import { Account, type CustomFields, Directory, Ensure, Profiles } from "@effect-activecampaign/account"
import { FakeAccount } from "@effect-activecampaign/testing"
import { Console, Effect, Layer, Stream } from "effect"
import { ContactTags } from "effect-activecampaign"
import { Fields, Tags } from "./activecampaign.account.js"

/** What the account contains that the module was generated from. */
const prepare = Effect.all([
  Ensure.field({ title: "Plan", perstag: "PLAN", type: "dropdown", options: ["free", "pro"] }),
  Ensure.field({ title: "Number of seats", perstag: "SEATS", type: "number" }),
  Ensure.field({ title: "Trial ends", perstag: "TRIAL_ENDS", type: "date" }),
  Ensure.tag("VIP")
])

/** Values by identifier. A misspelled identifier or a number as plan would not compile. */
const signUp: CustomFields.Changes<typeof Fields> = { plan: "free", numberOfSeats: 3, trialEnds: "2027-01-31" }

const profiles = Profiles.typed(Fields)

/** What a contact pays for each month. Options that were added since are strings, so there is a branch for them. */
const priceOf = ({ numberOfSeats, plan }: CustomFields.Values<typeof Fields>): string => {
  switch (plan) {
    case "free":
      return "nothing"
    case "pro":
      return `${(numberOfSeats ?? 1) * 10} USD`
    default:
      return plan === null ? "unknown, since there is no plan" : `unknown, since the plan ${plan} is new`
  }
}

const program = Effect.gen(function* () {
  const email = "ada@example.com"
  const { id } = yield* profiles.upsert({ email, firstName: "Ada", fields: signUp })
  yield* profiles.upsert({ email, fields: { plan: "pro", trialEnds: null } })
  yield* ContactTags.add({ contact: id, tag: Tags.vip })

  const wrong = yield* Effect.flip(profiles.upsert({ email, fields: { plan: "prp" } }))
  assert.equal(wrong.message, 'PLAN must be one of "free", "pro"; got "prp"')
  yield* Console.log(`Nothing was sent: ${wrong.message}.`)

  const vips = [...(yield* Stream.runCollect(profiles.stream({ tagid: Tags.vip })))]
  assert.deepEqual(
    vips.map(({ fields }) => fields),
    [{ plan: "pro", numberOfSeats: 3, trialEnds: null }]
  )
  for (const { contact, fields } of vips) yield* Console.log(`${contact.email} pays ${priceOf(fields)}.`)
})

/** Fails here, before anything else is executed, if the account no longer has what the module says. */
const verified = Layer.unwrapEffect(
  Effect.map(
    Effect.sync((): unknown =>
      JSON.parse(readFileSync(new URL("../activecampaign.account.json", import.meta.url), "utf8"))
    ),
    Account.verify
  )
)

prepare.pipe(
  Effect.zipRight(Effect.provide(program, verified)),
  Effect.provide(Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())),
  NodeRuntime.runMain
)
