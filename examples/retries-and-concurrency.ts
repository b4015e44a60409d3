/**
 * Unbounded concurrency, with the account's rate limit kept by the client; and your own retries instead of the built-in
 * ones.
 */

import { NodeRuntime } from "@effect/platform-node"
import { Console, Duration, Effect, Schedule, Stream } from "effect"
import { ActiveCampaignClient, ActiveCampaignError, Contacts, RetryPolicy, Tags } from "effect-activecampaign"
import { account } from "./account.js"

const emails = Array.from({ length: 12 }, (_, index) => `reader${index}@example.com`)

/** No built-in retries. Retries what is safe to retry up to four times, with longer delays. */
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

/** A write whose response is lost is not retried: check whether it was applied. */
const tagOnce = (tag: string) =>
  Tags.create({ tag, tagType: "contact" }).pipe(
    Effect.catchTag("OutcomeUnknownError", (error) =>
      Tags.list({ filters: { search: { eq: tag } } }).pipe(Stream.runHead, Effect.flatMap(Effect.mapError(() => error)))
    )
  )

const program = Effect.gen(function* () {
  const [duration, contacts] = yield* Effect.timed(Effect.forEach(emails, sync, { concurrency: "unbounded" }))
  yield* Console.log(
    `${contacts.length} contacts in ${Duration.toSeconds(duration).toFixed(1)} s: five at once, then five per second`
  )
  const tag = yield* tagOnce(`example ${Date.now()}`)
  yield* Tags.delete(tag.id)
  yield* Effect.forEach(contacts, ({ id }) => Contacts.delete(id), { concurrency: "unbounded", discard: true })
})

program.pipe(Effect.provide(ActiveCampaignClient.layer), Effect.provide(account), NodeRuntime.runMain)
