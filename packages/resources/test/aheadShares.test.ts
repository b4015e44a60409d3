/**
 * How much of the rate limit one list uses with the limiter's defaults, on a virtual clock: a list that is requested one page
 * after the other is bound by latency, and one with a concurrency by the limit alone.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import type * as Pagination from "@effect-activecampaign/core/Pagination"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Contacts from "effect-activecampaign/Contacts"
import * as Tags from "effect-activecampaign/Tags"
import { describe, expect, it } from "vitest"
import { randomOf, virtualClock } from "../../core/test/support/limiterServer.js"

/** How long a request is on its way until it is counted, and its response from then on (ms). */
type Journey = () => readonly [there: number, back: number]

const steady =
  (latency: number): Journey =>
  () => [latency / 2, latency / 2]

/** A server of rows with these ids, which rejects what is above the limit. */
const serverOf = (
  ids: ReadonlyArray<number>,
  key: string,
  journey: Journey,
  seen: { counted: Array<number>; rejected: number }
) =>
  HttpClient.make((request, { searchParams }) =>
    Effect.gen(function* () {
      const [there, back] = journey()
      yield* Effect.sleep(there)
      const now = yield* Clock.currentTimeMillis
      if (seen.counted.filter((time) => time > now - 1000).length === 5) {
        seen.rejected++
        return HttpClientResponse.fromWeb(request, new Response("", { status: 429, headers: { "retry-after": "1" } }))
      }
      seen.counted.push(now)
      const after = Number(searchParams.get("id_greater") ?? 0)
      const from = Number(searchParams.get("offset") ?? ids.findIndex((id) => id > after))
      const page = from < 0 ? [] : ids.slice(from, from + 100)
      const body = {
        [key]: page.map((id) => ({ id: String(id), email: "a@b.c", tag: "a" })),
        meta: { total: ids.length }
      }
      yield* Effect.sleep(back)
      return HttpClientResponse.fromWeb(request, new Response(JSON.stringify(body)))
    })
  )

type Rows = Stream.Stream<unknown, { readonly _tag: string }, ActiveCampaignClient.ActiveCampaignClient>

/** Ids of which each is there with a probability. */
const atRandom = (count: number, density: number): ReadonlyArray<number> => {
  const random = randomOf(7)
  const ids: Array<number> = []
  for (let id = 1; ids.length < count; id++) if (random() < density) ids.push(id)
  return ids
}

const everyNth = (count: number, step: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, index) => 1 + index * step)

/** The lists, and the ids of their rows. */
const lists: Readonly<
  Record<
    string,
    readonly [
      key: string,
      ids: (count: number) => ReadonlyArray<number>,
      list: (options?: Pagination.StreamOptions) => Rows
    ]
  >
> = {
  "by id, dense": ["contacts", (count) => everyNth(count, 1), (options) => Contacts.list({}, options)],
  "by id, every third": ["contacts", (count) => everyNth(count, 3), (options) => Contacts.list({}, options)],
  "by id, two of three": ["contacts", (count) => atRandom(count, 0.67), (options) => Contacts.list({}, options)],
  "by id, one of five": ["contacts", (count) => atRandom(count, 0.2), (options) => Contacts.list({}, options)],
  "by offset": ["tags", (count) => everyNth(count, 1), (options) => Tags.list({}, options)]
}

/** Reads a list: how long it takes by the clock, and the share of the limit that is used once it is under way. */
const read = async (
  name: string,
  pages: number,
  journey: Journey,
  options?: Pagination.StreamOptions,
  { pace, work = 0 }: { readonly pace?: RateLimiter.Options["pace"]; readonly work?: number } = {}
) => {
  const [key, idsOf, list] = lists[name] as (typeof lists)[string]
  const ids = idsOf(pages * 99 - 30)
  const seen = { counted: [], rejected: 0 } as { counted: Array<number>; rejected: number }
  const layer = ActiveCampaignClient.layer.pipe(
    Layer.provide([
      Layer.orDie(Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" })),
      Layer.succeed(RateLimiter.RateLimiter, RateLimiter.make({}, { pace })),
      Layer.succeed(HttpClient.HttpClient, serverOf(ids, key, journey, seen))
    ])
  )
  const { advance, clock } = virtualClock()
  const rows = Stream.tap(Stream.chunks(list(options)), () => Effect.sleep(work))
  const program = Effect.zip(Stream.runCount(Stream.flattenChunks(rows)), Clock.currentTimeMillis).pipe(
    Effect.provide(layer)
  )
  const fiber = Effect.runFork(Effect.withClock(program, clock))
  await advance()
  const [count, ended] = await Effect.runPromise(Fiber.join(fiber))
  expect(count).toBe(ids.length)
  const { counted, rejected } = seen
  const [from, to] = [10, counted.length - 5]
  const share = (to - from) / 5 / (((counted[to] as number) - (counted[from] as number)) / 1000)
  return { seconds: ended / 1000, requests: counted.length, rejected, share }
}

describe.each(Object.keys(lists))("%s", (name) => {
  it.each([0, 150, 300, 600, 1000])(
    "100 pages at %i ms use 92 %% of the limit, but for the first and the last response",
    async (latency) => {
      const { rejected, requests, seconds, share } = await read(name, 100, steady(latency), { concurrency: 8 })
      expect(rejected).toBe(0)
      expect(requests).toBeLessThanOrEqual(105)
      expect(share).toBeGreaterThan(0.96)
      expect(seconds).toBeLessThan(20 / 0.92 + (2 * latency) / 1000)
      // Pages come in the order of their consumption, so that little of the work on them (10 s) is left for the end.
      const busy = await read(name, 100, steady(latency), { concurrency: 8 }, { work: 100 })
      expect(busy.seconds).toBeLessThan(seconds + 4)
    }
  )

  it("a few pages, and one after the other", async () => {
    const few = await read(name, 30, steady(600), { concurrency: 8 })
    // Ranges of sparse ids are about half as long as this list.
    expect(few.seconds).toBeLessThan(name === "by id, one of five" ? 9.5 : 8.5)
    const alone = await read(name, 30, steady(600))
    expect(alone.seconds).toBeCloseTo(alone.requests * 0.6, 3)
  })
})

/** Latencies that vary between two bounds. */
const between = (least: number, most: number) => {
  const random = randomOf(3)
  return () => least + random() * (most - least)
}

describe.each(["by id, dense", "by offset"])("latency that varies: %s", (name) => {
  it.each([
    [100, 500],
    [100, 1000]
  ])("%i to %i ms after counting: 92 %% of the limit, and no rejection", async (least, most) => {
    const latency = between(least, most)
    const { rejected, share } = await read(name, 100, () => [20, latency() - 20], { concurrency: 8 })
    expect(rejected).toBe(0)
    expect(share).toBeGreaterThan(0.92)
  })

  it("before counting: after a rejection, the pace is safe", async () => {
    const latency = between(0, 400)
    const { rejected } = await read(name, 100, () => [latency(), 0], { concurrency: 8 })
    expect(rejected).toBeGreaterThan(0)
    expect(rejected).toBeLessThanOrEqual(5)
  })

  it("before counting: a limiter at a safe pace keeps to it", async () => {
    const latency = between(0, 400)
    const { rejected, share } = await read(name, 100, () => [latency(), 0], { concurrency: 8 }, { pace: "safe" })
    expect(rejected).toBe(0)
    expect(share).toBeGreaterThan(0.75)
  })
})

it("at a safe pace, steady latency costs little", async () => {
  const { share } = await read("by offset", 100, steady(300), { concurrency: 8 }, { pace: "safe" })
  expect(share).toBeGreaterThan(0.9)
})
