/**
 * A process with a server that rejects every request above five within any sliding second. The query says when it counts a
 * request and when it responds: `?before=300&after=1200`, in milliseconds; `with=…` sets `RateLimit-Remaining`; `force=…`
 * returns 429 with this Retry-After, without counting.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** What the server tells of one account. */
export interface Seen {
  readonly counted: number
  readonly refused: number
  /** The most requests, with rejected ones, within a second. */
  readonly worst: number
  /** From the first to the last counted request (ms). */
  readonly span: number
}

interface Account {
  readonly counted: Array<number>
  readonly all: Array<number>
  refused: number
}

const accounts = new Map<string, Account>()

const accountOf = (name: string): Account => {
  const account = accounts.get(name) ?? { counted: [], all: [], refused: 0 }
  accounts.set(name, account)
  return account
}

const seen = ({ all, counted, refused }: Account): Seen => ({
  counted: counted.length,
  refused,
  worst: Math.max(0, ...all.map((start) => all.filter((time) => time >= start && time < start + 1000).length)),
  span: (counted.at(-1) ?? 0) - (counted[0] ?? 0)
})

const sleep = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis))

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://server")
  const account = accountOf(pathname.split("/")[1] ?? "")
  const millis = (name: string) => Number(searchParams.get(name) ?? 0)
  request.resume()
  if (pathname.endsWith("/seen")) return response.end(JSON.stringify(seen(account)))
  const headers = { "content-type": "application/json" }
  const forced = searchParams.get("force")
  if (forced !== null) return response.writeHead(429, { ...headers, "retry-after": forced }).end("{}")
  if (millis("before") > 0) await sleep(millis("before"))
  const now = performance.now()
  const isOver = account.counted.filter((time) => time > now - 1000).length >= 5
  account.all.push(now)
  if (isOver) account.refused++
  else account.counted.push(now)
  if (millis("after") > 0) await sleep(millis("after"))
  const remaining = searchParams.get("remaining")
  return response
    .writeHead(isOver ? 429 : 200, { ...headers, ...(remaining === null ? {} : { "ratelimit-remaining": remaining }) })
    .end("{}")
})

server.listen(0, "127.0.0.1", () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
)
process.on("disconnect", () => process.exit())
