/**
 * Every kind of record is created when it is missing and found when it exists, once for many fibers, and also when the
 * response to a create is lost.
 */
import { expect, it } from "@effect/vitest"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Ensure from "@effect-activecampaign/account/Ensure"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import {
  AccountId,
  type ActiveCampaignClient,
  ConnectionId,
  ContactId,
  ListId,
  PipelineId
} from "effect-activecampaign"
import { describe } from "vitest"
import { account, requestsOf } from "./requestsOf.js"

const layer = Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())

type Needs = ActiveCampaignClient.ActiveCampaignClient | Directory.Directory

/** An effect that ensures a record. */
interface Case {
  readonly table: FakeAccount.TableName
  readonly path: string
  readonly ensure: Effect.Effect<Ensure.Ensured<{ readonly id: string }>, { readonly _tag: string }, Needs>
}

const hook = {
  name: "CRM",
  url: "https://example.com/hook",
  events: ["subscribe", "unsubscribe"],
  sources: ["api", "admin"]
} as const

const plan = { title: "Plan", perstag: "PLAN", type: "dropdown", options: ["free", "pro"] } as const

const cases: Readonly<Record<string, Case>> = {
  tag: { table: "tags", path: "/tags", ensure: Ensure.tag("VIP") },
  list: {
    ...{ table: "lists", path: "/lists" },
    ensure: Ensure.list({ name: "News", stringid: "news", sender_url: "https://example.com", sender_reminder: "Hello" })
  },
  field: { table: "fields", path: "/fields", ensure: Ensure.field(plan) },
  pipeline: { table: "dealGroups", path: "/dealGroups", ensure: Ensure.pipeline({ title: "Sales", currency: "usd" }) },
  stage: {
    ...{ table: "dealStages", path: "/dealStages" },
    ensure: Ensure.stage({ title: "Negotiation", group: PipelineId.make("1") })
  },
  account: { table: "accounts", path: "/accounts", ensure: Ensure.account({ name: "Example Inc." }) },
  accountContact: {
    ...{ table: "accountContacts", path: "/accountContacts" },
    ensure: Ensure.accountContact({ account: AccountId.make("1"), contact: ContactId.make("1") })
  },
  connection: {
    ...{ table: "connections", path: "/connections" },
    ensure: Ensure.connection({
      ...{ service: "shop", externalid: "store-1", name: "Store" },
      ...{ logoUrl: "https://example.com/logo.png", linkUrl: "https://example.com" }
    })
  },
  ecomCustomer: {
    ...{ table: "ecomCustomers", path: "/ecomCustomers" },
    ensure: Ensure.ecomCustomer({
      ...{ connectionid: ConnectionId.make("1"), externalid: "customer-1", email: "jane@example.com" }
    })
  },
  webhook: { table: "webhooks", path: "/webhooks", ensure: Ensure.webhook(hook) }
}

/** What some of the records belong to, and records that are similar to all of them. */
const prepare = Effect.map(account, ({ insert }) => {
  insert("contacts", { email: "jane@example.com" })
  insert("accounts", { name: "Example Inc. Holding" })
  insert("accounts", { name: "Other Inc." })
  insert("dealGroups", { title: "Sales 2" })
  insert("dealGroups", { title: "Partners" })
  insert("dealStages", { title: "Negotiation", group: "2" })
  insert("connections", { service: "shop", externalid: "store-2", name: "Store" })
  insert("ecomCustomers", { connectionid: "1", externalid: "customer-2", email: "jane@example.com" })
  insert("tags", { tag: "VIP customer" })
  insert("lists", { name: "Newsletter", stringid: "newsletter" })
  insert("fields", { title: "Planned", perstag: "PLANNED", type: "text" })
  insert("webhooks", { ...hook, url: "https://example.com/hook2" })
})

const countOf = (table: FakeAccount.TableName) => Effect.map(account, ({ rows }) => rows[table].length)

for (const [name, { ensure, path, table }] of Object.entries(cases)) {
  describe(name, () => {
    it.effect("is created once, and found after", () =>
      Effect.gen(function* () {
        yield* prepare
        const before = yield* countOf(table)
        const first = yield* ensure
        expect(first.created).toBe(true)
        const again = yield* requestsOf(ensure)
        expect(again.value).toMatchObject({ created: false, value: { id: first.value.id } })
        expect(again.requests.filter((request) => !request.startsWith("GET"))).toEqual([])
        expect(yield* countOf(table)).toBe(before + 1)
        // Somebody who knows nothing of the account yet finds it too.
        const other = yield* Effect.provide(ensure, Layer.fresh(Directory.layer()))
        expect(other).toMatchObject({ created: false, value: { id: first.value.id } })
      }).pipe(Effect.provide(layer))
    )

    it.effect("is one record for 20 fibers at once", () =>
      Effect.gen(function* () {
        yield* prepare
        const before = yield* countOf(table)
        const all = yield* Effect.replicateEffect(ensure, 20, { concurrency: "unbounded" })
        expect(all.filter(({ created }) => created)).toHaveLength(1)
        expect(new Set(all.map(({ value }) => value.id)).size).toBe(1)
        expect(yield* countOf(table)).toBe(before + 1)
      }).pipe(Effect.provide(layer))
    )

    it.effect("is found when the response to its create is lost", () =>
      Effect.gen(function* () {
        yield* prepare
        const before = yield* countOf(table)
        const { faults, requests } = yield* account
        faults.add(Faults.on(`POST ${path}`, Faults.reset("after"), { times: 1 }))
        const ensured = yield* ensure
        expect(requests.some(({ faults }) => faults.includes("reset after"))).toBe(true)
        expect(ensured.created).toBe(true)
        expect(yield* countOf(table)).toBe(before + 1)
        expect(yield* ensure).toMatchObject({ created: false, value: { id: ensured.value.id } })
      }).pipe(Effect.provide(layer))
    )

    it.effect("is an error if nothing was created, and can be ensured again", () =>
      Effect.gen(function* () {
        yield* prepare
        const before = yield* countOf(table)
        const { faults } = yield* account
        faults.add(Faults.on(`POST ${path}`, Faults.reset("before"), { times: 1 }))
        expect((yield* Effect.flip(ensure))._tag).toBe("OutcomeUnknownError")
        expect(yield* countOf(table)).toBe(before)
        expect((yield* ensure).created).toBe(true)
      }).pipe(Effect.provide(layer))
    )
  })
}

describe("options of a field", () => {
  const valuesOf = Effect.map(account, ({ rows }) => rows.fieldOptions.map(({ value }) => value))
  const more = Ensure.field({ ...plan, options: ["pro", "free", "team", "team"] })

  it.effect("are added if they are missing, and none is removed", () =>
    Effect.gen(function* () {
      yield* Ensure.field({ ...plan, options: ["trial", "free"] })
      const { created, value } = yield* more
      expect(created).toBe(false)
      expect(value.options).toEqual(["trial", "free", "pro", "team"])
      expect((yield* Directory.field.row("Plan")).options).toEqual(["trial", "free", "pro", "team"])
      expect(yield* valuesOf).toEqual(["trial", "free", "pro", "team"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("are added once for 20 fibers, and when a response is lost", () =>
    Effect.gen(function* () {
      yield* Ensure.field(plan)
      const { faults } = yield* account
      faults.add(Faults.on("POST /fieldOption/bulk", Faults.reset("after"), { times: 1 }))
      yield* Effect.replicateEffect(more, 20, { concurrency: "unbounded" })
      expect(yield* valuesOf).toEqual(["free", "pro", "team"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("of a new field are added once when the response is lost", () =>
    Effect.gen(function* () {
      const { faults, requests } = yield* account
      faults.add(Faults.on("POST /fieldOption/bulk", Faults.reset("after"), { times: 1 }))
      expect((yield* Ensure.field(plan)).value.options).toEqual(["free", "pro"])
      expect(requests.some(({ faults }) => faults.length > 0)).toBe(true)
      expect(yield* valuesOf).toEqual(["free", "pro"])
    }).pipe(Effect.provide(layer))
  )
})

describe("an existing webhook", () => {
  it.effect("is updated if it differs, once for all who ask", () =>
    Effect.gen(function* () {
      const { insert, rows } = yield* account
      insert("webhooks", { ...hook, events: ["subscribe"], listid: "7" })
      const all = yield* Effect.replicateEffect(Ensure.webhook(hook), 20, { concurrency: "unbounded" })
      expect(all.filter(({ updated }) => updated)).toHaveLength(1)
      expect(rows.webhooks).toMatchObject([{ id: "1", events: ["subscribe", "unsubscribe"], listid: "7" }])
      const listid = ListId.make("8")
      expect(yield* Ensure.webhook({ ...hook, listid })).toMatchObject({ updated: true, value: { listid } })
      expect(yield* Ensure.webhook({ ...hook, listid: null })).toMatchObject({ updated: true, value: { listid: null } })
      expect(yield* Ensure.webhook({ ...hook, listid: null })).toMatchObject({ updated: false })
      // The order of events does not matter.
      expect(yield* Ensure.webhook({ ...hook, events: ["unsubscribe", "subscribe"] })).toMatchObject({ updated: false })
    }).pipe(Effect.provide(layer))
  )

  it.effect("is created again if ActiveCampaign has deactivated it", () =>
    Effect.gen(function* () {
      const { insert, rows } = yield* account
      const old = insert("webhooks", { ...hook, deactivated_date: "2026-01-31 10:00:00" })
      const { created, value } = yield* Ensure.webhook(hook)
      expect(created).toBe(true)
      expect(value.id).not.toBe(old.id)
      expect(rows.webhooks.map(({ id }) => id)).toEqual([value.id])
      insert("webhooks", { ...hook, deactivated_date: "2026-01-31 10:00:00" })
      expect(yield* Ensure.webhook(hook)).toMatchObject({ created: false, value: { id: value.id } })
      expect(rows.webhooks.map(({ id }) => id)).toEqual([value.id])
    }).pipe(Effect.provide(layer))
  )
})

it.effect("a contact of another account is not moved", () =>
  Effect.gen(function* () {
    yield* prepare
    const { insert, rows } = yield* account
    insert("accountContacts", { account: "2", contact: "1" })
    const error = yield* Effect.flip(
      Ensure.accountContact({ account: AccountId.make("1"), contact: ContactId.make("1") })
    )
    expect(error._tag).toBe("DuplicateError")
    expect(rows.accountContacts).toMatchObject([{ account: "2" }])
  }).pipe(Effect.provide(layer))
)
