/**
 * Deals, their notes and their tasks in the fake account, through the SDK.
 */
import { expect, it } from "@effect/vitest"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { DealId, Deals, NoteId, Notes, TaskId, Tasks, UserId } from "effect-activecampaign"
import { describe } from "vitest"

const deal = DealId.make("1")
const hook = { name: "hook", url: "https://example.com/hook", sources: ["api"] }
const events = ["deal_update", "deal_task_complete"]

/** Three deals of 10, 20 and 30 dollars, with a webhook. */
const layer = FakeAccount.layerClient({
  ...{ users: 2, contacts: 3, dealGroups: 1, dealStages: 1, dealTasktypes: 1, deals: 3, dealCustomFieldMeta: 1 },
  webhooks: [{ ...hook, events }]
})

/** What the account posted so far. */
const posted = Effect.map(FakeAccount.FakeAccount, ({ deliveries }) =>
  deliveries.map(({ body, type }) => {
    const fields = [...new URLSearchParams(body)].filter(([name]) => name.startsWith("updated_fields"))
    return [type, ...fields.map(([, value]) => value)]
  })
)

describe("deals", () => {
  it.effect("are counted by currency, as far as they match", () =>
    Effect.gen(function* () {
      const { body } = yield* Deals.list.page({ filters: { minimum_value: 20 } })
      expect(body).toMatchObject({ meta: { total: 2, currencies: { USD: { total: "2", value: "5000" } } } })
    }).pipe(Effect.provide(layer))
  )

  it.effect("are deleted with their notes and tasks, and not with those of others", () =>
    Effect.gen(function* () {
      const { insert, rows } = yield* FakeAccount.FakeAccount
      for (const reltype of ["Deal", "Subscriber"]) {
        insert("notes", { relid: "1", reltype, note: "Hello" })
        insert("dealTasks", { relid: "1", reltype, dealTasktype: "1" })
      }
      yield* Deals.delete(deal)
      expect(rows.notes.map(({ reltype }) => reltype)).toEqual(["Subscriber"])
      expect(rows.dealTasks.map(({ reltype }) => reltype)).toEqual(["Subscriber"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("do not update the notes of others", () =>
    Effect.gen(function* () {
      const { insert, rows } = yield* FakeAccount.FakeAccount
      insert("notes", { relid: "1", reltype: "Subscriber", note: "of a contact" })
      insert("notes", { relid: "2", reltype: "Deal", note: "of another deal" })
      for (const note of ["1", "2"]) {
        const update = Notes.updateForDeal(deal, NoteId.make(note), { note: "changed" })
        expect(yield* Effect.flip(update)).toMatchObject({ _tag: "NotFoundError" })
      }
      yield* Notes.updateForDeal(DealId.make("2"), NoteId.make("2"), { note: "changed" })
      expect(rows.notes.map(({ note }) => note)).toEqual(["of a contact", "changed"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("tell what changed, and nothing if nothing did", () =>
    Effect.gen(function* () {
      yield* Deals.update(deal, { title: "Deal 1" })
      expect(yield* posted).toEqual([])
      yield* Deals.update(deal, { title: "Redesign", status: "won" })
      yield* Deals.bulkUpdateOwners([
        { id: deal, ownerId: UserId.make("2") },
        { id: DealId.make("2"), ownerId: UserId.make("1") }
      ])
      expect(yield* posted).toEqual([
        ["deal_update", "title", "status"],
        ["deal_update", "owner"]
      ])
    }).pipe(Effect.provide(layer))
  )

  it.effect("complete a task once", () =>
    Effect.gen(function* () {
      const { insert } = yield* FakeAccount.FakeAccount
      insert("dealTasks", { relid: "1", reltype: "Deal", dealTasktype: "1", duedate: "2026-03-02T12:00:00-06:00" })
      yield* Tasks.update(TaskId.make("1"), { status: "done" })
      yield* Tasks.update(TaskId.make("1"), { status: "done" })
      expect(yield* posted).toEqual([["deal_task_complete"]])
      expect(yield* Stream.runCount(Tasks.listByDeal(deal))).toBe(1)
    }).pipe(Effect.provide(layer))
  )
})
