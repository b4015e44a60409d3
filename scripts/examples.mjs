/**
 * Examples of the documentation: the imports that they leave out, and what the compiler says of them. The test of written
 * examples and the check of generated ones use it.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../", import.meta.url))

/** Names of Effect that examples of doc comments need not import. */
const ofEffect = {
  "@effect/platform": ["FileSystem"],
  effect: ["DateTime", "Duration", "Effect", "Either", "Layer", "Option", "Stream"]
}

/** Completes examples with imports of Effect, and of packages whose exports are given by their name. */
export const importer = (packages) => {
  const names = Object.entries(packages).map(([from, exports]) => [from, Object.keys(exports)])
  const known = [...Object.entries(ofEffect), ...names]
  return (example) => {
    // A name in a text or a comment is not used.
    const code = example.replace(/"[^"\n]*"/g, '""').replace(/\/\/.*$/gm, "")
    const isUsed = (name) =>
      new RegExp(`(?<![."'/\\w])${name}\\b(?!:)`).test(code) &&
      !new RegExp(`(import \\* as|const|class|type) ${name}\\b|import \\{[^}]*\\b${name}\\b`).test(example)
    const lines = known.flatMap(([from, names]) => {
      const used = names.filter(isUsed)
      return used.length === 0 ? [] : [`import { ${used.join(", ")} } from "${from}"`]
    })
    const own = example.match(/^import [\s\S]*?from "[^"]+"$/gm) ?? []
    const rest = example.replace(/^import [\s\S]*?from "[^"]+"\n*/gm, "")
    return `${[...lines, ...own].join("\n")}\n\n${rest}`.trim()
  }
}

/** What the compiler says of files, by their names, on the sources of all packages; nothing if it finds nothing. */
export const compile = (files) => {
  // Where all packages are found that applications install.
  const folder = `${root}packages/jobs/node_modules/.examples`
  rmSync(folder, { recursive: true, force: true })
  for (const [name, code] of Object.entries(files)) {
    mkdirSync(dirname(`${folder}/${name}`), { recursive: true })
    writeFileSync(`${folder}/${name}`, code)
  }
  const { compilerOptions } = JSON.parse(readFileSync(`${root}tsconfig.test.json`, "utf8"))
  const paths = Object.fromEntries(
    Object.entries(compilerOptions.paths).map(([key, values]) => [
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
    return String(error.stdout)
  }
}
