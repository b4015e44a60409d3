/**
 * A process that runs jobs until all have ended, or until it is killed. Says `ready` when its runner is there.
 */

import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import type * as SqlClient from "@effect/sql/SqlClient"
import * as PgClient from "@effect/sql-pg/PgClient"
import type * as WorkflowEngine from "@effect/workflow/WorkflowEngine"
import * as JobRunner from "@effect-activecampaign/jobs/JobRunner"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as JobsCluster from "@effect-activecampaign/jobs/JobsCluster"
import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Credentials from "effect-activecampaign/Credentials"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import * as RateLimiterSql from "effect-activecampaign/RateLimiterSql"

const [, , database = "", apiUrl = "", pace = ""] = process.argv

const Storage: Layer.Layer<SqlClient.SqlClient | WorkflowEngine.WorkflowEngine, unknown> = database.startsWith(
  "postgres"
)
  ? JobsCluster.layer({ takeOverAfter: "6 seconds" }).pipe(
      Layer.provideMerge(PgClient.layer({ url: Redacted.make(database) }))
    )
  : JobsSqlite.layer({ file: database })

const Client = ActiveCampaignClient.layer.pipe(
  Layer.provide([Credentials.layer({ apiUrl, apiKey: "fake-key" }), FetchHttpClient.layer])
)

/** Runners of a cluster share the limit through the database, as they share the jobs. */
const Limiter: Layer.Layer<RateLimiter.RateLimiter, never, SqlClient.SqlClient> =
  pace === "shared" ? RateLimiterSql.layer() : RateLimiter.layer({ account: { limit: 10_000, window: "1 second" } })

const program = Effect.gen(function* () {
  const jobs = yield* Jobs.Jobs
  console.log("ready")
  yield* Effect.repeat(jobs.list, {
    schedule: Schedule.spaced("100 millis"),
    until: (list) => list.every(({ state }) => state !== "queued" && state !== "running")
  })
  for (const { error, name, rows, state } of yield* jobs.list) console.log(JSON.stringify({ name, state, rows, error }))
})

await program.pipe(
  Effect.provide(
    JobRunner.layer({ lookUpPatience: "8 seconds" }).pipe(
      Layer.provideMerge(Jobs.layer),
      Layer.provideMerge(Client),
      Layer.provide(Limiter),
      Layer.provideMerge(Storage)
    )
  ),
  Effect.runPromise
)
process.exit()
