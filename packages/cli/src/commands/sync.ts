/**
 * `sync ENTITY`: appends what has changed since the last time to a file.
 */
import { open, readFile, rename, stat } from "node:fs/promises"
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Changes from "@effect-activecampaign/jobs/Changes"
import type { ExportError, Requirements } from "@effect-activecampaign/jobs/Export"
import * as Ndjson from "@effect-activecampaign/jobs/Ndjson"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Credentials from "effect-activecampaign/Credentials"
import { client, makeMeter } from "../Account.js"
import { type Definition, define } from "../Definition.js"
import { badInput, quoted } from "../Failure.js"
import { io, locked, ownerOnly, writable } from "../File.js"
import { err, outJson } from "../Io.js"
import { json, quiet } from "../Job.js"
import { counted, duration, showing } from "../Progress.js"

const entities = ["contacts", "deals", "accounts"] as const

type Entity = (typeof entities)[number]

/** Where a file is: its bytes that are certain, and where the account is read from. */
interface State {
  readonly entity: Entity
  readonly account: string
  readonly cursor: string | null
  readonly bytes: number
}

const isState = (value: unknown): value is State => {
  const { account, bytes, cursor, entity } = Object(value)
  return (
    entities.some((one) => one === entity) &&
    typeof account === "string" &&
    typeof bytes === "number" &&
    (cursor === null || typeof cursor === "string")
  )
}

/** Writes a file as a whole, or not at all. */
const replace = (path: string, text: string) =>
  io(path, async () => {
    const handle = await open(`${path}.part`, "w", ownerOnly)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(`${path}.part`, path)
  })

/** The state beside a file; that of a new file if there is none. A file that is not a sync's is not written to. */
const stateOf = (file: string, entity: Entity, account: string) =>
  Effect.gen(function* () {
    const path = `${file}.state`
    const text = yield* io(path, () =>
      readFile(path, "utf8").catch((error: unknown) => {
        if (Object(error).code === "ENOENT") return null
        throw error
      })
    )
    if (text === null) {
      const { size } = yield* io(file, () => stat(file).catch(() => ({ size: 0 })))
      if (size > 0)
        return yield* badInput(`${file} exists, and ${path} does not; use another --output, or delete the file`)
      const state: State = { entity, account, cursor: null, bytes: 0 }
      yield* replace(path, JSON.stringify(state))
      return state
    }
    const state = yield* Effect.try({
      try: (): unknown => JSON.parse(text),
      catch: () => badInput(`${path} is not JSON`)
    })
    if (!isState(state)) return yield* badInput(`${path} is not the state of a sync`)
    if (state.entity !== entity || state.account !== account) {
      return yield* badInput(`${path} belongs to the ${state.entity} of ${state.account}; use another --output`)
    }
    return state
  })

const changesOf = (entity: Entity, since: string | null) => {
  const options = since === null ? {} : { since }
  if (entity === "contacts") return Changes.contacts(options)
  return entity === "deals" ? Changes.deals(options) : Changes.accounts(options)
}

/** Opens the file without what was not certain. */
const openAt = (file: string, bytes: number) =>
  Effect.acquireRelease(
    io(file, async () => {
      const handle = await open(file, bytes === 0 ? "w" : "r+", ownerOnly)
      if ((await handle.stat()).size < bytes) {
        await handle.close()
        throw new Error("it is shorter than its state says; delete both to begin again")
      }
      await handle.truncate(bytes)
      return handle
    }),
    (handle) => Effect.promise(() => handle.close())
  )

/** Appends changes, and stores where it is after each part. */
const append = <E>(
  file: string,
  from: State,
  held: Effect.Effect<void, E>,
  onRows: (rows: number) => Effect.Effect<void>
) =>
  Effect.gen(function* () {
    const handle = yield* openAt(file, from.bytes)
    let bytes = from.bytes
    const encoder = new TextEncoder()
    const changes: Stream.Stream<Changes.Change<object>, ExportError, Requirements> = changesOf(
      from.entity,
      from.cursor
    )
    yield* Stream.runForEachChunk(Stream.rechunk(changes, 500), (chunk) =>
      Effect.gen(function* () {
        const rows = Chunk.toReadonlyArray(chunk).flatMap((one) => (one._tag === "Changed" ? [one.row] : []))
        const part = encoder.encode(rows.map(Ndjson.line).join(""))
        yield* held
        yield* io(file, async () => {
          // One write may take a part of the bytes, as when the disk is almost full.
          for (let at = 0; at < part.length; ) {
            at += (await handle.write(part, at, part.length - at, bytes + at)).bytesWritten
          }
          await handle.datasync()
        })
        bytes += part.length
        const { cursor } = Chunk.unsafeLast(chunk)
        yield* replace(`${file}.state`, JSON.stringify({ ...from, cursor, bytes }))
        yield* onRows(rows.length)
      })
    )
  }).pipe(Effect.scoped)

const command = Command.make(
  "sync",
  {
    entity: Args.text({ name: "ENTITY" }).pipe(Args.withDescription(`${entities.join(", ")}.`)),
    output: Options.text("output").pipe(
      Options.withAlias("o"),
      Options.withPseudoName("file"),
      Options.withDescription("The file, a line of JSON for each change. FILE.state beside it says where to continue.")
    ),
    ...{ json, quiet }
  },
  ({ entity, json, output, quiet }) =>
    Effect.gen(function* () {
      const chosen = entities.find((one) => one === entity)
      if (chosen === undefined) return yield* badInput(`ENTITY must be one of ${entities.join(", ")}; got "${entity}"`)
      const { account } = yield* Effect.provide(Credentials.Credentials, Credentials.layerConfig())
      const file = yield* writable(output)
      const meter = makeMeter()
      const start = performance.now()
      const seconds = () => (performance.now() - start) / 1_000
      let rows = 0
      yield* showing(quiet || json, (show) =>
        Effect.gen(function* () {
          const held = yield* locked(file)
          const from = yield* stateOf(file, chosen, account)
          yield* append(file, from, held, (more) => {
            rows += more
            const rate = rows / seconds()
            const share = meter.share("account")
            return show({ name: chosen, done: rows, total: null, failed: 0, unknown: 0, rate, share })
          })
        }).pipe(Effect.scoped)
      ).pipe(
        Effect.provide(Layer.provideMerge(Directory.layer(), client(meter))),
        Effect.onInterrupt(() =>
          err(
            `Interrupted after ${counted(rows, "row")}. Continue with: effect-activecampaign sync ${entity} --output ${quoted(output)}`
          )
        )
      )
      if (json) yield* outJson({ event: "ended", entity, rows: { done: rows }, seconds: seconds() })
      else if (!quiet) yield* err(`Appended ${counted(rows, "changed row")} in ${duration(seconds())}.`)
    })
).pipe(
  Command.withDescription(
    "Appends the rows that were created or updated since the last time to a file: the first time all. Deleted rows are not noticed. After a crash or Ctrl+C the same command continues."
  )
)

/** `sync ENTITY`. */
export const definition: Definition = define(command, {
  examples: {
    sync: [
      "effect-activecampaign sync contacts --output contacts.ndjson",
      "*/10 * * * * effect-activecampaign sync deals --output deals.ndjson --quiet"
    ]
  }
})
