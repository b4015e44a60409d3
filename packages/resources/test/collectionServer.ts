/**
 * A server of collections as a pure function from query to page, with every way to honour, ignore or misread it.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"

export type Row = Readonly<Record<string, unknown>> | string

/** How many rows a page has, from what is asked for; `all` is how many rows there are. */
export const limits = {
  honoured: (limit: number | undefined) => Math.min(limit ?? 20, 100),
  "ignored, pages of 20": () => 20,
  "ignored, pages of 25": () => 25,
  "ignored, pages of 50": () => 50,
  "ignored, pages of 100": () => 100,
  "at most 20": (limit: number | undefined) => Math.min(limit ?? 20, 20),
  "at most 50": (limit: number | undefined) => Math.min(limit ?? 20, 50),
  "one less": (limit: number | undefined) => (limit ?? 20) - 1,
  "one more": (limit: number | undefined) => (limit ?? 20) + 1,
  doubled: (limit: number | undefined) => (limit ?? 20) * 2,
  "ignored, all at once": () => Number.POSITIVE_INFINITY
} as const

export const offsets = {
  honoured: (offset: number) => offset,
  ignored: () => 0,
  "a page number": (offset: number, size: number) => (offset === 0 ? 0 : offset * Math.min(size, 1000)),
  "one less": (offset: number) => Math.max(0, offset - 1),
  "one more": (offset: number) => (offset === 0 ? 0 : offset + 1)
} as const

const isAfter = (id: unknown, after: string) => BigInt(String(id)) > BigInt(after)

export const keysets = {
  honoured: (rows: ReadonlyArray<Row>, after: string) => rows.filter((row) => isAfter(idOf(row), after)),
  ignored: (rows: ReadonlyArray<Row>) => rows,
  inclusive: (rows: ReadonlyArray<Row>, after: string) =>
    rows.filter((row) => isAfter(idOf(row), after) || idOf(row) === after),
  "an offset": (rows: ReadonlyArray<Row>, after: string) => rows.slice(Number(BigInt(after) % 1000n))
} as const

/** `meta.total` of a page: what is counted, and how it is told. */
export const totals = {
  "a string": ({ all }: Counts) => String(all),
  "a number": ({ all }: Counts) => all,
  absent: () => undefined,
  '"0"': () => "0",
  "no number": () => "many",
  "rows that are left": ({ all, before }: Counts) => String(all - before),
  "rows of the page": ({ page }: Counts) => String(page),
  "too low": ({ all }: Counts) => String(Math.max(0, all - 60)),
  "too high": ({ all }: Counts) => all + 1000
} as const

interface Counts {
  readonly all: number
  readonly before: number
  readonly page: number
}

/** A server, by the names of what it does. */
export interface Server {
  readonly limit: keyof typeof limits
  readonly offset: keyof typeof offsets
  readonly keyset: keyof typeof keysets
  readonly total: keyof typeof totals
}

export const honest: Server = { limit: "honoured", offset: "honoured", keyset: "honoured", total: "a string" }

export const idOf = (row: Row | undefined): unknown => (typeof row === "object" ? row["id"] : undefined)

/** The body of one page. */
export const pageOf = (key: string, all: ReadonlyArray<Row>, server: Server, query: URLSearchParams): object => {
  const after = query.get("id_greater")
  const rows = after === null ? all : keysets[server.keyset](all, after)
  const limit = query.get("limit") ?? query.get("page_size")
  const size = limits[server.limit](limit === null ? undefined : Number(limit))
  const number = query.get("page")
  // A page number is honoured or ignored; it counts pages of the size that the server gives.
  const from =
    number === null
      ? offsets[server.offset](Number(query.get("offset") ?? 0), size)
      : server.offset === "ignored" || number === "1"
        ? 0
        : (Number(number) - 1) * size
  const page = rows.slice(from, from + size)
  const total = totals[server.total]({ all: rows.length, before: Math.min(from, rows.length), page: page.length })
  return { [key]: page, ...(total === undefined ? {} : { meta: { total } }) }
}

/** A client of a server that responds with what a function computes from each query. */
export const clientOf = (respond: (query: URLSearchParams, request: number) => object) => {
  const sent: Array<string> = []
  const http = HttpClient.make((request, url) =>
    Effect.sync(() => {
      sent.push(decodeURIComponent(url.search))
      if (sent.length > 200) throw new Error(`more than 200 requests; the last ones: ${sent.slice(-8).join(" ")}`)
      const body = respond(url.searchParams, sent.length)
      return HttpClientResponse.fromWeb(request, new Response(JSON.stringify(body)))
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

/** Different rows, as ActiveCampaign would send them; ids grow by `step`, from `first` on, if rows have ids. */
export const rowsOf = <A>(item: Wire.Codec<A>, count = 250, first = 1n, step = 1n): ReadonlyArray<Row> => {
  const some = FastCheck.sample(Arbitrary.make(item), { numRuns: 25, seed: 1 })
  const written = Schema.encodeSync(Wire.array(item))(some) as ReadonlyArray<Row>
  return Array.from({ length: count }, (_, index) => {
    const row = written[index % 25] as Row
    // A row that is a string is all that identifies it.
    return typeof row === "string"
      ? `${row} ${index}`
      : { ...row, id: String(first + BigInt(index) * step), row: index }
  })
}

/** What a row is told from the others by. */
export const markOf = (row: Row): unknown => (typeof row === "string" ? row : row["row"])

/** The operation of a list that no API has. */
export const operation = {
  name: "Rows.list",
  method: "GET",
  route: "/rows",
  safety: "read",
  bucket: "account",
  errors: []
} as const
