/**
 * Markdown of tables, links and code.
 */

/** `ContactTags` is `contact-tags` in an address. */
export const kebab = (name) =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase()

/** Text in a cell: one line, in which `|` is no border. Angle brackets outside of code are no HTML. */
export const cell = (text) =>
  text
    .replace(/\n\s*\n/g, "<br>")
    .replace(/\s*\n\s*/g, " ")
    .split(/(`[^`]*`|<br>)/)
    .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
    .join("")
    .replace(/(?<!\\)\|/g, "\\|")

const escaped = (text) => text.replace(/</g, "&lt;").replace(/\{\{/g, "&#123;&#123;")

/** A paragraph of a doc comment: what is not code has no HTML in it. */
export const prose = (text) =>
  text
    .split(/(```[\s\S]*?```|`[^`\n]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
    .join("")

export const code = (text) => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``)

/** A link to what the error guide says of an error, from a page of a resource. */
export const errorLink = (name) => `[\`${name}\`](../errors.md#${name.toLowerCase()})`

export const table = (head, rows) =>
  rows.length === 0 ? "" : [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n")

/** Paragraphs with an empty line between them; those that are empty are left out. */
export const page = (...parts) => `${parts.flat().filter(Boolean).join("\n\n")}\n`

const meanings = {
  _tag: "Name of the type, as `Effect.catchTag` and `Match.tag` take it.",
  message: "What failed, as text."
}

/** What a field means: its doc comment; without one, what every field of its name means. */
export const meaningOf = (name, comment) => comment || (Object.hasOwn(meanings, name) ? meanings[name] : "")

/** A doc comment in parts: its first sentence, the rest before its first example, its examples, and what follows. */
export const partsOf = (comment) => {
  const examples = [...comment.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1].trim())
  const [before, ...others] = comment.split(/```ts\n[\s\S]*?```\n?/g).map((part) => part.trim())
  const text = before === "" ? others.join("\n\n").trim() : before
  const after = before === "" ? "" : others.filter(Boolean).join("\n\n")
  const [, first = text] = /^([\s\S]*?(?:\.(?=\s|$)|:?(?=\n\s*\n|$)))/.exec(text) ?? []
  return { first: first.replace(/\s+/g, " "), rest: text.slice(first.length).trim(), examples, after }
}
