/**
 * Handlers by tag: each event reaches its handler and no other, and the types say what is missing.
 */
import { expect, it } from "@effect/vitest"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookEvent from "@effect-activecampaign/webhooks/WebhookEvent"
import * as WebhookHandlers from "@effect-activecampaign/webhooks/WebhookHandlers"
import type * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { expectTypeOf } from "vitest"

const attempt: WebhookInbox.Attempt = { id: "1", attempt: 2, addedAt: DateTime.unsafeMake(0) }
const bodies = [...WebhookEvent.tags.map((tag) => WebhookBody.make(tag)), "type=something_new"]
const events = Effect.forEach(bodies, (body) => WebhookEvent.decode(body))

class Database extends Context.Tag("Database")<Database, { readonly name: string }>() {}
class Failed extends Data.TaggedError("Failed") {}
class Refused extends Data.TaggedError("Refused") {}

/** A handler that notes what it gets. */
const note =
  <T extends WebhookEvent.Tag>(noted: Array<unknown>, tag: T) =>
  (event: WebhookEvent.WithTag<T>, at: WebhookInbox.Attempt) =>
    Effect.sync(() => noted.push([tag, event, at]))

/** A handler for each event. */
const noting = (noted: Array<unknown>) =>
  WebhookHandlers.make({
    ContactSubscribed: note(noted, "ContactSubscribed"),
    ContactUnsubscribed: note(noted, "ContactUnsubscribed"),
    ContactUpdated: note(noted, "ContactUpdated"),
    ContactNoteAdded: note(noted, "ContactNoteAdded"),
    ContactTagAdded: note(noted, "ContactTagAdded"),
    ContactTagRemoved: note(noted, "ContactTagRemoved"),
    ContactTaskAdded: note(noted, "ContactTaskAdded"),
    CampaignSent: note(noted, "CampaignSent"),
    CampaignOpened: note(noted, "CampaignOpened"),
    CampaignLinkClicked: note(noted, "CampaignLinkClicked"),
    CampaignReplied: note(noted, "CampaignReplied"),
    CampaignForwarded: note(noted, "CampaignForwarded"),
    CampaignShared: note(noted, "CampaignShared"),
    CampaignBounced: note(noted, "CampaignBounced"),
    ListAdded: note(noted, "ListAdded"),
    SmsSent: note(noted, "SmsSent"),
    SmsReplied: note(noted, "SmsReplied"),
    SmsUnsubscribed: note(noted, "SmsUnsubscribed"),
    DealAdded: note(noted, "DealAdded"),
    DealUpdated: note(noted, "DealUpdated"),
    DealNoteAdded: note(noted, "DealNoteAdded"),
    PipelineAdded: note(noted, "PipelineAdded"),
    StageAdded: note(noted, "StageAdded"),
    DealTaskAdded: note(noted, "DealTaskAdded"),
    DealTaskCompleted: note(noted, "DealTaskCompleted"),
    DealTaskTypeAdded: note(noted, "DealTaskTypeAdded"),
    AccountAdded: note(noted, "AccountAdded"),
    AccountUpdated: note(noted, "AccountUpdated"),
    AccountContactAdded: note(noted, "AccountContactAdded"),
    AccountContactUpdated: note(noted, "AccountContactUpdated"),
    AutomationStep: note(noted, "AutomationStep"),
    Unknown: note(noted, "Unknown")
  })

it.effect("each event reaches the handler of its tag, with the attempt", () =>
  Effect.gen(function* () {
    const noted: Array<unknown> = []
    const all = yield* events
    for (const event of all) expect(yield* noting(noted)(event, attempt)).toBeUndefined()
    expect(noted).toEqual(all.map((event) => [event._tag, event, attempt]))
    expect(new Set(all.map(({ _tag }) => _tag)).size).toBe(32)
  })
)

it.effect("events without a handler of their own reach `otherwise`", () =>
  Effect.gen(function* () {
    const noted: Array<unknown> = []
    const handler = WebhookHandlers.partial(
      { ContactUpdated: note(noted, "ContactUpdated"), Unknown: note(noted, "Unknown") },
      (event, at) => Effect.sync(() => noted.push(["otherwise", event, at]))
    )
    const all = yield* events
    for (const event of all) yield* handler(event, attempt)
    expect(noted).toEqual(
      all.map((event) => [/^(ContactUpdated|Unknown)$/.test(event._tag) ? event._tag : "otherwise", event, attempt])
    )
  })
)

it.effect("a handler that throws is a defect of its effect", () =>
  Effect.gen(function* () {
    const error = new Error("broken")
    const broken = () => {
      throw error
    }
    const handler = WebhookHandlers.partial({ ContactUpdated: broken }, broken)
    for (const event of yield* events)
      expect(yield* Effect.exit(handler(event, attempt))).toEqual(yield* Effect.exit(Effect.die(error)))
  })
)

it("errors and services are the unions of the handlers'", () => {
  const handler = WebhookHandlers.partial(
    {
      ContactUpdated: (event) => {
        expectTypeOf(event).toEqualTypeOf<WebhookEvent.ContactUpdated>()
        return Effect.map(Database, ({ name }) => name)
      },
      DealAdded: () => new Failed()
    },
    (event) => {
      expectTypeOf(event).toEqualTypeOf<Exclude<WebhookEvent.WebhookEvent, { _tag: "ContactUpdated" | "DealAdded" }>>()
      return new Refused()
    }
  )
  expectTypeOf(handler).toEqualTypeOf<WebhookInbox.Handler<Failed | Refused, Database>>()
  expectTypeOf(noting([])).toEqualTypeOf<WebhookInbox.Handler<never, never>>()
})

it("a missing handler, an unknown tag and a handler without an effect do not compile", () => {
  const none = () => Effect.void
  // @ts-expect-error handlers are missing
  WebhookHandlers.make({ ContactUpdated: none, AutomationStep: none, Unknown: none })
  // @ts-expect-error there is no such tag
  WebhookHandlers.partial({ ContactUpdatd: none }, none)
  // @ts-expect-error a handler returns an effect
  WebhookHandlers.partial({ ContactUpdated: () => 1 }, none)
  // @ts-expect-error what happens to all others must be said
  WebhookHandlers.partial({ ContactUpdated: none })
})
