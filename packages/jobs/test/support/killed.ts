/**
 * Kills the process that runs a job at random moments, until it has been killed as often as asked; then lets it end.
 */
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { bundle, directory, start } from "./processes.js"

/** Row of the fake account. */
interface Snapshot {
  readonly contacts: ReadonlyArray<{ readonly id: string; readonly email: string }>
  readonly contactTags?: ReadonlyArray<{ readonly contact: string; readonly tag: string }>
  readonly importBatches?: ReadonlyArray<{ readonly contacts: ReadonlyArray<{ readonly email: string }> }>
}

/** What has become of a job. */
export interface Killed {
  readonly kills: number
  readonly status: Jobs.Status
  readonly seconds: number
  /** Output of the last process. */
  readonly output: ReadonlyArray<string>
  /** Requests that the account refused. */
  readonly refused: string
  readonly file: string
  readonly snapshot: Snapshot
}

export interface Options {
  readonly kills: number
  /**
   * The longest that a process lives before it is killed (ms). Every fifth lives longer: what is looked for in the account after
   * a crash is looked for from the beginning if the process is killed meanwhile.
   */
  readonly life: number
  readonly longLife?: number
  /** Rows in the account, and in the file of an import. */
  readonly rows: number
  /** How long a response of the account takes (ms). */
  readonly latency: number
  readonly random?: () => number
}

/** The file of an import: each row once, and some addresses twice. */
export const csvOf = (rows: number): string => {
  const lines = Array.from({ length: rows }, (_, place) => `person${place}@example.com,Name ${place},imported`)
  return ["email,first_name,tags", ...lines, ""].join("\n")
}

const databaseOf = (file: string) => Layer.provide(Jobs.layer, JobsSqlite.layerClient({ file }))

export const snapshotOf = (apiUrl: string): Effect.Effect<Snapshot> =>
  Effect.promise(async () =>
    (await fetch(`${apiUrl}/__fake/snapshot`, { headers: { "api-token": "fake-key" } })).json()
  )

/** Runs a job in processes that are killed. */
export const killed = (
  kind: "import" | "export",
  { kills, latency, life, longLife = life, random = Math.random, rows }: Options
) =>
  Effect.gen(function* () {
    const path = yield* directory
    const [accountScript, runnerScript] = yield* Effect.all([bundle("account", path), bundle("runner", path)])
    const account = yield* start(accountScript, [kind === "export" ? String(rows) : "0", String(latency)])
    const apiUrl = yield* Effect.promise(() => account.line("http"))
    const file = join(path, kind === "export" ? "contacts.ndjson" : "contacts.csv")
    const database = join(path, "jobs.db")
    if (kind === "import") yield* Effect.promise(() => writeFile(file, csvOf(rows)))
    const spec: Jobs.Spec =
      kind === "import" ? { kind, file, automations: "skip" } : { kind, entity: "contacts", file, format: "ndjson" }
    const status = Effect.provide(
      Effect.flatMap(Jobs.Jobs, ({ start }) => start("job", spec)),
      databaseOf(database)
    )
    yield* status
    const started = performance.now()
    let done = 0
    while (done < kills) {
      const runner = yield* start(runnerScript, [database, apiUrl])
      yield* Effect.promise(() => runner.line("ready"))
      yield* Effect.sleep(random() * (done % 5 === 4 ? longLife : life))
      runner.child.kill("SIGKILL")
      yield* Effect.promise(() => runner.ended)
      if ((yield* status).state === "done") break
      done++
    }
    const last = yield* start(runnerScript, [database, apiUrl])
    const { output } = yield* Effect.promise(() => last.ended)
    return {
      kills: done,
      status: yield* status,
      seconds: (performance.now() - started) / 1000,
      output,
      refused: `${account.output.filter((line) => line.startsWith("refused")).length} requests refused`,
      file: kind === "export" ? yield* Effect.promise(() => readFile(file, "utf8")) : "",
      snapshot: yield* snapshotOf(apiUrl)
    } satisfies Killed
  })
