/**
 * A receiver on Node, with an inbox in SQLite. Run it with `NodeRuntime.runMain(Layer.launch(receiver))`: on SIGTERM it takes
 * no more requests, and gives back the events that it is handling.
 */
import { createServer } from "node:http"
import { HttpRouter, HttpServer } from "@effect/platform"
import { NodeHttpClient, NodeHttpServer } from "@effect/platform-node"
import { LibsqlClient } from "@effect/sql-libsql"
import { WebhookInbox, WebhookReceiver } from "@effect-activecampaign/webhooks"
import * as WebhookInboxSql from "@effect-activecampaign/webhooks/WebhookInboxSql"
import { Config, Effect, Layer } from "effect"
import { ActiveCampaignClient } from "effect-activecampaign"
import { handler } from "./handler.js"

const inbox = WebhookInboxSql.layer().pipe(Layer.provide(LibsqlClient.layerConfig({ url: Config.string("INBOX_URL") })))

/** Events of one contact are handled one after another. */
const worker = WebhookInbox.layerWorker(handler, {
  order: "subject",
  onDead: ({ id, error }) => Effect.logError(`Event ${id} needs attention: ${error}`)
}).pipe(Layer.provide(ActiveCampaignClient.layerConfig()), Layer.provide(NodeHttpClient.layerUndici))

/** The secret of the URL is in ACTIVECAMPAIGN_WEBHOOK_SECRETS. */
const routes = Effect.map(WebhookReceiver.secretsConfig(), (secrets) =>
  HttpRouter.empty.pipe(HttpRouter.all("/webhooks/:secret", WebhookReceiver.make({ secrets })))
)

const server = NodeHttpServer.layerConfig(
  createServer,
  Config.all({ port: Config.withDefault(Config.integer("PORT"), 3000) })
)

/** The inbox is below the server, so that it is closed after it: events that are being received are stored. */
export const receiver = Layer.unwrapEffect(Effect.map(routes, (router) => HttpServer.serve(router))).pipe(
  Layer.merge(worker),
  Layer.provideMerge(server),
  Layer.provide(inbox)
)
