/**
 * Laws of imports, whatever the rows are and whatever happens to the requests.
 */
import type * as BulkImport from "@effect-activecampaign/jobs/BulkImport"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as TestContext from "effect/TestContext"
import { expect, it } from "vitest"
import { account, endings, importAll, requestsOf } from "./support/imports.js"

/** Addresses: of good contacts, of those that the importer fails, that a request is rejected with, and that are none. */
const address = fc
  .tuple(
    fc.integer({ min: 1, max: 30 }),
    fc.constantFrom("a@example.com", "B@Example.com", "c@localhost", "reject@example.com", "no address")
  )
  .map(([number, kind]) => `${number}${kind}`)

const size = fc.constantFrom(0, 0, 0, 0, 10, 3000, 90_000, 190_000)

const rows = fc.array(fc.record({ email: address, size }), { minLength: 1, maxLength: 60 })

/** Rows as contacts. Each has its line in it, to be found in requests and in the account. */
const contactsOf = (given: ReadonlyArray<{ readonly email: string; readonly size: number }>) =>
  given.map(
    ({ email, size }, index): BulkImport.Contact => ({
      email,
      first_name: String(index + 1),
      last_name: "x".repeat(size),
      tags: [`line ${index + 1}`]
    })
  )

/** Rejects requests with some addresses, and names their rows from 0, from 1, or not at all. */
const rejecting = (base: 0 | 1 | null): Faults.Fault =>
  Faults.make("rejecting", (execute) => (exchange) => {
    const { contacts } = exchange.request.body as { readonly contacts: ReadonlyArray<{ readonly email: string }> }
    const failureReasons = contacts.flatMap(({ email }, place) =>
      email.includes("reject")
        ? [base === null ? "A contact is invalid" : { contact: place + base, failureReason: "The contact is invalid" }]
        : []
    )
    return failureReasons.length === 0
      ? execute(exchange)
      : {
          ...{ status: 400, headers: { "content-type": "text/html" }, delay: 0, connection: "kept" },
          body: { success: 0, message: "JSON payload did not pass validation.", failureReasons }
        }
  })

const lost = [
  Faults.reset("before"),
  Faults.reset("after"),
  Faults.truncated,
  Faults.malformed,
  Faults.serverError(500),
  Faults.serverError(503, "html"),
  Faults.rateLimited(1)
]

/** Faults of the requests that import, and of no others. */
const ofImports = (rule: Faults.Rule): Faults.Rule => ({
  start: () => {
    const faultOf = rule.start()
    return (request) =>
      request.path === "/import/bulk_import" && request.method === "POST" ? faultOf(request) : undefined
  }
})

interface Scenario {
  readonly rows: ReadonlyArray<{ readonly email: string; readonly size: number }>
  /** What the places in rejections count from; null if they are not named. */
  readonly base: 0 | 1 | null
  readonly seed: number
  readonly rate: number
  readonly importDelay: number
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
  rows,
  base: fc.constantFrom(0, 1, null),
  seed: fc.integer(),
  rate: fc.constantFrom(0, 0.1, 0.5),
  importDelay: fc.constantFrom(0, 3000, 20_000)
})

/** Imports, and checks what the events say against the account and its requests. */
const check = ({ base, importDelay, rate, rows, seed }: Scenario) =>
  Effect.gen(function* () {
    const contacts = contactsOf(rows)
    const events = yield* importAll(contacts)
    const fake = yield* account
    const ended = endings(events)
    const all = Object.values(ended).flat()
    expect(all.sort((a, b) => a - b)).toEqual(contacts.map((_, index) => index + 1))
    const { failed, imported, unknown } = ended
    expect(events.at(-1)).toMatchObject({
      ...{ _tag: "Done", read: contacts.length, waiting: 0 },
      ...{ failed: failed.length, imported: imported.length, unknown: unknown.length }
    })

    const tags = new Set(fake.rows.tags.map(({ tag }) => tag))
    expect(imported.filter((line) => !tags.has(`line ${line}`))).toEqual([])
    expect(failed.filter((line) => tags.has(`line ${line}`))).toEqual([])
    const isBad = (line: number) => !/(a@example|B@Example)/.test(contacts[line - 1]?.email ?? "")
    if (rate === 0) expect([unknown, imported.filter(isBad)]).toEqual([[], []])
    if (rate === 0 || base === 0) expect(failed.filter((line) => !isBad(line))).toEqual([])

    for (const { bytes, contacts } of requestsOf(fake)) {
      expect(bytes).toBeLessThan(400_000)
      expect(contacts.length).toBeLessThanOrEqual(250)
      expect(new Set(contacts.map(({ email }) => email.toLowerCase())).size).toBe(contacts.length)
    }
    const executed = requestsOf(fake).filter(({ status }) => status !== 400 && status !== 429)
    const last = new Map<string, number>()
    for (const { email, first_name } of executed.flatMap(({ contacts }) => contacts)) {
      // Lines of an address grow, so that none is there twice.
      expect(Number(first_name)).toBeGreaterThan(last.get(email.toLowerCase()) ?? 0)
      last.set(email.toLowerCase(), Number(first_name))
    }
  }).pipe(
    Effect.provide(
      FakeAccount.layerClient({
        importDelay,
        faults: [ofImports(Faults.random({ seed, rate, faults: lost })), ofImports(Faults.on("*", rejecting(base)))]
      })
    )
  )

it("each row ends once, as events say, and nothing that may have been executed is sent again", () =>
  fc.assert(
    fc.asyncProperty(scenario, (given) => Effect.runPromise(Effect.provide(check(given), TestContext.TestContext))),
    { numRuns: 40 }
  ))
