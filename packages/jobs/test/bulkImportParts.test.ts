/**
 * The parts of an import: batches, requests, results, and what became of requests whose responses were lost.
 */
import { expect, it } from "@effect/vitest"
import * as BulkImport from "@effect-activecampaign/jobs/BulkImport"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { BulkImports } from "effect-activecampaign"
import { BulkImportBatchId, FieldId, ListId } from "effect-activecampaign/Ids"
import { describe } from "vitest"
import { drive } from "./support/drive.js"
import { account, endings, importAll, only, requestsOf } from "./support/imports.js"

const contactsOf = (count: number, more: object = {}): ReadonlyArray<BulkImport.Contact> =>
  Array.from({ length: count }, (_, index) => ({ email: `c${index + 1}@example.com`, ...more }))

const layer = (options: FakeAccount.Options = {}) => FakeAccount.layerClient({ importDelay: "3 seconds", ...options })

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

const skip = { automations: "skip" } as const

/** The lines of the batches of these contacts. */
const batchesOf = (contacts: ReadonlyArray<BulkImport.Contact>) =>
  Effect.map(Stream.runCollect(BulkImport.batches(Stream.fromIterable(contacts), skip)), (all) =>
    Chunk.toReadonlyArray(all).map((one) => (one._tag === "Batch" ? one.rows.map(({ line }) => line) : one))
  )

describe("batches", () => {
  it.effect("leave no row alone if another can join it", () =>
    Effect.gen(function* () {
      expect((yield* batchesOf(contactsOf(251))).map((one) => one)).toEqual([lines(1, 249), [250, 251]])
      expect(yield* batchesOf(contactsOf(1))).toEqual([[1]])
      // The address of line 250 comes again, so that line 249 joins it.
      const again = [...contactsOf(250), { email: "C250@example.com" }]
      expect(yield* batchesOf(again)).toEqual([
        [...lines(1, 248), 250],
        [249, 251]
      ])
      // Nothing fits beside a row that is large.
      const large = { email: "large@example.com", first_name: "x".repeat(399_900) }
      expect(yield* batchesOf([...contactsOf(250), large])).toEqual([lines(1, 250), [251]])
    })
  )

  it.effect("keep the order of an address", () =>
    Effect.gen(function* () {
      const emails = ["a@b.co", "x@b.co", "A@b.co", "a@B.co", "y@b.co", "x@b.co"]
      expect(yield* batchesOf(emails.map((email) => ({ email })))).toEqual([[1, 2, 5], [3, 6], [4]])
      const same = Array.from({ length: 600 }, () => ({ email: "a@b.co" }))
      const batches = yield* batchesOf(same)
      expect(batches).toEqual(same.map((_, index) => [index + 1]))
    })
  )

  it.effect("keep the order of an address whose rows have to wait twice", () =>
    Effect.gen(function* () {
      const large = { first_name: "x".repeat(390_000) }
      const few = ["x", "y", "a"].map((name) => ({ email: `${name}@b.co` }))
      const again = [
        { email: "x@b.co", ...large },
        { email: "y@b.co", ...large }
      ]
      const many = Array.from({ length: 248 }, () => ({ email: "a@b.co" }))
      const batches = yield* batchesOf([...few, ...again, ...many, { email: "y@b.co" }])
      const batchOf = (line: number) => batches.findIndex((lines) => Array.isArray(lines) && lines.includes(line))
      expect([batchOf(2), batchOf(5)]).toEqual([0, 2])
      expect(batchOf(254)).toBeGreaterThan(2)
    })
  )

  it.effect("of an address are sent after the ones before are completed", () =>
    Effect.gen(function* () {
      yield* importAll([
        { email: "a@b.co", first_name: "1" },
        { email: "x@b.co" },
        { email: "a@b.co", first_name: "2" }
      ])
      const { requests, rows } = yield* account
      // The first batch is not completed when its status is first read.
      expect(requests.map(({ method }) => method).join(" ")).toMatch(/^POST( GET){2,} POST( GET)+$/)
      expect(rows.contacts.find(({ email }) => email === "a@b.co")).toMatchObject({ firstName: "2" })
    }).pipe(Effect.provide(layer({ importDelay: "4 seconds" })))
  )
})

/** What the importer says of a batch, whatever it did. */
const saying = (status: object) => Faults.on(BulkImports.get, Faults.respond("status", { status: 200, body: status }))

describe("result", () => {
  it.effect.each([
    ["interrupted", { status: "failed/interrupted", success: ["1"], failure: ["c2@example.com"] }, [1], [2], [3]],
    ["interrupted", { status: "interrupted" }, [], [], [1, 2, 3]],
    ["notListed", { status: "completed", success: ["1"], failure: ["other@example.com"] }, [1], [], [2, 3]],
    ["notCompleted", { status: "active" }, [], [], [1, 2, 3]]
  ] as const)(
    "is unknown for rows of which the importer says nothing: %s %o",
    ([reason, status, imported, failed, unknown]) =>
      Effect.gen(function* () {
        const events = yield* importAll(contactsOf(3), { patience: "10 minutes" })
        expect(endings(events)).toEqual({ imported, failed, unknown })
        expect(only(events, "RowsUnknown").map((event) => event.reason)).toEqual([reason])
      }).pipe(Effect.provide(layer({ importDelay: 0, faults: [saying(status)] })))
  )

  it.effect("is retrieved although requests for it fail now and then", () =>
    Effect.gen(function* () {
      const events = yield* importAll(contactsOf(3))
      expect(endings(events).imported).toEqual([1, 2, 3])
    }).pipe(
      Effect.provide(
        layer({
          faults: [
            Faults.on(BulkImports.get, Faults.serverError(503, "html"), { times: 2 }),
            Faults.on(BulkImports.get, Faults.reset("after"), { times: 3 })
          ]
        })
      )
    )
  )

  it.effect("of a batch can be retrieved by its id, as after a restart", () =>
    Effect.gen(function* () {
      const [batch] = yield* Stream.runCollect(BulkImport.batches(Stream.fromIterable(contactsOf(3)), skip))
      if (batch?._tag !== "Batch") throw new Error("no batch")
      const sent = yield* BulkImport.send(batch, skip)
      if (sent._tag !== "Accepted") throw new Error("not accepted")
      const accepted = { batchId: BulkImportBatchId.make(String(sent.batchId)), rows: sent.rows }
      const result = yield* drive(BulkImport.result(accepted))
      expect(result).toEqual({ imported: sent.rows, failed: [], unknown: null })
    }).pipe(Effect.provide(layer()))
  )
})

describe("a lost response", () => {
  const rich = {
    ...{ first_name: "Jane", tags: ["vip"], fields: [{ id: FieldId.make("1"), value: ["s", "m"] }] },
    ...{ subscribe: [{ listid: ListId.make("1") }], unsubscribe: [{ listid: ListId.make("2") }] }
  }
  const seed = {
    fields: [{ id: "1", title: "Sizes", perstag: "SIZES", type: "checkbox" as const }],
    lists: [{ name: "Newsletter" }, { name: "Offers" }]
  }
  const losing = (fault: Faults.Fault, importDelay = 20_000) =>
    layer({ ...seed, importDelay, faults: [Faults.on("POST /import/bulk_import", fault, { times: 1 })] })

  it.effect("is looked up: rows count as imported once the account shows them", () =>
    Effect.gen(function* () {
      const events = yield* importAll(contactsOf(5, rich))
      expect(endings(events)).toEqual({ imported: lines(1, 5), failed: [], unknown: [] })
      expect(only(events, "BatchCompleted").map(({ batchId }) => batchId)).toEqual([null])
      expect(requestsOf(yield* account)).toHaveLength(1)
    }).pipe(Effect.provide(losing(Faults.reset("after"))))
  )

  it.effect.each([
    ["new contacts, a page at a time", 0, 40],
    ["contacts that the account had, whose ids are far apart, one by one", 10, 280]
  ] as const)("is looked up: of 250 rows, %s", ([, apart, most]) =>
    Effect.gen(function* () {
      const { insert, requests } = yield* account
      for (const { email } of apart === 0 ? [] : contactsOf(250)) {
        insert("contacts", { email })
        for (let other = 0; other < apart; other++) insert("contacts", { email: `${other}${email}` })
      }
      const events = yield* importAll(contactsOf(250, rich))
      expect(endings(events)).toEqual({ imported: lines(1, 250), failed: [], unknown: [] })
      expect(requests.length).toBeLessThan(most)
    }).pipe(Effect.provide(losing(Faults.reset("after"))))
  )

  it.effect("of a request that was not executed is `notApplied`, and the request is not sent again", () =>
    Effect.gen(function* () {
      const events = yield* importAll(contactsOf(5, rich))
      expect(only(events, "RowsUnknown")).toMatchObject([{ reason: "notApplied", rows: { length: 5 } }])
      expect(requestsOf(yield* account)).toHaveLength(1)
    }).pipe(Effect.provide(losing(Faults.reset("before"))))
  )

  it.effect("is not decided by contacts that were there before with other values", () =>
    Effect.gen(function* () {
      const { insert } = yield* account
      for (const { email } of contactsOf(5)) insert("contacts", { email, firstName: "Joe" })
      const events = yield* importAll(contactsOf(5, rich))
      expect(endings(events)).toEqual({ imported: [], failed: [], unknown: lines(1, 5) })
    }).pipe(Effect.provide(losing(Faults.serverError(500))))
  )

  it.effect.each(["first_name", "tags", "fields", "subscribe"])(
    "is not decided by contacts that were imported before without their %s",
    (part) =>
      Effect.gen(function* () {
        const { [part]: _, ...less } = rich as Record<string, unknown>
        yield* importAll(contactsOf(3, less))
        const events = yield* importAll(contactsOf(3, rich))
        expect(endings(events)).toEqual({ imported: [], failed: [], unknown: lines(1, 3) })
      }).pipe(
        Effect.provide(
          layer({
            ...{ ...seed, importDelay: 0 },
            faults: [Faults.on("POST /import/bulk_import", Faults.serverError(500), { after: 1 })]
          })
        )
      )
  )

  it.effect("stays undecided while the importer is busy for longer than the patience", () =>
    Effect.gen(function* () {
      const events = yield* importAll(contactsOf(5, rich), { lookUpPatience: "1 minute" })
      expect(only(events, "RowsUnknown")).toMatchObject([{ reason: "undecided" }])
    }).pipe(Effect.provide(losing(Faults.reset("after"), 600_000)))
  )

  it.effect("that cannot be looked up stays undecided", () =>
    Effect.gen(function* () {
      const events = yield* importAll(contactsOf(300))
      expect(only(events, "RowsUnknown")).toMatchObject([{ reason: "undecided", rows: { length: 250 } }])
      expect(endings(events).imported).toEqual(lines(251, 300))
    }).pipe(
      Effect.provide(
        layer({
          faults: [
            Faults.on("POST /import/bulk_import", Faults.reset("after"), { times: 1 }),
            Faults.on(BulkImports.getOverview, Faults.forbidden())
          ]
        })
      )
    )
  )

  it.effect("of one row among others leaves rows that the importer refused undecided", () =>
    Effect.gen(function* () {
      const events = yield* importAll([...contactsOf(4), { email: "c5@localhost" }])
      expect(endings(events)).toEqual({ imported: lines(1, 4), failed: [], unknown: [5] })
    }).pipe(Effect.provide(losing(Faults.truncated)))
  )
})

describe("requests", () => {
  it.effect("wait when the importer refuses more, and are all sent", () =>
    Effect.gen(function* () {
      // The client of the test has no rate limit; the account has.
      const contacts = contactsOf(45).map((contact) => ({ ...contact, first_name: "x".repeat(200_000) }))
      const events = yield* importAll(contacts)
      expect(endings(events).imported).toEqual(lines(1, 45))
      expect(requestsOf(yield* account).some(({ status }) => status === 400)).toBe(true)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("that ActiveCampaign rejects have reasons without addresses", () =>
    Effect.gen(function* () {
      const [event] = only(yield* importAll([{ email: "jane.doe+1@example.com" }]), "RowFailed")
      expect(event?.reason).toBe("… (<…>) is excluded")
    }).pipe(
      Effect.provide(
        layer({
          faults: [
            Faults.on(
              "POST /import/bulk_import",
              Faults.respond("rejected", {
                status: 422,
                body: { errors: [{ title: "jane.doe+1@example.com (<JANE.DOE+1@example.com>) is excluded" }] }
              })
            )
          ]
        })
      )
    )
  )

  it.effect("stop when the consumer does", () =>
    Effect.gen(function* () {
      const endless = Stream.map(
        Stream.iterate(1, (line) => line + 1),
        (line) => ({ email: `c${line}@example.com` })
      )
      const fiber = yield* Effect.fork(Stream.runDrain(BulkImport.run(endless, { ...skip, maxWaiting: 5 })))
      yield* TestClock.adjust("1 second")
      const { requests } = yield* account
      // As many as can wait, and those on their way to them.
      expect(requestsOf(yield* account).length).toBeLessThan(60)
      yield* Fiber.interrupt(fiber)
      const count = requests.length
      yield* TestClock.adjust("10 minutes")
      expect(requests).toHaveLength(count)
    }).pipe(Effect.provide(layer({ importDelay: "1 hour" })))
  )
})
