/**
 * Exports: rows with what belongs to them, each once, from any row on.
 */
import { expect, it } from "@effect/vitest"
import * as Changes from "@effect-activecampaign/jobs/Changes"
import * as Columns from "@effect-activecampaign/jobs/Columns"
import * as Export from "@effect-activecampaign/jobs/Export"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Stream from "effect/Stream"
import { CampaignLinks, type ContactId, Contacts, Tags } from "effect-activecampaign"
import { layer, seed } from "./support/exportAccount.js"

const collect = <A, E, R>(stream: Stream.Stream<A, E, R>) =>
  Effect.map(Stream.runCollect(stream), Chunk.toReadonlyArray)

const rowsOf = <Row, E, R>(elements: Stream.Stream<Export.Element<Row>, E, R>) =>
  collect(Stream.map(elements, ({ row }) => row))

const lists = (account: FakeAccount.Account, path: string) =>
  account.requests.filter((request) => request.path === path).length

it.effect("contacts have their fields, tags and lists by name", () =>
  Effect.gen(function* () {
    const rows = yield* rowsOf(Export.contacts())
    expect(rows.map(({ email, fields, id, lists, tags }) => ({ id, email, fields, tags, lists }))).toEqual(
      Array.from({ length: 6 }, (_, index) => index + 1).map((n) => ({
        id: String(n),
        email: `c${n}@example.com`,
        fields: { PLAN: n % 2 === 0 ? "pro" : "free", SIZES: n % 3 === 0 ? ["s", "m"] : null, SCORE: null },
        tags: [...(n % 2 === 0 ? ["even"] : []), ...(n % 3 === 0 ? ["third, or not"] : [])],
        lists: [{ id: "1", list: "News", status: n % 5 === 0 ? "unsubscribed" : "active" }]
      }))
    )
    expect(Object.keys(rows[0] ?? {})).not.toContain("links")
  }).pipe(Effect.provide(layer(seed(6))))
)

it.effect("deals and accounts have their fields and names", () =>
  Effect.gen(function* () {
    const deals = yield* rowsOf(Export.deals())
    expect(deals).toHaveLength(3)
    expect(deals[1]).toMatchObject({
      id: "2",
      value: 200,
      pipelineTitle: "Sales",
      stageTitle: "Won",
      ownerEmail: "ann@example.com",
      ownerName: "Ann Lee",
      fields: { BUDGET: { amount: 2, currency: "EUR" }, REGION: null }
    })
    const accounts = yield* rowsOf(Export.accounts())
    expect(accounts.map(({ fields, name, ownerName }) => [name, ownerName, fields["INDUSTRY"]])).toEqual(
      [1, 2, 3].map((n) => [`Company ${n}`, "Ann Lee", `industry ${n}`])
    )
  }).pipe(Effect.provide(layer(seed(3))))
)

it.effect("1,000 rows need as many requests as documented", () =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    yield* rowsOf(Export.contacts())
    yield* rowsOf(Export.deals())
    yield* rowsOf(Export.accounts())
    const count = (path: string) => lists(account, path)
    expect([count("/contacts"), count("/deals"), count("/accounts"), count("/accountCustomFieldData")]).toEqual([
      10, 11, 11, 11
    ])
    const names = ["/fields", "/tags", "/lists", "/dealCustomFieldMeta", "/dealGroups", "/dealStages", "/users"]
    expect(names.map(count)).toEqual(names.map(() => 1))
    expect(account.requests).toHaveLength(43 + names.length + count("/accountCustomFieldMeta"))
  }).pipe(Effect.provide(layer({ ...seed(1000) })))
)

it.effect(
  "a field, a tag and a list that were created since are read, and those that were deleted have their ids",
  () =>
    Effect.gen(function* () {
      const account = yield* FakeAccount.FakeAccount
      yield* rowsOf(Export.contacts())
      account.insert("fields", { id: "9", title: "New", type: "text", perstag: "NEW" })
      account.insert("fieldValues", { contact: "1", field: "9", value: "x" })
      account.insert("tags", { id: "9", tag: "new" })
      account.insert("contactTags", { contact: "1", tag: "9" })
      account.insert("contactTags", { contact: "1", tag: "77" })
      const [row] = yield* rowsOf(Export.contacts())
      expect(row?.fields).toEqual({ PLAN: "free", SIZES: null, SCORE: null, NEW: "x" })
      expect(row?.tags).toEqual(["new", "77"])
    }).pipe(Effect.provide(layer(seed(1))))
)

it.effect("fails if side-loads do not come, since rows would look as if they had no tags", () =>
  Effect.gen(function* () {
    expect(yield* Effect.flip(rowsOf(Export.contacts()))).toMatchObject({
      _tag: "RelatedMissingError",
      key: "contactTags"
    })
  }).pipe(
    Effect.provide(
      layer({
        ...seed(2),
        faults: [
          Faults.on(
            Contacts.list,
            Faults.change("no tags", (response) => {
              const { contactTags: _, ...body } = Object(response.body)
              return { ...response, body }
            })
          )
        ]
      })
    )
  )
)

/** Elements of an export, and of what follows the cursor of each. */
const resumed = <Row extends { readonly id: string }, E, R>(
  exported: (cursor: string | undefined) => Stream.Stream<Export.Element<Row>, E, R>
) =>
  Effect.gen(function* () {
    const all = yield* collect(exported(undefined))
    const ids = all.map(({ row }) => row.id)
    for (const [index, { cursor }] of all.entries()) {
      const rest = yield* rowsOf(exported(cursor))
      expect(rest.map(({ id }) => id)).toEqual(ids.slice(index + 1))
    }
    return ids
  })

it.effect("continues at every row, with all that is left once", () =>
  Effect.gen(function* () {
    const query = { limit: 10 }
    const ids = Array.from({ length: 33 }, (_, index) => String(index + 1))
    expect(yield* resumed((cursor) => Export.contacts(query, { cursor }))).toEqual(ids)
    expect(yield* resumed((cursor) => Export.contacts({ ...query, status: "active" }, { cursor }))).toEqual(
      ids.filter((id) => Number(id) % 5 !== 0)
    )
    expect(yield* resumed((cursor) => Export.contacts(query, { cursor, concurrency: 4 }))).toEqual(ids)
    expect(yield* resumed((cursor) => Export.deals(query, { cursor }))).toEqual(ids)
    expect(yield* resumed((cursor) => Export.accounts(query, { cursor }))).toEqual(ids)
    expect(yield* resumed((cursor) => Export.list(Contacts.list, query, { cursor }))).toEqual(ids)
    const named = { name: "deals 7/ä", pages: Contacts.list.pages }
    expect(yield* resumed((cursor) => Export.list(named, query, { cursor }))).toEqual(ids)
  }).pipe(Effect.provide(layer(seed(33))))
)

/** What another program does to contacts while an export is interrupted and continued. */
const writes = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 40 }),
    kind: fc.constantFrom("create", "delete", "update"),
    id: fc.integer({ min: 1, max: 60 })
  }),
  { maxLength: 20 }
)

it.effect(
  "each contact that exists all the time comes once, wherever the export is interrupted and others write",
  () => {
    let complete = 0
    return Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(
          writes,
          fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 10 }),
          fc.integer({ min: 1, max: 4 }),
          async (changes, stops, concurrency) => {
            const deleted = new Set<string>()
            const before = (account: FakeAccount.Account, sent: number) =>
              Effect.sync(() => {
                for (const { id, kind } of changes.filter(({ at }) => at === sent)) {
                  const exists = account.rows.contacts.some((row) => row.id === String(id))
                  if (kind === "create") account.insert("contacts", { email: `new${sent}.${id}@example.com` })
                  if (kind === "update" && exists) account.update("contacts", String(id), { firstName: `Now ${sent}` })
                  if (kind === "delete" && exists) {
                    account.delete("contacts", String(id))
                    deleted.add(String(id))
                  }
                }
              })
            const program = Effect.gen(function* () {
              const came: Array<string> = []
              let cursor: string | undefined
              for (let turn = 0; ; turn++) {
                const stop = stops[turn] ?? 10_000
                const elements = yield* collect(
                  Stream.take(Export.contacts({ limit: 10 }, { cursor, concurrency }), stop)
                )
                came.push(...elements.map(({ row }) => row.id))
                cursor = elements.at(-1)?.cursor ?? cursor
                if (elements.length < stop) return came
              }
            })
            // If rows are deleted and created before the end, the number of rows can say that some are missing: then it fails.
            const whole = Effect.catchTag(program, "PaginationError", () => Effect.succeed(null))
            const came = await Effect.runPromise(Effect.provide(whole, layer(seed(60), { before })))
            if (came === null) return
            complete++
            expect(new Set(came).size).toBe(came.length)
            const expected = Array.from({ length: 60 }, (_, index) => String(index + 1)).filter(
              (id) => !deleted.has(id)
            )
            expect(expected.filter((id) => !came.includes(id))).toEqual([])
          }
        ),
        { numRuns: 20 }
      )
    ).pipe(Effect.tap(() => expect(complete).toBeGreaterThan(5)))
  }
)

it.effect("a cursor of another query or list, or another string, is refused without a request", () =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    const [first] = yield* collect(Export.contacts({ limit: 10 }))
    const count = account.requests.length
    const cursor = first?.cursor
    const fail = <A, E, R>(stream: Stream.Stream<A, E, R>) => Effect.flip(Stream.runDrain(stream))
    expect(yield* fail(Export.contacts({ limit: 20 }, { cursor }))).toMatchObject({ reason: "other" })
    expect(yield* fail(Export.list(Tags.list, { limit: 10 }, { cursor }))).toMatchObject({ reason: "other" })
    expect(yield* fail(Changes.contacts({ since: cursor }))).toMatchObject({ reason: "malformed" })
    for (const other of ["", "1", "1/contacts/x", `${cursor}/`, "1/contacts/0/%E0%A4/"]) {
      expect(yield* fail(Export.contacts({ limit: 10 }, { cursor: other }))).toMatchObject({ _tag: "CursorError" })
    }
    expect(account.requests).toHaveLength(count)
  }).pipe(Effect.provide(layer(seed(3))))
)

it.effect("rows without ids are continued by their place", () =>
  Effect.gen(function* () {
    const items = Array.from({ length: 7 }, (_, index) => ({ name: `row ${index}` }))
    const pages = {
      name: "rows",
      pages: (query?: { readonly cursor?: string | undefined }) =>
        Stream.fromIterable(
          query?.cursor === undefined
            ? [
                { items: items.slice(0, 4), cursor: "next" },
                { items: items.slice(4), cursor: null }
              ]
            : [{ items: items.slice(4), cursor: null }]
        )
    }
    const all = yield* collect(Export.list(pages))
    expect(all.map(({ row }) => row)).toEqual(items)
    for (const [index, { cursor }] of all.entries()) {
      expect(yield* rowsOf(Export.list(pages, undefined, { cursor }))).toEqual(items.slice(index + 1))
    }
  }).pipe(Effect.provide(layer({})))
)

it("the columns of a file do not depend on rows", () => {
  const definition = { owner: "contact", label: "", options: null, currency: null, isRequired: false } as const
  const columns = Columns.contacts([
    { ...definition, id: "1" as never, name: "PLAN", kind: "text" },
    { ...definition, id: "2" as never, name: "email", kind: "text" },
    { ...definition, id: "3" as never, name: "plan", kind: "text" }
  ])
  const headers = Columns.headers(columns)
  expect(new Set(headers.map((header) => header.toLowerCase())).size).toBe(headers.length)
  expect(headers.slice(0, 2)).toEqual(["id", "email"])
  expect(headers.slice(-3)).toEqual(["PLAN (1)", "email (2)", "plan (3)"])
  expect(Columns.headers(Columns.pick(columns, ["tags", "gone", "id"]))).toEqual(["tags", "gone", "id"])
  expect(Columns.headers(Columns.list(CampaignLinks.listByCampaign))).not.toContain("links")
})

it.effect("contacts that do not exist anymore are found, 100 with a request", () =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    const ids = account.rows.contacts.map(({ id }) => id as ContactId)
    for (const id of ["3", "150"]) account.delete("contacts", id)
    const missing = yield* collect(Changes.missingContacts(Stream.fromIterable(ids)))
    expect(missing).toEqual(["3", "150"])
    expect(lists(account, "/contacts")).toBe(3)
  }).pipe(Effect.provide(layer(seed(201))))
)

it.effect("a list that is continued as a new one after 1,000 pages has each row once", () =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    const rows = yield* rowsOf(Export.contacts({ limit: 1 }, { concurrency: 3 }))
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 1010 }, (_, index) => String(index + 1)))
    expect(lists(account, "/contacts")).toBeLessThan(1020)
  }).pipe(Effect.provide(layer({ contacts: 1010 })))
)
