/**
 * The account that `bulkImport` imports into, in a process of its own. It tells what it received when it is asked.
 */
import { FakeAccountServer } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"

/** What the account received. */
export interface Received {
  readonly contacts: number
  /** Numbers of requests by method, path and status. */
  readonly requests: Readonly<Record<string, number>>
}

const program = Effect.gen(function* () {
  const { account, apiKey, apiUrl } = yield* FakeAccountServer.serve({
    ...{ port: 0, latency: "100 millis", importDelay: "5 seconds", keepRequests: 100_000 },
    fields: [
      { id: "1", title: "Plan", perstag: "PLAN", type: "dropdown" },
      { id: "2", title: "Seats", perstag: "SEATS", type: "number" }
    ],
    fieldOptions: ["free", "pro"].map((value) => ({ field: "1", value, label: value }))
  })
  process.on("message", () => {
    const requests: Record<string, number> = {}
    for (const { method, path, status } of account.requests) {
      const key = `${method} ${path} ${status}`
      requests[key] = (requests[key] ?? 0) + 1
    }
    process.send?.({ contacts: account.rows.contacts.length, requests } satisfies Received)
  })
  process.send?.({ apiKey, apiUrl })
  return yield* Effect.never
})

process.on("disconnect", () => process.exit())
await Effect.runPromise(Effect.scoped(program))
