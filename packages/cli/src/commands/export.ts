/**
 * `export ENTITY`: all rows into a file, as a job that can be continued, or to standard output.
 */
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Directory from "@effect-activecampaign/account/Directory"
import type * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { client, makeMeter } from "../Account.js"
import { type Definition, define } from "../Definition.js"
import { bytesOf, type Entity, entities, type Filter, type Format, isDurable, total } from "../Entities.js"
import { badInput } from "../Failure.js"
import { ownerOnly, writable } from "../File.js"
import { err, Io, outJson } from "../Io.js"
import { database, json, nameFor, quiet, run } from "../Job.js"
import { counted, duration, showing } from "../Progress.js"

const isEntity = (name: string): name is Entity => entities.some((one) => one === name)

/** The format that a file name asks for. */
const formatOf = (output: Option.Option<string>, format: Option.Option<Format>): Format =>
  Option.getOrElse(format, () => (/\.(ndjson|jsonl)$/i.test(Option.getOrElse(output, () => "")) ? "ndjson" : "csv"))

interface Short {
  readonly entity: Entity
  readonly format: Format
  readonly filter: Filter
  readonly output: Option.Option<string>
  readonly json: boolean
  readonly quiet: boolean
}

/** Writes all rows at once, to a file or to standard output. */
const stream = ({ entity, filter, format, json, output, quiet }: Short) => {
  const meter = makeMeter()
  return Effect.gen(function* () {
    const { write } = yield* Io
    const files = yield* FileSystem.FileSystem
    const start = performance.now()
    const all = quiet ? null : yield* total(entity, filter)
    let rows = 0
    const seconds = () => (performance.now() - start) / 1_000
    const bytes = bytesOf(entity, format, filter, () => void rows++)
    yield* showing(quiet || json, (show) =>
      Effect.gen(function* () {
        const shown = Stream.tap(bytes, () =>
          show({
            ...{ name: entity, done: rows, total: all, failed: 0, unknown: 0 },
            ...{ rate: rows / seconds(), share: meter.share("account") }
          })
        )
        if (Option.isNone(output)) return yield* Stream.runForEach(shown, write)
        const target = yield* writable(output.value)
        const part = `${target}.${process.pid}.part`
        return yield* Stream.run(shown, files.sink(part, { mode: ownerOnly })).pipe(
          Effect.zipRight(
            files.stat(target).pipe(
              Effect.flatMap(({ mode }) => files.chmod(part, mode & 0o777)),
              Effect.ignore
            )
          ),
          Effect.zipRight(files.rename(part, target)),
          Effect.onError(() => Effect.ignore(files.remove(part)))
        )
      })
    ).pipe(Effect.onInterrupt(() => err(`Interrupted after ${counted(rows, "row")}; the output is not complete.`)))
    if (json) yield* outJson({ event: "ended", entity, rows: { total: all, done: rows }, seconds: seconds() })
    else if (!quiet) yield* err(`Exported ${counted(rows, "row")} in ${duration(seconds())}.`)
  }).pipe(Effect.provide(Layer.provideMerge(Directory.layer(), client(meter))))
}

const specOf = (entity: "contacts" | "deals" | "accounts", file: string, format: Format, filter: Filter): Jobs.Spec =>
  entity === "contacts"
    ? { kind: "export", entity, file, format, ...(Object.keys(filter).length === 0 ? {} : { query: filter }) }
    : { kind: "export", entity, file, format }

const command = Command.make(
  "export",
  {
    entity: Args.text({ name: "ENTITY" }).pipe(Args.withDescription(`${entities.join(", ")}.`)),
    output: Options.text("output").pipe(
      Options.withAlias("o"),
      Options.withPseudoName("file"),
      Options.withDescription("The file, which is there when it is complete; default standard output."),
      Options.optional
    ),
    format: Options.choice("format", ["csv", "ndjson"]).pipe(
      Options.withDescription("csv or ndjson; default by the name of the file, otherwise csv."),
      Options.optional
    ),
    status: Options.choice("status", ["any", "unconfirmed", "active", "unsubscribed", "bounced"]).pipe(
      Options.withDescription("Contacts with this status: any, unconfirmed, active, unsubscribed or bounced."),
      Options.optional
    ),
    list: Options.text("list").pipe(
      Options.withPseudoName("name"),
      Options.withDescription("Contacts on this list."),
      Options.optional
    ),
    name: Options.text("name").pipe(
      Options.withPseudoName("name"),
      Options.withDescription("Name of the job; default export-FILE."),
      Options.optional
    ),
    ...{ database, json, quiet }
  },
  ({ database, entity, format, json, list, name, output, quiet, status }) =>
    Effect.gen(function* () {
      if (!isEntity(entity)) {
        return yield* badInput(`ENTITY must be one of ${entities.join(", ")}; got "${entity}"`)
      }
      if (entity !== "contacts" && (Option.isSome(status) || Option.isSome(list))) {
        return yield* badInput(`--status and --list are for contacts; got ${entity}`)
      }
      if (json && Option.isNone(output)) {
        return yield* badInput(
          "--json needs --output, since events go to standard output; for rows, use --format ndjson"
        )
      }
      if (Option.isSome(output)) yield* writable(output.value)
      const names = Layer.provideMerge(Directory.layer(), client())
      const filter: Filter = {
        ...(Option.isSome(status) ? { status: status.value } : {}),
        ...(Option.isSome(list)
          ? {
              listid: yield* Effect.provide(
                Effect.mapError(Directory.list(list.value), (error) => error),
                names
              )
            }
          : {})
      }
      const chosen = formatOf(output, format)
      if (Option.isNone(output) || !isDurable(entity)) {
        return yield* stream({ entity, filter, format: chosen, json, output, quiet })
      }
      const all = quiet ? null : yield* Effect.provide(total(entity, filter), client())
      yield* run({
        ...{ database, json, quiet, total: all },
        name: Option.getOrElse(name, () => nameFor("export", output.value)),
        spec: specOf(entity, output.value, chosen, filter)
      })
    })
).pipe(
  Command.withDescription(
    "Exports all rows with their custom fields, tags, lists and names. Into a file, Ctrl+C leaves a job that the same command, or jobs resume, continues; to standard output, it begins anew."
  )
)

/** `export ENTITY`. */
export const definition: Definition = define(command, {
  examples: {
    export: [
      "effect-activecampaign export contacts --output contacts.csv",
      "effect-activecampaign export contacts --status active --list Newsletter -o newsletter.ndjson",
      "effect-activecampaign export deals --format ndjson | jq .title",
      "effect-activecampaign export tags > tags.csv"
    ]
  }
})
