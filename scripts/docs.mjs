/**
 * `node scripts/docs.mjs build` builds the site from a fresh clone: packages, the generated reference, pages. `dev` serves it.
 * `--ready` skips the installation and the build of the packages.
 */
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))

const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" })
  if (status !== 0) process.exit(status ?? 1)
}

const [command = "build", ...flags] = process.argv.slice(2)
if (!flags.includes("--ready")) run("scripts/setup.mjs")
run("docs/generator/main.mjs")
run("docs/node_modules/vitepress/bin/vitepress.js", command, "docs")
if (command === "build") console.log("The site is in docs/.vitepress/dist.")
