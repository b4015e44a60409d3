/**
 * A process with a fake account behind a server, which outlives the processes that are killed. Prints its URL, and
 * requests above its rate limits.
 */
import * as FakeAccountServer from "@effect-activecampaign/testing/FakeAccountServer"
import * as Effect from "effect/Effect"

const [, , contacts = "0", latency = "0", limit = "0"] = process.argv

await Effect.gen(function* () {
  const server = yield* FakeAccountServer.serve({
    contacts: Number(contacts),
    fields: [{ title: "Plan", type: "text", perstag: "PLAN" }],
    limit: limit === "0" ? null : { limit: Number(limit), window: "1 second" },
    latency: `${Number(latency)} millis`,
    importDelay: "300 millis",
    onRequest: ({ method, status, url }) => {
      if (status === 429 || (status === 400 && method === "POST")) console.log(`refused ${method} ${url}`)
    }
  })
  console.log(server.apiUrl)
  yield* Effect.never
}).pipe(Effect.scoped, Effect.runPromise)
