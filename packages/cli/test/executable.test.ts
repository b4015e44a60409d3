/**
 * The executable as it ships: one folder without dependencies, in pipes, and with signals. It runs from the build output, which
 * `npm test` makes.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import { server } from "./support/run.js"

const folder = mkdtempSync(join(tmpdir(), "cli-executable-"))
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill("SIGKILL")
  rmSync(folder, { recursive: true })
})

// Away from the workspace, so that it finds no packages.
const source = fileURLToPath(new URL("../../resources/", import.meta.url))
for (const part of ["bin", "package.json"]) cpSync(join(source, part), join(folder, part), { recursive: true })
const bin = join(folder, "bin", "effect-activecampaign.js")

/** A started command. */
const start = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) => {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { PATH: process.env["PATH"], ...env } })
  running.add(child)
  let [out, err] = ["", ""]
  const waiting = new Set<() => void>()
  child.stdout.on("data", (chunk) => {
    out += chunk
    for (const check of waiting) check()
  })
  child.stderr.on("data", (chunk) => {
    err += chunk
    for (const check of waiting) check()
  })
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, out, err }))
  )
  const until = (text: string) =>
    new Promise<string>((resolve) => {
      const check = () => {
        if ((out + err).includes(text)) resolve(out + err)
      }
      waiting.add(check)
      check()
    })
  return { child, ended, until }
}

const finish = (...args: Parameters<typeof start>) => start(...args).ended

describe("the executable", () => {
  it("prints its help and version, and completes commands", async () => {
    const [none, help, version, completions, shell] = await Promise.all([
      finish([]),
      finish(["--help"]),
      finish(["--version"]),
      finish(["--completions", "bash"]),
      finish(["--completions", "cmd"])
    ])
    expect([none.code, none.out]).toEqual([2, help.out])
    expect([help.code, help.err]).toEqual([0, ""])
    for (const name of ["import", "export", "sync", "jobs", "doctor", "request", "typegen", "webhooks", "fake"]) {
      expect(help.out).toMatch(new RegExp(`^  ${name} +\\S`, "m"))
      expect(completions.out).toContain(name)
    }
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(shell).toEqual({
      ...{ code: 2, out: "" },
      err: "--completions must be one of bash, zsh, fish, sh. See effect-activecampaign --help.\n"
    })
  })

  it("says what it does not know, with the nearest name", async () => {
    const [near, far] = await Promise.all([finish(["imprt"]), finish(["--frobnicate"])])
    expect(near).toEqual({
      ...{ code: 2, out: "" },
      err: '"imprt" is not a command; did you mean import? See effect-activecampaign --help.\n'
    })
    expect([far.code, far.err]).toEqual([2, '"--frobnicate" is not an option. See effect-activecampaign --help.\n'])
  })

  it("works without any package, except for the driver of SQLite, which it asks for", async () => {
    const { env } = await server({ contacts: 3 })
    const [exported, job] = await Promise.all([
      finish(["export", "contacts", "--quiet"], env),
      finish(["export", "contacts", "--quiet", "--output", "contacts.csv"], env)
    ])
    expect([exported.code, exported.err, exported.out.split("\r\n").length]).toEqual([0, "", 5])
    expect([job.code, job.out]).toEqual([1, ""])
    expect(job.err).toMatch(/^SQLite needs the package @libsql\/client: install it .*\n$/)
  })

  it("ends when nobody reads its output any more", async () => {
    const { env } = await server({ contacts: 400 })
    const { child, ended } = start(["export", "contacts", "--quiet"], env)
    child.stdout?.once("data", () => child.stdout?.destroy())
    expect((await ended).code).toBe(141)
  })

  it("ends with 130 on Ctrl+C, and a server with 0", async () => {
    const { account, env } = await server({ contacts: 100, latency: "1 hour" })
    const request = start(["request", "GET", "/contacts"], env)
    const fake = start(["fake", "--port", "0"])
    await fake.until("Stop with")
    fake.child.kill("SIGINT")
    expect((await fake.ended).code).toBe(0)
    const listening = start(["webhooks", "listen", "--port", "0"])
    await listening.until("Stop with")
    listening.child.kill("SIGINT")
    expect((await listening.ended).code).toBe(0)
    // It has sent its request, and waits for the response.
    while (account.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    request.child.kill("SIGINT")
    expect((await request.ended).code).toBe(130)
  })
})
