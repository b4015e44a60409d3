/**
 * An inbox in memory that keeps a list of what it has stored, and fails or waits as a test says.
 */
import { type InboxError, layerMemory, type Options, WebhookInbox } from "@effect-activecampaign/webhooks/WebhookInbox"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** An inbox; `before` runs before each event is stored. */
export const recordingInbox = (
  options: Options & { readonly before?: Effect.Effect<unknown, InboxError> } = {}
): { readonly bodies: ReadonlyArray<string>; readonly layer: Layer.Layer<WebhookInbox> } => {
  const bodies: Array<string> = []
  const layer = Layer.map(layerMemory(options), (context) => {
    const inbox = Context.get(context, WebhookInbox)
    const add = (body: string) =>
      Effect.zipRight(options.before ?? Effect.void, inbox.add(body)).pipe(
        Effect.tap(() => Effect.sync(() => bodies.push(body)))
      )
    return Context.add(context, WebhookInbox, { ...inbox, add })
  })
  return { bodies, layer }
}
