/**
 * Pages that are requested before they are consumed: the law of `collections.test.ts` holds with any concurrency, in whatever
 * order responses come, and little is requested in vain. The server is a function, so that a case takes no time.
 */
import { type ActiveCampaignError, TransportError } from "@effect-activecampaign/core/ActiveCampaignError"
import { pages } from "@effect-activecampaign/core/internal/paginate"
import { RequestPace } from "@effect-activecampaign/core/internal/queue"
import { ranges } from "@effect-activecampaign/core/internal/ranges"
import { OnTurn } from "@effect-activecampaign/core/internal/settings"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { describe, expect, it } from "vitest"
import {
  honest,
  idOf,
  keysets,
  limits,
  offsets,
  operation,
  pageOf,
  type Row,
  type Server,
  totals
} from "./collectionServer.js"

/** Numbers between 0 and 1, the same in every run. */
const randomOf = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return seed / 2 ** 31
}

type Body = object | Effect.Effect<object, ActiveCampaignError>
interface RowPage {
  readonly items: ReadonlyArray<Row>
  readonly total: number | null
  readonly body: unknown
}

interface Case {
  readonly pagination: "keyset" | "offset"
  readonly options?: unknown
  readonly query?: object
  readonly seed?: number
  /** How many rows are consumed, if not all. */
  readonly take?: number
}

/** A list whose pages come from a function; it is told how many requests were made. */
const collectionOf = (
  pagination: Case["pagination"],
  respond: (query: URLSearchParams, request: number) => Effect.Effect<object, ActiveCampaignError>
) => {
  let made = 0
  const request = (page: object): Effect.Effect<RowPage, ActiveCampaignError> => {
    const search = new URLSearchParams(Object.entries(page).map(([key, value]) => [key, String(value)]))
    return Effect.map(
      // As a client does whose rate limit is never reached.
      Effect.flatMap(OnTurn, (onTurn) => {
        onTurn()
        return respond(search, ++made)
      }),
      (found) => {
        const body = found as { rows: ReadonlyArray<Row>; meta?: { total: unknown } }
        const total = Number.parseInt(String(body.meta?.total), 10)
        return { items: body.rows, total: Number.isNaN(total) ? null : total, body }
      }
    )
  }
  return {
    operation,
    key: "rows",
    pagination,
    ranges: pagination === "keyset" ? ranges : undefined,
    order: undefined,
    settling: undefined,
    request
  }
}

/** Rows of a server that responds after a random time, so in random order; what was asked for; and how it ended. */
const walk = (respond: (query: URLSearchParams, request: number) => Body, given: Case) => {
  const { options, pagination, query = {}, seed = 1, take = Number.MAX_SAFE_INTEGER } = given
  const random = randomOf(seed)
  const wait = Effect.suspend(() => Effect.repeatN(Effect.yieldNow(), Math.floor(random() * 20)))
  const asked: Array<string> = []
  const rows: Array<Row> = []
  const cursors: Array<string | null> = []
  const counts: Array<number> = []
  const now = { running: 0, most: 0 }
  const collection = collectionOf(pagination, (search, request) =>
    Effect.gen(function* () {
      asked.push(String(search))
      now.running++
      now.most = Math.max(now.most, now.running)
      yield* wait
      const body = respond(search, request)
      yield* wait
      return yield* Effect.isEffect(body) ? (body as Effect.Effect<object, ActiveCampaignError>) : Effect.succeed(body)
    }).pipe(Effect.ensuring(Effect.sync(() => now.running--)))
  )
  return Effect.map(
    pages<Row, RowPage, never>(collection, query, options).pipe(
      Stream.mapConcat(({ cursor, items }) => {
        cursors.push(cursor)
        counts.push((counts.at(-1) ?? 0) + items.length)
        return items
      }),
      Stream.take(take),
      Stream.runForEach((row) => Effect.sync(() => rows.push(row))),
      Effect.either
    ),
    (end) => ({
      asked,
      cursors,
      counts,
      ids: rows.map((row) => String(idOf(row))),
      end: Either.match(end, {
        onLeft: (error) => ("reason" in error ? error.reason : error._tag),
        onRight: () => "end"
      }),
      error: Either.isLeft(end) ? end.left : undefined,
      ...now
    })
  )
}

/** Ids from `first` on, of which a share is missing. */
const idsOf = (count: number, density = 1, seed = 7, first = 1n): ReadonlyArray<string> => {
  const random = randomOf(seed)
  const ids: Array<string> = []
  for (let id = first; ids.length < count; id++) if (random() < density) ids.push(String(id))
  return ids
}

const rowsOf = (ids: ReadonlyArray<string>): ReadonlyArray<Row> => ids.map((id) => ({ id }))

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>) =>
  Object.keys(record) as ReadonlyArray<string> as ReadonlyArray<K>

const paginations = ["keyset", "offset"] as const
const concurrencies = [1, 2, 8, "unbounded"] as const

const run = (respond: (query: URLSearchParams, request: number) => Body, given: Case) =>
  Effect.runPromise(walk(respond, given))

describe("whatever the server makes of the requests, each row comes once and in order, or the stream fails", () => {
  const combined: ReadonlyArray<Server> = [
    ...keysOf(limits).map((limit) => ({ ...honest, limit })),
    ...keysOf(offsets).map((offset) => ({ ...honest, offset })),
    ...keysOf(keysets).map((keyset) => ({ ...honest, keyset })),
    ...FastCheck.sample(
      FastCheck.record({
        limit: FastCheck.constantFrom(...keysOf(limits)),
        offset: FastCheck.constantFrom(...keysOf(offsets)),
        keyset: FastCheck.constantFrom(...keysOf(keysets))
      }),
      { numRuns: 40, seed: 5 }
    ).map((server) => ({ ...honest, ...server }))
  ]
  const cases = [
    ["offset", 1],
    ["keyset", 1],
    ["keyset", 0.6],
    ["keyset", 0.1]
  ] as const
  for (const [pagination, density] of cases) {
    it(`${pagination}, ${density} of the ids`, async () => {
      for (const [index, server] of combined.entries()) {
        for (const total of keysOf(totals)) {
          const concurrency = concurrencies[(index + total.length) % 4] ?? 1
          const count = [119, 57, 120, 20][(index + total.length) % 3] as number
          const all = rowsOf(idsOf(count, density))
          const respond = (query: URLSearchParams) => pageOf("rows", all, { ...server, total }, query)
          const given = { pagination, query: { limit: 5 }, options: { concurrency }, seed: index }
          const { asked, end, ids, running } = await run(respond, given)
          const what = JSON.stringify({ ...server, total, concurrency, count })
          expect(running, what).toBe(0)
          expect(new Set(ids).size, `${what}: no row twice`).toBe(ids.length)
          if (end !== "end") expect(["repeated", "incomplete", "changed"], what).toContain(end)
          // One at a time, nothing else is requested than without reading ahead. A server that lies misleads both.
          const alone = await run(respond, { ...given, options: { readAhead: false } })
          if (concurrency === 1)
            expect({ asked, end, ids }, what).toEqual({ asked: alone.asked, end: alone.end, ids: alone.ids })
          // So is a list whose pages happen to end where a total that is too low says.
          const isMisled =
            (alone.end === "end" && alone.ids.length < count) || (total === "too low" && ids.length === count - 60)
          if (end === "end" && !isMisled) expect(ids, what).toEqual(idsOf(count, density))
          // What this server skips depends on the ids that it is asked for.
          if (server.keyset !== "an offset") expect(end, what).toBe(alone.end)
          const isLie = total === "too high" || total === "too low"
          const most = concurrency === "unbounded" ? (isLie ? 1000 : 60) : 2 * concurrency
          expect(asked.length - alone.asked.length, `${what}: requested in vain`).toBeLessThanOrEqual(
            most + (server.keyset === "an offset" ? 60 : 20)
          )
        }
      }
    })
  }
})

describe("rows that others insert and delete while pages are requested out of order", () => {
  type Change = (rows: Array<Row>, fresh: () => Row, random: () => number) => void
  const changes: Readonly<Record<string, Change>> = {
    "inserted at the end": (rows, fresh) => rows.push(fresh()),
    "deleted anywhere": (rows, _, random) => rows.splice(Math.floor(random() * rows.length), 1),
    "the first ones deleted": (rows, _, random) => rows.splice(0, Math.floor(random() * 4)),
    "the last one deleted": (rows) => rows.pop(),
    "deleted anywhere, inserted at the end": (rows, fresh, random) => {
      rows.splice(Math.floor(random() * rows.length), 1)
      rows.push(fresh())
    },
    "inserted anywhere": (rows, fresh, random) => rows.splice(Math.floor(random() * rows.length), 0, fresh()),
    "inserted in front": (rows, fresh) => rows.unshift(fresh()),
    "inserted and deleted anywhere": (rows, fresh, random) => {
      rows.splice(Math.floor(random() * rows.length), 0, fresh())
      rows.splice(Math.floor(random() * rows.length), 1)
    }
  }
  for (const pagination of paginations) {
    it.each(Object.entries(changes))(`${pagination}: %s`, async (what, change) => {
      let whole = 0
      for (let seed = 1; seed <= 40; seed++) {
        const random = randomOf(seed)
        const concurrency = concurrencies[seed % 4] as number
        const rows = [...rowsOf(idsOf(90, [1, 0.5, 0.05][seed % 3], seed))]
        const always = new Set(rows.map(idOf))
        let made = 100_000
        const fresh = () => ({ id: String(made++) })
        const total = (["a string", "absent", '"0"'] as const)[(seed % 5) % 3] as Server["total"]
        const { end, ids, running } = await run(
          (query) => {
            // Some changes, and then some peace, so that it comes to an end.
            if (random() < 0.4 && made < 100_030 && always.size > 50) change(rows, fresh, random)
            const left = new Set(rows.map(idOf))
            for (const id of always) if (!left.has(id)) always.delete(id)
            const sorted = pagination === "keyset" ? [...rows].sort((a, b) => Number(idOf(a)) - Number(idOf(b))) : rows
            return pageOf("rows", sorted, { ...honest, total }, query)
          },
          { pagination, query: { limit: 5 }, options: { concurrency }, seed }
        )
        expect(running).toBe(0)
        expect(new Set(ids).size, `${seed}: no row twice`).toBe(ids.length)
        if (end !== "end") expect(["repeated", "incomplete", "changed"], `${seed}`).toContain(end)
        else {
          whole++
          expect(
            [...always].filter((id) => !ids.includes(String(id))),
            `${what}, seed ${seed}: all that stayed`
          ).toEqual([])
        }
      }
      // By id, an end without a total is not proven if rows were deleted that had come.
      expect(whole).toBeGreaterThan(what.includes("deleted") && pagination === "keyset" ? 10 : 30)
    })
  }
})

describe("little is requested in vain if a server honours what it is asked for", () => {
  const vain = async (
    pagination: Case["pagination"],
    ids: ReadonlyArray<string>,
    total: Server["total"],
    concurrency: number
  ) => {
    const all = rowsOf(ids)
    const respond = (query: URLSearchParams) => pageOf("rows", all, { ...honest, total }, query)
    const found = await run(respond, { pagination, options: { concurrency }, seed: ids.length })
    expect([found.end, found.ids.length, found.running]).toEqual(["end", ids.length, 0])
    expect(found.ids).toEqual(ids)
    expect(found.most).toBeLessThanOrEqual(concurrency)
    return found
  }
  it.each([1, 0.99, 0.9, 0.5, 0.1, 0.001])(
    "by id, %f of the ids, at random: 5 %%, and one request",
    async (density) => {
      for (const concurrency of [2, 8]) {
        for (const count of [10_000, 20_000]) {
          const { asked, most } = await vain("keyset", idsOf(count, density), "a string", concurrency)
          expect(asked.length).toBeLessThanOrEqual((count / 100) * 1.05 + 1)
          expect(most).toBe(concurrency)
        }
      }
    }
  )

  it("by id, ids that have gaps wider than any range", async () => {
    const ids = [1n, 1_000_000n, 1_010_000n, 2n ** 60n, 2n ** 61n].flatMap((first) => idsOf(2000, 0.9, 3, first))
    for (const concurrency of [2, 8]) {
      const { asked } = await vain("keyset", ids, "a string", concurrency)
      expect(asked.length).toBeLessThanOrEqual(100 * 1.05 + 5 * concurrency)
    }
  })

  it("by id, ids that are larger than a number can be exact: none", async () => {
    for (const first of [1n, 2n ** 53n, 2n ** 62n]) {
      expect((await vain("keyset", idsOf(10_000, 1, 7, first), "a string", 8)).asked).toHaveLength(100)
    }
  })

  it("by offset: none that the total does not promise; without a total, one less than concurrency allows", async () => {
    for (const concurrency of [2, 8]) {
      for (const count of [950, 2990]) {
        const alone = await vain("offset", idsOf(count), "a string", 1)
        expect((await vain("offset", idsOf(count), "a string", concurrency)).asked).toHaveLength(alone.asked.length)
        for (const total of ["absent", '"0"'] as const) {
          const { asked } = await vain("offset", idsOf(count), total, concurrency)
          const few = await vain("offset", idsOf(count), total, 1)
          expect(asked.length - few.asked.length).toBeLessThan(concurrency)
        }
      }
    }
  })
})

describe("what is requested early", () => {
  const all = rowsOf(idsOf(5000, 0.8))
  const serve = (query: URLSearchParams) => pageOf("rows", all, honest, query)

  it("is one page by default, and none without reading ahead", async () => {
    for (const pagination of paginations) {
      for (const [options, requests] of [
        [{}, 1],
        [{ readAhead: false }, 0],
        [{ concurrency: 8 }, pagination === "keyset" ? 16 * 8 : 8]
      ] as const) {
        const { asked, running, ids } = await run(serve, { pagination, options, take: 150 })
        expect(ids).toHaveLength(150)
        expect(running).toBe(0)
        expect(asked.length - 2, `${pagination} ${JSON.stringify(options)}`).toBeLessThanOrEqual(requests)
      }
    }
  })

  it("goes at a fast pace if several pages may be requested at the same time, and else at a safe one", async () => {
    for (const [options, pace] of [
      [{}, "safe"],
      [{ readAhead: false }, "safe"],
      [{ concurrency: 1 }, "safe"],
      [{ concurrency: 2 }, "fast"]
    ] as const) {
      const paces = new Set<string>()
      const collection = collectionOf("keyset", (query, request) =>
        Effect.map(RequestPace, (found) => {
          if (request > 1) paces.add(found)
          return serve(query)
        })
      )
      await Effect.runPromise(Stream.runDrain(pages<Row, RowPage, never>(collection, {}, options)))
      expect([...paces], JSON.stringify(options)).toEqual([pace])
    }
  })

  it("is interrupted with the stream", async () => {
    for (const pagination of paginations) {
      const ends: Array<string> = []
      let running = 0
      const latch = Effect.runSync(Deferred.make<void>())
      const respond = (query: URLSearchParams, request: number) =>
        request === 1 ? Effect.succeed(serve(query)) : Effect.never
      const collection = collectionOf(pagination, (page, request) =>
        Effect.gen(function* () {
          running++
          if (running === 4) yield* Deferred.succeed(latch, undefined)
          return yield* respond(page, request)
        }).pipe(
          Effect.onExit(({ _tag }) =>
            Effect.sync(() => {
              ends.push(_tag)
              running--
            })
          )
        )
      )
      const program = Effect.gen(function* () {
        const fiber = yield* Effect.fork(Stream.runDrain(pages(collection, {}, { concurrency: 4 })))
        yield* Deferred.await(latch)
        yield* Fiber.interrupt(fiber)
      })
      await Effect.runPromise(program)
      expect([running, ends]).toEqual([0, ["Success", "Failure", "Failure", "Failure", "Failure"]])
    }
  })

  it("fails the stream when it is reached, and not before", async () => {
    for (const pagination of paginations) {
      for (const concurrency of [1, 8]) {
        const { ids, end, running } = await run(
          (query, request) =>
            request === 3
              ? Effect.fail(
                  new TransportError({
                    endpoint: "Rows.list",
                    method: "GET",
                    route: "/rows",
                    message: "lost",
                    code: "ECONNRESET",
                    sent: true
                  })
                )
              : serve(query),
          { pagination, options: { concurrency } }
        )
        expect([end, running]).toEqual(["TransportError", 0])
        // All rows of the pages before it. By id, it can be the first page of a later range.
        expect(ids).toEqual(all.slice(0, ids.length).map(idOf))
        if (pagination === "offset") expect(ids).toHaveLength(199)
        else expect(ids.length).toBeGreaterThanOrEqual(200)
      }
    }
  })

  it("leaves cursors valid", async () => {
    for (const pagination of paginations) {
      const { cursors, ids, counts } = await run(serve, { pagination, options: { concurrency: 8 } })
      for (const [index, cursor] of cursors.entries()) {
        if (cursor === null) continue
        const rest = await run(serve, { pagination, query: { cursor }, options: { concurrency: 8 }, seed: index })
        expect([rest.end, rest.ids]).toEqual(["end", ids.slice(counts[index])])
      }
    }
  })
})

it("a filter that is undefined is none: pages go by id", async () => {
  const serve = (query: URLSearchParams) => pageOf("rows", rowsOf(idsOf(300)), honest, query)
  const { asked, end } = await run(serve, { pagination: "keyset", query: { search: undefined } })
  expect([end, asked.length]).toEqual(["end", 3])
  expect(asked.slice(1).every((one) => one.includes("id_greater="))).toBe(true)
})

it("a page without new rows is shown if it is the first, and no other one", async () => {
  for (const pagination of paginations) {
    const shown = async (count: number) => {
      const all = rowsOf(idsOf(count))
      const serve = (query: URLSearchParams) => pageOf("rows", all, { ...honest, total: "absent" }, query)
      return (await run(serve, { pagination, options: { readAhead: false } })).counts
    }
    expect(await shown(0)).toEqual([0])
    const counts = await shown(200)
    expect(counts.at(-1)).toBe(200)
    expect(new Set(counts).size).toBe(counts.length)
  }
})

it("a list that cannot be read to its proven end says why", async () => {
  const rows = rowsOf(idsOf(100))
  const cases: ReadonlyArray<readonly [respond: (query: URLSearchParams) => Body, query: object, message: string]> = [
    [
      () => ({ rows }),
      {},
      "after 100 rows, the collection repeats itself: further pages bring no new rows, and whether there are more is not known"
    ],
    [
      (query) => ({ rows: rows.slice(Number(query.get("offset"))), meta: { total: "150" } }),
      {},
      "after 100 rows, the collection is incomplete: the last page is empty, although `meta.total` promises more"
    ],
    [
      () => ({ rows: [] }),
      { cursor: "5@4:-1" },
      "after 5 rows, the collection has changed: the last row is not where it was, so others could be skipped. Start again"
    ]
  ]
  for (const [respond, query, message] of cases) {
    const { error } = await run(respond, { pagination: "offset", query })
    expect(error?.message).toBe(`Rows.list: ${message}`)
  }
})

it("options that are none are refused", async () => {
  const refused: ReadonlyArray<readonly [options: unknown, path: string, message: RegExp]> = [
    [{ concurrency: 0 }, "concurrency", /`concurrency` must be a whole number of at least 1, or "unbounded"; got/],
    [{ concurrency: -1 }, "concurrency", /at least 1/],
    [{ concurrency: 1.5 }, "concurrency", /at least 1/],
    [{ concurrency: Number.NaN }, "concurrency", /at least 1/],
    [{ concurrency: Number.POSITIVE_INFINITY }, "concurrency", /at least 1/],
    [{ concurrency: "all" }, "concurrency", /at least 1/],
    [{ readAhead: 1 }, "readAhead", /boolean/],
    [{ readAhead: false, concurrency: 2 }, "readAhead", /`readAhead` must be true if `concurrency` is more than 1/],
    [{ concurency: 2 }, "concurency", /is not a known option; did you mean `concurrency`/],
    [8, "", /options must be an object/]
  ]
  for (const [options, path, message] of refused) {
    const { asked, error } = await run(() => ({ rows: [] }), { pagination: "offset", options })
    expect(error).toMatchObject({ _tag: "InputError", path })
    expect(error?.message).toMatch(message)
    expect(asked).toEqual([])
  }
})
