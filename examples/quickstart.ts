/**
 * Syncs contacts, tags them, subscribes them to a list, and lists its active subscribers. Safe to run twice.
 */

import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect, Stream } from "effect"
import { ActiveCampaign } from "effect-activecampaign"
import { account } from "./account.js"

const sender = { stringid: "quickstart", sender_url: "https://example.com", sender_reminder: "You ran the quickstart." }

const program = Effect.gen(function* () {
  const ac = yield* ActiveCampaign
  const found = yield* ac.tags.findByName("quickstart")
  const tag = found ?? (yield* ac.tags.create({ tag: "quickstart", tagType: "contact" }))
  const list = yield* ac.lists.list({ filters: { name: { eq: "Quickstart" } } }).pipe(
    Stream.orElseIfEmptyStream(() => Stream.fromEffect(ac.lists.create({ name: "Quickstart", ...sender }))),
    Stream.runHead,
    Effect.flatten
  )
  const add = (name: string) =>
    Effect.gen(function* () {
      const contact = yield* ac.contacts.sync({ email: `${name}@example.com`, firstName: name })
      yield* ac.contactTags.add({ contact: contact.id, tag: tag.id })
      yield* ac.contactLists.subscribe({ contact: contact.id, list: list.id })
    })
  yield* Effect.forEach(["ada", "grace", "katherine"], add, { concurrency: "unbounded" })

  const subscribers = ac.contacts.list({ listid: list.id, status: "active" })
  const emails = yield* Stream.runCollect(Stream.map(subscribers, (contact) => contact.email))
  yield* Console.log(`${emails.length} contacts are on the list "${list.name}": ${[...emails].join(", ")}`)
})

program.pipe(Effect.provide(ActiveCampaign.layer), Effect.provide(account), NodeRuntime.runMain)
