/**
 * A function of an application and three tests of it, without a network: with configured replies, with an account in
 * memory, and with single endpoints of the root service replaced. With `@effect/vitest`, each would be an `it.effect`.
 */
import assert from "node:assert/strict"
import { NodeRuntime } from "@effect/platform-node"
import { FakeAccount, FakeActiveCampaign, FakeHttp } from "@effect-activecampaign/testing"
import { Console, Effect, Layer } from "effect"
import { ActiveCampaign, ContactId, Contacts, ContactTags, NotFoundError, TagId } from "effect-activecampaign"

/** Creates or updates a contact, and tags it as a customer. */
const markAsCustomer = (email: string, customer: TagId) =>
  Effect.gen(function* () {
    const ac = yield* ActiveCampaign
    const contact = yield* ac.contacts.sync({ email })
    return yield* ac.contactTags.add({ contact: contact.id, tag: customer }).pipe(
      Effect.as("marked" as const),
      Effect.catchTag("NotFoundError", () => Effect.succeed("tag not found" as const))
    )
  })

/** A contact. Fields that can be null may be omitted. */
const jane = { id: ContactId.make("1"), email: "jane@example.com" }

/** Configured replies go through the real client, so a test can check what was sent. */
const withReplies = Effect.gen(function* () {
  assert.equal(yield* markAsCustomer("jane@example.com", TagId.make("7")), "tag not found")
  yield* FakeHttp.verifySent(ContactTags.add, { contact: jane.id, tag: TagId.make("7") })
}).pipe(
  Effect.provide(ActiveCampaign.layerClient),
  Effect.provide(
    FakeHttp.layerClient(
      FakeHttp.reply(Contacts.sync, jane),
      FakeHttp.reply(ContactTags.add, NotFoundError.of(ContactTags.add))
    )
  )
)

/** An account in memory has state: what was created can be read. Its client does not wait for a rate limit. */
const withAccount = Effect.gen(function* () {
  const ac = yield* ActiveCampaign
  const tag = yield* ac.tags.create({ tag: "customer", tagType: "contact" })
  assert.equal(yield* markAsCustomer("jane@example.com", tag.id), "marked")
  assert.equal(yield* markAsCustomer("jane@example.com", tag.id), "marked")
  const { rows } = yield* FakeAccount.FakeAccount
  assert.equal(rows.contacts.length, 1)
  assert.equal(rows.contactTags.length, 1)
}).pipe(Effect.provide(Layer.provideMerge(ActiveCampaign.layerClient, FakeAccount.layerClient())))

/** Single endpoints replaced. A call of any other endpoint dies with a message that names it. */
const withFakes = Effect.gen(function* () {
  const exit = yield* Effect.exit(markAsCustomer("jane@example.com", TagId.make("7")))
  assert.match(String(exit), /contactTags\.add was called but is not among the fakes/)
}).pipe(Effect.provide(FakeActiveCampaign.layer({ contacts: { sync: () => Effect.succeed(jane) } })))

Effect.all([withReplies, withAccount, withFakes]).pipe(
  Effect.zipRight(Console.log("Three tests passed.")),
  NodeRuntime.runMain
)
