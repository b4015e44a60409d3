/**
 * Drift at every place of every documented and recorded body: what PHP and the years make of a value. Nothing but ids,
 * envelopes and required fields may fail, nothing may throw, and what is read has the types that it is declared with.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import { Drifts, recording } from "@effect-activecampaign/core/Wire/Drift"
import { isIssue, pathOf } from "@effect-activecampaign/core/Wire/Issue"
import { afterAll, describe, expect, it } from "vitest"
import { exported } from "./endpoints.js"
import { bodiesOf, isPublished, isRecord, operationOf } from "./published.js"

type Path = ReadonlyArray<string | number>

const deep = (depth: number): unknown => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`)

/** What can be at a place instead of what was recorded there; the same for every place. */
const drifts: Readonly<Record<string, (value: unknown) => unknown>> = {
  null: () => null,
  missing: () => undefined,
  false: () => false,
  true: () => true,
  "an empty string": () => "",
  "an empty array": () => [],
  "an empty object": () => ({}),
  "an array with gaps": (value) => (Array.isArray(value) ? { ...Object.fromEntries(value.entries()) } : { "1": value }),
  "a row of null": (value) => (Array.isArray(value) ? [null, ...value, [], false] : [null]),
  "the object itself": (value) => ({ id: value, name: "x" }),
  "an object for text": () => ({ of: { another: "kind" } }),
  "an array for text": (value) => [value],
  "several values": () => ["a", 1, null, { b: 2 }],
  "another word": () => "soon",
  "another number": () => 2,
  "a negative number": () => "-1",
  "a blank around": (value) => ` ${String(value)} `,
  "a number with separators": () => "1,044",
  "a number with decimals": () => "1.0005",
  "a number above 2^53": () => 2 ** 60,
  "a date without a zone": () => "2018-02-28T12:51:12",
  "a day that is none": () => "2018-02-30T12:51:12-05:00",
  "a local day that is none": () => "2018-02-30 12:51:12",
  "a date before year 0": () => "-0001-11-30T00:00:00-06:00",
  "an epoch": () => 1_536_774_672,
  "a zero date": () => "0000-00-00",
  "something deep": () => deep(20_000)
}

/** Every place of a body, the first row of an array standing for all. */
const placesOf = (value: unknown, path: Path = []): ReadonlyArray<Path> => [
  ...(path.length === 0 ? [] : [path]),
  ...(Array.isArray(value)
    ? value.slice(0, 1).flatMap((inner, index) => placesOf(inner, [...path, index]))
    : isRecord(value)
      ? Object.keys(value).flatMap((key) => placesOf(value[key], [...path, key]))
      : [])
]

const changed = (value: unknown, [key, ...rest]: Path, change: (value: unknown) => unknown): unknown => {
  if (key === undefined) return change(value)
  if (Array.isArray(value)) return value.map((inner, index) => (index === key ? changed(inner, rest, change) : inner))
  const { [key]: inner, ...others } = value as Record<string, unknown>
  const now = changed(inner, rest, change)
  return now === undefined ? others : { ...others, [key]: now }
}

/** Whether a path leads through a field that may be null. */
const isTolerant = ({ fields, item }: Wire.Definition<any>, [key, ...rest]: ReadonlyArray<PropertyKey>): boolean => {
  if (key === undefined) return false
  if (item !== undefined) return isTolerant(item, rest)
  const [, definition, required] = fields?.find(([name]) => name === key) ?? []
  return definition !== undefined && ((required === false && key !== "id") || isTolerant(definition, rest))
}

const cases = (isPublished ? exported : []).flatMap(({ endpoint }) => {
  const operation = operationOf(endpoint)
  if (operation === undefined) return []
  const { items, success } = endpoint
  const codec = items === undefined ? success : Wire.envelope(items, Wire.array(success))
  return [{ endpoint, definition: Wire.definitionOf(codec), bodies: bodiesOf(operation) }]
})

/** Reads as the client does. */
const readTolerantly = ({ read, write }: Wire.Definition<any>, body: unknown) => {
  const drifts = new Drifts()
  const value = recording(drifts, () => read(body))
  const written = isIssue(value) ? value : write(value)
  return { value, kept: drifts.kept, isWritten: !isIssue(written) }
}

let reads = 0
let nulls = 0
afterAll(() => console.log(`read ${reads} bodies with drift; ${nulls} fields were read as null`))

describe.skipIf(!isPublished)("drift at every place of every body", () => {
  it.each(cases.map((one) => [one.endpoint.name, one] as const))("%s", (_, { bodies, definition }) => {
    const problems = new Set<string>()
    const seen = new Set<string>()
    for (const { body, name } of bodies) {
      for (const place of placesOf(body)) {
        if (seen.has(place.join("."))) continue
        seen.add(place.join("."))
        for (const [drift, change] of Object.entries(drifts)) {
          const where = `${name} with ${drift} at ${place.join(".")}`
          const { isWritten, kept, value } = readTolerantly(definition, changed(body, place, change))
          reads++
          nulls += kept.length
          // The first key is the envelope's.
          if (isIssue(value)) {
            if (isTolerant(definition, value.path.slice(1))) problems.add(`${where}: ${pathOf(value)} ${value.problem}`)
          } else if (!isWritten) problems.add(`${where} is read as something else than its type`)
          for (const [field, issue] of kept) {
            // Where it is reported is where it was changed, or above, or below.
            const path = issue.path.join(".")
            if (!path.startsWith(place.join(".")) && !place.join(".").startsWith(path)) {
              problems.add(`${where} is reported at ${path} as ${field}`)
            }
          }
        }
      }
    }
    expect([...problems]).toEqual([])
  })

  it.each(
    cases
      .filter(({ definition }) => definition.fields ?? definition.item?.fields)
      .map((one) => [one.endpoint.name, one] as const)
  )("%s: what identifies stays strict", (_, { bodies, definition }) => {
    const required = (definition.item ?? definition).fields?.filter(([, , isRequired]) => isRequired) ?? []
    for (const { body } of bodies) {
      for (const place of placesOf(body).filter(
        (path) =>
          path.length === (definition.item === undefined ? 2 : 3) && required.some(([name]) => name === path.at(-1))
      )) {
        for (const drift of ["null", "missing", "an object for text", "several values", "something deep"]) {
          const { value } = readTolerantly(definition, changed(body, place, drifts[drift] as never))
          // A body can have more than the value, such as side-loads; those are not read here.
          const isOfValue = isIssue(
            readTolerantly(
              definition,
              changed(body, place.slice(0, 1), () => 5)
            ).value
          )
          if (isOfValue) expect(isIssue(value), `${drift} at ${place.join(".")}`).toBe(true)
        }
      }
    }
  })
})
