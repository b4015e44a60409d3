/**
 * Compiles the workspace, and marks the top-level calls of the published packages as pure, so that bundlers can remove
 * unused code. Then bundles the command line.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { bundle } from "./bundle-cli.mjs"

/** The packages that are published. */
export const published = ["core", "resources", "testing", "account", "webhooks", "jobs"]

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

/** Declarations of endpoints, and of the codecs that classes are made of. */
const isEndpoint = (callee) => /^Endpoint\.(make|list)$/.test(nameOf(callee))
const isObject = (callee) => callee.type === "CallExpression" && /^Wire\.(Entity|\w*Input)$/.test(nameOf(callee.callee))

const nameOf = (callee) =>
  callee.type === "MemberExpression" && !callee.computed ? `${callee.object.name}.${callee.property.name}` : ""

/**
 * Puts the arguments of a declaration inside of a function: `Endpoint.make("Tags.get", () => [{ … }])`, which `given` of
 * core opens. An engine then skips them until the first use, where it would compile and execute them all at the start.
 * A class that only names a codec becomes a constant: it is never instantiated, and a class costs more.
 */
const lazyDeclarations = ({ types: t }) => ({
  visitor: {
    CallExpression(path) {
      const { arguments: all, callee } = path.node
      const names = isEndpoint(callee) ? 1 : isObject(callee) ? 0 : all.length
      if (all.length === names || path.getFunctionParent() !== null || t.isFunction(all[names])) return
      const rest = t.arrayExpression(all.slice(names))
      path.node.arguments = [...all.slice(0, names), t.arrowFunctionExpression([], rest)]
    },
    Program: {
      exit(program) {
        for (const statement of program.get("body")) {
          const path = statement.isExportNamedDeclaration() ? statement.get("declaration") : statement
          if (!path.isClassDeclaration()) continue
          const { body, id, superClass } = path.node
          if (body.body.length > 0 || superClass?.type !== "CallExpression" || !isObject(superClass.callee)) continue
          path.replaceWith(t.variableDeclaration("const", [t.variableDeclarator(id, superClass)]))
        }
      }
    }
  }
})

/**
 * In the root service, `import * as resources from "./resources.js"` becomes an import of the functions alone, in an object
 * for each module that is made when it is asked for. Bundlers make an object of getters for every export of a namespace
 * that is used as a value, so for each entity and input, and execute that at the start.
 */
const functionsOfResources = (folder) => (babel) => {
  const { template, types: t } = babel
  const parse = (file) =>
    babel.parseSync(readFileSync(join(folder, file), "utf8"), { babelrc: false, configFile: false })
  const exportsOf = (file) =>
    parse(file).program.body.flatMap((node) =>
      node.type !== "ExportNamedDeclaration"
        ? []
        : (node.declaration?.declarations ?? node.specifiers).map(({ exported, id }) => (exported ?? id).name)
    )
  const modules = () =>
    parse("resources.js").program.body.map(({ source, specifiers }) => [specifiers[0].exported.name, source.value])
  return {
    visitor: {
      ImportDeclaration(path) {
        const { source, specifiers } = path.node
        if (source.value !== "./resources.js" || !t.isImportNamespaceSpecifier(specifiers[0])) return
        const imports = []
        const getters = modules().map(([module, file]) => {
          // Entities and inputs begin with a capital letter, endpoints and other functions with a small one.
          const names = exportsOf(file).filter((name) => /^[a-z]/.test(name))
          const local = (name) => t.identifier(`${module}_${name}`)
          const named = names.map((name) => t.importSpecifier(local(name), t.identifier(name)))
          imports.push(t.importDeclaration(named, t.stringLiteral(file)))
          const own = t.objectExpression(names.map((name) => t.objectProperty(t.identifier(name), local(name))))
          return t.objectMethod("get", t.identifier(module), [], t.blockStatement([t.returnStatement(own)]))
        })
        const declare = template.statement("const NAME = OBJECT")
        const declared = declare({ NAME: specifiers[0].local, OBJECT: t.objectExpression(getters) })
        path.replaceWithMultiple([...imports, declared])
      }
    }
  }
}

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
      plugins: [functionsOfResources(dirname(file)), lazyDeclarations, spreadsAsCalls, "annotate-pure-calls"]
    })
    writeFileSync(`${file}.map`, JSON.stringify(map))
    const text = code.replace(/\n\/\/# sourceMappingURL=.*$/, "")
    writeFileSync(file, `${text}\n//# sourceMappingURL=${file.split(/[\\/]/).at(-1)}.map${marked}`)
  }
  say(`Marked ${changed.length} files for tree shaking.`)
}

/**
 * The published root service is made of the exports of all resources, so it is compiled anew if one of them has changed, and
 * with it, as the compiler goes by packages, all of them.
 */
const forgetResources = (root) => {
  const [sources, output] = ["src", "dist"].map((folder) => join(root, "packages", "resources", folder))
  const timeOf = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)
  const changed = Math.max(...readdirSync(sources).map((file) => timeOf(join(sources, file))))
  if (changed > timeOf(join(output, "ActiveCampaign.js"))) rmSync(join(output, ".tsbuildinfo"), { force: true })
}

/** Builds what has changed since the last build. */
export const build = async (root, say) => {
  forgetResources(root)
  const { status } = spawnSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-b"], {
    cwd: root,
    stdio: ["ignore", 2, "inherit"]
  })
  if (status !== 0) process.exit(status ?? 1)
  await annotate(root, say)
  await bundle(root, say)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build(fileURLToPath(new URL("..", import.meta.url)), console.log)
}
