/**
 * Functions composed of endpoints: whom they subscribe, what they find and what they send.
 */
import { expect, it } from "@effect/vitest"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import {
  ActiveCampaign,
  type ActiveCampaignClient,
  ContactId,
  ContactLists,
  Contacts,
  ContactTags,
  ListId,
  Notes,
  Pipelines,
  TagId,
  Tags,
  Tasks
} from "effect-activecampaign"
import { describe } from "vitest"

const contact = ContactId.make("113")
const list = ListId.make("7")

/** Runs a program against bodies by `METHOD /path`, and says what it came to and what was sent. */
const outcomeOf = <A, E>(
  program: Effect.Effect<A, E, ActiveCampaignClient.ActiveCampaignClient>,
  ...replies: ReadonlyArray<FakeHttp.Reply>
) =>
  Effect.gen(function* () {
    const outcome = yield* Effect.either(program)
    const sent = yield* FakeHttp.sent
    return { outcome, sent: sent.map(({ body, method, path }) => ({ method, path, body })) }
  }).pipe(Effect.provide(FakeHttp.layerClient(...replies)))

const rows = (statuses: ReadonlyArray<string>) =>
  FakeHttp.replyRaw(ContactLists.listByContact, {
    status: 200,
    body: {
      contactLists: [
        // Another list, which the contact has left.
        { id: "1", contact: "113", list: "8", status: "2" },
        ...statuses.map((status, index) => ({ id: String(index + 2), contact: "113", list: "7", status }))
      ]
    }
  })

const updated = FakeHttp.replyRaw(ContactLists.updateStatus, {
  status: 200,
  body: { contactList: { id: "9", contact: "113", list: "7", status: 1 } }
})

describe("ContactLists.subscribe", () => {
  const post = {
    method: "POST",
    path: "/contactLists",
    body: { contactList: { contact: "113", list: "7", status: 1 } }
  }
  const cases: ReadonlyArray<readonly [what: string, statuses: ReadonlyArray<string>, tag: string, posts: number]> = [
    ["who never was on the list", [], "Right", 1],
    ["who has not confirmed yet", ["0"], "Right", 1],
    ["who is on the list", ["1"], "Right", 0],
    ["who left", ["2"], "Left", 0],
    ["whose e-mails bounced", ["3"], "Left", 0],
    ["whose status is new to this library", ["4"], "Left", 0],
    ["whose status is not set", [""], "Left", 0],
    ["whose status cannot be read", [["1"] as never], "Left", 0],
    ["who left by one channel and is on the list by another", ["1", "2"], "Left", 0]
  ]
  it.effect.each(cases)("somebody %s", ([, statuses, tag, posts]) =>
    Effect.gen(function* () {
      const { outcome, sent } = yield* outcomeOf(ContactLists.subscribe({ contact, list }), rows(statuses), updated)
      expect(outcome._tag).toBe(tag)
      expect(sent[0]).toMatchObject({ method: "GET", path: "/contacts/113/contactLists" })
      expect(sent.slice(1)).toEqual(posts === 0 ? [] : [post])
    })
  )

  const unclear: ReadonlyArray<object> = [
    { id: "1", list: "7", status: ["2"] },
    { id: "1", list: "7", status: { code: 2 } },
    { id: "1", list: ["7"], status: "2" },
    { id: "1", listid: "7", status: "2" }
  ]
  it.effect.each(unclear)("nobody of whom it cannot be read whether they left: %o", (row) =>
    Effect.gen(function* () {
      const reply = FakeHttp.replyRaw(ContactLists.listByContact, { status: 200, body: { contactLists: [row] } })
      const { outcome, sent } = yield* outcomeOf(ContactLists.subscribe({ contact, list }), reply, updated)
      expect(outcome).toMatchObject({ left: { _tag: "UnsubscribedError" } })
      expect(sent.length).toBe(1)
    })
  )

  it.effect("knows a list whatever its id is written like", () =>
    Effect.gen(function* () {
      for (const id of ["07", " 7", "7 "]) {
        const call = ContactLists.subscribe({ contact, list: ListId.make(id) })
        const { outcome, sent } = yield* outcomeOf(call, rows(["2"]), updated)
        expect(outcome).toMatchObject({ left: { _tag: "UnsubscribedError" } })
        expect(sent.length).toBe(1)
      }
    })
  )

  it.effect("says why it did nothing", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(ContactLists.subscribe({ contact, list }))
      expect(error).toMatchObject({ _tag: "UnsubscribedError", subscription: { list: "7", status: "unsubscribed" } })
      expect(error.message).toMatch(/^ContactLists\.subscribe: .*Nothing was changed\..*ContactLists\.resubscribe\.$/)
    }).pipe(Effect.provide(FakeHttp.layerClient(rows(["2"]))))
  )

  it.effect("fails for a contact that does not exist", () =>
    Effect.gen(function* () {
      const { outcome, sent } = yield* outcomeOf(
        ContactLists.subscribe({ contact, list }),
        FakeHttp.replyRaw(ContactLists.listByContact, { status: 404, body: { message: "No Result found" } })
      )
      expect(outcome).toMatchObject({ _tag: "Left", left: { _tag: "NotFoundError" } })
      expect(sent.length).toBe(1)
    })
  )

  it.effect("is in the root service", () =>
    Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      expect((yield* ac.contactLists.subscribe({ contact, list })).status).toBe("active")
      expect(ac.tasks.ownerOf({ owner: null, ownerType: null, relid: "1", reltype: "Deal" })).toEqual({ deal: "1" })
      expect("ContactList" in ac.contactLists).toBe(false)
    }).pipe(Effect.provide(ActiveCampaign.layerClient), Effect.provide(FakeHttp.layerClient(rows([]), updated)))
  )
})

it.effect("unsubscribe and resubscribe are one request each", () =>
  Effect.gen(function* () {
    const left = yield* outcomeOf(ContactLists.unsubscribe({ contact, list }), updated)
    expect(left.sent.map(({ body }) => body)).toEqual([{ contactList: { contact: "113", list: "7", status: 2 } }])
    const back = yield* outcomeOf(ContactLists.resubscribe({ contact, list }), updated)
    expect(back.sent.map(({ body }) => body)).toEqual([
      { contactList: { contact: "113", list: "7", status: 1, sourceid: 4 } }
    ])
  })
)

describe("Contacts.findByEmail", () => {
  const found = (email: string | null) =>
    FakeHttp.replyRaw(Contacts.list, { status: 200, body: { contacts: [{ id: "5", email }] } })
  const cases = [
    ["jane@example.com", "5"],
    ["JANE@example.com", "5"],
    ["other@example.com", null],
    [null, null]
  ] as const
  it.effect.each(cases)("a server that returns %s", ([email, id]) =>
    Effect.gen(function* () {
      const { outcome, sent } = yield* outcomeOf(Contacts.findByEmail("jane@example.com"), found(email))
      expect(outcome).toMatchObject({ _tag: "Right" })
      expect(outcome._tag === "Right" && outcome.right ? outcome.right.id : null).toBe(id)
      expect(sent.length).toBe(1)
    })
  )
})

it.effect("names are found exactly", () =>
  Effect.gen(function* () {
    const pipelines = FakeHttp.replyRaw(Pipelines.list, {
      status: 200,
      body: {
        dealGroups: [
          { id: "1", title: "New Sales" },
          { id: "2", title: "Sales" }
        ]
      }
    })
    const tags = FakeHttp.replyRaw(Tags.list, { status: 200, body: { tags: [{ id: "1", tag: "customer!" }] } })
    const pipeline = yield* Pipelines.findByTitle("Sales").pipe(Effect.provide(FakeHttp.layerClient(pipelines)))
    expect(pipeline?.id).toBe("2")
    expect(yield* Tags.findByName("customer").pipe(Effect.provide(FakeHttp.layerClient(tags)))).toBe(null)
  })
)

it.effect("Tags.findByName finds a tag on a later page if the filter is ignored", () =>
  Effect.gen(function* () {
    const all = Array.from({ length: 45 }, (_, index) => ({ id: String(index + 1), tag: `tag ${index + 1}` }))
    const pages = [0, 19, 38].map((offset) =>
      FakeHttp.replyRaw(Tags.list, {
        status: 200,
        body: { tags: all.slice(offset, offset + 20), meta: { total: "45" } }
      })
    )
    const last = yield* outcomeOf(Tags.findByName("tag 44"), ...pages)
    expect(last).toMatchObject({ outcome: { right: { id: "44" } }, sent: { length: 3 } })
    const first = yield* outcomeOf(Tags.findByName("tag 3"), ...pages)
    expect(first).toMatchObject({ outcome: { right: { id: "3" } }, sent: { length: 1 } })
  })
)

it.effect("ContactTags.removeTag removes each row of the tag, and nothing if there is none", () =>
  Effect.gen(function* () {
    const tags = FakeHttp.replyRaw(ContactTags.listByContact, {
      status: 200,
      body: {
        contactTags: [
          { id: "20", contact: "113", tag: "3" },
          { id: "21", contact: "113", tag: "20" },
          { id: "22", contact: "113", tag: "20" }
        ]
      }
    })
    const removed = FakeHttp.reply(ContactTags.remove, undefined)
    const had = yield* outcomeOf(ContactTags.removeTag({ contact, tag: TagId.make("20") }), tags, removed)
    expect(had.outcome).toMatchObject({ right: true })
    expect(had.sent.filter(({ method }) => method === "DELETE").map(({ path }) => path)).toEqual([
      "/contactTags/21",
      "/contactTags/22"
    ])
    const had2 = yield* outcomeOf(ContactTags.removeTag({ contact, tag: TagId.make("21") }), tags, removed)
    expect(had2.outcome).toMatchObject({ right: false })
    expect(had2.sent.every(({ method }) => method === "GET")).toBe(true)
  })
)

describe("the record that a note or a task belongs to", () => {
  const note = (fields: object) => Notes.ownerOf(Schema.decodeUnknownSync(Notes.Note)({ id: "1", ...fields }))
  const task = (fields: object) => Tasks.ownerOf(Schema.decodeUnknownSync(Tasks.Task)({ id: "1", ...fields }))

  it("is read from either form of it", () => {
    expect(note({ reltype: "Subscriber", relid: 12 })).toEqual({ contact: "12" })
    expect(note({ reltype: "CustomerAccount", relid: "3" })).toEqual({ account: "3" })
    expect(note({ owner: { type: "deal", id: "4" } })).toEqual({ deal: "4" })
    expect(note({ reltype: "DealTask", relid: "5", owner: { type: "deal", id: "4" } })).toEqual({ task: "5" })
    expect(note({ reltype: "Form", relid: "5" })).toBe(null)
    expect(note({ reltype: "Deal", relid: "" })).toBe(null)
    expect(note({})).toBe(null)
    expect(task({ reltype: "Deal", relid: "7" })).toEqual({ deal: "7" })
    expect(task({ owner: { type: "contact", id: "7" } })).toEqual({ contact: "7" })
    expect(task({ ownerType: "contact", relid: "7" })).toEqual({ contact: "7" })
  })
})
