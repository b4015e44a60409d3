/**
 * Event → body → event: what a builder writes is read back, for every event and with hostile values.
 */
import { expect, it } from "@effect/vitest"
import { table } from "@effect-activecampaign/webhooks/internal/events"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookEvent from "@effect-activecampaign/webhooks/WebhookEvent"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { hostile } from "./support/hostile.js"
import { typedFieldsOf } from "./support/views.js"

const decode = (body: string) => Either.getOrThrow(WebhookEvent.decode(body))

const keysOf = (body: string) => [...new URLSearchParams(body).keys()]

/** Typed fields of an event that was generated, with those that follow from others. */
const expected = (tag: WebhookBody.EventTag, value: any): unknown => {
  const { body: _, ...like } = decode(WebhookBody.make(tag))
  return typedFieldsOf({
    ...like,
    ...value,
    customerAccountId: value.customerAccountId ?? value.contact?.customer_acct_id ?? null,
    customerAccountName: value.customerAccountName ?? value.contact?.customer_acct_name ?? null,
    lists: tag === "ListAdded" ? [value.list] : value.lists
  })
}

it.each(WebhookEvent.tags)("writes a body that %s is read back from, whatever its values are", (tag) => {
  FastCheck.assert(
    FastCheck.property(table[tag].block.arbitrary(FastCheck) as FastCheck.Arbitrary<any>, (value) => {
      const event = decode(WebhookBody.make(tag, value))
      expect(typedFieldsOf(event)).toEqual(expected(tag, value))
      // A body that was decoded can be built again.
      const again = decode(WebhookBody.make(tag, event as never))
      expect(typedFieldsOf(again)).toEqual(typedFieldsOf(event))
    }),
    { numRuns: 50 }
  )
})

it.each(WebhookEvent.tags)("writes a complete body of %s if nothing is given", (tag) => {
  const body = WebhookBody.make(tag)
  const event = decode(body)
  expect(event._tag).toBe(tag)
  expect(WebhookEvent.subject(event)).toMatchObject({ id: "1" })
  expect(WebhookBody.make(tag)).toBe(body)
  const named = `${tag[0]?.toLowerCase()}${tag.slice(1)}`
  expect(Reflect.get(WebhookBody, named)()).toBe(body)
})

it("has a builder for each event", () => {
  expect(Object.keys(WebhookBody).filter((name) => name !== "make")).toHaveLength(WebhookEvent.tags.length)
})

it("writes keys in ActiveCampaign's order, with blanks as + and escaped brackets", () => {
  const body = WebhookBody.contactTagAdded({
    contact: { id: "12", first_name: "Jane Ann", fields: { "7": ["red", "blue"] } },
    lists: [{ id: "3" }],
    customerAccountId: "48",
    tag: "VIP"
  })
  expect(keysOf(body)).toEqual([
    "type",
    "date_time",
    "initiated_from",
    "initiated_by",
    "list",
    "contact[id]",
    "contact[email]",
    "contact[first_name]",
    "contact[last_name]",
    "contact[phone]",
    "contact[ip]",
    "contact[tags]",
    "contact[orgname]",
    "contact[fields][7]",
    "tag",
    "customer_acct_id"
  ])
  expect(body).toContain("&list=3&contact%5Bid%5D=12&")
  expect(body).toContain("contact%5Bfirst_name%5D=Jane+Ann&")
  expect(body).toContain("contact%5Bfields%5D%5B7%5D=%7C%7Cred%7C%7Cblue%7C%7C&")
})

it("leaves out what is null, and writes samples for what is omitted or undefined", () => {
  const body = WebhookBody.dealUpdated({ deal: { title: null, stageid: undefined }, contact: null, dateTime: null })
  const keys = keysOf(body)
  expect(keys).not.toContain("deal[title]")
  expect(keys).not.toContain("date_time")
  expect(keys.some((key) => key.startsWith("contact["))).toBe(false)
  expect(keys).toContain("deal[stageid]")
})

it("takes texts, instants and zoned date-times, objects and maps", () => {
  const at = DateTime.unsafeMake("2026-03-02T16:15:00Z")
  const dateTimes = ["2026-03-02T10:15:00-06:00", DateTime.setZoneOffset(at, -6 * 3_600_000), at]
  for (const dateTime of dateTimes) {
    const read = decode(WebhookBody.contactUpdated({ dateTime })).dateTime
    expect(DateTime.isDateTime(read) && DateTime.toEpochMillis(read)).toBe(DateTime.toEpochMillis(at))
  }
  expect(decode(WebhookBody.contactUpdated({ dateTime: "2026-03-02 10:15:00" })).dateTime).toBe("2026-03-02 10:15:00")
  const fields = { "7": "red", ["__proto__"]: "x", "9": ["a", "b"] }
  const bodies = [fields, new Map(Object.entries(fields))].map((given) =>
    WebhookBody.contactUpdated({ contact: { fields: given } })
  )
  expect(new Set(bodies).size).toBe(1)
  expect(keysOf(bodies[0] ?? "")).toContain("contact[fields][__proto__]")
})

it("writes due dates twice, and the address of an automation step as `ip4`", () => {
  const keys = keysOf(WebhookBody.dealTaskAdded({ task: { duedate: "2026-03-05T10:00:00-06:00" } }))
  expect(keys).toEqual(expect.arrayContaining(["task[duedate]", "task[duedate_iso]"]))
  const step = keysOf(
    WebhookBody.automationStep({ contact: { fields: { color: "red" } }, automationId: "22", lists: [] })
  )
  expect(step).toEqual(expect.arrayContaining(["contact[ip4]", "contact[fields][color]", "seriesid"]))
  for (const key of ["type", "date_time", "list", "contact[ip]"]) expect(step).not.toContain(key)
})

it("carries 5,000 custom fields with hostile names and values", () => {
  const [values = []] = FastCheck.sample(
    FastCheck.array(hostile, { minLength: 5_000, maxLength: 5_000, size: "max" }),
    1
  )
  const fields = new Map(
    values.map((value, index) => [
      index % 2 === 0 ? String(index) : `[${index}]%&=${[...value].slice(0, 3).join("").replaceAll("[", "(")}]`,
      `=${value}`
    ])
  )
  const body = WebhookBody.contactUpdated({ contact: { fields } })
  const event = Either.getOrThrow(WebhookEvent.decode(body, { bytes: Number.POSITIVE_INFINITY }))
  expect(event._tag === "ContactUpdated" && [...event.contact.fields]).toEqual([...fields])
})
