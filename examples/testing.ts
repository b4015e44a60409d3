/**
 * An application's function and three tests of it, without a network: canned answers, a whole account in memory, and
 * single endpoints of the root service replaced. In your project these are tests of `@effect/vitest`.
 */
import assert from "node:assert/strict"
import { NodeRuntime } from "@effect/platform-node"
import { ActiveCampaignError } from "@effect-activecampaign/core"
import {
  ActiveCampaign,
  ContactId,
  Contacts,
  ContactTags,
  TagId as Tag,
  type TagId
} from "@effect-activecampaign/resources"
import { FakeAccount, FakeHttp } from "@effect-activecampaign/testing"
import { Console, Effect } from "effect"

/** What the application does: makes sure that somebody is known and is marked as a customer. */
const markAsCustomer = (email: string, customer: TagId) =>
  Effect.gen(function* () {
    const ac = yield* ActiveCampaign
    const contact = yield* ac.contacts.sync({ email })
    return yield* ac.contactTags.add({ contact: contact.id, tag: customer }).pipe(
      Effect.as("marked" as const),
      Effect.catchTag("NotFoundError", () => Effect.succeed("no such tag" as const))
    )
  })

/** Canned answers go through the real client, so what was sent can be looked at. */
const withCannedAnswers = Effect.gen(function* () {
  assert.equal(yield* markAsCustomer("jane@example.com", Tag.make("7")), "no such tag")
  const [sent] = yield* FakeHttp.sentTo(ContactTags.add)
  assert.deepEqual(sent?.body, { contactTag: { contact: "1", tag: "7" } })
}).pipe(
  Effect.provide(ActiveCampaign.layerClient),
  Effect.provide(
    FakeHttp.layerClient(
      FakeHttp.replyRaw(Contacts.sync, { status: 201, body: { contact: { id: "1" } } }),
      FakeHttp.reply(
        ContactTags.add,
        new ActiveCampaignError.NotFoundError({
          endpoint: "ContactTags.add",
          method: "POST",
          route: "/contactTags",
          message: "gone",
          status: 404
        })
      )
    )
  )
)

/** An account in memory behaves: what was written can be read. */
const withAccount = Effect.gen(function* () {
  const ac = yield* ActiveCampaign
  const tag = yield* ac.tags.create({ tag: "customer", tagType: "contact" })
  assert.equal(yield* markAsCustomer("jane@example.com", tag.id), "marked")
  assert.equal(yield* markAsCustomer("jane@example.com", tag.id), "marked")
  const { rows } = yield* FakeAccount.FakeAccount
  assert.equal(rows.contacts.length, 1)
  assert.equal(rows.contactTags.length, 1)
}).pipe(Effect.provide(ActiveCampaign.layer), Effect.provide(FakeAccount.layer()))

/** Single endpoints replaced: an endpoint that is called and was not given dies with its name. */
const withMocks = Effect.gen(function* () {
  const ac = yield* ActiveCampaign
  assert.equal(yield* ac.contacts.remove(ContactId.make("1")), undefined)
  const exit = yield* Effect.exit(ac.contacts.get(ContactId.make("1")))
  assert.match(String(exit), /contacts\.get was called and is not among the mocks/)
}).pipe(Effect.provide(ActiveCampaign.mock({ contacts: { remove: () => Effect.void } })))

Effect.all([withCannedAnswers, withAccount, withMocks]).pipe(
  Effect.zipRight(Console.log("Three tests passed.")),
  NodeRuntime.runMain
)
