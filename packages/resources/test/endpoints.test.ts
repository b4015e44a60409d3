/**
 * What holds for every endpoint, whoever wrote it.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { type AnyEndpoint, exported, paramsOf } from "./endpoints.js"
import { isPublished, operations, shapeOf } from "./published.js"

/** Endpoints whose safety is not that of their method, and why it is not. */
const justified: Readonly<Record<string, string>> = {
  "AccountCustomFieldValues.bulkUpdate": "sets each value",
  "ContactLists.updateStatus": "sets the state of one contact in one list",
  "ContactTags.add": "a contact that has the tag keeps it",
  "DealCustomFieldValues.bulkUpdate": "sets each value",
  "CustomObjectRecords.upsert": "is found again by the id that is given",
  "Deals.bulkUpdateOwners": "sets the owner of each deal",
  "EcomGraphql.bulkUpsertRecurringPayments": "finds each by its connection and the shop's id",
  "FieldValues.set": "sets the field of the contact, whether it had a value or not",
  "Lists.update": "sets what it is given",
  "Segments.matchNew": "finds contacts; the segment that it is given expires by itself",
  "Segments.matchSome": "finds contacts",
  "SmsBroadcasts.exportMetrics": "reads by POST",
  "SmsBroadcasts.exportRecipients": "reads by POST",
  "SmsBroadcasts.getMetrics": "reads by POST",
  "SmsBroadcasts.getSnapshotByIds": "reads by POST",
  "SmsBroadcasts.updateWithAi": "generates the text again",
  "WhatsAppConversations.update": "sets what it is given",
  "Notes.update": "sets the text",
  "Personalizations.lock": "a variable that is locked stays so",
  "Personalizations.unlock": "a variable that is unlocked stays so",
  "Contacts.sync": "makes or changes the contact with this e-mail address"
}

/** Routes that are recorded and in no document. */
const recordedOnly = ["Notes.update"]

const safetyOfMethod: Readonly<Record<string, string>> = {
  GET: "read",
  PUT: "idempotent",
  DELETE: "idempotent",
  POST: "write",
  PATCH: "write"
}

describe.each(exported.map(({ module, key, endpoint }) => [endpoint.name, module, key, endpoint] as const))(
  "%s",
  (name, module, key, endpoint) => {
    it("is named after its module and itself", () => {
      expect(name).toBe(`${module}.${key}`)
    })

    it("has a safety that fits its method, or a reason", () => {
      if (justified[name] === undefined) expect(endpoint.safety).toBe(safetyOfMethod[endpoint.method])
      else expect(endpoint.safety).not.toBe(safetyOfMethod[endpoint.method])
    })

    it.skipIf(!isPublished || recordedOnly.includes(name))(
      "is an operation of the published API, with this route and safety",
      () => {
        const operation = operations().find(
          ({ method, path }) => method === endpoint.method && shapeOf(path) === shapeOf(endpoint.route)
        )
        expect(operation?.path).toBe(endpoint.route)
        expect(paramsOf(endpoint)).toEqual(operation?.path.match(/(?<=\{)\w+(?=\})/g) ?? [])
      }
    )

    const schemas: ReadonlyArray<readonly [string, AnyEndpoint["payload"]]> = [
      ["success", endpoint.success],
      ["payload", endpoint.payload],
      ["query", endpoint.query]
    ]
    it.each(schemas.filter(([, schema]) => schema !== undefined))(
      "its %s survives encoding, JSON and decoding",
      (_, schema) => {
        if (schema === undefined) return
        FastCheck.assert(
          FastCheck.property(Arbitrary.make(schema), (value) => {
            const wire = JSON.stringify(Schema.encodeSync(schema)(value))
            const back = Schema.decodeUnknownSync(schema)(wire === undefined ? undefined : JSON.parse(wire))
            expect(JSON.stringify(Schema.encodeSync(schema)(back))).toBe(wire)
            expect(back).toEqual(value)
          }),
          { seed: 1, numRuns: 20 }
        )
      }
    )
  }
)

it("no two endpoints have the same name", () => {
  const names = exported.map(({ endpoint }) => endpoint.name)
  expect(new Set(names).size).toBe(names.length)
})
