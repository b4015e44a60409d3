/**
 * The server of the benchmarks, a process of its own. Each site has a port: one tag and one page that are sent at once, or a
 * collection of contacts that is paginated, after a latency.
 */
import { createServer, type RequestListener } from "node:http"
import { contact, pageBody, plain, type Shape, tagBody } from "./fixtures.js"

/** What is served at a port. */
export type Site =
  | { readonly kind: "fixed"; readonly shape: Shape }
  | { readonly kind: "collection"; readonly rows: number; readonly latency: number; readonly isSmall: boolean }

const fixed = (shape: Shape): RequestListener => {
  const page = pageBody(shape)
  return (request, response) => {
    response.setHeader("content-type", "application/json")
    response.end(request.url?.startsWith("/api/3/contacts") ? page : tagBody)
  }
}

const marker = '"id":"'

/** Rows in JSON, by id: those of a hundred contacts over and over, with ids of their own. */
const rowsOf = (isSmall: boolean): ((id: number) => string) => {
  if (isSmall) return (id) => `{"id":"${id}","email":"person${id}@example.com"}`
  const parts = Array.from({ length: 100 }, (_, n) => {
    const text = JSON.stringify(contact(n, plain))
    const cut = text.lastIndexOf(marker) + marker.length
    return [text.slice(0, cut), text.slice(text.indexOf('"', cut))] as const
  })
  return (id) => {
    const [before, after] = parts[id % parts.length] ?? ["", ""]
    return `${before}${id}${after}`
  }
}

/** The n-th id: every third one is missing, as ids of deleted contacts are. */
const idOf = (n: number): number => n + Math.floor((n - 1) / 2)

/** How many ids there are up to an id. */
const upTo = (id: number): number => id - Math.floor(id / 3)

/** The rows that a query matches, by number: those after the first, up to the last. */
const matching = (query: URLSearchParams, rows: number): readonly [first: number, last: number] => {
  const less = query.get("id_less")
  return [upTo(Number(query.get("id_greater") ?? 0)), less === null ? rows : Math.min(rows, upTo(Number(less) - 1))]
}

const collection = ({ isSmall, latency, rows }: Extract<Site, { readonly kind: "collection" }>): RequestListener => {
  const rowOf = rowsOf(isSmall)
  return (request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams
    const [first, last] = matching(query, rows)
    const total = Math.max(0, last - first)
    const offset = Number(query.get("offset") ?? 0)
    const length = Math.max(0, Math.min(Number(query.get("limit") ?? 20), total - offset))
    const isDescending = query.get("orders[id]") === "DESC"
    const found = Array.from({ length }, (_, index) =>
      rowOf(idOf(isDescending ? last - offset - index : first + 1 + offset + index))
    )
    const body = `{"contacts":[${found.join(",")}],"meta":{"total":"${total}"}}`
    const send = () => {
      response.setHeader("content-type", "application/json")
      response.end(body)
    }
    if (latency === 0) send()
    else setTimeout(send, latency)
  }
}

const serve = (site: Site): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer(site.kind === "fixed" ? fixed(site.shape) : collection(site))
    server.keepAliveTimeout = 60_000
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      resolve(typeof address === "object" && address !== null ? address.port : 0)
    })
  })

if (process.send) {
  const sites: ReadonlyArray<Site> = JSON.parse(process.argv[2] ?? "[]")
  process.send(await Promise.all(sites.map(serve)))
  process.once("disconnect", () => process.exit())
}
