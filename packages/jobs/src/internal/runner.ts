/**
 * The workflows, and the loop that starts them. Each run of a job, from its start or a resume until it ends or is paused, is an
 * execution of one.
 */
import * as Workflow from "@effect/workflow/Workflow"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { JobsUnavailableError, type Spec } from "../Jobs.js"
import { writeExport } from "./exportJob.js"
import { importSlice, planImport } from "./importJob.js"
import { importStore } from "./importStore.js"
import { type JobStore, makeJobStore } from "./jobStore.js"
import { specOf } from "./registry.js"
import { storeChanges } from "./syncJob.js"
import { makeTurns } from "./turns.js"
import { activity, Outcome, payload, type Running, type Settings, surely } from "./work.js"

/** The workflow of a kind of job. The version changes if stored executions do not fit the code anymore. */
const workflowOf = <Kind extends Spec["kind"]>(kind: Kind, version: number) =>
  Workflow.make({
    name: `activecampaign.${kind}.v${version}`,
    payload,
    idempotencyKey: ({ job, run }) => `${job}/${run}`,
    success: Outcome
  })

const workflows = { export: workflowOf("export", 1), import: workflowOf("import", 1), sync: workflowOf("sync", 1) }

/** A part of an import, so that a run of a large file is not one long list of activities. */
const importSlices = Workflow.make({
  name: "activecampaign.importSlice.v1",
  payload: { ...payload, slice: Schema.Number },
  idempotencyKey: ({ job, run, slice }) => `${job}/${run}/${slice}`,
  success: Outcome
})

/** The spec of a job of a kind. Workflows are only started with such. */
const jobOf = <Kind extends Spec["kind"]>(store: JobStore, kind: Kind, name: string) =>
  Effect.flatMap(store.find(name), (row) => {
    const spec = row === undefined ? undefined : specOf(row)
    return spec?.kind === kind
      ? Effect.succeed(spec as Extract<Spec, { readonly kind: Kind }>)
      : Effect.dieMessage(`The job "${name}" is no ${kind}`)
  })

/** A run: marks its begin and its end around the work. */
const runOf = <R>(
  store: JobStore,
  { job, run }: { readonly job: string; readonly run: number },
  work: Effect.Effect<Outcome, never, R>
) =>
  Effect.gen(function* () {
    yield* surely(store.begin(job, run))
    const outcome = yield* work
    yield* surely(store.finish(job, run, outcome === "complete"))
    return outcome
  })

const exportLayer = (store: JobStore, settings: Settings) =>
  workflows.export.toLayer((at) =>
    runOf(
      store,
      at,
      activity(
        "write",
        at,
        store,
        settings,
        Effect.flatMap(jobOf(store, "export", at.job), (spec) => writeExport(store, at.job, at.run, spec))
      )
    )
  )

const syncLayer = (store: JobStore, settings: Settings) =>
  workflows.sync.toLayer((at) => {
    const work = Effect.flatMap(jobOf(store, "sync", at.job), (spec) => storeChanges(store, at.job, at.run, spec))
    return runOf(store, at, activity("store", at, store, settings, work))
  })

/** Slices follow each other, so that the rows of an address are imported in their order. */
const importLayer = (store: JobStore, settings: Settings) =>
  workflows.import.toLayer((at) =>
    runOf(
      store,
      at,
      Effect.gen(function* () {
        const plan = Effect.flatMap(jobOf(store, "import", at.job), (spec) => planImport(store, at.job, spec))
        if ((yield* activity("plan", at, store, settings, plan)) === "stopped") return "stopped"
        const slices = yield* surely(importStore(store, at.job).slices)
        for (const slice of slices) {
          if ((yield* importSlices.execute({ ...at, slice })) === "stopped") return "stopped"
        }
        return "complete"
      })
    )
  )

const importSliceLayer = (store: JobStore, settings: Running) =>
  importSlices.toLayer((at) =>
    activity(
      "import",
      at,
      store,
      settings,
      Effect.flatMap(jobOf(store, "import", at.job), (spec) =>
        importSlice(store, at.job, at.run, at.slice, spec, settings)
      )
    )
  )

/** How often queued jobs are looked for. */
const dispatchInterval = "500 millis"

/** Starts the workflows of queued jobs. To start one twice does nothing. */
const dispatch = (store: JobStore) =>
  Effect.gen(function* () {
    const started = new Set<string>()
    const start = Effect.gen(function* () {
      for (const row of yield* store.withState("queued")) {
        const key = `${row.name}/${row.run}`
        if (started.has(key)) continue
        const at = { job: row.name, run: row.run }
        yield* workflows[specOf(row).kind].execute(at, { discard: true })
        started.add(key)
      }
    })
    yield* start.pipe(
      Effect.catchAllCause((cause) => Effect.logWarning("Queued jobs could not be started; trying again", cause)),
      Effect.repeat(Schedule.spaced(dispatchInterval))
    )
  })

export const runnerLayer = (settings: Settings) =>
  Layer.unwrapEffect(
    Effect.gen(function* () {
      const store = yield* makeJobStore
      const running: Running = { ...settings, turn: yield* makeTurns(store) }
      return Layer.scopedDiscard(Effect.forkScoped(dispatch(store))).pipe(
        Layer.provide(importSliceLayer(store, running)),
        Layer.provide(importLayer(store, settings)),
        Layer.provide(exportLayer(store, settings)),
        Layer.provide(syncLayer(store, settings))
      )
    }).pipe(Effect.mapError((error) => new JobsUnavailableError({ cause: error.cause ?? error })))
  )
