/**
 * What the documentation says about costs is what the benchmarks have measured: tables are made from `results.json`, and each
 * sentence that draws a conclusion has a condition, which has to hold for these results.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"
import { cell, groupInMarkdown, median, summary } from "../src/documentation.js"
import { programs } from "../src/programs.js"
import type { Results } from "../src/results.js"

const root = fileURLToPath(new URL("../../../", import.meta.url))
const textOf = (file: string) => readFileSync(`${root}${file}`, "utf8")
const results: Results = JSON.parse(textOf("packages/benchmarks/results.json"))

const isUpdate = process.env["UPDATE_DOCS"] === "1"

/** Fails unless the text between two marks of a page is as given. */
const expectBetween = (file: string, mark: string, content: string) => {
  const text = textOf(file)
  const [begin, end] = [`<!-- ${mark}:begin -->`, `<!-- ${mark}:end -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  expect(from >= 0 && to > from, `${file} has the marks of ${mark}`).toBe(true)
  const updated = `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`
  if (isUpdate) writeFileSync(`${root}${file}`, updated)
  expect(text === updated || isUpdate, `run the tests with UPDATE_DOCS=1: ${mark} in ${file}`).toBe(true)
}

const groups = ["call", "page", "pagination", "waiting", "start", "bundle"]

it.each(groups)("docs/performance.md has the tables of the last run: %s", (group) => {
  expectBetween("docs/performance.md", `bench:${group}`, groupInMarkdown(results, group))
})

it("docs/performance.md has the table of costs, made from the results", () => {
  expectBetween("docs/performance.md", "costs", summary(results))
})

it.runIf("bundle" in results)("the sizes that the table says CI refuses are those of the bundle test", () => {
  const test = textOf("packages/resources/test/bundle.test.ts")
  const [, byModule, fromIndex] = test.match(/"by module" \? ([\d_]+) : ([\d_]+)/) ?? []
  const kilobytes = (text = "") => `| ${Number(text.replace("_", "")) / 1000} KB |`
  expect(summary(results)).toContain(kilobytes(byModule))
  expect(summary(results)).toContain(kilobytes(fromIndex))
})

const call = (row: string, column: string) => median(results, "call", "A small GET with", row, column)
const bundle = (program: { readonly name: string }) => median(results, "bundle", "KB", program.name, "esbuild")
const start = (program: { readonly name: string }, how = ", bundled") =>
  median(results, "start", "From the start", program.name + how, "in multiples of fetch")
const share = (method: string, column: string) => median(results, "pagination", "100 pages", method, column)
const page = (row: string) => median(results, "page", "A page of 100 contacts over undici", row, "time, 1 at once")
const waiting = (row: string, column: string) => median(results, "waiting", "Requests", row, column)

/** Sentences of the documentation, and what has to be true of the results. */
const claims: ReadonlyArray<readonly [file: string, sentence: string, holds: () => boolean, group: string]> = [
  [
    "docs/performance.md",
    "On Node, provide `NodeHttpClient.layerUndici`: the same request takes less CPU than with `FetchHttpClient`.",
    () =>
      call("on fetch ÷ on undici", "CPU, 1 at once") > 1.05 && call("on fetch ÷ on undici", "CPU, 100 at once") > 1.05,
    "call"
  ],
  [
    "docs/performance.md",
    "In a serverless function, import modules instead of the root service, and bundle.",
    () => start(programs.root) > start(programs.module) && start(programs.module, "") > start(programs.module),
    "start"
  ],
  [
    "docs/performance.md",
    "A page costs less than with `HttpApiClient` or `Schema`.",
    () => page("SDK") < page("HttpApiClient") && page("SDK") < page("by hand, HttpClient + Schema"),
    "page"
  ],
  [
    "docs/performance.md",
    "If esbuild makes the bundle, the import style of Effect counts more than that of this library.",
    () =>
      bundle(programs.byHandIndexes) > bundle(programs.index) - bundle(programs.module) &&
      bundle(programs.byHandIndexes) > 20,
    "bundle"
  ],
  [
    "docs/performance.md",
    "With fast responses, a list uses nearly the whole limit whatever is done.",
    () => share("Contacts.list()", "latency 0 ms") > 80,
    "pagination"
  ],
  [
    "docs/performance.md",
    "With slow responses, one page after the other does not use the limit.",
    () => share("page by page, by hand", "latency 600 ms") < 50,
    "pagination"
  ],
  [
    "docs/performance.md",
    "A request that waits holds a fiber and a few more kilobytes.",
    () => {
      const ours = waiting("10,000: SDK", "KB of heap for each")
      return ours < 30 && ours > waiting("10,000: fibers at a semaphore", "KB of heap for each")
    },
    "waiting"
  ]
]

for (const [file, sentence, holds, group] of claims) {
  it(`${file}: ${sentence}`, () => {
    expect(textOf(file).replace(/\s+/g, " ")).toContain(sentence)
    // What was not measured yet cannot contradict; the page says that it was not.
    expect(!(group in results) || holds(), `the results of ${group} do not say so any more`).toBe(true)
  })
}

it("names a cell that is missing", () => {
  expect(() => cell(results, "start", "From the start", "on foot", "MB of heap")).toThrow('the row "on foot"')
})
