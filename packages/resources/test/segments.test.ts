/**
 * All contacts that match a segment: a run is started, waited for and read to its end, each contact exactly once, or the
 * stream fails and says why.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import { it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { ContactId, SegmentCounts, SegmentId, Segments } from "effect-activecampaign"
import { describe, expect } from "vitest"

interface Sent {
  readonly line: string
  readonly body: unknown
}

/** A client of a server that is a function of the request. */
const clientOf = (respond: (url: URL, request: number) => { readonly status?: number; readonly body: unknown }) => {
  const sent: Array<Sent> = []
  const http = HttpClient.make((request, url) =>
    Effect.sync(() => {
      const body =
        request.body._tag === "Uint8Array" ? JSON.parse(new TextDecoder().decode(request.body.body)) : undefined
      sent.push({ line: `${request.method} ${url.pathname.slice(6)}${decodeURIComponent(url.search)}`, body })
      const { body: content, status = 200 } = respond(url, sent.length)
      return HttpClientResponse.fromWeb(request, new Response(JSON.stringify(content), { status }))
    })
  )
  const layer = ActiveCampaignClient.layer.pipe(
    Layer.provide([
      Layer.orDie(Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" })),
      RateLimiter.layerUnlimited,
      Layer.succeed(HttpClient.HttpClient, http)
    ])
  )
  return { layer, sent, lines: () => sent.map(({ line }) => line) }
}

const run = (attributes: object) => ({
  body: {
    data: [
      {
        id: "r1-1",
        type: "matchAll",
        attributes: { run_id: "r1", run_id_start: "2026-05-28T10:00:00.523Z", segment_id: "s1", ...attributes }
      }
    ]
  }
})

const waiting = run({ is_ready: false })

/** A page of the result, by the query; no page is larger than the server's. */
const pageOf = (url: URL, count: number, largest = 10_000, more: object = {}) => {
  const number = Number(url.searchParams.get("page") ?? 1)
  const size = Math.min(Number(url.searchParams.get("page_size") ?? 20), largest)
  const all = Array.from({ length: count }, (_, index) => index + 1)
  return run({
    is_ready: true,
    run_id_end: "2026-05-28T10:00:05.523Z",
    matches: all.slice((number - 1) * size, number * size),
    page: { current_page: number, last_page: Math.ceil(count / size), per_page: size, total: count },
    ...more
  })
}

const segment = SegmentId.make("s1")
const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1))

/** Runs a stream while time passes, and gives its elements and how it ended. */
const read = <A, E>(
  stream: Stream.Stream<A, E, ActiveCampaignClient.ActiveCampaignClient>,
  layer: Layer.Layer<ActiveCampaignClient.ActiveCampaignClient>
) =>
  Effect.gen(function* () {
    const got: Array<A> = []
    const fiber = yield* Stream.runForEach(stream, (one) => Effect.sync(() => got.push(one))).pipe(
      Effect.provide(layer),
      Effect.either,
      Effect.fork
    )
    yield* TestClock.adjust("1 hour")
    return { got, result: yield* Fiber.join(fiber) }
  })

describe("Segments.contacts", () => {
  it.effect("streams 1,000 contacts whole if the run is ready on the third request", () =>
    Effect.gen(function* () {
      for (const largest of [10_000, 1000, 300, 1]) {
        const count = largest === 1 ? 5 : 1000
        const { layer, lines } = clientOf((url, request) => (request < 3 ? waiting : pageOf(url, count, largest)))
        const { got, result } = yield* read(Segments.contacts(segment), layer)
        expect(result._tag).toBe("Right")
        expect(got).toEqual(ids(count))
        expect(lines().slice(0, 3)).toEqual([
          "GET /segmentMatchAll/s1?page=1&page_size=10000",
          "GET /segmentMatchAll/s1/r1?page=1&page_size=10000",
          "GET /segmentMatchAll/s1/r1?page=1&page_size=10000"
        ])
        expect(lines()).toHaveLength(2 + Math.ceil(count / largest))
      }
    })
  )

  it.effect(
    "streams all contacts if pages are smaller than `last_page` says, as long as a total says how many there are",
    () =>
      Effect.gen(function* () {
        const { layer, lines } = clientOf((url) => {
          const current_page = Number(url.searchParams.get("page"))
          return pageOf(url, 1000, 400, { page: { current_page, last_page: 1, per_page: 10_000, total: 1000 } })
        })
        const { got, result } = yield* read(Segments.contacts(segment), layer)
        expect([result._tag, got]).toEqual(["Right", ids(1000)])
        expect(lines()).toHaveLength(3)
      })
  )

  it.effect.each<readonly [path: string, options: unknown]>([
    ["", null],
    ["", "10 minutes"],
    ["interval", { interval: "2 secs" }],
    ["timeout", { timeout: "soon" }],
    ["timeout", { timeout: null }],
    ["intervall", { intervall: "2 seconds" }],
    ["concurrency", { concurrency: 8 }],
    ["page_size", { pageSize: 0 }],
    ["page_size", { pageSize: 10_001 }],
    ["sort", { sort: "" }]
  ])("fails with InputError for wrong options, and sends nothing: %s", ([path, options]) =>
    Effect.gen(function* () {
      const { layer, sent } = clientOf((url) => pageOf(url, 5))
      for (const stream of [
        Segments.contacts(segment, options as never),
        Segments.contactsWith(segment, { conditions: condition, group_operator: "and" }, options as never)
      ]) {
        const { result } = yield* read(stream, layer)
        expect(result).toMatchObject({ left: { _tag: "InputError", path } })
      }
      expect(sent).toEqual([])
    })
  )

  it.effect("starts one run, and reads each page in the order of it", () =>
    Effect.gen(function* () {
      const { layer, lines } = clientOf((url) => pageOf(url, 25))
      const { got } = yield* read(Segments.contacts(segment, { sort: "-cdate,id", pageSize: 10 }), layer)
      expect(got).toEqual(ids(25))
      expect(lines()).toEqual([
        "GET /segmentMatchAll/s1?page=1&page_size=10&sort=-cdate,id",
        "GET /segmentMatchAll/s1/r1?page=2&page_size=10&sort=-cdate,id",
        "GET /segmentMatchAll/s1/r1?page=3&page_size=10&sort=-cdate,id"
      ])
    })
  )

  it.effect("reads pages as they are consumed", () =>
    Effect.gen(function* () {
      const { layer, sent } = clientOf((url) => pageOf(url, 1000))
      yield* read(Stream.take(Segments.contacts(segment, { pageSize: 100 }), 150), layer)
      expect(sent).toHaveLength(2)
    })
  )

  it.effect("is empty if nobody matches", () =>
    Effect.gen(function* () {
      for (const more of [{}, { matches: null, page: null }, { matches: [] }]) {
        const { layer } = clientOf((url) => pageOf(url, 0, 100, more))
        const { got, result } = yield* read(Segments.contacts(segment), layer)
        expect([got, result._tag]).toEqual([[], "Right"])
      }
    })
  )

  it.effect("asks at the interval, for as long as the timeout", () =>
    Effect.gen(function* () {
      for (const [interval, timeout, requests] of [
        [undefined, undefined, 151],
        ["10 seconds", "1 minute", 7],
        ["1 minute", "10 seconds", 1]
      ] as const) {
        const { layer, sent } = clientOf(() => waiting)
        const { result } = yield* read(Segments.contacts(segment, { interval, timeout }), layer)
        expect(result).toMatchObject({
          left: { _tag: "PaginationError", reason: "notReady", delivered: 0, endpoint: "Segments.getMatch" }
        })
        expect(sent).toHaveLength(requests)
      }
    })
  )

  const failures: ReadonlyArray<readonly [what: string, reason: string, respond: Parameters<typeof clientOf>[0]]> = [
    [
      "the run fails",
      "notReady",
      (_, request) => (request < 2 ? waiting : run({ is_ready: false, run_id_end: "2026-05-28T10:00:05.523Z" }))
    ],
    ["the total shrinks", "changed", (url, request) => pageOf(url, request === 1 ? 25 : 20)],
    ["another run responds", "changed", (url, request) => pageOf(url, 25, 100, request === 2 ? { run_id: "r2" } : {})],
    ["the result is dropped", "changed", (url, request) => (request === 2 ? waiting : pageOf(url, 25))],
    [
      "a page repeats",
      "repeated",
      (url) => pageOf(new URL(url.href.replace(/page=\d/, "page=1")), 25, 100, { page: { last_page: 3, total: 25 } })
    ],
    [
      "another page comes",
      "repeated",
      (url, request) =>
        pageOf(url, 25, 100, request === 2 ? { page: { current_page: 7, last_page: 9, total: 25 } } : {})
    ],
    [
      "contacts are missing",
      "incomplete",
      (url) => {
        const { body } = pageOf(url, 20)
        const found = { ...body.data[0]?.attributes, page: { last_page: 2, total: 25 } }
        return { body: { data: [{ attributes: found }] } }
      }
    ]
  ]
  it.effect.each(failures)("fails if %s", ([, reason, respond]) =>
    Effect.gen(function* () {
      const { layer } = clientOf(respond)
      const { got, result } = yield* read(Segments.contacts(segment, { pageSize: 10 }), layer)
      expect(result).toMatchObject({ left: { _tag: "PaginationError", reason, delivered: new Set(got).size } })
      expect(new Set(got).size).toBe(got.length)
    })
  )

  it.effect("fails if the segment does not exist, and if there is no such run any more", () =>
    Effect.gen(function* () {
      const gone = { status: 404, body: { errors: [{ status: "404", title: "Segment s1 not found" }] } }
      for (const fails of [1, 2]) {
        const { layer } = clientOf((_, request) => (request === fails ? gone : waiting))
        const { result } = yield* read(Segments.contacts(segment), layer)
        expect(result).toMatchObject({ left: { _tag: "NotFoundError" } })
      }
    })
  )
})

const condition: Segments.SegmentConditionInput = {
  id: "1",
  object_type: "tag",
  source_system: "activecampaign",
  fields: [{ name: "tagid", operator: "=", value: "14", data_type: "number" }]
}

describe("other matches", () => {
  it.effect("contactsMatching reads a run of conditions that are not saved", () =>
    Effect.gen(function* () {
      const { layer, lines, sent } = clientOf((url, request) => (request < 3 ? waiting : pageOf(url, 12, 10)))
      const definition: Segments.SegmentDefinition = {
        segment_conditions: [condition],
        segment_condition_groups: [{ id: "1", operator: "and", values: [{ id: "1", type: "condition" }] }],
        segment_condition_group_operator: "and"
      }
      const { got } = yield* read(Segments.contactsMatching(definition), layer)
      expect(got).toEqual(ids(12))
      expect(sent[0]?.body).toEqual({ data: [{ attributes: definition }] })
      expect(lines()).toEqual([
        "POST /segmentMatchAll?page=1&page_size=10000",
        ...[1, 1, 2].map((page) => `GET /segmentMatchAll/s1/r1?page=${page}&page_size=10000`)
      ])
    })
  )

  it.effect("contactsWith reads a run of a segment and further conditions", () =>
    Effect.gen(function* () {
      const { layer, lines, sent } = clientOf((url, request) => (request < 2 ? waiting : pageOf(url, 12, 10)))
      const criteria: Segments.SegmentCriteria = { conditions: condition, group_operator: "and", limit: 12 }
      const { got } = yield* read(Segments.contactsWith(segment, criteria, { sort: "email" }), layer)
      expect(got).toEqual(ids(12))
      expect(sent[0]?.body).toEqual({ data: { attributes: criteria } })
      expect(lines()).toEqual([
        "POST /segmentMatchSome/s1?page=1&page_size=10000&sort=email",
        ...[1, 2].map((page) => `GET /segmentMatchSome/s1/r1?page=${page}&page_size=10000`)
      ])
    })
  )

  it.effect("hasContact compares one contact, in one request", () =>
    Effect.gen(function* () {
      for (const match of [true, false]) {
        const { layer, lines } = clientOf(() => ({
          body: { data: [{ id: "s1113", type: "match", attributes: { entity_id: "113", match, segment_id: "s1" } }] }
        }))
        expect(yield* Effect.provide(Segments.hasContact(segment, ContactId.make("113")), layer)).toBe(match)
        expect(lines()).toEqual(["GET /segmentMatch/s1/113"])
      }
    })
  )
})

describe("SegmentCounts.list", () => {
  const first = Date.parse("2026-05-28T10:00:00.523Z")
  const counts = (number: number, step: number) =>
    Array.from({ length: number }, (_, index) => ({
      id: String(index),
      type: "SegmentCountHistory",
      attributes: { timestamp: new Date(first - index * step).toISOString(), segment_id: "s1", result_count: index }
    }))

  /** The server: 50 counts before a second, newest first. */
  const historyOf = (all: ReturnType<typeof counts>) =>
    clientOf((url) => {
      const [, before] = /count-history\/(\d+)$/.exec(url.pathname) ?? []
      const older = all.filter(
        ({ attributes }) => before === undefined || Date.parse(attributes.timestamp) < Number(before) * 1000
      )
      return { body: { data: older.slice(0, 50) } }
    })

  it.effect("gives all counts once, newest first, also those of one second", () =>
    Effect.gen(function* () {
      for (const number of [0, 1, 49, 50, 51, 120]) {
        for (const step of [1000, 600_000, 40]) {
          const { layer } = historyOf(counts(number, step))
          const { got, result } = yield* read(SegmentCounts.list(segment), layer)
          expect(result._tag).toBe("Right")
          expect(got.map(({ id }) => id)).toEqual(counts(number, step).map(({ id }) => id))
        }
      }
    })
  )

  it.effect("fails if the same counts come again", () =>
    Effect.gen(function* () {
      const { layer } = clientOf(() => ({ body: { data: counts(50, 1000) } }))
      const { got, result } = yield* read(SegmentCounts.list(segment), layer)
      expect(got).toHaveLength(50)
      expect(result).toMatchObject({ left: { _tag: "PaginationError", reason: "repeated", delivered: 50 } })
    })
  )

  it.effect("the last counts of several segments are asked for in one parameter", () =>
    Effect.gen(function* () {
      const { layer, lines } = historyOf([])
      const segmentIds = [segment, SegmentId.make("7")] as const
      yield* Effect.provide(SegmentCounts.getLast({ segmentIds }), layer)
      expect(lines()).toEqual(["GET /segmentsV2/count-history?segmentIds=s1,7"])
      for (const wrong of [[], [SegmentId.make("1,2")], Array.from({ length: 101 }, () => segment)]) {
        const error = yield* Effect.flip(Effect.provide(SegmentCounts.getLast({ segmentIds: wrong as never }), layer))
        expect(error._tag).toBe("InputError")
      }
    })
  )
})
