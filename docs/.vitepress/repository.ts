/** Links to files outside `docs`: on the site they lead to the repository. */
import { existsSync, statSync } from "node:fs"
import { posix } from "node:path"
import { fileURLToPath } from "node:url"
import type { MarkdownRenderer } from "vitepress"

export const repository = "https://github.com/effect-activecampaign/effect-activecampaign"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** The address of a link of a page, if it leads out of `docs`. Fails if the file does not exist. */
export const outside = (page: string, href: string): string | undefined => {
  if (!href.startsWith("../")) return undefined
  const [path = "", hash] = href.split("#")
  const file = posix.join("docs", posix.dirname(page), path)
  if (file.startsWith("docs/")) return undefined
  if (!existsSync(`${root}${file}`)) throw new Error(`${page} links to ${href}; the repository has no ${file}.`)
  const kind = statSync(`${root}${file}`).isDirectory() ? "tree" : "blob"
  return `${repository}/${kind}/main/${file.replace(/\/$/, "")}${hash === undefined ? "" : `#${hash}`}`
}

/** Rewrites the links before VitePress looks for the pages that they lead to. */
export const repositoryLinks = (md: MarkdownRenderer): void => {
  md.core.ruler.push("repository-links", ({ env, tokens }) => {
    for (const { children } of tokens) {
      for (const token of children ?? []) {
        const href = token.type === "link_open" ? token.attrGet("href") : null
        const address = href === null ? undefined : outside(env.relativePath, href)
        if (address !== undefined) token.attrSet("href", address)
      }
    }
  })
}
