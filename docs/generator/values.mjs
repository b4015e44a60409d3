/**
 * Values for examples: what somebody could write for a field, as source text. Each is checked by the field's codec.
 */

import { Issue } from "../../packages/core/dist/Wire/Issue.js"
import * as Ids from "../../packages/resources/dist/Ids.js"
import { fieldsOf, typeText } from "./program.mjs"

/** Names and titles by the resource that they are of. */
const names = {
  AccountCustomFields: "Plan",
  Accounts: "Example Inc.",
  Brandings: "Example Inc.",
  Calendars: "Follow-ups",
  Connections: "Online shop",
  CustomObjectSchemas: "Order",
  DealCustomFields: "Plan",
  DealRoles: "Decision maker",
  DealStages: "Offer sent",
  EventTracking: "purchase",
  Fields: "Plan",
  Forms: "Newsletter sign-up",
  Groups: "Sales team",
  Lists: "Newsletter",
  Messages: "New arrivals",
  Organizations: "Example Inc.",
  Personalizations: "Postal address",
  Pipelines: "Sales",
  SavedResponses: "Thank you",
  SmsBroadcasts: "New arrivals",
  TaskOutcomes: "Reached",
  TaskTypes: "Call",
  Tasks: "Send the offer",
  Webhooks: "Online shop"
}

/** Texts of conditions of segments. */
const conditions = [
  [/^object_type$/, "tag"],
  [/^source_system$/, "activecampaign"],
  [/^operator$/, "="],
  [/^name$/, "tagid"],
  [/^value$/, "12"]
]

/** Texts by the name of their field. */
const texts = [
  [/email_?from|fromEmail|from_?addr|replyto|reply2/i, "hello@example.com"],
  [/email$|^email/i, "jane@example.com"],
  [/^first_?name$/i, "Jane"],
  [/^last_?name$/i, "Doe"],
  [/^full_?name$/i, "Jane Doe"],
  [/phone|^tel/i, "+1 555 010 0001"],
  [/username$/i, "jane"],
  [/password/i, "correct horse battery staple"],
  [/currency/i, "usd"],
  [/^lang|language|locale/i, "en"],
  [/timezone|tzoffset/i, "America/Chicago"],
  [/company|orgname|sender_name/i, "Example Inc."],
  [/color/i, "#2563eb"],
  [/addr(ess)?_?1$|^address$/i, "1 Main Street"],
  [/city/i, "Chicago"],
  [/state$/i, "IL"],
  [/zip/i, "60601"],
  [/country/i, "US"],
  [/url|link|website|^href|image|logo/i, "https://example.com"],
  [/subject/i, "New arrivals"],
  [/preheader/i, "Ten products that you will like"],
  [/html/i, "<p>Hello!</p>"],
  [/^note$/, "Prefers to be contacted by phone."],
  [/^(text|body|message|content|note|reply)/i, "Hello!"],
  [/discount|coupon/i, "SPRING10"],
  [/sku/i, "A-17"],
  [/external/i, "1017"],
  [/order_?number/i, "1017"],
  [/slug/i, "loyalty"],
  [/^date|date$|_at$|tstamp|duedate/i, "2026-05-28"],
  [/event/i, "purchase"],
  [/service/i, "shop"],
  [/description|purpose/i, "Customers of the online shop"],
  [/perstag|tag_?name/i, "PLAN"],
  [/^prompt$/i, "Announce the new arrivals"],
  [/^tone$/i, "friendly"],
  [/^appId$/i, "shop"],
  [/^relationships\.id$/i, "primary-contact"],
  [/category/i, "Shoes"],
  [/search|like|^q$|query/i, "customer"],
  [/^(value|default|fieldValue)/i, "gold"],
  [/name|title|tag|label|singular|plural/i, "Customers"]
]

const dates = ["2026-05-28T09:00:00-05:00", "2026-05-28 09:00:00", "2026-05-28", "09:00"]

const numbers = [
  [/version|timestamp/i, 1779984000000],
  [/price|value|amount|revenue|total|discount/i, 4900],
  [/quantity|count/i, 2],
  [/percent|probability/i, 50],
  [/width/i, 280],
  [/limit/i, 100]
]

/** Fields that an example of an update or a filter sets, the most usual first. */
const usual = [
  "filters",
  "search",
  "name",
  "title",
  "note",
  "firstName",
  "description",
  "subject",
  "email",
  "status",
  "value",
  "label",
  "contact",
  "contactid"
]

const accepts = (definition, value) => {
  if (definition === undefined) return true
  try {
    const written = definition.write(value)
    return !(written instanceof Issue)
  } catch {
    return false
  }
}

/** What the description of a form names as an example: `"usd"` of 'a currency code, such as "usd"'. */
const formIn = (definition) => /such as "?([^"]+?)"?(?:, or null)?$/.exec(definition?.expected[1] ?? "")?.[1]

const textOf = (name, definition) => {
  const own = module === "Segments" ? [...conditions, ...texts] : texts
  const known = own
    .filter(([pattern]) => pattern.test(name))
    .map(([, text]) => (text === "Customers" ? (names[module] ?? text) : text))
  return [formIn(definition), ...known, "Customers", ...dates, "12"].find(
    (text) => text !== undefined && accepts(definition, text)
  )
}

const numberOf = (name, definition) => {
  const known = numbers.filter(([pattern]) => pattern.test(name)).map(([, number]) => number)
  return [...known, 1, 0, 10, 100].find((number) => accepts(definition, number)) ?? 1
}

/** Ids that look like those of an account. */
const ids = {
  ContactId: "113",
  DealId: "45",
  ListId: "7",
  TagId: "12",
  FieldId: "5",
  AccountId: "21",
  AutomationId: "9",
  CustomObjectFieldId: "tier",
  CustomObjectRecordId: "d3a1c7e5-2b84-4f09-a6c1-8e5d0b9f7342",
  BulkImportBatchId: "2ff2f8a4-1b5c-4b5e-8d2e-6a0c9f3b7d11",
  CustomObjectSchemaId: "6449c3f3-b68d-46d1-850b-c8aea998ce1b",
  SegmentId: "1ab85f0e-3b5c-4a35-bc07-242c68a7d195",
  SegmentRunId: "7c1e4b0a-95d3-4f86-a2b7-0f6d8e3c5a92",
  WhatsAppConversationId: "ee49ab6c-dfd8-4cb6-a512-5880f4385622",
  WhatsAppFlowExecutionContactId: "0b9d6f2e-4a7c-4e15-9c38-d1f5a6b7e804",
  WhatsAppFlowExecutionId: "c52e8d17-6f3a-4b90-8e4d-2a7b9c0f1e63",
  WhatsAppFlowId: "a3ff7ee5-0c11-49e2-a0d6-7e316626f7b1",
  WhatsAppFlowStepId: "9e1f4c6b-3d28-4a75-b6e0-5c8d7f2a1b39",
  WhatsAppFlowVersionId: "4d7a0e93-8b5f-4c26-9f1d-e3b6a8c2d705",
  WhatsAppTemplateId: "a3ff7ee5-0c11-49e2-a0d6-7e316626f7b1"
}

const idSource = (name) => `${name}.make("${ids[name] ?? "1"}")`

const idIn = (text) => text.split(" | ").find((part) => /^\w+Id$/.test(part) && part in Ids)

/** The fields that an example sets: all that are required, or the most usual one. */
const chosen = (fields, some) => {
  const required = fields.filter(({ optional, type }) => !optional && type !== "undefined")
  if (required.length > 0 || !some) return required
  const [first] = [...usual.map((name) => fields.find((field) => field.name === name)), fields[0]].filter(Boolean)
  return first === undefined ? [] : [first]
}

const keyOf = (name) => (/^[\w$]+$/.test(name) ? name : JSON.stringify(name))

const objectOf = (type, definition, some) => {
  const byName = new Map(definition?.fields?.map(([name, field]) => [name, field]))
  const entries = chosen(fieldsOf(type), some).map(({ name, node }) => [name, sourceOf(node, name, byName.get(name))])
  return entries.length === 0 ? "{}" : `{ ${entries.map(([name, source]) => `${keyOf(name)}: ${source}`).join(", ")} }`
}

const isArray = (text) => /^readonly |^ReadonlyArray<|\[\]$/.test(text)

/** A value of a union: an id, a text, a label or an object, whichever comes first. */
const memberOf = (type, name, definition) => {
  const members = type.types.filter((one) => !/^(null|undefined)$/.test(typeText(one)))
  const labels = members.map(typeText).filter((text) => text.startsWith('"') && accepts(definition, JSON.parse(text)))
  const label = labels.includes('"="') ? '"="' : labels[0]
  if (label !== undefined) return label
  const plain = members.find((one) => typeText(one) === "string") ?? members[0]
  return sourceOf(plain, name, definition)
}

/** The resource whose example is written. */
let module = ""

/** Writes an example of a resource. */
export const exampleIn = (name, write) => {
  module = name
  return write()
}

/** How deep objects are within each other: some types contain themselves. */
const deepest = 6
let depth = 0

/** The source text of a value of a type. `some`: set an optional field if none is required. */
export const sourceOf = (type, name, definition, some = true) => {
  if (depth > deepest) return "{}"
  depth += 1
  try {
    return sourceWithin(type, name, definition, some)
  } finally {
    depth -= 1
  }
}

const sourceWithin = (type, name, definition, some) => {
  const text = typeText(type)
  const id = idIn(text)
  if (id !== undefined) return idSource(id)
  if (text === "string") return JSON.stringify(textOf(name, definition) ?? "Customers")
  if (text === "number") return String(numberOf(name, definition))
  if (/^boolean( \| null)?$|^false \| true$/.test(text)) return "true"
  if (text.includes("DateTime.Utc")) return 'DateTime.unsafeMake("2026-05-28T09:00:00Z")'
  if (type.isUnion()) return memberOf(type, name, definition)
  if (text.startsWith('"')) return text
  if (isArray(text)) {
    const element = type.typeArguments?.[0] ?? type.resolvedTypeArguments?.[0]
    return element === undefined ? "[]" : `[${sourceOf(element, name, definition?.item)}]`
  }
  if (/^(unknown|Json)$/.test(text)) return '"gold"'
  if (text.startsWith("DurationInput")) return '"1 minute"'
  return objectOf(type, definition, some)
}
