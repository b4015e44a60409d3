/**
 * 1,000 contacts by id, with one request for each 100 of them, beside the same program with one request for each. Uses the
 * embedded fake account, which counts.
 */
import assert from "node:assert/strict"
import { NodeRuntime } from "@effect/platform-node"
import { ContactBatch } from "@effect-activecampaign/account"
import { FakeAccount } from "@effect-activecampaign/testing"
import { Console, Effect } from "effect"
import { ContactId, Contacts } from "effect-activecampaign"

const ids = Array.from({ length: 1_000 }, (_, index) => ContactId.make(String(index + 1)))

/** Requests of an effect, and the seconds that they need at the limit of 5 requests per second. */
const costOf = <A, E, R>(name: string, effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const { requests } = yield* FakeAccount.FakeAccount
    const before = requests.length
    const value = yield* effect
    const count = requests.length - before
    yield* Console.log(`${name}: ${count} requests, ${count / 5} s at the rate limit`)
    return { value, count }
  })

const program = Effect.gen(function* () {
  const batch = yield* costOf("ContactBatch.get", Effect.forEach(ids, ContactBatch.get, { batching: true }))
  const single = yield* costOf(
    "Contacts.get",
    Effect.forEach(ids, (id) => Contacts.get(id))
  )
  assert.deepEqual([batch.count, single.count], [10, 1_000])
  assert.deepEqual(
    batch.value.map(({ id }) => id),
    single.value.map(({ id }) => id)
  )
})

program.pipe(Effect.provide(FakeAccount.layerClient({ contacts: 1_000 })), NodeRuntime.runMain)
