/**
 * Code of the pages, formatted in one run: a page has a mark where its code will be.
 */
import { execFileSync } from "node:child_process"
import { root } from "./program.mjs"

const begin = (number) => `// snippet ${number}`

/** Collects code and formats it. */
export const collect = () => {
  const all = []
  const add = (fence, text) => {
    all.push({ fence, text })
    return `\`\`\`${fence}\n@@${all.length - 1}@@\n\`\`\``
  }
  const format = () => {
    const input = all.map(({ text }, number) => `${begin(number)}\n${text}\n`).join("\n")
    const output = execFileSync(
      `${root}node_modules/.bin/biome`,
      ["format", "--stdin-file-path=snippets.ts", "--line-width=90"],
      { input, cwd: root, encoding: "utf8", maxBuffer: 1e8 }
    )
    const parts = output.split(/^\/\/ snippet \d+\n/m).slice(1)
    if (parts.length !== all.length) throw new Error(`${all.length} snippets became ${parts.length}`)
    // A declaration in an example is kept.
    const shown = (number) =>
      all[number].fence === "ts"
        ? parts[number].trim()
        : parts[number]
            .trim()
            .replace(/^declare /, "")
            .replace(/^const delete_(?=:)/, "const delete")
    return (page) => page.replace(/@@(\d+)@@/g, (_, number) => shown(Number(number)))
  }
  return {
    /** An example, which is compiled. */
    example: (text) => add("ts", text),
    /** A signature, which is not. */
    signature: (text) => add("typescript", text),
    format
  }
}
