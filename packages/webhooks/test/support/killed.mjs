/**
 * A receiver with an inbox in a file of SQLite, to be killed. Writes the contact of each event that it handles to a file, and
 * sends its port to its parent. Runs on the build output, as a user's process would.
 */
import { appendFileSync } from "node:fs"
import { createServer } from "node:http"
import * as HttpServer from "@effect/platform/HttpServer"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as LibsqlClient from "@effect/sql-libsql/LibsqlClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as WebhookInbox from "../../dist/WebhookInbox.js"
import * as WebhookInboxSql from "../../dist/WebhookInboxSql.js"
import * as WebhookReceiver from "../../dist/WebhookReceiver.js"

const [database, handled, secret, lease] = process.argv.slice(2)

const handler = (event) =>
  Effect.zipRight(
    Effect.sleep(5),
    Effect.sync(() => appendFileSync(handled, `${event.body.get("contact[id]")}\n`))
  )

const told = Layer.effectDiscard(
  Effect.flatMap(HttpServer.HttpServer, ({ address }) => Effect.sync(() => process.send(address.port)))
)

const main = told.pipe(
  Layer.provideMerge(HttpServer.serve(WebhookReceiver.make({ secrets: secret }))),
  Layer.provide(NodeHttpServer.layer(createServer, { port: 0, host: "127.0.0.1" })),
  Layer.merge(WebhookInbox.layerWorker(handler, { lease: `${lease} millis` })),
  Layer.provide(WebhookInboxSql.layer()),
  Layer.provide(LibsqlClient.layer({ url: `file:${database}` }))
)

await Effect.runPromise(Layer.launch(main))
