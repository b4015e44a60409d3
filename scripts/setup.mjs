/**
 * Prepares a clone to run, with only Node and npm: installs the packages and builds, if needed. `--quiet` writes nothing to
 * standard output, so that the next command can use it.
 */
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "./build.mjs"

const root = fileURLToPath(new URL("..", import.meta.url))
const quiet = process.argv.includes("--quiet")
const say = (text) => (quiet ? console.error(text) : console.log(text))

if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error(`Node 20 or later is needed; this is ${process.version}.`)
  process.exit(1)
}

/** Packages are installed again if the lockfile or a manifest has changed since. */
const manifests = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"]
const wanted = createHash("sha256")
  .update(manifests.map((file) => readFileSync(`${root}${file}`, "utf8")).join("\n"))
  .digest("hex")
const stamp = `${root}node_modules/.installed`

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  const { packageManager } = JSON.parse(readFileSync(`${root}package.json`, "utf8"))
  say(`Installing packages with ${packageManager} …`)
  // The command is bundled later, but linked when packages are installed.
  const command = `${root}packages/resources/bin/effect-activecampaign.js`
  if (!existsSync(command)) {
    mkdirSync(dirname(command), { recursive: true })
    writeFileSync(command, "#!/usr/bin/env node\n")
  }
  const { status } = spawnSync(
    "npx",
    ["--yes", packageManager, "install", "--frozen-lockfile", "--reporter=append-only"],
    {
      cwd: root,
      shell: process.platform === "win32",
      stdio: ["ignore", quiet ? 2 : "inherit", "inherit"],
      env: { ...process.env, CI: "true" }
    }
  )
  if (status !== 0) {
    console.error("The packages could not be installed; see the output above.")
    process.exit(status ?? 1)
  }
  writeFileSync(stamp, wanted)
}

await build(root, say)
