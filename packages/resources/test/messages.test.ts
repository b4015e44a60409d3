/**
 * What each wrong use is told, word for word: where it is, what is expected there, what was found, and a hint. Nothing is
 * sent, and no message shows a value that may be personal.
 */
import { expect, it } from "@effect/vitest"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import {
  ActiveCampaignClient,
  Activities,
  ContactId,
  Contacts,
  Credentials,
  CustomObjectRecords,
  CustomObjectSchemaId,
  CustomObjectSchemas,
  DealCustomFieldValues,
  DealId,
  Deals,
  EcomOrders,
  EventTracking,
  FieldId,
  FieldValues,
  Groups,
  ListId,
  Notes,
  Tags,
  Tasks,
  TaskTypeId,
  Users,
  Webhooks,
  Wire
} from "effect-activecampaign"
import { describe } from "vitest"

/** The compiler refuses most of these uses; at run time anything can come. */
const as = (value: unknown): any => value
const secretEmail = "jane@example.com"
const secret = "s3cret-remark"
const schema = CustomObjectSchemaId.make("s1")
const deal = { title: "a", value: 1, currency: "usd", contact: "1", group: "1" }
const task = {
  owner: { contact: ContactId.make("1") },
  duedate: DateTime.unsafeMake("2026-05-28T15:00:00Z"),
  dealTasktype: TaskTypeId.make("1")
}
const order = {
  externalid: "1",
  source: "real-time",
  email: secretEmail,
  totalPrice: 1,
  currency: "USD",
  connectionid: as("1"),
  customerid: as("1"),
  externalCreatedDate: DateTime.unsafeMake("2026-05-28T15:00:00Z")
} as const
const hook = { name: "a", url: "https://example.com", events: ["subscribe"], sources: ["api"] }
const circular: { self?: unknown } = {}
circular.self = circular
const raw = (path: string, payload?: unknown) =>
  ActiveCampaignClient.request({ method: payload === undefined ? "GET" : "POST", path, payload, success: Wire.Void })

const rows: ReadonlyArray<readonly [what: string, call: unknown, path: string, message: string]> = [
  [
    "a filter where there are none",
    Users.list.page(as({ filters: { email: secretEmail } })),
    "filters",
    "Users.list: `filters` is not a known query parameter. Nothing was sent."
  ],
  [
    "a misspelt filter",
    Deals.list(as({ filters: { stauts: "open" } })),
    "filters.stauts",
    "Deals.list: `filters.stauts` is not a known filter; did you mean `status`? Nothing was sent."
  ],
  [
    "a misspelt field",
    Contacts.create(as({ emial: secretEmail })),
    "emial",
    "Contacts.create: `emial` is not a known field; did you mean `email`? Nothing was sent."
  ],
  [
    "an unknown field among few",
    Tags.create(as({ tag: "a", tagType: "contact", colour: secret })),
    "colour",
    "Tags.create: `colour` is not a known field; known: `tag`, `tagType`, `description`. Nothing was sent."
  ],
  [
    "an unknown field among many",
    Deals.create(as({ ...deal, zzzzzz: secret })),
    "zzzzzz",
    "Deals.create: `zzzzzz` is not a known field. Nothing was sent."
  ],
  [
    "an unknown query parameter",
    Contacts.list(as({ foo: secret })),
    "foo",
    "Contacts.list: `foo` is not a known query parameter. Nothing was sent."
  ],
  [
    "a misspelt query parameter",
    Tags.list(as({ serach: secret })),
    "serach",
    "Tags.list: `serach` is not a known query parameter; did you mean `search`? Nothing was sent."
  ],
  [
    "a key that may be personal",
    Contacts.create(as({ [secretEmail]: 1 })),
    "‹key›",
    "Contacts.create: `‹key›` is not a known field; known: `email`, `allowNullEmail`, `firstName`, `lastName`, `phone`, `fieldValues`, `orgid`. Nothing was sent."
  ],
  [
    "a key that may be a name",
    Tags.create(as({ tag: "a", tagType: "contact", "Roe-Smithson": 1 })),
    "‹key›",
    "Tags.create: `‹key›` is not a known field; known: `tag`, `tagType`, `description`. Nothing was sent."
  ],
  [
    "a key that may be a telephone number",
    Tags.create(as({ tag: "a", tagType: "contact", "491701234567": 1 })),
    "‹key›",
    "Tags.create: `‹key›` is not a known field; known: `tag`, `tagType`, `description`. Nothing was sent."
  ],
  [
    "a label that may be a name",
    Tags.create(as({ tag: "a", tagType: "Roe-Smithson" })),
    "tagType",
    'Tags.create: `tagType` must be one of "contact", "template"; got a string. Nothing was sent.'
  ],
  [
    "a filter whose key may be personal",
    Contacts.list(as({ filters: { [secretEmail]: 1 } })),
    "filters.‹key›",
    "Contacts.list: `filters.‹key›` is not a known filter; known: `created_before`, `created_after`, `updated_before`, `updated_after`. Nothing was sent."
  ],
  [
    "an unknown field in an array",
    Contacts.sync(
      as({ email: secretEmail, fieldValues: [{ field: FieldId.make("1"), value: secret, remark: secret }] })
    ),
    "fieldValues[0].remark",
    "Contacts.sync: `fieldValues[0].remark` is not a known field; known: `field`, `value`. Nothing was sent."
  ],
  [
    "a payload in its envelope",
    Deals.create(as({ deal: { title: "x" } })),
    "deal",
    "Deals.create: `deal` is not a known field. Nothing was sent."
  ],
  [
    "an unknown label of a closed enum",
    Contacts.list(as({ status: "gone" })),
    "status",
    'Contacts.list: `status` must be one of "any", "unconfirmed", "active", "unsubscribed", "bounced"; got "gone". Nothing was sent.'
  ],
  [
    "a query parameter among the filters",
    Contacts.list(as({ filters: { status: "gone" } })),
    "filters.status",
    "Contacts.list: `filters.status` is not a known filter; known: `created_before`, `created_after`, `updated_before`, `updated_after`. Nothing was sent."
  ],
  [
    "an unknown label of a payload's closed enum",
    Deals.update(DealId.make("1"), as({ status: "closed" })),
    "status",
    'Deals.update: `status` must be one of "open", "won", "lost"; got "closed". Nothing was sent.'
  ],
  [
    "text where a label belongs",
    Deals.update(DealId.make("1"), as({ status: secretEmail })),
    "status",
    'Deals.update: `status` must be one of "open", "won", "lost"; got a string. Nothing was sent.'
  ],
  [
    "a code as a number where a label belongs",
    Deals.update(DealId.make("1"), as({ status: 1 })),
    "status",
    'Deals.update: `status` must be one of "open", "won", "lost"; got a number; did you mean "won"? Nothing was sent.'
  ],
  [
    "a code as a string where a label belongs",
    Deals.update(DealId.make("1"), as({ status: "1" })),
    "status",
    'Deals.update: `status` must be one of "open", "won", "lost"; got a string; did you mean "won"? Nothing was sent.'
  ],
  [
    "an unknown label of a closed literal",
    Tags.create(as({ tag: "a", tagType: "campaign" })),
    "tagType",
    'Tags.create: `tagType` must be one of "contact", "template"; got "campaign". Nothing was sent.'
  ],
  [
    "a number where a label belongs",
    Tags.create(as({ tag: "a", tagType: 1 })),
    "tagType",
    'Tags.create: `tagType` must be one of "contact", "template"; got a number. Nothing was sent.'
  ],
  [
    "an unknown label of very many",
    Webhooks.create(as({ ...hook, events: ["subscribe", "contact_added"] })),
    "events[1]",
    'Webhooks.create: `events[1]` must be one of "subscribe", "unsubscribe", "update", "subscriber_note", "contact_tag_added", "contact_tag_removed", "contact_task_add", "sent", "open", "click" and 20 more; got "contact_added"; did you mean "contact_tag_added"? Nothing was sent.'
  ],
  [
    "an unknown label where only one is known",
    CustomObjectSchemas.get(schema, as({ showFields: "none" })),
    "showFields",
    'CustomObjectSchemas.get: `showFields` must be "all"; got "none". Nothing was sent.'
  ],
  [
    "a number where a boolean belongs",
    Contacts.create(as({ allowNullEmail: 1 })),
    "allowNullEmail",
    "Contacts.create: `allowNullEmail` must be a boolean; got a number. Nothing was sent."
  ],
  [
    "a string where a boolean belongs",
    Contacts.create(as({ allowNullEmail: "true" })),
    "allowNullEmail",
    "Contacts.create: `allowNullEmail` must be a boolean; got a string. Nothing was sent."
  ],
  ["a missing field", Contacts.sync(as({})), "email", "Contacts.sync: `email` is required. Nothing was sent."],
  [
    "another missing field",
    Tags.create(as({ tag: "a" })),
    "tagType",
    "Tags.create: `tagType` is required. Nothing was sent."
  ],
  [
    "null in a required field",
    Contacts.sync(as({ email: null })),
    "email",
    "Contacts.sync: `email` must be a non-empty string; got null. Nothing was sent."
  ],
  [
    "a missing field in an array",
    Contacts.sync(as({ email: secretEmail, fieldValues: [{ value: secret }] })),
    "fieldValues[0].field",
    "Contacts.sync: `fieldValues[0].field` is required. Nothing was sent."
  ],
  [
    "a number as the text of a second element",
    Contacts.sync(
      as({
        email: secretEmail,
        fieldValues: [
          { field: FieldId.make("1"), value: secret },
          { field: FieldId.make("2"), value: 7 }
        ]
      })
    ),
    "fieldValues[1].value",
    "Contacts.sync: `fieldValues[1].value` must be a string or an array of strings; got a number. Nothing was sent."
  ],
  [
    "a number as a second id",
    Contacts.list(as({ ids: ["1", 2] })),
    "ids[1]",
    "Contacts.list: `ids[1]` must be a ContactId (a non-empty string); got a number. Nothing was sent."
  ],
  [
    "a string as a price in an array",
    EcomOrders.create(as({ ...order, orderProducts: [{ externalid: "1", name: "a", price: "4900", quantity: 1 }] })),
    "orderProducts[0].price",
    "EcomOrders.create: `orderProducts[0].price` must be a whole number of at least 0; got a string. Nothing was sent."
  ],
  [
    "a number where text belongs",
    Contacts.create(as({ phone: 5550100 })),
    "phone",
    "Contacts.create: `phone` must be a string; got a number. Nothing was sent."
  ],
  [
    "null where it is not allowed",
    Contacts.create(as({ firstName: null })),
    "firstName",
    "Contacts.create: `firstName` must be a string; got null. Nothing was sent."
  ],
  [
    "a number where text or null belongs",
    Tasks.create(as({ ...task, title: 1 })),
    "title",
    "Tasks.create: `title` must be a string, or null; got a number. Nothing was sent."
  ],
  [
    "a number where an id or null belongs",
    Webhooks.create(as({ ...hook, listid: 3 })),
    "listid",
    "Webhooks.create: `listid` must be a ListId (a non-empty string), or null; got a number. Nothing was sent."
  ],
  [
    "a string where a date or null belongs",
    EcomOrders.create(as({ ...order, abandonedDate: "2026-05-28" })),
    "abandonedDate",
    "EcomOrders.create: `abandonedDate` must be a DateTime.Utc, or null; got a string. Nothing was sent."
  ],
  [
    "an array for an object",
    Tags.create(as([{ tag: "a" }])),
    "",
    "Tags.create: the payload must be an object; got an array. Nothing was sent."
  ],
  [
    "an array for filters",
    Contacts.list(as({ filters: [] })),
    "filters",
    "Contacts.list: `filters` must be an object; got an array. Nothing was sent."
  ],
  [
    "an object for an array",
    Contacts.create(as({ fieldValues: { field: "1" } })),
    "fieldValues",
    "Contacts.create: `fieldValues` must be an array; got an object. Nothing was sent."
  ],
  [
    "an object for an array of a bulk request",
    Deals.bulkUpdateOwners(as({ id: "1" })),
    "",
    "Deals.bulkUpdateOwners: the payload must be an array; got an object. Nothing was sent."
  ],
  [
    "a number as an id in a bulk request",
    Deals.bulkUpdateOwners(
      as([
        { id: "1", ownerId: "2" },
        { id: "1", ownerId: 2 }
      ])
    ),
    "[1].ownerId",
    "Deals.bulkUpdateOwners: `[1].ownerId` must be a UserId (a non-empty string); got a number. Nothing was sent."
  ],
  [
    "no payload",
    Tags.create(as(undefined)),
    "",
    "Tags.create: the payload must be an object; got undefined. Nothing was sent."
  ],
  [
    "null for a payload",
    Tags.create(as(null)),
    "",
    "Tags.create: the payload must be an object; got null. Nothing was sent."
  ],
  [
    "a string for a payload",
    Tags.create(as(secret)),
    "",
    "Tags.create: the payload must be an object; got a string. Nothing was sent."
  ],
  [
    "an array for a query",
    Contacts.list.page(as([])),
    "",
    "Contacts.list: the query must be an object; got an array. Nothing was sent."
  ],
  [
    "a string for a page's query",
    Contacts.list.page(as("active")),
    "",
    "Contacts.list: the query must be an object; got a string. Nothing was sent."
  ],
  [
    "a string for a stream's query",
    Contacts.list(as("active")),
    "",
    "Contacts.list: the query must be an object; got a string. Nothing was sent."
  ],
  [
    "a number for a query",
    Contacts.list.page(as(5)),
    "",
    "Contacts.list: the query must be an object; got a number. Nothing was sent."
  ],
  [
    "null for a query",
    Contacts.list.page(as(null)),
    "",
    "Contacts.list: the query must be an object; got null. Nothing was sent."
  ],
  [
    "a string for the query of one row",
    CustomObjectSchemas.get(schema, as("all")),
    "",
    "CustomObjectSchemas.get: the query must be an object; got a string. Nothing was sent."
  ],
  [
    "a Date where a DateTime belongs",
    Tasks.create(as({ ...task, duedate: new Date() })),
    "duedate",
    "Tasks.create: `duedate` must be a DateTime.Utc; got a Date. Nothing was sent."
  ],
  [
    "a string where a DateTime belongs",
    Tasks.create(as({ ...task, duedate: "2026-05-28" })),
    "duedate",
    "Tasks.create: `duedate` must be a DateTime.Utc; got a string. Nothing was sent."
  ],
  [
    "a DateTime with a zone",
    Tasks.create(
      as({ ...task, duedate: DateTime.unsafeMakeZoned("2026-05-28T15:00:00Z", { timeZone: "Asia/Tokyo" }) })
    ),
    "duedate",
    'Tasks.create: `duedate` must be a DateTime.Utc; got an object with the _tag "Zoned". Nothing was sent.'
  ],
  [
    "a Date in a filter",
    Contacts.list(as({ filters: { created_before: new Date() } })),
    "filters.created_before",
    "Contacts.list: `filters.created_before` must be a DateTime.Utc, or a date such as 2026-05-28; got a Date. Nothing was sent."
  ],
  [
    "a number in a filter for dates",
    Contacts.list(as({ filters: { created_before: 1 } })),
    "filters.created_before",
    "Contacts.list: `filters.created_before` must be a DateTime.Utc, or a date such as 2026-05-28; got a number. Nothing was sent."
  ],
  [
    "decimals where a whole number belongs",
    Deals.create(as({ ...deal, value: 19.99 })),
    "value",
    "Deals.create: `value` must be a whole number of at least 0; got a number with decimals. Nothing was sent."
  ],
  [
    "a number that is not exact",
    Deals.create(as({ ...deal, value: 2 ** 60 })),
    "value",
    "Deals.create: `value` must be a whole number of at least 0; got a number out of range. Nothing was sent."
  ],
  [
    "NaN",
    Deals.create(as({ ...deal, value: Number.NaN })),
    "value",
    "Deals.create: `value` must be a whole number of at least 0; got NaN. Nothing was sent."
  ],
  [
    "Infinity",
    Deals.create(as({ ...deal, value: Number.POSITIVE_INFINITY })),
    "value",
    "Deals.create: `value` must be a whole number of at least 0; got Infinity. Nothing was sent."
  ],
  [
    "a bigint",
    Deals.create(as({ ...deal, value: 5n })),
    "value",
    "Deals.create: `value` must be a whole number of at least 0; got a bigint. Nothing was sent."
  ],
  [
    "a string where a number belongs",
    Deals.create(as({ ...deal, value: "100" })),
    "value",
    "Deals.create: `value` must be a whole number of at least 0; got a string. Nothing was sent."
  ],
  [
    "a string where a number or null belongs",
    Deals.create(as({ ...deal, percent: "50" })),
    "percent",
    "Deals.create: `percent` must be a whole number, or null; got a string. Nothing was sent."
  ],
  [
    "a boolean as a custom field value",
    DealCustomFieldValues.create(as({ dealId: "1", customFieldId: "1", fieldValue: true })),
    "fieldValue",
    "DealCustomFieldValues.create: `fieldValue` must be a string, a number or an array of strings; got a boolean. Nothing was sent."
  ],
  [
    "a number among the strings of a deal's field",
    DealCustomFieldValues.create(as({ dealId: "1", customFieldId: "1", fieldValue: ["a", 1] })),
    "fieldValue",
    "DealCustomFieldValues.create: `fieldValue` must be a string, a number or an array of strings; got an array with a number. Nothing was sent."
  ],
  [
    "NaN as a custom field value",
    DealCustomFieldValues.create(as({ dealId: "1", customFieldId: "1", fieldValue: Number.NaN })),
    "fieldValue",
    "DealCustomFieldValues.create: `fieldValue` must be a string, a number or an array of strings; got NaN. Nothing was sent."
  ],
  [
    "a missing value in a bulk request",
    DealCustomFieldValues.bulkCreate(
      as([
        { dealId: "1", customFieldId: "1", fieldValue: "a" },
        { dealId: "1", customFieldId: "1" }
      ])
    ),
    "[1].fieldValue",
    "DealCustomFieldValues.bulkCreate: `[1].fieldValue` is required. Nothing was sent."
  ],
  [
    "a number among the strings of a contact's field",
    FieldValues.set(as({ contact: "1", field: "1", value: ["a", 1] })),
    "value",
    "FieldValues.set: `value` must be a string or an array of strings; got an array with a number. Nothing was sent."
  ],
  [
    "a circular body",
    raw("/things", circular),
    "",
    "request: the body is not JSON-serializable (bigint, circular reference, function, NaN or Infinity). Nothing was sent."
  ],
  [
    "a bigint in a body",
    raw("/things", { a: 1n }),
    "",
    "request: the body is not JSON-serializable (bigint, circular reference, function, NaN or Infinity). Nothing was sent."
  ],
  [
    "a function for a body",
    raw("/things", () => 1),
    "",
    "request: the body is not JSON-serializable (bigint, circular reference, function, NaN or Infinity). Nothing was sent."
  ],
  [
    "a body that is too large",
    raw("/things", "x".repeat(10_000_001)),
    "",
    "request: the body has 10000003 bytes; at most 10000000 are allowed. Nothing was sent."
  ],
  [
    "an empty id",
    Contacts.get(as("")),
    "id",
    'Contacts.get: path parameter `id` must be a non-empty string other than "." or ".."; got an empty string. Nothing was sent.'
  ],
  [
    "a blank id",
    Contacts.get(as(" ")),
    "id",
    'Contacts.get: path parameter `id` must be a non-empty string other than "." or ".."; got a blank string. Nothing was sent.'
  ],
  [
    "the id .",
    Contacts.get(as(".")),
    "id",
    'Contacts.get: path parameter `id` must be a non-empty string other than "." or ".."; got ".". Nothing was sent.'
  ],
  [
    "the id ..",
    Contacts.get(as("..")),
    "id",
    'Contacts.get: path parameter `id` must be a non-empty string other than "." or ".."; got "..". Nothing was sent.'
  ],
  [
    "no id",
    Contacts.get(as(undefined)),
    "id",
    'Contacts.get: path parameter `id` must be a non-empty string other than "." or ".."; got undefined. Nothing was sent.'
  ],
  [
    "null for an id",
    Contacts.get(as(null)),
    "id",
    'Contacts.get: path parameter `id` must be a non-empty string other than "." or ".."; got null. Nothing was sent.'
  ],
  [
    "an object for an id",
    Contacts.get(as({ id: "1" })),
    "id",
    'Contacts.get: path parameter `id` must be a non-empty string other than "." or ".."; got an object. Nothing was sent.'
  ],
  [
    "NaN for an id",
    Contacts.get(as(Number.NaN)),
    "id",
    'Contacts.get: path parameter `id` must be a non-empty string other than "." or ".."; got NaN. Nothing was sent.'
  ],
  [
    "a lone surrogate in an id",
    Contacts.get(as("\ud800")),
    "id",
    'Contacts.get: path parameter `id` must be a non-empty string other than "." or ".."; got a string that is not well-formed Unicode. Nothing was sent.'
  ],
  [
    "a boolean for an id",
    Contacts.get(as(true)),
    "id",
    'Contacts.get: path parameter `id` must be a non-empty string other than "." or ".."; got a boolean. Nothing was sent.'
  ],
  [
    "an empty external id",
    CustomObjectRecords.getByExternalId(schema, ""),
    "externalId",
    'CustomObjectRecords.getByExternalId: path parameter `externalId` must be a non-empty string other than "." or ".."; got an empty string. Nothing was sent.'
  ],
  [
    "a blank e-mail address",
    Users.getByEmail("  "),
    "email",
    'Users.getByEmail: path parameter `email` must be a non-empty string other than "." or ".."; got a blank string. Nothing was sent.'
  ],
  [
    "a number for an id in a payload",
    FieldValues.set(as({ contact: 113, field: "1", value: "a" })),
    "contact",
    "FieldValues.set: `contact` must be a ContactId (a non-empty string); got a number. Nothing was sent."
  ],
  [
    "an empty id in a payload",
    FieldValues.set(as({ contact: "", field: "1", value: "a" })),
    "contact",
    "FieldValues.set: `contact` must be a ContactId (a non-empty string); got an empty string. Nothing was sent."
  ],
  [
    "a number for an id that begins with a vowel",
    Contacts.create(as({ orgid: 1 })),
    "orgid",
    "Contacts.create: `orgid` must be an OrganizationId (a non-empty string), or null; got a number. Nothing was sent."
  ],
  [
    "a misspelt sort field",
    Contacts.list(as({ orders: { cdat: "ASC" } })),
    "orders.cdat",
    "Contacts.list: `orders.cdat` is not a known sort field; did you mean `cdate`? Nothing was sent."
  ],
  [
    "an unknown sort field",
    Contacts.list(as({ orders: { secret: "ASC" } })),
    "orders.secret",
    "Contacts.list: `orders.secret` is not a known sort field; known: `id`, `cdate`, `email`, `first_name`, `last_name`, `name`, `score`. Nothing was sent."
  ],
  [
    "a direction in lower case",
    Contacts.list(as({ orders: { cdate: "asc" } })),
    "orders.cdate",
    'Contacts.list: `orders.cdate` must be one of "ASC", "DESC"; got "asc"; did you mean "ASC"? Nothing was sent.'
  ],
  [
    "an unknown direction",
    Contacts.list(as({ orders: { cdate: "down" } })),
    "orders.cdate",
    'Contacts.list: `orders.cdate` must be one of "ASC", "DESC"; got "down". Nothing was sent.'
  ],
  [
    "a string for a sort order",
    Contacts.list(as({ orders: "cdate" })),
    "orders",
    "Contacts.list: `orders` must be an object; got a string. Nothing was sent."
  ],
  [
    "a direction in upper case",
    Tags.list(as({ orders: { search: "ASC" } })),
    "orders.search",
    'Tags.list: `orders.search` must be one of "weight", "asc", "desc"; got "ASC"; did you mean "asc"? Nothing was sent.'
  ],
  [
    "a sort field that another endpoint has",
    Tags.list(as({ orders: { tag: "asc" } })),
    "orders.tag",
    "Tags.list: `orders.tag` is not a known sort field; known: `search`. Nothing was sent."
  ],
  [
    "a misspelt operator",
    Tags.list(as({ filters: { search: { startsWith: secret } } })),
    "filters.search.startsWith",
    "Tags.list: `filters.search.startsWith` is not a known operator; did you mean `starts_with`? Nothing was sent."
  ],
  [
    "an unknown operator",
    Tags.list(as({ filters: { search: { like: secret } } })),
    "filters.search.like",
    "Tags.list: `filters.search.like` is not a known operator; known: `eq`, `neq`, `lt`, `lte`, `gt`, `gte`, `contains`, `starts_with`. Nothing was sent."
  ],
  [
    "a number for a comparison",
    Tags.list(as({ filters: { search: 5 } })),
    "filters.search",
    "Tags.list: `filters.search` must be a non-empty string or an object with operators such as `eq`; got a number. Nothing was sent."
  ],
  [
    "a number in a comparison",
    Tags.list(as({ filters: { search: { eq: 5 } } })),
    "filters.search.eq",
    "Tags.list: `filters.search.eq` must be a non-empty string; got a number. Nothing was sent."
  ],
  [
    "limit 0",
    Contacts.list.page({ limit: 0 }),
    "limit",
    "Contacts.list: `limit` must be a whole number from 1 to 100; got a number out of range. Nothing was sent."
  ],
  [
    "limit 101",
    Contacts.list.page({ limit: 101 }),
    "limit",
    "Contacts.list: `limit` must be a whole number from 1 to 100; got a number out of range. Nothing was sent."
  ],
  [
    "limit 1.5",
    Contacts.list.page({ limit: 1.5 }),
    "limit",
    "Contacts.list: `limit` must be a whole number from 1 to 100; got a number with decimals. Nothing was sent."
  ],
  [
    "a string as limit",
    Contacts.list.page(as({ limit: "10" })),
    "limit",
    "Contacts.list: `limit` must be a whole number from 1 to 100; got a string. Nothing was sent."
  ],
  [
    "a negative offset",
    Contacts.list.page({ offset: -1 }),
    "offset",
    "Contacts.list: `offset` must be a whole number of at least 0; got a number out of range. Nothing was sent."
  ],
  [
    "limit 0 of a stream",
    Contacts.list(as({ limit: 0 })),
    "limit",
    "Contacts.list: `limit` must be a whole number from 1 to 100; got a number out of range. Nothing was sent."
  ],
  [
    "a negative offset of a stream",
    Tags.list(as({ offset: -1 })),
    "offset",
    "Tags.list: `offset` must be a whole number of at least 0; got a number out of range. Nothing was sent."
  ],
  [
    "an empty array where an element is required",
    Groups.bulkDelete(as({ ids: [] })),
    "ids",
    "Groups.bulkDelete: `ids` must have at least one element. Nothing was sent."
  ],
  [
    "no array where an element is required",
    Groups.bulkDelete(as({})),
    "ids",
    "Groups.bulkDelete: `ids` is required. Nothing was sent."
  ],
  [
    "a string for an array of ids",
    Groups.bulkDelete(as({ ids: "1" })),
    "ids",
    "Groups.bulkDelete: `ids` must be an array; got a string. Nothing was sent."
  ],
  [
    "an unknown label in an array",
    Contacts.list(as({ include: ["contactLists", "contactTag"] })),
    "include[1]",
    'Contacts.list: `include[1]` must be one of "contactAutomations", "contactLists", "contactTags", "fieldValues"; got "contactTag"; did you mean "contactTags"? Nothing was sent.'
  ],
  [
    "a string for an array of labels",
    Contacts.list(as({ include: "contactLists" })),
    "include",
    "Contacts.list: `include` must be an array of labels; got a string. Nothing was sent."
  ],
  [
    "a relationship without its prefix",
    CustomObjectRecords.list(schema, as({ filters: { "primary-contact": { eq: "1" } } })),
    "filters.primary-contact",
    "CustomObjectRecords.list: `filters.primary-contact` is not a known filter; known: `createdTimestamp`, `updatedTimestamp`, `relationships.…`. Nothing was sent."
  ],
  [
    "a relationship without an operator",
    CustomObjectRecords.list(schema, as({ filters: { "relationships.primary-contact": "1" } })),
    "filters.relationships.primary-contact",
    "CustomObjectRecords.list: `filters.relationships.primary-contact` must be an object with operators such as `eq`; got a string. Nothing was sent."
  ],
  [
    "neither id nor external id",
    CustomObjectRecords.upsert(schema, as({ fields: [] })),
    "",
    "CustomObjectRecords.upsert: the payload must have `id` or `externalId`. Nothing was sent."
  ],
  [
    "an empty external id in a payload",
    CustomObjectRecords.upsert(schema, as({ externalId: "", fields: [] })),
    "externalId",
    "CustomObjectRecords.upsert: `externalId` must be a non-empty string; got an empty string. Nothing was sent."
  ],
  [
    "a misspelt field beside an id",
    CustomObjectRecords.upsert(schema, as({ id: "1", externalId: "a", feilds: [] })),
    "feilds",
    "CustomObjectRecords.upsert: `feilds` is not a known field; did you mean `fields`? Nothing was sent."
  ],
  [
    "a misspelt field beside an external id",
    CustomObjectRecords.upsert(schema, as({ externalId: "a", feilds: [] })),
    "feilds",
    "CustomObjectRecords.upsert: `feilds` is not a known field; did you mean `fields`? Nothing was sent."
  ],
  [
    "a boolean in an alternative",
    CustomObjectRecords.upsert(schema, as({ externalId: "a", fields: [{ id: "x", value: true }] })),
    "fields[0].value",
    "CustomObjectRecords.upsert: `fields[0].value` must be a string, a number, an array of strings or an object; got a boolean. Nothing was sent."
  ],
  [
    "null inside an alternative",
    CustomObjectRecords.upsert(schema, as({ externalId: "a", fields: [{ id: "x", value: { amount: null } }] })),
    "fields[0].value.amount",
    "CustomObjectRecords.upsert: `fields[0].value.amount` must be a string or a number; got null. Nothing was sent."
  ],
  [
    "an array for an alternative",
    CustomObjectRecords.upsert(schema, as([])),
    "",
    "CustomObjectRecords.upsert: the payload must be an object; got an array. Nothing was sent."
  ],
  [
    "a number for one of several ids, in an array",
    CustomObjectRecords.create(schema, as({ relationships: { "primary-contact": [113] } })),
    "relationships.primary-contact[0]",
    "CustomObjectRecords.create: `relationships.primary-contact[0]` must be a ContactId, a DealId or an AccountId (a non-empty string); got a number. Nothing was sent."
  ],
  [
    "a string for the ids of a relationship",
    CustomObjectRecords.create(schema, as({ relationships: { "primary-contact": "113" } })),
    "relationships.primary-contact",
    "CustomObjectRecords.create: `relationships.primary-contact` must be an array; got a string. Nothing was sent."
  ],
  [
    "a number for the id of a target",
    Tasks.create(as({ ...task, owner: { contact: 113 } })),
    "owner.contact",
    "Tasks.create: `owner.contact` must be a ContactId (a non-empty string); got a number. Nothing was sent."
  ],
  [
    "no target",
    Tasks.create(as({ ...task, owner: undefined })),
    "owner",
    "Tasks.create: `owner` is required. Nothing was sent."
  ],
  [
    "an id without its kind",
    Tasks.create(as({ ...task, owner: ContactId.make("1") })),
    "owner",
    "Tasks.create: `owner` must be an object with one of `contact`, `deal`; got a string. Nothing was sent."
  ],
  [
    "two targets",
    Tasks.create(as({ ...task, owner: { contact: "1", deal: "1" } })),
    "owner",
    "Tasks.create: `owner` must be an object with one of `contact`, `deal`; got an object with 2 keys. Nothing was sent."
  ],
  [
    "a target of a kind that cannot be",
    Notes.create(as({ note: secret, owner: { user: "1" } })),
    "owner",
    "Notes.create: `owner` must be an object with one of `contact`, `deal`, `task`, `activity`, `account`; got an object. Nothing was sent."
  ],
  [
    "the API's own keys of a target",
    Tasks.create(as({ ...task, owner: undefined, relid: "1", ownerType: "deal" })),
    "relid",
    "Tasks.create: `relid` is not a known field. Nothing was sent."
  ],
  [
    "a blank id of a target in a filter",
    Tasks.list(as({ filters: { owner: { contact: " " } } })),
    "filters.owner.contact",
    "Tasks.list: `filters.owner.contact` must be a ContactId (a non-empty string); got a blank string. Nothing was sent."
  ],
  [
    "no ids",
    Contacts.list(as({ ids: [] })),
    "ids",
    "Contacts.list: `ids` must have at least one element. Nothing was sent."
  ],
  [
    "an id that means none in a filter",
    Contacts.list({ listid: ListId.make("0") }),
    "listid",
    'Contacts.list: `listid` must not be "0", which means none. Nothing was sent.'
  ],
  [
    "an empty phone number and no e-mail address",
    Contacts.create({ phone: "" }),
    "",
    "Contacts.create: the payload must have `email` or `phone`. Nothing was sent."
  ],
  [
    "a score without its id",
    Deals.list({ filters: { score: "50" } }),
    "filters.score",
    'Deals.list: `filters.score` must be an id and a number, such as "1:50"; got a string of another form. Nothing was sent.'
  ],
  [
    "a relationship without a name",
    CustomObjectRecords.list(schema, { filters: { "relationships.": { eq: "1" } } }),
    "filters.relationships.",
    "CustomObjectRecords.list: `filters.relationships.` is not a known filter; did you mean `relationships.…`? Nothing was sent."
  ],
  [
    "an empty exact filter",
    Contacts.list({ email: "" }),
    "email",
    "Contacts.list: `email` must be a non-empty string; got an empty string. Nothing was sent."
  ],
  [
    "a blank search",
    Contacts.list({ search: "  " }),
    "search",
    "Contacts.list: `search` must be a non-empty string; got a blank string. Nothing was sent."
  ],
  [
    "an empty date",
    Contacts.list({ filters: { created_after: "" } }),
    "filters.created_after",
    "Contacts.list: `filters.created_after` must be a DateTime.Utc, or a date such as 2026-05-28; got an empty string. Nothing was sent."
  ],
  [
    "a date in words",
    Deals.list({ filters: { created_after: "yesterday" } }),
    "filters.created_after",
    "Deals.list: `filters.created_after` must be a DateTime.Utc, or a date such as 2026-05-28; got a string. Nothing was sent."
  ],
  [
    "a comparison without operators",
    Tags.list({ filters: { search: {} } }),
    "filters.search",
    "Tags.list: `filters.search` must be a non-empty string or an object with operators such as `eq`; got an empty object. Nothing was sent."
  ],
  [
    "a comparison whose operators are undefined",
    Tags.list(as({ filters: { search: { eq: undefined } } })),
    "filters.search",
    "Tags.list: `filters.search` must be a non-empty string or an object with operators such as `eq`; got an empty object. Nothing was sent."
  ],
  [
    "no contact where only its activities are meant",
    Activities.listByContact(as({ contact: undefined })),
    "contact",
    "Activities.listByContact: `contact` is required. Nothing was sent."
  ],
  [
    "no address to find a contact by",
    Contacts.findByEmail(as(undefined)),
    "email",
    "Contacts.findByEmail: `email` is required. Nothing was sent."
  ],
  [
    "an empty bulk request",
    Deals.bulkUpdateOwners(as([])),
    "",
    "Deals.bulkUpdateOwners: the payload must have at least one element. Nothing was sent."
  ],
  [
    "neither e-mail address nor phone number",
    Contacts.create(as({ firstName: "A" })),
    "",
    "Contacts.create: the payload must have `email` or `phone`. Nothing was sent."
  ],
  [
    "neither contact nor account",
    Deals.create(as({ ...deal, contact: null })),
    "",
    "Deals.create: the payload must have `contact` or `account`. Nothing was sent."
  ],
  [
    "neither pipeline nor stage",
    Deals.create(as({ ...deal, group: undefined })),
    "",
    "Deals.create: the payload must have `group` or `stage`. Nothing was sent."
  ],
  [
    "neither the id of an order nor of a cart",
    EcomOrders.create(as({ ...order, externalid: undefined })),
    "",
    "EcomOrders.create: the payload must have `externalid` or `externalcheckoutid`. Nothing was sent."
  ],
  [
    "a cart without the date on which it was abandoned",
    EcomOrders.create(as({ ...order, externalid: undefined, externalcheckoutid: "1" })),
    "",
    "EcomOrders.create: the payload must have `externalid` or `abandonedDate`. Nothing was sent."
  ],
  [
    "a negative amount",
    Deals.create(as({ ...deal, value: -1 })),
    "value",
    "Deals.create: `value` must be a whole number of at least 0; got a number out of range. Nothing was sent."
  ],
  [
    "a currency in upper case",
    Deals.create(as({ ...deal, currency: "USD" })),
    "currency",
    'Deals.create: `currency` must be a three-letter currency code in lower case, such as "usd"; got a string of another form. Nothing was sent.'
  ],
  [
    "a currency by name",
    EcomOrders.create(as({ ...order, currency: "dollar" })),
    "currency",
    'EcomOrders.create: `currency` must be a three-letter currency code, such as "USD"; got a string of another form. Nothing was sent.'
  ],
  [
    "a name of an event that is too long",
    EventTracking.createEvent({ name: "a".repeat(33) }),
    "name",
    "EventTracking.createEvent: `name` must be a string of 1 to 32 characters; got a string of another form. Nothing was sent."
  ],
  [
    "a webhook without encryption",
    Webhooks.create(as({ ...hook, url: "http://example.com" })),
    "url",
    "Webhooks.create: `url` must be an https URL on port 443, such as https://example.com/hook; got a string of another form. Nothing was sent."
  ],
  [
    "a webhook on another port",
    Webhooks.create(as({ ...hook, url: "https://example.com:8443/hook" })),
    "url",
    "Webhooks.create: `url` must be an https URL on port 443, such as https://example.com/hook; got a string of another form. Nothing was sent."
  ],
  [
    "a webhook without events",
    Webhooks.create(as({ ...hook, events: [] })),
    "events",
    "Webhooks.create: `events` must have at least one element. Nothing was sent."
  ],
  [
    "the separator within one of several values",
    FieldValues.set(as({ contact: "1", field: "1", value: ["a", `${secret}||b`] })),
    "value[1]",
    "FieldValues.set: `value[1]` must be a non-empty string that neither contains `||` nor starts or ends with `|`. Nothing was sent."
  ],
  [
    "part of the separator at the end of one of several values",
    Contacts.sync(as({ email: secretEmail, fieldValues: [{ field: "1", value: [`${secret}|`, "b"] }] })),
    "fieldValues[0].value[0]",
    "Contacts.sync: `fieldValues[0].value[0]` must be a non-empty string that neither contains `||` nor starts or ends with `|`. Nothing was sent."
  ],
  [
    "a label that was read and is not known",
    Deals.update(DealId.make("1"), { status: as("5") }),
    "status",
    'Deals.update: `status` must be one of "open", "won", "lost"; got a string. Nothing was sent.'
  ],
  [
    "a number for one of two ids of a query",
    Contacts.list(as({ sortId: 5 })),
    "sortId",
    "Contacts.list: `sortId` must be a ScoreId or a FieldId (a non-empty string); got a number. Nothing was sent."
  ],
  [
    "a path without a slash",
    raw("things"),
    "path",
    'request: `path` must be percent-encoded, start with exactly one slash and contain no ".." segment. Nothing was sent.'
  ],
  [
    "a path with two slashes",
    raw("//things"),
    "path",
    'request: `path` must be percent-encoded, start with exactly one slash and contain no ".." segment. Nothing was sent.'
  ],
  [
    "a path that leads up",
    raw("/things/../users"),
    "path",
    'request: `path` must be percent-encoded, start with exactly one slash and contain no ".." segment. Nothing was sent.'
  ],
  [
    "a path that is not encoded",
    raw("/things/ä b"),
    "path",
    'request: `path` must be percent-encoded, start with exactly one slash and contain no ".." segment. Nothing was sent.'
  ]
]

/** Runs an effect, or reads a stream to its end. */
const run = (call: any): Effect.Effect<unknown, any, ActiveCampaignClient.ActiveCampaignClient> =>
  Effect.isEffect(call) ? (call as any) : Stream.runDrain(call)

describe("a wrong use", () => {
  it.effect.each(rows)("%s", ([, call, path, message]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(run(call))
      expect({ tag: error._tag, path: error.path, message: error.message }).toEqual({
        tag: "InputError",
        path,
        message
      })
      expect(yield* Effect.flatMap(FakeHttp.FakeHttp, ({ sent }) => sent)).toEqual([])
    }).pipe(Effect.provide(FakeHttp.layerClient()))
  )

  it("is told without the values that were given", () => {
    expect(rows.length).toBeGreaterThanOrEqual(40)
    for (const [, , , message] of rows) {
      expect(message).not.toMatch(/jane@|s3cret/)
      expect(message).toMatch(/[^.]\. Nothing was sent\.$|\? Nothing was sent\.$/)
    }
  })
})

describe("wrong credentials", () => {
  const rows: ReadonlyArray<readonly [apiUrl: string, apiKey: string, message: string]> = [
    [undefined as never, secret, "must be a URL such as https://youraccount.api-us1.com"],
    [
      "https://account.api-us1.com",
      undefined as never,
      "must be the API key from Settings → Developer in ActiveCampaign, without spaces"
    ],
    ["account", secret, "must be a URL such as https://youraccount.api-us1.com"],
    ["http://account.api-us1.com", secret, "must start with https://; http:// is allowed for localhost only"],
    [`https://user:${secret}@account.api-us1.com`, secret, "must not contain credentials, a query or a fragment"],
    [`https://account.api-us1.com?x=${secret}`, secret, "must not contain credentials, a query or a fragment"],
    [
      "https://account.api-us1.com",
      "",
      "must be the API key from Settings → Developer in ActiveCampaign, without spaces"
    ],
    [
      "https://account.api-us1.com",
      "s3cret remark",
      "must be the API key from Settings → Developer in ActiveCampaign, without spaces"
    ]
  ]
  it.effect.each(rows)("%s", ([apiUrl, apiKey, message]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Credentials.make({ apiUrl, apiKey }))
      expect(error).toMatchObject({ _op: "InvalidData", message })
      expect(String(error)).not.toMatch(/s3cret/)
    })
  )
})

describe("an undocumented response", () => {
  const rows: ReadonlyArray<readonly [what: string, body: unknown, path: string, message: string]> = [
    [
      "a date that is none",
      { contact: { id: "1", cdate: secretEmail } },
      "contact.cdate",
      "`contact.cdate` must be a date such as 2018-09-12T12:51:12-05:00; got a string"
    ],
    ["no id", { contact: { email: secretEmail } }, "contact.id", "`contact.id` is required"],
    ["another envelope", { contacts: [] }, "contact", "`contact` is missing"],
    [
      "an array for an object",
      { contact: { id: "1", links: ["a"] } },
      "contact.links",
      "`contact.links` must be an object; got an array"
    ]
  ]
  it.effect.each(rows)("%s", ([, body, path, message]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        Effect.provideService(Contacts.get(ContactId.make("1")), ActiveCampaignClient.StrictDecoding, true)
      )
      expect(error).toMatchObject({ _tag: "DecodeError", path })
      expect(error.message).toBe(`Contacts.get: the response is not as documented: ${message}`)
    }).pipe(Effect.provide(FakeHttp.layerClient(FakeHttp.replyRaw(Contacts.get, { status: 200, body }))))
  )

  it.effect("HTML", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Contacts.get(ContactId.make("1")))
      expect(error).toMatchObject({
        _tag: "DecodeError",
        path: "",
        message: "Contacts.get: the response is not JSON (text/html)"
      })
    }).pipe(
      Effect.provide(
        FakeHttp.layerClient(
          FakeHttp.replyRaw(Contacts.get, { status: 200, body: "<html>", headers: { "content-type": "text/html" } })
        )
      )
    )
  )
})

it("an id that is empty", () => {
  expect(() => ContactId.make("")).toThrow("ContactId.make: the id must be a non-empty string; got an empty string")
})
