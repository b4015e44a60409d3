/**
 * The same receiver as a function from `Request` to `Response`, for Next, Hono, Bun, Deno and others.
 */
import { FetchHttpClient } from "@effect/platform"
import { WebhookInbox, WebhookReceiver } from "@effect-activecampaign/webhooks"
import { Layer } from "effect"
import { ActiveCampaignClient } from "effect-activecampaign"
import { handler } from "./handler.js"

const webhooks = WebhookReceiver.toFetchHandler({
  secrets: (process.env["ACTIVECAMPAIGN_WEBHOOK_SECRETS"] ?? "").split(","),
  handler,
  // In memory: events that are not handled when the process ends are lost. For others, `WebhookInboxSql.layer()`.
  layer: Layer.merge(
    WebhookInbox.layerMemory(),
    Layer.provide(ActiveCampaignClient.layerConfig(), FetchHttpClient.layer)
  )
})

/** Next: app/webhooks/[secret]/route.ts. Bun: `Bun.serve({ fetch: POST })`. */
export const POST = (request: Request): Promise<Response> => webhooks.fetch(request)

/** On a schedule, if no process keeps running: handles what waits for another attempt. */
export const drain = (): Promise<void> => webhooks.drain()

/** When the process ends. */
export const dispose = (): Promise<void> => webhooks.dispose()
