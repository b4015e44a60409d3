/**
 * Commands against a fake account: what they print, and how they end. A problem is one sentence, with the right exit code.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { commands } from "../src/commands.js"
import { run, server } from "./support/run.js"

const folder = mkdtempSync(join(tmpdir(), "cli-"))
afterAll(() => rmSync(folder, { recursive: true }))

const fileOf = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const { account, env } = await server({
  ...{ contacts: 3, tags: [{ tag: "customer" }] },
  limit: { limit: 1_000, window: "1 second" }
})

/** A line that ends with a full stop, and nothing else. */
const sentence = /^[^\n]+[.)]\n$/

describe("request", () => {
  it("prints the response", async () => {
    const { code, err, out } = await run(
      ["request", "get", "contacts", "--query", "limit=2", "--query", "email=contact1@example.com"],
      { env }
    )
    expect([code, err]).toEqual([0, ""])
    expect(JSON.parse(out).contacts).toHaveLength(1)
  })

  it.each([
    ["as JSON", (json: string) => [json, ""]],
    ["from a file", (json: string) => [`@${fileOf("tag.json", json)}`, ""]],
    ["from standard input", (json: string) => ["@-", json]]
  ] as const)("sends a body %s", async (name, given) => {
    const [data = "", input = ""] = given(JSON.stringify({ tag: { tag: name, tagType: "contact" } }))
    const { code, out } = await run(["request", "POST", "/api/3/tags", "--data", data], { env, input })
    expect([code, JSON.parse(out).tag.tag]).toEqual([0, name])
  })

  it("says in a sentence what ActiveCampaign rejected", async () => {
    const body = JSON.stringify({ contact: { email: "nobody" } })
    const { code, err, out } = await run(["request", "POST", "/contacts", "--data", body], { env })
    expect([code, out]).toEqual([1, ""])
    expect(err).toMatch(sentence)
    expect(err).toContain("Email address is not valid")
  })
})

describe("doctor", () => {
  it("reports all checks", async () => {
    const { code, out } = await run(["doctor"], { env })
    expect(code).toBe(0)
    expect(out.match(/^\S+ +(API URL|API key|[A-Z][a-z]+( limit)?)/gm)?.map((line) => line.replace(/ +/, " "))).toEqual(
      ["API URL", "API key", "Connection", "User", "Rate limit", "Clock", "Plan", "Contacts", "Lists", "Deals"].map(
        (name) => `ok ${name}`
      )
    )
    expect(out).not.toContain(account.apiKey)
  })

  it("says what to do if the key is wrong, or variables are missing", async () => {
    const wrong = await run(["doctor"], { env: { ...env, ACTIVECAMPAIGN_API_KEY: "wr0ng" } })
    expect(wrong.code).toBe(1)
    expect(wrong.out).toMatch(/failed {3}Connection.*rejected the API key.*\n.*The key is wrong, revoked/)
    expect(wrong.out).not.toContain("wr0ng")
    const { code, out } = await run(["doctor", "--json"])
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ ok: false, checks: [{ name: "API URL", ok: false }] })
  })
})

describe("typegen", () => {
  it("has its exit codes: 0 equal, 1 it cannot tell, 2 drift", async () => {
    const file = join(folder, "account.json")
    const typegen = (...args: ReadonlyArray<string>) => run(["typegen", ...args, "--file", file], { env })
    expect((await typegen("check")).code).toBe(1)
    const pulled = await typegen("pull", "--module", "account.ts", "--tag", "customer")
    expect([pulled.code, pulled.err]).toEqual([0, ""])
    expect(readFileSync(join(folder, "account.ts"), "utf8")).toContain("customer")
    expect((await typegen("check")).code).toBe(0)
    await run(["request", "POST", "/fields", "--data", '{"field":{"title":"Plan","type":"text"}}'], { env })
    const drift = await typegen("check", "--json")
    expect([drift.code, JSON.parse(drift.out).status]).toEqual([2, "drift"])
    expect((await typegen("diff")).code).toBe(0)
  })
})

describe("webhooks", () => {
  it("decodes a body, and passes exit codes on", async () => {
    const body = fileOf("body.form", "type=subscribe&date_time=2026-03-02T10:15:00-06:00&contact[id]=12")
    const { code, out } = await run(["webhooks", "decode", body])
    expect([code, JSON.parse(out)._tag]).toEqual([0, "ContactSubscribed"])
    const missing = await run(["webhooks", "decode", join(folder, "missing.form")])
    expect([missing.code, missing.out]).toEqual([2, ""])
    expect(missing.err).toMatch(sentence)
  })

  it("listens with a secret, and prints events without personal data", async () => {
    const secret = "0123456789abcdef0123"
    const body = "type=subscribe&contact[id]=12&contact[email]=jane%40example.com"
    let posted: Promise<ReadonlyArray<number>> | undefined
    const post = async (url: string) => {
      const send = (target: string) =>
        fetch(target, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } })
      return [(await send(url.replace(secret, "other"))).status, (await send(url)).status]
    }
    const { code, err, out } = await run(["webhooks", "listen", "--port", "0"], {
      env: { WEBHOOK_SECRET: secret },
      stopAfter: (err, out) => {
        const [url] = /http:\S+/.exec(err) ?? []
        if (url !== undefined && posted === undefined) posted = post(url)
        return out.includes("\n")
      }
    })
    expect(code).toBe(0)
    expect(await posted).toEqual([404, 200])
    expect(out).toMatch(/^\d\d:\d\d:\d\d {2}subscribe {2}contact 12 {2}3 values\n$/)
    expect(err).toContain("rejected a webhook request with 404")
    expect(out + err).not.toContain("jane")
  })
})

describe("bad input", () => {
  const csv = fileOf("contacts.csv", "email\njane@example.com\n")
  const unclosed = fileOf("unclosed.csv", 'email\n"jane@example.com\n')
  const paths = [
    "//example.com/x",
    "/api/3//example.com",
    "/\\example.com",
    "/contacts/../users",
    "/contacts/%2E./users"
  ]
  it.each([...paths, "/contacts#7", "/contacts\u001b[2J", "/", "", "../v1/x"])("does not send to %j", async (path) => {
    const { code, err } = await run(["request", "DELETE", path], { env })
    expect([code, err]).toEqual([2, expect.stringContaining("PATH must be a path below /api/3")])
    expect(err.trimEnd()).not.toMatch(/\p{Cc}/u)
  })

  it.each<readonly [code: number, message: string, args: ReadonlyArray<string>]>([
    [2, 'METHOD must be one of GET, POST, PUT, PATCH, DELETE; got "FETCH"', ["request", "FETCH", "/contacts"]],
    [2, "PATH must be a path below /api/3", ["request", "GET", "https://example.com/contacts"]],
    [2, "--query must be a name and a value", ["request", "GET", "/contacts", "--query", "jane"]],
    [2, "--data must be JSON", ["request", "POST", "/tags", "--data", "{"]],
    [2, "does not exist", ["request", "POST", "/tags", "--data", "@/nowhere/tag.json"]],
    [2, "Missing argument <PATH>", ["request", "GET"]],
    [2, '"--foo" is not an option of request', ["request", "GET", "/tags", "--foo"]],
    [2, "automations", ["import", csv]],
    [2, "/nowhere/a.csv does not exist", ["import", "/nowhere/a.csv", "--automations", "skip"]],
    [2, "is not a file", ["import", folder, "--automations", "skip"]],
    [2, "--column must be a header and where it goes", ["import", csv, "--automations", "skip", "--column", "Plan"]],
    [2, '--column or --ignore has "Plan"', ["import", csv, "--automations", "skip", "--dry-run", "--ignore", "Plan"]],
    [2, 'no list is named "News"', ["import", csv, "--automations", "skip", "--dry-run", "--subscribe", "News"]],
    [2, "--delimiter must be one character", ["import", csv, "--automations", "skip", "--delimiter", ";;"]],
    [2, "line 2 of the CSV: a quote is not closed", ["import", unclosed, "--automations", "skip", "--dry-run"]],
    [2, "is a folder", ["export", "contacts", "--output", folder]],
    [2, "does not exist", ["export", "tags", "--output", "/nowhere/tags.csv"]],
    [2, "is not a file", ["export", "tags", "--output", "/dev/null"]],
    [2, "is a folder", ["sync", "contacts", "--output", folder]],
    [
      2,
      'ENTITY must be one of contacts, deals, accounts, lists, tags, campaigns, automations, users; got "contact"',
      ["export", "contact"]
    ],
    [2, "--status and --list are for contacts", ["export", "deals", "--status", "active"]],
    [2, "--json needs --output", ["export", "contacts", "--json"]],
    [2, "output", ["sync", "contacts"]],
    [2, "there is no job nothing", ["jobs", "status", "nothing", "--database", join(folder, "jobs.db")]],
    [2, "port", ["fake", "--port", "http"]],
    [2, "no such file or directory", ["fake", "--seed", "/nowhere/seed.json"]],
    [2, "--port must be a number from 0 to 65535", ["webhooks", "listen", "--port", "70000"]],
    [1, "Invalid subcommand for typegen", ["typegen", "push"]]
  ])("ends with %i and %j", async (code, message, args) => {
    const finished = await run(args, { env })
    expect([finished.code, finished.out]).toEqual([code, ""])
    expect(finished.err).toContain(message)
    expect(finished.err).toMatch(sentence)
  })

  it.each([
    [{}, "the variable ACTIVECAMPAIGN_API_URL is not set"],
    [{ ACTIVECAMPAIGN_API_URL: "https://a.api-us1.com" }, "the variable ACTIVECAMPAIGN_API_KEY is not set"],
    [{ ACTIVECAMPAIGN_API_URL: "a.api-us1.com", ACTIVECAMPAIGN_API_KEY: "s3cret" }, "must be a URL such as https://"]
  ])("says which variable is wrong: %j", async (env, message) => {
    const { code, err } = await run(["request", "GET", "/contacts"], { env })
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(err).toMatch(sentence)
    expect(err).not.toContain("s3cret")
  })
})

describe("help", () => {
  it.each(Object.keys(commands))("of %s shows options and examples that the command accepts", async (name) => {
    const definition = await commands[name]?.load()
    for (const [path, examples] of Object.entries(definition?.examples ?? {})) {
      const { code, err, out } = await run([...path.split(" "), "--help"])
      expect([code, err]).toEqual([0, ""])
      expect(out).toMatch(new RegExp(`^Usage: effect-activecampaign ${path}`))
      expect(examples.length).toBeGreaterThan(0)
      for (const example of examples) {
        expect(out).toContain(example)
        expect(example).toContain(`effect-activecampaign ${name}`)
        for (const [option] of example.matchAll(/(?<= )--[a-z-]+/g)) {
          const [, subcommand = ""] = new RegExp(`${name} ([a-z]+)`).exec(example) ?? []
          const own = `${name} ${subcommand}` in (definition?.examples ?? {}) ? [name, subcommand] : [name]
          expect((await run([...own, "--help"])).out).toContain(option)
        }
      }
    }
  })
})
