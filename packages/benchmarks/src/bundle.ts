/**
 * Sizes of bundles (min+gzip), by esbuild, rollup and webpack.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { nodeResolve } from "@rollup/plugin-node-resolve"
import * as esbuild from "esbuild"
import { rollup } from "rollup"
import webpack from "webpack"
import type { Table } from "./measure.js"
import { type Program, printing, programs } from "./programs.js"

/** Bundles an entry file, minified. */
type Bundler = (entry: string) => Promise<string>

const minified = {
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  logLevel: "error"
} as const

const withEsbuild: Bundler = async (entry) => {
  const { outputFiles } = await esbuild.build({
    ...minified,
    entryPoints: [entry],
    bundle: true,
    platform: "browser",
    write: false
  })
  return outputFiles[0]?.text ?? ""
}

const withRollup: Bundler = async (entry) => {
  const bundle = await rollup({ input: entry, onwarn: () => {}, plugins: [nodeResolve({ browser: true })] })
  const { output } = await bundle.generate({ format: "es" })
  await bundle.close()
  return (await esbuild.transform(output[0].code, minified)).code
}

const withWebpack: Bundler = async (entry) => {
  const folder = `${entry}.webpack`
  await new Promise<void>((resolve, reject) => {
    webpack(
      {
        mode: "production",
        target: ["web", "es2022"],
        entry,
        output: { path: folder, filename: "main.js" },
        performance: false,
        infrastructureLogging: { level: "error" }
      },
      (error, stats) => {
        if (error ?? stats?.hasErrors()) reject(error ?? new Error(stats?.toString("errors-only")))
        else resolve()
      }
    )
  })
  return readFile(`${folder}/main.js`, "utf8")
}

const bundlers = { esbuild: withEsbuild, rollup: withRollup, webpack: withWebpack } as const

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1)
const above = (bytes: number) => `${bytes < 0 ? "−" : "+"}${kilobytes(Math.abs(bytes))}`

/** Sizes of all programs, by bundler. */
const sizesOf = async (bundle: Bundler, folder: string): Promise<Readonly<Record<Program, number>>> => {
  const sizes: Record<string, number> = {}
  for (const [key, { source }] of Object.entries(programs)) {
    const entry = `${folder}/${key}.mjs`
    await writeFile(entry, printing(source))
    sizes[key] = gzipSync(await bundle(entry), { level: 9 }).length
  }
  return sizes as Record<Program, number>
}

/** Measures, and gives the table. */
export const run = async (): Promise<ReadonlyArray<Table>> => {
  // Below the build output, where the imports of the programs can be found.
  const folder = await mkdtemp(fileURLToPath(new URL("./bundle-", import.meta.url)))
  try {
    const sizes: Array<Readonly<Record<Program, number>>> = []
    for (const bundle of Object.values(bundlers)) sizes.push(await sizesOf(bundle, folder))
    const keys = Object.keys(programs) as ReadonlyArray<Program>
    const row = (key: Program) =>
      [
        programs[key].name,
        ...sizes.map((one) => (key === "byHand" ? kilobytes(one.byHand) : above(one[key] - one.byHand)))
      ] as const
    return [
      {
        title: "KB of a bundle, min+gzip: by hand, and what the others have above it",
        columns: Object.keys(bundlers),
        rows: keys.map(row)
      }
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
