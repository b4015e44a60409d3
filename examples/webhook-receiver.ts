/**
 * Runs both receivers of the folder `webhook-receiver`: on Node over HTTP, and as a function of a fetch runtime. A fake account
 * posts its events to both.
 */
import assert from "node:assert/strict"
import { FetchHttpClient, FileSystem, HttpClient, HttpServer } from "@effect/platform"
import { NodeContext, NodeRuntime } from "@effect/platform-node"
import { FakeAccount } from "@effect-activecampaign/testing"
import { Console, Effect, Layer } from "effect"
import { ActiveCampaignClient, Contacts, ContactTags, Tags, Webhooks } from "effect-activecampaign"
import { fakeInEnvironment } from "./account.js"
import { receiver } from "./webhook-receiver/node.js"

const secret = "5f0c9a7be1d24463a8"

/** What an application does once, such as when it is deployed. */
const ensureWebhook = (host: string) =>
  Webhooks.ensure({
    url: `https://${host}/webhooks/${secret}`,
    events: ["contact_tag_added"],
    sources: ["public", "admin", "api", "system"]
  })

const addCustomer = Effect.gen(function* () {
  yield* Effect.forEach(["node.example.com", "fetch.example.com"], ensureWebhook)
  const contact = yield* Contacts.sync({ email: "ada@example.com", firstName: "Ada" })
  const tag = yield* Tags.create({ tag: "customer", tagType: "contact" })
  yield* ContactTags.add({ contact: contact.id, tag: tag.id })
})

const program = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const folder = yield* fs.makeTempDirectoryScoped()
  Object.assign(process.env, {
    ACTIVECAMPAIGN_WEBHOOK_SECRETS: secret,
    INBOX_URL: `file:${folder}/inbox.db`,
    PORT: "0"
  })
  const forFetch = yield* Effect.promise(() => import("./webhook-receiver/fetch.js"))
  yield* Effect.addFinalizer(() => Effect.promise(forFetch.dispose))

  let local = ""
  const post = FakeAccount.deliverWith(yield* HttpClient.HttpClient)
  const { account } = yield* fakeInEnvironment({
    // What a proxy or a platform does with requests to the public URLs.
    deliver: (delivery) =>
      delivery.url.includes("node.example.com")
        ? post({ ...delivery, url: delivery.url.replace("https://node.example.com", local) })
        : Effect.promise(() => forFetch.POST(new Request(delivery.url, delivery)).then(({ status }) => status))
  })

  yield* Effect.gen(function* () {
    const { address } = yield* HttpServer.HttpServer
    if (address._tag === "TcpAddress") local = `http://127.0.0.1:${address.port}`
    yield* addCustomer
    // Each handler retrieves the contact.
    const retrieved = Effect.sync(() =>
      account.requests.filter(({ method, path }) => method === "GET" && path.startsWith("/contacts"))
    )
    yield* Effect.repeat(Effect.delay(retrieved, "50 millis"), { until: (all) => all.length === 2 })
    assert.deepEqual(
      account.deliveries.map(({ status }) => status),
      [200, 200]
    )
    yield* Console.log("Both receivers responded with 200, and both handled the event.")
  }).pipe(Effect.provide(Layer.merge(receiver, ActiveCampaignClient.layerConfig())))
}).pipe(Effect.scoped)

program.pipe(Effect.provide([FetchHttpClient.layer, NodeContext.layer]), NodeRuntime.runMain)
