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
  TimeoutError,
  ValidationError,
  WriteError
} from "@effect-activecampaign/core/ActiveCampaignError"
import {
  ActiveCampaign,
  ContactId,
  ContactLists,
  Contacts,
  ContactTagId,
  ContactTags,
  Lists,
  TagId,
  Tags
} from "@effect-activecampaign/resources"
import { FakeHttp } from "@effect-activecampaign/testing"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import { describe, expect, expectTypeOf, it } from "vitest"

type Failure<T> =
  T extends Effect.Effect<any, infer E, any> ? E : T extends Stream.Stream<any, infer E, any> ? E : never

describe("the types of endpoints", () => {
  it("take what they are about, and nothing else", () => {
    expectTypeOf(Contacts.get).parameters.toEqualTypeOf<[id: ContactId]>()
    expectTypeOf(Contacts.update).parameters.toEqualTypeOf<[id: ContactId, payload: Contacts.ContactUpdate]>()
    expectTypeOf(Contacts.list).parameters.toEqualTypeOf<[query?: Contacts.ContactQuery]>()
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
  })

  it("succeed with what was asked for", () => {
    expectTypeOf(Contacts.get).returns.toExtend<Effect.Effect<Contacts.Contact, unknown, ActiveCampaignClient>>()
    expectTypeOf(Contacts.list()).toExtend<Stream.Stream<Contacts.Contact, unknown, ActiveCampaignClient>>()
    expectTypeOf(Tags.remove(TagId.make("1"))).toExtend<Effect.Effect<void, unknown, ActiveCampaignClient>>()
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
    expectTypeOf<Failure<ReturnType<typeof Contacts.list>>>().toEqualTypeOf<InputError | ClientError>()
  })

  it("ask for nothing more in the root service", () => {
    type Service = ActiveCampaign["Type"]
    expectTypeOf<Service["contacts"]["get"]>().parameters.toEqualTypeOf<[id: ContactId]>()
    expectTypeOf<ReturnType<Service["contacts"]["get"]>>().toEqualTypeOf<
      Effect.Effect<Contacts.Contact, NotFoundError | InputError | ClientError>
    >()
    expectTypeOf<ReturnType<Service["contacts"]["list"]>>().toExtend<Stream.Stream<Contacts.Contact, unknown>>()
    expectTypeOf<ReturnType<Service["tags"]["list"]["page"]>>().toExtend<Effect.Effect<unknown, unknown>>()
    // @ts-expect-error: what is no endpoint is not in the service
    type _Schema = Service["contacts"]["Contact"]
    ActiveCampaign.mock({ tags: { remove: () => Effect.void } })
    // @ts-expect-error: a mock of another type
    ActiveCampaign.mock({ tags: { get: () => Effect.succeed("tag") } })
    // @ts-expect-error: an endpoint that there is not
    ActiveCampaign.mock({ tags: { rename: () => Effect.void } })
  })

  it("type the answers of fakes", () => {
    FakeHttp.reply(Tags.remove, undefined)
    // @ts-expect-error: a contact is no tag
    FakeHttp.reply(Tags.get, { id: ContactId.make("1") })
    // @ts-expect-error: a collection is a list of rows
    FakeHttp.reply(Tags.list, undefined)
  })
})

/** What an editor shows: declarations as the compiler wrote them, with names and not with what they stand for. */
const declarations: ReadonlyArray<readonly [module: string, declaration: string]> = [
  ["Tags", "create: Endpoint.Endpoint<[payload: TagCreate], Tag, "],
  ["Tags", "get: Endpoint.Endpoint<[id: TagId], Tag, "],
  ["Tags", "update: Endpoint.Endpoint<[id: TagId, payload: TagUpdate], Tag, "],
  ["Tags", "remove: Endpoint.Endpoint<[id: TagId], void, "],
  ["Tags", "list: Endpoint.ListEndpoint<[query?: TagQuery], [query?: TagQuery & "],
  ["Contacts", "get: Endpoint.Endpoint<[id: ContactId], Contact, "],
  ["Contacts", "sync: Endpoint.Endpoint<[payload: ContactSync], Contact, "],
  ["Contacts", "list: Endpoint.ListEndpoint<[query?: ContactQuery], [query?: ContactQuery & "],
  ["ContactTags", "add: Endpoint.Endpoint<[payload: ContactTagAdd], ContactTag, "],
  ["ContactTags", "listOfContact: Endpoint.ListEndpoint<[contact: ContactId], [contact: ContactId, query?: "],
  ["ContactLists", "updateStatus: Endpoint.Endpoint<[payload: ContactListUpdate], ContactList, "],
  ["Lists", "list: Endpoint.ListEndpoint<[query?: ListQuery], [query?: ListQuery & "]
]

describe("the declarations that are published", () => {
  it.each(declarations)("%s: %s", (module, declaration) => {
    const text = readFileSync(new URL(`../dist/${module}.d.ts`, import.meta.url), "utf8")
    const line = text
      .split("\n")
      .find((line) => line.includes(`export declare const ${declaration.split(":")[0]}: Endpoint`))
    expect(line?.replaceAll(/import\("[^"]+"\)\./g, "")).toContain(declaration)
    // Errors stand there by name too, none of them spelt out.
    expect(line).toMatch(/(ClientError|WriteError)/)
    expect(line).not.toMatch(/AuthenticationError|readonly /)
  })
})
