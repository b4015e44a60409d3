/**
 * How fast an import is at the rate limits of production, on a virtual clock: nothing is rejected, each minute sends what the
 * importer takes, and the results follow as fast as the account's limit allows.
 */
import { expect, it } from "@effect/vitest"
import * as BulkImport from "@effect-activecampaign/jobs/BulkImport"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import { virtualClock } from "../../core/test/support/limiterServer.js"

/** One more minute of the importer is needed, and a fifth of it. */
const batches = 120

/** As large as two of them fit in a batch. */
const name = "x".repeat(150_000)

const contacts = Stream.map(
  Stream.range(1, 2 * batches),
  (number): BulkImport.Contact => ({ email: `c${number}@example.com`, first_name: name })
)

it.effect("an import of 120 batches keeps the limits, and ends as early as they allow", () =>
  Effect.gen(function* () {
    const { advance, clock } = virtualClock()
    const times = { accepted: 0, done: 0 }
    const events = BulkImport.run(contacts, { automations: "skip" }).pipe(
      Stream.runForEach((event) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          if (event._tag === "BatchAccepted") times.accepted = now / 1000
          if (event._tag === "Done") times.done = now / 1000
        })
      )
    )
    const fiber = yield* Effect.fork(Effect.withClock(events, clock))
    yield* Effect.promise(advance)
    yield* Fiber.join(fiber)
    const { requests } = yield* FakeAccount.FakeAccount
    expect(requests.filter(({ status }) => status !== 200)).toEqual([])
    expect(requests.filter(({ method }) => method === "POST")).toHaveLength(batches)
    // Some batches are asked about more than once, to learn how long the importer takes.
    expect(requests.length).toBeLessThan(2.3 * batches)
    // The second minute begins at 60 s; of its requests, 5 are sent in a second.
    expect(times.accepted).toBeLessThan(66)
    // The last batch takes 5 seconds.
    expect(times.done).toBeLessThan(74)
  }).pipe(
    Effect.provide(
      Layer.provideMerge(
        ActiveCampaignClient.layer,
        FakeAccount.layer({ latency: "120.3 millis", importDelay: "5 seconds" })
      )
    )
  )
)
