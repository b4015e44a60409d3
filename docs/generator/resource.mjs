/**
 * The page of a resource: its endpoints, its other functions, and its types.
 */
import * as Endpoint from "../../packages/core/dist/Endpoint.js"
import * as Wire from "../../packages/core/dist/Wire.js"
import { exampleOf, withImports } from "./examples.mjs"
import { cell, code, errorLink, meaningOf, page, partsOf, prose, table } from "./markdown.mjs"
import { fieldsOf } from "./program.mjs"

const knowledge = {
  recorded: "recorded: a response of the operation was recorded",
  documented: "documented: ActiveCampaign's page shows it; no recording is known",
  inferred: "inferred: a part of it is not shown anywhere"
}

const safety = {
  read: "yes: it reads only",
  idempotent: "yes: the outcome of a second request is the same (idempotent)",
  write:
    "only if nothing was executed; after a lost response it fails with [`OutcomeUnknownError`](../errors.md#outcomeunknownerror)"
}

const buckets = {
  account: "that of the account",
  bulkImport: "its own, for bulk imports of several contacts",
  bulkImportOne: "its own, for bulk imports of one contact"
}

const pagination = {
  offset: "by offset",
  keyset: "by id; by offset with filters or a sort order",
  none: "by offset; ActiveCampaign's page shows no pagination",
  page: "by the number of the page"
}

/** The errors of an endpoint beside those of every request. */
const errorsOf = (text) =>
  [...new Set(text.match(/\b\w+Error\b/g) ?? [])].filter((name) => !/^(Client|Write)Error$/.test(name))

const errorsCell = (text) => {
  const own = errorsOf(text).map(errorLink)
  const shared = "[those of every request](./index.md#errors-of-every-request)"
  return own.length === 0 ? shared : `${own.join(", ")}, and ${shared}`
}

const factsOf = (endpoint, { text: errors, result }, see) =>
  table(
    ["", ""],
    [
      ["Returns", result],
      ["Request", code(`${endpoint.method} ${endpoint.route}`)],
      endpoint.version === 2 ? ["API", "version 2: the path is below `/api/2`"] : undefined,
      ["Safe to retry", safety[endpoint.safety]],
      ["Rate limit", buckets[endpoint.bucket ?? "account"]],
      endpoint.pagination === undefined ? undefined : ["Pagination", pagination[endpoint.pagination]],
      endpoint.sideloads.length === 0
        ? undefined
        : ["Related records", `${endpoint.sideloads.map(code).join(", ")}: see [sideload](./index.md#related-records)`],
      ["Errors", errorsCell(errors)],
      ["Evidence", knowledge[endpoint.knowledge]],
      endpoint.deprecated ? ["Deprecated", "ActiveCampaign has replaced it or no longer documents it"] : undefined,
      see.length === 0
        ? undefined
        : ["ActiveCampaign", see.map((url) => `[${url.split("/").pop()}](${url})`).join(", ")]
    ].filter((row) => row !== undefined)
  )

/** What a form says beyond its type: "a whole number from 1 to 100". */
const formOf = (definition) => {
  if (definition === undefined) return undefined
  const { expected, identifier } = definition
  const kind = identifier.replace(/(OrNull)+$/, "")
  return /^(TextOfForm|IntegerBetween|NonNegativeDecimal|NonEmptyText|Integer|DateFilter)$/.test(kind)
    ? expected[1].replace(/(, or null)+$/, "")
    : undefined
}

/** Whether ActiveCampaign can send other labels than those that are known. */
const isOpen = (definition) =>
  definition !== undefined && /^(ReadonlyArray<)?Open(Literal|Enum)/.test(definition.identifier)

const typeOf = ({ type }, definition) => {
  const text = type
    .replace(/\breadonly \[(.+), \.\.\.\(?\1\)?\[\]\]/, "NonEmptyReadonlyArray<$1>")
    .replace(
      /\breadonly (\w+(?:<[^>]*>)?|"[^"]*"|\{[^{}]*\}|\([^)]*\))\[\]/g,
      (_, element) => `ReadonlyArray<${element.replace(/^\(|\)$/g, "")}>`
    )
    .replace(/\breadonly ("[^"]*"(?: \| "[^"]*")*)\[\]/g, "ReadonlyArray<$1>")
    .replace(/\bfalse \| true\b/, "boolean")
    .replace(/\b(\w+) \| \(\1\)/, "$1")
  return isOpen(definition) ? text.replace(/^(.*"[^"]*")/, "$1 | …") : text
}

const isWriteOfTypes = ({ kind }) => ["class", "type", "interface"].includes(kind)

/** Whether an export is a type with a codec of the same name that is no class, as one that requires a field of several. */
const isUnion = (one, codecs) =>
  one.kind === "const" && one.alias() !== undefined && codecs[one.name] !== undefined && Wire.isCodec(codecs[one.name])

const lower = (name) => name.toLowerCase()

/** Writes types, each once, and links to them. */
const typesOf = (context, exports, codecs) => {
  const { links, module } = context
  const names = new Map(
    exports.filter((one) => isWriteOfTypes(one) || isUnion(one, codecs)).map((one) => [one.name, one])
  )
  // The anchors that the page has already: its title and the functions.
  const taken = new Set([module, ...exports.map(({ name }) => name).filter((name) => !names.has(name))].map(lower))
  const anchor = (name) => (taken.has(lower(name)) ? `${name.toLowerCase()}-type` : name.toLowerCase())
  const written = new Set()
  const within = (text) => [...new Set(text.match(/(?<!["\w.])[A-Z]\w+/g) ?? [])]
  const linkTo = (name) => (names.has(name) ? `#${anchor(name)}` : links(module, name))
  const linked = (text, shown = code(text.replace(/\|/g, "\\|"))) => {
    const target = within(text)
      .map(linkTo)
      .find((link) => link !== undefined)
    return target === undefined ? shown : `[${shown}](${target})`
  }

  const fieldTable = (type, definition, isInput) => {
    const definitions = new Map(definition?.fields?.map(([name, field]) => [name, field]))
    const fields = fieldsOf(type)
    const some = fields.some(({ optional }) => optional)
    const rows = fields.map((field) => {
      const own = definitions.get(field.name)
      const form = isInput ? formOf(own) : undefined
      const meaning = [meaningOf(field.name, field.comment), form === undefined ? "" : `Must be ${form}.`]
        .filter(Boolean)
        .join(" ")
      context.count(meaning !== "")
      const shown = linked(typeOf(field, own))
      return [code(field.name), shown, ...(some ? [field.optional ? "" : "yes"] : []), cell(meaning)]
    })
    return table(["field", "type", ...(some ? ["required"] : []), "meaning"], rows)
  }

  /** A type under a heading of its own, and the types in it. */
  const write = (name, isInput) => {
    const one = names.get(name)
    if (one === undefined || written.has(name)) return []
    written.add(name)
    const heading = `### ${name}${anchor(name) === name.toLowerCase() ? "" : ` {#${anchor(name)}}`}`
    const { first, rest, examples, after } = partsOf(one.comment.text)
    const declared = one.declared()
    const fields = fieldsOf(declared)
    const isRecord =
      !["type", "const"].includes(one.kind) ||
      (fields.length > 0 && !declared.isUnion() && !/&|Brand/.test(one.alias() ?? ""))
    const codec = codecs[name]
    const definition = codec !== undefined && Wire.isCodec(codec) ? Wire.definitionOf(codec) : undefined
    const hasTable = isRecord || definition?.fields !== undefined
    const body = hasTable
      ? fieldTable(declared, definition, isInput)
      : one.alias() === undefined
        ? ""
        : context.snippets.signature(one.alias())
    const error = /Error$/.test(name) ? `See [the error guide](../errors.md#${name.toLowerCase()}).` : ""
    const nested = fields.flatMap(({ type }) => within(type)).flatMap((inner) => write(inner, isInput))
    const shown = examples.map((example) => context.snippets.example(withImports(example)))
    return [heading, prose([first, rest].filter(Boolean).join("\n\n")), ...shown, prose(after), error, body, ...nested]
  }

  /** What a payload or query consists of. */
  const input = (label, text) => {
    const own = within(text).filter((name) => !/^(Extra|Paging|Resume|StreamOptions|ReadonlyArray)$/.test(name))
    const lines = own.filter((name) => linkTo(name) !== undefined).map((name) => linked(name))
    return lines.length === 0 ? [] : [`${label}: ${lines.join(" or ")}`, ...own.flatMap((name) => write(name, true))]
  }
  return { names, linked, write, input }
}

const declared = (name, signature) => `declare const ${name === "delete" ? "delete_" : name}: ${signature}`

/** The section of one endpoint or function. */
const section = (context, types, one, endpoint, errors) => {
  const call = one.call()
  const { first, rest, examples, after } = partsOf(one.comment.text)
  const example = exampleOf(context.module, one, examples, endpoint)
  const [shown, ...others] = [example, ...examples.slice(1).map(withImports)].filter(Boolean)
  const signature = call === undefined ? undefined : context.snippets.signature(declared(one.name, call.text))
  const inputs = (call?.parameters ?? []).filter(({ name }) => name !== "options")
  return [
    `## ${one.name}`,
    prose(first),
    signature,
    endpoint === undefined
      ? errors === undefined
        ? ""
        : table(
            ["", ""],
            [
              ["Returns", errors.result],
              ["Errors", errorsCell(errors.text)]
            ]
          )
      : factsOf(endpoint, errors, one.comment.see),
    prose(rest),
    shown === undefined ? "" : context.snippets.example(shown),
    ...others.map(context.snippets.example),
    prose(after),
    ...inputs.flatMap(({ name, text }) =>
      types.input(
        name === "query" ? "Query" : name === "payload" ? "Payload" : `\`${name.replace(/^__0$/, "argument")}\``,
        text
      )
    )
  ]
}

/** What an endpoint returns, with a link to the type. */
const resultOf = (types, returned) => {
  if (returned === undefined) return undefined
  const text = returned.text.replace(/\breadonly (\w+)\[\]/g, "ReadonlyArray<$1>")
  const link = text === "void" ? "nothing" : types.linked(text)
  return returned.kind === "Stream" ? `a stream of ${link}` : link
}

/** Writes the page of a resource. */
export const resourcePage = (context, { head, exports }, value, returnedBy) => {
  const types = typesOf(context, exports, value)
  const isCodec = ({ name }) => value[name] !== undefined && Wire.isCodec(value[name])
  const values = exports.filter((one) => !isWriteOfTypes(one) && !isCodec(one))
  const functions = values.filter((one) => one.call() !== undefined)
  const constants = values.filter((one) => one.call() === undefined)
  const endpointOf = ({ name }) => (Endpoint.isEndpoint(value[name]) ? value[name] : undefined)
  const sections = functions.flatMap((one) => {
    const endpoint = endpointOf(one)
    if (endpoint !== undefined) context.covered.add(endpoint.name)
    const returned = returnedBy(one.symbol)
    const errors = returned && { text: returned.errors, result: resultOf(types, returned) }
    return section(context, types, one, endpoint, errors)
  })
  const rest = [...types.names.keys()].flatMap((name) => types.write(name, false))
  const { module } = context
  const { first, rest: more, examples, after } = partsOf(head)
  const service = `${module.charAt(0).toLowerCase()}${module.slice(1)}`
  const overview = functions.map((one) => {
    const endpoint = endpointOf(one)
    return [
      `[${code(one.name)}](#${one.name.toLowerCase()})`,
      cell(partsOf(one.comment.text).first),
      endpoint === undefined ? "" : code(`${endpoint.method} ${endpoint.route}`)
    ]
  })
  return page(
    `# ${module}`,
    prose(first.replace(/^[^:]+: (\w)/, (_, letter) => letter.toUpperCase())),
    module === "Tracking"
      ? '`import { Tracking } from "effect-activecampaign"`'
      : `\`import { ${module} } from "effect-activecampaign"\`, or \`effect-activecampaign/${module}\` alone. In the root service: \`ac.${service}\`.`,
    prose(more),
    examples.map((example) => context.snippets.example(withImports(example))),
    prose(after),
    table(["function", "", "request"], overview),
    sections,
    ...constants.flatMap((one) => [`## ${one.name}`, prose(one.comment.text)]),
    rest.length === 0 ? [] : ["## Types", ...rest]
  )
}
