/**
 * The account's budget in real time, over HTTP, against a server that forgives nothing. How much of the limit is used depends
 * on the machine: `rateLimiterShares.test.ts` measures it on a virtual clock.
 */

import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { describe } from "vitest"
import { httpClients } from "./support/clients.js"
import { strictServer } from "./support/strictServer.js"

/** Numbers between 0 and 1, the same in every run. */
const random = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return seed / 2 ** 31
}

const shapes: Readonly<Record<string, ReadonlyArray<number>>> = {
  "100 at once": Array.from({ length: 100 }, () => 0),
  "bursts of eight at random times": (() => {
    const next = random(7)
    return Array.from({ length: 9 }, () => next() * 12_000).flatMap((at) => Array.from({ length: 8 }, () => at))
  })(),
  "one by one at random times": (() => {
    const next = random(11)
    return Array.from({ length: 70 }, () => next() * 14_000)
  })(),
  "pairs just inside a second": Array.from({ length: 60 }, (_, index) => Math.floor(index / 2) * 395),
  "a burst, a pause, a burst": [0, 4000, 8000, 8999].flatMap((at) => Array.from({ length: 12 }, () => at))
}

describe.concurrent("against a server that refuses what is over five in any sliding second", () => {
  for (const [shape, starts] of Object.entries(shapes)) {
    it.live(
      `${shape}: no refusal`,
      () =>
        Effect.gen(function* () {
          const server = yield* strictServer
          const client = ActiveCampaignClient.layer.pipe(
            Layer.provide([
              Credentials.layer({ apiUrl: server.url, apiKey: "key" }),
              shape.length % 2 === 0 ? httpClients.undici : httpClients.fetch
            ])
          )
          const one = ActiveCampaignClient.request({ method: "GET", path: "/things", success: Wire.Void })
          yield* Effect.forEach(starts, (start) => Effect.delay(one, start), { concurrency: "unbounded" }).pipe(
            Effect.provide(client)
          )
          expect(server.counts.refused).toBe(0)
          expect(server.arrivals).toHaveLength(starts.length)
        }).pipe(Effect.scoped),
      300_000
    )
  }
})
