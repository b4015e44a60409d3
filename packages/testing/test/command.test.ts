/**
 * The command starts an account for clients in any language. It runs from the build output, which `npm test` makes.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"

const bin = fileURLToPath(new URL("../bin/fake-activecampaign.js", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "fake-"))
const running = new Set<ChildProcess>()

afterAll(() => {
  for (const child of running) child.kill()
  rmSync(folder, { recursive: true })
})

/** A started command, and what it printed. */
const start = (...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, [bin, ...args])
  running.add(child)
  let printed = ""
  const waiting: Array<() => void> = []
  const hear = (chunk: Buffer) => {
    printed += chunk
    for (const check of waiting) check()
  }
  child.stdout.on("data", hear)
  child.stderr.on("data", hear)
  const exit = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)))
  const until = (text: string | RegExp) =>
    new Promise<string>((resolve) => {
      const check = () => {
        if (printed.search(text) >= 0) resolve(printed)
      }
      waiting.push(check)
      check()
    })
  return { child, exit, until, printed: () => printed }
}

const urlIn = (printed: string): string => /API URL {2}(\S+)/.exec(printed)?.[1] ?? ""

const get = async (url: string, path: string, key = "fake-key"): Promise<Record<string, unknown>> =>
  Object(await (await fetch(`${url}/api/3${path}`, { headers: { "Api-Token": key } })).json())

describe("the command", () => {
  it("serves the rows of a file, prints requests, and reads the file again", async () => {
    const seed = join(folder, "seed.json")
    writeFileSync(seed, JSON.stringify({ contacts: 3, tags: [{ tag: "customer" }] }))
    const { child, exit, until } = start("--port", "0", "--seed", seed, "--watch", "--key", "secret")
    const url = urlIn(await until("Stop with"))
    expect(await get(url, "/tags?limit=1", "secret")).toMatchObject({
      tags: [{ tag: "customer" }],
      meta: { total: "1" }
    })
    expect(await get(url, "/contacts", "wrong")).toHaveProperty("message")
    expect(await until(/403 GET/)).toMatch(/200 GET {4}\/api\/3\/tags\?limit=1 {2}\d+ ms {2}fake-000001/)
    writeFileSync(seed, JSON.stringify({ contacts: 5 }))
    await until("Read ")
    expect(await get(url, "/contacts", "secret")).toMatchObject({ meta: { total: "5" } })
    writeFileSync(seed, '{ "contact": 1 }')
    expect(await until("not read again")).toContain("there is no table contact; did you mean contacts?")
    child.kill("SIGINT")
    expect(await exit).toBe(0)
  })

  it.each([
    [["--prot", "1"], "Unknown option '--prot'"],
    [["--port", "http"], '--port must be a number from 0 to 65535; got "http"'],
    [["--faults", "2"], '--faults must be a number from 0 to 1; got "2"'],
    [["--latency", "soon"], '--latency must be a duration, such as "200 millis" or "2 seconds"; got "soon"'],
    [["--seed", "/nowhere/seed.json"], "no such file or directory"]
  ])("says what is wrong with %j", async (args, message) => {
    const { exit, printed } = start(...args)
    expect(await exit).toBe(1)
    expect(printed()).toContain(message)
  })

  it("explains itself", async () => {
    const { exit, printed } = start("--help")
    expect(await exit).toBe(0)
    expect(printed()).toContain("Usage: npx @effect-activecampaign/testing")
  })
})
