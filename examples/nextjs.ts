/**
 * Calls the route handler and the server action of the folder `nextjs` as Next does. A fake account stands for ActiveCampaign.
 */
import assert from "node:assert/strict"
import { NodeRuntime } from "@effect/platform-node"
import { Faults } from "@effect-activecampaign/testing"
import { Console, Effect } from "effect"
import { Contacts } from "effect-activecampaign"
import { fakeInEnvironment } from "./account.js"
import { subscribeAction } from "./nextjs/actions.js"
import { POST } from "./nextjs/route.js"
import { runtime } from "./nextjs/runtime.js"

const post = (body: unknown) =>
  Effect.promise(() =>
    POST(new Request("https://app.example.com/api/newsletter", { method: "POST", body: JSON.stringify(body) }))
  )

const act = (fields: Readonly<Record<string, string>>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return Effect.promise(() => subscribeAction(null, form))
}

const program = Effect.gen(function* () {
  const { account } = yield* fakeInEnvironment({ lists: 1 })
  yield* Effect.addFinalizer(() => Effect.promise(() => runtime.dispose()))

  const subscribed = yield* post({ email: "ada@example.com", firstName: "Ada" })
  yield* Console.log(`Route handler: ${subscribed.status}, ${account.requests.length} requests.`)
  const invalid = yield* post({ email: "ada" })
  yield* Console.log(`Without an e-mail address: ${invalid.status}, nothing was sent.`)
  yield* Console.log(`Server action: ${JSON.stringify(yield* act({ email: "grace@example.com" }))}`)

  account.update("contactLists", "1", { status: "2" })
  const left = yield* act({ email: "ada@example.com" })
  yield* Console.log(`After unsubscribing: ${JSON.stringify(left)}`)
  account.faults.add(Faults.on(Contacts.sync, Faults.serverError(503)))
  const down = yield* post({ email: "alan@example.com" })
  yield* Console.log(`During an outage: ${down.status}, Retry-After ${down.headers.get("retry-after")}.`)

  assert.deepEqual([subscribed.status, invalid.status, left?.ok, down.status], [204, 422, false, 503])
  assert.deepEqual(
    account.rows.contacts.map(({ email }) => email),
    ["ada@example.com", "grace@example.com"]
  )
}).pipe(Effect.scoped)

NodeRuntime.runMain(program)
