/**
 * An interrupted call lets go of all that it holds, at whatever stage it is: its socket, its place in the queue.
 */

import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import { describe } from "vitest"
import { httpClients } from "./support/clients.js"
import { type FaultName, type FaultServer, faultServer } from "./support/faultServer.js"

const call = ActiveCampaignClient.request({ method: "GET", path: "/things/1", success: Wire.Json })

/** Waits until something holds; a test fails when it does not within ten seconds. */
const until = (holds: () => boolean) =>
  Effect.suspend(() => (holds() ? Effect.void : Effect.fail("not yet"))).pipe(
    Effect.retry({ times: 200, schedule: Schedule.spaced("50 millis") }),
    Effect.orDie
  )

describe.concurrent.each(Object.entries(httpClients))("through %s", (_, http) => {
  const stages: ReadonlyArray<
    readonly [stage: string, fault: FaultName, arrived: (server: FaultServer, calls: number) => boolean]
  > = [
    ["as it connects", "never responds", () => true],
    ["as it waits for an answer", "never responds", (server, calls) => server.counts.calls >= calls],
    ["as it reads the body", "one byte a second", (server, calls) => server.counts.calls >= calls]
  ]
  for (const [stage, fault, arrived] of stages) {
    it.live(
      `250 calls interrupted ${stage} leave no socket open`,
      () =>
        Effect.gen(function* () {
          const server = yield* faultServer
          const layer = ActiveCampaignClient.layer.pipe(
            Layer.provide([
              Credentials.layer({ apiUrl: server.url(fault), apiKey: "key" }),
              RateLimiter.layerUnlimited,
              http
            ])
          )
          yield* Effect.gen(function* () {
            for (let round = 1; round <= 5; round++) {
              const fibers = yield* Effect.forkAll(Array.from({ length: 50 }, () => call))
              yield* until(() => arrived(server, round * 50))
              yield* Fiber.interrupt(fibers)
            }
            yield* until(() => server.open() === 0)
          }).pipe(Effect.provide(layer))
          expect(server.open()).toBe(0)
        }).pipe(Effect.scoped),
      40_000
    )
  }

  it.live(
    "250 calls interrupted as they wait for the budget leave no place taken",
    () =>
      Effect.gen(function* () {
        const server = yield* faultServer
        const layer = ActiveCampaignClient.layer.pipe(
          Layer.provide([
            Credentials.layer({ apiUrl: server.url("good"), apiKey: "key" }),
            RateLimiter.layer({ account: { limit: 5, window: "1 second" } }),
            http
          ])
        )
        yield* Effect.gen(function* () {
          yield* Effect.forEach([1, 2, 3, 4, 5], () => call, { concurrency: "unbounded" })
          const fibers = yield* Effect.forkAll(Array.from({ length: 250 }, () => call))
          yield* Effect.sleep("50 millis")
          yield* Fiber.interrupt(fibers)
          yield* call
          expect(server.counts.calls).toBe(6)
        }).pipe(Effect.provide(layer))
      }).pipe(Effect.scoped),
    40_000
  )
})
