/**
 * 20,000 calls to a server that fails at random: what it says it carried out and what the callers were told agree,
 * call by call, and nothing is left behind in memory.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import { isOutcomeUnknown } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { httpClients } from "./support/clients.js"

setFlagsFromString("--expose-gc")
const collectGarbage: () => void = runInNewContext("gc")

/** Numbers between 0 and 1, the same in every run. */
const random = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return seed / 2 ** 31
}

const next = random(20)

/** A server that fails one request in twenty, half of them after it has carried the operation out. */
const server = Effect.acquireRelease(
  Effect.async<{ readonly url: string; readonly executed: Map<string, number>; readonly close: () => void }>(
    (resume) => {
      const executed = new Map<string, number>()
      const http = createServer((request, response) => {
        const key = request.url?.split("/").at(-1) ?? ""
        const execute = () => executed.set(key, (executed.get(key) ?? 0) + 1)
        const answer = (status: number) => response.writeHead(status, { "content-type": "application/json" }).end("{}")
        request.resume()
        request.on("end", () => {
          if (next() >= 0.05) {
            execute()
            return answer(200)
          }
          const kind = Math.floor(next() * 5)
          if (kind < 2) execute()
          if (kind === 0 || kind === 2) return request.socket.resetAndDestroy()
          return answer(kind === 4 ? 429 : 500)
        })
      })
      http.listen(0, "127.0.0.1", () => {
        const { port } = http.address() as AddressInfo
        const close = () => {
          http.close()
          http.closeAllConnections()
        }
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, executed, close }))
      })
    }
  ),
  ({ close }) => Effect.sync(close)
)

const kinds = ["read", "idempotent", "write"] as const
const methods = { read: "GET", idempotent: "PUT", write: "POST" } as const

it.live(
  "the soak",
  () =>
    Effect.gen(function* () {
      const { url, executed } = yield* server
      const counts = { succeeded: 0, unknown: 0, failed: 0, repeated: 0 }
      const disagreements: Array<string> = []

      const one = (index: number) => {
        const safety = kinds[index % 3] ?? "read"
        const key = `${safety}-${index}`
        return ActiveCampaignClient.request({
          method: methods[safety],
          path: `/things/${key}`,
          ...(safety === "read" ? {} : { payload: { thing: { name: key } } }),
          success: Wire.Json,
          safety
        }).pipe(
          Effect.either,
          Effect.flatMap((result) =>
            Effect.sync(() => {
              const times = executed.get(key) ?? 0
              executed.delete(key)
              if (Either.isRight(result)) {
                counts.succeeded++
                if (result.right.attempts > 1) counts.repeated++
                if (times < 1 || (safety === "write" && times !== 1))
                  disagreements.push(`${key}: success, done ${times} times`)
              } else if (isOutcomeUnknown(result.left)) {
                counts.unknown++
                if (safety !== "write" || times > 1)
                  disagreements.push(`${key}: ${result.left._tag}, done ${times} times`)
              } else {
                counts.failed++
                if (safety === "write" && times !== 0)
                  disagreements.push(`${key}: ${result.left._tag}, done ${times} times`)
              }
            })
          )
        )
      }
      const calls = (from: number, to: number) =>
        Effect.forEach(
          Array.from({ length: to - from }, (_, index) => from + index),
          one,
          { concurrency: 40, discard: true }
        )
      const heap = () => {
        collectGarbage()
        return process.memoryUsage().heapUsed
      }

      const client = ActiveCampaignClient.layer.pipe(
        Layer.provide([
          Credentials.layer({ apiUrl: url, apiKey: "key" }),
          RateLimiter.layerUnlimited,
          RetryPolicy.layer({ maxAttempts: 4, baseDelay: "2 millis" }),
          httpClients.undici
        ])
      )
      yield* Effect.gen(function* () {
        yield* calls(0, 4000)
        const before = heap()
        yield* calls(4000, 20_000)
        const grown = heap() - before
        console.log(
          `soak: ${JSON.stringify(counts)}; heap ${(before / 1e6).toFixed(1)} MB after 4,000 calls, ${(grown / 1e6).toFixed(1)} MB more after 20,000`
        )
        expect(grown).toBeLessThan(8e6)
      }).pipe(Effect.provide(client))

      expect(disagreements).toEqual([])
      expect(counts.succeeded + counts.unknown + counts.failed).toBe(20_000)
      expect(counts.unknown).toBeGreaterThan(50)
      expect(counts.repeated).toBeGreaterThan(300)
    }).pipe(Effect.scoped),
  120_000
)
