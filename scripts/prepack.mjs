/**
 * Runs before a package is packed, in its folder: puts the workspace's changelog beside the package's README. Its links to
 * files of the repository become addresses, because readers of a package do not have these files.
 */
import { readFileSync, writeFileSync } from "node:fs"

const { homepage } = JSON.parse(readFileSync("package.json", "utf8"))
const repository = homepage.slice(0, homepage.indexOf("/packages/"))
const changelog = readFileSync(new URL("../CHANGELOG.md", import.meta.url), "utf8")
writeFileSync(
  "CHANGELOG.md",
  changelog.replaceAll(/\]\((?!https?:|#)([^)]+)\)/g, (_, path) => `](${new URL(path, `${repository}/`)})`)
)
