/**
 * Types as the user sees them. The compiler checks this file before the tests run; what must not compile is marked.
 */
import { readFileSync } from "node:fs"
import type { ActiveCampaignClient } from "@effect-activecampaign/core/ActiveCampaignClient"
import type {
  ClientError,
  DuplicateError,
  InputError,
  NotFoundError,
  OutcomeUnknownError,
  PaginationError,
  TimeoutError,
  ValidationError,
  WriteError
} from "@effect-activecampaign/core/ActiveCampaignError"
import type { Extra, StreamOptions } from "@effect-activecampaign/core/Pagination"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import {
  AccountId,
  type ActiveCampaign,
  Activities,
  ConnectionId,
  ContactId,
  ContactLists,
  Contacts,
  ContactTagId,
  ContactTags,
  CustomObjectRecords,
  CustomObjectSchemaId,
  DealId,
  DealStageId,
  Deals,
  EcomCustomerId,
  EcomOrders,
  Fields,
  Lists,
  Notes,
  PipelineId,
  Pipelines,
  TagId,
  Tags,
  Tasks,
  TaskTypeId,
  UserId,
  Webhooks
} from "effect-activecampaign"
import { describe, expect, expectTypeOf, it } from "vitest"
import { exported } from "./endpoints.js"

type Failure<T> =
  T extends Effect.Effect<any, infer E, any> ? E : T extends Stream.Stream<any, infer E, any> ? E : never

const order = {
  source: "real-time",
  email: "a@b.c",
  totalPrice: 1,
  currency: "USD",
  connectionid: ConnectionId.make("1"),
  customerid: EcomCustomerId.make("1"),
  externalCreatedDate: DateTime.unsafeNow()
} as const

describe("the types of endpoints", () => {
  it("take what was read, without a cast", () => {
    const back = (
      deal: Deals.Deal,
      task: Tasks.Task,
      note: Notes.Note,
      hook: Webhooks.Webhook,
      field: Fields.Field
    ) => {
      Deals.update(deal.id, { status: deal.status ?? undefined, contact: deal.contact, owner: deal.owner })
      Fields.update(field.id, { type: field.type ?? undefined })
      Tasks.update(task.id, { status: task.status ?? undefined, assignee: task.assignee })
      const [first, ...others] = hook.events ?? []
      if (first !== undefined) Webhooks.update(hook.id, { events: [first, ...others] })
      const owner = Tasks.ownerOf(task)
      if (owner !== null) Tasks.update(task.id, { owner })
      if (owner?.contact !== undefined) Contacts.get(owner.contact)
      const noteOwner = Notes.ownerOf(note)
      if (noteOwner !== null) Notes.replace(note.id, { note: "a", owner: noteOwner })
      if (noteOwner?.account !== undefined) expectTypeOf(noteOwner.account).toEqualTypeOf<AccountId>()
    }
    expect(back).toBeTypeOf("function")
  })

  it("take what they are about, and nothing else", () => {
    expectTypeOf(Contacts.get).parameters.toEqualTypeOf<[id: ContactId]>()
    expectTypeOf(Contacts.update).parameters.toEqualTypeOf<[id: ContactId, payload: Contacts.ContactUpdate]>()
    expectTypeOf(Contacts.list).parameters.toEqualTypeOf<
      [query?: Contacts.ContactQuery & Extra, options?: StreamOptions]
    >()
    ContactTags.listByContact.pages(ContactId.make("1"), {}, { concurrency: "unbounded" })
    // @ts-expect-error: one page has no options
    Tags.list.page({}, { concurrency: 2 })
    Tags.list({ extra: { "filters[a]": "b", c: 1, d: true } })
    Tags.list.pages({ limit: 50, cursor: "1@0:0" })
    // @ts-expect-error: a cursor is for `pages`
    Tags.list({ cursor: "1@0:0" })
    // @ts-expect-error: an object is no plain value
    Tags.list({ extra: { filters: { a: "b" } } })
    // @ts-expect-error: the id of a tag
    Contacts.get(TagId.make("1"))
    // @ts-expect-error: the id of a tag on a contact
    Contacts.get(ContactTagId.make("1"))
    // @ts-expect-error: a plain text
    Contacts.get("1")
    // @ts-expect-error: a contact's tag is removed by the id of the row
    ContactTags.remove(TagId.make("1"))
    // @ts-expect-error: nothing
    Effect.asVoid(Contacts.get())
    // @ts-expect-error: the tag's type is required
    Tags.create({ tag: "a" })
    // @ts-expect-error: a misspelt field
    Contacts.sync({ email: "a@b.c", firstname: "A" })
    // @ts-expect-error: a status that cannot be set
    ContactLists.updateStatus({ contact: ContactId.make("1"), list: ContactId.make("1"), status: "bounced" })
    // @ts-expect-error: a misspelt filter
    Contacts.list({ listId: "1" })
    // @ts-expect-error: a misspelt order
    Contacts.list({ orders: { mail: "ASC" } })
    // @ts-expect-error: a direction that there is not
    Contacts.list({ orders: { email: "up" } })
    // @ts-expect-error: an operator that there is not
    Lists.list({ filters: { name: { like: "a" } } })
    // @ts-expect-error: a misspelt filter of deals
    Deals.list({ filters: { pipeline: PipelineId.make("1") } })
    // @ts-expect-error: a state of deals that there is not
    Deals.list({ filters: { status: "closed" } })
    // @ts-expect-error: a code where a word belongs
    Deals.update(DealId.make("1"), { status: 1 })
    // @ts-expect-error: an event that no webhook tells of
    Webhooks.create({ name: "a", url: "https://a.b", events: ["subscribed"], sources: ["api"] })
    const task = { duedate: DateTime.unsafeNow(), dealTasktype: TaskTypeId.make("1") }
    Tasks.create({ ...task, owner: { contact: ContactId.make("1") } })
    // @ts-expect-error: the id of a tag; a task is for a contact or a deal
    Tasks.create({ ...task, owner: { deal: TagId.make("1") } })
    // @ts-expect-error: the id of a contact for a deal
    Tasks.create({ ...task, owner: { deal: ContactId.make("1") } })
    // @ts-expect-error: a task is for one record
    Tasks.create({ ...task, owner: { contact: ContactId.make("1"), deal: DealId.make("1") } })
    // @ts-expect-error: an id without its kind
    Tasks.create({ ...task, relid: ContactId.make("1") })
    // @ts-expect-error: tasks of a record are found by its kind and id
    Tasks.list({ filters: { relid: ContactId.make("1") } })
    // @ts-expect-error: the id of a contact for a deal
    Notes.create({ note: "a", owner: { deal: ContactId.make("1") } })
    // @ts-expect-error: a note without a record
    Notes.create({ note: "a" })
    // @ts-expect-error: no ids: this would return all contacts
    Contacts.list({ ids: [] })
    // @ts-expect-error: an array that can be empty
    Contacts.list({ ids: [] as ContactId[] })
    // @ts-expect-error: no deals
    Pipelines.listInaccessible({ dealIds: [], userId: UserId.make("1") })
    // @ts-expect-error: nothing to update
    Deals.bulkUpdateOwners([])
    // @ts-expect-error: no events
    Webhooks.create({ name: "a", url: "https://a.b", events: [], sources: ["api"] })
    // @ts-expect-error: no sources
    Webhooks.create({ name: "a", url: "https://a.b", events: ["subscribe"], sources: [] })
    // @ts-expect-error: the contact is required
    Activities.listByContact({})
    // @ts-expect-error: a filter that can be absent would list the whole account
    Activities.list({ contact: ContactId.make("1") })
    // @ts-expect-error: neither e-mail address nor phone number
    Contacts.create({ firstName: "A" })
    const deal = { title: "a", value: 1, currency: "usd" }
    Deals.create({ ...deal, contact: ContactId.make("1"), stage: DealStageId.make("1") })
    // @ts-expect-error: neither contact nor account
    Deals.create({ ...deal, group: PipelineId.make("1") })
    // @ts-expect-error: neither pipeline nor stage
    Deals.create({ ...deal, account: AccountId.make("1") })
    // @ts-expect-error: null is no contact
    Deals.create({ ...deal, contact: null, group: PipelineId.make("1") })
    // @ts-expect-error: neither id of an order nor of a cart
    EcomOrders.create(order)
    // @ts-expect-error: when the cart was abandoned
    EcomOrders.create({ ...order, externalcheckoutid: "1" })
    EcomOrders.create({ ...order, externalcheckoutid: "1", abandonedDate: DateTime.unsafeNow() })
    // @ts-expect-error: a filter that does not begin with `relationships.`
    CustomObjectRecords.list(CustomObjectSchemaId.make("1"), { filters: { "primary-contact": { eq: "1" } } })
    // @ts-expect-error: a record that is to be changed needs an id, the vendor's or yours
    CustomObjectRecords.upsert(CustomObjectSchemaId.make("1"), { fields: [] })
  })

  it("succeed with what was asked for", () => {
    expectTypeOf(Contacts.get).returns.toExtend<Effect.Effect<Contacts.Contact, unknown, ActiveCampaignClient>>()
    expectTypeOf(Contacts.list()).toExtend<Stream.Stream<Contacts.Contact, unknown, ActiveCampaignClient>>()
    expectTypeOf(Tags.delete(TagId.make("1"))).toExtend<Effect.Effect<void, unknown, ActiveCampaignClient>>()
    expectTypeOf<Contacts.Contact["id"]>().toEqualTypeOf<ContactId>()
    expectTypeOf<Contacts.Contact["cdate"]>().toEqualTypeOf<DateTime.Utc | null>()
    expectTypeOf<Contacts.Contact["deleted"]>().toEqualTypeOf<boolean | null>()
  })

  it("fail with what can happen, and with nothing else", () => {
    type Get = Failure<ReturnType<typeof Contacts.get>>
    expectTypeOf<Get>().toEqualTypeOf<NotFoundError | InputError | ClientError>()
    expectTypeOf<Extract<Get, ValidationError | OutcomeUnknownError>>().toBeNever()
    type Create = Failure<ReturnType<typeof Contacts.create>>
    expectTypeOf<Create>().toEqualTypeOf<NotFoundError | ValidationError | DuplicateError | InputError | WriteError>()
    expectTypeOf<Extract<Create, TimeoutError>>().toBeNever()
    expectTypeOf<Extract<Failure<ReturnType<typeof Contacts.sync>>, OutcomeUnknownError>>().toBeNever()
    expectTypeOf<Failure<ReturnType<typeof Contacts.list>>>().toEqualTypeOf<
      ValidationError | InputError | PaginationError | ClientError
    >()
    expectTypeOf<Failure<ReturnType<typeof Contacts.list.page>>>().toEqualTypeOf<
      ValidationError | InputError | ClientError
    >()
    expectTypeOf<Failure<ReturnType<typeof ContactLists.subscribe>>>().toEqualTypeOf<
      ContactLists.UnsubscribedError | NotFoundError | ValidationError | InputError | PaginationError | ClientError
    >()
    expectTypeOf<Failure<ReturnType<typeof ContactLists.resubscribe>>>().toEqualTypeOf<
      NotFoundError | ValidationError | InputError | ClientError
    >()
  })

  it("ask for nothing more in the root service", () => {
    type Service = ActiveCampaign["Type"]
    expectTypeOf<Service["contacts"]["get"]>().parameters.toEqualTypeOf<[id: ContactId]>()
    expectTypeOf<ReturnType<Service["contacts"]["get"]>>().toEqualTypeOf<
      Effect.Effect<Contacts.Contact, NotFoundError | InputError | ClientError>
    >()
    expectTypeOf<ReturnType<Service["contacts"]["list"]>>().toExtend<Stream.Stream<Contacts.Contact, unknown>>()
    expectTypeOf<ReturnType<Service["tags"]["list"]["page"]>>().toExtend<Effect.Effect<unknown, unknown>>()
    expectTypeOf<ReturnType<Service["contacts"]["findByEmail"]>>().toEqualTypeOf<
      Effect.Effect<Contacts.Contact | null, ValidationError | InputError | PaginationError | ClientError>
    >()
    expectTypeOf<Service["tasks"]["ownerOf"]>().toEqualTypeOf<typeof Tasks.ownerOf>()
    // @ts-expect-error: what is no endpoint is not in the service
    type _Schema = Service["contacts"]["Contact"]
  })

  it("type the answers of fakes", () => {
    FakeHttp.reply(Tags.delete, undefined)
    // @ts-expect-error: a contact is no tag
    FakeHttp.reply(Tags.get, { id: ContactId.make("1") })
    // @ts-expect-error: a collection is a list of rows
    FakeHttp.reply(Tags.list, undefined)
  })
})

/** What an editor shows: declarations as the compiler wrote them, with names and not with what they stand for. */
const pinned: ReadonlyArray<readonly [module: string, declaration: string]> = [
  ["Tags", "create: Endpoint.Endpoint<[payload: TagCreate], Tag, "],
  ["Tags", "update: Endpoint.Endpoint<[id: TagId, payload: TagUpdate], Tag, "],
  ["Tags", "delete: Endpoint.Endpoint<[id: TagId], void, "],
  ["Tags", "list: Endpoint.ListEndpoint<[query?: TagQuery & "],
  ["Contacts", "get: Endpoint.Endpoint<[id: ContactId], Contact, "],
  ["Contacts", "sync: Endpoint.Endpoint<[payload: ContactSync], Contact, "],
  ["Contacts", "list: Endpoint.ListEndpoint<[query?: ContactQuery & "],
  ["ContactTags", "add: Endpoint.Endpoint<[payload: ContactTagAdd], ContactTag, "],
  ["ContactTags", "listByContact: Endpoint.ListEndpoint<[contact: ContactId, query?: "],
  ["ContactLists", "updateStatus: Endpoint.Endpoint<[payload: ContactListUpdate], ContactList, "],
  ["ContactData", "getByContact: Endpoint.Endpoint<[contact: ContactId], ContactData | null, "],
  ["Deals", "create: Endpoint.Endpoint<[payload: DealCreate], Deal, "],
  ["DealStages", "update: Endpoint.Endpoint<[id: DealStageId, payload: DealStageUpdate, query?: DealStageOptions], "],
  ["Notes", "updateForDeal: Endpoint.Endpoint<[deal: DealId, note: NoteId, payload: NoteText], Note, "],
  ["Users", "getByEmail: Endpoint.Endpoint<[email: string], User, "],
  ["Webhooks", "create: Endpoint.Endpoint<[payload: WebhookCreate], Webhook, "],
  ["EcomOrders", "create: Endpoint.Endpoint<[payload: EcomOrderCreate], EcomOrder, "],
  [
    "CustomObjectRecords",
    "getByExternalId: Endpoint.Endpoint<[schema: CustomObjectSchemaId, externalId: string], CustomObjectRecord, "
  ]
]

/** The declaration of an endpoint in the build output, without the paths of imported names. */
const declarationOf = (module: string, key: string): string =>
  readFileSync(new URL(`../dist/${module}.d.ts`, import.meta.url), "utf8")
    .split("\n")
    .find((line) =>
      line.startsWith(key === "delete" ? "declare const delete_: Endpoint" : `export declare const ${key}: Endpoint`)
    )
    ?.replaceAll(/import\("[^"]+"\)\./g, "")
    .replace("delete_:", "delete:") ?? ""

describe("the declarations that are published", () => {
  it.each(pinned)("%s: %s", (module, declaration) => {
    expect(declarationOf(module, declaration.split(":")[0] ?? "")).toContain(declaration)
  })

  it.each(exported.map(({ endpoint, key, module }) => [endpoint.name, module, key] as const))(
    "%s names what it takes, gives and fails with, and spells none of it out",
    (_, module, key) => {
      const declaration = declarationOf(module, key)
      expect(declaration).toMatch(/(ClientError|WriteError)/)
      expect(declaration).not.toMatch(/AuthenticationError|[{}]/)
    }
  )
})
