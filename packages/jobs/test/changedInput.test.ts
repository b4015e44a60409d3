/**
 * An import that goes on after its file or the account has changed: each row once, or a sentence.
 */
import { join } from "node:path"
import { expect } from "@effect/vitest"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Effect from "effect/Effect"
import { inDirectory, write } from "./support/directory.js"

const rows = 700

/** Every third row has an option that the field does not have. */
const plans = [
  "email,first_name,PLAN",
  ...Array.from({ length: rows }, (_, place) => `person${place}@example.com,Name,${place % 3 === 0 ? "gold" : "free"}`),
  ""
].join("\n")

const options = {
  fields: [{ id: "1", title: "Plan", perstag: "PLAN", type: "dropdown" as const }],
  fieldOptions: [{ id: "1", field: "1", value: "free", label: "free", orderid: "1" }]
} satisfies FakeAccount.Options

/** Starts an import that fails after some of its batches were sent. */
const begun = (file: string) =>
  Effect.gen(function* () {
    const { faults } = yield* FakeAccount.FakeAccount
    faults.add(Faults.on("GET /import/info", Faults.forbidden()))
    const { start } = yield* Jobs.Jobs
    yield* start("import", { kind: "import", file, automations: "skip" })
    expect((yield* Jobs.await("import")).state).toBe("failed")
    faults.clear()
  })

const resumed = Effect.gen(function* () {
  const { resume } = yield* Jobs.Jobs
  yield* resume("import")
  return yield* Jobs.await("import")
})

const changes = [
  ["the headers, or rows from line 2 on", (text: string) => text.replace("first_name,PLAN", "PLAN,first_name")],
  ["the headers, or rows from line 2 on", (text: string) => text.replace("person699@", "person799@")],
  ["the headers, or rows from line 2 on", (text: string) => `${text.trimEnd()}x`],
  ["rows were appended", (text: string) => `${text}new@example.com,New,free\n`]
] as const

inDirectory(
  "an import does not go on with another file, and has the same rows in its batches if the account has other options",
  (path) =>
    Effect.gen(function* () {
      const file = join(path, "contacts.csv")
      yield* write(file, plans)
      yield* begun(file)
      for (const [sentence, change] of changes) {
        yield* write(file, change(plans))
        const { error, state } = yield* resumed
        expect(state).toBe("failed")
        expect(error).toContain(`was changed since the import began (${sentence})`)
      }
      yield* write(file, plans)
      const account = yield* FakeAccount.FakeAccount
      account.insert("fieldOptions", { id: "2", field: "1", value: "gold", label: "gold", orderid: "2" })
      const failed = Math.ceil(rows / 3)
      expect(yield* resumed).toMatchObject({
        state: "done",
        rows: { total: rows, done: rows - failed, failed, unknown: 0 }
      })
      expect(new Set(account.rows.contacts.map(({ email }) => email)).size).toBe(rows - failed)
    }),
  options
)
