/**
 * What a caller gets and what the server did, for everything that can go wrong on a connection, over real sockets.
 * The table is kept in the docs, and this fails when it changes.
 */
import { readFileSync, writeFileSync } from "node:fs"
import type * as HttpClient from "@effect/platform/HttpClient"
import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import { http2Clients, httpClients, trustingClients } from "./support/clients.js"
import { closedPort, closingServer, type FaultName, faultServerWith, faults } from "./support/faultServer.js"
import { http2Faults, http2Server, type RawFault, rawFaults, rawServer } from "./support/rawServer.js"

const safeties = ["read", "idempotent", "write"] as const
type Safety = (typeof safeties)[number]
const methods = { read: "GET", idempotent: "PUT", write: "POST" } as const

const Thing = Wire.envelope("thing", Wire.Entity("Thing")({}, { id: Wire.Text }))

/** A server with one fault. */
interface Server {
  readonly url: string
  readonly counts: { calls: number; executed: number } | undefined
  readonly elsewhere?: ReadonlyArray<string>
}

/** A row of the table: the server's fault, and the clients that meet it. */
interface Row {
  readonly name: string
  readonly clients: Readonly<Record<string, Layer.Layer<HttpClient.HttpClient>>>
  readonly server: (hang: () => void) => Effect.Effect<Server, never, Scope.Scope>
  /** A good call before the one that counts. */
  readonly kept?: boolean
  readonly racy?: boolean
}

/** Calls that are about what the server answers with no fault in the connection are in the client's own test. */
const httpRows: ReadonlyArray<Row> = [
  {
    name: "refused",
    clients: httpClients,
    server: () => Effect.map(closedPort, (url) => ({ url, counts: undefined }))
  },
  {
    name: "unknown host",
    clients: httpClients,
    server: () => Effect.succeed({ url: "https://host.invalid", counts: undefined })
  },
  ...(Object.keys(faults) as Array<FaultName>)
    .filter((name) => !/^(4\d\d($| about)|bad schema|echoes)/.test(name))
    .map((name) => ({
      name,
      clients: httpClients,
      server: (hang: () => void) =>
        Effect.map(faultServerWith(hang), ({ counts, elsewhere, url }) => ({ url: url(name), counts, elsewhere }))
    }))
]

const rawRows: ReadonlyArray<Row> = [
  {
    name: "TLS: certificate that is not trusted",
    clients: httpClients,
    server: (hang) => rawServer(rawFaults["TLSv1.3: good"] as RawFault, hang)
  },
  ...Object.entries(rawFaults).map(([name, fault]) => ({
    name,
    clients: trustingClients,
    server: (hang: () => void) => rawServer(fault, hang),
    ...(fault.kept ? { kept: true } : {}),
    ...(fault.racy ? { racy: true } : {})
  })),
  ...Object.entries(http2Faults).map(([name, does]) => ({
    name,
    clients: http2Clients,
    server: () => http2Server(does)
  }))
]

const timeout = Duration.millis(30_007)

/** A clock on which timeouts pass when the server hangs, and never before; delays of retries pass at once. */
const clockOf = (hung: Effect.Effect<void>): Clock.Clock => {
  const live = Clock.make()
  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => live.unsafeCurrentTimeMillis(),
    unsafeCurrentTimeNanos: () => live.unsafeCurrentTimeNanos(),
    currentTimeMillis: live.currentTimeMillis,
    currentTimeNanos: live.currentTimeNanos,
    sleep: (duration) =>
      Duration.equals(duration, timeout) ? hung : Duration.toMinutes(duration) > 2 ? Effect.never : Effect.yieldNow()
  }
}

interface Outcome {
  readonly cell: string
  readonly law: boolean
}

const outcome = (row: Row, safety: Safety, http: Layer.Layer<HttpClient.HttpClient>) =>
  Effect.gen(function* () {
    const hung = yield* Queue.unbounded<void>()
    const { counts, elsewhere, url } = yield* row.server(() => Queue.unsafeOffer(hung, undefined))
    const call = (safety: Safety) =>
      ActiveCampaignClient.request({
        method: methods[safety],
        path: "/things/1",
        ...(safety === "read" ? {} : { payload: { thing: { name: "a" } } }),
        success: Thing,
        safety
      })
    const client = ActiveCampaignClient.layerWith({ timeout, maxResponseBytes: 1_000_000 }).pipe(
      Layer.provide([
        Credentials.layer({ apiUrl: url, apiKey: "key" }),
        RateLimiter.layerUnlimited,
        RetryPolicy.layer({ maxAttempts: 3, maxElapsed: "1 hour" }),
        http
      ])
    )
    const result = yield* Effect.zipRight(row.kept ? Effect.orDie(call("read")) : Effect.void, call(safety)).pipe(
      Effect.either,
      Effect.provide(client),
      Effect.withClock(clockOf(Queue.take(hung))),
      Effect.timeoutFail({
        duration: "1 minute",
        onTimeout: () => new Error(`${row.name}, ${safety}: the call hangs`)
      }),
      Effect.orDie
    )
    expect(elsewhere ?? [], "nothing reaches the origin that a redirect names").toEqual([])
    const { calls, executed } = counts ?? { calls: "–", executed: 0 }
    const label = Either.match(result, {
      onLeft: (error) => error._tag,
      onRight: ({ value }) => `success${value.id === null ? ", empty" : ""}`
    })
    // A write is executed once if it succeeded, at most once if nobody knows, and never if nothing was sent.
    const isLawful =
      safety !== "write" ||
      Either.match(result, {
        onLeft: (error) => executed <= (error._tag === "TransportError" ? 0 : 1),
        onRight: () => executed === 1
      })
    return { cell: `${label} · ${calls} sent · ${executed} executed`, law: isLawful } satisfies Outcome
  }).pipe(Effect.scoped)

/** The cell of a table: what all clients have in common, or what each of them gets. */
const cellOf = (cells: ReadonlyArray<readonly [client: string, cell: string]>): string => {
  const distinct = [...new Set(cells.map(([, cell]) => cell))]
  if (distinct.length === 1) return distinct[0] ?? ""
  return distinct
    .map(
      (cell) =>
        `${cells
          .filter(([, one]) => one === cell)
          .map(([client]) => client)
          .join(", ")}: ${cell}`
    )
    .join("<br>")
}

const line = (row: Row) =>
  Effect.map(
    Effect.forEach(safeties, (safety) =>
      Effect.map(
        Effect.forEach(Object.entries(row.clients), ([name, http]) =>
          Effect.map(outcome(row, safety, http), ({ cell, law }) => {
            expect(law, `${row.name}, ${safety}, ${name}: ${cell}`).toBe(true)
            return [name, cell] as const
          })
        ),
        cellOf
      )
    ),
    (cells) => (row.racy ? [] : [`| ${row.name} | ${cells.join(" | ")} |`])
  )

const table = (rows: ReadonlyArray<Row>) =>
  Effect.map(
    Effect.forEach(rows, line, { concurrency: 10 }),
    (lines) => `| fault | read | idempotent | write |\n| --- | --- | --- | --- |\n${lines.flat().join("\n")}\n`
  )

const head = `# Faults

What an application gets when something goes wrong on the way, for each kind of safety: the error (or success), how often
the request was sent, and how often the server executed it. A test makes these tables over real sockets, with a policy of
three attempts, and fails when they change. Where the HTTP clients differ (\`fetch\`, \`undici\`, and \`node\`, which is
\`NodeHttpClient.layer\`), each is given.

No row executes a \`write\` twice. A \`write\` that ends in \`OutcomeUnknownError\`, or in \`ServerError\` (whose
\`outcomeUnknown\` is true then), may have been applied: check before retrying. A \`write\` that ends in \`TransportError\`
was not sent. This is concluded from a proof only: a system call that came before (\`connect\`, \`getaddrinfo\`), a timeout
of connecting, or a refused certificate.

A 429 says that a request was not executed, so a \`write\` is retried. A gateway that executes and then returns 429
would break this promise. A 421 says the same
of the connection: then \`fetch\` itself sends once more, by its standard.

## Responses
`

it.live(
  "the tables of faults",
  () =>
    Effect.gen(function* () {
      const http = yield* table(httpRows)
      const raw = yield* table(rawRows)
      const page = `${head}\n${http}\n## Connections\n\nFaults below HTTP: over TCP, in TLS and below it, on kept connections, and in HTTP/2.\n\n${raw}`
      const file = new URL("../../../docs/reference/faults.md", import.meta.url)
      if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, page)
      expect(page).toBe(readFileSync(file, "utf8"))
    }),
  300_000
)

it.live.each(Object.entries(trustingClients))(
  "a write on a connection that the server is closing is executed once at most, through %s",
  ([, http]) =>
    Effect.gen(function* () {
      const { executed, url } = yield* closingServer
      const client = ActiveCampaignClient.layer.pipe(
        Layer.provide([Credentials.layer({ apiUrl: url, apiKey: "key" }), RateLimiter.layerUnlimited, http])
      )
      const results = yield* Effect.forEach(Array.from({ length: 60 }), (_, index) =>
        Effect.either(
          ActiveCampaignClient.request({ method: "POST", path: `/things/${index}`, payload: {}, success: Wire.Json })
        )
      ).pipe(Effect.provide(client))
      results.forEach((result, index) => {
        const times = executed.get(String(index)) ?? 0
        if (Either.isRight(result)) expect(times).toBe(1)
        else {
          expect(result.left._tag).toBe("OutcomeUnknownError")
          expect(times).toBeLessThan(2)
        }
      })
      expect(results.some(Either.isRight)).toBe(true)
    }).pipe(Effect.scoped),
  60_000
)
