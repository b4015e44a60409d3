/**
 * Segments, custom objects, e-commerce, tracking and the import of the fake account, through the SDK.
 */
import { expect, it } from "@effect/vitest"
import { FakeAccount } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import {
  Audiences,
  BulkImports,
  ContactId,
  Contacts,
  CustomObjectFieldId,
  CustomObjectRecords,
  CustomObjectSchemaId,
  CustomObjectSchemas,
  EcomCustomers,
  EcomOrderId,
  EcomOrderProducts,
  EcomOrders,
  EventTracking,
  ListId,
  SegmentCounts,
  Segments,
  SiteTracking,
  Tracking
} from "effect-activecampaign"
import { describe } from "vitest"

const taggedAs = (tag: string): Segments.SegmentDefinition => ({
  segment_condition_group_operator: "and" as const,
  segment_condition_groups: [{ operator: "and" as const, values: [{ id: "1", type: "condition" as const }] }],
  segment_conditions: [
    {
      id: "1",
      object_type: "tag",
      source_system: "activecampaign",
      fields: [{ name: "id", data_type: "number" as const, operator: "=" as const, value: tag }]
    }
  ]
})

/** Contacts a, b and c; a and c have the tag 1. */
const tagged = Effect.map(FakeAccount.FakeAccount, ({ insert }) => {
  insert("tags", { tag: "customer", tagType: "contact" })
  for (const name of ["b", "a", "c"]) insert("contacts", { email: `${name}@example.com`, firstName: name })
  for (const contact of ["2", "3"]) insert("contactTags", { contact, tag: "1" })
})

const schema = CustomObjectSchemaId.make("00000001-0000-4000-8000-000000000001")

describe("segments", () => {
  it.effect("match the contacts that their conditions describe", () =>
    Effect.gen(function* () {
      yield* tagged
      const segment = yield* Segments.create({ name: "Customers", ...taggedAs("1") })
      const found = yield* Stream.runCollect(Segments.contacts(segment.id, { sort: "-email" }))
      expect([...found]).toEqual([ContactId.make("3"), ContactId.make("2")])
      expect(yield* Segments.hasContact(segment.id, ContactId.make("1"))).toBe(false)
      expect(yield* Segments.hasContact(segment.id, ContactId.make("3"))).toBe(true)
      expect([...(yield* Stream.runCollect(Segments.contactsMatching(taggedAs("9"))))]).toEqual([])
      const some = Segments.contactsWith(segment.id, {
        conditions: {
          id: "1",
          object_type: "contact",
          source_system: "activecampaign",
          fields: [{ name: "email", data_type: "string" as const, operator: "=", value: "c@example.com" }]
        },
        group_operator: "and"
      })
      expect([...(yield* Stream.runCollect(some))]).toEqual([ContactId.make("3")])
      expect((yield* Stream.runCollect(Audiences.list({ search: "custom" }))).length).toBe(1)
      expect((yield* Stream.runCollect(Audiences.list({ search: "nothing" }))).length).toBe(0)
      yield* Segments.delete(segment.id)
      expect(yield* Effect.flip(Segments.get(segment.id))).toMatchObject({ _tag: "NotFoundError" })
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )

  it.effect("keep the versions before a change", () =>
    Effect.gen(function* () {
      const { id } = yield* Segments.create({ name: "Customers", ...taggedAs("1") })
      yield* TestClock.adjust("1 second")
      yield* Segments.update(id, taggedAs("2"))
      const before = yield* Segments.getVersion(id, 500)
      expect(before.attributes.segment_conditions?.[0]?.fields?.[0]?.value).toBe("1")
      const { attributes } = yield* Segments.get(id)
      expect(attributes.segment_conditions?.[0]?.fields?.[0]?.value).toBe("2")
      expect(yield* Effect.flip(Segments.getVersion(id, -1))).toMatchObject({ _tag: "NotFoundError" })
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )

  it.effect("count what they match, in pages of 50 counts", () =>
    Effect.gen(function* () {
      yield* tagged
      const segment = yield* Segments.create({ name: "Customers", ...taggedAs("1") })
      for (let matching = 0; matching < 60; matching++) {
        yield* Segments.match(segment.id)
        yield* TestClock.adjust("1 second")
      }
      const counts = [...(yield* Stream.runCollect(SegmentCounts.list(segment.id)))]
      expect(counts.map(({ id }) => Number(id))).toEqual(Array.from({ length: 60 }, (_, index) => 59 - index))
      expect(counts.every(({ attributes }) => attributes.result_count === 2)).toBe(true)
      const [last] = yield* SegmentCounts.getLast({ segmentIds: [segment.id] })
      expect(last?.id).toBe("59")
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )
})

describe("custom objects", () => {
  it.effect("are upserted by their external id, with the fields of their schema", () =>
    Effect.gen(function* () {
      const name = CustomObjectFieldId.make("name")
      yield* CustomObjectSchemas.create({
        slug: "orders",
        labels: { singular: "Order", plural: "Orders" },
        fields: [{ id: name, labels: { singular: "Name", plural: "Names" }, type: "text" }]
      })
      const first = yield* CustomObjectRecords.upsert(schema, { externalId: "a", fields: [{ id: name, value: "x" }] })
      const second = yield* CustomObjectRecords.upsert(schema, { externalId: "a", fields: [{ id: name, value: "y" }] })
      expect(second.id).toBe(first.id)
      expect((yield* CustomObjectRecords.getByExternalId(schema, "a")).fields?.[0]?.value).toBe("y")
      const unknown = CustomObjectRecords.create(schema, {
        fields: [{ id: CustomObjectFieldId.make("other"), value: "z" }]
      })
      expect(yield* Effect.flip(unknown)).toMatchObject({ _tag: "ValidationError" })
      yield* CustomObjectRecords.deleteByExternalId(schema, "a")
      expect(yield* Stream.runCount(CustomObjectRecords.list(schema))).toBe(0)
      expect((yield* CustomObjectSchemas.deleteField(schema, name)).fields?.[0]?.id).toBe(name)
      expect((yield* CustomObjectSchemas.get(schema)).fields).toEqual([])
      expect((yield* CustomObjectSchemas.update(schema, { appId: "app" })).appId).toBe("app")
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )
})

describe("e-commerce", () => {
  it.effect("orders have products, are unique, and count in the totals of their customer", () =>
    Effect.gen(function* () {
      const account = yield* FakeAccount.FakeAccount
      account.insert("connections", { service: "shop", externalid: "1", name: "Shop" })
      const [connection] = yield* Stream.runCollect(EcomCustomers.list()).pipe(Effect.as(account.rows.connections))
      expect(connection?.id).toBe("1")
      account.insert("ecomCustomers", { connectionid: "1", externalid: "1", email: "a@example.com" })
      account.insert("ecomOrders", { externalid: "o1", connectionid: "1", customerid: "1", totalPrice: 300 })
      account.insert("ecomOrderProducts", { orderid: "1", externalid: "p1", name: "Chair", price: "300" })
      const order = EcomOrderId.make("1")
      expect((yield* EcomOrders.get(order)).totalPrice).toBe(300)
      expect(yield* Stream.runCount(EcomOrderProducts.listByOrder(order))).toBe(1)
      expect(account.rows.ecomCustomers[0]).toMatchObject({ totalRevenue: "300", totalOrders: "1" })
      yield* EcomOrders.delete(order)
      expect(account.rows.ecomOrderProducts).toEqual([])
      expect(yield* Effect.flip(EcomOrders.get(order))).toMatchObject({ _tag: "NotFoundError" })
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )
})

describe("tracking", () => {
  const account = FakeAccount.layer({ limit: null })
  const client = (eventKey: string) => Layer.provideMerge(Tracking.layer({ trackingId: "1234567", eventKey }), account)
  const event = { event: "renewed plan", visit: { email: "a@example.com" } }

  it.effect("keeps events with the right key", () =>
    Effect.gen(function* () {
      yield* Tracking.track(event)
      const { rows } = yield* FakeAccount.FakeAccount
      expect(rows.trackedEvents).toHaveLength(1)
      expect(rows.eventTrackingEvents).toMatchObject([{ name: "renewed plan" }])
    }).pipe(Effect.provide(client("fake-event-key")))
  )

  it.effect("rejects a wrong key", () =>
    Effect.gen(function* () {
      expect(yield* Effect.flip(Tracking.track(event))).toMatchObject({ _tag: "AuthenticationError" })
      expect((yield* FakeAccount.FakeAccount).rows.trackedEvents).toEqual([])
    }).pipe(Effect.provide(client("wrong")))
  )

  it.effect("has events by name and domains with their flags", () =>
    Effect.gen(function* () {
      yield* EventTracking.createEvent({ name: "renewed plan" })
      yield* EventTracking.deleteEvent("renewed plan")
      expect(yield* Stream.runCount(EventTracking.listEvents())).toBe(0)
      yield* SiteTracking.createDomain({
        whitelisted_domain: "example.com",
        whitelisted_page: "*",
        tracking_enabled: false,
        conversations_enabled: true,
        wp_enabled: false
      })
      const [domain] = yield* Stream.runCollect(SiteTracking.listDomains())
      expect(domain?.attributes).toMatchObject({ tracking_enabled: false, conversations_enabled: true })
      expect(yield* SiteTracking.getCode()).toContain("<script")
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )
})

describe("the import", () => {
  it.effect("creates tags, and does not subscribe a contact again that has left", () =>
    Effect.gen(function* () {
      const account = yield* FakeAccount.FakeAccount
      account.insert("lists", { name: "News" })
      account.insert("contacts", { email: "a@example.com" })
      account.insert("contactLists", { contact: "1", list: "1", status: "2" })
      const subscribe = [{ listid: ListId.make("1") }]
      const { batchId } = yield* BulkImports.create({
        contacts: [
          { email: "a@example.com", subscribe, tags: ["new"] },
          { email: "b@example.com", subscribe },
          { email: "c@nodot", subscribe }
        ]
      })
      const status = yield* BulkImports.get({ batchId })
      expect(status).toMatchObject({ success: ["1", "2"], failure: ["c@nodot"] })
      expect(account.rows.contactLists.map((row) => row.status)).toEqual(["2", "1"])
      expect(account.rows.tags.map(({ tag }) => tag)).toEqual(["new"])
      expect(yield* Stream.runCount(Contacts.list())).toBe(2)
    }).pipe(Effect.provide(FakeAccount.layerClient()))
  )
})
