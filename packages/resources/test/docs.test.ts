/**
 * The documentation is true: every code block of the README, the docs and the doc comments compiles.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
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

/** All pages with code of applications. */
const pages = ["README.md", "CONTRIBUTING.md", ...filesOf("docs", ".md"), ...filesOf("packages", "README.md")].concat(
  filesOf("packages/resources/skills", ".md")
)

const prelude: Readonly<Record<string, ReadonlyArray<string>>> = {
  "@effect/platform": ["FileSystem"],
  effect: ["DateTime", "Duration", "Effect", "Either", "Layer", "Option", "Stream"],
  "effect-activecampaign": Object.keys(index),
  "@effect-activecampaign/account": Object.keys(accountIndex),
  "@effect-activecampaign/jobs": Object.keys(jobsIndex),
  "@effect-activecampaign/testing": Object.keys(testingIndex),
  "@effect-activecampaign/webhooks": Object.keys(webhooksIndex)
}

/** The examples of a module's doc comments. They leave out the imports of what everybody imports. */
const examplesOf = (file: string): Readonly<Record<string, string>> => {
  const comments = readFileSync(`${root}${file}`, "utf8").match(/\/\*\*[\s\S]*?\*\//g) ?? []
  const examples = comments.flatMap((comment) => {
    const text = comment.replace(/^[ \t]*\* ?/gm, "")
    return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => {
      const isUsed = (name: string) =>
        new RegExp(`\\b${name}\\b`).test(code) &&
        !new RegExp(`(import \\* as|const|class|type) ${name}\\b|import \\{[^}]*\\b${name}\\b`).test(code)
      const imports = Object.entries(prelude).flatMap(([from, names]) => {
        const used = names.filter(isUsed)
        return used.length === 0 ? [] : [`import { ${used.join(", ")} } from "${from}"`]
      })
      return `${imports.join("\n")}\n${code}\nexport {}\n`
    })
  })
  const module = file.replace(/\.\w+$/, "").replaceAll("/", "-")
  return Object.fromEntries(examples.map((code, index) => [`${module}-${index + 1}.ts`, code]))
}

/** What the compiler says of these files. They are where all packages are found that applications install. */
const compile = (files: Readonly<Record<string, string>>): string => {
  const folder = `${root}packages/jobs/node_modules/.examples`
  rmSync(folder, { recursive: true, force: true })
  for (const [name, code] of Object.entries(files)) {
    mkdirSync(dirname(`${folder}/${name}`), { recursive: true })
    writeFileSync(`${folder}/${name}`, code)
  }
  const { compilerOptions } = JSON.parse(readFileSync(`${root}tsconfig.test.json`, "utf8"))
  const paths = Object.fromEntries(
    Object.entries<ReadonlyArray<string>>(compilerOptions.paths).map(([key, values]) => [
      key,
      values.map((value) => value.replace("./", root))
    ])
  )
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({
      extends: `${root}tsconfig.base.json`,
      compilerOptions: { composite: false, noEmit: true, noUnusedLocals: false, types: ["node"], paths },
      include: ["**/*.ts"]
    })
  )
  try {
    return execFileSync(`${root}node_modules/.bin/tsc`, ["-p", folder], { encoding: "utf8" })
  } catch (error) {
    return String((error as { readonly stdout?: unknown }).stdout)
  }
}

it("every code block of the documentation and of doc comments compiles", () => {
  // The examples of the generated reference are compiled by `docs/generator/check.mjs`.
  const isGenerated = (file: string) => /^docs\/reference\/(?!(collections|endpoints|faults|limits)\.md$)/.test(file)
  const written = filesOf("docs", ".md").filter((file) => !isGenerated(file))
  const pages = ["README.md", "CONTRIBUTING.md", ...written, ...filesOf("packages", "README.md")]
  const sources = ["account", "core", "jobs", "resources", "testing", "webhooks"].flatMap((name) =>
    filesOf(`packages/${name}/src`, ".ts")
  )
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
