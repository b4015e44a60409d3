/**
 * How a list comes to its end, request by request. The pages are those of a function, so that a case takes no time; what
 * `collections.test.ts` promises of all endpoints is not repeated here.
 */
import { pages } from "@effect-activecampaign/core/internal/paginate"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Hash from "effect/Hash"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import { describe, expect, it } from "vitest"
import { honest, keysets, limits, offsets, operation, pageOf, type Server } from "./collectionServer.js"

type Row = Readonly<Record<string, unknown>>

interface Asked {
  readonly limit: number
  readonly offset?: number
  readonly id_greater?: string
}

interface Answered {
  readonly rows: ReadonlyArray<Row>
  readonly total?: number | null | undefined
  /** Rows of the body, if not all of them are among the items. */
  readonly body?: ReadonlyArray<unknown>
}

/** What is asked for, what comes of it, and why it ends. */
const walk = (
  respond: (asked: Asked, request: number) => Answered,
  query: object = {},
  pagination: "keyset" | "offset" = "offset"
) =>
  Effect.gen(function* () {
    const asked: Array<string> = []
    const got = yield* Ref.make<ReadonlyArray<{ readonly items: ReadonlyArray<Row>; readonly cursor: string | null }>>(
      []
    )
    const request = (given: object) =>
      Effect.sync(() => {
        const { id_greater, limit, offset } = given as Asked
        asked.push(id_greater === undefined ? (offset === undefined ? "start" : `${offset}`) : `>${id_greater}`)
        if (asked.length > 60) throw new Error(`goes on: ${asked.join(" ")}`)
        const {
          body,
          rows,
          total = null
        } = respond(
          { limit, ...(offset === undefined ? {} : { offset }), ...(id_greater === undefined ? {} : { id_greater }) },
          asked.length
        )
        return { items: rows, total, body: { rows: body ?? rows } }
      })
    const collection = { operation, key: "rows", pagination, order: undefined, settling: undefined, request }
    const end = yield* pages<Row, { items: ReadonlyArray<Row>; total: number | null; body: unknown }, never>(
      collection,
      query
    ).pipe(
      Stream.runForEach((page) => Ref.update(got, (before) => [...before, page])),
      Effect.either
    )
    const all = yield* Ref.get(got)
    return {
      asked: asked.join(" "),
      rows: all.flatMap(({ items }) => items),
      cursors: all.map(({ cursor }) => cursor),
      end: Either.match(end, {
        onLeft: (error) => ("reason" in error ? error.reason : error._tag),
        onRight: () => "end"
      }),
      error: Either.isLeft(end) ? end.left : undefined
    }
  }).pipe(Effect.runSync)

/** Rows with the ids from 1 on. */
const rowsTo = (count: number, step = 1): ReadonlyArray<Row> =>
  Array.from({ length: count }, (_, index) => ({ id: String(1 + index * step) }))

/** A server that honours limit, offset and id, with what it says of the total. */
const serve =
  (all: ReadonlyArray<Row>, total: (left: number) => number | null = () => all.length, size?: number) =>
  ({ id_greater, limit, offset = 0 }: Asked): Answered => {
    const rows = id_greater === undefined ? all : all.filter(({ id }) => BigInt(String(id)) > BigInt(id_greater))
    return { rows: rows.slice(offset, offset + Math.min(limit, size ?? limit)), total: total(rows.length) }
  }

const none = () => null
const cursorOf = (delivered: number, offset: number, id: string) => `${delivered}@${offset}:${Hash.string(id)}`

describe("an honest list of pages of 5 rows", () => {
  it.each<
    readonly [rows: number, byOffset: string, byId: string, byOffsetWithoutTotal: string, byIdWithoutTotal: string]
  >([
    [0, "0", "start", "0", "start"],
    [1, "0", "start", "0", "start"],
    [4, "0", "start", "0", "start"],
    // A full page leaves open that there are more.
    [5, "0 4", "start >5", "0 4", "start >5 4"],
    [6, "0 4", "start >5", "0 4", "start >5 5 6"],
    [9, "0 4 8", "start >5", "0 4 8", "start >5 8"],
    [10, "0 4 8", "start >5 >10", "0 4 8", "start >5 >10 9"],
    [12, "0 4 8", "start >5 >10", "0 4 8", "start >5 >10 11"]
  ])("%i rows", (count, byOffset, byId, byOffsetWithoutTotal, byIdWithoutTotal) => {
    const rows = rowsTo(count)
    for (const [pagination, total, asked] of [
      ["offset", undefined, byOffset],
      ["keyset", undefined, byId],
      ["offset", none, byOffsetWithoutTotal],
      ["keyset", none, byIdWithoutTotal],
      ["offset", () => 0, byOffsetWithoutTotal],
      ["keyset", () => 0, byIdWithoutTotal]
    ] as const) {
      expect(walk(serve(rows, total), { limit: 5 }, pagination)).toMatchObject({ end: "end", rows, asked })
    }
  })

  it("counts all rows, or those that are left, in `meta.total`", () => {
    const left = (count: number) =>
      walk(
        serve(rowsTo(count), (left) => left),
        { limit: 5 },
        "keyset"
      )
    expect(left(12)).toMatchObject({ end: "end", rows: rowsTo(12), asked: "start >5 >10" })
    expect(left(11)).toMatchObject({ end: "end", rows: rowsTo(11), asked: "start >5 >10" })
    expect(left(10)).toMatchObject({ end: "end", rows: rowsTo(10), asked: "start >5" })
  })

  it.each([1, 3, 4, 5, 6, 9, 10, 12])("does not end before `meta.total` is reached: %i rows of 3 more", (count) => {
    for (const pagination of ["offset", "keyset"] as const) {
      const { end, error, rows } = walk(
        serve(rowsTo(count), () => count + 3),
        { limit: 5 },
        pagination
      )
      expect([end, rows]).toEqual(["incomplete", rowsTo(count)])
      expect(error).toMatchObject({ delivered: count, total: count + 3 })
    }
  })

  it.each([2, 6, 9, 10, 12])("does not believe a total that is too low: %i rows", (count) => {
    for (const pagination of ["offset", "keyset"] as const) {
      for (const less of [1, 3]) {
        const { end, rows } = walk(
          serve(rowsTo(count), () => count - less),
          { limit: 5 },
          pagination
        )
        expect([end, rows]).toEqual(["end", rowsTo(count)])
      }
    }
  })
})

describe("one request more, or none", () => {
  /** How often an honest server is asked whose pages have at most 100 rows. */
  const requests = (count: number, total: typeof none | undefined) =>
    walk(serve(rowsTo(count), total)).asked.split(" ").length

  it.each<readonly [rows: number, withTotal: number, without: number]>([
    [1, 1, 1],
    [10, 1, 2],
    [19, 1, 1],
    [20, 2, 2],
    [21, 1, 1],
    [25, 2, 2],
    [30, 1, 2],
    [35, 1, 1],
    [40, 1, 2],
    [49, 1, 1],
    [50, 2, 2],
    [51, 1, 2],
    [99, 1, 2],
    [100, 2, 2],
    [101, 2, 2]
  ])("%i rows", (count, withTotal, without) => {
    expect([requests(count, undefined), requests(count, none)]).toEqual([withTotal, without])
  })

  it("a page of several hundred rows can be one of many", () => {
    const all = rowsTo(450)
    const respond = ({ offset = 0 }: Asked) => ({ rows: all.slice(offset, offset + 200), total: null })
    expect(walk(respond)).toMatchObject({ end: "end", rows: all, asked: "0 199 398 449" })
  })

  it("a page as long as the one before can have another one after it, whatever its length", () => {
    const all = rowsTo(21)
    expect(walk(serve(all, none, 7), { limit: 7 })).toMatchObject({ rows: all, asked: "0 6 12 18" })
    // The first page says nothing of the size of pages, so 7 rows of 100 are the end.
    expect(walk(serve(all, none, 7))).toMatchObject({ rows: all.slice(0, 7), asked: "0" })
    const total = walk(serve(all, undefined, 7))
    expect(total).toMatchObject({ rows: all, end: "end", asked: "0 6 12 18" })
  })

  it("pages of one row move on by one row", () => {
    expect(walk(serve(rowsTo(3)), { limit: 1 })).toMatchObject({ end: "end", rows: rowsTo(3), asked: "0 1 2 3" })
    expect(walk(serve(rowsTo(3), none), { limit: 1 })).toMatchObject({ end: "end", rows: rowsTo(3), asked: "0 1 2 3" })
  })

  it("rows of a body that are not among the items count for the offset", () => {
    const all = rowsTo(12)
    const respond = ({ limit, offset = 0 }: Asked) => {
      const body = [all[0], all[1], null, ...all.slice(2)].slice(offset, offset + limit)
      return { rows: body.filter((row) => row !== null) as ReadonlyArray<Row>, body, total: 13 }
    }
    expect(walk(respond, { limit: 5 })).toMatchObject({ end: "end", rows: all, asked: "0 4 8 12" })
  })
})

describe("where a list starts", () => {
  it("an offset is the caller's", () => {
    const rows = rowsTo(12)
    expect(walk(serve(rows), { limit: 5, offset: 3 })).toMatchObject({
      end: "end",
      rows: rows.slice(3),
      asked: "3 7 11"
    })
    expect(walk(serve(rows, none), { limit: 5, offset: 11 })).toMatchObject({
      end: "end",
      rows: rows.slice(11),
      asked: "11"
    })
    // `meta.total` counts the rows before it, too; a list that is shorter than the offset has no rows.
    expect(walk(serve(rows), { limit: 5, offset: 20 })).toMatchObject({ end: "end", rows: [], asked: "20" })
    expect(
      walk(
        serve(rows, () => 15),
        { limit: 5, offset: 3 }
      )
    ).toMatchObject({ end: "incomplete", rows: rows.slice(3) })
  })

  it("rows up to an id are left out, even if the server returns them", () => {
    const rows = rowsTo(12)
    const query = { limit: 5, id_greater: "3" }
    expect(walk(serve(rows), query, "keyset").rows).toEqual(rows.slice(3))
    const ignores = ({ limit, offset = 0 }: Asked) => ({ rows: rows.slice(offset, offset + limit), total: 12 })
    expect(walk(ignores, query, "keyset")).toMatchObject({ end: "end", rows: rows.slice(3) })
  })

  it("ids that cannot be continued from are paginated by offset", () => {
    for (const ids of [
      ["b", "a", "d", "c", "f", "e"],
      ["2", "1", "3", "5", "4", "6"],
      ["10", "9", "11", "12", "13", "14"],
      ["1", "2", "2x", "4", "5", "6"],
      ["x1", "x2", "x3", "x4", "x5", "x6"]
    ]) {
      const rows = ids.map((id) => ({ id }))
      const respond = ({ limit, offset = 0 }: Asked) => ({ rows: rows.slice(offset, offset + limit), total: null })
      expect(walk(respond, { limit: 3 }, "keyset"), ids.join()).toMatchObject({ end: "end", rows, asked: "start 2 4" })
    }
  })

  it("ids grow as numbers do, and can be larger than a number can be exact", () => {
    for (const ids of [[8, 9, 10, 11, 99, 100], [...[1, 2, 3, 4, 5, 6].map((last) => `900719925474099${last}`)]].map(
      (some) => some.map(String)
    )) {
      const rows = ids.map((id) => ({ id }))
      expect(walk(serve(rows), { limit: 3 }, "keyset")).toMatchObject({
        end: "end",
        rows,
        asked: `start >${ids[2]} >${ids[5]}`
      })
    }
  })
})

describe("rows that move", () => {
  /** A list that changes before the second request; its rows have ids from 1 on. */
  const changed = (
    count: number,
    change: (rows: ReadonlyArray<Row>) => ReadonlyArray<Row>,
    total = true,
    limit = 5
  ) => {
    const before = rowsTo(count)
    const after = change(before)
    const { asked, end, rows } = walk(
      ({ limit, offset = 0 }, request) => {
        const now = request === 1 ? before : after
        return { rows: now.slice(offset, offset + limit), total: total ? now.length : null }
      },
      { limit }
    )
    return { end, asked, ids: rows.map(({ id }) => id).join(" ") }
  }
  const fresh = (count: number): ReadonlyArray<Row> =>
    Array.from({ length: count }, (_, index) => ({ id: `new${index}` }))

  it("rows that were inserted before are not missed, and none comes twice", () => {
    expect(changed(8, (rows) => [...fresh(2), ...rows])).toEqual({ end: "end", asked: "0 4 8", ids: "1 2 3 4 5 6 7 8" })
    expect(changed(8, (rows) => [...fresh(6), ...rows])).toEqual({
      end: "end",
      asked: "0 4 0 4 8 12",
      ids: "1 2 3 4 5 new0 new1 new2 new3 new4 new5 6 7 8"
    })
  })

  it("rows that were deleted before make it go back, twice as far each time", () => {
    expect(changed(20, (rows) => rows.slice(1))).toEqual({
      end: "end",
      asked: "0 4 0 4 8 12 16",
      ids: rowsTo(20)
        .map(({ id }) => id)
        .join(" ")
    })
    expect(changed(20, (rows) => rows.slice(5))).toMatchObject({
      end: "end",
      ids: rowsTo(20)
        .map(({ id }) => id)
        .join(" ")
    })
  })

  /** A list of 5 rows a page that others change before some requests. */
  const moving = (
    count: number,
    changes: Readonly<Record<number, (rows: ReadonlyArray<Row>) => ReadonlyArray<Row>>>,
    query: object = {}
  ) => {
    let now = rowsTo(count)
    const { asked, end, rows } = walk(
      ({ limit, offset = 0 }, request) => {
        now = changes[request]?.(now) ?? now
        return { rows: now.slice(offset, offset + limit), total: now.length }
      },
      { limit: 5, ...query }
    )
    return { end, asked, ids: rows.map(({ id }) => id).join(" ") }
  }
  const all = (count: number) =>
    rowsTo(count)
      .map(({ id }) => id)
      .join(" ")

  it("many rows that were deleted make it go back further each time, and read on from there", () => {
    expect(moving(40, { 5: (rows) => rows.slice(15) })).toEqual({
      end: "end",
      asked: "0 4 8 12 16 11 1 5 9 13 17 21",
      ids: all(40)
    })
    // The second time, it starts with small steps again.
    expect(moving(40, { 5: (rows) => rows.slice(15), 9: (rows) => rows.slice(2) })).toMatchObject({
      end: "end",
      ids: all(40)
    })
  })

  it("rows that are inserted again and again are no repetition", () => {
    const more = (rows: ReadonlyArray<Row>) => [
      ...fresh(4).map(({ id }, at) => ({ id: `${id}-${rows.length}-${at}` })),
      ...rows
    ]
    expect(moving(20, { 2: more, 4: more, 6: more, 8: more })).toMatchObject({ end: "end", ids: all(20) })
  })

  it("a row that was inserted among others comes, if it is not before those that came", () => {
    const among = (rows: ReadonlyArray<Row>) => [{ id: "f0" }, ...rows.slice(0, 4), { id: "f1" }, ...rows.slice(4)]
    expect(moving(8, { 2: among })).toEqual({ end: "end", asked: "0 4 8", ids: "1 2 3 4 5 f1 6 7 8" })
  })

  it("a list that was continued after a cursor does not go back", () => {
    const cursor = cursorOf(9, 8, "9")
    expect(moving(30, {}, { cursor })).toMatchObject({ end: "end", asked: "8 12 16 20 24 28" })
    expect(moving(30, { 2: (rows) => rows.slice(10) }, { cursor })).toMatchObject({ end: "changed", asked: "8 12" })
  })

  it("by id, the end that is looked for by offset is where the last row is", () => {
    const end = (change: (rows: ReadonlyArray<Row>) => ReadonlyArray<Row>, total: number | null) => {
      const rows = rowsTo(10)
      return walk(
        (asked) => (asked.offset === undefined ? serve(rows, none)(asked) : serve(change(rows), () => total)(asked)),
        { limit: 5 },
        "keyset"
      )
    }
    const result = (change: (rows: ReadonlyArray<Row>) => ReadonlyArray<Row>, total: number | null) => {
      const { asked, end: why, rows } = end(change, total)
      return [why, rows.length, asked]
    }
    expect(result((rows) => rows, null)).toEqual(["end", 10, "start >5 >10 9"])
    expect(result((rows) => rows.slice(0, 9), 9)).toEqual(["end", 10, "start >5 >10 9"])
    expect(result((rows) => rows.slice(0, 9), null)).toEqual(["changed", 10, "start >5 >10 9"])
    expect(result((rows) => rows.slice(0, 9), 12)).toEqual(["changed", 10, "start >5 >10 9"])
    expect(result((rows) => [{ id: "0" }, ...rows], 11)).toEqual(["changed", 10, "start >5 >10 9"])
    expect(result((rows) => rows.slice(1), 9)).toEqual(["end", 10, "start >5 >10 9"])
  })

  it("a list whose rows are all gone is over", () => {
    expect(changed(8, () => [])).toMatchObject({ end: "end", ids: "1 2 3 4 5" })
    expect(changed(8, (rows) => rows.slice(0, 5))).toEqual({ end: "end", asked: "0 4", ids: "1 2 3 4 5" })
  })
})

describe("a list that goes on for ever", () => {
  it("fails after two pages without a new row", () => {
    const rows = rowsTo(10)
    // The same page whatever is asked for.
    const same = walk(() => ({ rows: rows.slice(0, 5), total: null }), { limit: 5 })
    expect(same).toMatchObject({ end: "repeated", rows: rows.slice(0, 5), asked: "0 4 8 12" })
    expect(walk(() => ({ rows: rows.slice(0, 5), total: 100 }), { limit: 5 })).toMatchObject({
      end: "repeated",
      asked: "0 4 8 12"
    })
    // All that the total promises has come.
    expect(walk(() => ({ rows: rows.slice(0, 5), total: 5 }), { limit: 5 })).toMatchObject({ end: "end", asked: "0 4" })
  })

  it("fails if two pages come in turn", () => {
    const pages = [rowsTo(5), rowsTo(15).slice(10)]
    for (const total of [null, 100]) {
      expect(walk((_, request) => ({ rows: pages[(request + 1) % 2] ?? [], total }), { limit: 5 })).toMatchObject({
        end: "repeated",
        asked: "0 4 0 4",
        rows: rowsTo(5)
      })
    }
  })
  it("gives a row once that is on a page twice", () => {
    const respond = () => ({ rows: [{ id: "1" }, { id: "1" }, { id: "2" }], total: null })
    expect(walk(respond)).toMatchObject({ end: "end", rows: [{ id: "1" }, { id: "2" }] })
    // A number is no id: then rows can be equal.
    const numbers = [{ id: 1 }, { id: 1 }, { id: 2 }]
    expect(walk(() => ({ rows: numbers, total: null }))).toMatchObject({ end: "end", rows: numbers })
  })
  it("ends if the whole collection comes each time", () => {
    for (const count of [7, 33, 60, 98, 102, 130]) {
      expect(walk(() => ({ rows: rowsTo(count), total: null }))).toMatchObject({ end: "end", rows: rowsTo(count) })
    }
    // 20 rows, or as many as were asked for, give or take one, can be a page of more.
    for (const [count, limit] of [
      [20, 100],
      [25, 100],
      [50, 100],
      [100, 100],
      [200, 100],
      [99, 100],
      [101, 100],
      [10, 10]
    ] as const) {
      expect(walk(() => ({ rows: rowsTo(count), total: null }), { limit }).end, `${count}`).toBe("repeated")
    }
  })
})

describe("rows without ids", () => {
  const named = (names: string): ReadonlyArray<Row> => [...names].map((name) => ({ name }))
  const read = (names: string, limit: number) => walk(serve(named(names)), { limit })

  it("that are equal are several rows on one page", () => {
    expect(read("aabca", 10)).toMatchObject({ end: "end", rows: named("aabca"), asked: "0" })
  })
  it("are told from others by all that they have", () => {
    expect(read("abcdefg", 5)).toMatchObject({ end: "end", rows: named("abcdefg"), asked: "0 4" })
  })
  it("fail if equal ones are on several pages, among others", () => {
    expect(read("abcdefa", 5)).toMatchObject({ end: "repeated", rows: named("abcde") })
  })
  it("are over if all that the total promises has come, though they come again", () => {
    expect(walk(() => ({ rows: named("abcde"), total: 5 }), { limit: 5 })).toMatchObject({ end: "end", asked: "0 4" })
  })
  it("that are no JSON are all the same", () => {
    const rows = [{ size: 1n }, { size: 2n }]
    expect(walk(() => ({ rows, total: 2 }))).toMatchObject({ end: "end", rows })
  })
})

describe("a cursor", () => {
  const rows = rowsTo(23)

  it("says how many rows came and where the last one is, and not which", () => {
    const { cursors } = walk(serve(rows), { limit: 5 })
    expect(cursors).toEqual([
      cursorOf(5, 4, "5"),
      cursorOf(9, 8, "9"),
      cursorOf(13, 12, "13"),
      cursorOf(17, 16, "17"),
      cursorOf(21, 20, "21"),
      null
    ])
    expect(walk(serve(rows), { limit: 5 }, "keyset").cursors).toEqual(["5>5", "10>10", "15>15", "20>20", null])
  })

  it.each(["offset", "keyset"] as const)("continues with all that follows: %s", (pagination) => {
    for (const total of [undefined, none]) {
      const first = walk(serve(rows, total), { limit: 5 }, pagination)
      let delivered = 0
      for (const cursor of first.cursors) {
        if (cursor === null) continue
        delivered = Number.parseInt(cursor, 10)
        const rest = walk(serve(rows, total), { limit: 5, cursor }, pagination)
        expect(rest).toMatchObject({ end: "end", rows: rows.slice(delivered) })
      }
      expect(delivered).toBe(pagination === "offset" ? (total === undefined ? 21 : 21) : total === undefined ? 20 : 23)
    }
  })

  it("continues after rows that were inserted before it, on the same page", () => {
    const before: ReadonlyArray<Row> = [{ id: "n1" }, { id: "n2" }]
    const { end, rows: rest } = walk(serve([...before, ...rows]), { limit: 5, cursor: cursorOf(9, 8, "9") })
    expect([end, rest]).toEqual(["end", rows.slice(9)])
  })

  it("fails if its row is not there any more", () => {
    for (const all of [rows.slice(0, 5), rows.slice(9), []]) {
      expect(walk(serve(all), { limit: 5, cursor: cursorOf(9, 8, "9") })).toMatchObject({ end: "changed", rows: [] })
    }
  })

  it("of something else is refused", () => {
    for (const cursor of ["", "5", "5>", ">5", "5@4", "5@4:", "x5>5", "5>5x", "5@4:1x", "5>-5", 5, null]) {
      expect(walk(serve(rows), { limit: 5, cursor }).end, `${cursor}`).toBe("InputError")
    }
    expect(walk(serve(rowsTo(5)), { limit: 5, cursor: "5@4:-1" }).end).toBe("changed")
  })
})

/** All servers of a kind, with the ways to count that say something else. */
const combined = <K extends keyof Server>(kind: K, names: ReadonlyArray<Server[K]>) =>
  names.flatMap((name) =>
    (["a string", "absent", "too low", "too high"] as const).map(
      (total): Server => ({ ...honest, [kind]: name, total })
    )
  )

it("whatever the server makes of the requests, no row comes twice, and an end is the end", () => {
  const all = rowsTo(119, 3)
  const servers = [
    ...combined("limit", Object.keys(limits) as Array<keyof typeof limits>),
    ...combined("offset", Object.keys(offsets) as Array<keyof typeof offsets>),
    ...combined("keyset", Object.keys(keysets) as Array<keyof typeof keysets>)
  ]
  for (const server of servers) {
    for (const pagination of ["offset", "keyset"] as const) {
      const respond = (asked: Asked): Answered => {
        const query = new URLSearchParams(Object.entries(asked).map(([key, value]) => [key, String(value)]))
        const { meta, rows } = pageOf("rows", all, server, query) as {
          rows: ReadonlyArray<Row>
          meta?: { total: unknown }
        }
        const total = Number(meta?.total ?? Number.NaN)
        return { rows, total: Number.isNaN(total) ? null : total }
      }
      const { end, rows } = walk(respond, {}, pagination)
      const what = JSON.stringify({ ...server, pagination })
      expect(new Set(rows.map(({ id }) => id)).size, what).toBe(rows.length)
      if (end === "end") expect(rows, what).toEqual(all)
    }
  }
})
