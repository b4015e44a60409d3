/**
 * Durable jobs in a Postgres database that several processes and machines share.
 *
 * ```ts
 * import * as JobRunner from "@effect-activecampaign/jobs/JobRunner"
 * import * as JobsCluster from "@effect-activecampaign/jobs/JobsCluster"
 * import * as PgClient from "@effect/sql-pg/PgClient"
 * import * as Redacted from "effect/Redacted"
 *
 * const Runner = JobRunner.layer().pipe(
 *   Layer.provideMerge(JobsCluster.layer()),
 *   Layer.provideMerge(PgClient.layer({ url: Redacted.make("postgres://localhost/jobs") }))
 * )
 * ```
 *
 * Runners find each other and exchange messages through the database: they open no ports. If one ends, the others take over its
 * jobs. Files of jobs must be reachable by all machines under the same path. Limit the account's requests together: with
 * `RateLimiterSql` or `RateLimiterRedis`.
 *
 * Install `@effect/workflow`, `@effect/cluster`, `@effect/rpc`, `@effect/sql` and `@effect/sql-pg`.
 */
import { randomInt } from "node:crypto"
import { hostname } from "node:os"
import * as RunnerAddress from "@effect/cluster/RunnerAddress"
import type * as SqlClient from "@effect/sql/SqlClient"
import type * as WorkflowEngine from "@effect/workflow/WorkflowEngine"
import * as Duration from "effect/Duration"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { engineLayer } from "./internal/engine.js"

/** Options of a runner. */
export interface Options {
  /**
   * How long a runner is not heard of until others take over its jobs; default 15 seconds.
   */
  readonly takeOverAfter?: Duration.DurationInput | undefined
}

/** A runner finds others by the database only, so that its address is a name. */
const addressOf = () => RunnerAddress.make(`${hostname()}-${process.pid}`, randomInt(1, 2 ** 31))

/** The engine for several processes and machines that share the database of the `SqlClient`. */
export const layer = (options: Options = {}): Layer.Layer<WorkflowEngine.WorkflowEngine, never, SqlClient.SqlClient> =>
  Layer.suspend(() => {
    const expiration = Duration.toMillis(options.takeOverAfter ?? "15 seconds")
    return engineLayer("sql", {
      runnerAddress: Option.some(addressOf()),
      shardLockExpiration: Duration.millis(expiration),
      shardLockRefreshInterval: Duration.millis(expiration / 4),
      entityMessagePollInterval: Duration.seconds(1)
    })
  })
