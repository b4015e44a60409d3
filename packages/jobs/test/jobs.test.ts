/**
 * Durable jobs in one process: what they are asked for, what they tell, and what they leave behind.
 */
import { join } from "node:path"
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, it } from "@effect/vitest"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Chunk from "effect/Chunk"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { csv, directory, inDirectory, read, runner, write } from "./support/directory.js"

inDirectory("an import tells the lines and reasons of rows that failed, and the numbers of all", (path) =>
  Effect.gen(function* () {
    const file = join(path, "contacts.csv")
    const bad = "not an address,Name\n"
    yield* write(file, `email,first_name\na@example.com,A\n${bad}b@example.com,B\nc@nodomain,C\n`)
    const { failures, start } = yield* Jobs.Jobs
    yield* start("import", { kind: "import", file, automations: "skip" })
    const { rows, state } = yield* Jobs.await("import")
    expect({ rows, state }).toEqual({ state: "done", rows: { total: 4, done: 2, failed: 2, unknown: 0 } })
    const found = Chunk.toReadonlyArray(yield* Stream.runCollect(failures("import")))
    expect(found.map(({ line }) => line)).toEqual([3, 5])
    expect(JSON.stringify(found)).not.toContain("nodomain")
    const text = yield* Stream.mkString(Stream.decodeText(Jobs.failuresCsv("import")))
    expect(text.split("\r\n")[0]).toBe("line,reason")
    const { rows: account } = yield* FakeAccount.FakeAccount
    expect(account.contacts.map(({ email }) => email)).toEqual(["a@example.com", "b@example.com"])
  })
)

inDirectory(
  "the same start does nothing; another one of the name fails",
  (path) =>
    Effect.gen(function* () {
      const file = join(path, "contacts.ndjson")
      const { list, start, status } = yield* Jobs.Jobs
      const spec = { kind: "export", entity: "contacts", file, format: "ndjson" } as const
      yield* start("export", spec)
      yield* start("export", { format: "ndjson", file, entity: "contacts", kind: "export" })
      const conflict = yield* Effect.flip(start("export", { ...spec, format: "csv" }))
      expect(conflict).toMatchObject({ _tag: "JobConflictError", asked: "start" })
      expect(yield* Effect.flip(start(" ", spec))).toMatchObject({ _tag: "JobSpecError" })
      expect(yield* Effect.flip(status("import"))).toMatchObject({ _tag: "JobNotFoundError" })
      expect((yield* list).map(({ name }) => name)).toEqual(["export"])
      expect(yield* Jobs.await("export")).toMatchObject({ state: "done", rows: { done: 250 } })
      expect((yield* read(file)).trimEnd().split("\n")).toHaveLength(250)
      expect((yield* start("export", spec)).state).toBe("done")
    }),
  { contacts: 250 }
)

inDirectory(
  "an export in CSV has its columns once, also if it was paused in between",
  (path) =>
    Effect.gen(function* () {
      const file = join(path, "contacts.csv")
      const { pause, resume, start, watch } = yield* Jobs.Jobs
      yield* start("export", { kind: "export", entity: "contacts", file, format: "csv" })
      yield* Stream.runDrain(Stream.takeUntil(watch("export"), ({ rows }) => rows.done > 0))
      yield* pause("export")
      const paused = yield* Jobs.await("export")
      expect(paused.state).toBe("paused")
      expect(paused.rows.done).toBeLessThan(2_000)
      yield* resume("export")
      expect(yield* Jobs.await("export")).toMatchObject({ state: "done", rows: { done: 2_000 } })
      const [header = "", ...lines] = (yield* read(file)).trimEnd().split("\r\n")
      expect(header).toContain("email")
      expect(lines.filter((line) => line === header)).toEqual([])
      expect(new Set(lines).size).toBe(2_000)
    }),
  { contacts: 2_000, latency: "150 millis" }
)

inDirectory(
  "what is resumed before it has paused goes on",
  (path) =>
    Effect.gen(function* () {
      const file = join(path, "contacts.ndjson")
      const { pause, resume, start, watch } = yield* Jobs.Jobs
      yield* start("export", { kind: "export", entity: "contacts", file, format: "ndjson" })
      yield* Stream.runDrain(Stream.takeUntil(watch("export"), ({ state }) => state === "running"))
      for (let turn = 0; turn < 5; turn++) {
        yield* pause("export")
        yield* Effect.sleep(turn * 100)
        yield* resume("export")
      }
      expect(yield* Jobs.await("export")).toMatchObject({ state: "done", rows: { done: 1_000 } })
      const lines = (yield* read(file)).trimEnd().split("\n")
      expect(lines).toHaveLength(1_000)
      expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(1_000)
    }),
  { contacts: 1_000, latency: "100 millis" }
)

it.scopedLive("jobs without a runner are paused, resumed and cancelled at once", () =>
  Effect.gen(function* () {
    const file = join(yield* directory, "jobs.db")
    const context = yield* Layer.build(Layer.provide(Jobs.layer, JobsSqlite.layerClient({ file })))
    const { cancel, pause, resume, start, status } = Context.get(context, Jobs.Jobs)
    yield* start("sync", { kind: "sync", entity: "deals", table: "deals" })
    yield* pause("sync")
    expect((yield* status("sync")).state).toBe("paused")
    expect((yield* resume("sync")).state).toBe("queued")
    yield* cancel("sync")
    expect((yield* status("sync")).state).toBe("cancelled")
  })
)

inDirectory(
  "a cancelled import sends no more, and its name is free when it is removed",
  (path) =>
    Effect.gen(function* () {
      const file = join(path, "contacts.csv")
      yield* write(file, csv(5_000))
      const { cancel, remove, resume, start, watch } = yield* Jobs.Jobs
      const spec = { kind: "import", file, automations: "skip" } as const
      yield* start("import", spec)
      yield* Stream.runDrain(Stream.takeUntil(watch("import"), ({ state }) => state === "running"))
      expect(yield* Effect.flip(remove("import"))).toMatchObject({ _tag: "JobConflictError" })
      yield* cancel("import")
      const { rows, state } = yield* Jobs.await("import")
      expect(state).toBe("cancelled")
      expect(rows.done).toBeLessThan(5_000)
      expect(yield* Effect.flip(resume("import"))).toMatchObject({ _tag: "JobConflictError", asked: "resume" })
      yield* remove("import")
      yield* write(file, csv(10))
      yield* start("import", spec)
      expect(yield* Jobs.await("import")).toMatchObject({ state: "done", rows: { done: 10, total: 10 } })
    }),
  { latency: "400 millis" }
)

inDirectory("what fails says why, and goes on when it is resumed", (path) =>
  Effect.gen(function* () {
    const file = join(path, "contacts.csv")
    const { resume, start } = yield* Jobs.Jobs
    yield* start("import", { kind: "import", file, automations: "skip" })
    const failed = yield* Jobs.await("import")
    expect(failed).toMatchObject({ state: "failed" })
    expect(failed.error).toContain(file)
    yield* write(file, csv(300))
    yield* resume("import")
    expect(yield* Jobs.await("import")).toMatchObject({ state: "done", error: null, rows: { done: 300 } })
  })
)

inDirectory(
  "a sync stores what has changed since the last one",
  (path) =>
    Effect.gen(function* () {
      const account = yield* FakeAccount.FakeAccount
      const sql = yield* SqlClient.SqlClient
      const { start } = yield* Jobs.Jobs
      const sync = (name: string) =>
        Effect.zipRight(start(name, { kind: "sync", entity: "contacts", table: "crm_contacts" }), Jobs.await(name))
      const stored = Effect.map(
        sql<{ readonly id: string; readonly data: string }>`SELECT id, data FROM crm_contacts ORDER BY id`,
        (rows) => rows.map(({ data }) => JSON.parse(data))
      )
      expect(yield* sync("first")).toMatchObject({ state: "done", rows: { done: 30 } })
      expect(yield* stored).toHaveLength(30)
      account.update("contacts", "7", { firstName: "Changed", udate: new Date().toISOString() })
      expect(yield* sync("second")).toMatchObject({ state: "done", rows: { done: 1 } })
      const rows = yield* stored
      expect(rows).toHaveLength(30)
      expect(rows.find(({ id }) => id === "7")).toMatchObject({ firstName: "Changed" })
      const bad = yield* Effect.flip(start("bad", { kind: "sync", entity: "deals", table: "a; drop" }))
      expect(bad._tag).toBe("JobSpecError")
      expect(path).not.toBe("")
    }),
  { contacts: 30 }
)

it.scopedLive("a second process that would run the same jobs is told so in one sentence, and can still list them", () =>
  Effect.gen(function* () {
    const file = join(yield* directory, "jobs.db")
    yield* Layer.build(runner(file))
    const error = yield* Effect.flip(Effect.scoped(Layer.build(JobsSqlite.layer({ file }))))
    expect(error).toMatchObject({ _tag: "JobsLockedError" })
    expect(error.message).toContain("another process")
    const list = yield* Effect.provide(
      Effect.flatMap(Jobs.Jobs, ({ list }) => list),
      Layer.provide(Jobs.layer, JobsSqlite.layerClient({ file }))
    )
    expect(list).toEqual([])
  })
)
