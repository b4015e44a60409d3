/**
 * Three runners that share jobs through Postgres, one of which is killed. Runs if `POSTGRES_URL` is set.
 */
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import * as PgClient from "@effect/sql-pg/PgClient"
import { expect, it } from "@effect/vitest"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { csvOf, snapshotOf } from "./support/killed.js"
import { bundle, directory, start } from "./support/processes.js"

const server = process.env["POSTGRES_URL"]
if (server === undefined) console.log("skipped: POSTGRES_URL is not set")

/** A database of its own. */
const database = Effect.acquireRelease(
  Effect.gen(function* () {
    const name = `jobs_${Math.random().toString(36).slice(2)}`
    yield* Effect.flatMap(PgClient.PgClient, (sql) => sql.unsafe(`CREATE DATABASE ${name}`)).pipe(
      Effect.provide(PgClient.layer({ url: Redacted.make(server ?? "") }))
    )
    const url = new URL(server ?? "")
    url.pathname = name
    return { name, url: url.href }
  }),
  ({ name }) =>
    Effect.flatMap(PgClient.PgClient, (sql) => sql.unsafe(`DROP DATABASE ${name} WITH (FORCE)`)).pipe(
      Effect.provide(PgClient.layer({ url: Redacted.make(server ?? "") })),
      Effect.orDie
    )
)

it.scopedLive.skipIf(server === undefined)("three runners, one killed: all jobs are done, within the rate limit", () =>
  Effect.gen(function* () {
    const rows = 2_500
    const contacts = 1_200
    const path = yield* directory
    const { url } = yield* database
    const [accountScript, runnerScript] = yield* Effect.all([bundle("account", path), bundle("runner", path)])
    const account = yield* start(accountScript, [String(contacts), "50", "5"])
    const apiUrl = yield* Effect.promise(() => account.line("http"))
    const csv = join(path, "contacts.csv")
    yield* Effect.promise(() => writeFile(csv, csvOf(rows)))
    const started = performance.now()
    const inDatabase = Effect.provide(Layer.provide(Jobs.layer, PgClient.layer({ url: Redacted.make(url) })))
    yield* Effect.flatMap(Jobs.Jobs, ({ start }) =>
      Effect.all([
        start("import", { kind: "import", file: csv, automations: "skip" }),
        ...["a", "b"].map((name) =>
          start(name, { kind: "export", entity: "contacts", file: join(path, `${name}.ndjson`), format: "ndjson" })
        )
      ])
    ).pipe(inDatabase)
    const runners = yield* Effect.forEach([1, 2, 3], () => start(runnerScript, [url, apiUrl, "shared"]))
    yield* Effect.forEach(runners, (runner) => Effect.promise(() => runner.line("ready")), { concurrency: 3 })
    yield* Effect.sleep(4_000)
    runners[0]?.child.kill("SIGKILL")
    const ends = yield* Effect.forEach(runners.slice(1), (runner) => Effect.promise(() => runner.ended), {
      concurrency: 2
    })
    console.log((performance.now() - started) / 1000, ends)
    const list = yield* Effect.flatMap(Jobs.Jobs, ({ list }) => list).pipe(inDatabase)
    expect(
      list.map(({ state }) => state),
      JSON.stringify(ends)
    ).toEqual(["done", "done", "done"])
    for (const name of ["a", "b"]) {
      const text = yield* Effect.promise(() => readFile(join(path, `${name}.ndjson`), "utf8"))
      const ids = text
        .trimEnd()
        .split("\n")
        .map((line) => String(JSON.parse(line).id))
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBeGreaterThanOrEqual(contacts)
    }
    const { contacts: all, importBatches = [] } = yield* snapshotOf(apiUrl)
    expect(all).toHaveLength(contacts + rows)
    expect(importBatches.flatMap((batch) => batch.contacts)).toHaveLength(rows)
    account.child.kill("SIGKILL")
    const { output } = yield* Effect.promise(() => account.ended)
    expect(output.filter((line) => line.startsWith("refused"))).toEqual([])
  })
)
