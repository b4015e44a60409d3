/**
 * Writes the reference: a page for each resource and each other module, the index, and the sidebar. Needs the built
 * packages.
 *
 * `node docs/generator/main.mjs` writes to `docs/reference`.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import * as Endpoint from "../../packages/core/dist/Endpoint.js"
import * as index from "../../packages/resources/dist/index.js"
import * as resources from "../../packages/resources/dist/resources.js"
import { groups, packageGroups } from "./groups.mjs"
import { indexPage } from "./indexPage.mjs"
import { kebab, partsOf } from "./markdown.mjs"
import { modulePage } from "./module.mjs"
import { modules, read, returnedBy, root } from "./program.mjs"
import { resourcePage } from "./resource.mjs"
import { collect } from "./snippets.mjs"

/** Pages that are written by tests and kept in the repository. */
const kept = new Set(["endpoints.md", "faults.md", "collections.md", "limits.md"])

const isResource = ({ name, folder, isCore }) =>
  folder === "resources" && !isCore && (name in resources || name === "Tracking")

/** Where a module's page is, below `docs/reference`, without its ending. */
const pathOf = (one) =>
  isResource(one) ? kebab(one.name) : `${one.folder === "resources" ? "core" : one.folder}/${kebab(one.name)}`

/** Types of other resources, by their name; a name of several resources has no link. */
const linksOf = (all) => {
  const places = new Map()
  for (const { one, content } of all) {
    if (!isResource(one)) continue
    for (const { kind, name, own } of content.exports) {
      if (own && ["class", "interface"].includes(kind)) places.set(name, [...(places.get(name) ?? []), one.name])
    }
  }
  return (module, name) => {
    const [place, ...others] = places.get(name) ?? []
    return place === undefined || others.length > 0 || place === module
      ? undefined
      : `./${kebab(place)}.md#${name.toLowerCase()}`
  }
}

/** Fails if a resource is in no group or an endpoint on no page. */
const check = (covered) => {
  const grouped = groups.flatMap(([, names]) => names)
  const names = [...Object.keys(resources), "Tracking"]
  const wrong = [
    ...names.filter((name) => !grouped.includes(name)).map((name) => `${name} is in no group of groups.mjs`),
    ...grouped.filter((name) => !names.includes(name)).map((name) => `${name} of groups.mjs is no resource`),
    ...names
      .flatMap((name) => Object.values(index[name]))
      .filter(Endpoint.isEndpoint)
      .filter(({ name }) => !covered.has(name))
      .map(({ name }) => `${name} is on no page`)
  ]
  if (wrong.length > 0) throw new Error(wrong.join("\n"))
}

const sidebarOf = (all) => {
  const item = (one) => ({ text: one.name, link: `/reference/${pathOf(one)}` })
  const byName = new Map(all.filter(({ one }) => isResource(one)).map(({ one }) => [one.name, one]))
  return [
    { text: "Overview", link: "/reference/" },
    ...groups.map(([text, names]) => ({ text, collapsed: true, items: names.map((name) => item(byName.get(name))) })),
    ...packageGroups.map(([folder, text]) => ({
      text,
      collapsed: true,
      items: all.filter(({ one }) => pathOf(one).startsWith(`${folder}/`)).map(({ one }) => item(one))
    })),
    {
      text: "Tables",
      collapsed: false,
      items: [
        { text: "All endpoints", link: "/reference/endpoints" },
        { text: "Faults", link: "/reference/faults" },
        { text: "Collections", link: "/reference/collections" },
        { text: "Limits", link: "/reference/limits" }
      ]
    }
  ]
}

/** Removes the pages of an earlier run. */
const clear = (folder) => {
  mkdirSync(folder, { recursive: true })
  for (const file of readdirSync(folder)) if (!kept.has(file)) rmSync(`${folder}/${file}`, { recursive: true })
}

const summaryOf = ({ head }) => partsOf(head).first

/** Writes all pages to a folder. Returns how many pages, endpoints, examples and fields there are. */
export const generate = (folder = `${root}docs/reference`) => {
  const all = modules.map((one) => ({ one, content: read(one) }))
  const snippets = collect()
  const covered = new Set()
  const fields = { all: 0, withMeaning: 0 }
  const shared = {
    snippets,
    covered,
    links: linksOf(all),
    count: (hasMeaning) => {
      fields.all += 1
      if (hasMeaning) fields.withMeaning += 1
    }
  }
  const pages = new Map(
    all.map(({ one, content }) => {
      const context = { ...shared, module: one.name }
      const text = isResource(one)
        ? resourcePage(context, content, index[one.name], returnedBy)
        : modulePage(context, content, one)
      return [`${pathOf(one)}.md`, text]
    })
  )
  check(covered)
  const entries = all.map(({ one, content }) => ({ name: one.name, path: pathOf(one), summary: summaryOf(content) }))
  pages.set("index.md", indexPage(entries, snippets))
  const format = snippets.format()
  clear(folder)
  for (const [file, text] of pages) {
    mkdirSync(dirname(`${folder}/${file}`), { recursive: true })
    writeFileSync(`${folder}/${file}`, format(text))
  }
  writeFileSync(`${folder}/sidebar.json`, `${JSON.stringify(sidebarOf(all), null, 2)}\n`)
  return { pages: pages.size, endpoints: covered.size, fields }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now()
  const { endpoints, fields, pages } = generate()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `${pages} pages, ${endpoints} endpoints, ${fields.withMeaning} of ${fields.all} fields described, ${seconds} s`
  )
}
