/**
 * A Lambda function that takes closed tickets from SQS, and writes a note about each to the contact. What fails is reported by
 * its message, so that SQS delivers that message again and no other.
 */
import { FetchHttpClient } from "@effect/platform"
import { Effect, Layer, ManagedRuntime, Schema, Stream } from "effect"
import { ActiveCampaignClient, Contacts, Notes, RetryPolicy } from "effect-activecampaign"

/** The part of `SQSEvent`, `Context` and `SQSBatchResponse` of `@types/aws-lambda` that is used here. */
export interface SqsEvent {
  readonly Records: ReadonlyArray<{ readonly messageId: string; readonly body: string }>
}
export interface LambdaContext {
  readonly getRemainingTimeInMillis: () => number
}
export interface BatchResponse {
  readonly batchItemFailures: Array<{ itemIdentifier: string }>
}

/** Outside of the handler: once for each execution environment, not for each invocation. */
const runtime = ManagedRuntime.make(
  ActiveCampaignClient.layerConfig(undefined, { timeout: "10 seconds" }).pipe(
    Layer.provide(RetryPolicy.layer({ maxElapsed: "20 seconds" })),
    Layer.provide(FetchHttpClient.layer)
  )
)

const Ticket = Schema.parseJson(
  Schema.Struct({ number: Schema.NonEmptyString, email: Schema.NonEmptyString, summary: Schema.String })
)

/**
 * A note is a write: if its response is lost, or the time is up while it is sent, nobody knows whether it was created. So the
 * message fails, and the next delivery looks for the note before it creates one.
 */
const handle = (body: string) =>
  Effect.gen(function* () {
    const { email, number, summary } = yield* Schema.decode(Ticket)(body)
    const contact = yield* Contacts.sync({ email })
    const heading = `Ticket ${number} was closed.`
    const written = yield* Notes.listByContact(contact.id).pipe(
      Stream.runFold(false, (found, { note }) => found || note?.startsWith(heading) === true)
    )
    if (!written) yield* Notes.create({ note: `${heading}\n${summary}`, owner: { contact: contact.id } })
  })

/** The last second of an invocation is for the response. */
const reserve = 1000

export const handler = (event: SqsEvent, context: LambdaContext): Promise<BatchResponse> => {
  const deadline = Math.max(0, context.getRemainingTimeInMillis() - reserve)
  return Effect.forEach(
    event.Records,
    ({ body, messageId }) =>
      handle(body).pipe(
        Effect.timeout(deadline),
        Effect.as([]),
        // A message that never succeeds ends in the dead-letter queue. Messages of errors contain no personal data.
        Effect.catchAll((error) =>
          Effect.as(
            Effect.logError(
              `Message ${messageId} failed: ${error._tag === "ParseError" ? "not a ticket" : error.message}`
            ),
            [{ itemIdentifier: messageId }]
          )
        )
      ),
    { concurrency: "unbounded" }
  ).pipe(
    Effect.map((failures) => ({ batchItemFailures: failures.flat() })),
    runtime.runPromise
  )
}
