/**
 * The catalogue: each operation of the API has an endpoint, which sends what is documented and says truly how well the
 * operation is known. The page of all endpoints in the docs is made of the endpoints alone.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { type Exported, everyEndpoint, tracking } from "./endpoints.js"
import { isDeprecated, isPublished, isRecorded, type Operation, operationOf, operations } from "./published.js"
import { checkRequests, findEndpoint } from "./requests.js"

const root = fileURLToPath(new URL("../../../", import.meta.url))

const sources = new Map<string, string>()
/** The doc comment above an endpoint. */
const commentOf = ({ endpoint, module }: Exported): string => {
  const text = sources.get(module) ?? readFileSync(`${root}packages/resources/src/${module}.ts`, "utf8")
  sources.set(module, text)
  const place = text.indexOf(`"${endpoint.name}"`)
  return place < 0 ? "" : text.slice(text.lastIndexOf("/**", place), place).replace(/\s*\n \* ?/g, " ")
}

/** Routes that are recorded and are no operation of the catalogue. */
const recordedOnly = ["Notes.update"]

describe.skipIf(!isPublished)("each operation of the API", () => {
  const all: ReadonlyArray<Operation> = isPublished ? operations() : []
  const present = all.filter((operation) => findEndpoint(operation) !== undefined)

  it("has an endpoint", () => {
    const missing = all.filter((operation) => !present.includes(operation))
    expect(missing.map(({ id, method, path }) => `${id}: ${method} ${path}`)).toEqual([])
  })

  it.each(present.map((operation) => [operation.id, operation] as const))(
    "%s sends what is documented",
    async (_, one) => checkRequests(one)
  )
})

describe.skipIf(!isPublished).each(everyEndpoint.map((one) => [one.endpoint.name, one] as const))("%s", (name, one) => {
  const { deprecated, knowledge } = one.endpoint
  const operation = isPublished ? operationOf(one.endpoint) : undefined
  const comment = commentOf(one)

  it("is recorded if a success of it was recorded", () => {
    expect(knowledge === "recorded").toBe(
      recordedOnly.includes(name) || (operation !== undefined && isRecorded(operation))
    )
  })

  it("is inferred if ActiveCampaign does not document it and nobody recorded it, and says what is not known", () => {
    if (knowledge === "recorded") return
    if (operation !== undefined && !operation.source.startsWith("docs")) expect(knowledge).toBe("inferred")
    const isSaid = /not confirmed|inferred|does not (show|say)|not shown|\bwhether\b.*\bnot\b/i.test(comment)
    if (knowledge === "inferred") expect(isSaid, comment).toBe(true)
  })

  it("is deprecated if ActiveCampaign has replaced it, and says what to use", () => {
    expect(deprecated).toBe(operation !== undefined && isDeprecated(operation))
    expect(comment.includes("@deprecated")).toBe(deprecated)
  })
})

/** A link to ActiveCampaign's page, from the doc comment. */
const pageOf = (one: Exported): string => {
  const url = /@see (https:\/\/developers\.activecampaign\.com\/reference\/([\w-]+))/.exec(commentOf(one))
  return url === null ? "" : `[${url[2]}](${url[1]})`
}

const rowOf = (one: Exported): string => {
  const { bucket, deprecated, errors, knowledge, method, name, pagination, route, safety } = one.endpoint
  return `| ${[
    `\`${method} ${route}\``,
    `\`${name}\`${deprecated ? " (deprecated)" : ""}`,
    knowledge,
    pagination === undefined ? safety : `${safety}, list`,
    [...new Set(errors.map((error) => error.name.replace(/Error$/, "")))].join(", "),
    tracking.includes(one) ? "none" : bucket,
    pageOf(one)
  ].join(" | ")} |`
}

const count = (key: "knowledge" | "safety", value: string) =>
  everyEndpoint.filter(({ endpoint }) => endpoint[key] === value).length

it("the page of all endpoints is made of the endpoints", () => {
  const modules = [...new Set(everyEndpoint.map(({ module }) => module))].sort()
  const sections = modules.map((module) => {
    const rows = everyEndpoint.filter((one) => one.module === module).map(rowOf)
    return `## ${module}

| operation | endpoint | knowledge | safety | errors | bucket | ActiveCampaign's page |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}`
  })
  const deprecated = everyEndpoint.filter(({ endpoint }) => endpoint.deprecated).length
  const page = `# All endpoints

${everyEndpoint.length} endpoints in ${modules.length} modules; the module \`Contacts\` is \`contacts\` in the root service. This page is made of the
endpoints by a test. \`npm run --silent endpoints\` prints them as JSON.

| knowledge | endpoints | meaning |
| --- | --- | --- |
| recorded | ${count("knowledge", "recorded")} | A success of the operation was recorded, and the endpoint reads it. |
| documented | ${count("knowledge", "documented")} | ActiveCampaign's page shows it; no recording is known. |
| inferred | ${count("knowledge", "inferred")} | A part of it is not shown anywhere. The documentation of the endpoint says which. |

Deprecated are ${deprecated}: ActiveCampaign has replaced them.

| safety | endpoints | retries |
| --- | --- | --- |
| read | ${count("safety", "read")} | after a lost response, too |
| idempotent | ${count("safety", "idempotent")} | after a lost response, too: the outcome is the same |
| write | ${count("safety", "write")} | only if it is certain that nothing was executed |

*errors* are those beside the errors of every request. *bucket* is the rate limit that a request counts against.

${sections.join("\n\n")}
`
  const file = `${root}docs/reference/endpoints.md`
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, page)
  expect(readFileSync(file, "utf8"), "run the tests with UPDATE_DOCS=1").toBe(page)
})
