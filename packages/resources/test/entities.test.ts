/**
 * Entities hold every field that was ever seen of them, and none that was not.
 */
import { Wire } from "effect-activecampaign"
import { describe, expect, it } from "vitest"
import { exported } from "./endpoints.js"
import { bodiesOf, contentOf, entities, isMain, isPublished, isRecord, operationOf, operations } from "./published.js"

interface Thing {
  readonly name: string
  readonly fields: ReadonlyArray<string>
}

/** The entity that a codec reads: itself, or the element of its array. */
const entityOf = ({ fields, identifier, item }: Wire.Definition<any>): Thing | undefined =>
  fields === undefined
    ? item === undefined
      ? undefined
      : entityOf(item)
    : { name: identifier, fields: fields.map(([name]) => name) }

/** Differences that are right, and why. */
const justified: Readonly<Record<string, string>> = {
  "ContactLog id": "no entry was ever shown, and ActiveCampaign's rows have ids",
  "DealCustomFieldValue fieldCurrency": "sent with every amount of money; no answer about one is published",
  "DealRole created_by": "two of the four keys of an audit are seen; everywhere else they come together",
  "DealRole updated_by": "two of the four keys of an audit are seen; everywhere else they come together"
}

/** Rows, without those in the other form, whose keys are read as the same fields (see `conformance.test.ts`). */
const rowsOf = (content: unknown): ReadonlyArray<Record<string, unknown>> =>
  (Array.isArray(content) ? content : [content]).filter(isRecord).filter((row) => !("custom_field_id" in row))

/** All bodies of the API, and the rows that stand at their top, by key. */
const rowsByKey = new Map<string, Set<string>>()
for (const operation of isPublished ? operations() : []) {
  for (const { body } of bodiesOf(operation)) {
    if (!isRecord(body)) continue
    for (const [key, content] of Object.entries(body)) {
      const names = rowsByKey.get(key) ?? new Set()
      rowsByKey.set(key, names)
      for (const row of rowsOf(content)) for (const name of Object.keys(row)) names.add(name)
    }
  }
}

/** What each of our entities is made of, and what the facts show under the keys that it stands under. */
const compared = new Map<string, { readonly ours: Thing; readonly theirs: Set<string> }>()
for (const { endpoint } of isPublished ? exported : []) {
  const operation = operationOf(endpoint)
  const ours = entityOf(Wire.definitionOf(endpoint.success))
  if (operation === undefined || ours === undefined || !isMain(endpoint, operation)) continue
  const theirs = compared.get(ours.name)?.theirs ?? new Set<string>()
  compared.set(ours.name, { ours, theirs })
  const key = endpoint.items ?? operation.responseEnvelope.key
  const facts = entities().filter(
    ({ entity, envelopeKeys }) => entity === ours.name || (key !== null && envelopeKeys.includes(key))
  )
  for (const { name } of facts.flatMap(({ fields }) => fields)) theirs.add(name)
  for (const known of [key, ...facts.flatMap(({ envelopeKeys }) => envelopeKeys)]) {
    // Newer parts of the API have everything under this key.
    if (known === "data") continue
    for (const name of (known === null ? undefined : rowsByKey.get(known)) ?? []) theirs.add(name)
  }
  for (const { body } of bodiesOf(operation)) {
    for (const row of rowsOf(contentOf(endpoint, operation, body))) {
      for (const name of Object.keys(row)) theirs.add(name)
    }
  }
}

describe.skipIf(!isPublished)("entities", () => {
  it.each([...compared])("%s has the fields that are known, and no others", (name, { ours, theirs }) => {
    const open = (field: string) => justified[`${name} ${field}`] === undefined
    expect(
      [...theirs].filter((field) => !ours.fields.includes(field) && open(field)),
      "missing"
    ).toEqual([])
    expect(
      ours.fields.filter((field) => !theirs.has(field) && open(field)),
      "invented"
    ).toEqual([])
  })
})
