/**
 * A server on loopback that misbehaves on purpose: what it does is named by the first part of the path below
 * `/api/3`, and how often it carried an operation out is counted.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { gzipSync } from "node:zlib"
import * as Effect from "effect/Effect"

const good = JSON.stringify({ thing: { id: "1" } })
const html = "<!DOCTYPE html><html><body><h1>Something else</h1></body></html>"

const json = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) =>
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body)

const page = (response: ServerResponse, status: number, headers: Record<string, string> = {}) =>
  response.writeHead(status, { "content-type": "text/html", ...headers }).end(html)

const reset = (socket: Socket) => {
  if (!socket.destroyed) socket.resetAndDestroy()
}

interface Fault {
  readonly does: (response: ServerResponse, request: IncomingMessage, elsewhere: string, hang: () => void) => void
  /** Whether the server carries the operation out before it misbehaves. */
  readonly executes: boolean
}

const answering = (does: Fault["does"]): Fault => ({ does, executes: true })
const refusing = (does: Fault["does"]): Fault => ({ does, executes: false })

/** Everything that a server can do wrong once it has read a request. */
export const faults = {
  "reset before headers": answering((_, request) => reset(request.socket)),
  "reset in the body": answering((response, request) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" })
    response.write('{"thing":', () => setTimeout(() => reset(request.socket), 20))
  }),
  "never responds": answering((_, __, ___, hang) => hang()),
  "one byte a second": answering((response, _, __, hang) => {
    hang()
    response.writeHead(200, { "content-type": "application/json" })
    let sent = 0
    const timer = setInterval(() => response.write(good[sent++ % good.length] ?? " "), 1000)
    response.on("close", () => clearInterval(timer))
  }),
  "429 without Retry-After": refusing((response) => json(response, 429, '{"message":"Too Many Requests"}')),
  "429 with Retry-After in seconds": refusing((response) => json(response, 429, "{}", { "retry-after": "1" })),
  "429 with Retry-After as a date": refusing((response) =>
    json(response, 429, "{}", { "retry-after": new Date(Date.now() + 1500).toUTCString() })
  ),
  "429 with an absurd Retry-After": refusing((response) => json(response, 429, "{}", { "retry-after": "99999999999" })),
  "429 with a Retry-After in the past": refusing((response) =>
    json(response, 429, "{}", { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" })
  ),
  "500 with HTML": answering((response) => page(response, 500)),
  "502 with HTML": answering((response) => page(response, 502)),
  "503 with HTML": answering((response) => page(response, 503)),
  "504 with HTML": answering((response) => page(response, 504)),
  "200 with HTML": answering((response) => page(response, 200)),
  "200 with truncated JSON": answering((response) => json(response, 200, '{"thing":{"id":')),
  "200 with an empty body": answering((response) => json(response, 200, "")),
  "204": answering((response) => response.writeHead(204).end()),
  "good JSON as text/html": answering((response) => json(response, 200, good, { "content-type": "text/html" })),
  "redirect to another origin": refusing((response, _, elsewhere) =>
    response.writeHead(302, { location: `${elsewhere}/api/3/stolen` }).end()
  ),
  gzip: answering((response) =>
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(gzipSync(good))
  ),
  "400": refusing((response) => json(response, 400, '{"errors":[{"title":"bad","detail":""}]}')),
  "401": refusing((response) => json(response, 401, '{"message":"Unauthorized"}')),
  "403 about the token": refusing((response) => json(response, 403, '{"message":"The API key was not recognised"}')),
  "404": refusing((response) => json(response, 404, '{"message":"No Result found for Thing with id 1"}')),
  "bad schema": answering((response) => json(response, 200, '{"thing":{"id":{}}}')),
  "echoes the key": answering((response, request) =>
    json(response, 422, JSON.stringify({ errors: [{ title: `wrong: ${request.headers["api-token"]}`, detail: "" }] }))
  ),
  "echoes the key in a wrong answer": answering((response, request) =>
    json(response, 200, JSON.stringify({ thing: { id: { key: request.headers["api-token"] } } }))
  ),
  good: answering((response) => json(response, 200, good))
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults

export interface FaultServer {
  /** The API URL of an account that misbehaves in this way. */
  readonly url: (fault: FaultName) => string
  /** How often it was called, and how often it carried an operation out. */
  readonly counts: { calls: number; executed: number }
  /** Sockets that are open now. */
  readonly open: () => number
  /** Requests that arrived at the other origin that it redirects to. */
  readonly elsewhere: Array<string>
}

const listen = (handle: (request: IncomingMessage, response: ServerResponse) => void) =>
  Effect.acquireRelease(
    Effect.async<{ readonly url: string; readonly sockets: Set<Socket>; readonly close: () => void }>((resume) => {
      const sockets = new Set<Socket>()
      const server = createServer(handle)
      server.on("connection", (socket) => {
        sockets.add(socket)
        socket.on("error", () => {})
        socket.on("close", () => sockets.delete(socket))
      })
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo
        const close = () => {
          server.close()
          server.closeAllConnections()
        }
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, sockets, close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

/** A port of loopback that nobody listens on: below those that systems give out, so that no other test is given it. */
export const closedPort = Effect.sync(() => `http://127.0.0.1:${10_000 + (process.pid % 20_000)}`)

/** Starts a server that misbehaves, and another that nothing should ever reach. */
export const faultServer = Effect.suspend(() => faultServerWith(() => {}))

/** The same server; `hang` is called as a response is known never to be complete. */
export const faultServerWith = Effect.fnUntraced(function* (hang: () => void) {
  const counts = { calls: 0, executed: 0 }
  const elsewhere: Array<string> = []
  const other = yield* listen((request, response) => {
    elsewhere.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    response.writeHead(200, { "content-type": "application/json" }).end(good)
  })
  const server = yield* listen((request, response) => {
    const name = decodeURIComponent(request.url?.split("/")[1] ?? "") as FaultName
    request.resume()
    request.on("end", () => {
      counts.calls++
      const fault: Fault = faults[name]
      if (fault.executes) counts.executed++
      fault.does(response, request, other.url, hang)
    })
  })
  return {
    url: (fault) => `${server.url}/${encodeURIComponent(fault)}`,
    counts,
    open: () => server.sockets.size,
    elsewhere
  } satisfies FaultServer
})

/** A server that closes every other connection as soon as it has responded, and resets the others a bit later. */
export const closingServer = Effect.gen(function* () {
  const executed = new Map<string, number>()
  const { url } = yield* listen((request, response) => {
    const name = request.url?.split("/").at(-1) ?? ""
    request.resume()
    request.on("end", () => {
      executed.set(name, (executed.get(name) ?? 0) + 1)
      response.on("finish", () =>
        Number(name) % 2 === 0 ? request.socket.end() : setImmediate(() => reset(request.socket))
      )
      json(response, 200, "{}")
    })
  })
  return { url, executed }
})
