/**
 * The SQLite file of jobs: any path, for its owner alone, one runner however it is reached, and a sentence if it cannot be opened.
 */
import { mkdir, readdir, stat, symlink } from "node:fs/promises"
import { join } from "node:path"
import { expect, it } from "@effect/vitest"
import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { directory, write } from "./support/directory.js"

const build = (file: string) => Layer.build(JobsSqlite.layer({ file }))
const messageOf = (file: string) => Effect.map(Effect.flip(Effect.scoped(build(file))), ({ message }) => message)

it.scopedLive("can have any name, and is readable by its owner", () =>
  Effect.gen(function* () {
    const folder = join(yield* directory, "C# a?b%20")
    yield* Effect.promise(() => mkdir(folder))
    yield* build(join(folder, "jobs.db"))
    const files = yield* Effect.promise(() => readdir(folder))
    expect(files).toEqual(expect.arrayContaining(["jobs.db", "jobs.db.lock"]))
    const modes = yield* Effect.promise(() =>
      Promise.all(files.map(async (name) => (await stat(join(folder, name))).mode))
    )
    expect(new Set(modes.map((mode) => mode & 0o777))).toEqual(new Set([0o600]))
  })
)

it.scopedLive("has one runner, also if another path leads to it", () =>
  Effect.gen(function* () {
    const folder = yield* directory
    const [file, link] = [join(folder, "jobs.db"), join(folder, "link.db")]
    yield* Effect.scoped(build(file))
    yield* Effect.promise(() => symlink(file, link))
    yield* build(link)
    expect(yield* messageOf(file)).toContain("run by another process")
  })
)

it.scopedLive("is not said to be used by another process if it cannot be opened", () =>
  Effect.gen(function* () {
    const folder = yield* directory
    const junk = join(folder, "junk.db")
    yield* write(junk, "not a database".repeat(100))
    for (const file of [join(folder, "none", "jobs.db"), folder, junk]) {
      expect(yield* messageOf(file)).toContain(`The jobs in ${file} could not be opened (`)
    }
  })
)
