/**
 * Jobs in one process, with a SQLite file in a directory of the test.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type * as SqlClient from "@effect/sql/SqlClient"
import { it } from "@effect/vitest"
import * as JobRunner from "@effect-activecampaign/jobs/JobRunner"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** A directory that is deleted with the scope. */
export const directory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "jobs-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true, force: true }))
)

/** A file as text. */
export const read = (file: string) => Effect.promise(() => readFile(file, "utf8"))
/** Writes a file. */
export const write = (file: string, text: string) => Effect.promise(() => writeFile(file, text))

/** A runner, its jobs and its account. */
export const runner = (file: string, options: FakeAccount.Options = {}) =>
  JobRunner.layer({ patience: "1 second", lookUpPatience: "5 seconds" }).pipe(
    Layer.provideMerge(Jobs.layer),
    Layer.provideMerge(JobsSqlite.layer({ file })),
    Layer.provideMerge(FakeAccount.layerClient({ limit: null, importDelay: 0, ...options }))
  )

/** A test with a runner in a directory. */
export const inDirectory = <A, E>(
  name: string,
  test: (path: string) => Effect.Effect<A, E, Jobs.Jobs | FakeAccount.FakeAccount | SqlClient.SqlClient>,
  options: FakeAccount.Options = {}
) =>
  it.scopedLive(name, () =>
    Effect.flatMap(directory, (path) => Effect.provide(test(path), runner(join(path, "jobs.db"), options)))
  )

/** A file of contacts. */
export const csv = (rows: number) =>
  ["email,first_name", ...Array.from({ length: rows }, (_, place) => `person${place}@example.com,Name`), ""].join("\n")
