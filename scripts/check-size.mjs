/**
 * Keeps the sources readable: no function of the packages is longer than 60 lines, no file of core longer than 350.
 */
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parseSync, traverse } from "@babel/core"

const root = fileURLToPath(new URL("..", import.meta.url))
const longestFunction = 60
const longestFile = { core: 350 }

const problems = []
let functions = 0
for (const name of readdirSync(`${root}packages`)) {
  const folder = `packages/${name}/src`
  for (const file of readdirSync(`${root}${folder}`, { recursive: true }).filter((one) => one.endsWith(".ts"))) {
    const path = `${folder}/${file}`
    const text = readFileSync(`${root}${path}`, "utf8")
    const lines = text.trimEnd().split("\n").length
    if (lines > (longestFile[name] ?? Number.POSITIVE_INFINITY)) {
      problems.push(`${path}: ${lines} lines; at most ${longestFile[name]} are allowed`)
    }
    const ast = parseSync(text, { babelrc: false, configFile: false, parserOpts: { plugins: ["typescript"] } })
    traverse(ast, {
      Function: ({ node }) => {
        functions++
        const length = node.loc.end.line - node.loc.start.line + 1
        if (length > longestFunction) {
          problems.push(
            `${path}:${node.loc.start.line}: a function of ${length} lines; at most ${longestFunction} are allowed`
          )
        }
      }
    })
  }
}

for (const problem of problems) console.error(problem)
console.log(`Size: ${functions} functions, ${problems.length} problems.`)
process.exitCode = problems.length === 0 ? 0 : 1
