/**
 * Cold starts: from the start of a process to its first request at a local server, from modules as npm installs them and
 * bundled in one file; and the heap after the response.
 */
import { spawn } from "node:child_process"
import { mkdir, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import { fileURLToPath } from "node:url"
import * as esbuild from "esbuild"
import { tagBody } from "./fixtures.js"
import { inTurns, ratio, spread, type Table, type Variant } from "./measure.js"
import { type Program, programs } from "./programs.js"

const rounds = 9
const chosen: ReadonlyArray<Program> = ["byHand", "byHandIndexes", "httpApi", "module", "index", "root"]

const url = "process.env.ACTIVECAMPAIGN_API_URL"
const plain = {
  node: {
    name: "node alone",
    source: `import { get } from "node:http"
const program = new Promise((resolve) => get(${url} + "/api/3/tags/1", (response) => response.resume().on("end", resolve)))`
  },
  fetch: {
    name: "fetch",
    source: `const program = fetch(${url} + "/api/3/tags/1").then((response) => response.json())`
  }
}

const report = "console.log(process.memoryUsage().heapUsed)"
const ending = (isEffect: boolean) => `\n${isEffect ? "Effect.runPromise(program)" : "program"}.then(() => ${report})\n`

interface Started {
  readonly name: string
  readonly file: string
}

/** Writes the programs below the build output, where their imports can be found, each as it is and in a bundle. */
const write = async (folder: string): Promise<ReadonlyArray<Started>> => {
  await mkdir(folder, { recursive: true })
  const all = [
    ...Object.values(plain).map((one) => ({ ...one, isEffect: false })),
    ...chosen.map((key) => ({ ...programs[key], isEffect: true }))
  ]
  const started: Array<Started> = []
  for (const [index, { isEffect, name, source }] of all.entries()) {
    const file = `${folder}${index}.mjs`
    await writeFile(file, source + ending(isEffect))
    started.push({ name, file })
    if (!isEffect) continue
    const outfile = `${folder}${index}.bundled.mjs`
    await esbuild.build({
      entryPoints: [file],
      outfile,
      bundle: true,
      minify: true,
      format: "esm",
      platform: "node",
      target: "node20",
      logLevel: "error"
    })
    started.push({ name: `${name}, bundled`, file: outfile })
  }
  return started
}

/** The server of the programs, and what waits for its next request. */
const listen = async () => {
  let notify = () => {}
  const server = createServer((_, response) => {
    notify()
    response.writeHead(200, { "content-type": "application/json", connection: "close" }).end(tagBody)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return {
    apiUrl: `http://127.0.0.1:${port}`,
    nextRequest: () =>
      new Promise<void>((resolve) => {
        notify = resolve
      }),
    close: () => server.close()
  }
}

type Server = Awaited<ReturnType<typeof listen>>

/** Starts a program and waits for its request. Then it settles: it ends, and reports its heap (MB). */
const variantOf = ({ file, name }: Started, server: Server, heap: Array<number>): Variant => {
  const env = { ...process.env, ACTIVECAMPAIGN_API_URL: server.apiUrl, ACTIVECAMPAIGN_API_KEY: "benchmark-key" }
  let ended: Promise<void> | undefined
  return {
    name,
    run: () => {
      const request = server.nextRequest()
      const child = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "inherit"] })
      let text = ""
      child.stdout.on("data", (chunk) => {
        text += chunk
      })
      ended = new Promise((resolve, reject) => {
        child.once("close", (code) => {
          heap.push(Number(text) / 1_000_000)
          if (code === 0) resolve()
          else reject(new Error(`${name} ended with exit code ${code}`))
        })
      })
      return Promise.race([request, ended])
    },
    settle: async () => ended
  }
}

/** Measures, and gives the tables. */
export const run = async (): Promise<ReadonlyArray<Table>> => {
  const folder = fileURLToPath(new URL("./start/", import.meta.url))
  const started = await write(folder)
  const server = await listen()
  const heaps = new Map(started.map(({ name }) => [name, [] as Array<number>]))
  try {
    const variants = started.map((one) => variantOf(one, server, heaps.get(one.name) ?? []))
    const measured = await inTurns(variants, { rounds, times: 1, warmup: 0 })
    const cells = (name: string) =>
      [ratio(measured, name, plain.fetch.name, "wall"), spread(heaps.get(name) ?? [])] as const
    const root = (suffix: string) => ratio(measured, programs.root.name + suffix, programs.module.name + suffix, "wall")
    return [
      {
        title: "From the start of a process to its first request",
        columns: ["in multiples of fetch", "MB of heap"],
        rows: started.map(({ name }) => [name, ...cells(name)])
      },
      {
        title: "Root service ÷ one module",
        columns: ["from modules", "bundled"],
        rows: [["time to the first request", root(""), root(", bundled")]]
      }
    ]
  } finally {
    server.close()
    await rm(folder, { recursive: true, force: true })
  }
}
