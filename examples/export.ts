/**
 * An export of all contacts: several pages at the same time, in order, each contact once. It stores where it is, so that it
 * can continue there after a crash.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect, Ref, Stream } from "effect"
import { ActiveCampaignClient, Contacts } from "effect-activecampaign"
import { account } from "./account.js"

const program = Effect.gen(function* () {
  const emails = Array.from({ length: 12 }, (_, index) => `export-${index}@example.com`)
  const contacts = yield* Effect.forEach(emails, (email) => Contacts.sync({ email }), { concurrency: 10 })

  /** A file or a row of a database, in a real job. */
  const stored = yield* Ref.make<string | undefined>(undefined)
  const exported = yield* Ref.make(0)
  const exportFrom = (cursor: string | undefined) =>
    Contacts.list.pages(cursor === undefined ? { limit: 5 } : { limit: 5, cursor }, { concurrency: 4 }).pipe(
      Stream.tap(({ cursor, items }) =>
        Effect.zipRight(
          Ref.update(exported, (count) => count + items.length),
          Ref.set(stored, cursor ?? undefined)
        )
      )
    )

  // The first run stops after one page, as if it had crashed. The second continues from there.
  yield* exportFrom(undefined).pipe(Stream.take(1), Stream.runDrain)
  yield* Effect.flatMap(Ref.get(stored), (cursor) => Stream.runDrain(exportFrom(cursor)))
  yield* Console.log(`${yield* Ref.get(exported)} contacts exported, each once.`)
  yield* Effect.forEach(contacts, ({ id }) => Contacts.delete(id), { concurrency: 10, discard: true })
})

program.pipe(Effect.provide(ActiveCampaignClient.layer), Effect.provide(account), NodeRuntime.runMain)
