/**
 * Packs the published packages, as `pnpm publish` would. `node scripts/pack.mjs <folder>` leaves the tarballs in a folder, from
 * which other scripts take them.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { published } from "./build.mjs"

const root = fileURLToPath(new URL("..", import.meta.url))

/** Packs into a folder, and returns for each package its folder, name, version and tarball. */
export const pack = (target) => {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  mkdirSync(target, { recursive: true })
  const filters = published.flatMap((folder) => ["--filter", `./packages/${folder}`])
  const args = ["--yes", packageManager, ...filters, "--reporter=silent", "pack", "--pack-destination", resolve(target)]
  execFileSync("npx", args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] })
  const packed = published.map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8"))
    const file = `${name.replace("@", "").replace("/", "-")}-${version}.tgz`
    return { folder, name, version, tarball: join(resolve(target), file) }
  })
  writeFileSync(join(target, "packed.json"), JSON.stringify(packed, null, 2))
  return packed
}

/** What `node scripts/pack.mjs <folder>` has left in a folder. */
export const readPacked = (folder) => JSON.parse(readFileSync(join(folder, "packed.json"), "utf8"))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , target] = process.argv
  if (target === undefined) throw new Error("Usage: node scripts/pack.mjs <folder>")
  for (const { name, tarball } of pack(target)) console.log(`${name}: ${tarball}`)
}
