/**
 * Concurrency as wide as you like: the client keeps the account's limit all the same. And retries of your own, on top
 * of the client's or in their place.
 */

import { NodeRuntime } from "@effect/platform-node"
import { ActiveCampaignClient, ActiveCampaignError, RetryPolicy } from "@effect-activecampaign/core"
import { Contacts, Tags } from "@effect-activecampaign/resources"
import { Console, Duration, Effect, Schedule, Stream } from "effect"
import { account } from "./account.js"

const emails = Array.from({ length: 12 }, (_, index) => `reader${index}@example.com`)

/** The built-in retries turned off, and others in their place: what is safe to repeat, four times, patiently. */
const sync = (email: string) =>
  Contacts.sync({ email }).pipe(
    ActiveCampaignClient.withTimeout("10 seconds"),
    RetryPolicy.withPolicy(RetryPolicy.none),
    Effect.retry({
      while: ActiveCampaignError.isRetryable,
      schedule: Schedule.jittered(Schedule.exponential("500 millis")),
      times: 4
    })
  )

/** A write whose answer is lost is never repeated by itself: look first, then decide. */
const tagOnce = (tag: string) =>
  Tags.create({ tag, tagType: "contact" }).pipe(
    Effect.catchTag("OutcomeUnknownError", (error) =>
      Tags.list({ filters: { search: { eq: tag } } }).pipe(Stream.runHead, Effect.flatMap(Effect.mapError(() => error)))
    )
  )

const program = Effect.gen(function* () {
  const [took, contacts] = yield* Effect.timed(Effect.forEach(emails, sync, { concurrency: "unbounded" }))
  yield* Console.log(
    `${contacts.length} contacts in ${Duration.toSeconds(took).toFixed(1)} s: five at once, then five a second`
  )
  const tag = yield* tagOnce(`example ${Date.now()}`)
  yield* Tags.remove(tag.id)
  yield* Effect.forEach(contacts, ({ id }) => Contacts.remove(id), { concurrency: "unbounded", discard: true })
})

program.pipe(Effect.provide(ActiveCampaignClient.layer), Effect.provide(account), NodeRuntime.runMain)
