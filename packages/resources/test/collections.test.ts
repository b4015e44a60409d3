/**
 * A list means all of it: every row comes exactly once through every list endpoint, or the stream fails with
 * `PaginationError`, whatever the server makes of `limit`, `offset` and `id_greater`, whatever it says of the number of
 * rows, and whatever others insert and delete meanwhile. It never ends short, never gives a row twice, never runs for ever.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { it } from "@effect/vitest"
import type * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import type * as Pagination from "@effect-activecampaign/core/Pagination"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FastCheck from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { ActiveCampaign, ContactId, SegmentId } from "effect-activecampaign"
import * as Contacts from "effect-activecampaign/Contacts"
import * as ContactTags from "effect-activecampaign/ContactTags"
import * as CustomObjectRecords from "effect-activecampaign/CustomObjectRecords"
import * as EventTracking from "effect-activecampaign/EventTracking"
import * as FieldValues from "effect-activecampaign/FieldValues"
import { CustomObjectSchemaId } from "effect-activecampaign/Ids"
import * as Tags from "effect-activecampaign/Tags"
import * as Tasks from "effect-activecampaign/Tasks"
import { describe, expect } from "vitest"
import {
  clientOf,
  honest,
  idOf,
  keysets,
  limits,
  markOf,
  offsets,
  pageOf,
  type Row,
  rowsOf,
  type Server,
  totals
} from "./collectionServer.js"
import { type AnyEndpoint, argsOf, exported } from "./endpoints.js"

type Rows = Stream.Stream<Row, { readonly _tag: string }, ActiveCampaignClient.ActiveCampaignClient>

/** Consumes a stream, and gives its rows and how it ended. */
const consume = (rows: Rows, layer: ReturnType<typeof clientOf>["layer"], each: (row: Row) => void = () => {}) =>
  Effect.gen(function* () {
    const got: Array<Row> = []
    const exit = yield* Stream.runForEach(rows, (row) =>
      Effect.sync(() => {
        got.push(row)
        each(row)
      })
    ).pipe(Effect.provide(layer), Effect.exit)
    if (Exit.isFailure(exit) && exit.cause._tag !== "Fail") expect(exit.cause, "no defect").toBeUndefined()
    const outcome = Exit.isFailure(exit) && exit.cause._tag === "Fail" ? exit.cause.error._tag : ("whole" as const)
    return {
      marks: got.map(markOf),
      outcome,
      error: Exit.isFailure(exit) && exit.cause._tag === "Fail" ? exit.cause.error : undefined
    }
  })

/** Calls a list with options, which come after the query. */
const withOptions = (endpoint: AnyEndpoint, options: object) => {
  const args = argsOf(endpoint)
  const count = [...endpoint.route.matchAll(/\{/g)].length
  return endpoint(...args.slice(0, count), args[count], options)
}

/** The law for a collection that stays as it is. */
const obeys = (endpoint: AnyEndpoint, rows: ReadonlyArray<Row>, server: Server, concurrency?: number) =>
  Effect.gen(function* () {
    const { layer, sent } = clientOf((query) => pageOf(endpoint.items ?? "", rows, server, query))
    const stream = concurrency === undefined ? endpoint(...argsOf(endpoint)) : withOptions(endpoint, { concurrency })
    const { marks, outcome } = yield* consume(stream as Rows, layer)
    // A long test lets the runner breathe.
    yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
    const what = `${endpoint.name}, ${rows.length} rows, ${concurrency ?? 1} at a time, ${JSON.stringify(server)}`
    expect(new Set(marks).size, `${what}: no row twice`).toBe(marks.length)
    // A server can say "that is all" with the wrong number. Nobody can tell.
    const isMisled = server.total === "rows of the page" && marks.length > 0
    if (outcome !== "whole") expect(outcome, what).toBe("PaginationError")
    else if (!isMisled) expect(marks, what).toEqual(rows.map(markOf))
    // By pages of 20 rows it takes 14 requests for 250; a failure is found by reading at most everything again.
    expect(sent.length, `${what}: bounded`).toBeLessThan(40 + 2 * (concurrency ?? 1))
    return { outcome, requests: sent.length, marks }
  })

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>) =>
  Object.keys(record) as ReadonlyArray<string> as ReadonlyArray<K>

const counts = [0, 1, 19, 20, 25, 50, 57, 99, 100, 101, 119, 200, 250]

const servers = FastCheck.record({
  limit: FastCheck.constantFrom(...keysOf(limits)),
  offset: FastCheck.constantFrom(...keysOf(offsets)),
  keyset: FastCheck.constantFrom(...keysOf(keysets)),
  total: FastCheck.constantFrom(...keysOf(totals))
})

const lists = exported.filter(({ endpoint }) => endpoint.items !== undefined)

const withoutIds = (rows: ReadonlyArray<Row>): ReadonlyArray<Row> =>
  rows.map((row) =>
    typeof row === "string" ? row : Object.fromEntries(Object.entries(row).filter(([key]) => key !== "id"))
  )

/** Rows that an endpoint can return; those of a few have no ids. */
const sampleOf = (endpoint: AnyEndpoint): ReadonlyArray<Row> =>
  endpoint.name === "EventTracking.listEvents" ? withoutIds(rowsOf(endpoint.success)) : rowsOf(endpoint.success)

describe("every list gives all rows exactly once, or fails", () => {
  it.effect.each(lists.map(({ endpoint }) => [endpoint.name, endpoint] as const))("%s", ([, endpoint]) =>
    Effect.gen(function* () {
      const rows = sampleOf(endpoint)
      for (const count of counts)
        expect(yield* obeys(endpoint, rows.slice(0, count), honest)).toMatchObject({ outcome: "whole" })
      const cases = FastCheck.sample(FastCheck.tuple(servers, FastCheck.constantFrom(...counts)), {
        numRuns: 12,
        seed: endpoint.name.length * 31 + endpoint.name.charCodeAt(endpoint.name.length - 1)
      })
      for (const [server, count] of cases) yield* obeys(endpoint, rows.slice(0, count), server)
      for (const concurrency of [2, 8]) {
        expect(yield* obeys(endpoint, rows, honest, concurrency)).toMatchObject({ outcome: "whole" })
        for (const [server, count] of cases.slice(concurrency / 2, concurrency / 2 + 3))
          yield* obeys(endpoint, rows.slice(0, count), server, concurrency)
      }
    })
  )
})

/** An endpoint of a list, as far as its pages go. */
type WithPages = AnyEndpoint & {
  readonly pages: (
    ...args: ReadonlyArray<unknown>
  ) => Stream.Stream<
    { readonly items: ReadonlyArray<Row>; readonly cursor: string | null },
    { readonly _tag: string },
    ActiveCampaignClient.ActiveCampaignClient
  >
}

/** One endpoint of each strategy, as tests of any endpoint see it. */
const representatives = {
  "by id": Contacts.list,
  "by offset": Tags.list,
  "documented without pages": ContactTags.listByContact,
  "without ids": EventTracking.listEvents
} as unknown as Readonly<Record<"by id" | "by offset" | "documented without pages" | "without ids", AnyEndpoint>>

describe("the same in all combinations", () => {
  const all = (["by offset", "without ids"] as const).map((name) => [name, representatives[name]] as const)
  it.effect.each(all)(
    "%s",
    ([, endpoint]) =>
      Effect.gen(function* () {
        const rows = sampleOf(endpoint).slice(0, 119)
        for (const limit of keysOf(limits)) {
          for (const offset of keysOf(offsets)) {
            for (const total of keysOf(totals)) {
              yield* obeys(endpoint, rows, { ...honest, limit, offset, total })
            }
          }
        }
      }),
    240_000
  )

  it.effect(
    "by id, with ids that have gaps and ids above 2^53",
    () =>
      Effect.gen(function* () {
        for (const [first, step] of [
          [1n, 1n],
          [5n, 7n],
          [2n ** 60n, 3n]
        ] as const) {
          const rows = rowsOf(Contacts.Contact, 119, first, step)
          for (const keyset of keysOf(keysets)) {
            for (const total of keysOf(totals)) {
              for (const limit of step === 1n
                ? (["honoured", "at most 20", "ignored, all at once"] as const)
                : (["honoured"] as const)) {
                for (const offset of ["honoured", "ignored"] as const) {
                  const server = { limit, offset, keyset, total }
                  const { outcome } = yield* obeys(representatives["by id"], rows, server)
                  if (keyset === "honoured" && total !== "rows of the page" && offset === "honoured") {
                    const isLie = total === "too high" || total === "too low"
                    if (!isLie) expect(outcome, JSON.stringify(server)).toBe("whole")
                  }
                }
              }
            }
          }
        }
      }),
    240_000
  )
})

describe("servers that go on for ever", () => {
  const pagesOf = (
    name: keyof typeof representatives,
    respond: (request: number) => ReadonlyArray<Row>,
    total?: unknown
  ) =>
    Effect.gen(function* () {
      const endpoint = representatives[name]
      const { layer, sent } = clientOf((_, request) => ({
        [endpoint.items ?? ""]: respond(request),
        ...(total === undefined ? {} : { meta: { total } })
      }))
      const { marks, outcome, error } = yield* consume(endpoint(...argsOf(endpoint)) as Rows, layer)
      expect(new Set(marks).size, "no row twice").toBe(marks.length)
      expect(sent.length).toBeLessThan(12)
      return { outcome, error }
    })

  for (const name of keysOf(representatives)) {
    const rows = sampleOf(representatives[name])
    const half = rows.length / 2
    const [a, b] = [rows.slice(0, 100), rows.slice(half, half + 100)]
    it.effect(`pages A, B, A, B: ${name}`, () =>
      Effect.gen(function* () {
        for (const total of [undefined, "1000", "0"]) {
          const { error, outcome } = yield* pagesOf(name, (request) => (request % 2 === 0 ? b : a), total)
          expect(outcome).toBe("PaginationError")
          expect(error).toMatchObject({ endpoint: representatives[name].name, total: total === "1000" ? 1000 : null })
        }
      })
    )
    it.effect(`the same rows in another order each time: ${name}`, () =>
      Effect.gen(function* () {
        const turned = (request: number) => [...a.slice((request * 7) % 100), ...a.slice(0, (request * 7) % 100)]
        expect(yield* pagesOf(name, turned, "100")).toMatchObject({ outcome: "whole" })
        expect(yield* pagesOf(name, turned, "1000")).toMatchObject({ outcome: "PaginationError" })
        expect(yield* pagesOf(name, turned)).toMatchObject({ outcome: "PaginationError" })
      })
    )
  }

  it.effect("rows without ids whose first row is new each time fail, because equal rows cannot be told apart", () =>
    Effect.gen(function* () {
      const rows = sampleOf(representatives["without ids"])
      const shifted = (request: number) => rows.slice(101 - request, 201 - request)
      expect(yield* pagesOf("without ids", shifted, "100")).toMatchObject({
        outcome: "PaginationError",
        error: { reason: "repeated", delivered: 100 }
      })
    })
  )
})

it.effect("equal rows without ids are kept, in one page, and fail the stream if they are in several", () =>
  Effect.gen(function* () {
    const one = { name: "a" }
    const read = (rows: ReadonlyArray<Row>) => {
      const { layer } = clientOf((query) => pageOf("eventTrackingEvents", rows, honest, query))
      return EventTracking.listEvents().pipe(Stream.runCount, Effect.provide(layer), Effect.either)
    }
    expect(yield* read([one, one, { name: "b" }, one])).toMatchObject({ right: 4 })
    const many = withoutIds(rowsOf(EventTracking.EventTrackingEvent))
    expect(yield* read([...many, ...many.slice(0, 50)])).toMatchObject({ left: { _tag: "PaginationError" } })
  })
)

// ---------------------------------------------------------------------------------------------------------------
// Changes in the meantime
// ---------------------------------------------------------------------------------------------------------------

type Change = (rows: Array<Row>, fresh: () => Row, request: number) => void

/** What others do between two requests. */
const changes: Readonly<Record<string, Change>> = {
  "10 inserted in front": (rows, fresh) => rows.unshift(...Array.from({ length: 10 }, fresh)),
  "100 inserted in front": (rows, fresh, request) => request < 3 && rows.unshift(...Array.from({ length: 100 }, fresh)),
  "10 inserted at the end": (rows, fresh, request) => request < 5 && rows.push(...Array.from({ length: 10 }, fresh)),
  "the first row deleted": (rows) => rows.shift(),
  "the first 50 deleted": (rows) => rows.splice(0, 50),
  "10 deleted in front, 10 inserted at the end": (rows, fresh, request) => {
    if (request > 3) return
    rows.splice(0, 10)
    rows.push(...Array.from({ length: 10 }, fresh))
  },
  "the last row deleted": (rows) => rows.pop(),
  "every third deleted": (rows, _, request) => {
    if (request === 1) rows.splice(0, rows.length, ...rows.filter((__, index) => index % 3 > 0))
  }
}

describe("rows that others insert and delete", () => {
  for (const name of ["by id", "by offset", "documented without pages"] as const) {
    const endpoint = representatives[name]
    it.effect.each(Object.entries(changes))(`${name}: %s`, ([what, change]) =>
      Effect.gen(function* () {
        for (const total of ["a string", "absent", '"0"'] as const) {
          const [first, ...others] = rowsOf(endpoint.success, 250, 1001n)
          const rows = [first as Row, ...others]
          let made = 0
          const fresh = (): Row => {
            made++
            // By id, new rows are at the end.
            const id = name === "by id" && what.includes("end") ? 5000 + made : 9000 + made
            return { ...(first as object), id: String(id), row: 5000 + made }
          }
          const always = new Set(rows.map(markOf))
          const { layer } = clientOf((query, request) => {
            const sorted = name === "by id" ? [...rows].sort((a, b) => Number(idOf(a)) - Number(idOf(b))) : rows
            const body = pageOf(endpoint.items ?? "", sorted, { ...honest, total }, query)
            if (request < 30) change(rows, fresh, request)
            const left = new Set(rows.map(markOf))
            for (const mark of always) if (!left.has(mark)) always.delete(mark)
            return body
          })
          const { marks, outcome } = yield* consume(endpoint(...argsOf(endpoint)) as Rows, layer)
          expect(new Set(marks).size, `${total}: no row twice`).toBe(marks.length)
          if (outcome === "whole")
            expect(
              [...always].filter((mark) => !marks.includes(mark)),
              total
            ).toEqual([])
          // Without a total there is no proof that a list which shrinks all the time is over; all else comes to an end.
          else expect(outcome).toBe("PaginationError")
          if (total === "a string" && what !== "100 inserted in front") expect(outcome, what).toBe("whole")
        }
      })
    )
  }

  it.effect("rows that are deleted as they are read", () =>
    Effect.gen(function* () {
      for (const name of ["by id", "by offset", "documented without pages"] as const) {
        const endpoint = representatives[name]
        const rows = [...rowsOf(endpoint.success)]
        const { layer } = clientOf((query) => pageOf(endpoint.items ?? "", rows, honest, query))
        const { marks, outcome } = yield* consume(endpoint(...argsOf(endpoint)) as Rows, layer, (row) =>
          rows.splice(
            rows.findIndex((one) => markOf(one) === markOf(row)),
            1
          )
        )
        expect([outcome, marks.length, rows.length], name).toEqual(["whole", 250, 0])
      }
    })
  )
})

// ---------------------------------------------------------------------------------------------------------------
// Requests
// ---------------------------------------------------------------------------------------------------------------

/** The requests of a stream, with what a server of rows is asked for. */
const requestsOf = (rows: (layer: never) => Rows, key: string, all: ReadonlyArray<Row>, server = honest) => {
  const { layer, sent } = clientOf((query) => pageOf(key, all, server, query))
  return Effect.map(Stream.runDrain(rows(undefined as never)).pipe(Effect.provide(layer)), () => sent)
}

describe("requests", () => {
  const contacts = rowsOf(Contacts.Contact)
  const tags = rowsOf(ContactTags.ContactTag)

  it.effect("contacts are paginated by id, and by offset in order of id if there is a filter", () =>
    Effect.gen(function* () {
      expect(yield* requestsOf(() => Contacts.list() as never, "contacts", contacts)).toEqual([
        "?orders[id]=ASC&limit=100",
        "?orders[id]=ASC&id_greater=100&limit=100",
        "?orders[id]=ASC&id_greater=200&limit=100"
      ])
      expect(yield* requestsOf(() => Contacts.list({ status: "active" }) as never, "contacts", contacts)).toEqual([
        "?status=1&orders[id]=ASC&limit=100&offset=0",
        "?status=1&orders[id]=ASC&limit=100&offset=99",
        "?status=1&orders[id]=ASC&limit=100&offset=198"
      ])
      expect(yield* requestsOf(() => Contacts.list({ orders: { email: "ASC" } }) as never, "contacts", [])).toEqual([
        "?orders[email]=ASC&limit=100&offset=0"
      ])
      expect(
        yield* requestsOf(() => Contacts.list({ extra: { "orders[phone]": "ASC" } }) as never, "contacts", [])
      ).toEqual(["?limit=100&offset=0&orders[phone]=ASC"])
      const schema = CustomObjectSchemaId.make("s")
      expect(yield* requestsOf(() => CustomObjectRecords.list(schema) as never, "records", [])).toEqual([
        "?orders[createdTimestamp]=ASC&limit=100&offset=0"
      ])
    })
  )

  it.effect(
    "a list that is documented without pages asks for 100 rows at once, and once more if a page size explains it",
    () =>
      Effect.gen(function* () {
        const count = (rows: number, total: Server["total"]) =>
          Effect.map(
            requestsOf(
              () => ContactTags.listByContact(ContactId.make("1")) as never,
              "contactTags",
              tags.slice(0, rows),
              {
                ...honest,
                total
              }
            ),
            (sent) => sent.length
          )
        for (const rows of [0, 1, 7, 33]) expect(yield* count(rows, "absent"), String(rows)).toBe(1)
        for (const rows of [20, 25, 50, 57, 100]) expect(yield* count(rows, "absent"), String(rows)).toBe(2)
        for (const rows of [0, 1, 10, 33, 57, 99]) expect(yield* count(rows, "a string"), String(rows)).toBe(1)
        for (const rows of [20, 25, 50, 100]) expect(yield* count(rows, "a string"), String(rows)).toBe(2)
      })
  )

  it.effect("one page is requested while the page before it is consumed, or none", () =>
    Effect.gen(function* () {
      const read = (options: Pagination.StreamOptions | undefined, count: number) =>
        Effect.gen(function* () {
          const { layer, sent } = clientOf((query) => pageOf("contacts", contacts, honest, query))
          yield* Contacts.list({}, options).pipe(Stream.take(count), Stream.runDrain, Effect.provide(layer))
          return sent.length
        })
      expect(yield* read(undefined, 150)).toBeLessThanOrEqual(3)
      expect(yield* read({ readAhead: false }, 150)).toBe(2)
      expect(yield* read({ readAhead: false }, 1)).toBe(1)
      expect(yield* read({ concurrency: 8 }, 250)).toBeLessThanOrEqual(4)
    })
  )

  it.effect("a segment is requested by several at a time once it is ready", () =>
    Effect.gen(function* () {
      const { layer, sent } = clientOf((query, request) =>
        request === 1 ? { contacts: [], meta: { total: "0" } } : pageOf("contacts", contacts, honest, query)
      )
      const list = Contacts.list({ segmentid: SegmentId.make("3") }, { concurrency: 8 })
      const fiber = yield* Effect.fork(Stream.runCount(list).pipe(Effect.provide(layer)))
      yield* TestClock.adjust("10 seconds")
      expect(yield* Fiber.join(fiber)).toBe(250)
      expect(sent.map((one) => one.replace(/.*offset=/, ""))).toEqual(["0", "0", "0", "99", "198"])
    })
  )

  it.effect("options of a list by a parent come after its query, and wrong ones are refused", () =>
    Effect.gen(function* () {
      const { layer, sent } = clientOf((query) => pageOf("contactTags", tags, honest, query))
      const id = ContactId.make("1")
      const read = (options: Pagination.StreamOptions) =>
        Stream.runCount(ContactTags.listByContact(id, {}, options)).pipe(Effect.provide(layer), Effect.either)
      expect(yield* read({ concurrency: 0 })).toMatchObject({ left: { _tag: "InputError", path: "concurrency" } })
      expect(sent).toEqual([])
      expect(yield* read({ concurrency: "unbounded" })).toMatchObject({ right: tags.length })
      const service = Effect.flatMap(ActiveCampaign, ({ contactTags }) =>
        Stream.runCount(contactTags.listByContact.pages(id, {}, { concurrency: 4 }))
      )
      expect(yield* service.pipe(Effect.provide(ActiveCampaign.layerClient), Effect.provide(layer))).toBe(3)
    })
  )

  it.effect("a page of many more rows than were asked for is delivered once", () =>
    Effect.gen(function* () {
      const many = rowsOf(Tags.Tag, 50_000)
      const sent = yield* requestsOf(() => Tags.list() as never, "tags", many, {
        ...honest,
        limit: "ignored, all at once"
      })
      expect(sent).toHaveLength(2)
    })
  )

  it.effect("a page is one page", () =>
    Effect.gen(function* () {
      const { layer } = clientOf((query) => pageOf("contacts", contacts, honest, query))
      const page = yield* Contacts.list.page({ limit: 10, offset: 240 }).pipe(Effect.provide(layer))
      expect([page.items.length, page.total, page.status]).toEqual([10, 250, 200])
      const error = yield* Contacts.list.page({ limit: 1000 }).pipe(Effect.provide(layer), Effect.flip)
      expect(error._tag).toBe("InputError")
    })
  )
})

describe("pages", () => {
  const contacts = rowsOf(Contacts.Contact)
  const values = rowsOf(FieldValues.FieldValue, 3)

  it.effect("have side-loads, the total and a cursor, and no empty page at the end", () =>
    Effect.gen(function* () {
      const { layer } = clientOf((query) => ({
        ...pageOf("contacts", contacts.slice(0, 200), honest, query),
        fieldValues: values
      }))
      const read = Contacts.list
        .pages({ include: ["fieldValues"] })
        .pipe(
          Stream.mapEffect((page) =>
            Effect.map(page.sideload("fieldValues", FieldValues.FieldValue), (found) => [
              page.items.length,
              page.value.length,
              page.total,
              found.length,
              page.cursor === null
            ])
          )
        )
      expect(Chunk.toReadonlyArray(yield* Stream.runCollect(read).pipe(Effect.provide(layer)))).toEqual([
        [100, 100, 200, 3, false],
        [100, 100, 100, 3, true]
      ])
      const service = Effect.flatMap(ActiveCampaign, ({ contacts: { list } }) => Stream.runCount(list.pages()))
      expect(yield* service.pipe(Effect.provide(ActiveCampaign.layerClient), Effect.provide(layer))).toBe(2)
    })
  )

  it.effect("a list without rows has one empty page", () =>
    Effect.gen(function* () {
      const { layer } = clientOf((query) => pageOf("tags", [], honest, query))
      const found = yield* Stream.runCollect(Tags.list.pages()).pipe(Effect.provide(layer))
      expect(Chunk.toReadonlyArray(found).map(({ cursor, items }) => [items.length, cursor])).toEqual([[0, null]])
    })
  )

  it.effect.each(["by id", "by offset", "documented without pages", "without ids"] as const)(
    "continue after a cursor: %s",
    (name) =>
      Effect.gen(function* () {
        const endpoint = representatives[name] as unknown as WithPages
        const rows = sampleOf(endpoint)
        const args = argsOf(endpoint)
        for (const server of [
          honest,
          { ...honest, limit: "at most 20" },
          { ...honest, keyset: "ignored", total: "absent" }
        ] as ReadonlyArray<Server>) {
          const { layer } = clientOf((query) => pageOf(endpoint.items ?? "", rows, server, query))
          const read = (cursor: string | undefined) =>
            Stream.runCollect(endpoint.pages(...args, { cursor })).pipe(
              Effect.provide(layer),
              Effect.map(Chunk.toReadonlyArray)
            )
          const all = yield* read(undefined)
          expect(all.flatMap(({ items }) => items).map(markOf)).toEqual(rows.map(markOf))
          for (const [index, { cursor }] of all.entries()) {
            if (cursor === null) continue
            const rest = yield* read(JSON.parse(JSON.stringify(cursor)))
            expect(rest.flatMap(({ items }) => items).map(markOf)).toEqual(
              all
                .slice(index + 1)
                .flatMap(({ items }) => items)
                .map(markOf)
            )
          }
        }
        // Rows that were inserted in front in the meantime are not part of it; a list that has shrunk cannot continue.
        const { layer: before } = clientOf((query) => pageOf(endpoint.items ?? "", rows.slice(5), honest, query))
        const [first] = yield* Stream.runCollect(endpoint.pages(...args)).pipe(
          Effect.provide(before),
          Effect.map(Chunk.toReadonlyArray)
        )
        const after = (all: ReadonlyArray<Row>) => {
          const { layer } = clientOf((query) => pageOf(endpoint.items ?? "", all, honest, query))
          return consume(
            Stream.flatMap(endpoint.pages(...args, { cursor: first?.cursor }), ({ items }) =>
              Stream.fromIterable(items)
            ),
            layer
          )
        }
        expect(yield* after(rows)).toMatchObject({ outcome: "whole", marks: rows.slice(105).map(markOf) })
        expect(yield* after(rows.slice(150))).toMatchObject(
          name === "by id"
            ? { marks: rows.slice(150).map(markOf) }
            : { outcome: "PaginationError", error: { reason: "changed" } }
        )
      })
  )

  it.effect.each(["by id", "by offset", "documented without pages", "without ids"] as const)(
    "one page at a time, each from the cursor of the one before: %s",
    (name) =>
      Effect.gen(function* () {
        const endpoint = representatives[name] as unknown as WithPages
        for (const total of ["a string", "absent"] as const) {
          for (const limit of [1, 2, 7, 20]) {
            const rows = sampleOf(endpoint).slice(0, 22)
            const { layer } = clientOf((query) => pageOf(endpoint.items ?? "", rows, { ...honest, total }, query))
            const found: Array<Row> = []
            let cursor: string | null | undefined
            for (let round = 0; cursor !== null; round++) {
              expect(round).toBeLessThanOrEqual(rows.length)
              const query = cursor === undefined ? { limit } : { limit, cursor }
              const [page] = yield* Stream.runCollect(Stream.take(endpoint.pages(...argsOf(endpoint), query), 1)).pipe(
                Effect.provide(layer)
              )
              found.push(...(page?.items ?? []))
              cursor = page?.cursor ?? null
            }
            expect(found.map(markOf), `${total}, ${limit}`).toEqual(rows.map(markOf))
          }
        }
      })
  )

  it.effect("asks once more if a total that is too low is reached by a full page", () =>
    Effect.gen(function* () {
      const { layer } = clientOf((query) => ({
        ...pageOf("contacts", contacts, honest, query),
        meta: { total: "200" }
      }))
      expect(yield* Stream.runCount(Contacts.list()).pipe(Effect.provide(layer))).toBe(contacts.length)
    })
  )

  it.effect("a cursor of something else is refused", () =>
    Effect.gen(function* () {
      const { layer, sent } = clientOf((query) => pageOf("tags", [], honest, query))
      for (const cursor of ["", "abc", "1>x", "12", 7 as never]) {
        const error = yield* Stream.runDrain(Tags.list.pages({ cursor })).pipe(Effect.provide(layer), Effect.flip)
        expect(error).toMatchObject({ _tag: "InputError", path: "cursor" })
      }
      expect(sent).toEqual([])
    })
  )
})

describe("query parameters that are not typed", () => {
  it.effect("are sent by the stream, its pages and one page, of every list", () =>
    Effect.gen(function* () {
      for (const { endpoint } of lists) {
        const { layer, sent } = clientOf((query) => pageOf(endpoint.items ?? "", [], honest, query))
        const given = argsOf(endpoint)
        const hasQuery = given.length > [...endpoint.route.matchAll(/\{/g)].length
        const query = { ...(hasQuery ? (given.at(-1) as object) : {}), extra: { "zz[a]": "x y", zzz: 7, z: true } }
        const args = [...(hasQuery ? given.slice(0, -1) : given), query]
        const { page, pages } = endpoint as unknown as Record<
          "page" | "pages",
          (...args: ReadonlyArray<unknown>) => unknown
        >
        yield* Stream.runDrain(endpoint(...args) as Rows).pipe(Effect.provide(layer))
        yield* Stream.runDrain(pages(...args) as Rows).pipe(Effect.provide(layer))
        yield* (
          page(...args) as Effect.Effect<unknown, { _tag: string }, ActiveCampaignClient.ActiveCampaignClient>
        ).pipe(Effect.provide(layer))
        expect(sent, endpoint.name).toHaveLength(3)
        for (const one of sent) expect(one, endpoint.name).toMatch(/zz\[a\]=x y&zzz=7&z=true/)
      }
    })
  )

  it.effect("cannot replace others, and must be names and plain values", () =>
    Effect.gen(function* () {
      const { layer, sent } = clientOf((query) => pageOf("contacts", [], honest, query))
      const refused: ReadonlyArray<readonly [extra: unknown, path: string]> = [
        [{ limit: 1 }, "extra.limit"],
        [{ offset: 1 }, "extra.offset"],
        [{ id_greater: 1 }, "extra.id_greater"],
        [{ status: 1 }, "extra.status"],
        [{ "ids[]": 1 }, "extra.ids[]"],
        [{ "filters[created_after]": "2026-01-01" }, "extra.filters[created_after]"],
        [{ "filters[created_after][gt]": "2026-01-01" }, "extra.filters[created_after][gt]"],
        [{ "orders[id]": "ASC" }, "extra.orders[id]"],
        [{ filters: "a" }, "extra.filters"],
        [{ "a&limit=1": 1 }, "extra.‹key›"],
        [{ "a b": 1 }, "extra.‹key›"],
        [{ "": 1 }, "extra.‹key›"],
        [{ "id.greater": 1 }, "extra.id.greater"],
        [{ "filters[tag]": "" }, "extra.filters[tag]"],
        [{ "filters[tag]": "  " }, "extra.filters[tag]"],
        [{ a: null }, "extra.a"],
        [{ a: Number.NaN }, "extra.a"],
        [{ a: { b: 1 } }, "extra.a"],
        ["a=b", "extra"]
      ]
      for (const [extra, path] of refused) {
        for (const call of [
          Stream.runDrain(Contacts.list({ extra } as never)),
          Contacts.list.page({ extra } as never)
        ]) {
          const error = yield* (
            call as Effect.Effect<unknown, { _tag: string }, ActiveCampaignClient.ActiveCampaignClient>
          ).pipe(Effect.provide(layer), Effect.flip)
          expect(error, JSON.stringify(extra)).toMatchObject({ _tag: "InputError", path })
        }
      }
      expect(sent).toEqual([])
      yield* Stream.runDrain(Contacts.list({ extra: { "filters[tag]": 7 } })).pipe(Effect.provide(layer))
      expect(sent).toEqual(["?orders[id]=ASC&limit=100&offset=0&filters[tag]=7"])
    })
  )
})

it.effect("a filter that is two keys on the wire cannot be replaced by either", () =>
  Effect.gen(function* () {
    const { layer, sent } = clientOf((query) => pageOf("dealTasks", [], honest, query))
    const filters = { owner: { contact: ContactId.make("1") } }
    for (const key of ["filters[relid]", "filters[reltype]", "filters[relid][]"]) {
      const call = Tasks.list.page({ filters, extra: { [key]: "2" } })
      expect(yield* Effect.flip(Effect.provide(call, layer)), key).toMatchObject({
        _tag: "InputError",
        path: `extra.${key}`
      })
    }
    expect(sent).toEqual([])
  })
)

describe("segments", () => {
  const contacts = rowsOf(Contacts.Contact)
  const segmentid = SegmentId.make("3")
  /** A server that needs some requests until the match is ready: what it says to each of them. */
  const read = (bodies: ReadonlyArray<object>, forceQuery?: true) =>
    Effect.gen(function* () {
      const { layer, sent } = clientOf(
        (query, request) => bodies[request - 1] ?? pageOf("contacts", contacts, honest, query)
      )
      const query = { segmentid, ...(forceQuery === undefined ? {} : { forceQuery }) }
      const fiber = yield* Effect.fork(Stream.runCount(Contacts.list(query)).pipe(Effect.provide(layer), Effect.either))
      yield* TestClock.adjust("2 minutes")
      return { result: yield* Fiber.join(fiber), sent }
    })
  const some = { contacts: contacts.slice(0, 7), meta: { total: "7" } }
  const none = { contacts: [], meta: { total: "0" } }

  it.effect("are asked for until their rows are ready", () =>
    Effect.gen(function* () {
      for (const bodies of [[], [none], [none, none, none], [{ segment: {} }, none], [none, some], [some]]) {
        const { result, sent } = yield* read(bodies)
        expect(result).toMatchObject({ right: 250 })
        expect(sent.length).toBe(bodies.length + 4)
      }
    })
  )

  it.effect("fail with what they are if they stay empty", () =>
    Effect.gen(function* () {
      for (const body of [none, { segment: {} }]) {
        const { result, sent } = yield* read(Array.from({ length: 20 }, () => body))
        expect(result).toMatchObject({ left: { _tag: "PaginationError", reason: "notReady", delivered: 0 } })
        expect(sent).toHaveLength(7)
      }
    })
  )

  it.effect("are matched again once", () =>
    Effect.gen(function* () {
      const { sent } = yield* read([none], true)
      expect(sent[0]).toBe("?segmentid=3&forceQuery=1&orders[id]=ASC&limit=100&offset=0")
      expect(sent.slice(1).filter((one) => one.includes("forceQuery"))).toEqual([])
      expect(sent).toHaveLength(5)
    })
  )

  it.effect("are not matched again where a cursor continues", () =>
    Effect.gen(function* () {
      const { layer, sent } = clientOf((query) => pageOf("contacts", contacts, honest, query))
      const query = { segmentid, forceQuery: true } as const
      const continued = Effect.gen(function* () {
        const first = yield* Effect.flatten(Stream.runHead(Contacts.list.pages(query)))
        const before = sent.length
        const rest = yield* Stream.runCollect(Contacts.list.pages({ ...query, cursor: first.cursor ?? "" }))
        const all = [first, ...rest].reduce((count, { items }) => count + items.length, 0)
        return { all, asked: sent.slice(before) }
      })
      const fiber = yield* Effect.fork(Effect.provide(continued, layer))
      yield* TestClock.adjust("2 minutes")
      const { all, asked } = yield* Fiber.join(fiber)
      expect(all).toBe(250)
      expect(asked[0]).toContain("segmentid=3")
      expect(asked.filter((one) => one.includes("forceQuery"))).toEqual([])
    })
  )
})

// ---------------------------------------------------------------------------------------------------------------
// The page in the docs
// ---------------------------------------------------------------------------------------------------------------

const head = `# Collections

What a list does with 250 rows, depending on what the server makes of the requests. A list gives every row exactly once, or
fails with \`PaginationError\`. A test makes this table, and fails if it changes.

How an end is proven:

- By offset, each page begins with the last row of the page before. If that row is not there, rows were deleted in the
  meantime, or the offset is not honoured: the list goes back until it finds rows that it has. Rows that came before are
  recognized by their ids and left out.
- A page is the last one if it is empty, or if it is so short that neither the limit nor a usual page size explains its
  length. 20, 25, 50 and 100 rows ask once more, even if \`meta.total\` is reached. Without a total, multiples of 10 and 50
  or more rows ask once more, too.
- A list that ends before \`meta.total\` is reached fails with the reason \`incomplete\`. A total of 0 is not believed if
  there are rows.
- A page of only known rows is accepted twice in a row, because rows may have been inserted. Then the list fails with the
  reason \`repeated\`.
- All contacts are paginated by id. If \`id_greater\` is not honoured, the list continues by offset after the last row, or
  fails with the reason \`changed\`.

What cannot be seen: a server that returns fewer rows than there are, in a length that is no page size, and says that these
are all. Rows without ids are recognized by all their fields; if equal ones are on several pages, the list fails. The id of
each row is kept until the list is over, about 50 bytes per row.

## Pages at the same time

By default, one page is requested while the page before it is consumed. \`Contacts.list(query, { concurrency: 8 })\` requests
up to 8 pages at the same time, so that the rate limit and not the latency decides how long a list takes. With
\`{ readAhead: false }\` nothing is requested that is not consumed.

- Every row that exists from the first request to the last comes exactly once, as without concurrency: the pages are still
  judged one after the other, in order. A page that was requested early and does not begin where the page before it ended is
  requested again. Rows come in the same order, and cursors are valid.
- Rows that are inserted, deleted or changed meanwhile may come or not, or as they were a little earlier: a page can be as old
  as the pages before it take to be consumed. By default that is one page.
- An error of a page that was requested early fails the stream when its turn comes. The end of the stream interrupts all
  requests.
- By offset, no page is requested that \`meta.total\` does not promise. Without a total, up to as many pages are requested in
  vain as came before, and fewer than \`concurrency\`.
- By id, ids are guessed where to continue from, by how far apart they were so far. If they are evenly spaced, a guess costs
  nothing; if they are missing at random, part of a page for up to 16 pages, about 5 % of a long list. Up to 16 pages for each
  request at the same time are kept if the consumer is slow. If \`id_greater\` is not honoured, guessing ends.
- A list of a segment starts with several pages when its rows are ready.

In the tables, \`n of 250\` is how many rows came before the failure.

`

it.effect(
  "the table of collections",
  () =>
    Effect.gen(function* () {
      const columns: ReadonlyArray<readonly [name: string, server: Partial<Server>]> = [
        ["`meta.total`", {}],
        ["no total", { total: "absent" }],
        ["total too high", { total: "too high" }],
        ["total too low", { total: "too low" }]
      ]
      const servers: ReadonlyArray<readonly [name: string, server: Partial<Server>, only?: "by id"]> = [
        ["honours everything", {}],
        ...keysOf(limits)
          .filter((limit) => limit !== "honoured")
          .map((limit) => [`limit: ${limit}`, { limit }] as const),
        ...keysOf(offsets)
          .filter((offset) => offset !== "honoured")
          .map((offset) => [`offset: ${offset}`, { offset }] as const),
        ["limit and offset ignored, pages of 20", { limit: "ignored, pages of 20", offset: "ignored" }],
        ["limit and offset ignored, all at once", { limit: "ignored, all at once", offset: "ignored" }],
        ...keysOf(keysets)
          .filter((keyset) => keyset !== "honoured")
          .map((keyset) => [`id_greater: ${keyset}`, { keyset }, "by id"] as const)
      ]
      const lines: Array<string> = []
      for (const name of ["by id", "by offset", "without ids"] as const) {
        const endpoint = representatives[name]
        const rows = name === "by id" ? rowsOf(endpoint.success, 250, 5n, 7n) : sampleOf(endpoint)
        lines.push(`## ${name.charAt(0).toUpperCase()}${name.slice(1)}`, "")
        lines.push(
          `| server | ${columns.map(([column]) => column).join(" | ")} |`,
          `| --- |${" --- |".repeat(columns.length)}`
        )
        for (const [what, server, only] of servers) {
          if (only !== undefined && only !== name) continue
          const cells: Array<string> = []
          for (const [, column] of columns) {
            const { marks, outcome, requests } = yield* obeys(endpoint, rows, { ...honest, ...server, ...column })
            cells.push(`${outcome === "whole" ? "all" : `fails, ${marks.length} of 250`} · ${requests} requests`)
          }
          lines.push(`| ${what} | ${cells.join(" | ")} |`)
        }
        lines.push("")
      }
      const page = `${head}${lines.join("\n").trimEnd()}\n`
      const file = new URL("../../../docs/reference/collections.md", import.meta.url)
      if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, page)
      expect(page).toBe(readFileSync(file, "utf8"))
    }),
  120_000
)
