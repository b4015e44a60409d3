/**
 * An application with everything: a webhook starts trials, with the typed fields of the account, and a durable job exports all
 * contacts at night. Both share one client and one rate limit; what a webhook waits for goes before the export.
 *
 * A fake account stands for ActiveCampaign. `webhook-sync.ts` and `nightly.ts` show each part by itself.
 */
import assert from "node:assert/strict"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { FetchHttpClient, HttpClient, HttpRouter, HttpServer } from "@effect/platform"
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { LibsqlClient } from "@effect/sql-libsql"
import { Directory, Ensure, Profiles } from "@effect-activecampaign/account"
import * as JobRunner from "@effect-activecampaign/jobs/JobRunner"
import * as Jobs from "@effect-activecampaign/jobs/Jobs"
import * as JobsSqlite from "@effect-activecampaign/jobs/JobsSqlite"
import { FakeAccount, FakeAccountServer } from "@effect-activecampaign/testing"
import { WebhookHandlers, WebhookInbox, WebhookReceiver } from "@effect-activecampaign/webhooks"
import * as Confirm from "@effect-activecampaign/webhooks/Confirm"
import * as WebhookInboxSql from "@effect-activecampaign/webhooks/WebhookInboxSql"
import { Console, Effect, Layer } from "effect"
import { ActiveCampaignClient, Contacts, ContactTags, Credentials, Webhooks } from "effect-activecampaign"
import { Fields } from "./activecampaign.account.js"

const secret = "5f0c9a7be1d24463a8"
const directory = mkdtempSync(join(tmpdir(), "whole-application-"))

// ---------------------------------------------------------------------------------------------------------------
// The application
// ---------------------------------------------------------------------------------------------------------------

const profiles = Profiles.typed(Fields)

/** Whoever gets the tag "trial" gets a plan. Executed twice, it has the same result as once. */
const handler = WebhookHandlers.partial(
  {
    ContactTagAdded: (event) =>
      Effect.gen(function* () {
        const contact = yield* Confirm.contact(event)
        if (event.tag !== "trial" || contact?.email == null) return
        yield* profiles.upsert({
          email: contact.email,
          fields: { plan: "free", numberOfSeats: 1, trialEnds: "2027-01-31" }
        })
      })
  },
  (event) => Effect.logInfo(`Ignored an event: ${event._tag}`)
)

const receiver = HttpServer.serve(
  HttpRouter.empty.pipe(HttpRouter.all("/webhooks/:secret", WebhookReceiver.make({ secrets: secret })))
)

const server = NodeHttpServer.layer(createServer, { port: 0, host: "127.0.0.1" })

/** The inbox has a database of its own. */
const inbox = WebhookInboxSql.layer().pipe(
  Layer.provide(LibsqlClient.layer({ url: `file:${join(directory, "inbox.db")}` }))
)

/** The jobs are in the background of the rate limit by themselves. */
const jobs = JobRunner.layer().pipe(
  Layer.provideMerge(Jobs.layer),
  Layer.provide(JobsSqlite.layer({ file: join(directory, "jobs.db") }))
)

const application = Layer.mergeAll(receiver, WebhookInbox.layerWorker(handler, { order: "subject" }), jobs).pipe(
  Layer.provideMerge(Layer.mergeAll(server, inbox, Directory.layer()))
)

/** Starts the export of a day, once, and waits for it. */
const nightly = (day: string, file: string) =>
  Effect.gen(function* () {
    const { start } = yield* Jobs.Jobs
    yield* start(`export ${day}`, { kind: "export", entity: "contacts", file, format: "csv" })
    return yield* Jobs.await(`export ${day}`)
  })

// ---------------------------------------------------------------------------------------------------------------
// The demonstration
// ---------------------------------------------------------------------------------------------------------------

const demonstration = Effect.gen(function* () {
  // What the account contains that the module of its fields was generated from.
  yield* Ensure.field({ title: "Plan", perstag: "PLAN", type: "dropdown", options: ["free", "pro"] })
  yield* Ensure.field({ title: "Number of seats", perstag: "SEATS", type: "number" })
  yield* Ensure.field({ title: "Trial ends", perstag: "TRIAL_ENDS", type: "date" })
  const { value: trial } = yield* Ensure.tag("trial")
  yield* Webhooks.ensure({
    url: `https://app.example.com/webhooks/${secret}`,
    events: ["contact_tag_added"],
    sources: ["api"]
  })

  for (const email of ["ada@example.com", "grace@example.com"]) {
    const { id } = yield* Contacts.sync({ email })
    yield* ContactTags.add({ contact: id, tag: trial.id })
  }
  const { counts } = yield* WebhookInbox.WebhookInbox
  const { handled } = yield* Effect.repeat(Effect.delay(counts, "50 millis"), { until: ({ handled }) => handled === 2 })
  yield* Console.log(`Events handled: ${handled}.`)

  const file = join(directory, "contacts.csv")
  const { rows, state } = yield* nightly("2026-05-28", file)
  yield* Console.log(`The export is ${state}: ${rows.done} contacts.`)
  const [header = "", ...lines] = readFileSync(file, "utf8").trimEnd().split("\r\n")
  const plan = header.split(",").indexOf("PLAN")
  assert.deepEqual(
    lines.map((line) => line.split(",")[plan]),
    ["free", "free"]
  )
  yield* Console.log("Each contact in the file has a plan.")
})

const program = Effect.gen(function* () {
  let port = 0
  const post = FakeAccount.deliverWith(yield* HttpClient.HttpClient)
  const fake = yield* FakeAccountServer.serve({
    // What a proxy does: it takes requests to the public URL to the process.
    deliver: (delivery) =>
      post({ ...delivery, url: delivery.url.replace("https://app.example.com", `http://127.0.0.1:${port}`) })
  })
  const client = ActiveCampaignClient.layer.pipe(
    Layer.provide([Credentials.layer({ apiUrl: fake.apiUrl, apiKey: fake.apiKey }), FetchHttpClient.layer])
  )
  yield* Effect.flatMap(HttpServer.HttpServer, ({ address }) => {
    if (address._tag === "TcpAddress") port = address.port
    return demonstration
  }).pipe(Effect.provide(Layer.provideMerge(application, client)))
})

program.pipe(
  Effect.scoped,
  Effect.ensuring(Effect.sync(() => rmSync(directory, { recursive: true, force: true }))),
  Effect.provide(FetchHttpClient.layer),
  NodeRuntime.runMain
)
