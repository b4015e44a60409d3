/**
 * Help as text: sections, and options in two columns.
 */
import type { HelpDoc } from "@effect/cli/HelpDoc"
import type { Span } from "@effect/cli/HelpDoc/Span"

/** What `@effect/cli` says of every option, and nobody reads. */
const boilerplate =
  /^(This setting is optional\.|This argument may be repeated zero or more times\.|This option may be repeated zero or more times\.|A user-defined piece of text\.|A user-specified file\.|An integer\.|A true or false value\.|One of the following: .*)$/

const plain = (span: Span): string => {
  switch (span._tag) {
    case "Sequence":
      return plain(span.left) + plain(span.right)
    case "Text":
    case "URI":
      return span.value
    default:
      return plain(span.value)
  }
}

const textOf = (doc: HelpDoc): ReadonlyArray<string> => {
  switch (doc._tag) {
    case "Empty":
      return []
    case "Header":
    case "Paragraph": {
      const text = plain(doc.value)
      return boilerplate.test(text) || text === "" ? [] : [text]
    }
    case "DescriptionList":
      return doc.definitions.map(([name, value]) => `${plain(name)}: ${textOf(value).join(" ")}`)
    case "Enumeration":
      return doc.elements.flatMap(textOf)
    case "Sequence":
      return [...textOf(doc.left), ...textOf(doc.right)]
  }
}

const width = 100

/** Words in lines of at most so many characters. */
const wrap = (text: string, columns: number): ReadonlyArray<string> =>
  text.split("\n").flatMap((paragraph) => {
    const lines: Array<string> = []
    let line = ""
    for (const word of paragraph.split(" ")) {
      if (line !== "" && line.length + 1 + word.length > columns) {
        lines.push(line)
        line = word
      } else line = line === "" ? word : `${line} ${word}`
    }
    return [...lines, line]
  })

/** Names and what they are, in two columns. */
export const columns = (rows: ReadonlyArray<readonly [name: string, text: string]>): ReadonlyArray<string> => {
  const first = Math.min(30, Math.max(...rows.map(([name]) => name.length)) + 2)
  return rows.flatMap(([name, text]) => {
    const lines = wrap(text, width - first - 2)
    if (name.length + 2 > first) return [`  ${name}`, ...lines.map((line) => `  ${" ".repeat(first)}${line}`)]
    return lines.map((line, index) => `  ${(index === 0 ? name : "").padEnd(first)}${line}`)
  })
}

type Item =
  | { readonly kind: "heading" | "text"; readonly text: string }
  | { readonly kind: "row"; readonly name: string; readonly text: string }

/** Names of an option: `--data <text>`. */
const optionNames = (names: string): string =>
  names
    .replace(/^\((.*)\)(\.{3})?$/, "$1$2")
    .replace(/ ([^\s,<-][^,]*?)(\.{3})?$/, " <$1>$2")
    .trim()

/** A subcommand, its arguments and what it does. */
const subcommand = (text: string): Item => {
  const [, names = "", description = ""] = /^(.*?) {2,}(.*)$/s.exec(text) ?? []
  return { kind: "row", name: names.replace(/ .*/, ""), text: description }
}

const itemsOf = (doc: HelpDoc): ReadonlyArray<Item> => {
  switch (doc._tag) {
    case "Empty":
      return []
    case "Header":
      return [{ kind: "heading", text: plain(doc.value) }]
    case "Paragraph":
      return [{ kind: "text", text: plain(doc.value) }]
    case "DescriptionList":
      return doc.definitions.map(([name, value]) => ({
        kind: "row",
        name: optionNames(plain(name)),
        text: textOf(value).join(" ")
      }))
    case "Enumeration":
      return doc.elements.flatMap((one) => textOf(one).map(subcommand))
    case "Sequence":
      return [...itemsOf(doc.left), ...itemsOf(doc.right)]
  }
}

const headings: Readonly<Record<string, string>> = { ARGUMENTS: "Arguments", OPTIONS: "Options", COMMANDS: "Commands" }

/** Help as text, with examples. */
export const render = (usage: string, doc: HelpDoc, examples: ReadonlyArray<string>): string => {
  const lines: Array<string> = [`Usage: ${usage}`, ""]
  let rows: Array<readonly [string, string]> = []
  const flush = () => {
    if (rows.length > 0) lines.push(...columns(rows))
    rows = []
  }
  for (const item of itemsOf(doc)) {
    if (item.kind === "row") rows.push([item.name, item.text])
    else {
      flush()
      if (item.kind === "text") lines.push(...wrap(item.text, width))
      else if (item.text in headings) lines.push("", `${headings[item.text]}:`)
    }
  }
  flush()
  if (examples.length > 0) lines.push("", "Examples:", ...examples.map((one) => `  ${one}`))
  return lines.join("\n")
}

/** The text of an error of `@effect/cli`, on one line. */
export const sentence = (doc: HelpDoc): string => textOf(doc).join(" ").trim()
