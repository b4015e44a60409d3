/**
 * Invokes the function of the folder `aws-lambda` as Lambda does. A fake account stands for ActiveCampaign.
 */
import assert from "node:assert/strict"
import { NodeRuntime } from "@effect/platform-node"
import { Faults } from "@effect-activecampaign/testing"
import { Console, Effect } from "effect"
import { Notes } from "effect-activecampaign"
import { fakeInEnvironment } from "./account.js"
import { handler } from "./aws-lambda/handler.js"

const ticket = (number: number) =>
  JSON.stringify({ number: String(number), email: "ada@example.com", summary: "Solved." })

/** An invocation with so much time; succeeds with the messages that failed. */
const invoke = (seconds: number, bodies: Readonly<Record<string, string>>) => {
  const ends = Date.now() + seconds * 1000
  const Records = Object.entries(bodies).map(([messageId, body]) => ({ messageId, body }))
  return Effect.map(
    Effect.promise(() => handler({ Records }, { getRemainingTimeInMillis: () => ends - Date.now() })),
    ({ batchItemFailures }) => batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
  )
}

const program = Effect.gen(function* () {
  const { account } = yield* fakeInEnvironment()
  account.faults.add(Faults.on(Notes.create, Faults.latency("3 seconds"), { times: 1 }))

  const failed = yield* invoke(2, { a: ticket(1), b: "{}" })
  assert.deepEqual(failed, ["a", "b"])
  yield* Console.log(
    `Failed: ${failed.join(", ")}. The time was up while the note was sent; notes: ${account.rows.notes.length}.`
  )

  const again = yield* invoke(20, { a: ticket(1), c: ticket(2) })
  assert.deepEqual(again, [])
  assert.equal(account.rows.notes.length, 2)
  yield* Console.log(`Delivered again with another ticket: ${account.rows.notes.length} notes, none of them twice.`)
}).pipe(Effect.scoped)

NodeRuntime.runMain(program)
