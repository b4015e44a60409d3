/**
 * Mirrors contacts into a table of SQL. ActiveCampaign posts what changed; the receiver stores each event in an inbox and
 * responds; the handler retrieves the contact, since events are not signed, and upserts its row.
 *
 * ActiveCampaign posts an event once. To show that none is lost, this program starts the application as a process of its own,
 * kills it with SIGKILL in the middle of its work, and starts it again. A fake account stands for ActiveCampaign.
 */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { FetchHttpClient, HttpClient, HttpRouter, HttpServer } from "@effect/platform"
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { SqlClient } from "@effect/sql"
import { LibsqlClient } from "@effect/sql-libsql"
import { FakeAccount, FakeAccountServer } from "@effect-activecampaign/testing"
import { WebhookHandlers, WebhookInbox, WebhookReceiver } from "@effect-activecampaign/webhooks"
import * as Confirm from "@effect-activecampaign/webhooks/Confirm"
import * as WebhookInboxSql from "@effect-activecampaign/webhooks/WebhookInboxSql"
import { Config, Console, Effect, Layer } from "effect"
import { ActiveCampaignClient, ContactId, Contacts, Credentials, RateLimiter, Webhooks } from "effect-activecampaign"

// ---------------------------------------------------------------------------------------------------------------
// The application
// ---------------------------------------------------------------------------------------------------------------

const database = Layer.unwrapEffect(Effect.map(Config.string("DATABASE_URL"), (url) => LibsqlClient.layer({ url })))

/** With a client of its own, so that what the application does with its client cannot undo what the inbox acknowledged. */
const inbox = WebhookInboxSql.layer().pipe(Layer.provide(Layer.fresh(database)))

const table = Layer.effectDiscard(
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`create table if not exists contacts (id text primary key, email text, first_name text)`
  )
)

/** An upsert of the contact as it is now: it can be applied again, and in any order. */
const handler = WebhookHandlers.partial(
  {
    ContactUpdated: (event) =>
      Effect.gen(function* () {
        const contact = yield* Confirm.contact(event)
        if (contact === null) return
        const sql = yield* SqlClient.SqlClient
        yield* sql`
          insert into contacts (id, email, first_name) values (${contact.id}, ${contact.email}, ${contact.firstName})
          on conflict (id) do update set email = excluded.email, first_name = excluded.first_name`
      })
  },
  (event) => Effect.logInfo(`Ignored an event: ${event._tag}`)
)

const worker = WebhookInbox.layerWorker(handler, {
  order: "subject",
  // After a crash, what was being handled is handled again when its lease ends. The default is 60 seconds.
  lease: "2 seconds",
  onDead: ({ id, error }) => Effect.logError(`Event ${id} needs attention: ${error}`)
}).pipe(
  Layer.provide(table),
  Layer.provide(database),
  Layer.provide(ActiveCampaignClient.layer),
  Layer.provide([Credentials.layerConfig(), FetchHttpClient.layer])
)

const routes = Effect.map(Config.redacted("WEBHOOK_SECRET"), (secret) =>
  HttpRouter.empty.pipe(HttpRouter.all("/webhooks/:secret", WebhookReceiver.make({ secrets: secret })))
)

/** Tells the other process where it listens. */
const ready = Layer.effectDiscard(
  Effect.flatMap(HttpServer.HttpServer, ({ address }) =>
    Effect.sync(() => process.send?.(address._tag === "TcpAddress" ? address.port : 0))
  )
)

const application = ready.pipe(
  Layer.provideMerge(Layer.unwrapEffect(Effect.map(routes, (router) => HttpServer.serve(router)))),
  Layer.provide(NodeHttpServer.layer(createServer, { port: 0, host: "127.0.0.1" })),
  Layer.merge(worker),
  Layer.provide(inbox)
)

// ---------------------------------------------------------------------------------------------------------------
// The demonstration
// ---------------------------------------------------------------------------------------------------------------

const secret = "5f0c9a7be1d24463a8"
const count = 16

/** The application as a process of its own. */
class Application {
  /** Null while it does not run. */
  port: number | null = null
  #child: ChildProcess | undefined
  readonly start = (environment: NodeJS.ProcessEnv) =>
    Effect.promise(async () => {
      this.#child = fork(fileURLToPath(import.meta.url), ["application"], { env: { ...process.env, ...environment } })
      const [port] = await once(this.#child, "message")
      this.port = Number(port)
    })
  readonly kill = Effect.promise(async () => {
    this.port = null
    if (this.#child === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill("SIGKILL")
    await once(this.#child, "exit")
  })
}

/** A folder that is deleted in the end. */
const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "webhook-sync-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

const demonstration = Effect.gen(function* () {
  const path = yield* folder
  const databaseUrl = `file:${join(path, "app.db")}`
  const app = yield* Effect.acquireRelease(
    Effect.sync(() => new Application()),
    ({ kill }) => kill
  )
  const post = FakeAccount.deliverWith(yield* HttpClient.HttpClient)
  // What a proxy does: it takes requests to the public URL to the process. Every event is posted twice, which can happen.
  const server = yield* FakeAccountServer.serve({
    contacts: count,
    limit: null,
    deliverTwice: true,
    deliver: (delivery) =>
      post({ ...delivery, url: delivery.url.replace("https://app.example.com", `http://127.0.0.1:${app.port}`) })
  })
  const start = app.start({
    ACTIVECAMPAIGN_API_URL: server.apiUrl,
    ACTIVECAMPAIGN_API_KEY: server.apiKey,
    DATABASE_URL: databaseUrl,
    WEBHOOK_SECRET: secret
  })
  yield* start
  yield* Effect.gen(function* () {
    const inbox = yield* WebhookInbox.WebhookInbox
    const sql = yield* SqlClient.SqlClient
    /** Renames contacts, and waits until the account has posted it. */
    const rename = (from: number, to: number) =>
      Effect.forEach(
        Array.from({ length: to - from + 1 }, (_, index) => from + index),
        (number) => Contacts.update(ContactId.make(String(number)), { firstName: `Name ${number}` }),
        { concurrency: "unbounded" }
      ).pipe(
        Effect.zipRight(
          Effect.repeat(
            Effect.delay(
              Effect.sync(() => server.account.deliveries),
              "10 millis"
            ),
            {
              until: (all) => all.length === 2 * to && all.every(({ status }) => status !== null)
            }
          )
        )
      )

    yield* Webhooks.ensure({ url: `https://app.example.com/webhooks/${secret}`, events: ["update"], sources: ["api"] })
    yield* rename(1, count / 2)
    yield* app.kill
    const { handled, waiting, working } = yield* inbox.counts
    yield* Console.log(`Killed: ${handled} events were handled, ${waiting + working} acknowledged and not yet handled.`)

    yield* start
    yield* rename(count / 2 + 1, count)
    const counts = yield* Effect.repeat(Effect.delay(inbox.counts, "100 millis"), {
      until: ({ waiting, working }) => waiting + working === 0
    })
    const rows = yield* sql`select * from contacts where first_name = 'Name ' || id`
    const { deliveries } = server.account
    const acknowledged = deliveries.filter(({ status }) => status === 200).length
    yield* Console.log(
      `Started again: ${acknowledged} of ${deliveries.length} requests were acknowledged, ${counts.handled} events handled, ` +
        `${counts.duplicates} duplicates recognized, ${counts.dead} dead letters.`
    )
    yield* Console.log(`The table has ${rows.length} of ${count} contacts, as they are in the account.`)
    if (rows.length !== count) return yield* Effect.dieMessage("contacts are missing")
  }).pipe(
    Effect.provide([
      WebhookInboxSql.layer().pipe(Layer.provideMerge(LibsqlClient.layer({ url: databaseUrl }))),
      ActiveCampaignClient.layer.pipe(
        // Faster than the application may retrieve what changed, so that it is behind when it is killed.
        Layer.provide(RateLimiter.layerUnlimited),
        Layer.provide([Credentials.layer({ apiUrl: server.apiUrl, apiKey: server.apiKey }), FetchHttpClient.layer])
      )
    ])
  )
}).pipe(Effect.scoped, Effect.provide(FetchHttpClient.layer))

const main: Effect.Effect<void, unknown> = process.argv[2] === "application" ? Layer.launch(application) : demonstration
NodeRuntime.runMain(main)
