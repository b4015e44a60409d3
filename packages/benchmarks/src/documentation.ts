/**
 * What the documentation quotes of the results: the tables of `docs/performance.md`, and its summary.
 */
import { bounds } from "./bounds.js"
import { type Cell, markdown, type Spread } from "./measure.js"
import { programs } from "./programs.js"
import type { Results } from "./results.js"

/** A cell of the results; throws if there is none, as after a change of names. */
export const cell = (results: Results, group: string, title: string, row: string, column: string): Cell => {
  const table = results[group]?.tables.find((one) => one.title.startsWith(title))
  const index = table?.columns.indexOf(column) ?? -1
  const found = table?.rows.find(([name]) => name === row)?.[index + 1]
  if (index < 0 || found === undefined)
    throw new Error(`results.json has no cell "${column}" of the row "${row}" in "${title}" of the group ${group}`)
  return found
}

/** The median of a cell. */
export const median = (...where: Parameters<typeof cell>): number => {
  const found = cell(...where)
  return typeof found === "string" ? Number.parseFloat(found) : found.median
}

/** The tables of a group, with the machine that they are from. */
export const groupInMarkdown = (results: Results, group: string): string => {
  const found = results[group]
  if (found === undefined) return `Not measured yet: \`UPDATE_DOCS=1 npm run bench ${group}\`.`
  return [found.machine, ...found.tables.map((table) => markdown({ ...table, title: `**${table.title}**` }))].join(
    "\n\n"
  )
}

const isSpread = (value: Cell): value is Spread => typeof value !== "string"
const times = (value: Cell) => (isSpread(value) ? `${value.median.toFixed(1)}×` : value)

type Row = readonly [what: string, beside: string, measured: string, bound: string]

/** The rows of a group in the summary. */
const rowsOf: Readonly<
  Record<string, (at: (title: string, row: string, column: string) => Cell) => ReadonlyArray<Row>>
> = {
  call: (at) => [
    [
      "A small GET",
      "the same by hand with `HttpClient` and `Schema`, on undici",
      times(at("A small GET with", "on undici ÷ by hand, HttpClient + Schema on undici", "time, 1 at once")),
      `${bounds.call}×`
    ]
  ],
  page: (at) => [
    [
      "A page of 100 contacts",
      "undici + `JSON.parse`",
      times(at("A page of 100 contacts over undici", "SDK", "time, 1 at once")),
      `${bounds.page}×`
    ],
    [
      "Decoding a page with 20 field values in each contact",
      "`JSON.parse` of its text",
      times(at("Decoding", "SDK", "20 field values in each contact")),
      `${bounds.decode}×`
    ]
  ],
  start: (at) =>
    [programs.module, programs.root].map(({ name }) => [
      `Cold start, bundled: ${name}`,
      "`fetch` without a library",
      times(at("From the start", `${name}, bundled`, "in multiples of fetch")),
      ""
    ]),
  bundle: (at) =>
    (
      [
        ["module", "15.93 KB"],
        ["index", "23 KB"],
        ["root", ""]
      ] as const
    ).map(([key, bound]) => [
      `Bundle by esbuild, min+gzip: ${programs[key].name}`,
      "`Tags.get` by hand",
      `${at("KB", programs[key].name, "esbuild")} KB`,
      bound
    ]),
  waiting: (at) => {
    const heap = at("Requests", "10,000: SDK", "KB of heap for each")
    return [
      [
        "A request that waits for the rate limit",
        "",
        isSpread(heap) ? `${heap.median.toFixed(0)} KB of heap` : heap,
        ""
      ]
    ]
  }
}

/** The table of costs: of the groups that were measured. */
export const summary = (results: Results): string => {
  const rows = Object.entries(rowsOf).flatMap(([group, rows]) =>
    group in results ? rows((...where) => cell(results, group, ...where)) : []
  )
  return [
    "| what | beside | measured | CI refuses more than |",
    "| --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row.join(" | ")} |`)
  ].join("\n")
}
