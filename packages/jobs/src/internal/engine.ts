/**
 * What the engines of one process and of several have in common.
 */
import * as ClusterWorkflowEngine from "@effect/cluster/ClusterWorkflowEngine"
import type * as ShardingConfig from "@effect/cluster/ShardingConfig"
import * as SingleRunner from "@effect/cluster/SingleRunner"
import type * as SqlClient from "@effect/sql/SqlClient"
import type * as WorkflowEngine from "@effect/workflow/WorkflowEngine"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"

/** How many shards the jobs are spread over. It is the same in all runners of a database. */
const shardsPerGroup = 64

/**
 * The engine over a database. Its own layers are constants, which would be built once for all databases; so this one is built
 * for each. What it logs of its ordinary work, such as that the last runner has ended, is left out.
 */
export const engineLayer = (
  runnerStorage: "memory" | "sql",
  config: Partial<ShardingConfig.ShardingConfig["Type"]> = {}
): Layer.Layer<WorkflowEngine.WorkflowEngine, never, SqlClient.SqlClient> =>
  Layer.fresh(
    ClusterWorkflowEngine.layer.pipe(
      Layer.provide(
        Layer.orDie(SingleRunner.layer({ runnerStorage, shardingConfig: { shardsPerGroup, ...config } })).pipe(
          Layer.provide(Logger.minimumLogLevel(LogLevel.Error))
        )
      )
    )
  )
