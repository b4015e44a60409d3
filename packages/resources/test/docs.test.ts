/**
 * The documentation is true: every code block of the README, the docs and the doc comments compiles.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as accountIndex from "@effect-activecampaign/account"
import * as jobsIndex from "@effect-activecampaign/jobs"
import * as testingIndex from "@effect-activecampaign/testing"
import { FakeActiveCampaign } from "@effect-activecampaign/testing"
import * as webhooksIndex from "@effect-activecampaign/webhooks"
import * as Effect from "effect/Effect"
import * as index from "effect-activecampaign"
import { ActiveCampaign } from "effect-activecampaign"
import { expect, it } from "vitest"
import { compile, importer } from "../../../scripts/examples.mjs"

const root = fileURLToPath(new URL("../../../", import.meta.url))

/** Files below a folder, relative to the root. */
const filesOf = (folder: string, ending: string): ReadonlyArray<string> =>
  existsSync(`${root}${folder}`)
    ? readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(ending) && !/node_modules|dist/.test(file))
        .map((file) => `${folder}/${file}`)
    : []

/**
 * The code blocks of a Markdown file: each is a whole file. Those with a name, as in "ts [main.ts]", import each other by it,
 * so a page with such blocks is a folder.
 */
const blocksOf = (file: string): Readonly<Record<string, string>> => {
  const page = file.replace(/\.\w+$/, "").replaceAll("/", "-")
  const blocks = [...readFileSync(`${root}${file}`, "utf8").matchAll(/```ts(?: \[(.+)\])?\n([\s\S]*?)```/g)]
  return Object.fromEntries(
    blocks.map(([, name, code = ""], index) => [name ? `${page}/${name}` : `${page}-${index + 1}.ts`, code])
  )
}

/** Whether a page is made from the library. Its examples are compiled by `docs/generator/check.mjs`. */
const isGenerated = (file: string) => /^docs\/reference\/(?!(collections|endpoints|faults|limits)\.md$)/.test(file)

/** All written pages with code of applications. */
const pages = [
  ...["README.md", "CONTRIBUTING.md"],
  ...filesOf("docs", ".md").filter((file) => !isGenerated(file)),
  ...filesOf("packages", "README.md"),
  ...filesOf("packages/resources/skills", ".md")
]

/** The sources of the packages that are published. */
const sources = ["account", "core", "jobs", "resources", "testing", "webhooks"].flatMap((name) =>
  filesOf(`packages/${name}/src`, ".ts")
)

const withImports = importer({
  "effect-activecampaign": index,
  "@effect-activecampaign/account": accountIndex,
  "@effect-activecampaign/jobs": jobsIndex,
  "@effect-activecampaign/testing": testingIndex,
  "@effect-activecampaign/webhooks": webhooksIndex
})

/** The examples of a module's doc comments. They leave out the imports of what everybody imports. */
const examplesOf = (file: string): Readonly<Record<string, string>> => {
  const comments = readFileSync(`${root}${file}`, "utf8").match(/\/\*\*[\s\S]*?\*\//g) ?? []
  const examples = comments.flatMap((comment) =>
    [...comment.replace(/^[ \t]*\* ?/gm, "").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) =>
      withImports(code)
    )
  )
  const module = file.replace(/\.\w+$/, "").replaceAll("/", "-")
  return Object.fromEntries(examples.map((code, index) => [`${module}-${index + 1}.ts`, code]))
}

it("every code block of the documentation and of doc comments compiles", () => {
  const files: Readonly<Record<string, string>> = Object.assign({}, ...pages.map(blocksOf), ...sources.map(examplesOf))
  expect(Object.keys(files).length).toBeGreaterThan(60)
  expect(compile(files)).toBe("")
}, 180_000)

it("every function of the root service that a page names exists", () => {
  const service = ActiveCampaign.pipe(Effect.provide(FakeActiveCampaign.layer({})), Effect.runSync)
  const known = new Set(
    Object.entries<object>({ ...service }).flatMap(([resource, functions]) =>
      Object.keys(functions).map((name) => `${resource}.${name}`)
    )
  )
  const named = pages.flatMap((page) =>
    [...readFileSync(`${root}${page}`, "utf8").matchAll(/\bac\.(\w+\.\w+)/g)].map(([, name = ""]) => `${page}: ${name}`)
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((one) => !known.has(one.split(": ")[1] ?? ""))).toEqual([])
})

it("the error guide has a heading for every error of the packages that are published", () => {
  const tags = sources.flatMap((file) =>
    [
      ...readFileSync(`${root}${file}`, "utf8").matchAll(
        /export class \w+ extends (?:Data\.TaggedError|errorClass<[^>]+>)\(\s*"(\w+)"/g
      )
    ].map(([, tag = ""]) => tag)
  )
  const headings: ReadonlyArray<string> = readFileSync(`${root}docs/errors.md`, "utf8").match(/(?<=^### )\w+$/gm) ?? []
  expect(tags.length).toBeGreaterThan(30)
  expect(tags.filter((tag) => !headings.includes(tag))).toEqual([])
})
