/**
 * A Cloudflare Worker that receives webhooks. `/handled` lists the contacts whose events were handled, after the responses.
 */
import * as WebhookHandlers from "@effect-activecampaign/webhooks/WebhookHandlers"
import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as WebhookReceiver from "@effect-activecampaign/webhooks/WebhookReceiver"
import * as Effect from "effect/Effect"

const handled: Array<string> = []

const handler = WebhookHandlers.partial(
  {
    ContactUpdated: ({ contact }) =>
      Effect.delay(
        Effect.sync(() => handled.push(contact.id)),
        "20 millis"
      )
  },
  () => Effect.void
)

const webhooks = WebhookReceiver.toFetchHandler({
  secrets: "5f0c9a7be1d24463a8",
  maxBodySize: 1000,
  handler,
  layer: WebhookInbox.layerMemory()
})

export default {
  fetch: (request: Request, _env: unknown, context: WebhookReceiver.FetchContext) =>
    new URL(request.url).pathname === "/handled"
      ? Promise.resolve(Response.json([...handled].sort()))
      : webhooks.fetch(request, context)
}
