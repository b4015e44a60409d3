/**
 * All resource modules read alike: what one of them teaches holds for every other.
 */
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const folder = fileURLToPath(new URL("../src/", import.meta.url))
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3))
  .filter((name) => !["ActiveCampaign", "Ids", "index", "resources"].includes(name))

/** The top-level statements of a module, each with the comment above it. */
const statementsOf = (text: string): ReadonlyArray<string> => text.split(/\n\n(?=\S)/)

/** Fields of entities and inputs without a doc comment. */
const silentFields = (statement: string): ReadonlyArray<string> => {
  const lines = statement.split("\n")
  const declares = /^(export class \w+ extends Wire\.(Entity|Input|OpenInput|OperatorInput)<|const \w+ = \{$)/m.test(
    statement
  )
  if (!declares || lines.at(-1) === "} as const") return []
  return lines.filter(
    (line, index) => /^ {2,4}(\w+|"[^"]+"): /.test(line) && !(lines[index - 1] ?? "").trimEnd().endsWith("*/")
  )
}

describe.each(names)("%s", (name) => {
  const text = readFileSync(`${folder}${name}.ts`, "utf8")
  const statements = statementsOf(text)
  const endpoints = statements.filter((statement) => /^(export )?const \w+ = Endpoint\./m.test(statement))

  it("says first what it is for", () => {
    expect(text).toMatch(/^\/\*\*\n \* [A-Z]/)
  })

  it("has a line on every field", () => {
    expect(statements.flatMap(silentFields)).toEqual([])
  })

  it("has a sentence on every endpoint, and ActiveCampaign's page", () => {
    for (const statement of endpoints) {
      expect(statement).toMatch(/^\/\*\*\n \* [A-Z][^\n]*/)
      expect(statement).toMatch(
        /@see https:\/\/developers\.activecampaign\.com\/reference\/[\w-]+\n|Not documented by ActiveCampaign\./
      )
    }
  })

  it("is written in the words of Wire and Endpoint", () => {
    expect(text).not.toMatch(/effect\/Schema|__PURE__|@effect-activecampaign\/core\/internal/)
    // A codec with fields of its own has a name of its own.
    expect(text).not.toMatch(/^ +\w+: Wire\.(Input|Entity|OpenInput)\(/m)
    expect(text).not.toMatch(/^(export )?const \w+ = Wire\.(Input|Entity|OpenInput)\(/m)
  })

  it("has a sentence on every entity and input", () => {
    for (const statement of statements.filter((one) => /^export class /m.test(one))) {
      expect(statement).toMatch(/^\/\*\*[\s*]+[A-Z][^\n]*[.:]/)
    }
  })

  it("has schemas, inputs and endpoints in this order", () => {
    const kinds = statements.map((statement) =>
      /^export class \w+ extends Wire\.Entity</m.test(statement)
        ? 0
        : /^export class \w+Query extends Wire\.Input</m.test(statement)
          ? 2
          : /^export class \w+ extends Wire\.(Open|Operator)?Input</m.test(statement)
            ? 1
            : /= Endpoint\.(make|list)\(/.test(statement)
              ? 3
              : undefined
    )
    const found = kinds.filter((kind) => kind !== undefined)
    expect(found).toEqual([...found].sort((a, b) => a - b))
  })

  it("creates, retrieves, updates, deletes and lists in this order", () => {
    const order = ["create", "get", "update", "delete_", "list"]
    const places = [...text.matchAll(/^(?:export )?const (\w+) = Endpoint\./gm)]
      .map((match) => order.indexOf(match[1] ?? ""))
      .filter((place) => place >= 0)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })
})

it("no file of the package imports effect/Schema: only core has to change for another edition of Effect", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"))
  expect(files.filter((file) => readFileSync(`${folder}${file}`, "utf8").includes("effect/Schema"))).toEqual([])
})
