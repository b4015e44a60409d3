/**
 * A list means all of it: 250 rows come back whole through every list endpoint, whatever the server says of their
 * number, and however it pages.
 */

import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import { it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Contacts from "effect-activecampaign/Contacts"
import { describe, expect } from "vitest"
import { argsOf, exported } from "./endpoints.js"

type Row = Record<string, unknown>

/** How a server pages, and what it says of the number of rows. */
interface Habits {
  /** `meta.total` of a page, given the number that is true; `undefined` for no `meta` at all. */
  readonly total: (count: number) => unknown
  /** Pages are never larger than this, whatever is asked for. */
  readonly largest?: number
  /** Answers with everything, whatever is asked for. */
  readonly unpaged?: boolean
}

const servers: Readonly<Record<string, Habits>> = {
  "meta.total as a text": { total: String },
  "meta.total as a number": { total: (count) => count },
  "no meta": { total: () => undefined },
  'meta.total "0"': { total: () => "0" },
  "meta.total too low": { total: (count) => String(Math.max(0, count - 60)) },
  "meta.total too high": { total: (count) => count + 1000 },
  "meta.total no number": { total: () => "many" },
  "pages of at most 20": { total: String, largest: 20 },
  "no pages: all at once": { total: () => undefined, unpaged: true }
}

const serve = (key: string, rows: ReadonlyArray<Row>, habits: Habits, pages: Array<string>) =>
  HttpClient.make((request, url) =>
    Effect.sync(() => {
      pages.push(url.search)
      const query = url.searchParams
      const after = query.get("id_greater")
      const left = after === null ? rows : rows.filter((row) => Number(row["id"]) > Number(after))
      const offset = Number(query.get("offset") ?? 0)
      const limit = Math.min(Number(query.get("limit") ?? 20), 100, habits.largest ?? 100)
      const total = habits.total(left.length)
      const body = {
        [key]: habits.unpaged === true ? left : left.slice(offset, offset + limit),
        ...(total === undefined ? {} : { meta: { total } })
      }
      return HttpClientResponse.fromWeb(request, new Response(JSON.stringify(body)))
    })
  )

const layerOf = (http: HttpClient.HttpClient) =>
  ActiveCampaignClient.layer.pipe(
    Layer.provide([
      Layer.orDie(Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" })),
      RateLimiter.layerUnlimited,
      Layer.succeed(HttpClient.HttpClient, http)
    ])
  )

/** 250 different rows, as the vendor would write them, with ids that grow where the rows have ids. */
const rowsOf = <A>(item: Wire.Codec<A>): ReadonlyArray<Row> => {
  const some = FastCheck.sample(Arbitrary.make(item), { numRuns: 25, seed: 1 })
  const written = Schema.encodeSync(Wire.array(item))(some) as ReadonlyArray<Row | string>
  return Array.from({ length: 250 }, (_, index) => {
    const row = written[index % 25]
    // A row that is a text is all that identifies it.
    return typeof row === "string" ? (`${row} ${index}` as never) : { ...row, id: String(index + 1), row: index }
  })
}

/** By what a row is told from the others. */
const markOf = (row: Row | string): unknown => (typeof row === "string" ? row : row["row"])

const lists = exported.filter(({ endpoint }) => endpoint.items !== undefined)

describe.each(lists.map(({ endpoint }) => [endpoint.name, endpoint] as const))("%s", (_, endpoint) => {
  const rows = rowsOf(endpoint.success)
  const key = endpoint.items ?? ""
  const all = endpoint(...argsOf(endpoint)) as Stream.Stream<Row, unknown, ActiveCampaignClient.ActiveCampaignClient>

  for (const [name, habits] of Object.entries(servers)) {
    it.effect(`250 rows, ${name}`, () =>
      Effect.gen(function* () {
        const pages: Array<string> = []
        const found = yield* Stream.runCollect(all).pipe(Effect.provide(layerOf(serve(key, rows, habits, pages))))
        // Where pages are capped and nothing tells how many rows there are, a short page is the end; here it does.
        expect([...found].map(markOf)).toEqual(rows.map(markOf))
        expect(pages.length).toBeLessThan(20)
      })
    )
  }

  it.effect("no rows, and exactly one page of them", () =>
    Effect.gen(function* () {
      for (const count of [0, 20, 100]) {
        const layer = layerOf(serve(key, rows.slice(0, count), { total: String }, []))
        expect(yield* Stream.runCount(all).pipe(Effect.provide(layer))).toBe(count)
      }
    })
  )
})

it.effect("pages are read as they are consumed", () =>
  Effect.gen(function* () {
    const pages: Array<string> = []
    const layer = layerOf(serve("contacts", rowsOf(Contacts.Contact), { total: String }, pages))
    yield* Contacts.list().pipe(Stream.take(150), Stream.runDrain, Effect.provide(layer))
    expect(pages).toHaveLength(2)
  })
)

it.effect("contacts are walked by id, and by offset where an order is asked for", () =>
  Effect.gen(function* () {
    const pages: Array<string> = []
    const layer = layerOf(serve("contacts", rowsOf(Contacts.Contact), { total: String }, pages))
    yield* Contacts.list({ status: "active" }).pipe(Stream.runDrain, Effect.provide(layer))
    yield* Contacts.list({ orders: { email: "ASC" } }).pipe(Stream.runDrain, Effect.provide(layer))
    expect(pages.map(decodeURIComponent)).toEqual([
      "?status=1&orders[id]=ASC&limit=100",
      "?status=1&orders[id]=ASC&id_greater=100&limit=100",
      "?status=1&orders[id]=ASC&id_greater=200&limit=100",
      "?orders[email]=ASC&limit=100&offset=0",
      "?orders[email]=ASC&limit=100&offset=100",
      "?orders[email]=ASC&limit=100&offset=200"
    ])
  })
)

it.effect("no contact is lost when others are deleted during the walk", () =>
  Effect.gen(function* () {
    const rows = [...rowsOf(Contacts.Contact)]
    const http = HttpClient.make((request, url) =>
      Effect.suspend(() => {
        const answer = serve("contacts", rows, { total: String }, []).execute(request)
        return Effect.tap(answer, () => Effect.sync(() => url.searchParams.has("id_greater") || rows.splice(0, 50)))
      })
    )
    const found = yield* Stream.runCollect(Contacts.list()).pipe(Effect.provide(layerOf(http)))
    expect(found.length).toBe(250)
  })
)

it.effect("a walk by id that is not answered in order of id fails, and loses nothing in silence", () =>
  Effect.gen(function* () {
    const http = serve("contacts", [...rowsOf(Contacts.Contact)].reverse(), { total: String }, [])
    const error = yield* Stream.runDrain(Contacts.list()).pipe(Effect.provide(layerOf(http)), Effect.flip)
    expect(error._tag).toBe("DecodeError")
  })
)

it.effect("a page is one page", () =>
  Effect.gen(function* () {
    const layer = layerOf(serve("contacts", rowsOf(Contacts.Contact), { total: String }, []))
    const page = yield* Contacts.list.page({ limit: 10, offset: 240 }).pipe(Effect.provide(layer))
    expect([page.items.length, page.total, page.status]).toEqual([10, 250, 200])
    const error = yield* Contacts.list.page({ limit: 1000 }).pipe(Effect.provide(layer), Effect.flip)
    expect(error._tag).toBe("InputError")
  })
)
