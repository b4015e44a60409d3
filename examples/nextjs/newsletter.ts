/**
 * lib/newsletter.ts: what the form does, as an effect. It knows nothing of Next.
 */
import { Data, Effect, Schema } from "effect"
import { ActiveCampaignError, ContactLists, Contacts, ListId } from "effect-activecampaign"

const newsletter = ListId.make("1")

const Form = Schema.Struct({
  email: Schema.Trim.pipe(Schema.pattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)),
  firstName: Schema.optional(Schema.Trim.pipe(Schema.maxLength(100)))
})

/** What the user is told. `status` is that of a route handler's response. */
export class Refused extends Data.TaggedError("Refused")<{
  readonly status: 409 | 422 | 500 | 503
  readonly message: string
}> {}

const refuse = (status: Refused["status"], message: string) => Effect.fail(new Refused({ status, message }))

/** Subscribes the sender of a form. Sent twice, it has the same result as once. */
export const subscribe = (form: unknown) =>
  Effect.gen(function* () {
    const { email, firstName } = yield* Schema.decodeUnknown(Form)(form)
    const contact = yield* Contacts.sync({ email, firstName }).pipe(
      Effect.catchTag("ValidationError", () => refuse(422, "This e-mail address was not accepted."))
    )
    yield* ContactLists.subscribe({ contact: contact.id, list: newsletter })
  }).pipe(
    // Waiting for the rate limit included. What was sent may still be applied, and can be sent again.
    Effect.timeout("9 seconds"),
    Effect.catchTags({
      ParseError: () => refuse(422, "Please enter an e-mail address."),
      UnsubscribedError: () => refuse(409, "You have unsubscribed. Please write to us to subscribe again."),
      TimeoutException: () => refuse(503, "Please try again in a minute.")
    }),
    ActiveCampaignError.catchCategory("retryable", () => refuse(503, "Please try again in a minute.")),
    Effect.catchAll((error) =>
      error._tag === "Refused"
        ? error
        : // Ours to fix: the key, the list, or a response that cannot be read. Messages contain no personal data.
          Effect.zipRight(Effect.logError(error.message), refuse(500, "Something went wrong."))
    ),
    Effect.withSpan("newsletter.subscribe")
  )
