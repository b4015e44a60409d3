/**
 * A sign-up form by names alone: custom fields, a tag and a list, checked before anything is sent. Uses the embedded fake
 * account.
 */
import assert from "node:assert/strict"
import { NodeRuntime } from "@effect/platform-node"
import { Directory, Ensure, Profiles } from "@effect-activecampaign/account"
import { FakeAccount, Faults } from "@effect-activecampaign/testing"
import { Console, Effect, Layer } from "effect"
import { ActiveCampaignError, Contacts } from "effect-activecampaign"

// ---------------------------------------------------------------------------------------------------------------
// The application
// ---------------------------------------------------------------------------------------------------------------

/** What the account must contain: once, when the application is deployed. Executed again, it changes nothing. */
const prepare = Effect.all([
  Ensure.field({ title: "Plan", perstag: "PLAN", type: "dropdown", options: ["free", "pro"] }),
  Ensure.field({ title: "Sizes", perstag: "SIZES", type: "checkbox", options: ["s", "m", "l"] }),
  Ensure.list({
    name: "Newsletter",
    stringid: "newsletter",
    sender_url: "https://example.com",
    sender_reminder: "You signed up on our website."
  })
])

/** What the form sends. */
interface Form {
  readonly email: string
  readonly name: string
  readonly plan: string
  readonly sizes: ReadonlyArray<string>
}

/** What the user is shown. */
type Shown = "signed up" | "welcome back" | "has unsubscribed before" | "invalid" | "try again later"

/** Safe to send twice. What remains as an error is not the user's: a key, a name that the account does not have. */
const signUp = ({ email, name, plan, sizes }: Form) =>
  Profiles.upsert({
    email,
    firstName: name,
    fields: { PLAN: plan, SIZES: sizes },
    tags: { add: ["signed up"] },
    lists: { Newsletter: "subscribe" }
  }).pipe(
    Effect.map(({ created, lists }): Shown => {
      if (lists["Newsletter"] === "left") return "has unsubscribed before"
      return created ? "signed up" : "welcome back"
    }),
    Effect.catchTag("FieldValueError", ({ message }) => Effect.as(Effect.logInfo(message), "invalid" as const)),
    ActiveCampaignError.catchCategory("invalid", () => Effect.succeed("invalid" as const)),
    ActiveCampaignError.catchCategory("retryable", () => Effect.succeed("try again later" as const))
  )

// ---------------------------------------------------------------------------------------------------------------
// The demonstration
// ---------------------------------------------------------------------------------------------------------------

const form: Form = { email: "ada@example.com", name: "Ada", plan: "pro", sizes: ["s", "m"] }

const program = Effect.gen(function* () {
  yield* prepare
  const { faults, requests } = yield* FakeAccount.FakeAccount
  const counted = (form: Form) =>
    Effect.gen(function* () {
      const before = requests.length
      const shown = yield* signUp(form)
      yield* Console.log(`${shown}: ${requests.length - before} requests`)
      return shown
    })

  assert.equal(yield* counted(form), "signed up")
  assert.equal(yield* counted(form), "welcome back")
  assert.equal(yield* counted({ ...form, plan: "prp" }), "invalid")
  faults.add(Faults.on(Contacts.sync, Faults.serverError(503)))
  assert.equal(yield* counted(form), "try again later")

  const ada = yield* Profiles.get({ email: form.email })
  assert.deepEqual(ada?.fields, { PLAN: "pro", SIZES: ["s", "m"] })
  assert.deepEqual([ada.tags, ada.lists], [["signed up"], { Newsletter: "active" }])
  yield* Console.log(`${ada.contact.firstName}: ${JSON.stringify({ ...ada.fields, tags: ada.tags, ...ada.lists })}`)
})

program.pipe(Effect.provide(Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())), NodeRuntime.runMain)
