/**
 * The page of a module that is no resource: its exports with their signatures and doc comments.
 */
import { withImports } from "./examples.mjs"
import { cell, code, meaningOf, page, partsOf, prose, table } from "./markdown.mjs"
import { typeText } from "./program.mjs"

const declaration = (one) => {
  if (one.kind === "const" || one.kind === "function") {
    const call = one.call()
    const text = call !== undefined && call.overloads === 1 ? call.text : typeText(one.type())
    return `declare const ${one.name}: ${text}`
  }
  return one.kind === "type" ? one.alias() : undefined
}

const memberTable = (one) => {
  const members = one.members()
  return table(
    ["member", "type", "meaning"],
    members.map(({ name, optional, type, comment }) => [
      code(`${name}${optional ? "?" : ""}`),
      code(type.replace(/\|/g, "\\|")),
      cell(meaningOf(name, comment))
    ])
  )
}

/** The heading of an export. The anchor of the title, or of an export whose name differs in case only, is taken. */
const headingOf = (context, { kind, name }, taken) => {
  const anchor = name.toLowerCase()
  const isTaken = anchor === context.module.toLowerCase() || taken.has(anchor)
  taken.add(anchor)
  if (!isTaken) return `## ${name}`
  return `## ${name} {#${anchor}-${["const", "function"].includes(kind) ? "value" : "type"}}`
}

const section = (context, one, taken) => {
  const { first, rest, examples, after } = partsOf(one.comment.text)
  const signature = declaration(one)
  return [
    headingOf(context, one, taken),
    prose(first),
    signature === undefined ? "" : context.snippets.signature(signature),
    prose(rest),
    ...examples.map((example) => context.snippets.example(withImports(example))),
    prose(after),
    ["class", "interface"].includes(one.kind) ? memberTable(one) : "",
    /Error$/.test(one.name) && one.kind === "class"
      ? `See [the error guide](../../errors.md#${one.name.toLowerCase()}).`
      : ""
  ]
}

/** Each name once: a type and a value of the same name are one section, unless both say something. */
const once = (exports) => {
  const seen = new Set()
  return exports.filter(({ name }) => !seen.has(name) && seen.add(name))
}

/** Ids are alike: a table of them. */
const idsPage = (context, { head, exports }) => {
  const { first, rest, examples, after } = partsOf(head)
  return page(
    "# Ids",
    prose(first),
    prose(rest),
    examples.map((example) => context.snippets.example(withImports(example))),
    prose(after),
    table(
      ["id", "meaning"],
      once(exports).map((one) => [code(one.name), cell(one.comment.text)])
    )
  )
}

/** Writes the page of a module. */
export const modulePage = (context, read, { name, specifier }) => {
  const taken = new Set()
  if (name === "Ids") return idsPage(context, read)
  const { first, rest, examples, after } = partsOf(read.head)
  return page(
    `# ${name}`,
    prose(first),
    `Import it from \`${specifier}\`.`,
    prose(rest),
    examples.map((example) => context.snippets.example(withImports(example))),
    prose(after),
    once(read.exports).flatMap((one) => section(context, one, taken))
  )
}
