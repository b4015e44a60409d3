/**
 * Batches of a process that was started again: the importer still counts those that were sent before.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "@effect/vitest"
import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import { importStore } from "../src/internal/importStore.js"
import { makeJobStore } from "../src/internal/jobStore.js"
import { makeTurns } from "../src/internal/turns.js"

it.scoped("batches that were sent before the start count for a minute", () =>
  Effect.gen(function* () {
    const path = yield* Effect.acquireRelease(
      Effect.promise(() => mkdtemp(join(tmpdir(), "turns-"))),
      (path) => Effect.promise(() => rm(path, { recursive: true, force: true }))
    )
    const times = yield* Effect.provide(
      Effect.gen(function* () {
        const store = yield* makeJobStore
        const { intend } = importStore(store, "job")
        const send = (from: number, to: number) =>
          Effect.forEach(
            Array.from({ length: to - from }, (_, index) => from + index),
            (batch) => intend(0, `${batch}`)
          )
        // 40 a long time ago; 60 at 100 seconds, and 30 at 120 seconds.
        yield* send(0, 40)
        yield* TestClock.adjust("100 seconds")
        yield* send(40, 100)
        yield* TestClock.adjust("20 seconds")
        yield* send(100, 130)
        yield* TestClock.adjust("10 seconds")
        const turn = yield* makeTurns(store)
        const fiber = yield* Effect.fork(
          Effect.all(Array.from({ length: 120 }, () => Effect.zipRight(turn, Clock.currentTimeMillis)))
        )
        yield* TestClock.adjust("5 minutes")
        return yield* Fiber.join(fiber)
      }),
      JobsSqlite.layerClient({ file: join(path, "jobs.db") })
    )
    const at = (time: number) => times.filter((one) => one === time).length
    // 10 are free at once. The 60 leave the minute at 163 seconds, and the 30 at 183.
    expect([at(130_000), at(163_000), at(183_000)]).toEqual([10, 60, 50])
  })
)
