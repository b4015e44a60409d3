/**
 * Lists with numbered pages: what they ask for, how they end, and what they say if they cannot be whole.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import { it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { Audiences, WhatsAppTemplates } from "effect-activecampaign"
import { describe, expect } from "vitest"

interface Reply {
  readonly status?: number
  readonly body: unknown
}

const clientOf = (respond: (query: URLSearchParams, request: number) => Reply) => {
  const sent: Array<string> = []
  const http = HttpClient.make((request, url) =>
    Effect.sync(() => {
      sent.push(decodeURIComponent(url.search))
      const { body, status = 200 } = respond(url.searchParams, sent.length)
      return HttpClientResponse.fromWeb(request, new Response(JSON.stringify(body), { status }))
    })
  )
  const layer = ActiveCampaignClient.layer.pipe(
    Layer.provide([
      Layer.orDie(Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" })),
      RateLimiter.layerUnlimited,
      Layer.succeed(HttpClient.HttpClient, http)
    ])
  )
  return { layer, sent }
}

const templates = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `t${index}`, name: `template ${index}` }))

/** A page as the WhatsApp service has it: it says whether there is another one, and how many rows there are. */
const pageOf = (rows: ReadonlyArray<unknown>, query: URLSearchParams, largest = 100): Reply => {
  const number = Number(query.get("page") ?? 1)
  const size = Math.min(Number(query.get("page_size") ?? 10), largest)
  const next = number * size < rows.length ? `https://example.com/?page=${number + 1}` : null
  if (number > 1 && (number - 1) * size >= rows.length) return { status: 404, body: { detail: "Invalid page." } }
  return { body: { count: rows.length, next, previous: null, results: rows.slice((number - 1) * size, number * size) } }
}

const read = (
  layer: Layer.Layer<ActiveCampaignClient.ActiveCampaignClient>,
  query?: Parameters<typeof WhatsAppTemplates.list>[0]
) =>
  Effect.gen(function* () {
    const got: Array<string> = []
    const result = yield* WhatsAppTemplates.list(query).pipe(
      Stream.runForEach(({ id }) => Effect.sync(() => got.push(id))),
      Effect.provide(layer),
      Effect.either
    )
    return { got, result }
  })

const idsOf = (rows: ReadonlyArray<{ readonly id: string }>) => rows.map(({ id }) => id)

describe("pages that say whether there is a next one", () => {
  it.effect("are requested by number, and no page too many", () =>
    Effect.gen(function* () {
      for (const [count, largest, requests] of [
        [0, 100, 1],
        [1, 100, 1],
        [100, 100, 1],
        [101, 100, 2],
        [250, 100, 3],
        [250, 30, 9]
      ] as const) {
        const rows = templates(count)
        const { layer, sent } = clientOf((query) => pageOf(rows, query, largest))
        const { got, result } = yield* read(layer, { status: "approved" })
        expect([got, result._tag]).toEqual([idsOf(rows), "Right"])
        expect(sent).toEqual(
          Array.from({ length: requests }, (_, index) => `?status=approved&page=${index + 1}&page_size=100`)
        )
      }
    })
  )

  it.effect("rows that are inserted meanwhile come once or not at all", () =>
    Effect.gen(function* () {
      const rows = templates(250)
      const { layer } = clientOf((query, request) => {
        const fresh = Array.from({ length: (request - 1) * 10 }, (_, index) => ({ id: `new ${index}` }))
        return pageOf([...fresh, ...rows], query)
      })
      const { got, result } = yield* read(layer)
      expect(result._tag).toBe("Right")
      expect(new Set(got).size).toBe(got.length)
      expect(got.filter((id) => id.startsWith("t"))).toEqual(idsOf(rows))
    })
  )

  const failures: ReadonlyArray<readonly [what: string, reason: string, respond: Parameters<typeof clientOf>[0]]> = [
    [
      "rows are deleted meanwhile",
      "changed",
      (query, request) => pageOf(templates(250).slice(request === 1 ? 0 : 10), query)
    ],
    ["the number is ignored", "repeated", () => pageOf(templates(250), new URLSearchParams({ page_size: "100" }))],
    [
      "there are fewer rows than promised",
      "incomplete",
      (query) => ({ body: { ...(pageOf(templates(50), query).body as object), count: 60 } })
    ]
  ]
  it.effect.each(failures)("fails if %s", ([, reason, respond]) =>
    Effect.gen(function* () {
      const { layer } = clientOf(respond)
      const { got, result } = yield* read(layer)
      expect(result).toMatchObject({
        left: { _tag: "PaginationError", reason, delivered: got.length, endpoint: "WhatsAppTemplates.list" }
      })
    })
  )

  it.effect("one page has `limit` rows from `offset` on, a multiple of it", () =>
    Effect.gen(function* () {
      const rows = templates(250)
      const { layer, sent } = clientOf((query) => pageOf(rows, query))
      const page = yield* Effect.provide(WhatsAppTemplates.list.page({ limit: 50, offset: 100 }), layer)
      expect(idsOf(page.items)).toEqual(idsOf(rows.slice(100, 150)))
      expect(page.total).toBe(250)
      expect(sent).toEqual(["?page=3&page_size=50"])
      for (const query of [{ limit: 50, offset: 99 }, { offset: 50 }, { limit: 101 }, { extra: { page: 2 } }]) {
        const error = yield* Effect.flip(Effect.provide(WhatsAppTemplates.list.page(query), layer))
        expect(error._tag, JSON.stringify(query)).toBe("InputError")
      }
      const error = yield* Effect.flip(
        Effect.provide(Stream.runDrain(WhatsAppTemplates.list.pages({ limit: 50, offset: 99 })), layer)
      )
      expect(error._tag).toBe("InputError")
      expect(sent).toHaveLength(1)
    })
  )

  it.effect("a cursor continues after its page", () =>
    Effect.gen(function* () {
      const rows = templates(250)
      const { layer } = clientOf((query) => pageOf(rows, query))
      const pages = (cursor?: string) =>
        Effect.map(
          Effect.provide(Stream.runCollect(WhatsAppTemplates.list.pages({ limit: 50, cursor })), layer),
          Chunk.toReadonlyArray
        )
      const all = yield* pages()
      expect(all).toHaveLength(5)
      for (const [index, { cursor }] of all.entries()) {
        if (cursor === null) continue
        const rest = yield* pages(cursor)
        expect(rest.flatMap(({ items }) => idsOf(items))).toEqual(idsOf(rows.slice((index + 1) * 50)))
      }
      expect(all.at(-1)?.cursor).toBe(null)
      for (const cursor of ["", "2", "0x50", "2x101", "2x50x"]) {
        const error = yield* Effect.flip(
          Effect.provide(Stream.runDrain(WhatsAppTemplates.list.pages({ cursor })), layer)
        )
        expect(error).toMatchObject({ _tag: "InputError", path: "cursor" })
      }
    })
  )
})

describe("audiences", () => {
  const none = { status: 404, body: { errors: [{ title: "No Saved Segments found" }] } }
  const audiences = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `s${index}`, type: "audience", attributes: { name: "a" } }))
  const respond = (rows: ReadonlyArray<unknown>) => (query: URLSearchParams) => {
    const page = rows.slice((Number(query.get("page")) - 1) * 100, Number(query.get("page")) * 100)
    return page.length === 0 ? none : { body: { data: page } }
  }

  it.effect("a 404 that says that there are none is an empty list, or the end of one", () =>
    Effect.gen(function* () {
      for (const count of [0, 7, 100, 250]) {
        const { layer } = clientOf(respond(audiences(count)))
        const got = yield* Effect.provide(Stream.runCollect(Audiences.list()), layer)
        expect(Chunk.toReadonlyArray(got).map(({ id }) => id)).toEqual(idsOf(audiences(count)))
      }
    })
  )

  it.effect("any other 404 is an error, and so is one of a single page", () =>
    Effect.gen(function* () {
      const missing = clientOf(() => ({ status: 404, body: { message: "Not Found" } }))
      const result = yield* Effect.either(Effect.provide(Stream.runDrain(Audiences.list()), missing.layer))
      expect(Either.isLeft(result) && result.left._tag).toBe("NotFoundError")
      const error = yield* Effect.flip(Effect.provide(Audiences.list.page(), clientOf(() => none).layer))
      expect(error._tag).toBe("NotFoundError")
    })
  )
})
