/**
 * The examples of "Testing your application" are tests: they are registered here, and run.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const page = readFileSync(fileURLToPath(new URL("../../../docs/guides/testing.md", import.meta.url)), "utf8")
const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code)
const folder = fileURLToPath(new URL("./.generated/", import.meta.url))
mkdirSync(folder, { recursive: true })

for (const [index, code] of blocks.entries()) {
  const file = `${folder}block${index}.ts`
  writeFileSync(file, code)
  await import(file)
}

it("the page has eight examples", () => expect(blocks).toHaveLength(8))
