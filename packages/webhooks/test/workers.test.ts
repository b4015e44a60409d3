/**
 * The fetch handler in Cloudflare Workers, where no request may wait for another one, and work after a response is lost unless
 * the worker is told of it.
 */
import { fileURLToPath } from "node:url"
import { expect, it } from "@effect/vitest"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as Effect from "effect/Effect"
import { build } from "esbuild"
import { Miniflare } from "miniflare"

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The worker in one file, from the sources of all packages. */
const bundle = Effect.promise(async () => {
  const { outputFiles } = await build({
    entryPoints: [pathOf("./support/worker.ts")],
    tsconfig: pathOf("../../../tsconfig.test.json"),
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    conditions: ["worker"]
  })
  return outputFiles[0]?.text ?? ""
})

const worker = Effect.acquireRelease(
  Effect.flatMap(bundle, (script) =>
    Effect.promise(async () => {
      const miniflare = new Miniflare({ modules: true, script, compatibilityDate: "2026-01-01" })
      return { miniflare, url: await miniflare.ready }
    })
  ),
  ({ miniflare }) => Effect.promise(() => miniflare.dispose())
)

it.live("receives webhooks, also many at once, and handles them after the responses", () =>
  Effect.gen(function* () {
    const { url } = yield* worker
    const post = (path: string, contact: string, init: RequestInit = {}) =>
      Effect.promise(async () => {
        const body = new URLSearchParams(WebhookBody.contactUpdated({ contact: { id: contact } }))
        const response = await fetch(new URL(path, url), { method: "POST", body, ...init })
        return response.status
      })
    const right = "/webhooks/5f0c9a7be1d24463a8"
    const contacts = Array.from({ length: 20 }, (_, index) => String(index + 10))
    const accepted = yield* Effect.forEach(contacts, (contact) => post(right, contact), { concurrency: "unbounded" })
    expect(new Set(accepted)).toEqual(new Set([200]))
    expect(yield* post("/webhooks?secret=5f0c9a7be1d24463a8", "30")).toBe(200)
    expect(yield* post("/webhooks/5f0c9a7be1d24463a9", "31")).toBe(404)
    expect(yield* post(right, "32", { method: "PUT" })).toBe(405)
    expect(yield* post(right, "33", { headers: { "content-type": "application/json" } })).toBe(415)
    expect(yield* post(right, "34", { body: new URLSearchParams({ note: "a".repeat(1000) }) })).toBe(413)
    const handled = Effect.promise(async () => (await fetch(new URL("/handled", url))).json())
    const all = yield* Effect.repeat(Effect.delay(handled, 10), { until: (ids) => ids.length === contacts.length + 1 })
    expect(all).toEqual([...contacts, "30"])
  }).pipe(Effect.scoped)
)
