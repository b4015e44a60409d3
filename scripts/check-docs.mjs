/**
 * Checks the site: builds it, then looks at what VitePress does not: anchors, the sidebar, `llms.txt`. VitePress fails for
 * links to pages that do not exist and for embedded files that do not; `docs/.vitepress/repository.ts` fails for links to files of
 * the repository. Links to other sites are not fetched.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { posix } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const dist = `${root}docs/.vitepress/dist`

const built = spawnSync(process.execPath, [`${root}scripts/docs.mjs`, "build", "--ready"], {
  cwd: root,
  encoding: "utf8",
  env: { ...process.env, DOCS_BASE: "/" }
})
if (built.status !== 0) {
  console.error(`${built.stdout}${built.stderr}\nThe site could not be built.`)
  process.exit(1)
}

const html = readdirSync(dist, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".html") && file !== "404.html")
const pages = new Map(html.map((file) => [file, readFileSync(`${dist}/${file}`, "utf8")]))

/** The file of an address within the site. */
const fileOf = (page, path) => {
  if (path === "") return page
  const absolute = path.startsWith("/") ? path.slice(1) : posix.join(posix.dirname(page), path)
  const decoded = decodeURIComponent(absolute)
  if (decoded === "" || decoded === "." || decoded.endsWith("/")) return posix.join(decoded, "index.html")
  return /\.html$/.test(decoded) ? decoded : `${decoded}.html`
}

const problems = []
const anchors = new Map(
  [...pages].map(([file, text]) => [file, new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))])
)

let links = 0
for (const [page, text] of pages) {
  for (const [, href] of new Set([...text.matchAll(/<a\s[^>]*?href="([^"]*)"/g)])) {
    if (/^[a-z]+:/i.test(href)) continue
    links += 1
    const [path, hash] = href.replaceAll("&amp;", "&").split("#")
    const file = fileOf(page, path)
    if (!pages.has(file)) problems.push(`${page} links to ${href}; there is no such page.`)
    else if (hash && !anchors.get(file).has(decodeURIComponent(hash))) {
      problems.push(`${page} links to ${href}; ${file} has no such heading.`)
    }
  }
}

/** Pages that the sidebar of a page leads to. */
const sidebarOf = (page, text) => {
  const sidebar = text.match(/<aside class="VPSidebar"[\s\S]*?<\/aside>/)?.[0] ?? ""
  return [...sidebar.matchAll(/href="([^"]*)"/g)].map(([, href]) => fileOf(page, href))
}

for (const [page, text] of pages) {
  if (page !== "index.html" && !sidebarOf(page, text).includes(page)) problems.push(`${page} is not in the sidebar.`)
}

const texts = ["llms.txt", "llms-full.txt"].filter((file) => existsSync(`${dist}/${file}`))
if (texts.length < 2) problems.push("llms.txt or llms-full.txt was not written.")
const llms = texts.length < 2 ? "" : readFileSync(`${dist}/llms.txt`, "utf8")
for (const page of pages.keys()) {
  const markdown = page.replace(/\.html$/, ".md")
  if (markdown !== "index.md" && !llms.includes(`](/${markdown}):`)) problems.push(`llms.txt lacks ${markdown}.`)
}
for (const line of llms.split("\n"))
  if (/^- (\[\]|.*\): *$)/.test(line)) problems.push(`llms.txt: no title or sentence in "${line}".`)

if (problems.length > 0) {
  console.error(`${[...new Set(problems)].join("\n")}\n${problems.length} problems.`)
  process.exit(1)
}
console.log(`${pages.size} pages, ${links} links within the site, all in the sidebar.`)
