/**
 * Every documented and every recorded body of the endpoints decodes, and none of its keys is lost or unknown. What the
 * encoders write is what the documented and recorded requests hold.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { DealCustomFieldValues } from "effect-activecampaign"
import { afterAll, describe, expect, it } from "vitest"
import { type AnyEndpoint, exported } from "./endpoints.js"
import {
  bodiesOf,
  contentOf,
  fieldBodiesOf,
  isMain,
  isPublished,
  isRecord,
  lostKeys,
  operationOf,
  requestsOf
} from "./published.js"

const bodyCodec = (endpoint: AnyEndpoint): Wire.Codec<any> =>
  endpoint.items === undefined ? endpoint.success : Wire.envelope(endpoint.items, Wire.array(endpoint.success))

/** Keys beside a value that are no side-loads. */
const stray: Readonly<Record<string, string>> = { "field 316": "tag" }

const checked = new Map<string, number>()

describe.skipIf(!isPublished)("documented and recorded answers", () => {
  for (const { endpoint } of isPublished ? exported : []) {
    const operation = operationOf(endpoint)
    if (operation === undefined) continue
    const bodies = bodiesOf(operation)
    it.skipIf(bodies.length === 0)(`${endpoint.name}: ${bodies.length} bodies`, () => {
      const problems: Array<string> = []
      for (const { name, body } of bodies) {
        const decoded = Schema.decodeUnknownEither(bodyCodec(endpoint))(body)
        if (Either.isLeft(decoded)) {
          problems.push(`${name} does not decode: ${String(decoded.left).slice(-400)}`)
          continue
        }
        checked.set(endpoint.name, (checked.get(endpoint.name) ?? 0) + 1)
        // A GraphQL operation reads what it asks for.
        if (decoded.right === undefined || (operation.id === "ecomGraphql.execute" && !isMain(endpoint, operation)))
          continue
        for (const key of new Set(lostKeys(contentOf(endpoint, operation, body), decoded.right, ""))) {
          problems.push(`${name}: ${key} is lost`)
        }
        // What stands beside the value is a side-load, and declared as one.
        const key = endpoint.items ?? operation.responseEnvelope.key
        if (key === null || !isRecord(body) || !(key in body)) continue
        for (const beside of Object.keys(body)) {
          const isKnown = beside === "meta" || endpoint.sideloads.includes(beside) || stray[name] === beside
          if (beside !== key && !isKnown) {
            problems.push(`${name}: ${beside} is not among the side-loads`)
          }
        }
      }
      expect(problems).toEqual([])
    })
  }

  afterAll(() => {
    const rows = [...checked].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`)
    const sum = [...checked.values()].reduce((a, b) => a + b, 0)
    console.log(`checked ${sum} bodies of ${checked.size} endpoints: ${rows.join(", ")}`)
  })
})

const at = (value: unknown, path: string): unknown => path.split(".").reduce<any>((inner, key) => inner?.[key], value)

describe.skipIf(!isPublished)("bodies from the field give what is expected of them", () => {
  const bodies = (isPublished ? exported : []).flatMap(({ endpoint }) => {
    const operation = operationOf(endpoint)
    return operation === undefined || !isMain(endpoint, operation)
      ? []
      : fieldBodiesOf(operation).map((one) => [`${endpoint.name} ${one.name}`, endpoint, one] as const)
  })
  it.each(bodies)("%s", (_, endpoint, { body, expected }) => {
    const value = Schema.decodeUnknownSync(bodyCodec(endpoint))(body)
    const { count, kept = [], side, values = {} } = expected
    for (const [path, wanted] of Object.entries(values)) expect(at(value, path), path).toEqual(wanted)
    for (const key of kept) expect(value).toHaveProperty(key)
    if (count !== undefined) expect(value).toHaveLength(count)
    if (side === undefined) return
    expect(endpoint.sideloads).toContain(side.key)
    const rowCodec = exported.find(({ endpoint: { items } }) => items === side.key)?.endpoint.success
    const rows = Schema.decodeUnknownSync(Wire.envelope(side.key, Wire.array(rowCodec ?? Wire.Json)))(body)
    for (const [path, wanted] of Object.entries(side.values ?? {})) expect(at(rows, path), path).toEqual(wanted)
    for (const [row, wanted] of side.typed ?? []) expect(at(rows, `${row}.fieldValue`)).toBe(wanted)
  })

  it("custom field values of deals are read in both forms", () => {
    const { body } = bodies.find(([name]) => name.endsWith("field 311"))?.[2] ?? {}
    if (body === undefined) return
    const codec = Wire.envelope("dealCustomFieldData", Wire.array(DealCustomFieldValues.DealCustomFieldValue))
    expect(
      Schema.decodeUnknownSync(codec)(body).map(({ customFieldId, dealId, fieldCurrency, fieldValue }) => [
        ...[dealId, customFieldId, fieldValue, fieldCurrency]
      ])
    ).toEqual([
      ["12", "4", 20_210_045, null],
      ["12", "7", "Lisbon", null],
      ["13", "9", 125_000, "EUR"]
    ])
  })
})

const isoDate = /^\d{4}-\d\d-\d\dT\d{1,2}:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** Ids and flags count as equal whether they are texts, numbers or booleans, and points in time whatever their zone. */
const loosely = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(loosely)
    : isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, loosely(inner)]))
      : typeof value === "number" || typeof value === "boolean"
        ? String(Number(value))
        : typeof value === "string" && isoDate.test(value) && !Number.isNaN(Date.parse(value))
          ? Date.parse(value)
          : value

describe.skipIf(!isPublished)("documented and recorded requests", () => {
  for (const { endpoint } of isPublished ? exported : []) {
    const { payload } = endpoint
    const operation = operationOf(endpoint)
    if (payload === undefined || operation === undefined || !isMain(endpoint, operation)) continue
    const bodies = requestsOf(operation)
    it.skipIf(bodies.length === 0)(`${endpoint.name}: ${bodies.length} requests`, () => {
      for (const { name, body } of bodies) {
        const input = Schema.decodeUnknownEither(payload)(body)
        if (Either.isLeft(input)) throw new Error(`${name} cannot be expressed: ${String(input.left).slice(-400)}`)
        const output = JSON.parse(JSON.stringify(Schema.encodeSync(payload)(input.right)))
        expect(loosely(output), name).toEqual(loosely(body))
      }
    })
  }
})
