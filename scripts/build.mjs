/**
 * Compiles the workspace, and marks the top-level calls of the published packages as pure, so that bundlers can remove
 * unused code.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The packages that are published. */
export const published = ["core", "resources", "testing"]

/** The last line of every file that is marked. */
const marked = "\n//# pure"

/**
 * Turns `{ ...a, b }` at the top level of a module into a call of `Object.assign`, which can be marked as pure. Bundlers
 * keep every spread, because a getter could have a side effect.
 */
const spreadsAsCalls = ({ types: t }) => ({
  visitor: {
    ObjectExpression: {
      exit(path) {
        const { properties } = path.node
        if (path.getFunctionParent() !== null || !properties.some((property) => t.isSpreadElement(property))) return
        const parts = [t.objectExpression([])]
        for (const property of properties) {
          if (t.isSpreadElement(property)) parts.push(property.argument, t.objectExpression([]))
          else parts.at(-1).properties.push(property)
        }
        path.replaceWith(
          t.callExpression(
            t.memberExpression(t.identifier("Object"), t.identifier("assign")),
            parts.filter((part, index) => index === 0 || !t.isObjectExpression(part) || part.properties.length > 0)
          )
        )
      }
    }
  }
})

const annotate = async (root, say) => {
  const files = published.flatMap((name) => {
    const folder = join(root, "packages", name, "dist")
    return existsSync(folder)
      ? readdirSync(folder, { recursive: true })
          .filter((file) => file.endsWith(".js"))
          .map((file) => join(folder, file))
      : []
  })
  const changed = files.filter((file) => !readFileSync(file, "utf8").endsWith(marked))
  if (changed.length === 0) return
  const { transformFileAsync } = await import("@babel/core")
  for (const file of changed) {
    const { code, map } = await transformFileAsync(file, {
      babelrc: false,
      configFile: false,
      compact: false,
      comments: true,
      inputSourceMap: true,
      sourceMaps: true,
      plugins: [spreadsAsCalls, "annotate-pure-calls"]
    })
    writeFileSync(`${file}.map`, JSON.stringify(map))
    const text = code.replace(/\n\/\/# sourceMappingURL=.*$/, "")
    writeFileSync(file, `${text}\n//# sourceMappingURL=${file.split(/[\\/]/).at(-1)}.map${marked}`)
  }
  say(`Marked ${changed.length} files for tree shaking.`)
}

/** Builds what has changed since the last build. */
export const build = async (root, say) => {
  const { status } = spawnSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-b"], {
    cwd: root,
    stdio: ["ignore", 2, "inherit"]
  })
  if (status !== 0) process.exit(status ?? 1)
  await annotate(root, say)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build(fileURLToPath(new URL("..", import.meta.url)), console.log)
}
