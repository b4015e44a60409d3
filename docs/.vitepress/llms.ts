/**
 * `llms.txt`, `llms-full.txt` and the Markdown of each page beside its HTML, in the form of llmstxt.org. Embedded files are
 * part of the text.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, posix } from "node:path"
import type { SiteConfig } from "vitepress"
import { outside } from "./repository"

const sections: ReadonlyArray<readonly [title: string, prefix: string]> = [
  ["Concepts", "concepts/"],
  ["Guides", "guides/"],
  ["Recipes", "recipes/"],
  ["Migration", "migration/"],
  ["Reference", "reference/"]
]

/** A page's text, with embedded files and without front matter. */
const textOf = (folder: string, page: string): string =>
  readFileSync(`${folder}/${page}`, "utf8")
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^<\/?div.*>\n+/gm, "")
    .replace(/^<<< *([^\s{[]+).*$/gm, (_, path: string) => {
      const code = readFileSync(posix.join(folder, posix.dirname(page), path), "utf8")
      return `\`\`\`${posix.extname(path).slice(1)}\n${code.trimEnd()}\n\`\`\``
    })
    .replace(/\]\((\.\.\/[^)\s]+)\)/g, (link, href: string) => {
      const address = outside(page, href)
      return address === undefined ? link : `](${address})`
    })
    .trim()

const titleOf = (text: string) => (text.match(/^# (.+)$/m)?.[1] ?? "").replace(/`/g, "")

/** The first sentence below the title. */
const summaryOf = (text: string) => {
  const paragraph = text
    .slice(text.indexOf("\n", text.search(/^# /m)))
    .split(/\n{2,}/)
    .map((one) => one.trim().replace(/\s+/g, " "))
    .find((one) => /^[A-Z_*`[]/.test(one) && !one.startsWith("```"))
  return (paragraph?.match(/^.*?\.(?= [A-Z`]|$)/)?.[0] ?? paragraph ?? "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
}

export const writeTexts = ({ outDir, pages, site, srcDir }: SiteConfig): void => {
  const all = pages
    .map((page) => ({ page, text: textOf(srcDir, page) }))
    .sort((a, b) => (a.page < b.page ? -1 : 1))
    .map((one) => ({ ...one, title: titleOf(one.text), summary: summaryOf(one.text) }))
  for (const { page, text } of all) {
    mkdirSync(dirname(`${outDir}/${page}`), { recursive: true })
    writeFileSync(`${outDir}/${page}`, `${text}\n`)
  }
  const line = ({ page, summary, title }: (typeof all)[number]) => `- [${title}](${site.base}${page}): ${summary}`
  const isIn = (prefix: string) => (one: { readonly page: string }) => one.page.startsWith(prefix)
  const own = all.filter(({ page }) => !page.includes("/") && page !== "index.md")
  const listed = [
    `## Start\n\n${own.map(line).join("\n")}`,
    ...sections.map(([title, prefix]) => `## ${title}\n\n${all.filter(isIn(prefix)).map(line).join("\n")}`)
  ]
  writeFileSync(`${outDir}/llms.txt`, `# ${site.title}\n\n> ${site.description}\n\n${listed.join("\n\n")}\n`)
  const full = [...own, ...sections.flatMap(([, prefix]) => all.filter(isIn(prefix)))]
  writeFileSync(`${outDir}/llms-full.txt`, `${full.map(({ text }) => text).join("\n\n---\n\n")}\n`)
}
