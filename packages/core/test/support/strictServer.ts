/**
 * A server on loopback that refuses every request over five within any sliding second, by its own clock.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import * as Effect from "effect/Effect"

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
    const server = createServer((request, response) => {
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
