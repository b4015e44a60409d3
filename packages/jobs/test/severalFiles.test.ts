/** Files of jobs that are open at the same time, as for several accounts: each has its own jobs and its own engine. */
import { join } from "node:path"
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, it } from "@effect/vitest"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as LayerMap from "effect/LayerMap"
import { directory } from "./support/directory.js"

it.scopedLive("have their own jobs and engines", () =>
  Effect.gen(function* () {
    const folder = yield* directory
    const names = ["brand", "shop"]
    const files = yield* LayerMap.make(
      (name: string) => Layer.provideMerge(Jobs.layer, JobsSqlite.layer({ file: join(folder, name) })),
      { idleTimeToLive: "1 minute" }
    )
    const start = (name: string) =>
      Effect.flatMap(Jobs.Jobs, (jobs) => jobs.start(name, { kind: "sync", entity: "contacts", table: name }))
    yield* Effect.forEach(names, (name) => Effect.provide(start(name), files.get(name)), { discard: true })
    const found = yield* Effect.forEach(names, (name) =>
      Effect.gen(function* () {
        const jobs = yield* Effect.flatMap(Jobs.Jobs, (jobs) => jobs.list)
        const sql = yield* SqlClient.SqlClient
        const tables = yield* sql<{
          readonly name: string
        }>`SELECT name FROM sqlite_master WHERE name = 'cluster_messages'`
        return { jobs: jobs.map(({ name }) => name), tables: tables.map(({ name }) => name) }
      }).pipe(Effect.provide(files.get(name)))
    )
    expect(found).toEqual(names.map((name) => ({ jobs: [name], tables: ["cluster_messages"] })))
  })
)
