/**
 * Compiles the examples of the reference: `node docs/generator/check.mjs` after `main.mjs`. Fails with what the compiler
 * says.
 */
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { compile } from "../../scripts/examples.mjs"

const reference = fileURLToPath(new URL("../reference", import.meta.url))

const blocksIn = (file) =>
  [...readFileSync(`${reference}/${file}`, "utf8").matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match, index) => [
    `${file.replace(/\.md$/, "").replaceAll("/", "-")}-${index + 1}.ts`,
    match[1]
  ])

const pages = readdirSync(reference, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"))
const blocks = pages.flatMap(blocksIn)
if (blocks.length < 400) throw new Error(`only ${blocks.length} examples; run \`node docs/generator/main.mjs\``)

const problems = compile(Object.fromEntries(blocks))
if (problems === "") console.log(`${blocks.length} examples compile.`)
else {
  console.error(problems)
  process.exitCode = 1
}
