/**
 * Every event is recognised by its type, every documented key is in a typed field, what is missing or unreadable is null, and
 * no pair is lost.
 */
import { expect, it } from "@effect/vitest"
import * as FormBody from "@effect-activecampaign/webhooks/FormBody"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookEvent from "@effect-activecampaign/webhooks/WebhookEvent"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as Webhooks from "effect-activecampaign/Webhooks"
import * as Wire from "effect-activecampaign/Wire"
import { formOf } from "./support/hostile.js"
import { publishedBodies } from "./support/published.js"
import { typedFieldsOf } from "./support/views.js"

type Pairs = ReadonlyArray<readonly [string, string]>

const decode = (body: string) => Either.getOrThrow(WebhookEvent.decode(body))

/** The event of a tag; fails if it is another one. */
const decodeAs = <T extends WebhookEvent.Tag>(tag: T, body: string): WebhookEvent.WithTag<T> => {
  const event = decode(body)
  if (WebhookEvent.is(tag)(event)) return event
  throw new Error(`expected ${tag}; got ${event._tag}`)
}

const pairsOf = (body: string): Pairs => Either.getOrThrow(FormBody.parse(body)).pairs

/** The body with another value of a key, at its place. */
const replaced = (body: string, key: string, value: string) =>
  formOf(pairsOf(body).map(([other, given]) => [other, other === key ? value : given] as const))

// ---------------------------------------------------------------------------------------------------------------
// Documented keys
// ---------------------------------------------------------------------------------------------------------------

const block = (name: string, fields: string): ReadonlyArray<string> =>
  fields.split(" ").map((field) => `${name}[${field.replaceAll(".", "][")}]`)

const contact = block(
  "contact",
  "id email first_name last_name phone ip tags orgname customer_acct_name customer_acct_id fields.7"
)
const deal = block(
  "deal",
  "id title create_date orgid orgname stageid stage_title pipelineid pipeline_title value value_raw currency currency_symbol owner owner_firstname owner_lastname contactid contact_email contact_firstname contact_lastname status fields.0.key fields.0.value fields.0.id"
)
const campaign = block("campaign", "id name status type recipients webcopy_url message.id message.subject")
const account = block("account", "id name account_url created_timestamp updated_timestamp fields.15")
const task = block("task", "id type_id title note duedate edate type_title")
const customer = ["customer_acct_name", "customer_acct_id", "orgname", "account_id"]
const common = ["date_time", "initiated_from", "initiated_by"]

/** The keys of each event by ActiveCampaign's documents and by captured bodies. */
const documented: Readonly<Record<Exclude<WebhookEvent.Tag, "Unknown">, ReadonlyArray<string>>> = {
  ContactSubscribed: ["list", ...contact, "form[id]", ...customer],
  ContactUnsubscribed: [
    "list[][id]",
    ...contact,
    ...campaign,
    "form[id]",
    "unsubscribe[reason]",
    "active_subscriptions[0]",
    ...customer
  ],
  ContactUpdated: ["list", ...contact, ...customer],
  ContactNoteAdded: ["list", ...contact, "note", ...customer],
  ContactTagAdded: ["list", ...contact, "tag", ...customer],
  ContactTagRemoved: ["list", ...contact, "tag", ...customer],
  ContactTaskAdded: ["list", ...contact, ...task, "customer_acct_name", "customer_account_id", "orgname"],
  CampaignSent: ["list", ...campaign],
  CampaignOpened: ["list", ...contact, ...campaign, "User-Agent", ...customer],
  CampaignLinkClicked: ["list", ...contact, ...campaign, ...block("link", "id url"), ...customer],
  CampaignReplied: ["list", ...contact, "campaign[id]", "result", "message"],
  CampaignForwarded: ["list", ...contact, "campaign[id]", "forward[count]"],
  CampaignShared: ["list", ...contact, "campaign[id]", ...block("share", "network network_id content")],
  CampaignBounced: ["list", ...contact, "campaign[id]", ...block("bounce", "type code description")],
  ListAdded: block(
    "list",
    "id userid name sender_addr1 sender_addr2 sender_city sender_zip sender_state sender_country fulladdress sender_url sender_reminder"
  ),
  SmsSent: ["list", ...contact, ...block("sms", "id recipient successful comment")],
  SmsReplied: ["list", ...contact, ...block("sms", "id reply result")],
  SmsUnsubscribed: ["list", ...contact, ...block("sms", "id phone")],
  DealAdded: ["list", ...contact, ...deal, ...customer],
  DealUpdated: ["list", ...contact, ...deal, "updated_fields[0]", ...customer],
  DealNoteAdded: ["list", ...deal, "note[id]", "note[text]"],
  PipelineAdded: ["list", ...block("pipeline", "id title")],
  StageAdded: ["list", ...block("stage", "id title color")],
  DealTaskAdded: ["list", ...contact, ...deal, ...task],
  DealTaskCompleted: ["list", ...contact, ...deal, ...task],
  DealTaskTypeAdded: ["list", ...block("tasktype", "id title")],
  AccountAdded: ["list", ...account],
  AccountUpdated: ["list", ...account],
  AccountContactAdded: [
    "list",
    ...contact,
    ...account,
    ...block("accountContact", "id account contact job_title"),
    "customer_acct_name",
    "customer_account_id",
    "orgname"
  ],
  AccountContactUpdated: [
    "list",
    ...contact,
    ...account,
    ...block("accountContact", "id account contact job_title"),
    "customer_acct_name",
    "customer_account_id",
    "orgname"
  ],
  AutomationStep: [...contact.map((key) => key.replace("[ip]", "[ip4]").replace("[7]", "[color]")), "seriesid"]
}

/** A value of a documented key, and another one. */
const valuesOf = (key: string): readonly [string, string] => {
  if (/_iso\]?$|^date_time$/.test(key)) return ["2026-03-02T10:15:00-06:00", "2026-03-02T10:15:00+01:00"]
  if (/date\]$|timestamp\]$/.test(key)) return ["2026-03-02 10:15:00", "2026-03-02 10:15:01"]
  return ["1", "2"]
}

const bodyOf = (tag: WebhookEvent.Tag, keys: ReadonlyArray<string>): string => {
  const type = tag === "Unknown" ? "unknown" : WebhookEvent.typeOf(tag)
  return formOf([
    ...(type === null ? [] : [["type", type] as const]),
    ...keys.map((key) => [key, valuesOf(key)[0]] as const)
  ])
}

it.each(Object.entries(documented))("has a typed field for each documented key of %s", (tag, own) => {
  const keys = [...(tag === "AutomationStep" ? [] : common), ...own]
  const body = formOf([...pairsOf(bodyOf(tag as WebhookEvent.Tag, keys))])
  const before = decode(body)
  expect(before._tag).toBe(tag)
  for (const key of keys) {
    const after = decode(replaced(body, key, valuesOf(key)[1]))
    expect(after._tag).toBe(tag)
    expect(typedFieldsOf(after), key).not.toEqual(typedFieldsOf(before))
  }
})

it("has the events that a webhook can be created for", () => {
  const events = Wire.definitionOf(Webhooks.WebhookCreate).fields?.find(([name]) => name === "events")?.[1].item
  const types = events?.identifier.split(" | ").map((label): unknown => JSON.parse(label))
  expect(types).toHaveLength(30)
  expect([...WebhookEvent.types].sort()).toEqual(types?.sort())
  expect(new Set(WebhookEvent.tags)).toEqual(new Set(Object.keys(documented)))
  // The same by type: neither has a label that the other lacks.
  const type: WebhookEvent.Type = "subscribe" as Exclude<Webhooks.WebhookCreate["events"][number], Wire.UnknownLabel>
  const event: Webhooks.WebhookCreate["events"][number] = "subscribe" as WebhookEvent.Type
  expect(type).toBe(event)
})

// ---------------------------------------------------------------------------------------------------------------
// Published bodies
// ---------------------------------------------------------------------------------------------------------------

/** What the published bodies decode to, as far as their index says. */
const published: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "279-webhook-subscribe.form": {
    _tag: "ContactSubscribed",
    dateTime: "DateTime 2017-11-27T12:51:37.000-06:00",
    lists: []
  },
  "281-webhook-unsubscribe.form": { _tag: "ContactUnsubscribed", lists: [{ id: "1" }], accountId: "474042" },
  "283-webhook-deal-task-add.form": {
    _tag: "DealTaskAdded",
    task: { duedate: "DateTime 2017-11-25T11:00:00.000-06:00", edate: "DateTime 2017-11-25T11:15:00.000-06:00" },
    deal: { create_date: "DateTime 2017-11-24T10:06:22.000-06:00", value: "100.00", value_raw: 100, status: "open" }
  },
  "285-webhook-deal-update-2017.form": {
    _tag: "DealUpdated",
    contact: {
      fields: [
        ["1", "field1"],
        ["2", "field2"]
      ]
    },
    updatedFields: ["title", "mdate", "nextdate", "stage", "contact"]
  },
  "295-webhook-contact-tag-added-2026.form": {
    _tag: "ContactTagAdded",
    tag: "[KRC] Registered for Challenge",
    contact: {
      phone: "+1 555-010-1234",
      tags: ["[KRC] Registered for Challenge", "[KRC] Registered - 07/20/26", "[KRC] RFC START - 07/20/26"]
    }
  },
  "297-webhook-automation-checkbox.form": {
    _tag: "AutomationStep",
    automationId: "22",
    contact: { ip: "203.0.113.1", fields: [["eula", ["Yes, I agree to the terms of EULA"]]] }
  },
  "360-webhook-account-add.txt": {
    _tag: "AccountAdded",
    account: {
      name: "Example & Sons Ltd",
      created_timestamp: "2026-03-02 10:15:00",
      fields: [
        ["15", "85"],
        ["1", "Printing"]
      ]
    }
  },
  "362-webhook-list-add.txt": {
    _tag: "ListAdded",
    list: { id: "4", name: "News", sender_city: "Berlin" },
    lists: [{ id: "4", name: "News" }]
  },
  "364-webhook-unsubscribe-list-array.txt": {
    _tag: "ContactUnsubscribed",
    lists: [{ id: "3" }, { id: "5" }],
    unsubscribe: { reason: "too many" },
    contact: { tags: ["vip", "10% off", "a&b"] }
  },
  "365-webhook-contact-task-add.txt": {
    _tag: "ContactTaskAdded",
    task: { note: "line one\nline two" },
    contact: { customer_acct_id: "48", customer_acct_name: "Example Ltd" },
    customerAccountId: "48",
    customerAccountName: "Example Ltd",
    orgname: "Example Ltd"
  },
  "366-webhook-deal-update-stage.txt": {
    _tag: "DealUpdated",
    contact: null,
    customerAccountId: "48",
    updatedFields: ["stage", "Job Number"],
    deal: {
      value: "1,044,055.00",
      value_raw: 1044055,
      currency_symbol: "€",
      fields: [
        { key: "Job Number", value: "", valueId: "9" },
        { key: "NDA", value: ["Signed"], valueId: "11" }
      ]
    }
  },
  "368-webhook-automation-utm.txt": {
    _tag: "AutomationStep",
    automationId: "9",
    contact: {
      fields: [
        ["utm_source", "newsletter"],
        ["utm_campaign", "50% + more"]
      ]
    }
  }
}

it("decodes published bodies to what their index says", () => {
  for (const [file, body] of publishedBodies) {
    expect(published[file], file).toBeDefined()
    expect(typedFieldsOf(decode(body)), file).toMatchObject(published[file] ?? {})
  }
})

/** Another value of the same kind. */
const otherThan = (value: string): string =>
  /^\d{4}-/.test(value) ? `2001${value.slice(4)}` : /^\d+$/.test(value) ? (value === "1" ? "2" : "1") : `${value}x`

it("has a typed field for each pair of a published body", () => {
  for (const [file, body] of publishedBodies) {
    const before = decode(body)
    expect(before.body.pairs.flatMap(([key]) => before.body.getAll(key))).toEqual(
      expect.arrayContaining(before.body.pairs.map(([, value]) => value))
    )
    for (const [key, value] of before.body.pairs) {
      // The same date-time with its offset is read first.
      if (key === "type" || before.body.get(key.replace(/date\]$/, "date_iso]")) !== value) continue
      expect(typedFieldsOf(decode(replaced(body, key, otherThan(value)))), `${file}: ${key}`).not.toEqual(
        typedFieldsOf(before)
      )
    }
  }
})

// ---------------------------------------------------------------------------------------------------------------
// Spellings
// ---------------------------------------------------------------------------------------------------------------

it.each<[string, Pairs, ReadonlyArray<string>]>([
  ["none", [], []],
  ["0", [["list", "0"]], []],
  ["nothing", [["list", ""]], []],
  ["one text", [["list", "3"]], ["3"]],
  [
    "a block",
    [
      ["list[id]", "3"],
      ["list[name]", "News"]
    ],
    ["3"]
  ],
  [
    "empty brackets",
    [
      ["list[][id]", "3"],
      ["list[][id]", "5"]
    ],
    ["3", "5"]
  ],
  [
    "numbers in brackets",
    [
      ["list[0][id]", "3"],
      ["list[1][id]", "5"]
    ],
    ["3", "5"]
  ],
  [
    "texts in brackets",
    [
      ["list[]", "3"],
      ["list[1]", "5"]
    ],
    ["5", "3"]
  ],
  [
    "repeated texts",
    [
      ["list", "3"],
      ["list", "5"]
    ],
    ["3", "5"]
  ],
  [
    "all at once",
    [
      ["list", "3"],
      ["list[id]", "5"],
      ["list[0][id]", "7"],
      ["list[]", "9"]
    ],
    ["3", "5", "7", "9"]
  ]
])("reads lists sent as %s", (_, list, ids) => {
  const event = decode(formOf([["type", "unsubscribe"], ["contact[id]", "1"], ...list]))
  expect(event.lists.map(({ id }) => id)).toEqual(ids)
})

it("reads date-times with the offset they have, or as local text", () => {
  const at = (text: string) =>
    decode(
      formOf([
        ["type", "update"],
        ["contact[id]", "1"],
        ["date_time", text]
      ])
    ).dateTime
  for (const text of ["2026-03-02T10:15:00-06:00", "2026-03-02T10:15:00+05:30", "2026-03-02T10:15:00Z"]) {
    const dateTime = at(text)
    if (dateTime === null || !DateTime.isDateTime(dateTime)) throw new Error(`not read: ${text}`)
    expect(DateTime.formatIsoOffset(dateTime)).toBe(text.replace("Z", "+00:00").replace(/(:00)([+-])/, "$1.000$2"))
  }
  expect(at("2017-11-27 12:51:37")).toBe("2017-11-27 12:51:37")
  for (const text of ["", "0000-00-00 00:00:00", "yesterday", "2026-02-30T10:15:00-06:00"]) expect(at(text)).toBeNull()
})

it("reads the name and id of a contact's account under each of their keys", () => {
  const names = ["customer_acct_name", "customer_account_name", "account_name"]
  for (const name of names) {
    for (const id of ["customer_acct_id", "customer_account_id"]) {
      const at = (keyOf: (key: string) => string) =>
        decodeAs(
          "ContactUpdated",
          formOf([
            ["type", "update"],
            ["contact[id]", "1"],
            [keyOf(name), "Example Ltd"],
            [keyOf(id), "48"]
          ])
        )
      const own = at((key) => key)
      const inContact = at((key) => `contact[${key}]`)
      for (const event of [own, inContact]) {
        expect(event).toMatchObject({ customerAccountName: "Example Ltd", customerAccountId: "48" })
      }
      expect(own.contact).toMatchObject({ customer_acct_name: null, customer_acct_id: null })
      expect(inContact.contact).toMatchObject({ customer_acct_name: "Example Ltd", customer_acct_id: "48" })
    }
  }
})

it("reads the name of an account as `name` or `account_name`", () => {
  const read = decodeAs(
    "AccountUpdated",
    "type=account_update&account[id]=48&account[name]=&account[account_name]=Example"
  )
  expect(read.account.name).toBe("Example")
  for (const key of ["account[name]", "account[account_name]"]) {
    expect(
      decodeAs(
        "AccountUpdated",
        formOf([
          ["type", "account_update"],
          ["account[id]", "48"],
          [key, "Example"]
        ])
      ).account.name
    ).toBe("Example")
  }
})

it("reads a note as a text or as a block", () => {
  const note = (type: string, ...pairs: Pairs) => {
    const event = decode(formOf([["type", type], ["contact[id]", "1"], ["deal[id]", "2"], ...pairs]))
    return "note" in event ? event.note : undefined
  }
  for (const type of ["subscriber_note", "deal_note_add"]) {
    expect(note(type, ["note", "Called & left 0"])).toEqual({ id: null, text: "Called & left 0" })
    expect(note(type, ["note", "0"])).toEqual({ id: null, text: "0" })
    expect(note(type, ["note[id]", "4"], ["note[text]", "Called"])).toEqual({ id: "4", text: "Called" })
    expect(note(type)).toBeNull()
  }
})

it("reads a deal without a contact, with an entity for its currency and a label for its status", () => {
  const dealOf = (...pairs: Pairs) =>
    decodeAs("DealUpdated", formOf([["type", "deal_update"], ["deal[id]", "2"], ...pairs]))
  expect(dealOf().contact).toBeNull()
  const symbols = { "&euro;": "€", "&pound;": "£", $: "$", "&unknown;": "&unknown;", "€": "€" }
  for (const [sent, read] of Object.entries(symbols)) {
    expect(dealOf(["deal[currency_symbol]", sent]).deal.currency_symbol).toBe(read)
  }
  const statuses = { "0": "open", "1": "won", "2": "lost", Won: "won", Lost: "lost", open: "open", "3": "3" }
  for (const [sent, read] of Object.entries(statuses)) expect(dealOf(["deal[status]", sent]).deal.status).toBe(read)
})

it("reads fields of a deal by label, and never offers the id of a value as that of a field", () => {
  const { deal } = decodeAs(
    "DealUpdated",
    formOf([
      ["type", "deal_update"],
      ["deal[id]", "2"],
      ["deal[fields][0][id]", "901"],
      ["deal[fields][0][key]", "Color"],
      ["deal[fields][0][value][0]", "red"],
      ["deal[fields][0][value][1]", "blue"],
      ["deal[fields][1][key]", "Size"],
      ["deal[fields][1][value]", ""]
    ])
  )
  expect(deal.fields).toEqual([
    { key: "Color", value: ["red", "blue"], valueId: "901" },
    { key: "Size", value: "", valueId: null }
  ])
})

it("reads updated fields as a list or by the name of the field", () => {
  const updated = (...pairs: Pairs) =>
    decodeAs("DealUpdated", formOf([["type", "deal_update"], ["deal[id]", "2"], ...pairs])).updatedFields
  expect(updated(["updated_fields[0]", "stage"], ["updated_fields[1]", "Job Number"])).toEqual(["stage", "Job Number"])
  expect(updated(["updated_fields[]", "stage"], ["updated_fields[]", "title"])).toEqual(["stage", "title"])
  expect(updated(["updated_fields[stage]", "1"], ["updated_fields[Job Number]", "x"])).toEqual(["stage", "Job Number"])
  expect(updated(["updated_fields", "stage"])).toEqual(["stage"])
  expect(updated()).toEqual([])
})

it("reads the due date of a task under each of its keys, with its offset if there is one", () => {
  const due = (...pairs: Pairs) =>
    typedFieldsOf(decode(formOf([["type", "contact_task_add"], ["contact[id]", "1"], ...pairs])))["task"]
  const local = "2026-03-05 10:00:00"
  const iso = "2026-03-05T10:00:00-06:00"
  expect(due(["task[dueDate]", local])).toMatchObject({ duedate: local })
  expect(due(["task[dueDate]", local], ["task[duedate_iso]", iso])).toMatchObject({
    duedate: "DateTime 2026-03-05T10:00:00.000-06:00"
  })
  expect(due(["task[duedate]", local], ["task[duedate_iso]", ""])).toMatchObject({ duedate: local })
})

it("takes the last value of a repeated key, as PHP does, and keeps all", () => {
  const event = decodeAs("ContactTagAdded", "type=x&type=contact_tag_added&contact[id]=1&contact[id]=2&tag=A&tag=B")
  expect(event).toMatchObject({ tag: "B", contact: { id: "2" } })
  expect(event.body.getAll("tag")).toEqual(["A", "B"])
})

// ---------------------------------------------------------------------------------------------------------------
// What is missing, unreadable or not known
// ---------------------------------------------------------------------------------------------------------------

it("needs only what identifies the subject", () => {
  for (const tag of WebhookEvent.tags) {
    const full = decode(WebhookBody.make(tag))
    const about = WebhookEvent.subject(full)
    expect(about?.id, tag).toBe("1")
    const type = WebhookEvent.typeOf(tag)
    const block = about?.kind === "taskType" ? "tasktype" : about?.kind
    const identifying: Pairs = tag.startsWith("Sms")
      ? [
          ["contact[id]", "1"],
          ["sms[id]", "7"]
        ]
      : [[`${block}[id]`, "1"]]
    const least = decode(formOf([...(type === null ? [] : [["type", type] as const]), ...identifying]))
    expect(least._tag).toBe(tag)
    expect(WebhookEvent.subject(least)).toEqual(about)
  }
})

it("reads an SMS without a contact, and is then about the SMS", () => {
  const event = decodeAs("SmsReplied", "type=sms_reply&sms[id]=7&sms[reply]=STOP&sms[result]=unsub")
  expect(event).toMatchObject({ contact: null, sms: { reply: "STOP", result: "unsub" } })
  expect(WebhookEvent.subject(event)).toEqual({ kind: "sms", id: "7" })
})

it("reads what is unreadable as null, and keeps its pair", () => {
  const event = decodeAs(
    "DealTaskAdded",
    formOf([
      ["type", "deal_task_add"],
      ["deal[id]", "2"],
      ["deal[value_raw]", "a lot"],
      ["deal[create_date]", "soon"],
      ["deal[title][x]", "a title"],
      ["deal[owner]", "0"],
      ["contact", "text"],
      ["task", "text"],
      ["new_block[x]", "1"]
    ])
  )
  expect(event.deal).toMatchObject({ value_raw: null, create_date: null, title: null, owner: null, fields: [] })
  expect(event).toMatchObject({ contact: null, task: null })
  expect(event.body.get("deal[value_raw]")).toBe("a lot")
  expect(event.body.get("deal[title][x]")).toBe("a title")
  expect(event.body.get("new_block[x]")).toBe("1")
})

it("reads a body that is no known event as Unknown, and says why", () => {
  const unknown = (body: string) => decodeAs("Unknown", body)
  expect(unknown("")).toMatchObject({ type: null, reason: "no type", contact: null, dateTime: null, lists: [] })
  expect(unknown("type=&contact[email]=jane@example.com")).toMatchObject({ type: null, reason: "no type" })
  expect(unknown("type=score_changed&contact[id]=1&score=5&list=3")).toMatchObject({
    type: "score_changed",
    reason: "unknown type",
    contact: { id: "1" },
    lists: [{ id: "3" }]
  })
  expect(unknown("type=__proto__").reason).toBe("unknown type")
  for (const type of WebhookEvent.types) {
    expect(unknown(`type=${type}&date_time=2026-03-02T10:15:00-06:00`)).toMatchObject({ type, reason: "no subject" })
    expect(WebhookEvent.subject(unknown(`type=${type}`))).toBeNull()
  }
  expect(unknown("type=update&contact[id]=0").reason).toBe("no subject")
  expect(unknown("type=update&contact=1").reason).toBe("no subject")
})

it("fails only if the body exceeds a limit", () => {
  const failed = WebhookEvent.decode("type=update&contact[id]=1", { pairs: 1 })
  expect(Either.isLeft(failed) && failed.left).toMatchObject({ _tag: "FormBodyError", reason: "pairs" })
})

it("decodes keys of any depth if the limits allow it", () => {
  const limits = { depth: Number.POSITIVE_INFINITY, key: Number.POSITIVE_INFINITY }
  for (const key of ["list", "contact", "note", "contact[fields]", "updated_fields"]) {
    for (const part of ["[0]", "[]", "[id]"]) {
      const decoded = WebhookEvent.decode(`type=update&contact[id]=1&${key}${part.repeat(20_000)}=1`, limits)
      expect(Either.isRight(decoded)).toBe(true)
    }
  }
})

// ---------------------------------------------------------------------------------------------------------------
// Helpers
// ---------------------------------------------------------------------------------------------------------------

it("identifies an event that is sent again, and no other", () => {
  for (const tag of WebhookEvent.tags) {
    const body = WebhookBody.make(tag)
    const identity = WebhookEvent.identity(decode(body))
    if (tag === "AutomationStep") {
      expect(identity).toBeNull()
      continue
    }
    expect(identity).not.toBeNull()
    expect(WebhookEvent.identity(decode(body))).toBe(identity)
    expect(WebhookEvent.identity(decode(body.replaceAll("%5B", "[")))).toBe(identity)
    for (const [key, value] of pairsOf(body)) {
      expect(WebhookEvent.identity(decode(replaced(body, key, otherThan(value)))), key).not.toBe(identity)
    }
  }
  expect(WebhookEvent.identity(decode("type=update&contact[id]=1&date_time=0000-00-00"))).toBeNull()
})

it("matches events by tag, of which none can be missing", () => {
  const name = (event: WebhookEvent.WebhookEvent): string => event._tag
  const match = WebhookEvent.match({
    ContactSubscribed: name,
    ContactUnsubscribed: name,
    ContactUpdated: name,
    ContactNoteAdded: name,
    ContactTagRemoved: name,
    ContactTaskAdded: name,
    CampaignSent: name,
    CampaignOpened: name,
    CampaignLinkClicked: name,
    CampaignReplied: name,
    CampaignForwarded: name,
    CampaignShared: name,
    CampaignBounced: name,
    ListAdded: name,
    SmsSent: name,
    SmsReplied: name,
    SmsUnsubscribed: name,
    DealAdded: name,
    DealUpdated: name,
    DealNoteAdded: name,
    PipelineAdded: name,
    StageAdded: name,
    DealTaskAdded: name,
    DealTaskCompleted: name,
    DealTaskTypeAdded: name,
    AccountAdded: name,
    AccountUpdated: name,
    AccountContactAdded: name,
    AccountContactUpdated: name,
    AutomationStep: name,
    Unknown: name,
    ContactTagAdded: ({ tag }) => `tag ${tag}`
  })
  for (const tag of WebhookEvent.tags) {
    expect(match(decode(WebhookBody.make(tag)))).toBe(tag === "ContactTagAdded" ? "tag VIP" : tag)
  }
  expect(match(decode(""))).toBe("Unknown")
  // @ts-expect-error: all other tags are missing.
  WebhookEvent.match({ ContactTagAdded: name })
})

it("tells an event by its tag", () => {
  for (const tag of WebhookEvent.tags) {
    const event = decode(WebhookBody.make(tag))
    expect(WebhookEvent.tags.filter((other) => WebhookEvent.is(other)(event))).toEqual([tag])
  }
})
