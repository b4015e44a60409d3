/**
 * The file of an export: who can read it, what it replaces, and what is left of one that is not complete.
 */
import { chmod, copyFile, lstat, mkdir, readdir, stat, symlink } from "node:fs/promises"
import { join } from "node:path"
import { expect } from "@effect/vitest"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Effect from "effect/Effect"
import { inDirectory, read, write } from "./support/directory.js"

const exported = (name: string, file: string) =>
  Effect.flatMap(Jobs.Jobs, ({ start }) =>
    Effect.zipRight(start(name, { kind: "export", entity: "contacts", file, format: "ndjson" }), Jobs.await(name))
  )

const modeOf = (file: string) => Effect.promise(async () => (await stat(file)).mode & 0o777)
const parts = (path: string) =>
  Effect.promise(async () => (await readdir(path)).filter((name) => name.endsWith(".part")))

inDirectory(
  "is readable by its owner; one that it replaces keeps its permissions and the link to it",
  (path) =>
    Effect.gen(function* () {
      const [file, link] = [join(path, "contacts.ndjson"), join(path, "link.ndjson")]
      expect((yield* exported("first", file)).state).toBe("done")
      expect(yield* modeOf(file)).toBe(0o600)
      yield* write(file, "old")
      yield* Effect.promise(() => chmod(file, 0o640))
      yield* Effect.promise(() => symlink(file, link))
      expect((yield* exported("second", link)).state).toBe("done")
      expect((yield* Effect.promise(() => lstat(link))).isSymbolicLink()).toBe(true)
      expect(yield* modeOf(file)).toBe(0o640)
      expect((yield* read(file)).trimEnd().split("\n")).toHaveLength(10)
    }),
  { contacts: 10 }
)

inDirectory(
  "is refused before the first request if it cannot be written",
  (path) =>
    Effect.gen(function* () {
      yield* Effect.promise(() => mkdir(join(path, "folder")))
      const folder = yield* exported("folder", join(path, "folder"))
      expect(folder).toMatchObject({ state: "failed", error: expect.stringContaining("it is a folder") })
      const nowhere = yield* exported("nowhere", join(path, "none", "contacts.ndjson"))
      expect(nowhere).toMatchObject({ state: "failed", error: expect.stringContaining("its folder does not exist") })
      expect((yield* FakeAccount.FakeAccount).requests.map(({ path }) => path)).toEqual([])
    }),
  { contacts: 10 }
)

inDirectory(
  "has no leftovers when it is complete or cancelled",
  (path) =>
    Effect.gen(function* () {
      const { cancel, resume } = yield* Jobs.Jobs
      const { faults } = yield* FakeAccount.FakeAccount
      const failing = Faults.on("GET /contacts", Faults.forbidden(), { after: 1 })
      faults.add(failing)
      expect((yield* exported("export", join(path, "contacts.ndjson"))).state).toBe("failed")
      const [part = ""] = yield* parts(path)
      // What an execution leaves that was killed before its first checkpoint.
      yield* Effect.promise(() => copyFile(join(path, part), join(path, part.replace(/-.*/, "-killed.part"))))
      faults.clear()
      yield* resume("export")
      expect(yield* Jobs.await("export")).toMatchObject({ state: "done", rows: { done: 250 } })
      expect(yield* parts(path)).toEqual([])
      faults.add(failing)
      expect((yield* exported("other", join(path, "other.ndjson"))).state).toBe("failed")
      expect(yield* parts(path)).toHaveLength(1)
      yield* cancel("other")
      expect(yield* parts(path)).toEqual([])
    }),
  { contacts: 250 }
)
