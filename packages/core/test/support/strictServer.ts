/**
 * A server on loopback that refuses every request over five within any sliding second, by its own clock. Processes that
 * share a budget first call it by the name `localhost`: those calls are another account's, and are answered when all of
 * them have come, so that none is still starting while the others are counted.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import * as Effect from "effect/Effect"

/** How many processes call the server by the name `localhost`. */
export const processes = 4

/** Starts a server, and tells what it saw. */
export const strictServer = Effect.acquireRelease(
  Effect.async<{
    readonly url: string
    /** When each request arrived, in milliseconds. */
    readonly arrivals: Array<number>
    readonly counts: { refused: number }
    readonly close: () => void
  }>((resume) => {
    const arrivals: Array<number> = []
    const counts = { refused: 0 }
    const started: Array<() => void> = []
    const server = createServer((request, response) => {
      if (request.headers.host?.startsWith("localhost") === true) {
        started.push(() => response.writeHead(200, { "content-type": "application/json" }).end("{}"))
        if (started.length === processes) for (const answer of started) answer()
        return
      }
      const now = performance.now()
      const refused = arrivals.filter((time) => time > now - 1000).length >= 5
      if (refused) counts.refused++
      else arrivals.push(now)
      request.resume()
      response
        .writeHead(refused ? 429 : 200, {
          "content-type": "application/json",
          ...(refused ? { "retry-after": "1" } : {})
        })
        .end("{}")
    })
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      const close = () => {
        server.close()
        server.closeAllConnections()
      }
      resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, arrivals, counts, close }))
    })
  }),
  ({ close }) => Effect.sync(close)
)
