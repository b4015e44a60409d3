/**
 * The documentation is true: every code block of the README, the docs and the doc comments compiles, and the README's table
 * of endpoints is made from the endpoints.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as accountIndex from "@effect-activecampaign/account"
import * as jobsIndex from "@effect-activecampaign/jobs"
import * as testingIndex from "@effect-activecampaign/testing"
import * as webhooksIndex from "@effect-activecampaign/webhooks"
import * as index from "effect-activecampaign"
import { expect, it } from "vitest"
import { exported, resourceOf } from "./endpoints.js"

const root = fileURLToPath(new URL("../../../", import.meta.url))
const readme = `${root}README.md`

/** Files below a folder, relative to the root. */
const filesOf = (folder: string, ending: string): ReadonlyArray<string> =>
  existsSync(`${root}${folder}`)
    ? readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(ending) && !/node_modules|dist/.test(file))
        .map((file) => `${folder}/${file}`)
    : []

/** The code blocks of a Markdown file: each is a whole file. */
const blocksOf = (file: string): ReadonlyArray<string> =>
  [...readFileSync(`${root}${file}`, "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? "")

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
const examplesOf = (file: string): ReadonlyArray<string> => {
  const comments = readFileSync(`${root}${file}`, "utf8").match(/\/\*\*[\s\S]*?\*\//g) ?? []
  return comments.flatMap((comment) => {
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
}

/** What the compiler says of these files. They are where all packages are found that applications install. */
const compile = (files: Readonly<Record<string, string>>): string => {
  const folder = `${root}packages/jobs/node_modules/.examples`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, code] of Object.entries(files)) writeFileSync(`${folder}/${name}.ts`, code)
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
      include: ["*.ts"]
    })
  )
  try {
    return execFileSync(`${root}node_modules/.bin/tsc`, ["-p", folder], { encoding: "utf8" })
  } catch (error) {
    return String((error as { readonly stdout?: unknown }).stdout)
  }
}

const numbered = (files: ReadonlyArray<string>, codeOf: (file: string) => ReadonlyArray<string>) =>
  Object.fromEntries(
    files.flatMap((file) =>
      codeOf(file).map(
        (code, index) => [`${file.replace(/\.\w+$/, "").replaceAll("/", "-")}-${index + 1}`, code] as const
      )
    )
  )

it("every code block of the documentation and of doc comments compiles", () => {
  const pages = ["README.md", "CONTRIBUTING.md", ...filesOf("docs", ".md"), ...filesOf("packages", "README.md")]
  const sources = ["account", "core", "jobs", "resources", "testing", "webhooks"].flatMap((name) =>
    filesOf(`packages/${name}/src`, ".ts")
  )
  const files = { ...numbered(pages, blocksOf), ...numbered(sources, examplesOf) }
  expect(Object.keys(files).length).toBeGreaterThan(60)
  expect(compile(files)).toBe("")
}, 180_000)

it("the README's table holds every endpoint", () => {
  const modules = new Map<string, Array<(typeof exported)[number]>>()
  for (const one of exported) modules.set(one.module, [...(modules.get(one.module) ?? []), one])
  const rows = [...modules].map(
    ([module, found]) => `| \`${resourceOf(module)}\` | ${found.map(({ key }) => `\`${key}\``).join(" ")} |`
  )
  const table = `| resource | endpoints |\n| --- | --- |\n${rows.join("\n")}`
  const text = readFileSync(readme, "utf8")
  const updated = text.replace(
    /(<!-- endpoints:begin -->)[\s\S]*(<!-- endpoints:end -->)/,
    (_, begin, end) => `${begin}\n\n${exported.length} endpoints in ${modules.size} resources:\n\n${table}\n\n${end}`
  )
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(readme, updated)
  expect(text === updated || process.env["UPDATE_DOCS"] === "1", "run the tests with UPDATE_DOCS=1").toBe(true)
})
