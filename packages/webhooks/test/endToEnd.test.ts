/**
 * From a change in an account to the application that mirrors it: the fake account posts over HTTP, the receiver stores, the
 * inbox handles, and the handler confirms.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpClient from "@effect/platform/HttpClient"
import { expect, it } from "@effect/vitest"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Confirm from "@effect-activecampaign/webhooks/Confirm"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookHandlers from "@effect-activecampaign/webhooks/WebhookHandlers"
import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as WebhookReceiver from "@effect-activecampaign/webhooks/WebhookReceiver"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { type ActiveCampaignClient, ContactId, Contacts, ContactTags, TagId, Webhooks } from "effect-activecampaign"

const secret = "5f0c9a7be1d24463a8"
const url = `https://app.example.com/webhooks/${secret}`

type Needs = FakeAccount.FakeAccount | ActiveCampaignClient.ActiveCampaignClient | WebhookInbox.WebhookInbox

/** Runs a program on an account that posts each event twice to a receiver. `post` posts what somebody else sends. */
const withAccount = <A, E>(
  program: (post: (url: string, body: string) => Effect.Effect<number>) => Effect.Effect<A, E, Needs>
) =>
  Effect.gen(function* () {
    const runtime = yield* Effect.runtime<WebhookInbox.WebhookInbox | Scope.Scope>()
    const respond = HttpApp.toWebHandlerRuntime(runtime)(WebhookReceiver.make({ secrets: secret }))
    const send = FakeAccount.deliverWith(yield* Effect.provide(HttpClient.HttpClient, FetchHttpClient.layer))
    const deliver = (delivery: Parameters<typeof send>[0]) =>
      Effect.provideService(send(delivery), FetchHttpClient.Fetch, (input, init) => respond(new Request(input, init)))
    const headers = { "content-type": "application/x-www-form-urlencoded" }
    const post = (url: string, body: string) =>
      deliver({ webhook: undefined, type: "", method: "POST", url, headers, body, status: null })
    const account = FakeAccount.layerClient({ contacts: 3, tags: 1, deliver, deliverTwice: true })
    return yield* Effect.provide(program(post), account)
  }).pipe(Effect.provide(WebhookInbox.layerMemory()), Effect.scoped)

const contact = ContactId.make("1")
const wanted = { url, events: ["update", "contact_tag_added"], sources: ["api"] } as const

/** Mirrors confirmed contacts into a map, and notes the tags of what it handled. */
const mirror = () => {
  const handled: Array<string> = []
  const contacts = new Map<string, string | null>()
  const save = (event: Parameters<typeof Confirm.contact>[0] & { readonly _tag: string }) =>
    Effect.map(Confirm.contact(event), (found) => {
      handled.push(event._tag)
      if (found !== null) contacts.set(found.id, found.firstName)
    })
  const handler = WebhookHandlers.partial({ ContactUpdated: save, ContactTagAdded: save }, (event) =>
    Effect.sync(() => handled.push(event._tag))
  )
  return { handled, contacts, handler }
}

it.effect("a change reaches the application once, although it is posted twice", () =>
  withAccount(() =>
    Effect.gen(function* () {
      const inbox = yield* WebhookInbox.WebhookInbox
      const { deliveries } = yield* FakeAccount.FakeAccount
      const { contacts, handled, handler } = mirror()
      yield* Webhooks.ensure(wanted)
      yield* Contacts.update(contact, { firstName: "Jane" })
      yield* ContactTags.add({ contact, tag: TagId.make("1") })
      expect(deliveries.map(({ status, type }) => [type, status])).toEqual([
        ...[["update", 200] as const, ["update", 200] as const],
        ...[["contact_tag_added", 200] as const, ["contact_tag_added", 200] as const]
      ])
      yield* inbox.drain(handler, { order: "subject" })
      expect(handled).toEqual(["ContactUpdated", "ContactTagAdded"])
      expect([...contacts]).toEqual([["1", "Jane"]])
      // The record is as it is now, also for an event that is older.
      yield* Contacts.update(contact, { firstName: "Janet" })
      yield* Contacts.update(contact, { firstName: "June" })
      yield* inbox.drain(handler)
      expect(handled).toHaveLength(4)
      expect([...contacts]).toEqual([["1", "June"]])
    })
  )
)

it.effect("forged and wrongly addressed events change nothing, and do not deactivate the webhook", () =>
  withAccount((post) =>
    Effect.gen(function* () {
      const inbox = yield* WebhookInbox.WebhookInbox
      const { contacts, handled, handler } = mirror()
      const forged = WebhookBody.contactUpdated({ contact: { id: "99", first_name: "Mallory" } })
      expect(yield* post(url, forged)).toBe(200)
      expect(yield* post(url, "type=unheard_of&contact[id]=1&contact[first_name]=Mallory")).toBe(200)
      yield* inbox.drain(handler, { concurrency: 1 })
      expect(handled).toEqual(["ContactUpdated", "Unknown"])
      expect([...contacts]).toEqual([])
      // A webhook with an old secret gets 404, which ActiveCampaign does not take for the end.
      yield* Webhooks.ensure({ ...wanted, url: "https://app.example.com/webhooks/old-secret-old-secret" })
      yield* Contacts.update(contact, { firstName: "Jane" })
      const { deliveries } = yield* FakeAccount.FakeAccount
      expect(deliveries.map(({ status }) => status)).toEqual([404, 404])
      expect(
        yield* Webhooks.ensure({ ...wanted, url: "https://app.example.com/webhooks/old-secret-old-secret" })
      ).toMatchObject({
        deactivated: [],
        created: false
      })
      yield* inbox.drain(handler)
      expect(handled).toHaveLength(2)
    })
  )
)

it.effect("an event whose handler fails is a dead letter, which is replayed", () =>
  withAccount(() =>
    Effect.gen(function* () {
      const inbox = yield* WebhookInbox.WebhookInbox
      const { contacts, handler } = mirror()
      yield* Webhooks.ensure(wanted)
      yield* Contacts.update(contact, { firstName: "Jane" })
      yield* inbox.drain(() => Effect.fail(new Error("the database is closed")), { maxAttempts: 1 })
      expect(yield* inbox.counts).toMatchObject({ dead: 1 })
      expect(yield* inbox.replay("all")).toBe(1)
      yield* inbox.drain(handler)
      expect([...contacts]).toEqual([["1", "Jane"]])
      expect(yield* inbox.counts).toMatchObject({ dead: 0, waiting: 0 })
    })
  )
)
