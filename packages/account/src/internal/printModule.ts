/**
 * Prints the module that a snapshot stands for, formatted.
 */
import type { Field, Named, Snapshot } from "./snapshot.js"

const width = 120

/** First line of the head comment, by which a generated module is recognized. */
const title = "Custom fields, custom objects, pipelines, lists and tags of the ActiveCampaign account."

/** Whether a module was generated, so that it may be overwritten. */
export const isGenerated = (text: string): boolean => text.startsWith(`/**\n * ${title}\n`)

/** Lets bundlers remove what is not used: calls within an object would keep it. */
const pure = "/* @__PURE__ */ "

/** A string literal with the quotes that need fewer escapes. */
const literal = (text: string): string => {
  const json = JSON.stringify(text)
  const count = (quote: string) => text.split(quote).length
  if (count('"') <= count("'")) return json
  return `'${json.slice(1, -1).replace(/\\.|'/g, (found) => (found === '\\"' ? '"' : found === "'" ? "\\'" : found))}'`
}

/** A comment before a line. */
const comment = (indent: string, text: string): string =>
  `${indent}/** ${text
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, " ")
    .replaceAll("*/", "* /")
    .trim()} */`

/** Items in brackets: on one line if they fit, otherwise one on each. */
const bracketed = (start: string, indent: string, items: ReadonlyArray<string>, close: string, end: string): string => {
  const line = `${start}${items.join(", ")}${close}${end}`
  if (line.length <= width) return line
  return `${start.trimEnd()}\n${items.map((item) => `${indent}  ${item}`).join(",\n")}\n${indent}${close.trim()}${end}`
}

/** One branded id, or what is inside of braces. */
interface Member {
  readonly comment: string | null
  /** Types of ids that it needs. */
  readonly ids: ReadonlyArray<string>
  /** Lines of the type, after `readonly`. */
  readonly type: (indent: string) => string
  /** Lines of the value, without a comma. */
  readonly value: (indent: string) => string
}

const typeOf = (indent: string, members: ReadonlyArray<Member>): string =>
  members
    .flatMap(({ comment: text, type }) => [
      ...(text === null || comment("", text) === "/**  */" ? [] : [comment(indent, text)]),
      `${indent}readonly ${type(indent)}`
    ])
    .join("\n")

const valueOf = (indent: string, members: ReadonlyArray<Member>): string =>
  members.map(({ value }) => `${indent}${value(indent)}`).join(",\n")

/** `name: value`, on two lines if it does not fit. */
const property = (indent: string, name: string, value: string, end = ","): string => {
  const line = `${indent}${name}: ${value}${end}`
  return line.length <= width ? line : `${indent}${name}:\n${indent}  ${value}${end}`
}

const idMember = (idType: string, { id, identifier, label }: Named): Member => ({
  comment: label,
  ids: [idType],
  type: () => `${identifier}: ${idType}`,
  value: (indent) => property(indent, identifier, `${idType}.make(${literal(id)})`, "").slice(indent.length)
})

/** An object of members. An empty one has no lines. */
const objectMember = (identifier: string, text: string | null, members: ReadonlyArray<Member>): Member => ({
  comment: text,
  ids: members.flatMap(({ ids }) => ids),
  type: (indent) =>
    members.length === 0
      ? `${identifier}: Readonly<Record<never, never>>`
      : `${identifier}: {\n${typeOf(`${indent}  `, members)}\n${indent}}`,
  value: (indent) =>
    members.length === 0 ? `${identifier}: {}` : `${identifier}: {\n${valueOf(`${indent}  `, members)}\n${indent}}`
})

/** The choices as a union: on one line if they fit, otherwise one on each. */
const union = (indent: string, options: ReadonlyArray<string>): string => {
  const line = options.map(literal).join(" | ")
  if (indent.length + line.length <= width) return line
  return options.map((option, index) => `${index === 0 ? "" : indent}| ${literal(option)}`).join("\n")
}

const fieldType = (indent: string, idType: string, { identifier, kind, options }: Field): string => {
  const start = `${identifier}: CustomFields.Field<`
  const choices = options === null || options.length === 0 ? null : options
  const args = [idType, literal(kind), ...(choices === null ? [] : [choices.map(literal).join(" | ")])]
  const line = `${start}${args.join(", ")}>`
  if (`${indent}readonly ${line}`.length <= width) return line
  const inner = `${indent}  `
  const lines = [idType, literal(kind), ...(choices === null ? [] : [union(inner, choices)])]
  return `${start}\n${lines.map((one) => `${inner}${one}`).join(",\n")}\n${indent}>`
}

const fieldMember = (owner: string, idType: string, field: Field): Member => ({
  ids: [idType],
  comment: field.name === field.label ? field.label : `${field.label} (\`${field.name}\`)`,
  type: (indent) => fieldType(indent, idType, field),
  value: (indent) => {
    const inner = `${indent}  `
    const { currency, id, identifier, isRequired, kind, label, name, options } = field
    const start = `${inner}options: `
    return [
      `${identifier}: CustomFields.field({`,
      property(inner, "id", `${idType}.make(${literal(id)})`),
      property(inner, "owner", literal(owner)),
      property(inner, "name", literal(name)),
      property(inner, "label", literal(label)),
      property(inner, "kind", literal(kind)),
      options === null ? `${start}null,` : bracketed(`${start}[`, inner, options.map(literal), "]", ","),
      property(inner, "currency", currency === null ? "null" : literal(currency)),
      property(inner, "isRequired", String(isRequired), ""),
      `${indent}})`
    ].join("\n")
  }
})

/** A constant of the module. */
interface Section {
  readonly name: string
  readonly comment: string
  readonly members: ReadonlyArray<Member>
}

const sectionsOf = (snapshot: Snapshot): ReadonlyArray<Section> => {
  const fields = (owner: string, idType: string, rows: ReadonlyArray<Field>) =>
    rows.map((field) => fieldMember(owner, idType, field))
  const ids = (idType: string, rows: ReadonlyArray<Named>) => rows.map((row) => idMember(idType, row))
  const own = (idType: string, id: string) => ({
    ...idMember(idType, { id, identifier: "id", label: "" }),
    comment: null
  })
  const objects = snapshot.customObjects.map((one) =>
    objectMember(one.identifier, one.label, [
      own("CustomObjectSchemaId", one.id),
      objectMember("fields", null, fields("custom object", "CustomObjectFieldId", one.fields))
    ])
  )
  const pipelines = snapshot.pipelines.map((one) =>
    objectMember(one.identifier, one.label, [
      own("PipelineId", one.id),
      objectMember("stages", null, ids("DealStageId", one.stages))
    ])
  )
  return [
    { name: "Fields", comment: "Custom fields of contacts.", members: fields("contact", "FieldId", snapshot.fields) },
    {
      name: "DealFields",
      comment: "Custom fields of deals.",
      members: fields("deal", "DealCustomFieldId", snapshot.dealFields)
    },
    {
      name: "AccountFields",
      comment: "Custom fields of accounts.",
      members: fields("account", "AccountCustomFieldId", snapshot.accountFields)
    },
    { name: "CustomObjects", comment: "Custom objects and their fields.", members: objects },
    { name: "Pipelines", comment: "Pipelines and their stages.", members: pipelines },
    { name: "Lists", comment: "Lists.", members: ids("ListId", snapshot.lists) },
    { name: "Tags", comment: "Tags.", members: ids("TagId", snapshot.tags) }
  ].filter(({ members }) => members.length > 0)
}

const headOf = (file: string): string => `/**
 * ${title}
 *
 * Generated from \`${file}\` by \`effect-activecampaign typegen pull\`; changes are overwritten.
 * To change an identifier, change it in that file and pull again.
 */
`

const importOf = (names: ReadonlyArray<string>): string =>
  bracketed("import { ", "", names, " }", ' from "effect-activecampaign/Ids"')

/** The text of the generated module: the same for the same snapshot. */
export const printModule = (snapshot: Snapshot, file: string): string => {
  const sections = sectionsOf(snapshot)
  if (sections.length === 0) return `${headOf(file)}export {}\n`
  const ids = new Set(sections.flatMap(({ members }) => members.flatMap((member) => member.ids)))
  const hasFields = [...ids].some((id) => id.endsWith("FieldId"))
  return [
    headOf(file).trimEnd(),
    ...(hasFields ? ['import * as CustomFields from "@effect-activecampaign/account/CustomFields"'] : []),
    importOf([...ids].sort()),
    ...sections.map(
      ({ comment: text, members, name }) =>
        `\n${comment("", text)}\nexport const ${name}: {\n${typeOf("  ", members)}\n} = ${pure}(() => ({\n${valueOf("  ", members)}\n}))()`
    ),
    ""
  ].join("\n")
}
