/**
 * Imports: every row ends once, batches keep the bounds, and nothing is sent twice, whatever happens on the way.
 */
import { expect, it } from "@effect/vitest"
import * as BulkImport from "@effect-activecampaign/jobs/BulkImport"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { ListId } from "effect-activecampaign/Ids"
import { describe } from "vitest"
import { drive } from "./support/drive.js"
import { account, endings, importAll, only, requestsOf } from "./support/imports.js"

const contactsOf = (count: number, more: object = {}): ReadonlyArray<BulkImport.Contact> =>
  Array.from({ length: count }, (_, index) => ({ email: `c${index + 1}@example.com`, ...more }))

const layer = (options: FakeAccount.Options = {}) => FakeAccount.layerClient({ importDelay: "3 seconds", ...options })

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe("run", () => {
  it.effect("imports contacts, and tells of batches and numbers", () =>
    Effect.gen(function* () {
      const events = yield* importAll(contactsOf(600, { tags: ["new"], subscribe: [{ listid: ListId.make("1") }] }))
      expect(endings(events)).toEqual({ imported: lines(1, 600), failed: [], unknown: [] })
      expect(only(events, "BatchAccepted").map(({ rows }) => rows.length)).toEqual([250, 250, 100])
      const numbers = { read: 600, sent: 600, imported: 600, failed: 0, unknown: 0, batches: 3, waiting: 0 }
      expect(events.at(-1)).toEqual({ _tag: "Done", ...numbers })
      expect(events.at(-2)).toEqual({ _tag: "Progress", ...numbers })
      const { rows } = yield* account
      expect(rows.contacts).toHaveLength(600)
      expect(rows.contactTags).toHaveLength(600)
      expect(rows.contactLists).toHaveLength(600)
    }).pipe(Effect.provide(layer({ lists: [{ name: "Newsletter" }] })))
  )

  it.effect("says to the importer what happens with automations", () =>
    Effect.gen(function* () {
      yield* importAll(contactsOf(2), { automations: "skip" })
      yield* importAll(contactsOf(2), { automations: "run" })
      const sent = requestsOf(yield* account).map(({ contacts }) => contacts)
      const [one, two] = contactsOf(2)
      expect(sent).toEqual([
        [
          { ...one, exclude_automations: true },
          { ...two, exclude_automations: true }
        ],
        [one, two]
      ])
    }).pipe(Effect.provide(layer()))
  )

  it.effect("of nothing is done", () =>
    Effect.gen(function* () {
      const events = yield* importAll([])
      expect(events.map(({ _tag }) => _tag)).toEqual(["Done"])
    }).pipe(Effect.provide(layer()))
  )

  it.effect("matches the failures of the importer to their rows, in whichever case the addresses are", () =>
    Effect.gen(function* () {
      const contacts = [{ email: "Jane@Example.com" }, { email: "O'Hara@Example.com" }, { email: "joe@localhost" }]
      const events = yield* importAll(contacts)
      expect(endings(events)).toEqual({ imported: [1], failed: [2, 3], unknown: [] })
      const [failed] = only(events, "RowFailed")
      expect(failed).toMatchObject({ failedIn: "import", row: { line: 2, email: "O'Hara@Example.com" } })
      expect(failed?.reason).not.toContain("Hara")
    }).pipe(Effect.provide(layer()))
  )

  it.effect("fails rows that cannot be sent without sending them, and sends the others", () =>
    Effect.gen(function* () {
      const entries: ReadonlyArray<BulkImport.Contact | BulkImport.Entry> = [
        { email: "jane@example.com" },
        { email: "" },
        { email: "no address" },
        { email: "tag@example.com", tags: [""] },
        { email: "large@example.com", first_name: "x".repeat(400_000) },
        {
          _tag: "InvalidRow",
          row: { line: 6, email: null, reference: "C-6" },
          problems: [{ column: "Plan", expected: 'one of "free", "pro"', actual: '"prp"' }]
        },
        { email: "joe@example.com" }
      ]
      const events = yield* importAll(entries)
      expect(endings(events)).toEqual({ imported: [1, 7], failed: [2, 3, 4, 5, 6], unknown: [] })
      const reasons = only(events, "RowFailed").map(({ reason }) => reason)
      expect(reasons).toEqual([
        "`email` must be a non-empty string; got an empty string",
        "`email` must be an e-mail address; got another text",
        expect.stringMatching(/^`tags\.0` must be a non-empty string/),
        expect.stringMatching(/^the row must have at most 399999 bytes of JSON; got 40\d{4}$/),
        '`Plan` must be one of "free", "pro"; got "prp"'
      ])
      expect(requestsOf(yield* account)).toHaveLength(1)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("completes the batches before a failure of the input, then fails with it", () =>
    Effect.gen(function* () {
      const input = Stream.concat(Stream.fromIterable(contactsOf(300)), Stream.fail("line 302 is broken" as const))
      const events: Array<BulkImport.Event> = []
      const importing = BulkImport.run(input, { automations: "skip" }).pipe(
        Stream.runForEach((event) => Effect.sync(() => events.push(event)))
      )
      const error = yield* Effect.flip(drive(importing))
      expect(error).toBe("line 302 is broken")
      expect(endings(events).imported).toEqual(lines(1, 300))
      expect(only(events, "Done")).toEqual([])
    }).pipe(Effect.provide(layer()))
  )

  it.effect("fails if the API key is rejected", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(importAll(contactsOf(10)))
      expect(error._tag).toBe("AuthenticationError")
    }).pipe(Effect.provide(layer({ faults: [Faults.on("*", Faults.respond("401", { status: 401, body: {} }))] })))
  )
})
