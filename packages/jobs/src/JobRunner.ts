/**
 * Runs jobs: imports, exports and syncs as workflows of `@effect/workflow`. A job that was interrupted by the end of a process is
 * continued when a runner is there again.
 *
 * ```ts
 * import * as JobRunner from "@effect-activecampaign/jobs/JobRunner"
 * import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
 *
 * const main = Layer.launch(JobRunner.layer().pipe(Layer.provide(JobsSqlite.layer({ file: "jobs.db" }))))
 * ```
 *
 * | crash while | what happens then |
 * | --- | --- |
 * | an export writes a row | the file is cut off at the last checkpoint (about one second), and continued |
 * | a batch waits for the rate limit | it is sent |
 * | a batch is sent, and its response is not there | it is looked for in the account, and sent again only if nothing of it is there |
 * | ActiveCampaign works on a batch | its result is retrieved |
 *
 * Jobs share the rate limit of the process, or of all if it is `RateLimiterSql` or `RateLimiterRedis`.
 */

import type * as SqlClient from "@effect/sql/SqlClient"
import type * as WorkflowEngine from "@effect/workflow/WorkflowEngine"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Duration from "effect/Duration"
import * as Layer from "effect/Layer"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import { runnerLayer } from "./internal/runner.js"
import type { JobsUnavailableError } from "./Jobs.js"

/** How jobs run. */
export interface Options {
  /**
   * How long an import or export goes on trying if ActiveCampaign or the network is down, before it fails and waits for
   * `Jobs.resume`; default 6 hours.
   */
  readonly patience?: Duration.DurationInput | undefined
  /** How long a batch is looked for in the account if its response was lost; default 2 minutes. */
  readonly lookUpPatience?: Duration.DurationInput | undefined
}

/** Runs the jobs of the database. */
export const layer = (
  options: Options = {}
): Layer.Layer<
  never,
  JobsUnavailableError,
  SqlClient.SqlClient | WorkflowEngine.WorkflowEngine | ActiveCampaignClient
> =>
  runnerLayer({
    patience: Duration.toMillis(options.patience ?? "6 hours"),
    lookUpPatience: Duration.toMillis(options.lookUpPatience ?? "2 minutes")
  }).pipe(Layer.provide(Directory.layer()))
