/**
 * Runs the client and the receiver of webhooks in Node, Bun and Deno, each from the build output in one file. The client sends
 * seven requests through the rate limit, of which two have to wait. A runtime that npm cannot provide here is skipped.
 * Cloudflare Workers have tests of their own.
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

const client = `
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

/** Sends requests to the fetch handler, in Bun and Deno through their servers, and waits until the events are handled. */
const receiver = `
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { WebhookBody, WebhookHandlers, WebhookInbox, WebhookReceiver } from "@effect-activecampaign/webhooks"

const [secret, old] = ["5f0c9a7be1d24463a8", "1b9e47c28d3f0a5e66"]
const contacts = []
const handled = Deferred.unsafeMake(undefined)
const handler = WebhookHandlers.partial(
  {
    ContactUpdated: ({ contact }) =>
      Effect.suspend(() => (contacts.push(contact.id) === 2 ? Deferred.succeed(handled, undefined) : Effect.void))
  },
  () => Effect.die("another event")
)
const webhooks = WebhookReceiver.toFetchHandler({
  secrets: [secret, old],
  maxBodySize: 1000,
  handler,
  layer: WebhookInbox.layerMemory()
})
const serve = () => {
  if (globalThis.Bun) {
    const server = Bun.serve({ port: 0, fetch: webhooks.fetch })
    return { port: server.port, send: fetch, stop: () => server.stop(true) }
  }
  if (globalThis.Deno) {
    const server = Deno.serve({ port: 0, onListen: () => {} }, webhooks.fetch)
    return { port: server.addr.port, send: fetch, stop: () => server.shutdown() }
  }
  return { port: 80, send: (url, init) => webhooks.fetch(new Request(url, init)), stop: () => {} }
}
const { port, send, stop } = serve()
const post = async (path, id, init = {}) => {
  const body = new URLSearchParams(WebhookBody.contactUpdated({ contact: { id } }))
  return (await send("http://localhost:" + port + path, { method: "POST", body, ...init })).status
}
const statuses = [
  await post("/webhooks/" + secret, "1"),
  await post("/webhooks?secret=" + old, "2"),
  await post("/webhooks/another-secret-123", "3"),
  await post("/webhooks/" + secret, "4", { method: "GET", body: undefined }),
  await post("/webhooks/" + secret, "5", { headers: { "content-type": "text/plain" } }),
  await post("/webhooks/" + secret, "6", { body: new URLSearchParams({ note: "a".repeat(1000) }) })
]
await Effect.runPromise(Deferred.await(handled))
await stop()
await webhooks.dispose()
console.log(statuses.join() + " " + contacts.sort().join())
`

const expected = "200,200,404,405,415,413 1,2"

const runtimes = [
  ["Node", process.execPath, []],
  ["Bun", "npx", ["--yes", "bun@1"]],
  ["Deno", "npx", ["--yes", "deno@2", "run", "--allow-all"]]
]

const folder = await mkdtemp(join(tmpdir(), "runtimes-"))

/** A program in one file, with what a package imports. */
const bundle = async (name, program, folderOfPackage) => {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: `${packages}${folderOfPackage}` },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node"
  })
  const file = join(folder, `${name}.mjs`)
  await writeFile(file, outputFiles[0].contents)
  return file
}
const clientFile = await bundle("client", client, "benchmarks")
const receiverFile = await bundle("receiver", receiver, "webhooks")

/** What went wrong with the client; undefined if nothing did. */
const checkClient = async (start) => {
  const arrivals = []
  const server = createServer((_, response) => {
    arrivals.push(performance.now())
    response.writeHead(200, { "content-type": "application/json" }).end("{}")
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { stdout } = await start(clientFile, `http://127.0.0.1:${server.address().port}`)
  server.close()
  server.closeAllConnections()
  const waited = arrivals[5] - arrivals[0]
  const passed = stdout.trim() === "done" && arrivals.length === 7 && waited >= 990
  return passed ? undefined : `${stdout}, ${arrivals.length} requests, ${waited} ms`
}

const checkReceiver = async (start) => {
  const { stdout } = await start(receiverFile)
  return stdout.trim().split("\n").at(-1) === expected ? undefined : stdout
}

for (const [name, command, args] of runtimes) {
  try {
    if (command === "npx") await run(command, [...args.slice(0, 2), "--version"], { timeout: 240_000 })
  } catch {
    console.log(`${name}: skipped, as npm does not provide it here`)
    continue
  }
  const start = (...programArgs) => run(command, [...args, ...programArgs], { timeout: 60_000 })
  const checks = { client: checkClient, "receiver of webhooks": checkReceiver }
  for (const [subject, check] of Object.entries(checks)) {
    const problem = await check(start)
    console.log(`${name}, ${subject}: ${problem === undefined ? "passed" : `failed: ${problem}`}`)
    if (problem !== undefined) process.exitCode = 1
  }
}
await rm(folder, { recursive: true })
