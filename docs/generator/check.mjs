/**
 * Compiles the examples of the reference: `node docs/generator/check.mjs` after `main.mjs`. Fails with what the compiler
 * says.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))
const reference = `${root}docs/reference`
// All packages that an application installs are found from here.
const folder = `${root}packages/jobs/node_modules/.reference`

const paths = Object.fromEntries(
  ["core", "account", "jobs", "testing", "webhooks"].flatMap((name) => [
    [`@effect-activecampaign/${name}`, [`${root}packages/${name}/dist/index.d.ts`]],
    [`@effect-activecampaign/${name}/*`, [`${root}packages/${name}/dist/*.d.ts`]]
  ])
)

const blocksIn = (file) =>
  [...readFileSync(`${reference}/${file}`, "utf8").matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match, index) => [
    `${file.replace(/\.md$/, "").replaceAll("/", "-")}-${index + 1}`,
    match[1]
  ])

const pages = readdirSync(reference, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"))
const blocks = pages.flatMap(blocksIn)
if (blocks.length < 400) throw new Error(`only ${blocks.length} examples; run \`node docs/generator/main.mjs\``)

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const [name, code] of blocks) writeFileSync(`${folder}/${name}.ts`, `${code}\nexport {}\n`)
writeFileSync(
  `${folder}/tsconfig.json`,
  JSON.stringify({
    extends: `${root}tsconfig.base.json`,
    compilerOptions: { composite: false, noEmit: true, noUnusedLocals: false, types: ["node"], paths },
    include: ["*.ts"]
  })
)
try {
  execFileSync(`${root}node_modules/.bin/tsc`, ["-p", folder], { encoding: "utf8" })
  console.log(`${blocks.length} examples compile.`)
} catch (error) {
  console.error(error.stdout)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
