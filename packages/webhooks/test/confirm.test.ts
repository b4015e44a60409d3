/**
 * Records are retrieved by the ids of events: as they are now, none that does not exist, and none twice.
 */
import { expect, it } from "@effect/vitest"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Confirm from "@effect-activecampaign/webhooks/Confirm"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookEvent from "@effect-activecampaign/webhooks/WebhookEvent"
import * as WebhookHandlers from "@effect-activecampaign/webhooks/WebhookHandlers"
import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import type { ActiveCampaignClient } from "effect-activecampaign"
import { describe } from "vitest"

/** The event of a body. */
const eventOf = <T extends WebhookEvent.Tag>(tag: T, body: string): WebhookEvent.WithTag<T> => {
  const event = Either.getOrThrow(WebhookEvent.decode(body))
  if (!WebhookEvent.is(tag)(event)) throw new Error(`the body is ${event._tag}`)
  return event
}

const contactUpdated = (id: string) => eventOf("ContactUpdated", `type=update&contact[id]=${encodeURIComponent(id)}`)

const dealAdded = (id: string) => eventOf("DealAdded", `type=deal_add&deal[id]=${encodeURIComponent(id)}`)

const layer = FakeAccount.layerClient({
  ...{ contacts: 250, deals: 20, dealGroups: 1, dealStages: 1, accounts: 1, lists: 1, campaigns: 1, dealTasktypes: 1 },
  notes: [{ relid: "1", reltype: "Deal", note: "Called back" }],
  dealTasks: [{ relid: "1", reltype: "Deal", title: "Call", dealTasktype: "1" }],
  accountContacts: [{ account: "1", contact: "1", jobTitle: "CEO" }]
})

type Found = Effect.Effect<
  { readonly id: string } | null,
  { readonly _tag: string },
  ActiveCampaignClient.ActiveCampaignClient
>

/** For each kind of record, an event that has one with an id, and the request for it. */
const kinds: Readonly<Record<string, readonly [path: string, confirm: (id: string) => Found]>> = {
  contact: ["/contacts", (id) => Confirm.contact(contactUpdated(id))],
  deal: ["/deals/1", (id) => Confirm.deal(dealAdded(id))],
  account: ["/accounts/1", (id) => Confirm.account(eventOf("AccountAdded", `type=account_add&account[id]=${id}`))],
  accountContact: [
    "/accountContacts/1",
    (id) => Confirm.accountContact(eventOf("AccountContactAdded", `type=account_contact_add&accountContact[id]=${id}`))
  ],
  campaign: ["/campaigns/1", (id) => Confirm.campaign(eventOf("CampaignSent", `type=sent&campaign[id]=${id}`))],
  list: ["/lists/1", (id) => Confirm.list(eventOf("ListAdded", `type=list_add&list[id]=${id}`))],
  note: [
    "/notes/1",
    (id) => Confirm.note(eventOf("DealNoteAdded", `type=deal_note_add&deal[id]=1&note[id]=${id}&note[text]=a`))
  ],
  pipeline: [
    "/dealGroups/1",
    (id) => Confirm.pipeline(eventOf("PipelineAdded", `type=deal_pipeline_add&pipeline[id]=${id}`))
  ],
  stage: ["/dealStages/1", (id) => Confirm.stage(eventOf("StageAdded", `type=deal_stage_add&stage[id]=${id}`))],
  task: [
    "/dealTasks/1",
    (id) => Confirm.task(eventOf("DealTaskAdded", `type=deal_task_add&deal[id]=1&task[id]=${id}`))
  ],
  taskType: [
    "/dealTasktypes/1",
    (id) => Confirm.taskType(eventOf("DealTaskTypeAdded", `type=deal_tasktype_add&tasktype[id]=${id}`))
  ]
}

it("each function is tried", () => expect(Object.keys(kinds).sort()).toEqual(Object.keys(Confirm).sort()))

describe.each(Object.entries(kinds))("%s", (_, [path, confirm]) => {
  it.effect("is retrieved as it is now, with one request", () =>
    Effect.gen(function* () {
      const { requests } = yield* FakeAccount.FakeAccount
      expect(yield* confirm("1")).toMatchObject({ id: "1" })
      expect(requests.map((request) => `${request.method} ${request.path}`)).toEqual([`GET ${path}`])
    }).pipe(Effect.provide(layer))
  )

  it.effect("is null if there is none, and other failures stay failures", () =>
    Effect.gen(function* () {
      const { faults } = yield* FakeAccount.FakeAccount
      expect(yield* confirm("999999")).toBeNull()
      faults.add(Faults.on("*", Faults.forbidden(), { times: 1 }))
      expect((yield* Effect.flip(confirm("1")))._tag).toBe("PermissionError")
    }).pipe(Effect.provide(layer))
  )
})

describe("Confirm", () => {
  it.effect("returns what ActiveCampaign has, not what the event claims", () =>
    Effect.gen(function* () {
      const { rows } = yield* FakeAccount.FakeAccount
      const forged = eventOf("ContactUpdated", "type=update&contact[id]=1&contact[email]=mallory%40example.com")
      expect((yield* Confirm.contact(forged))?.email).toBe(rows.contacts[0]?.email)
    }).pipe(Effect.provide(layer))
  )

  const ids = Array.from({ length: 500 }, (_, index) => String((index % 250) + 1))

  it.effect.each([{ batching: true }, { concurrency: "unbounded" }, { concurrency: 500, batching: true }] as const)(
    "needs 3 requests for 500 events of 250 contacts, and one for each deal, with %j",
    (options) =>
      Effect.gen(function* () {
        const { requests } = yield* FakeAccount.FakeAccount
        const contacts = yield* Effect.forEach(ids, (id) => Confirm.contact(contactUpdated(id)), options)
        expect(contacts.map((contact) => contact?.id)).toEqual(ids)
        expect(requests.map(({ path }) => path)).toEqual(["/contacts", "/contacts", "/contacts"])
        const deals = yield* Effect.forEach(ids, (id) => Confirm.deal(dealAdded(id)), options)
        expect(deals.map((deal) => deal?.id ?? null)).toEqual(ids.map((id) => (Number(id) <= 20 ? id : null)))
        expect(requests).toHaveLength(3 + 250)
      }).pipe(Effect.provide(layer))
  )

  it.effect("shares requests between the handlers of an inbox", () =>
    Effect.gen(function* () {
      const { requests } = yield* FakeAccount.FakeAccount
      const inbox = yield* WebhookInbox.WebhookInbox
      for (const id of ids.slice(0, 100)) yield* inbox.add(WebhookBody.contactUpdated({ contact: { id } }))
      const found: Array<string> = []
      const handler = WebhookHandlers.partial(
        {
          ContactUpdated: (event) => Effect.map(Confirm.contact(event), (contact) => found.push(contact?.id ?? "none"))
        },
        () => Effect.dieMessage("no other event was added")
      )
      yield* inbox.drain(handler, { concurrency: 50 })
      expect(new Set(found)).toEqual(new Set(ids.slice(0, 100)))
      console.log(`100 events of an inbox were confirmed with ${requests.length} requests`)
      expect(requests.length).toBeLessThan(10)
    }).pipe(Effect.provide([layer, WebhookInbox.layerMemory()]))
  )

  it.effect("retrieves for the others if the first one is interrupted, and reads again what is asked for later", () =>
    Effect.gen(function* () {
      const { faults, requests, update } = yield* FakeAccount.FakeAccount
      faults.add(Faults.on("*", Faults.latency("1 second"), { times: 1 }))
      const first = yield* Effect.fork(Confirm.contact(contactUpdated("1")))
      const second = yield* Effect.fork(Confirm.contact(contactUpdated("2")))
      while (requests.length === 0) yield* Effect.yieldNow()
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust("1 second")
      expect((yield* Fiber.join(second))?.id).toBe("2")
      expect(requests.map(({ query }) => query.getAll("ids[]"))).toEqual([["1", "2"]])
      update("contacts", "2", { firstName: "Changed" })
      expect((yield* Confirm.contact(contactUpdated("2")))?.firstName).toBe("Changed")
    }).pipe(Effect.provide(layer))
  )

  it.effect("does not ask for what an event does not have", () =>
    Effect.gen(function* () {
      const { requests } = yield* FakeAccount.FakeAccount
      expect(yield* Confirm.contact(dealAdded("1"))).toBeNull()
      const note = eventOf("ContactNoteAdded", "type=subscriber_note&contact[id]=1&note=Called+back")
      expect(yield* Confirm.note(note)).toBeNull()
      expect(requests).toEqual([])
    }).pipe(Effect.provide(layer))
  )

  it("never asks for an id that is none, such as a path", () => {
    const id = FastCheck.oneof(
      FastCheck.string({ unit: "binary" }),
      FastCheck.constantFrom("..", "1/notes", "1,2", "1?include=x", "1%2f2", "-1", "01", "1e3", "\u0661")
    ).filter((text) => !/^[1-9][0-9]*$/.test(text))
    return FastCheck.assert(
      FastCheck.asyncProperty(id, (text) =>
        Effect.gen(function* () {
          const { requests } = yield* FakeAccount.FakeAccount
          const of = (body: string) => Either.getOrThrow(WebhookEvent.decode(body))
          const contact = of(`type=update&contact[id]=${encodeURIComponent(text)}`)
          const deal = of(`type=deal_add&deal[id]=${encodeURIComponent(text)}`)
          if (contact._tag === "ContactUpdated") expect(yield* Confirm.contact(contact)).toBeNull()
          if (deal._tag === "DealAdded") expect(yield* Confirm.deal(deal)).toBeNull()
          expect(requests).toEqual([])
        }).pipe(Effect.provide(FakeAccount.layerClient()), Effect.runPromise)
      ),
      { numRuns: 100 }
    )
  })
})
