/**
 * A sign-up form by names alone: custom fields, a tag and a list, checked before anything is sent. Uses the embedded fake
 * account.
 */
import assert from "node:assert/strict"
import { NodeRuntime } from "@effect/platform-node"
import { Directory, Ensure, Profiles } from "@effect-activecampaign/account"
import { FakeAccount } from "@effect-activecampaign/testing"
import { Console, Effect, Layer } from "effect"

/** What the account must contain. Executed again, it changes nothing. */
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
const form = { email: "ada@example.com", name: "Ada", plan: "pro", sizes: ["s", "m"] }

const signUp = ({ email, name, plan, sizes }: typeof form) =>
  Profiles.upsert({
    email,
    firstName: name,
    fields: { PLAN: plan, SIZES: sizes },
    tags: { add: ["signed up"] },
    lists: { Newsletter: "subscribe" }
  })

const program = Effect.gen(function* () {
  yield* prepare
  const { requests } = yield* FakeAccount.FakeAccount

  const before = requests.length
  const first = yield* signUp(form)
  const sent = requests.length - before
  const second = yield* signUp(form)
  assert.deepEqual([first.created, second.created], [true, false])
  assert.deepEqual([first.lists, second.lists], [{ Newsletter: "subscribed" }, { Newsletter: "unchanged" }])
  yield* Console.log(`Signed up with ${sent} requests; the second time, nothing changes.`)

  const wrong = yield* Effect.flip(signUp({ ...form, plan: "prp" }))
  assert.equal(wrong.message, 'PLAN must be one of "free", "pro"; got "prp"')
  yield* Console.log(`Nothing was sent: ${wrong.message}.`)

  const ada = yield* Profiles.get({ email: form.email })
  assert.deepEqual(ada?.fields, { PLAN: "pro", SIZES: ["s", "m"] })
  assert.deepEqual([ada.tags, ada.lists], [["signed up"], { Newsletter: "active" }])
  yield* Console.log(`${ada.contact.firstName}: ${JSON.stringify({ ...ada.fields, tags: ada.tags, ...ada.lists })}`)
})

program.pipe(Effect.provide(Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())), NodeRuntime.runMain)
