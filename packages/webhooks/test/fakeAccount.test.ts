/**
 * What the fake account posts is what the library decodes: each event that requests to the API can cause has its tag, its
 * blocks and the ids of the rows.
 */
import { expect, it } from "@effect/vitest"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as WebhookEvent from "@effect-activecampaign/webhooks/WebhookEvent"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import {
  AccountContactId,
  AccountContacts,
  AccountCustomFieldId,
  AccountId,
  Accounts,
  type ActiveCampaignClient,
  ContactId,
  ContactLists,
  Contacts,
  ContactTags,
  DealCustomFieldId,
  DealId,
  DealStages,
  Deals,
  FieldId,
  ListId,
  Lists,
  Notes,
  PipelineId,
  Pipelines,
  TagId,
  TaskId,
  Tasks,
  TaskTypeId,
  TaskTypes,
  UserId
} from "effect-activecampaign"
import { describe } from "vitest"

const contact = ContactId.make("1")
const deal = DealId.make("1")
const account = AccountId.make("1")
const list = ListId.make("1")
const duedate = DateTime.unsafeMake("2026-03-05T16:00:00Z")

/** Rows with values that a form body could lose. */
const seed: FakeAccount.Seed = {
  contacts: [{ email: "jane+1@example.com", firstName: "Jane & Co", lastName: "=[x]", phone: "+15550100" }],
  fields: [{ id: "7", title: "Color", perstag: "COLOR", type: "checkbox" }],
  fieldValues: [{ contact: "1", field: "7", value: "||red||light blue||" }],
  tags: [{ tag: "VIP" }, { tag: "10% off, a&b" }],
  contactTags: [{ contact: "1", tag: "1" }],
  lists: 1,
  accounts: [{ name: "Example & Sons", accountUrl: "https://example.com" }],
  accountContacts: [{ account: "1", contact: "1", jobTitle: "CEO" }],
  accountCustomFieldMeta: [{ id: "15", fieldLabel: "Size", fieldType: "number" }],
  dealGroups: [{ title: "Sales" }],
  dealStages: [{ title: "To Contact", group: "1" }],
  deals: [{ title: "Trip", contact: "1", account: "1", group: "1", stage: "1", value: "104405500", currency: "eur" }],
  dealCustomFieldMeta: [
    { fieldLabel: "Job Number", fieldType: "text" },
    { fieldLabel: "NDA", fieldType: "text" }
  ],
  dealTasktypes: [{ title: "Visit" }],
  dealTasks: [{ relid: "1", reltype: "Deal", title: "Call", dealTasktype: "1" }]
}

const ofContact = {
  contact: {
    ...{ id: "1", email: "jane+1@example.com", first_name: "Jane & Co", last_name: "=[x]", phone: "+15550100" },
    ...{ ip: "0.0.0.0", orgname: "Example & Sons", customer_acct_name: "Example & Sons" },
    fields: new Map([["7", ["red", "light blue"]]])
  }
}

const ofDeal = {
  ...ofContact,
  deal: {
    ...{ id: "1", orgid: "1", orgname: "Example & Sons", stageid: "1", stage_title: "To Contact", pipelineid: "1" },
    ...{ pipeline_title: "Sales", value: "1,044,055.00", value_raw: 1_044_055, currency: "eur", currency_symbol: "€" },
    ...{ contactid: "1", contact_email: "jane+1@example.com", status: "open" }
  }
}

const ofAccount = {
  account: { id: "1", name: "Example & Sons", account_url: "https://example.com" }
}

const joined = { customerAccountId: "1", customerAccountName: "Example & Sons", orgname: "Example & Sons" }

interface Case {
  readonly tag: WebhookEvent.Tag
  readonly cause: Effect.Effect<unknown, unknown, ActiveCampaignClient.ActiveCampaignClient>
  readonly subject: WebhookEvent.Subject
  readonly event: Readonly<Record<string, unknown>>
}

const subscribe = ContactLists.updateStatus({ contact, list, status: "active" })

const cases: Partial<Record<WebhookEvent.Type, Case>> = {
  subscribe: {
    tag: "ContactSubscribed",
    cause: subscribe,
    subject: { kind: "contact", id: "1" },
    event: { ...ofContact, lists: [{ id: "1" }] }
  },
  unsubscribe: {
    tag: "ContactUnsubscribed",
    cause: Effect.zipRight(subscribe, ContactLists.updateStatus({ contact, list, status: "unsubscribed" })),
    subject: { kind: "contact", id: "1" },
    event: { ...ofContact, ...joined, lists: [{ id: "1" }], unsubscribe: { reason: "" }, activeSubscriptions: [] }
  },
  update: {
    tag: "ContactUpdated",
    cause: Contacts.update(contact, { fieldValues: [{ field: FieldId.make("7"), value: "||green||" }] }),
    subject: { kind: "contact", id: "1" },
    event: { contact: { ...ofContact.contact, fields: new Map([["7", ["green"]]]) }, lists: [] }
  },
  subscriber_note: {
    tag: "ContactNoteAdded",
    cause: Notes.create({ owner: { contact }, note: "line one\nline two" }),
    subject: { kind: "contact", id: "1" },
    event: { ...ofContact, note: { id: null, text: "line one\nline two" } }
  },
  contact_tag_added: {
    tag: "ContactTagAdded",
    cause: ContactTags.add({ contact, tag: TagId.make("2") }),
    subject: { kind: "contact", id: "1" },
    // The tag has a comma, so only `tag` has it whole.
    event: { contact: { ...ofContact.contact, tags: ["VIP", "10% off", "a&b"] }, tag: "10% off, a&b" }
  },
  contact_tag_removed: {
    tag: "ContactTagRemoved",
    cause: ContactTags.removeTag({ contact, tag: TagId.make("1") }),
    subject: { kind: "contact", id: "1" },
    event: { contact: { ...ofContact.contact, tags: [] }, tag: "VIP" }
  },
  contact_task_add: {
    tag: "ContactTaskAdded",
    cause: Tasks.create({
      owner: { contact },
      duedate,
      dealTasktype: TaskTypeId.make("1"),
      title: "Call",
      note: "a=b"
    }),
    subject: { kind: "contact", id: "1" },
    event: {
      ...{ ...ofContact, ...joined },
      task: {
        ...{ id: "2", type_id: "1", title: "Call", note: "a=b", type_title: "Visit" },
        duedate: expect.anything()
      }
    }
  },
  list_add: {
    tag: "ListAdded",
    cause: Lists.create({ name: "News", stringid: "news", sender_url: "https://example.com", sender_reminder: "Hi" }),
    subject: { kind: "list", id: "2" },
    event: { list: { id: "2", name: "News", sender_url: "https://example.com", sender_reminder: "Hi" } }
  },
  deal_add: {
    tag: "DealAdded",
    cause: Deals.create({
      ...{ title: "Trip 2", value: 104_405_500, currency: "eur", contact, account, owner: UserId.make("1") },
      group: PipelineId.make("1"),
      fields: [{ customFieldId: DealCustomFieldId.make("2"), fieldValue: "Signed" }]
    }),
    subject: { kind: "deal", id: "2" },
    event: {
      ...ofContact,
      deal: {
        ...ofDeal.deal,
        ...{ id: "2", title: "Trip 2" },
        fields: [
          { key: "Job Number", value: "", valueId: null },
          { key: "NDA", value: "Signed", valueId: "1" }
        ]
      }
    }
  },
  deal_update: {
    tag: "DealUpdated",
    cause: Deals.update(deal, {
      title: "Renamed",
      fields: [{ customFieldId: DealCustomFieldId.make("1"), fieldValue: "7" }]
    }),
    subject: { kind: "deal", id: "1" },
    event: {
      ...ofDeal,
      deal: { ...ofDeal.deal, title: "Renamed" },
      updatedFields: ["title", "Job Number"]
    }
  },
  deal_note_add: {
    tag: "DealNoteAdded",
    cause: Notes.create({ owner: { deal }, note: "Called back" }),
    subject: { kind: "deal", id: "1" },
    event: { deal: ofDeal.deal, contact: null, note: { id: "1", text: "Called back" } }
  },
  deal_pipeline_add: {
    tag: "PipelineAdded",
    cause: Pipelines.create({ title: "Partners", currency: "usd" }),
    subject: { kind: "pipeline", id: "2" },
    event: { pipeline: { id: "2", title: "Partners" } }
  },
  deal_stage_add: {
    tag: "StageAdded",
    cause: DealStages.create({ title: "Won", group: PipelineId.make("1"), color: "696969" }),
    subject: { kind: "stage", id: "2" },
    event: { stage: { id: "2", title: "Won", color: "696969" } }
  },
  deal_task_add: {
    tag: "DealTaskAdded",
    cause: Tasks.create({ owner: { deal }, duedate, dealTasktype: TaskTypeId.make("1"), title: "Call" }),
    subject: { kind: "deal", id: "1" },
    event: {
      ...ofDeal,
      task: { id: "2", type_id: "1", title: "Call", type_title: "Visit", duedate: expect.anything() }
    }
  },
  deal_task_complete: {
    tag: "DealTaskCompleted",
    cause: Tasks.update(TaskId.make("1"), { status: "done" }),
    subject: { kind: "deal", id: "1" },
    event: { ...ofDeal, task: { id: "1", title: "Call" } }
  },
  deal_tasktype_add: {
    tag: "DealTaskTypeAdded",
    cause: TaskTypes.create({ title: "Lunch" }),
    subject: { kind: "taskType", id: "2" },
    event: { taskType: { id: "2", title: "Lunch" } }
  },
  account_add: {
    tag: "AccountAdded",
    cause: Accounts.create({ name: "Other Inc.", accountUrl: "https://other.example.com" }),
    subject: { kind: "account", id: "2" },
    event: { account: { id: "2", name: "Other Inc.", account_url: "https://other.example.com" } }
  },
  account_update: {
    tag: "AccountUpdated",
    cause: Accounts.update(account, {
      fields: [{ customFieldId: AccountCustomFieldId.make("15"), fieldValue: "85" }]
    }),
    subject: { kind: "account", id: "1" },
    event: { account: { ...ofAccount.account, fields: new Map([["15", "85"]]) } }
  },
  account_contact_add: {
    tag: "AccountContactAdded",
    cause: Effect.zipRight(
      AccountContacts.delete(AccountContactId.make("1")),
      AccountContacts.create({ account, contact, jobTitle: "CTO" })
    ),
    subject: { kind: "accountContact", id: "2" },
    event: {
      ...{ ...ofContact, ...ofAccount, ...joined },
      accountContact: { id: "2", account: "1", contact: "1", job_title: "CTO" }
    }
  },
  account_contact_update: {
    tag: "AccountContactUpdated",
    cause: AccountContacts.update(AccountContactId.make("1"), { account, contact, jobTitle: "CTO" }),
    subject: { kind: "accountContact", id: "1" },
    event: {
      ...{ ...ofContact, ...ofAccount, ...joined },
      accountContact: { id: "1", account: "1", contact: "1", job_title: "CTO" }
    }
  }
}

const webhook = { name: "all", url: "https://example.com/hook", events: WebhookEvent.types, sources: ["api"] }

describe.each(Object.entries(cases))("%s", (type, { cause, event, subject, tag }) => {
  it.effect("is posted as the library decodes it", () =>
    Effect.gen(function* () {
      const { deliveries } = yield* FakeAccount.FakeAccount
      yield* cause
      const posted = deliveries.filter((delivery) => delivery.type === type)
      expect(posted).toHaveLength(1)
      const decoded = Either.getOrThrow(WebhookEvent.decode(posted[0]?.body ?? ""))
      expect(decoded).toMatchObject({ _tag: tag, type, initiatedFrom: "api", ...event })
      expect(WebhookEvent.subject(decoded)).toEqual(subject)
      // Everything else that was posted on the way is an event, too, and all of them have a date-time with an offset.
      const all = deliveries.map(({ body }) => Either.getOrThrow(WebhookEvent.decode(body)))
      expect(all.map((one) => one.type)).toEqual(deliveries.map((delivery) => delivery.type))
      expect(all.filter((one) => one._tag === "Unknown" || !DateTime.isDateTime(one.dateTime))).toEqual([])
    }).pipe(Effect.provide(FakeAccount.layerClient({ ...seed, webhooks: [webhook] })))
  )
})

it("what the fake account does not post, no request to the API causes: campaigns and SMS", () => {
  const others = WebhookEvent.types.filter((type) => cases[type] === undefined)
  expect(others).toEqual([
    ...["sent", "open", "click", "reply", "forward", "share", "bounce"],
    ...["sms_sent", "sms_reply", "sms_unsub"]
  ])
})
