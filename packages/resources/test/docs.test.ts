/**
 * The README says what is true: its code compiles, and its table of endpoints is made from the endpoints.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"
import { exported, resourceOf } from "./endpoints.js"

const root = fileURLToPath(new URL("../../../", import.meta.url))
const readme = `${root}README.md`

it("the README's code compiles", () => {
  const folder = `${root}node_modules/.readme`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const blocks = [...readFileSync(readme, "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? "")
  expect(blocks.length).toBeGreaterThan(5)
  for (const [index, block] of blocks.entries()) writeFileSync(`${folder}/block${index + 1}.ts`, block)
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({
      extends: "../../tsconfig.base.json",
      compilerOptions: {
        composite: false,
        noEmit: true,
        paths: {
          "@effect-activecampaign/core": [`${root}packages/core/src/index.ts`],
          "@effect-activecampaign/core/*": [`${root}packages/core/src/*.ts`],
          "@effect-activecampaign/resources": [`${root}packages/resources/src/index.ts`],
          "@effect-activecampaign/resources/*": [`${root}packages/resources/src/*.ts`],
          "@effect-activecampaign/testing": [`${root}packages/testing/src/index.ts`],
          "@effect-activecampaign/testing/*": [`${root}packages/testing/src/*.ts`]
        }
      },
      include: ["*.ts"]
    })
  )
  const output = (() => {
    try {
      return execFileSync(`${root}node_modules/.bin/tsc`, ["-p", folder], { encoding: "utf8" })
    } catch (error) {
      return String((error as { readonly stdout?: unknown }).stdout)
    }
  })()
  expect(output).toBe("")
}, 60_000)

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
