/**
 * A table of a data warehouse that is kept up to date: the first run writes all contacts to an NDJSON file, each further one
 * appends those that changed since. A row is handled before its cursor is stored, so that a crash loses nothing.
 */
import { FetchHttpClient, FileSystem } from "@effect/platform"
import { NodeContext, NodeRuntime } from "@effect/platform-node"
import { Directory } from "@effect-activecampaign/account"
import { Changes, Ndjson } from "@effect-activecampaign/jobs"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import { Console, Effect, Layer, Option, Stream } from "effect"
import { ActiveCampaignClient, ContactId, Contacts, FieldId, RateLimiter } from "effect-activecampaign"

// ---------------------------------------------------------------------------------------------------------------
// The application
// ---------------------------------------------------------------------------------------------------------------

/**
 * One run: appends what changed since the last one. A failure ends it, and the next run continues at the last cursor. What a
 * user waits for goes first.
 */
const run = (file: string, cursorFile: string) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    const since = Option.getOrUndefined(yield* Effect.option(fs.readFileString(cursorFile)))
    const store = (cursor: string) => fs.writeFileString(cursorFile, cursor)
    const handle = (change: Changes.Change<object>) =>
      change._tag === "UpToDate"
        ? Effect.as(store(change.cursor), 0)
        : Effect.as(fs.writeFileString(file, Ndjson.line(change.row), { flag: "a" }), 1)
    return yield* Stream.runSum(Stream.mapEffect(Changes.contacts({ since, concurrency: 4 }), handle))
  }).pipe(RateLimiter.background("warehouse export"))

// ---------------------------------------------------------------------------------------------------------------
// The demonstration
// ---------------------------------------------------------------------------------------------------------------

/** An account with contacts, fields and tags. Yours is `ActiveCampaignClient.layerConfig()`. */
const account = FakeAccountServer.layer({
  contacts: 250,
  fields: [{ id: "1", title: "Plan", type: "text", perstag: "PLAN" }],
  tags: [{ id: "1", tag: "customer" }],
  contactTags: 100
})

const program = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const folder = yield* fs.makeTempDirectoryScoped()
  const next = run(`${folder}/contacts.ndjson`, `${folder}/contacts.cursor`)
  yield* Console.log(`First run: ${yield* next} contacts.`)
  yield* Contacts.update(ContactId.make("7"), { fieldValues: [{ field: FieldId.make("1"), value: "pro" }] })
  yield* Contacts.sync({ email: "new@example.com" })
  yield* Console.log(`Second run: ${yield* next} contacts.`)
  const lines = (yield* fs.readFileString(`${folder}/contacts.ndjson`)).trimEnd().split("\n")
  yield* Console.log(`The file has ${lines.length} lines, two of them for contact 7.`)
}).pipe(Effect.scoped)

program.pipe(
  Effect.provide(
    Directory.layer().pipe(
      Layer.provideMerge(ActiveCampaignClient.layer),
      Layer.provide([account, FetchHttpClient.layer])
    )
  ),
  Effect.provide(NodeContext.layer),
  NodeRuntime.runMain
)
