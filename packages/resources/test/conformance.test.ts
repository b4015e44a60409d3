/**
 * Every documented and every recorded body of the endpoints that exist decodes, and none of its keys is lost or
 * unknown. What the encoders write is what the recorded requests hold.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { afterAll, describe, expect, it } from "vitest"
import { type AnyEndpoint, exported } from "./endpoints.js"
import { bodyOf, examples, isPublished, type Operation, operations, recordings, shapeOf } from "./published.js"

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Bodies that the vendor's own pages show and that it does not send: broken, or of another operation. */
const misprints: Readonly<Record<string, string>> = {
  "automations.get documented 200 #0": "a copy of the answer of the list",
  "automations.get documented 200 #1": "a copy of the answer of the list",
  "fields.create documented 201 #0": "a copy of the answer of the list; every recording has the field alone"
}

/** Keys of bodies that are no fields of the thing, by operation: why they stand there. */
const foreign: Readonly<Record<string, ReadonlyArray<string>>> = {}

const bodyCodec = (endpoint: AnyEndpoint): Wire.Codec<any> =>
  endpoint.items === undefined ? endpoint.success : Wire.envelope(endpoint.items, Wire.rows(endpoint.success))

/** The part of a body that the endpoint's value is read from. */
const contentOf = (endpoint: AnyEndpoint, operation: Operation, body: unknown): unknown => {
  const key = endpoint.items ?? operation.responseEnvelope.key
  return key !== null && isRecord(body) && key in body ? body[key] : body
}

/** Keys of a body that the decoded value lost, and keys that it holds without knowing them. */
const compare = (content: unknown, value: unknown, path: string): { lost: Array<string>; unknown: Array<string> } => {
  const found = { lost: [] as Array<string>, unknown: [] as Array<string> }
  if (Array.isArray(content) && Array.isArray(value)) {
    content.forEach((row, index) => {
      const inner = compare(row, value[index], path)
      found.lost.push(...inner.lost)
      found.unknown.push(...inner.unknown)
    })
  } else if (isRecord(content) && isRecord(value)) {
    const blank = blankOf.get(value) ?? new Set(Object.keys(value))
    for (const key of Object.keys(content)) {
      if (!(key in value)) found.lost.push(`${path}${key}`)
      else if (!blank.has(key)) found.unknown.push(`${path}${key}`)
    }
  }
  return found
}
const blankOf = new WeakMap<object, Set<string>>()

/** The fields of an entity: what a body that holds only an id decodes to. */
const fieldsOf = (endpoint: AnyEndpoint, operation: Operation): ReadonlySet<string> | undefined => {
  const key = endpoint.items ?? operation.responseEnvelope.key
  const row = { id: "1" }
  const decoded = Schema.decodeUnknownEither(endpoint.success)(
    endpoint.items === undefined && key !== null ? { [key]: row } : row
  )
  return Either.isRight(decoded) && isRecord(decoded.right) ? new Set(Object.keys(decoded.right)) : undefined
}

const checked = new Map<string, number>()

describe.skipIf(!isPublished)("documented and recorded answers", () => {
  const all = isPublished ? operations() : []
  const documented = isPublished ? examples() : []
  const recorded = isPublished ? recordings() : []

  for (const { endpoint } of exported) {
    const operation = all.find(
      ({ method, path }) => method === endpoint.method && shapeOf(path) === shapeOf(endpoint.route)
    )
    if (operation === undefined) continue
    const bodies = [
      ...documented
        .filter(({ id }) => id === operation.id)
        .flatMap(({ responses }) =>
          Object.entries(responses)
            .filter(([status]) => status.startsWith("2"))
            .flatMap(([status, bodies]) =>
              bodies.map((body, index) => ({ name: `documented ${status} #${index}`, body }))
            )
        ),
      ...recorded
        .filter(
          ({ kind, method, path, status }) =>
            kind === "response" &&
            status < 300 &&
            method === operation.method &&
            shapeOf(path) === shapeOf(operation.path)
        )
        .map((recording) => ({ name: `recorded ${recording.id}`, body: bodyOf(recording) }))
    ]
    it.skipIf(bodies.length === 0)(`${endpoint.name}: ${bodies.length} bodies`, () => {
      const fields = fieldsOf(endpoint, operation)
      const problems: Array<string> = []
      for (const { name, body } of bodies) {
        const misprint = misprints[`${operation.id} ${name}`]
        // A body that is a text was broken JSON on the vendor's page.
        if (misprint !== undefined || typeof body === "string") continue
        const decoded = Schema.decodeUnknownEither(bodyCodec(endpoint))(body)
        if (Either.isLeft(decoded)) {
          problems.push(`${name} does not decode: ${String(decoded.left).slice(-400)}`)
          continue
        }
        checked.set(endpoint.name, (checked.get(endpoint.name) ?? 0) + 1)
        if (decoded.right === undefined) continue
        const values = Array.isArray(decoded.right) ? decoded.right : [decoded.right]
        if (fields !== undefined) for (const value of values) if (isRecord(value)) blankOf.set(value, new Set(fields))
        const { lost, unknown } = compare(contentOf(endpoint, operation, body), decoded.right, "")
        const allowed = foreign[operation.id] ?? []
        for (const key of new Set(lost)) problems.push(`${name}: ${key} is lost`)
        for (const key of new Set(unknown)) if (!allowed.includes(key)) problems.push(`${name}: ${key} is not a field`)
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

/** Ids count as equal whether they are texts or numbers: the vendor takes both. */
const loosely = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(loosely)
    : isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, loosely(inner)]))
      : typeof value === "number"
        ? String(value)
        : value

/** Recorded requests that hold what the vendor ignores or what another client got wrong. */
const odd: Readonly<Record<string, string>> = {
  "deals.bulkUpdateOwners Missing ownerId": "shows what is refused",
  "deals.create recorded 263": "holds keys that the vendor ignores: name, dealUrl, deal; and a fraction of a cent"
}

describe.skipIf(!isPublished)("documented and recorded requests", () => {
  const all = isPublished ? operations() : []
  const documented = isPublished ? examples() : []
  const recorded = isPublished ? recordings() : []
  for (const { endpoint } of exported) {
    const { payload } = endpoint
    if (payload === undefined) continue
    const operation = all.find(
      ({ method, path }) => method === endpoint.method && shapeOf(path) === shapeOf(endpoint.route)
    )
    if (operation === undefined) continue
    const bodies = [
      ...documented
        .filter(({ id }) => id === operation.id)
        .flatMap(({ request }) => (request ?? []).map(({ name, body }) => ({ name, body }))),
      ...recorded
        .filter(
          ({ kind, method, path }) =>
            kind === "request" && method === operation.method && shapeOf(path) === shapeOf(operation.path)
        )
        .map((recording) => ({ name: `recorded ${recording.id}`, body: bodyOf(recording) }))
    ].filter(({ name }) => odd[`${operation.id} ${name}`] === undefined)
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
