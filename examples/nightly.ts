/**
 * What runs every night: an export into a file, and a table that is brought up to date. Both are durable jobs. Start this program
 * again after a crash, and they go on where they were; start it twice a day, and they run once.
 */
import { mkdtemp, readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { NodeRuntime } from "@effect/platform-node"
import { SqlClient } from "@effect/sql"
import * as JobRunner from "@effect-activecampaign/jobs/JobRunner"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
import { Console, Effect, Layer, Stream } from "effect"
import { ActiveCampaignClient, Contacts } from "effect-activecampaign"
import { account } from "./account.js"

/** A directory that stays, in a real job. */
const directory = await mkdtemp(join(tmpdir(), "nightly-"))

const report = (name: string) =>
  Effect.flatMap(Jobs.Jobs, ({ watch }) =>
    Stream.runForEach(watch(name), ({ rows, state }) => Console.log(`${name}: ${state}, ${rows.done} rows`))
  )

const program = Effect.gen(function* () {
  yield* Effect.forEach(["jane@example.com", "joe@example.com"], (email) => Contacts.sync({ email }))

  const { start } = yield* Jobs.Jobs
  const file = join(directory, "contacts.csv")
  yield* start("export 2026-05-28", { kind: "export", entity: "contacts", file, format: "csv" })
  yield* start("sync 2026-05-28", { kind: "sync", entity: "contacts", table: "crm_contacts" })
  yield* Effect.all([report("export 2026-05-28"), report("sync 2026-05-28")], { concurrency: 2 })

  const text = yield* Effect.promise(() => readFile(file, "utf8"))
  yield* Console.log(`Lines in the file: ${text.trimEnd().split("\r\n").length}`)
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ readonly id: string }>`SELECT id FROM crm_contacts ORDER BY id`
  yield* Console.log(`Contacts in the table: ${rows.map(({ id }) => id).join(", ")}`)
})

program.pipe(
  Effect.provide(
    JobRunner.layer().pipe(
      Layer.provideMerge(Jobs.layer),
      Layer.provideMerge(JobsSqlite.layer({ file: join(directory, "jobs.db") })),
      Layer.provideMerge(ActiveCampaignClient.layer)
    )
  ),
  Effect.provide(account),
  NodeRuntime.runMain
)
