/**
 * Bundles the command line into `packages/resources/bin`, without dependencies: a small entry, and a chunk for each command,
 * which is loaded when it is used.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"

/**
 * The driver of SQLite has native code, so it is not in the bundle: it is imported when it is used, from beside the bundle or
 * from the project in the current folder.
 */
const sqlite = {
  name: "sqlite",
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^@libsql\/client$/ }, ({ namespace, path }) =>
      namespace === "sqlite" ? { path, external: true } : { path, namespace: "sqlite" }
    )
    onLoad({ filter: /./, namespace: "sqlite" }, () => ({
      contents: `
import { createRequire } from "node:module"
const load = async () => {
  try {
    return await import("@libsql/client")
  } catch {
    try {
      return createRequire(process.cwd() + "/")("@libsql/client")
    } catch {
      throw new Error("SQLite needs the package @libsql/client: install it in this folder (npm i @libsql/client@0.17), or run npx -p effect-activecampaign -p @libsql/client@0.17 effect-activecampaign …")
    }
  }
}
const client = await load()
export const createClient = (...args) => client.createClient(...args)
`
    }))
  }
}

/** Optional parts of the driver of Postgres, and what only other runtimes have. */
const external = ["pg-native", "cloudflare:sockets"]

/** For bundled packages in CommonJS. */
const banner =
  'import { createRequire as $createRequire } from "node:module"; const require = $createRequire(import.meta.url);'

/** The package that a file is of: its folder. */
const packageOf = (file) => {
  const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? []
  return folder
}

/** The licenses of the packages in the bundle. */
const licenses = (root, inputs) => {
  const folders = [...new Set(Object.keys(inputs).flatMap((file) => packageOf(join(root, file)) ?? []))]
  const texts = folders.map((folder) => {
    const { license, name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "license"].find((one) => existsSync(join(folder, one)))
    return `${name} ${version} (${license})\n\n${file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim()}\n`
  })
  return [...new Set(texts)].sort().join(`\n${"-".repeat(80)}\n\n`)
}

/** Whether the bundle is newer than what it is made of. */
const isFresh = (root, stamp) => {
  if (!existsSync(stamp)) return false
  const made = statSync(stamp).mtimeMs
  return JSON.parse(readFileSync(stamp, "utf8")).every((file) => {
    const path = join(root, file)
    return existsSync(path) && statSync(path).mtimeMs <= made
  })
}

/** Bundles the command line if it has changed. */
export const bundle = async (root, say) => {
  const outdir = join(root, "packages", "resources", "bin")
  const stamp = join(root, "packages", "cli", "dist", ".bundled.json")
  const entry = join(root, "packages", "cli", "dist", "main.js")
  const output = join(outdir, "effect-activecampaign.js")
  if (existsSync(output) && isFresh(root, stamp)) return
  const esbuild = await import("esbuild")
  rmSync(outdir, { recursive: true, force: true })
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { "effect-activecampaign": entry },
    outdir,
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external,
    plugins: [sqlite],
    // The packages do not export their own commands.
    alias: Object.fromEntries(
      ["testing", "webhooks"].map((name) => [
        `@effect-activecampaign/${name}/internal/command`,
        join(root, "packages", name, "dist", "internal", "command.js")
      ])
    ),
    tsconfigRaw: {},
    banner: { js: banner },
    legalComments: "none",
    metafile: true,
    logLevel: "warning"
  })
  chmodSync(output, 0o755)
  writeFileSync(join(outdir, "LICENSES.txt"), licenses(root, metafile.inputs))
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, JSON.stringify(Object.keys(metafile.inputs)))
  const bytes = Object.values(metafile.outputs).reduce((sum, one) => sum + one.bytes, 0)
  say(`Bundled the command line: ${relative(root, output)}, ${(bytes / 1e6).toFixed(1)} MB with all chunks.`)
}
