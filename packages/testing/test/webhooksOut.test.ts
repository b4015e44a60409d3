/**
 * The account posts form-encoded bodies to the webhooks of what happened, never again after a failure, and no more after 410.
 */
import { createServer, type IncomingMessage } from "node:http"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { expect, it } from "@effect/vitest"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as FakeAccountServer from "@effect-activecampaign/testing/FakeAccountServer"
import * as Effect from "effect/Effect"
import {
  AccountCustomFieldId,
  AccountId,
  Accounts,
  ActiveCampaignClient,
  BulkImports,
  ContactId,
  ContactLists,
  Contacts,
  ContactTags,
  DealId,
  Deals,
  ListId,
  Lists,
  TagId,
  Webhooks
} from "effect-activecampaign"
import { describe } from "vitest"

const url = "https://example.com/hook"

const hook = (events: ReadonlyArray<string>, more: object = {}) => ({
  name: "hook",
  url,
  events,
  sources: ["api"],
  ...more
})

const deliveries = Effect.map(FakeAccount.FakeAccount, (account) => account.deliveries)

const pairsOf = (body: string) => Object.fromEntries(new URLSearchParams(body))

describe("webhooks", () => {
  it.effect("tell of tags, with the contact and the name of the tag", () =>
    Effect.gen(function* () {
      const contact = yield* Contacts.create({ email: "jane@example.com", firstName: "Jane", fieldValues: [] })
      yield* ContactTags.add({ contact: contact.id, tag: TagId.make("1") })
      yield* ContactTags.removeTag({ contact: contact.id, tag: TagId.make("1") })
      const posted = yield* deliveries
      expect(posted.map(({ status, type, url }) => [type, url, status])).toEqual([
        ["contact_tag_added", url, null],
        ["contact_tag_removed", url, null]
      ])
      expect(pairsOf(posted[0]?.body ?? "")).toMatchObject({
        type: "contact_tag_added",
        initiated_from: "api",
        list: "0",
        "contact[id]": contact.id,
        "contact[email]": "jane@example.com",
        "contact[first_name]": "Jane",
        "contact[tags]": "tag 1",
        tag: "tag 1"
      })
    }).pipe(
      Effect.provide(
        FakeAccount.layerClient({ tags: 1, webhooks: [hook(["contact_tag_added", "contact_tag_removed"])] })
      )
    )
  )

  it.effect("are for their list, their events and their sources only", () =>
    Effect.gen(function* () {
      const { id: contact } = yield* Contacts.create({ email: "jane@example.com" })
      yield* ContactLists.updateStatus({ contact, list: ListId.make("1"), status: "active" })
      yield* ContactLists.updateStatus({ contact, list: ListId.make("2"), status: "active" })
      yield* ContactLists.updateStatus({ contact, list: ListId.make("2"), status: "unsubscribed" })
      expect((yield* deliveries).map(({ body, type }) => [type, pairsOf(body)["list"]])).toEqual([["subscribe", "2"]])
    }).pipe(
      Effect.provide(
        FakeAccount.layerClient({
          lists: 2,
          webhooks: [hook(["subscribe"], { listid: "2" }), hook(["subscribe", "unsubscribe"], { sources: ["public"] })]
        })
      )
    )
  )

  it.effect("tell of deals, with money formatted and plain, and what changed", () =>
    Effect.gen(function* () {
      const { rows } = yield* FakeAccount.FakeAccount
      const contact = (yield* Contacts.create({ email: "jane@example.com" })).id
      const [group, owner] = [rows.dealGroups[0]?.id, rows.users[0]?.id]
      const deal = yield* Deals.create({
        ...{ title: "Deal", value: 104_405_500, currency: "usd", contact },
        ...{ group: group as never, owner: owner as never }
      })
      yield* Deals.update(deal.id, { title: "Renamed" })
      const [added, updated] = (yield* deliveries).map(({ body }) => pairsOf(body))
      expect(added).toMatchObject({ type: "deal_add", "deal[value]": "1,044,055.00", "deal[value_raw]": "1044055" })
      expect(updated).toMatchObject({ type: "deal_update", "deal[title]": "Renamed", "updated_fields[0]": "title" })
    }).pipe(
      Effect.provide(
        FakeAccount.layerClient({ dealGroups: 1, dealStages: 1, webhooks: [hook(["deal_add", "deal_update"])] })
      )
    )
  )

  it.effect("contain the values of custom fields: of deals by label, of accounts by id", () =>
    Effect.gen(function* () {
      const { insert } = yield* FakeAccount.FakeAccount
      insert("dealCustomFieldMeta", { fieldLabel: "Job Number", fieldType: "text" })
      insert("dealCustomFieldMeta", { fieldLabel: "NDA", fieldType: "multiselect", fieldOptions: ["Signed", "Sent"] })
      insert("dealCustomFieldData", { id: "9", dealId: "1", customFieldId: "2", fieldValue: ["Signed", "Sent"] })
      insert("accountCustomFieldMeta", { id: "15", fieldLabel: "Size", fieldType: "number" })
      yield* Deals.update(DealId.make("1"), { title: "Renamed" })
      yield* Accounts.update(AccountId.make("1"), {
        name: "Example & Sons",
        fields: [{ customFieldId: AccountCustomFieldId.make("15"), fieldValue: "85" }]
      })
      const [deal, account] = (yield* deliveries).map(({ body }) => pairsOf(body))
      expect(deal).toMatchObject({
        "deal[fields][0][key]": "Job Number",
        "deal[fields][0][value]": "",
        "deal[fields][1][id]": "9",
        "deal[fields][1][key]": "NDA",
        "deal[fields][1][value][0]": "Signed",
        "deal[fields][1][value][1]": "Sent",
        "contact[id]": "1"
      })
      // Without a value there is no id.
      expect(deal).not.toHaveProperty(["deal[fields][0][id]"])
      expect(account).toMatchObject({ "account[name]": "Example & Sons", "account[fields][15]": "85" })
    }).pipe(
      Effect.provide(
        FakeAccount.layerClient({
          ...{ contacts: 1, accounts: 1, dealGroups: 1, dealStages: 1, deals: [{ title: "Deal", contact: "1" }] },
          webhooks: [hook(["deal_update", "account_update"])]
        })
      )
    )
  )

  it.effect("contain the account of the contact, what an unsubscribe leaves, and a new list as a block", () =>
    Effect.gen(function* () {
      const contact = ContactId.make("1")
      yield* ContactLists.updateStatus({ contact, list: ListId.make("1"), status: "active" })
      yield* ContactLists.updateStatus({ contact, list: ListId.make("2"), status: "active" })
      yield* ContactLists.updateStatus({ contact, list: ListId.make("1"), status: "unsubscribed" })
      yield* Lists.create({ name: "News", stringid: "news", sender_url: "https://example.com", sender_reminder: "Hi" })
      const bodies = (yield* deliveries).map(({ body }) => pairsOf(body))
      const names = { orgname: "Example Inc.", customer_acct_name: "Example Inc.", customer_acct_id: "1" }
      const ofContact = { "contact[orgname]": "Example Inc.", "contact[customer_acct_name]": "Example Inc." }
      const unsubscribed = { type: "unsubscribe", list: "1", "unsubscribe[reason]": "", "active_subscriptions[0]": "2" }
      expect(bodies[0]).toMatchObject({ ...names, ...ofContact, ...unsubscribed })
      expect(bodies[1]).toMatchObject({ type: "list_add", "list[id]": "3", "list[name]": "News" })
      expect(bodies[1]).not.toHaveProperty("list")
    }).pipe(
      Effect.provide(
        FakeAccount.layerClient({
          ...{ contacts: 1, lists: 2, accounts: [{ name: "Example Inc." }] },
          accountContacts: [{ account: "1", contact: "1" }],
          webhooks: [hook(["unsubscribe", "list_add"])]
        })
      )
    )
  )

  it.effect("that answer 410 are switched off, others are not posted to again", () =>
    Effect.gen(function* () {
      const add = (email: string) =>
        Effect.flatMap(Contacts.create({ email }), ({ id }) => Contacts.update(id, { phone: "1" }))
      yield* add("a@example.com")
      yield* add("b@example.com")
      expect((yield* deliveries).map(({ status }) => status)).toEqual([500, 410])
      yield* add("c@example.com")
      expect(yield* deliveries).toHaveLength(2)
      const { rows } = yield* FakeAccount.FakeAccount
      expect(rows.webhooks[0]).toMatchObject({ state: "0" })
      expect((yield* Webhooks.get(Object(rows.webhooks[0]).id)).deactivated_date).not.toBeNull()
    }).pipe(
      Effect.provide(
        FakeAccount.layerClient({
          webhooks: [hook(["update"])],
          deliver: ({ body }) => Effect.succeed(body.includes("a%40example.com") ? 500 : 410)
        })
      )
    )
  )

  it.effect("are not told of imports, but the callback of an import is", () =>
    Effect.gen(function* () {
      yield* BulkImports.createMany({
        contacts: [{ email: "a@example.com" }, { email: "b@localhost" }],
        callback: {
          url: "https://example.com/done",
          requestType: "POST",
          detailed_results: "true",
          params: [{ key: "job", value: "7" }]
        }
      } as never)
      const [callback, ...others] = yield* deliveries
      expect(others).toEqual([])
      expect([callback?.url, pairsOf(callback?.body ?? "")["job"]]).toEqual(["https://example.com/done", "7"])
    }).pipe(Effect.provide(FakeAccount.layerClient({ webhooks: [hook(["subscribe", "update"])] })))
  )

  it.live("of a server are posted to real URLs, twice if asked for", () =>
    Effect.gen(function* () {
      const bodies: Array<string> = []
      const receiver = createServer((request: IncomingMessage, response) => {
        const chunks: Array<Buffer> = []
        request.on("data", (chunk: Buffer) => chunks.push(chunk))
        request.on("end", () => {
          bodies.push(`${request.headers["content-type"]} ${Buffer.concat(chunks)}`)
          response.end()
        })
      })
      yield* Effect.addFinalizer(() => Effect.sync(() => receiver.close()))
      const port = yield* Effect.async<number>((resume) => {
        receiver.listen(0, "127.0.0.1", () => resume(Effect.succeed(Object(receiver.address()).port)))
      })
      const { insert } = yield* FakeAccount.FakeAccount
      insert("webhooks", hook(["update"], { url: `http://127.0.0.1:${port}/` }))
      const { id } = yield* Contacts.create({ email: "jane@example.com" })
      yield* Contacts.update(id, { phone: "1" })
      yield* Effect.iterate(0, {
        while: () => bodies.length < 2,
        body: () => Effect.delay(Effect.succeed(0), "10 millis")
      })
      expect(bodies.every((body) => body.startsWith("application/x-www-form-urlencoded type=update&"))).toBe(true)
    }).pipe(
      Effect.scoped,
      Effect.provide(ActiveCampaignClient.layer),
      Effect.provide(FakeAccountServer.layer({ deliverTwice: true })),
      Effect.provide(FetchHttpClient.layer)
    )
  )
})
