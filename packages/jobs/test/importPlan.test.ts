/**
 * Files become contacts by the names in their headers; what does not fit is told with its line and column, and is not sent.
 */
import { expect, it } from "@effect/vitest"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as BulkImport from "@effect-activecampaign/jobs/BulkImport"
import * as ImportPlan from "@effect-activecampaign/jobs/ImportPlan"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Chunk from "effect/Chunk"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { describe } from "vitest"
import { drive } from "./support/drive.js"
import { account, endings, only, requestsOf } from "./support/imports.js"

const kinds = ["text", "number", "date", "datetime", "dropdown", "checkbox", "currency"] as const

const fields = [
  ...kinds.map((type, index) => ({ id: String(index + 1), title: `My ${type}`, perstag: type.toUpperCase(), type })),
  { id: "20", title: "Account", perstag: "ACCOUNT", type: "text" as const }
]

const fieldOptions = ["5", "6"].flatMap((field) =>
  ["free", "pro"].map((value, orderid) => ({ field, value, label: value, orderid: String(orderid) }))
)

const seed = {
  ...{ fields, fieldOptions, tags: [{ tag: "customer" }] },
  lists: [
    { id: "1", name: "Newsletter" },
    { id: "2", name: "Offers" },
    { id: "3", name: "Twice" },
    { id: "4", name: "Twice" }
  ]
}

const layer = Layer.provideMerge(Directory.layer(), FakeAccount.layerClient(seed))

const bytesOf = (...lines: ReadonlyArray<string>) => Stream.make(new TextEncoder().encode(lines.join("\n")))

const entriesOf = (lines: ReadonlyArray<string>, options?: ImportPlan.Options) =>
  Effect.map(Stream.runCollect(ImportPlan.entries(bytesOf(...lines), options)), Chunk.toReadonlyArray)

/** The contacts of a file without rows that do not fit. */
const contactsOf = (lines: ReadonlyArray<string>, options?: ImportPlan.Options) =>
  Effect.map(entriesOf(lines, options), (entries) =>
    entries.map((entry) => (entry._tag === "Row" ? entry.contact : entry.problems))
  )

const headerError = (lines: ReadonlyArray<string>, options?: ImportPlan.Options) =>
  Effect.map(Effect.flip(entriesOf(lines, options)), (error) => {
    expect(error).toBeInstanceOf(ImportPlan.HeaderError)
    return error.message
  })

describe("headers", () => {
  it.effect("are properties, their other names, and custom fields by tag, title or id", () =>
    Effect.gen(function* () {
      const header = "E-Mail Address,First name,last_name,PHONE,customer_acct_name,tags,Subscribe,unsubscribe,reference"
      const [row] = yield* entriesOf([
        `${header},TEXT,my number,field:3,field:DATETIME`,
        'jane@example.com,Jane,Doe,+1 555,Acme,"vip, new",newsletter,Offers,C-7,hello,12.50,2026-02-28,2026-05-01 09:00:00+02:00'
      ])
      expect(row).toEqual({
        ...{ _tag: "Row", line: 2, reference: "C-7" },
        contact: {
          ...{ email: "jane@example.com", first_name: "Jane", last_name: "Doe", phone: "+1 555" },
          ...{ customer_acct_name: "Acme", tags: ["vip", "new"], subscribe: [{ listid: "1" }] },
          unsubscribe: [{ listid: "2" }],
          fields: [
            { id: "1", value: "hello" },
            { id: "2", value: "12.5" },
            { id: "3", value: "2026-02-28" },
            { id: "4", value: "2026-05-01T07:00:00.000Z" }
          ]
        }
      })
    }).pipe(Effect.provide(layer))
  )

  it.effect("go where `columns` says, or nowhere", () =>
    Effect.gen(function* () {
      const columns = { Mail: "email", Note: null, Firma: "customer_acct_name", Konto: "field:ACCOUNT", "": null }
      const contacts = yield* contactsOf(["Mail,Note,Firma,Konto,", "jane@example.com,x,Acme,7,y"], { columns })
      const contact = { email: "jane@example.com", customer_acct_name: "Acme", fields: [{ id: "20", value: "7" }] }
      expect(contacts).toEqual([contact])
    }).pipe(Effect.provide(layer))
  )

  it.effect("that are unknown are all named, with similar ones", () =>
    Effect.gen(function* () {
      const message = yield* headerError(["emal,My txt,first_name,Frist name,,field:99", "x"])
      for (const part of [
        'column 1: no column is named "emal"; did you mean "email"?',
        'column 2: no column is named "My txt"; did you mean "My text"',
        'column 4: no column is named "Frist name"; did you mean "first name"',
        "column 5: the header is empty; ignore the column with `columns`",
        'column 6: no contact field is named "99"'
      ]) {
        expect(message).toContain(part)
      }
      expect(message).not.toContain("column 3")
    }).pipe(Effect.provide(layer))
  )

  it.effect("that mean several, come twice, lack the address or are not in the file are errors", () =>
    Effect.gen(function* () {
      expect(yield* headerError(["email,AccounT"])).toContain(
        '2 records are a column named "AccounT": customer_acct_name, field:20; use the id'
      )
      expect(yield* headerError(["email,TEXT,My text"])).toContain('column 3: "My text" goes where another column goes')
      expect(yield* headerError(["first_name"])).toContain("no column is the e-mail address")
      expect(yield* headerError(["email;first_name"])).toContain('one value with ";"; set `delimiter` to it')
      const mapped = yield* headerError(["a;b"], { columns: { Plan: null, "a;b": null } })
      expect(mapped).toContain('`columns` has "Plan", which is not a header')
      expect(yield* headerError([])).toContain("the file has no rows")
      const values = yield* headerError(["jane@example.com,Jane"])
      expect(values).toContain("the first row must have the headers")
      expect(values).not.toMatch(/jane/i)
    }).pipe(Effect.provide(layer))
  )

  it.effect("come before a row that cannot be read, whose error stays what it is", () =>
    Effect.gen(function* () {
      const read: Array<string> = []
      const entries = ImportPlan.entries(bytesOf("email", "jane@example.com", '"', "joe@example.com"))
      const error = yield* Effect.flip(Stream.runForEach(entries, ({ _tag }) => Effect.sync(() => read.push(_tag))))
      expect(error).toMatchObject({ _tag: "CsvError", line: 3, reason: "quotes" })
      expect(read).toEqual(["Row"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("are those of a stored account, whatever it has now", () =>
    Effect.gen(function* () {
      const known = JSON.parse(JSON.stringify(yield* ImportPlan.account))
      const { insert } = yield* account
      insert("fields", { id: "31", title: "Newer", perstag: "NEWER", type: "text" })
      insert("lists", { id: "9", name: "Newest" })
      const rows = ["email,subscribe", "jane@example.com,Newest", "joe@example.com,Offers"]
      const entries = yield* entriesOf(rows, { account: known })
      expect(entries.map(({ _tag }) => _tag)).toEqual(["InvalidRow", "Row"])
      expect(yield* headerError(["email,NEWER"], { account: known })).toContain("NEWER")
    }).pipe(Effect.provide(layer))
  )

  it.effect("find fields that were created since the last look-up", () =>
    Effect.gen(function* () {
      yield* contactsOf(["email", "jane@example.com"])
      const { insert } = yield* account
      insert("fields", { id: "30", title: "New", perstag: "NEW", type: "text" })
      const contacts = yield* contactsOf(["email,NEW", "jane@example.com,x"])
      expect(contacts).toEqual([{ email: "jane@example.com", fields: [{ id: "30", value: "x" }] }])
    }).pipe(Effect.provide(layer))
  )
})

describe("rows", () => {
  it.effect("say what is wrong by column, without the values themselves", () =>
    Effect.gen(function* () {
      const header = "email,NUMBER,DATE,DATETIME,DROPDOWN,CHECKBOX,CURRENCY,subscribe"
      const rows = yield* contactsOf([
        header,
        "not an address,1.000.000,02/28/2026,2026-05-01,prp,free;pro,1.50,Newslettr",
        ",,,,,,,",
        "jane@example.com,1",
        "jane@example.com,,,,,,,Twice",
        ",1,,,,,,"
      ])
      const [all, width, several, nobody] = rows
      expect(all).toEqual([
        { column: "email", expected: "an e-mail address", actual: "another text" },
        { column: "NUMBER", expected: "a number such as 12.5", actual: "a string" },
        { column: "DATE", expected: "a date of the form YYYY-MM-DD", actual: "a string" },
        {
          column: "DATETIME",
          expected: "a date and time with an offset, such as 2026-05-01T09:00:00Z",
          actual: '"2026-05-01"'
        },
        { column: "DROPDOWN", expected: 'one of "free", "pro"', actual: '"prp"' },
        { column: "CHECKBOX", expected: 'some of "free", "pro", separated by ","', actual: "a string" },
        { column: "CURRENCY", expected: "an integer in the minor unit (cents)", actual: "a string" },
        { column: "subscribe", expected: 'the name of a list, such as "Newsletter"', actual: "another name" }
      ])
      expect(width).toEqual([{ column: null, expected: "8 values, as many as there are headers", actual: "2" }])
      expect(several).toEqual([
        { column: "subscribe", expected: "the name of one list", actual: "the name of several" }
      ])
      expect(nobody).toEqual([{ column: "email", expected: "an e-mail address", actual: "nothing" }])
    }).pipe(Effect.provide(layer))
  )

  it.effect("get tags and lists of the options, and keep what empty cells say nothing of", () =>
    Effect.gen(function* () {
      const options = { tags: ["import", "VIP"], subscribe: ["Newsletter"], separator: "|" }
      const contacts = yield* contactsOf(
        ["email,tags,subscribe,CHECKBOX,TEXT", "a@b.co,vip|x,Newsletter|Offers,||pro||free||,"],
        options
      )
      expect(contacts).toEqual([
        {
          ...{ email: "a@b.co", tags: ["import", "vip", "x"], subscribe: [{ listid: "1" }, { listid: "2" }] },
          fields: [{ id: "6", value: ["pro", "free"] }]
        }
      ])
      const error = yield* Effect.flip(contactsOf(["email"], { subscribe: ["Newslettr"] }))
      expect(error.message).toBe('no list is named "Newslettr"; did you mean "Newsletter"?')
    }).pipe(Effect.provide(layer))
  )
})

describe("imports", () => {
  /** A file of contacts; every hundredth row does not fit. */
  const file = (count: number) => [
    "email,first_name,DROPDOWN,tags",
    ...Array.from(
      { length: count },
      (_, index) => `c${index}@example.com,"Name\n${index}",${index % 100 === 42 ? "prp" : "pro"},t${index % 3}`
    )
  ]

  it.effect("report bad rows with their lines, and import the others", () =>
    Effect.gen(function* () {
      const events = yield* ImportPlan.entries(bytesOf(...file(1000))).pipe(
        BulkImport.run({ automations: "skip" }),
        Stream.runCollect,
        Effect.map(Chunk.toReadonlyArray),
        drive
      )
      const { failed, imported, unknown } = endings(events)
      // A row has two lines.
      expect(failed).toEqual(Array.from({ length: 10 }, (_, index) => 2 + 2 * (100 * index + 42)))
      expect([imported.length, unknown]).toEqual([990, []])
      expect(only(events, "RowFailed")[0]).toMatchObject({
        failedIn: "input",
        reason: '`DROPDOWN` must be one of "free", "pro"; got "prp"'
      })
      const { rows } = yield* account
      expect(rows.fieldValues).toHaveLength(990)
    }).pipe(Effect.provide(layer))
  )

  it.effect("can be tried without sending anything", () =>
    Effect.gen(function* () {
      const fake = yield* account
      const before = fake.snapshot()
      const events = yield* Stream.runCollect(
        ImportPlan.dryRun(ImportPlan.entries(bytesOf(...file(1001)), { tags: ["Customer"] }))
      )
      const [report] = Chunk.toReadonlyArray(events).slice(-1)
      expect(report).toEqual({
        ...{ _tag: "Report", valid: 991, invalid: 10, batches: 4, duration: Duration.seconds(0) },
        ...{ newTags: ["t0", "t1", "t2"], hasMoreNewTags: false }
      })
      expect(Chunk.size(events)).toBe(11)
      expect(FakeAccount.diff(before, fake.snapshot())).toEqual({})
      expect(fake.requests.filter(({ method }) => method !== "GET")).toEqual([])
      expect(requestsOf(fake)).toEqual([])
    }).pipe(Effect.provide(layer))
  )

  it.effect("take as long as the limit of the importer says", () =>
    Effect.gen(function* () {
      const contacts = Stream.map(Stream.range(1, 100_000), (index) => ({ email: `c${index}@example.com` }))
      const [report] = yield* Stream.runCollect(ImportPlan.dryRun(contacts))
      expect(report).toMatchObject({ batches: 400, duration: Duration.minutes(3) })
      const [short] = yield* Stream.runCollect(ImportPlan.dryRun(Stream.take(contacts, 24_751)))
      expect(short).toMatchObject({ batches: 100, duration: Duration.seconds(19) })
    }).pipe(Effect.provide(layer))
  )
})
