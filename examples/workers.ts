/**
 * Bundles the Worker of the folder `workers` as wrangler does, and runs it in workerd. A fake account stands for ActiveCampaign.
 */
import assert from "node:assert/strict"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { NodeRuntime } from "@effect/platform-node"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import { Console, Effect } from "effect"
import { build } from "esbuild"
import { Miniflare } from "miniflare"

const bundle = Effect.promise(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("workers/worker.js", import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    conditions: ["workerd", "worker", "browser"]
  })
  return outputFiles[0]?.text ?? ""
})

const worker = (script: string, bindings: Record<string, string>) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const miniflare = new Miniflare({ modules: true, script, bindings, compatibilityDate: "2026-01-01" })
      await miniflare.ready
      return miniflare
    }),
    (miniflare) => Effect.promise(() => miniflare.dispose())
  )

const program = Effect.gen(function* () {
  const { account, apiKey, apiUrl } = yield* FakeAccountServer.serve({ tags: 1 })
  const script = yield* bundle
  yield* Console.log(`The bundle has ${Math.round(gzipSync(script).length / 1000)} kB, compressed.`)
  const miniflare = yield* worker(script, {
    ACTIVECAMPAIGN_API_URL: apiUrl,
    ACTIVECAMPAIGN_API_KEY: apiKey,
    SIGNED_UP_TAG: "1"
  })
  const post = (email: string) =>
    Effect.promise(() =>
      miniflare.dispatchFetch("https://worker.example.com", { method: "POST", body: JSON.stringify({ email }) })
    )
  const emails = ["ada@example.com", "grace@example.com", "katherine@example.com", "ada"]
  const responses = yield* Effect.forEach(emails, post, { concurrency: "unbounded" })
  assert.deepEqual(
    responses.map(({ status }) => status),
    [204, 204, 204, 422]
  )
  assert.equal(account.rows.contactTags.length, 3)
  const rejected = account.requests.filter(({ status }) => status === 429).length
  yield* Console.log(`Contacts with the tag: 3. Requests: ${account.requests.length}, of which rejected: ${rejected}.`)
}).pipe(Effect.scoped)

NodeRuntime.runMain(program)
