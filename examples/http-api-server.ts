/**
 * Starts the server of the folder `http-api-server`, and calls it with the client that follows from its API. A fake account
 * stands for ActiveCampaign.
 */
import assert from "node:assert/strict"
import { FetchHttpClient, HttpApiClient, HttpClient, HttpServer } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { Faults } from "@effect-activecampaign/testing"
import { Console, Effect } from "effect"
import { Contacts } from "effect-activecampaign"
import { fakeInEnvironment } from "./account.js"
import { Api } from "./http-api-server/api.js"
import { server } from "./http-api-server/server.js"

const program = Effect.gen(function* () {
  process.env["PORT"] = "0"
  const { account } = yield* fakeInEnvironment()
  const demonstration = Effect.gen(function* () {
    const baseUrl = yield* HttpServer.addressFormattedWith(Effect.succeed)
    const { customers } = yield* HttpApiClient.make(Api, { baseUrl })

    const saved = yield* customers.save({ payload: { email: "ada@example.com", firstName: "Ada" } })
    const found = yield* customers.get({ path: { id: Number(saved.id) } })
    yield* Console.log(`Saved and found: ${found.firstName}.`)

    const missing = yield* Effect.flip(customers.get({ path: { id: 99 } }))
    const invalid = yield* Effect.flip(customers.save({ payload: { email: "ada" } }))
    assert.deepEqual([missing._tag, invalid._tag], ["NotFound", "Invalid"])
    yield* Console.log(`Typed errors: ${missing._tag}, ${invalid._tag} (${"issues" in invalid ? invalid.issues : ""}).`)

    account.faults.add(Faults.on(Contacts.get, Faults.rateLimited(30)))
    const { headers, status } = yield* HttpClient.get(`${baseUrl}/customers/${saved.id}`)
    assert.equal(status, 503)
    yield* Console.log(`Throttled: ${status}, Retry-After ${headers["retry-after"]}.`)
  })
  yield* Effect.provide(demonstration, server)
}).pipe(Effect.scoped)

program.pipe(Effect.provide(FetchHttpClient.layer), NodeRuntime.runMain)
