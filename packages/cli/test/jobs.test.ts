/**
 * Imports, exports and syncs against a fake account: whole, in pieces, and interrupted.
 */
import { spawnSync } from "node:child_process"
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync
} from "node:fs"
import { hostname, tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { run, server } from "./support/run.js"

const folder = mkdtempSync(join(tmpdir(), "cli-jobs-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** A CSV file with so many contacts, of which every tenth has no address. */
const csvOf = (name: string, rows: number): string => {
  const lines = Array.from(
    { length: rows },
    (_, index) => `${index % 10 === 9 ? "none" : `${name}${index}@example.com`},new`
  )
  const file = join(folder, `${name}.csv`)
  writeFileSync(file, `email,tags\n${lines.join("\n")}\n`)
  return file
}

const linesOf = (text: string) => text.trim().split("\n")
const idsIn = (file: string) => linesOf(readFileSync(file, "utf8")).map((line): unknown => JSON.parse(line).id)

describe("import", () => {
  it("says what would happen, and sends nothing", async () => {
    const { account, env } = await server()
    const file = csvOf("dry", 20)
    const { code, err } = await run(["import", file, "--automations", "skip", "--dry-run"], { env })
    expect(code).toBe(3)
    expect(err).toMatch(/line 11: .*\nline 21: /)
    expect(err).toContain(
      '18 rows would be imported in 1 batch, which take at least 0s; 2 rows would fail. New tags: "new".'
    )
    expect(account.snapshot()["contacts"] ?? []).toEqual([])
  })

  it("leaves no job that stands in the way if the file cannot be imported so", async () => {
    const { env } = await server()
    const database = join(folder, "wrong.db")
    const file = join(folder, "wrong.csv")
    const args = ["import", file, "--automations", "skip", "--database", database]
    writeFileSync(file, "jane@example.com;Jane\n")
    const values = await run(args, { env })
    expect(values.code).toBe(2)
    expect(values.err).not.toMatch(/jane/i)
    writeFileSync(file, "email;Note\njane@example.com;new\n")
    expect(await run(args, { env })).toMatchObject({ code: 2, err: expect.stringContaining("set --delimiter to it") })
    expect((await run(["jobs", "list", "--database", database])).err).toBe("There are no jobs.\n")
    // The account was not there: the job failed before it began.
    const nobody = { ...env, ACTIVECAMPAIGN_API_KEY: "revoked" }
    const better = [...args, "--delimiter", ";", "--ignore", "Note", "--quiet"]
    expect((await run(better, { env: nobody })).code).toBe(1)
    expect(await run(better, { env })).toEqual({ code: 0, out: "", err: "" })
    const other = await run([...args, "--delimiter", ";", "--ignore", "Note", "--tag", "new", "--name", "a b"], { env })
    expect(other.code).toBe(0)
  })

  it("imports, reports failures with lines, and keeps the job", async () => {
    const { account, env } = await server()
    const database = join(folder, "import.db")
    const args = ["import", csvOf("jane", 30), "--automations", "skip", "--database", database]
    const first = await run([...args, "--json"], { env })
    expect(first.code).toBe(3)
    const events = linesOf(first.out).map((line) => JSON.parse(line))
    expect(events.at(-1)).toMatchObject({ event: "ended", state: "done", rows: { done: 27, failed: 3, unknown: 0 } })
    expect(events.flatMap(({ event, line }) => (event === "failure" ? [line] : []))).toEqual([11, 21, 31])
    expect(account.snapshot()["contacts"]).toHaveLength(27)
    const again = await run([...args, "--quiet"], { env })
    expect(again.code).toBe(3)
    const list = await run(["jobs", "list", "--database", database])
    expect(list.out).toMatch(/done +import-jane\.csv .*30\/30 rows.*3 failed\ndone +import-jane\.csv-2 /)
    const failures = await run(["jobs", "failures", "import-jane.csv", "--database", database])
    expect(failures.out).toMatch(/^line,reason\r\n11,/)
    const resumed = await run(["jobs", "resume", "import-jane.csv", "--database", database], { env })
    expect(resumed).toMatchObject({ code: 2, err: expect.stringContaining("is done, and cannot be continued") })
  })

  it("pauses on Ctrl+C, says how to continue, and then imports each contact once", async () => {
    const { account, env } = await server({ importDelay: "2 seconds" })
    const database = join(folder, "interrupted.db")
    const args = ["import", csvOf("joe", 30), "--automations", "skip", "--database", database]
    const stopped = await run(args, { env, stopAfter: () => true })
    expect(stopped.code).toBe(130)
    expect(stopped.err).toMatch(
      /Interrupted after .* Continue with: effect-activecampaign jobs resume import-joe\.csv\n$/
    )
    const status = await run(["jobs", "status", "import-joe.csv", "--database", database, "--json"])
    expect(JSON.parse(status.out).state).toBe("paused")
    const resumed = await run(["jobs", "resume", "import-joe.csv", "--database", database, "--quiet"], { env })
    expect(resumed.code).toBe(3)
    expect(account.snapshot()["contacts"]).toHaveLength(27)
  })
})

describe("export", () => {
  it("writes a file as a job, and standard output without one", async () => {
    const { env } = await server({ contacts: 120, tags: [{ tag: "customer" }] })
    const file = join(folder, "contacts.ndjson")
    const args = ["export", "contacts", "--output", file, "--database", join(folder, "export.db")]
    const { code, err } = await run(args, { env })
    expect([code, err]).toEqual([0, expect.stringMatching(/Exported 120 rows in \d+s\.\n$/)])
    expect(new Set(idsIn(file)).size).toBe(120)
    const csv = await run(["export", "contacts", "--quiet"], { env })
    expect([csv.code, csv.err, linesOf(csv.out).length]).toEqual([0, "", 121])
    const tags = await run(["export", "tags", "--quiet", "--format", "ndjson"], { env })
    expect(JSON.parse(tags.out)).toMatchObject({ tag: "customer" })
  })
})

describe("sync", () => {
  it("appends what has changed, and cuts off what a crash left", async () => {
    const { env } = await server({ contacts: 5 })
    const file = join(folder, "sync.ndjson")
    const sync = () => run(["sync", "contacts", "--output", file, "--quiet"], { env })
    expect(await sync()).toEqual({ code: 0, out: "", err: "" })
    expect(idsIn(file)).toHaveLength(5)
    appendFileSync(file, '{"id":"half a li')
    const body = JSON.stringify({ contact: { email: "new@example.com" } })
    expect((await run(["request", "POST", "/contacts", "--data", body], { env })).code).toBe(0)
    expect((await sync()).code).toBe(0)
    expect(idsIn(file)).toHaveLength(6)
    expect((await sync()).code).toBe(0)
    expect(idsIn(file)).toHaveLength(6)
    const other = await run(["sync", "deals", "--output", file], { env })
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining("use another --output") })
  })

  it("has its file for itself: not one of another process, and not one that it did not begin", async () => {
    const { env } = await server({ contacts: 5 })
    const file = join(folder, "locked.ndjson")
    const sync = () => run(["sync", "contacts", "--output", file, "--quiet"], { env })
    const lock = (pid: number, host = hostname()) => writeFileSync(`${file}.lock`, `${pid} ${host} id`)
    lock(process.ppid)
    expect(await sync()).toMatchObject({ code: 1, err: expect.stringContaining(`another process (${process.ppid})`) })
    lock(1, "another-machine")
    expect((await sync()).code).toBe(1)
    // Nobody has touched it for more than a minute.
    utimesSync(`${file}.lock`, new Date(0), new Date(0))
    expect(await sync()).toEqual({ code: 0, out: "", err: "" })
    const { pid = 0 } = spawnSync(process.execPath, ["--version"])
    lock(pid)
    expect(await sync()).toEqual({ code: 0, out: "", err: "" })
    expect(idsIn(file)).toHaveLength(5)
    expect(existsSync(`${file}.lock`)).toBe(false)
    expect([file, `${file}.state`].map((one) => statSync(one).mode & 0o777)).toEqual([0o600, 0o600])
    rmSync(`${file}.state`)
    expect(await sync()).toMatchObject({ code: 2, err: expect.stringContaining("delete the file") })
    expect(idsIn(file)).toHaveLength(5)
  })
})
