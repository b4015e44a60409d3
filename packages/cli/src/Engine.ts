/**
 * The engine of durable jobs, with SQLite. It is imported when it is needed, since its driver may not be installed.
 */
import * as JobRunner from "@effect-activecampaign/jobs/JobRunner"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
import * as Layer from "effect/Layer"
import { client } from "./Account.js"

/** Lists and controls the jobs of a file, also while another process runs them. */
export const layerClient = (file: string) => Jobs.layer.pipe(Layer.provide(JobsSqlite.layerClient({ file })))

/** Runs the jobs of a file. */
export const layerRunner = (file: string) =>
  Layer.merge(Jobs.layer, Layer.provide(JobRunner.layer(), client())).pipe(Layer.provide(JobsSqlite.layer({ file })))
