/**
 * Jobs in processes that are killed at random moments. The account is in a process of its own, which lives on. `JOBS_KILLS` is how
 * often each job is killed.
 */
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { type Killed, killed } from "./support/killed.js"

const kills = Number(process.env["JOBS_KILLS"] ?? 3)

const tell = (kind: string, { kills, refused, seconds, status }: Killed) =>
  console.log(
    `${kind}: killed ${kills} times in ${seconds.toFixed(0)} s; ${status.state}; ${JSON.stringify(status.rows)}; ${refused}`
  )

it.scopedLive(
  "an export whose process is killed again and again is complete and has no row twice",
  () =>
    Effect.gen(function* () {
      const rows = 1_500 * kills
      const end = yield* killed("export", { kills, life: 3_000, latency: 50, rows })
      tell("export", end)
      expect(end.status, end.output.join("\n")).toMatchObject({ state: "done", rows: { done: rows } })
      const ids = end.file
        .trimEnd()
        .split("\n")
        .map((line) => String(JSON.parse(line).id))
      expect(ids).toHaveLength(rows)
      expect(new Set(ids).size).toBe(rows)
    }),
  { timeout: 3_600_000 }
)

it.scopedLive(
  "an import whose process is killed again and again imports each contact, and sends none twice",
  () =>
    Effect.gen(function* () {
      // The importer takes 25,000 rows in a minute: so many that it is not done before the last kill.
      const rows = 3_500 * kills
      const end = yield* killed("import", { kills, life: 3_000, longLife: 20_000, latency: 10, rows })
      tell("import", end)
      const counted = { total: rows, done: rows, failed: 0, unknown: 0 }
      expect(end.status, end.output.join("\n")).toMatchObject({ state: "done", rows: counted })
      expect(end.snapshot.contacts).toHaveLength(rows)
      const sent = (end.snapshot.importBatches ?? []).flatMap(({ contacts }) => contacts.map(({ email }) => email))
      expect(new Set(sent).size).toBe(rows)
      expect(sent).toHaveLength(rows)
    }),
  { timeout: 3_600_000 }
)
