/**
 * Accounts, users and administration of a fake account, through the SDK.
 */
import { expect, it } from "@effect/vitest"
import { FakeAccount } from "@effect-activecampaign/testing"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import {
  AccountContacts,
  AccountId,
  Accounts,
  Addresses,
  AddressGroupId,
  Brandings,
  Calendars,
  ConfigId,
  Configs,
  ContactId,
  GroupId,
  GroupLimits,
  Groups,
  ListExclusionId,
  ListExclusions,
  ListGroups,
  ListId,
  OrganizationId,
  Organizations,
  Personalizations,
  SavedResponses,
  Settings,
  UserId,
  Users,
  Webhooks
} from "effect-activecampaign"
import { describe } from "vitest"

const all = <A, E, R>(stream: Stream.Stream<A, E, R>) => Effect.map(Stream.runCollect(stream), Chunk.toReadonlyArray)

const test = <E>(
  name: string,
  body: (account: FakeAccount.Account) => Effect.Effect<void, E, Effect.Effect.Context<ReturnType<typeof Accounts.get>>>
) =>
  it.effect(name, () =>
    FakeAccount.FakeAccount.pipe(Effect.flatMap(body), Effect.provide(FakeAccount.layerClient({ limit: null })))
  )

describe("accounts", () => {
  test("have unique names, and take their associations with them", (account) =>
    Effect.gen(function* () {
      const { id: contact } = account.insert("contacts", { email: "jane@example.com" })
      const acme = yield* Accounts.create({ name: "Acme", accountUrl: "https://acme.example.com" })
      expect((yield* Effect.flip(Accounts.create({ name: "ACME" })))._tag).toBe("DuplicateError")
      yield* Accounts.update(acme.id, { name: "Acme Inc." })
      expect((yield* Accounts.get(acme.id)).name).toBe("Acme Inc.")
      const link = yield* AccountContacts.create({
        account: acme.id,
        contact: ContactId.make(contact),
        jobTitle: "CTO"
      })
      yield* AccountContacts.update(link.id, { account: acme.id, contact: ContactId.make(contact), jobTitle: "CEO" })
      expect((yield* AccountContacts.get(link.id)).jobTitle).toBe("CEO")
      const ofContact = yield* all(AccountContacts.listByContact(ContactId.make(contact)))
      expect(ofContact.map((row) => row.account)).toEqual([acme.id])
      yield* Accounts.delete(acme.id)
      expect(account.rows.accountContacts).toEqual([])
      expect((yield* Effect.flip(Accounts.get(acme.id)))._tag).toBe("NotFoundError")
    }))

  test("count their contacts and deals only if the query asks for it", (account) =>
    Effect.gen(function* () {
      account.insert("accounts", { name: "Acme" })
      account.insert("accounts", { name: "Globex" })
      for (const n of ["1", "2"]) {
        account.insert("contacts", { email: `${n}@example.com` })
        account.insert("accountContacts", { account: "1", contact: n })
      }
      const counted = yield* all(Accounts.list({ count_deals: true }))
      expect(counted.map((row) => row.contactCount)).toEqual([2, 0])
      const found = yield* all(Accounts.list({ search: "glob" }))
      expect(found.map((row) => [row.name, row.contactCount])).toEqual([["Globex", 0]])
    }))

  test("a contact has one account", (account) =>
    Effect.gen(function* () {
      account.insert("contacts", { email: "jane@example.com" })
      for (const name of ["Acme", "Globex"]) account.insert("accounts", { name })
      const contact = ContactId.make("1")
      yield* AccountContacts.create({ account: AccountId.make("1"), contact })
      const error = yield* Effect.flip(AccountContacts.create({ account: AccountId.make("2"), contact }))
      expect(error._tag).toBe("DuplicateError")
      expect(account.rows.accountContacts).toHaveLength(1)
    }))

  test("are deleted by ids", (account) =>
    Effect.gen(function* () {
      for (const name of ["Acme", "Globex", "Initech"]) account.insert("accounts", { name })
      yield* Accounts.bulkDelete({ ids: [AccountId.make("1"), AccountId.make("3")] })
      expect(account.rows.accounts.map(({ id }) => id)).toEqual(["2"])
    }))
})

describe("users", () => {
  const jane = { username: "jane", firstName: "Jane", lastName: "Doe", email: "jane@example.com" }

  test("are found by name and e-mail, and belong to a group", (account) =>
    Effect.gen(function* () {
      expect((yield* Users.me()).id).toBe("1")
      const { id } = yield* Users.create({ ...jane, password: "Secret-1234", group: GroupId.make("3") })
      expect((yield* Users.getByEmail("jane@example.com")).id).toBe(id)
      expect((yield* Users.getByUsername("jane")).id).toBe(id)
      expect(JSON.stringify(account.rows.users)).not.toContain("Secret-1234")
      expect(account.rows.userGroups.map(({ userid, groupid }) => [userid, groupid])).toContainEqual([id, "3"])
      const unknown = { ...jane, username: "joe", email: "joe@example.com", password: "Secret-1234" }
      yield* Effect.flip(Users.create({ ...unknown, group: GroupId.make("99") }))
      yield* Users.delete(id)
      expect(account.rows.userGroups).toHaveLength(1)
      expect((yield* Effect.flip(Users.get(id)))._tag).toBe("NotFoundError")
    }))

  test("have settings", () =>
    Effect.gen(function* () {
      yield* Configs.update(ConfigId.make("1"), { val: "50" })
      expect((yield* all(Configs.listByUser(UserId.make("1")))).map(({ val }) => val)).toEqual(["50"])
      expect(yield* all(Configs.list())).toHaveLength(1)
      expect((yield* Effect.flip(Configs.update(ConfigId.make("9"), { val: "1" })))._tag).toBe("NotFoundError")
    }))
})

describe("administration", () => {
  test("organizations have unique names and are deleted by ids", (account) =>
    Effect.gen(function* () {
      const { id } = yield* Organizations.create({ name: "Acme" })
      expect((yield* Effect.flip(Organizations.create({ name: "acme" })))._tag).toBe("DuplicateError")
      yield* Organizations.create({ name: "Globex" })
      yield* Organizations.update(id, { name: "Acme Inc." })
      expect((yield* Organizations.get(id)).name).toBe("Acme Inc.")
      const found = yield* all(Organizations.list({ filters: { name: "Globex" } }))
      expect(found.map((row) => row.name)).toEqual(["Globex"])
      yield* Organizations.bulkDelete({ ids: [OrganizationId.make("2")] })
      yield* Organizations.delete(id)
      expect(account.rows.organizations).toEqual([])
    }))

  test("exclusions have lists only for several", (account) =>
    Effect.gen(function* () {
      account.insert("exclusions", { matchPhrase: "b@example.com", channel: "several", lists: ["1"] })
      account.insert("exclusions", { matchPhrase: "a@example.com" })
      const id = ListExclusionId.make("1")
      const ordered = yield* all(ListExclusions.list({ orders: { matchPhrase: "ASC" } }))
      expect(ordered.map((row) => row.id)).toEqual(["2", "1"])
      const ofList = yield* all(ListExclusions.list({ filters: { lists: [ListId.make("1")] } }))
      expect(ofList.map((row) => row.id)).toEqual(["1"])
      const rejected = yield* Effect.flip(ListExclusions.update(id, { channel: "all", lists: [ListId.make("1")] }))
      expect(rejected._tag).toBe("ValidationError")
      yield* ListExclusions.update(id, { channel: "all" })
      expect((yield* ListExclusions.get(id)).lists).toEqual([])
      expect((yield* Effect.flip(ListExclusions.get(ListExclusionId.make("9"))))._tag).toBe("NotFoundError")
    }))

  test("variables are locked and deleted by ids", (account) =>
    Effect.gen(function* () {
      const one = yield* Personalizations.create({ tag: "one", name: "One", format: "text", content: "1" })
      yield* Personalizations.lock(one.id)
      expect(account.rows.personalizations[0]?.isLocked).toBe(true)
      yield* Personalizations.unlock(one.id)
      expect(account.rows.personalizations[0]?.isLocked).toBe(false)
      yield* Personalizations.bulkDelete({ ids: [one.id] })
      expect(account.rows.personalizations).toEqual([])
    }))

  test("webhooks keep their events", () =>
    Effect.gen(function* () {
      const url = "https://example.com/hook"
      const hook = yield* Webhooks.create({ name: "Hook", url, events: ["deal_add"], sources: ["api"] })
      yield* Webhooks.update(hook.id, { name: "Renamed" })
      expect(yield* Webhooks.get(hook.id)).toMatchObject({ name: "Renamed", events: ["deal_add"], sources: ["api"] })
      expect(yield* all(Webhooks.list({ filters: { name: "Other" } }))).toEqual([])
      expect(yield* all(Webhooks.listEvents())).toContain("deal_add")
      yield* Webhooks.delete(hook.id)
      expect((yield* Effect.flip(Webhooks.get(hook.id)))._tag).toBe("NotFoundError")
    }))

  test("addresses are written in one spelling and read in the other, and take their assignments with them", (account) =>
    Effect.gen(function* () {
      const given = { company_name: "Acme", address_1: "1 Main Street", country: "US" }
      const { id } = yield* Addresses.create({ ...given, city: "Chicago", state: "IL", zip: "60603" })
      expect(account.rows.addresses[0]).toMatchObject({ companyName: "Acme", address1: "1 Main Street" })
      yield* Addresses.update(id, { address_1: "2 Main Street" })
      expect(account.rows.addresses[0]).toMatchObject({ companyName: "Acme", address1: "2 Main Street" })
      for (const _ of ["1", "2"]) account.insert("addressGroups", {})
      yield* Addresses.removeGroup(AddressGroupId.make("1"))
      expect(account.rows.addressGroups.map((row) => row.id)).toEqual(["2"])
      expect(yield* all(Addresses.list())).toHaveLength(1)
      yield* Addresses.delete(id)
      expect((yield* Effect.flip(Addresses.get(id)))._tag).toBe("NotFoundError")
    }))

  test("a group takes its permissions of lists with it", (account) =>
    Effect.gen(function* () {
      account.insert("lists", { name: "News" })
      const { id } = yield* Groups.create({ title: "Sales" })
      yield* Groups.update(id, { title: "Support" })
      expect((yield* Groups.get(id)).title).toBe("Support")
      const permission = yield* ListGroups.create({ listid: ListId.make("1"), groupid: id })
      expect(yield* ListGroups.get(permission.id)).toMatchObject({ list: "1", group: id })
      yield* Groups.bulkDelete({ ids: [id] })
      expect(yield* all(ListGroups.list())).toEqual([])
      expect((yield* all(Groups.list())).map((row) => row.title)).toEqual(["Admin"])
      expect((yield* all(GroupLimits.list())).map((row) => row.groupid)).toEqual(["3"])
    }))

  test("saved responses, calendars and brandings keep what is sent", (account) =>
    Effect.gen(function* () {
      const response = yield* SavedResponses.create({ title: "Hello", subject: "Hi", body: "Dear" })
      yield* SavedResponses.update(response.id, { title: "Bye" })
      expect(yield* SavedResponses.get(response.id)).toMatchObject({ title: "Bye", subject: "Hi" })
      yield* SavedResponses.delete(response.id)
      expect(yield* all(SavedResponses.list())).toEqual([])
      const calendar = yield* Calendars.create({ title: "Tasks", type: "All" })
      yield* Calendars.update(calendar.id, { title: "My tasks" })
      expect((yield* Calendars.get(calendar.id)).title).toBe("My tasks")
      yield* Calendars.delete(calendar.id)
      expect(account.rows.calendars).toEqual([])
      const [branding] = yield* all(Brandings.list())
      if (branding === undefined) return expect.unreachable("every account has a branding")
      yield* Brandings.update(branding.id, { siteName: "Acme" })
      expect((yield* Brandings.get(branding.id)).siteName).toBe("Acme")
    }))

  test("the account counts its contacts", (account) =>
    Effect.gen(function* () {
      account.insert("contacts", { email: "jane@example.com" })
      expect((yield* Settings.checkKey()).subscriber_total).toBe(1)
    }))
})
