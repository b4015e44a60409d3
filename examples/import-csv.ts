/**
 * An import of contacts from CSV: a dry run first, then batches as fast as the importer's rate limit allows. Fields are found
 * by their names, and rows that do not fit are reported with their lines.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Directory, Ensure } from "@effect-activecampaign/account"
import { BulkImport, ImportPlan } from "@effect-activecampaign/jobs"
import { Console, Effect, Layer, Stream } from "effect"
import { ActiveCampaignClient, RateLimiter } from "effect-activecampaign"
import { account } from "./account.js"

/** A file, in a real job. */
const file = Stream.make(
  `email,first_name,Favourite color,tags
jane@example.com,Jane,green,"example,import"
joe@example.com,Joe,mauve,example
not an address,Jim,red,example
`
).pipe(Stream.encodeText)

const program = Effect.gen(function* () {
  yield* Ensure.field({ title: "Favourite color", type: "dropdown", options: ["red", "green", "blue"] })

  yield* ImportPlan.dryRun(ImportPlan.entries(file)).pipe(
    Stream.runForEach((found) =>
      found._tag === "Report"
        ? Console.log(`To import: ${found.valid}; requests: ${found.batches}; new tags: ${found.newTags.join(", ")}`)
        : Console.log(`Line ${found.row.line} would fail: ${found.reason}`)
    )
  )

  // Whether automations run has no default: an import can send e-mail to everybody in it.
  yield* ImportPlan.entries(file).pipe(
    BulkImport.run({ automations: "skip" }),
    Stream.runForEach((event) => {
      switch (event._tag) {
        case "RowFailed":
          return Console.log(`Line ${event.row.line} failed: ${event.reason}`)
        case "RowsUnknown":
          return Console.log(`${event.rows.length} rows are unknown: ${event.reason}`)
        case "Progress":
          return Console.log(
            `Read ${event.read}, sent ${event.sent}, imported ${event.imported}, failed ${event.failed}`
          )
        case "Done":
          return Console.log(`Done: ${event.imported} imported, ${event.failed} failed, ${event.unknown} unknown.`)
        default:
          return Effect.void
      }
    }),
    // What a user waits for goes first.
    RateLimiter.background("import")
  )
})

program.pipe(
  Effect.provide(Layer.provideMerge(Directory.layer(), ActiveCampaignClient.layer)),
  Effect.provide(account),
  NodeRuntime.runMain
)
