/**
 * What holds for the inputs of every endpoint: nothing that is given as a filter is lost on the way, so that no request
 * returns or changes more than was asked for.
 */
import { readFileSync } from "node:fs"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { type AnyEndpoint, everyEndpoint, exported } from "./endpoints.js"
import { isPublished, operations, shapeOf } from "./published.js"

interface Place {
  /** Where the field is: `filters.search`. */
  readonly path: ReadonlyArray<string>
  readonly definition: Wire.Definition<any>
}

/** Every field of an input, however deep. */
const placesIn = (definition: Wire.Definition<any>, path: ReadonlyArray<string> = []): ReadonlyArray<Place> => [
  ...(definition.fields ?? []).flatMap(([name, field]) => placesIn(field, [...path, name])),
  ...(definition.item === undefined ? [] : placesIn(definition.item, path)),
  ...(path.length === 0 ? [] : [{ path, definition }])
]

const placesOf = (schema: AnyEndpoint["query"]): ReadonlyArray<Place> =>
  schema === undefined ? [] : placesIn(Wire.definitionOf(schema))

const isRefused = (definition: Wire.Definition<any>, value: unknown) => definition.write(value) instanceof Wire.Issue

/** Endpoints with a query, and each of its fields that filters. */
const filters = exported.flatMap(({ endpoint }) =>
  placesOf(endpoint.query)
    .filter(({ path }) => !/^(orders?|include)$/.test(path[0] ?? "") && !/^filters?$/.test(String(path.at(-1))))
    .map((place) => [`${endpoint.name} ${place.path.join(".")}`, place.definition] as const)
)

describe("a filter", () => {
  it("is found in every query that has some", () => {
    expect(filters.length).toBeGreaterThan(100)
  })

  it.each(filters)("%s cannot be empty", (_, definition) => {
    for (const empty of ["", "  ", [], {}, null, [""]])
      expect(isRefused(definition, empty), JSON.stringify(empty)).toBe(true)
  })

  it("is never an id that means none", () => {
    const lists = exported.filter(({ endpoint }) => endpoint.items !== undefined)
    const sent = lists.flatMap(({ endpoint }) =>
      placesOf(endpoint.query).flatMap(({ path, definition }) => {
        const isIds = definition.item?.identifier.endsWith("Id") ?? false
        if (!isIds && !definition.identifier.endsWith("Id")) return []
        const [key = "", ...outer] = [...path].reverse()
        return ["0", "00", " 0"].flatMap((none) => {
          const given = outer.reduce((inner: object, name) => ({ [name]: inner }), {
            [key]: isIds ? ["1", none] : none
          })
          const written = Wire.definitionOf(endpoint.query as never).write(given)
          return written instanceof Wire.Issue ? [] : [`${endpoint.name} ${path.join(".")}`]
        })
      })
    )
    expect(sent).toEqual([])
  })

  it.each(filters)("%s is sent", (_, definition) => {
    for (const value of FastCheck.sample(definition.arbitrary(FastCheck), { numRuns: 20, seed: 1 })) {
      expect([undefined, null, ""]).not.toContain(definition.write(value))
    }
  })
})

describe("a payload", () => {
  const numbers = exported.flatMap(({ endpoint }) =>
    placesOf(endpoint.payload)
      .filter(({ definition }) => definition.write(1) === 1)
      .map((place) => [`${endpoint.name} ${place.path.join(".")}`, place.definition] as const)
  )
  /** What can be any number: values of custom fields, and a percentage that ActiveCampaign does not explain. */
  const any = /(fieldValue|fieldDefault|fields\.value|percent)$/
  /** Recurring payments have amounts in units of the currency. */
  const units = /recurringPayments\.\w+Amount$/

  it.each(numbers)("%s is never negative, and whole", (name, definition) => {
    expect(isRefused(definition, -1)).toBe(!any.test(name))
    expect(isRefused(definition, 0.5)).toBe((!any.test(name) && !units.test(name)) || name.endsWith("percent"))
    expect(isRefused(definition, Number.NaN)).toBe(true)
  })

  const bulk = exported.filter(({ key }) => key.startsWith("bulk"))
  it.each(bulk.map(({ endpoint }) => [endpoint.name, endpoint] as const))("%s is not empty", (_, endpoint) => {
    const schema = endpoint.payload ?? endpoint.query
    for (const empty of [[], { ids: [] }]) expect(isRefused(Wire.definitionOf(schema as never), empty)).toBe(true)
  })

  const targets = exported.flatMap(({ endpoint }) =>
    [...placesOf(endpoint.payload), ...placesOf(endpoint.query)].map(
      ({ path }) => [endpoint.name, path.at(-1)] as const
    )
  )
  it("never names a record by an id whose kind is said elsewhere, or by default", () => {
    // A custom field is related to a list, and to nothing else.
    expect(targets.filter(([name, key]) => key === "relid" && name !== "FieldRels.create")).toEqual([])
    expect(targets.filter(([, key]) => key === "ownerType")).toEqual([])
  })
})

describe("the declared errors", () => {
  const declares = (endpoint: AnyEndpoint) => endpoint.errors.some((one) => one.name === "ValidationError")

  it("have a ValidationError where filters can be refused", () => {
    const silent = exported.filter(({ endpoint }) => endpoint.query !== undefined && endpoint.items !== undefined)
    expect(silent.filter(({ endpoint }) => !declares(endpoint)).map(({ endpoint }) => endpoint.name)).toEqual([])
  })

  it("name each error once", () => {
    const doubled = everyEndpoint.filter(({ endpoint: { errors } }) => new Set(errors).size < errors.length)
    expect(doubled.map(({ endpoint }) => endpoint.name)).toEqual([])
  })

  it.skipIf(!isPublished)("have a ValidationError where a 400 or a 422 is documented", () => {
    const silent = exported.filter(({ endpoint }) => {
      const operation = operations().find(
        ({ method, path }) => method === endpoint.method && shapeOf(path) === shapeOf(endpoint.route)
      )
      return operation?.errorStatuses.some((status) => status === 400 || status === 422) && !declares(endpoint)
    })
    expect(silent.map(({ endpoint }) => endpoint.name)).toEqual([])
  })
})

describe.skipIf(!isPublished)("what is not confirmed", () => {
  it("is said of every endpoint that was inferred, and of no other", () => {
    const said: Array<string> = []
    const inferred: Array<string> = []
    for (const { endpoint, key, module } of exported) {
      const text = readFileSync(new URL(`../src/${module}.ts`, import.meta.url), "utf8")
      const doc = text.slice(
        0,
        text.indexOf(`= Endpoint.`, text.indexOf(`const ${key === "delete" ? "delete_" : key} =`))
      )
      // Of what was recorded, a consequence can be unknown.
      const isShaped = endpoint.knowledge !== "recorded"
      if (isShaped && doc.slice(doc.lastIndexOf("/**")).includes("Not confirmed:")) said.push(endpoint.name)
      const note = operations().find(
        ({ method, path }) => method === endpoint.method && shapeOf(path) === shapeOf(endpoint.route)
      )?.note
      const isUncertain = /inferred|unrecorded|WIP|when deals exist is uncertain/.test(note ?? "")
      if (endpoint.knowledge === "inferred" || (isUncertain && isShaped)) {
        inferred.push(endpoint.name)
      }
    }
    expect(said).toEqual(inferred)
    expect(said.length).toBeGreaterThan(5)
  })
})
