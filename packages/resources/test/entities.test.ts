/**
 * Entities hold every field that was ever seen of them, and none that was not.
 */
import { Wire } from "effect-activecampaign"
import { describe, expect, it } from "vitest"
import { exported } from "./endpoints.js"
import { bodiesOf, contentOf, entities, isMain, isPublished, isRecord, operationOf, operations } from "./published.js"

/**
 * Names without what spells them: a public client that writes all names of the API in one spelling is the only source for some
 * entities, and `Wire.Entity` reads a field in either.
 */
const plain = (name: string): string => name.replaceAll("_", "").toLowerCase()

/** Fields that public clients read, of entities that no document shows. */
const readByClients: Readonly<Record<string, ReadonlyArray<string>>> = {
  AutomationBlock: ["type", "links"],
  AutomationTrigger: [
    "id",
    "seriesid",
    "segmentid",
    "multientry",
    "type",
    "relid",
    "params",
    "cdate",
    "mdate",
    "links"
  ],
  CampaignMessage: ["links"],
  LinkData: ["id", "contact", "campaign", "link", "email", "tstamp"],
  MessageActivity: ["id", "event", "contact", "campaign", "email", "tstamp"]
}

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
    : { name: identifier.replace(/OrNull$/, ""), fields: fields.map(([name]) => name) }

/** Differences that are right, and why. */
const justified: Readonly<Record<string, string>> = {
  "BulkImportAccepted Success": "the documented spelling of `success`, which is read of it",
  "BulkImportAccepted failureReasons": "in errors only, which have them as issues",
  "ContactLog id": "no entry was ever shown, and ActiveCampaign's rows have ids",
  "AccountCustomFieldValue fieldCurrency": "sent with every amount of money; no answer about one is published",
  "DealCustomFieldValue fieldCurrency": "sent with every amount of money; no answer about one is published",
  "DealRole created_by": "two of the four keys of an audit are seen; everywhere else they come together",
  "DealRole updated_by": "two of the four keys of an audit are seen; everywhere else they come together",
  ...Object.fromEntries(
    ["campaigns", "sends", "deliveries", "clicks", "replies", "failures", "optOuts"].map((field) => [
      `SmsSnapshot ${field}`,
      "the page shows it; the facts have no entity of it"
    ])
  ),
  "WhatsAppFlowExecutionContact flow_name": "rows of the list have it; the facts have the entity of a single one"
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

/** What a resource of JSON:API is made of; any can be under "data". */
const jsonApi = ["id", "type", "attributes"]

interface Compared {
  readonly ours: Thing
  readonly theirs: Set<string>
  /** Fields that a response is said to have and that no entity of the facts has. */
  readonly said: Set<string>
}

/** What each of our entities is made of, and what the facts show under the keys that it stands under. */
const compared = new Map<string, Compared>()
for (const { endpoint } of isPublished ? exported : []) {
  const operation = operationOf(endpoint)
  const ours = entityOf(Wire.definitionOf(endpoint.success))
  if (operation === undefined || ours === undefined || !isMain(endpoint, operation)) continue
  const { said, theirs } = compared.get(ours.name) ?? { theirs: new Set<string>(), said: new Set<string>() }
  compared.set(ours.name, { ours, theirs, said })
  for (const name of operation.responseEnvelope.bareKeys ?? []) said.add(name)
  const key = endpoint.items ?? operation.responseEnvelope.key
  if (key === "data") {
    for (const name of jsonApi) theirs.add(name)
    continue
  }
  // Two things can be under one key: the lists that SMS are sent to, and all lists.
  const own = entities().filter(({ entity, envelopeKeys }) => entity === ours.name && envelopeKeys.length === 0)
  const facts =
    own.length > 0
      ? own
      : entities().filter(
          ({ entity, envelopeKeys }) => entity === ours.name || (key !== null && envelopeKeys.includes(key))
        )
  for (const { fields, note } of facts) {
    for (const { name } of fields) {
      const own = note === undefined ? undefined : ours.fields.find((field) => plain(field) === plain(name))
      theirs.add(ours.fields.includes(name) ? name : (own ?? name))
    }
  }
  for (const name of readByClients[ours.name] ?? []) theirs.add(name)
  if (own.length > 0) continue
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
  it.each([...compared])("%s has the fields that are known, and no others", (name, { ours, said, theirs }) => {
    const open = (field: string) => justified[`${name} ${field}`] === undefined
    expect(
      [...theirs].filter((field) => !ours.fields.includes(field) && open(field)),
      "missing"
    ).toEqual([])
    expect(
      ours.fields.filter((field) => !theirs.has(field) && !said.has(field) && open(field)),
      "invented"
    ).toEqual([])
  })
})
