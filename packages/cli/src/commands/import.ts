/**
 * `import FILE`: contacts of a CSV file, as a job that can be continued.
 */
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as ImportPlan from "@effect-activecampaign/jobs/ImportPlan"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { client } from "../Account.js"
import { type Definition, define } from "../Definition.js"
import { badInput, Exited, exitCodes } from "../Failure.js"
import { err, outJson } from "../Io.js"
import { database, json, nameFor, quiet, run } from "../Job.js"
import { counted, duration, showing } from "../Progress.js"

/** Where columns go, by the pairs of `--column`. */
const columnsOf = (pairs: ReadonlyArray<string>, ignored: ReadonlyArray<string>) => {
  const columns = new Map<string, string | null>(ignored.map((header) => [header, null]))
  for (const pair of pairs) {
    const at = pair.lastIndexOf("=")
    if (at < 1 || at === pair.length - 1) {
      return Effect.fail(
        badInput(`--column must be a header and where it goes, such as "Plan name=PLAN"; got "${pair}"`)
      )
    }
    columns.set(pair.slice(0, at), pair.slice(at + 1))
  }
  return Effect.succeed(Object.fromEntries(columns))
}

/** What an import would do, and each row that would fail. */
const check = (
  file: string,
  options: ImportPlan.Options,
  output: { readonly json: boolean; readonly quiet: boolean }
) =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    let [rows, invalid] = [0, 0]
    const entries = Stream.tap(ImportPlan.entries(files.stream(file), options), () => Effect.sync(() => void rows++))
    yield* showing(output.quiet || output.json, (show) =>
      Stream.runForEach(ImportPlan.dryRun(entries), (event) =>
        Effect.gen(function* () {
          yield* show({ name: file, done: rows, total: null, failed: invalid, unknown: 0, rate: null, share: null })
          if (event._tag === "RowFailed") {
            invalid++
            const { problems, reason, row } = event
            const { line, reference } = row
            if (output.json) yield* outJson({ event: "failure", line, reference, reason, problems })
            else if (invalid <= 20) yield* err(`line ${line}: ${reason}`)
            else if (invalid === 21) yield* err("… (all of them with --json)")
            return
          }
          const { _tag, duration: least, ...report } = event
          const seconds = Duration.toSeconds(least)
          if (output.json) return yield* outJson({ event: "report", ...report, seconds })
          const tags = event.newTags.slice(0, 10).map((tag) => `"${tag}"`)
          const more = event.newTags.length > 10 || event.hasMoreNewTags ? ", …" : ""
          yield* err(
            `${counted(event.valid, "row")} would be imported in ${counted(event.batches, "batch").replace(/batchs$/, "batches")}, which take at least ${duration(seconds)}; ${counted(event.invalid, "row")} would fail.` +
              (tags.length === 0 ? "" : ` New tags: ${tags.join(", ")}${more}.`)
          )
        })
      )
    ).pipe(Effect.provide(Layer.provideMerge(Directory.layer(), client())))
    if (invalid > 0) yield* new Exited({ code: exitCodes.someFailed })
  })

/** Reads the headers and the first row. */
const canBegin = (file: string, options: ImportPlan.Options) =>
  Effect.flatMap(FileSystem.FileSystem, (files) =>
    Stream.runHead(ImportPlan.entries(files.stream(file), options))
  ).pipe(Effect.provide(Layer.provideMerge(Directory.layer(), client())), Effect.asVoid)

const text = (name: string, pseudo: string, description: string) =>
  Options.text(name).pipe(Options.withPseudoName(pseudo), Options.withDescription(description))

const command = Command.make(
  "import",
  {
    file: Args.text({ name: "FILE" }).pipe(
      Args.withDescription(
        "CSV file in UTF-8 whose first row has the headers: email, first_name, last_name, phone, account, tags, subscribe, unsubscribe, reference, and custom fields by title or personalization tag."
      )
    ),
    automations: Options.choice("automations", ["run", "skip"]).pipe(
      Options.withDescription(
        "Required: run or skip. Whether the import starts automations, which can send e-mail to everybody in the file."
      )
    ),
    columns: text("column", "header=field", "Where a column goes; repeatable.").pipe(Options.repeated),
    ignore: text("ignore", "header", "A column that is not imported; repeatable.").pipe(Options.repeated),
    tags: text("tag", "name", "A tag for all contacts; repeatable.").pipe(Options.repeated),
    subscribe: text("subscribe", "list", "A list to subscribe all contacts to, by name; repeatable.").pipe(
      Options.repeated
    ),
    delimiter: text("delimiter", "character", "What is between values; default a comma.").pipe(Options.optional),
    separator: text("separator", "text", "What is between several tags or options in a cell; default a comma.").pipe(
      Options.optional
    ),
    dryRun: Options.boolean("dry-run").pipe(
      Options.withDescription("Check every row, say what would happen, and send nothing.")
    ),
    name: text("name", "name", "Name of the job; default import-FILE.").pipe(Options.optional),
    ...{ database, json, quiet }
  },
  ({
    automations,
    columns,
    database,
    delimiter,
    dryRun,
    file,
    ignore,
    json,
    name,
    quiet,
    separator,
    subscribe,
    tags
  }) =>
    Effect.gen(function* () {
      const files = yield* FileSystem.FileSystem
      const { type } = yield* files.stat(file)
      if (type !== "File") return yield* badInput(`${file} is not a file`)
      const character = Option.map(delimiter, (one) => (one === "\\t" ? "\t" : one))
      if (Option.isSome(character) && !/^[^"\r\n]$/u.test(character.value)) {
        return yield* badInput(`--delimiter must be one character, such as ; or \\t; got "${character.value}"`)
      }
      const options: ImportPlan.Options = {
        columns: yield* columnsOf(columns, ignore),
        ...(Option.isSome(character) ? { delimiter: character.value } : {}),
        ...(Option.isSome(separator) ? { separator: separator.value } : {}),
        ...(tags.length === 0 ? {} : { tags }),
        ...(subscribe.length === 0 ? {} : { subscribe })
      }
      if (dryRun) return yield* check(file, options, { json, quiet })
      yield* run({
        ...{ database, json, quiet },
        name: Option.getOrElse(name, () => nameFor("import", file)),
        spec: { kind: "import", file, automations, ...options },
        check: canBegin(file, options)
      })
    })
).pipe(
  Command.withDescription(
    "Imports the contacts of a CSV file by the bulk importer, as fast as its rate limit allows. Ctrl+C leaves a job that the same command, or jobs resume, continues without sending a row twice. Exits with 3 if some rows failed."
  )
)

/** `import FILE`. */
export const definition: Definition = define(command, {
  examples: {
    import: [
      "effect-activecampaign import contacts.csv --automations skip --dry-run",
      "effect-activecampaign import contacts.csv --automations skip --tag 'import 2026' --subscribe Newsletter",
      "effect-activecampaign import contacts.csv --automations run --column 'Plan name=PLAN' --ignore Notes",
      "effect-activecampaign import contacts.csv --automations skip --json > events.ndjson"
    ]
  }
})
