/**
 * Prepares a release: all packages get the version of the changelog's first heading, `## 0.2.0 (unreleased)`, which gets
 * today's date. `--check <tag>` checks that a tag is the version that was prepared, and prints its part of the changelog.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const changelogFile = join(root, "CHANGELOG.md")
const changelog = readFileSync(changelogFile, "utf8")

/** The manifests of the packages that have a version: those that are published, and the command line. */
const manifests = readdirSync(join(root, "packages"))
  .map((folder) => join(root, "packages", folder, "package.json"))
  .map((file) => ({ file, text: readFileSync(file, "utf8") }))
  .filter(({ text }) => JSON.parse(text).version !== undefined)
const [current] = manifests.map(({ text }) => JSON.parse(text).version)

const stop = (message) => {
  console.error(message)
  process.exit(1)
}

/** Whether a version is another one or comes after it. */
const isFrom = (earlier, version) => {
  const [a, b] = [earlier, version].map((one) => one.split(".").map(Number))
  const index = a.findIndex((part, at) => part !== b[at])
  return index < 0 || b[index] > a[index]
}

const prepare = () => {
  const heading = /^## (\d+\.\d+\.\d+) \(unreleased\)$/m.exec(changelog)
  if (heading === null) stop("CHANGELOG.md has no heading such as: ## 0.2.0 (unreleased)")
  const [line, version] = heading
  if (!isFrom(current, version)) stop(`CHANGELOG.md has ${version}, which is before the packages' version ${current}`)
  writeFileSync(changelogFile, changelog.replace(line, `## ${version} (${new Date().toISOString().slice(0, 10)})`))
  for (const { file, text } of manifests) {
    writeFileSync(
      file,
      text.replace(/^( {2}"version": ")[^"]+/m, (_, key) => `${key}${version}`)
    )
  }
  console.log(`All packages have version ${version}. Commit, tag it v${version}, and push the tag.`)
}

const check = (tag) => {
  const versions = new Set(manifests.map(({ text }) => JSON.parse(text).version))
  if (versions.size > 1) stop(`The packages have several versions: ${[...versions].join(", ")}`)
  if (tag !== `v${current}`) stop(`The tag is ${tag}, and the packages have version ${current}`)
  const parts = changelog.split(/^(?=## )/m)
  const part = parts.find((text) => text.startsWith(`## ${current} (`))
  if (part === undefined || /^## .*\(unreleased\)/.test(part)) stop(`CHANGELOG.md has no date for ${current}`)
  console.log(part.slice(part.indexOf("\n")).trim())
}

const [, , option, tag] = process.argv
if (option === undefined) prepare()
else if (option === "--check" && tag !== undefined) check(tag)
else stop("Usage: node scripts/release.mjs [--check <tag>]")
