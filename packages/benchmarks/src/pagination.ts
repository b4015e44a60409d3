/**
 * Whole collections: what share of the rate limit a list uses, and how fast it is without a limit, compared with a loop over
 * undici.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Undici from "@effect/platform-node/Undici"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Contacts from "effect-activecampaign/Contacts"
import * as Credentials from "effect-activecampaign/Credentials"
import type { ContactId } from "effect-activecampaign/Ids"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import { withServer } from "./children.js"
import { liveFor } from "./clients.js"
import { inTurns, ratio, spread, type Table } from "./measure.js"

/** A list as all versions of the SDK have it; the options are how it is requested. */
const listed: (
  query: undefined,
  options?: { readonly concurrency?: number }
) => Stream.Stream<Contacts.Contact, unknown, ActiveCampaignClient.ActiveCampaignClient> = Contacts.list

type Work = Effect.Effect<void>

/** One page after the other, as an application would request them by hand. */
const byHand = (work: Work) =>
  Effect.gen(function* () {
    let last: ContactId | undefined
    for (;;) {
      const { items } = yield* Contacts.list.page({ limit: 100, ...(last === undefined ? {} : { id_greater: last }) })
      if (items.length > 0) yield* work
      if (items.length < 100) return
      last = items.at(-1)?.id
    }
  })

const consumed = (options?: { readonly concurrency: number }) => (work: Work) =>
  Stream.runForEachChunk(listed(undefined, options), () => work)

const methods = [
  ["page by page, by hand", byHand],
  ["Contacts.list()", consumed()],
  ["Contacts.list(query, { concurrency: 8 })", consumed({ concurrency: 8 })]
] as const

const pages = 100
const latencies = [0, 150, 300, 600, 1000]

/** The time that the limit needs for the pages, to the time that was needed (%). */
const shareOf = async (apiUrl: string, method: ReturnType<(typeof methods)[number][1]>): Promise<number> => {
  const live = ActiveCampaignClient.layer.pipe(
    Layer.provide([
      Credentials.layer({ apiUrl, apiKey: "benchmark-key" }),
      RateLimiter.layer(),
      NodeHttpClient.layerUndici
    ])
  )
  const started = performance.now()
  await Effect.runPromise(Effect.provide(method, live))
  return ((((pages - 5) / 5) * 1000) / (performance.now() - started)) * 100
}

/**
 * Each has a limit of its own and mostly waits, so all run at the same time. Work is what an application does with a page,
 * such as writing it to a database (ms).
 */
const shares = async (work: number): Promise<Table> => {
  const sites = latencies.map((latency) => ({ kind: "collection", rows: pages * 100, latency, isSmall: true }) as const)
  const found = await withServer(sites, (urls) =>
    Promise.all(methods.map(([, method]) => Promise.all(urls.map((url) => shareOf(url, method(Effect.sleep(work)))))))
  )
  return {
    title: `${pages} pages at 5 requests per second, ${work === 0 ? "no" : `${work} ms of`} work for each page: share of the limit that is used`,
    columns: latencies.map((latency) => `latency ${latency} ms`),
    rows: methods.map(([name], index) => [name, ...(found[index] ?? []).map((share) => `${share.toFixed(0)} %`)])
  }
}

const rows = 100_000

/** The same rows by `id_greater`, parsed and no more. */
const rawLoop = async (url: string): Promise<number> => {
  const dispatcher = new Undici.Agent()
  let count = 0
  for (let last = "0"; ; ) {
    const path = `/api/3/contacts?orders%5Bid%5D=ASC&limit=100&id_greater=${last}`
    const { body } = await dispatcher.request({ origin: url, path, method: "GET", headers: { "api-token": "key" } })
    const { contacts } = JSON.parse(await body.text()) as { readonly contacts: ReadonlyArray<{ readonly id: string }> }
    count += contacts.length
    const next = contacts.at(-1)?.id
    if (contacts.length < 100 || next === undefined) break
    last = next
  }
  await dispatcher.destroy()
  return count
}

const withSdk = (url: string, concurrency?: number): Promise<number> =>
  Effect.runPromise(
    Stream.runCount(listed(undefined, concurrency === undefined ? undefined : { concurrency })).pipe(
      Effect.provide(liveFor("undici", url))
    )
  )

const unlimited = (): Promise<Table> =>
  withServer([{ kind: "collection", rows, latency: 0, isSmall: false }], async ([url = ""]) => {
    const work = (name: string, all: () => Promise<number>) => ({
      name,
      run: async () => {
        const count = await all()
        if (count !== rows) throw new Error(`${name} gave ${count} rows; ${rows} were expected`)
      }
    })
    const variants = [
      work("undici", () => rawLoop(url)),
      work("Contacts.list()", () => withSdk(url)),
      work("Contacts.list(query, { concurrency: 8 })", () => withSdk(url, 8))
    ]
    const measured = await inTurns(variants, { rounds: 4, times: 1, warmup: 0 })
    const perSecond = (name: string) => spread((measured.get(name) ?? []).map(({ wall }) => (rows / wall) * 1000))
    return {
      title: "100,000 contacts without a limit, in multiples of a loop over undici + JSON.parse",
      columns: ["time", "CPU", "rows per second"],
      rows: variants.map(({ name }) => [
        name,
        ratio(measured, name, "undici", "wall"),
        ratio(measured, name, "undici", "cpu"),
        Math.round(perSecond(name).median).toLocaleString("en")
      ])
    }
  })

/** Measures, and gives the tables. */
export const run = async (): Promise<ReadonlyArray<Table>> => [await shares(0), await shares(100), await unlimited()]
