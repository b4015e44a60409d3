/**
 * What a caller gets and what the server did, for everything that can go wrong on a connection, over real sockets.
 * The table is kept in the docs, and this fails when it changes.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { httpClients } from "./support/clients.js"
import { closedPort, type FaultName, type FaultServer, faultServer, faults } from "./support/faultServer.js"

const safeties = ["read", "idempotent", "write"] as const
const methods = { read: "GET", idempotent: "PUT", write: "POST" } as const

const Thing = Wire.envelope("thing", Wire.Entity("Thing")({}, { id: Wire.Text }))

/** Calls that are about what the server answers with no fault in the connection are in the client's own test. */
const rows: ReadonlyArray<FaultName | "refused"> = [
  "refused",
  ...(Object.keys(faults) as Array<FaultName>).filter((name) => !/^(4\d\d($| about)|bad schema|echoes)/.test(name))
]

interface Outcome {
  readonly answer: string
  readonly attempts: string
  readonly executed: number
}

const outcome = (fault: FaultName | "refused", safety: (typeof safeties)[number], client: keyof typeof httpClients) =>
  Effect.gen(function* () {
    const server: FaultServer = yield* faultServer
    const url = fault === "refused" ? yield* closedPort : server.url(fault)
    const result = yield* ActiveCampaignClient.request({
      method: methods[safety],
      path: "/things/1",
      ...(safety === "read" ? {} : { payload: { thing: { name: "a" } } }),
      success: Thing,
      safety
    }).pipe(
      Effect.match({
        onFailure: (error) => error._tag,
        onSuccess: ({ value }) => `success${value.id === null ? ", empty" : ""}`
      }),
      Effect.provide(
        ActiveCampaignClient.layerWith({ timeout: "400 millis" }).pipe(
          Layer.provide([
            Credentials.layer({ apiUrl: url, apiKey: "key" }),
            RateLimiter.layerUnlimited,
            RetryPolicy.layer({ maxAttempts: 3, baseDelay: "1 millis", maxElapsed: "10 seconds" }),
            httpClients[client]
          ])
        )
      )
    )
    expect(server.elsewhere, "nothing reaches the origin that a redirect names").toEqual([])
    const { calls, executed } = server.counts
    return { answer: result, attempts: fault === "refused" ? "–" : String(calls), executed } satisfies Outcome
  }).pipe(Effect.scoped)

const head = `# Faults

What an application gets when something goes wrong on the way, for each kind of safety: the error (or success), how often
the request was sent, and how often the server executed it. A test makes this table over real sockets,
with a policy of three attempts and a timeout of 400 ms, and fails when it changes. Where \`fetch\` and \`undici\`
differ, both are given.

No row executes a \`write\` twice. A \`write\` that ends in \`OutcomeUnknownError\`, or in \`ServerError\` (whose
\`outcomeUnknown\` is true then), may have been applied: check before retrying.

| fault | read | idempotent | write |
| --- | --- | --- | --- |
`

it.live(
  "the table of faults",
  () =>
    Effect.gen(function* () {
      const table = yield* Effect.forEach(
        rows,
        (fault) =>
          Effect.map(
            Effect.forEach(
              safeties,
              (safety) =>
                Effect.gen(function* () {
                  const byFetch = yield* outcome(fault, safety, "fetch")
                  const byUndici = yield* outcome(fault, safety, "undici")
                  if (safety === "write") {
                    for (const { executed } of [byFetch, byUndici]) expect(executed, `${fault}, write`).toBeLessThan(2)
                  }
                  const cell = ({ answer, attempts, executed }: Outcome) =>
                    `${answer} · ${attempts} sent · ${executed} executed`
                  return cell(byFetch) === cell(byUndici)
                    ? cell(byFetch)
                    : `fetch: ${cell(byFetch)}<br>undici: ${cell(byUndici)}`
                }),
              { concurrency: "unbounded" }
            ),
            (cells) => `| ${fault} | ${cells.join(" | ")} |`
          ),
        { concurrency: 10 }
      )
      const page = `${head}${table.join("\n")}\n`
      const file = new URL("../../../docs/FAULTS.md", import.meta.url)
      if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, page)
      expect(page).toBe(readFileSync(file, "utf8"))
    }),
  60_000
)
