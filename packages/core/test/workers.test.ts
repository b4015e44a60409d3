/**
 * Cloudflare Workers, where a request must not wait for another one: the default limiter, with several requests at once.
 */
import { fileURLToPath } from "node:url"
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { build } from "esbuild"
import { Miniflare } from "miniflare"
import { strictServer } from "./support/strictServer.js"

const core = fileURLToPath(new URL("../src/", import.meta.url))

/** The worker in one file, from the sources. */
const bundle = Effect.promise(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./support/worker.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    conditions: ["worker"],
    plugins: [
      {
        name: "sources",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^@effect-activecampaign\/core\// }, ({ path }) => ({
            path: `${core}${path.split("/").slice(2).join("/")}.ts`
          }))
      }
    ]
  })
  return outputFiles[0]?.text ?? ""
})

const workers = Effect.acquireRelease(
  Effect.flatMap(bundle, (script) =>
    Effect.promise(async () => {
      const miniflare = new Miniflare({ modules: true, script, compatibilityDate: "2026-01-01" })
      await miniflare.ready
      return miniflare
    })
  ),
  (miniflare) => Effect.promise(() => miniflare.dispose())
)

/** One request to the worker; `undefined` if it is cancelled after a time. */
const request = (
  miniflare: Miniflare,
  account: string,
  calls: number,
  { cancelledAfter, patience = 60_000 }: { readonly cancelledAfter?: number; readonly patience?: number } = {}
) =>
  Effect.promise(async () => {
    const query = new URLSearchParams({ account, calls: String(calls), patience: String(patience) })
    const url = `${await miniflare.ready}?${query}`
    const signal = cancelledAfter === undefined ? null : AbortSignal.timeout(cancelledAfter)
    return fetch(url, { signal }).then(
      (response) => response.text(),
      () => undefined
    )
  })

it.live(
  "requests of a worker wait for the limit without each other, also if some of them are cancelled",
  () =>
    Effect.gen(function* () {
      const server = yield* strictServer
      const miniflare = yield* workers
      const six = yield* Effect.replicateEffect(request(miniflare, server.url, 1), 6, { concurrency: "unbounded" })
      expect(six).toEqual(Array.from({ length: 6 }, () => "done"))
      const mixed = yield* Effect.all(
        [
          ...Array.from({ length: 4 }, () => request(miniflare, server.url, 3)),
          ...Array.from({ length: 4 }, () => request(miniflare, server.url, 2, { cancelledAfter: 700 }))
        ],
        { concurrency: "unbounded" }
      )
      expect(mixed.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => "done"))
      const impatient = yield* Effect.fork(request(miniflare, server.url, 30, { patience: 1500 }))
      const patient = Array.from({ length: 4 }, () => request(miniflare, server.url, 2))
      const waited = yield* Effect.all(
        patient.map((one) => Effect.delay(one, 500)),
        { concurrency: "unbounded" }
      )
      expect(yield* Fiber.join(impatient)).toBe("given up")
      expect(waited).toEqual(Array.from({ length: 4 }, () => "done"))
      expect(server.counts.refused).toBe(0)
    }).pipe(Effect.scoped),
  120_000
)
