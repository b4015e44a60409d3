/**
 * Runs the client in Bun and Deno, from the build output in one file: seven requests through the rate limit, of which two
 * have to wait. A runtime that npm cannot provide here is skipped. Cloudflare Workers have a test of their own.
 */
import { execFile } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { build } from "esbuild"

const run = promisify(execFile)
const packages = fileURLToPath(new URL("../packages/", import.meta.url))

const program = `
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { ActiveCampaignClient, Credentials, Wire } from "effect-activecampaign"

const call = ActiveCampaignClient.request({ method: "GET", path: "/things", success: Wire.Void })
const client = ActiveCampaignClient.layer.pipe(
  Layer.provide([Credentials.layer({ apiUrl: process.argv.at(-1), apiKey: "key" }), FetchHttpClient.layer])
)
const calls = Effect.forEach([1, 2, 3, 4, 5, 6, 7], () => call, { concurrency: "unbounded" })
await Effect.runPromise(Effect.provide(calls, client))
console.log("done")
`

const runtimes = [
  ["Node", process.execPath, []],
  ["Bun", "npx", ["--yes", "bun@1"]],
  ["Deno", "npx", ["--yes", "deno@2", "run", "--allow-all"]]
]

const folder = await mkdtemp(join(tmpdir(), "runtimes-"))
const file = join(folder, "program.mjs")
const { outputFiles } = await build({
  stdin: { contents: program, resolveDir: `${packages}benchmarks` },
  bundle: true,
  write: false,
  format: "esm",
  platform: "node"
})
await writeFile(file, outputFiles[0].contents)

for (const [name, command, args] of runtimes) {
  const arrivals = []
  const server = createServer((_, response) => {
    arrivals.push(performance.now())
    response.writeHead(200, { "content-type": "application/json" }).end("{}")
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${server.address().port}`
  try {
    if (command === "npx") await run(command, [...args.slice(0, 2), "--version"], { timeout: 240_000 })
  } catch {
    console.log(`${name}: skipped, as npm does not provide it here`)
    server.close()
    continue
  }
  const { stdout } = await run(command, [...args, file, url], { timeout: 60_000 })
  server.close()
  server.closeAllConnections()
  const waited = arrivals[5] - arrivals[0]
  const passed = stdout.trim() === "done" && arrivals.length === 7 && waited >= 990
  console.log(`${name}: ${passed ? "passed" : `failed: ${stdout}, ${arrivals.length} requests, ${waited} ms`}`)
  if (!passed) process.exitCode = 1
}
await rm(folder, { recursive: true })
