/**
 * The command sends captured bodies, shows them as events, and looks after dead letters. The executable runs from the
 * build output, which `npm test` makes.
 */
import { spawn } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import * as LibsqlClient from "@effect/sql-libsql/LibsqlClient"
import * as command from "@effect-activecampaign/webhooks/internal/command"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as WebhookInboxSql from "@effect-activecampaign/webhooks/WebhookInboxSql"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { afterAll, describe, expect, it } from "vitest"

const bin = fileURLToPath(new URL("../bin/activecampaign-webhooks.js", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "webhooks-"))
const servers = new Set<Server>()

afterAll(() => {
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true })
})

/** What a command printed, and its exit code. */
interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

interface Given {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** A finished command, in this process. */
const run = async (args: ReadonlyArray<string>, { env = {}, input = "" }: Given = {}): Promise<Finished> => {
  let [out, err] = ["", ""]
  const code = await command.run({
    ...{ args, env, input: () => input },
    out: (line) => {
      out += `${line}\n`
    },
    err: (line) => {
      err += `${line}\n`
    }
  })
  return { code, out, err }
}

/** A finished process. */
const runProcess = (args: ReadonlyArray<string>, { env = {}, input = "" }: Given = {}, executable = bin) =>
  new Promise<Finished>((resolve) => {
    const child = spawn(process.execPath, [executable, ...args], { env: { ...process.env, ...env } })
    let [out, err] = ["", ""]
    child.stdout.on("data", (chunk) => {
      out += chunk
    })
    child.stderr.on("data", (chunk) => {
      err += chunk
    })
    child.once("close", (code) => resolve({ code, out, err }))
    child.stdin.end(input)
  })

const fileOf = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** A server that responds with a status, and what it received. */
const receiver = async (status: number) => {
  const received: Array<string> = []
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      received.push(`${request.method} ${request.url} ${request.headers["content-type"]} ${Buffer.concat(chunks)}`)
      response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end("a body")
    })
  })
  servers.add(server)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return { received, url: `http://127.0.0.1:${Object(server.address()).port}/hooks?secret=s3cret` }
}

const updated = WebhookBody.contactUpdated({
  contact: { id: "12", email: "jane@example.com", tags: ["VIP", "a&b"], fields: { "7": ["red"], "3": "x=y" } },
  dateTime: "2026-03-02T10:15:00-06:00"
})
const added = WebhookBody.dealAdded({ deal: { id: "7" } })

describe("send", () => {
  it("posts each body as it is, as often as asked for, and prints the status", async () => {
    const { received, url } = await receiver(200)
    const files = [
      fileOf("one.form", `${updated}\n`),
      fileOf("two.ndjson", `${JSON.stringify(added)}\n\n{"body":"a=b"}\n`)
    ]
    const { code, err, out } = await run(["send", ...files, "--to", url, "--repeat", "2"])
    expect([code, err]).toEqual([0, ""])
    const head = "POST /hooks?secret=s3cret application/x-www-form-urlencoded"
    expect(received).toEqual([updated, updated, added, added, "a=b", "a=b"].map((body) => `${head} ${body}`))
    expect(out.split("\n").map((line) => line.replace(/\d+ ms/, "N ms"))).toEqual([
      ...[`200 update contact 12  N ms  ${files[0]}`, `200 update contact 12  N ms  ${files[0]}`],
      ...[`200 deal_add deal 7  N ms  ${files[1]}:1`, `200 deal_add deal 7  N ms  ${files[1]}:1`],
      ...[`200 Unknown  N ms  ${files[1]}:3`, `200 Unknown  N ms  ${files[1]}:3`, ""]
    ])
  })

  it.each([302, 404, 500])(
    "exits with 1 after the status %d, which it prints, and follows no redirect",
    async (status) => {
      const { received, url } = await receiver(status)
      const { code, out } = await run(["send", "-"], { input: updated, env: { WEBHOOK_URL: url } })
      expect(code).toBe(1)
      expect(out).toContain(`${status} update contact 12`)
      expect(received).toHaveLength(1)
    }
  )

  it("prints why there was no response, without the URL", async () => {
    const { code, err, out } = await run(["send", "-", "--to", "http://127.0.0.1:1/?secret=s3cret"], { input: updated })
    expect(code).toBe(1)
    expect(out).toMatch(/^--- update contact 12 {2}\d+ ms {2}- {2}\S+\n$/)
    expect(out + err).not.toContain("s3cret")
  })
})

describe("decode", () => {
  it("prints events as JSON, with maps as objects and all pairs", async () => {
    const { code, out } = await run([
      "decode",
      fileOf("both.ndjson", [updated, added].map((one) => JSON.stringify(one)).join("\n"))
    ])
    expect(code).toBe(0)
    const [first, second] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    expect(first).toMatchObject({
      ...{ _tag: "ContactUpdated", type: "update", dateTime: "2026-03-02T10:15:00.000-06:00" },
      contact: { id: "12", email: "jane@example.com", fields: { "7": ["red"], "3": "x=y" } }
    })
    expect(first.body).toEqual([...new URLSearchParams(updated)])
    expect(second).toMatchObject({ _tag: "DealAdded", deal: { id: "7" } })
  })

  it("exits with 1 if a body exceeds the limits, and decodes the others", async () => {
    const file = fileOf(
      "large.ndjson",
      [`a${"[b]".repeat(100)}=1`, updated].map((one) => JSON.stringify(one)).join("\n")
    )
    const { code, err, out } = await run(["decode", file])
    expect(code).toBe(1)
    expect(err).toContain(`${file}:1: the body must have keys of at most`)
    expect(JSON.parse(out)).toMatchObject({ _tag: "ContactUpdated" })
  })
})

describe("dead letters", () => {
  const open = (file: string) =>
    WebhookInboxSql.layer().pipe(Layer.provide(LibsqlClient.layer({ url: pathToFileURL(file).href })))

  /** An inbox in a file, with these bodies as dead letters. */
  const inboxOf = async (file: string, bodies: ReadonlyArray<string>) => {
    await Effect.gen(function* () {
      const inbox = yield* WebhookInbox.WebhookInbox
      for (const body of bodies) yield* inbox.add(body)
      yield* inbox.drain(() => Effect.fail(new Error("the CRM is closed")), { maxAttempts: 1 })
    }).pipe(Effect.provide(open(file)), Effect.runPromise)
    return file
  }

  const handled = (file: string) =>
    Effect.gen(function* () {
      const inbox = yield* WebhookInbox.WebhookInbox
      const tags: Array<string> = []
      yield* inbox.drain((event) => Effect.sync(() => tags.push(event._tag)))
      return tags
    }).pipe(Effect.provide(open(file)), Effect.runPromise)

  it("are printed, replayed by id, sent again and discarded", async () => {
    const file = await inboxOf(join(folder, "inbox.db"), [updated, added])
    const list = await run(["dead", "--database", file])
    expect(list.code).toBe(0)
    expect(list.out).toMatch(/1 attempt {2}update contact 12 {2}.*the CRM is closed\n.*deal_add deal 7/)
    expect(list.out).toContain("2 dead letters")
    expect(list.out).not.toContain("jane")
    const json = await run(["dead", "--json"], { env: { WEBHOOK_DATABASE: file } })
    const letters = json.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    expect(letters.map(({ body }) => body)).toEqual([updated, added])
    const { received, url } = await receiver(200)
    expect((await run(["send", "-", "--to", url], { input: json.out })).code).toBe(0)
    expect(received).toHaveLength(2)
    expect(await handled(file)).toEqual([])
    expect(await run(["replay", letters[0].id, "--database", file])).toMatchObject({
      code: 0,
      out: "1 dead letter is due again.\n"
    })
    expect(await handled(file)).toEqual(["ContactUpdated"])
    const unknown = await run(["replay", letters[0].id, letters[1].id, "--database", file])
    expect(unknown).toMatchObject({ code: 1, err: "1 of the ids is not of a dead letter.\n" })
    expect(await handled(file)).toEqual(["DealAdded"])
    expect(await run(["discard", "--all", "--database", file])).toMatchObject({
      code: 0,
      out: "0 dead letters are discarded.\n"
    })
  })

  it("are discarded and replayed all at once", async () => {
    const file = await inboxOf(join(folder, "all.db"), [updated, added])
    expect((await run(["replay", "--all", "--database", file])).out).toBe("2 dead letters are due again.\n")
    const other = await inboxOf(join(folder, "other.db"), [updated, added])
    expect((await run(["discard", "--all", "--database", other])).out).toBe("2 dead letters are discarded.\n")
    expect((await run(["dead", "--database", other])).out).toBe("0 dead letters\n")
  })

  it("of a Postgres database that cannot be reached are an error without the password", async () => {
    const { code, err } = await run(["dead", "--database", "postgres://user:passw0rd@127.0.0.1:1/db"])
    expect(code).toBe(2)
    expect(err).toMatch(/^\S.*\nSee --help\.\n$/)
    expect(err).not.toContain("passw0rd")
  })
})

describe("the command", () => {
  it.each([
    [[], "a command is missing; use send, decode, dead, replay, discard"],
    [["sned"], '"sned" is not a command; use send, decode, dead, replay, discard'],
    [["send"], "--to is missing, and the variable WEBHOOK_URL is not set"],
    [["send", "--to", "ftp://example.com"], "--to must be an http or https URL"],
    [["send", "--to", "http://localhost"], "a file is missing"],
    [["send", "--to", "http://localhost", "/nowhere/a.form"], "no such file or directory"],
    [
      ["send", "a.form", "--to", "http://localhost", "--repeat", "0"],
      '--repeat must be a number from 1 to 100000; got "0"'
    ],
    [["send", "a.form", "--too", "http://localhost"], "Unknown option '--too'"],
    [["decode", "a.form", "--all"], "decode has no option --all"],
    [["dead"], "--database is missing, and the variable WEBHOOK_DATABASE is not set"],
    [
      ["dead", "--database", "/nowhere/a.db"],
      "--database must be an existing file, or a URL that starts with postgres://"
    ],
    [["replay", "--database", "a.db"], "replay needs ids of dead letters, or --all"],
    [["discard", "1", "--all", "--database", "a.db"], "discard needs ids of dead letters, or --all"]
  ])("says in a sentence what is wrong with %j", async (args, message) => {
    const { code, err, out } = await run(args)
    expect([code, out]).toEqual([2, ""])
    expect(err).toContain(message)
    expect(err.split("\n")).toHaveLength(3)
  })

  it.each([
    ["", "must contain a body; it is empty"],
    ['{"bdy":"a=b"}', ':1 must be a JSON string, or a JSON object with a "body"'],
    ['"a=b"\n"a', ':2 must be a JSON string, or a JSON object with a "body"']
  ])("says what is wrong with a file that contains %j", async (text, message) => {
    const { code, err } = await run(["decode", fileOf("wrong.ndjson", text)])
    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  it("is an executable", async () => {
    const { received, url } = await receiver(200)
    const [help, sent, wrong] = await Promise.all([
      runProcess(["--help"]),
      runProcess(["send", "-"], { input: updated, env: { WEBHOOK_URL: url } }),
      runProcess(["sned"])
    ])
    expect([help.code, help.err]).toEqual([0, ""])
    expect(help.out).toContain("Usage: npx @effect-activecampaign/webhooks <command>")
    expect([sent.code, received.length]).toEqual([0, 1])
    expect([wrong.code, wrong.out]).toEqual([2, ""])
  })

  it("says which packages a database needs if they are not installed", async () => {
    // The package with what it requires, and nothing of what is optional.
    const project = join(folder, "project")
    const own = fileURLToPath(new URL("..", import.meta.url))
    for (const part of ["bin", "dist", "package.json"])
      cpSync(join(own, part), join(project, part), { recursive: true })
    for (const name of ["effect", "effect-activecampaign", "@effect/platform"]) {
      const link = join(project, "node_modules", name)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(realpathSync(join(own, "node_modules", name)), link)
    }
    const executable = join(project, "bin", "activecampaign-webhooks.js")
    const database = fileOf("empty.db", "")
    const [sqlite, postgres] = await Promise.all([
      runProcess(["dead", "--database", database], {}, executable),
      runProcess(["dead", "--database", "postgres://127.0.0.1:1/db"], {}, executable)
    ])
    const needs = (kind: string, driver: string) =>
      `${kind} needs the packages ${driver} and @effect/sql; install them first\nSee --help.\n`
    expect(sqlite).toEqual({ code: 2, out: "", err: needs("SQLite", "@effect/sql-libsql") })
    expect(postgres).toEqual({ code: 2, out: "", err: needs("Postgres", "@effect/sql-pg") })
  })
})
