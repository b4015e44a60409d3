/**
 * One example for each endpoint: that of its doc comment, or a call with plausible arguments; and what comes of the
 * result.
 */
import ts from "typescript-5"
import * as accountIndex from "../../packages/account/dist/index.js"
import * as jobsIndex from "../../packages/jobs/dist/index.js"
import * as index from "../../packages/resources/dist/index.js"
import * as testingIndex from "../../packages/testing/dist/index.js"
import * as webhooksIndex from "../../packages/webhooks/dist/index.js"
import { importer } from "../../scripts/examples.mjs"
import { fieldsOf, returnedBy } from "./program.mjs"
import { exampleIn, sourceOf } from "./values.mjs"

/** The example with the imports that it needs. */
export const withImports = importer({
  "effect-activecampaign": index,
  "@effect-activecampaign/account": accountIndex,
  "@effect-activecampaign/jobs": jobsIndex,
  "@effect-activecampaign/testing": testingIndex,
  "@effect-activecampaign/webhooks": webhooksIndex
})

/** The only expression of an example, if it is no more than a call. */
const callIn = (example) => {
  const { statements } = ts.createSourceFile("example.ts", example, ts.ScriptTarget.ES2022, true)
  const [only] = statements
  return statements.length === 1 && ts.isExpressionStatement(only) && ts.isCallExpression(only.expression)
    ? only.expression.getText()
    : undefined
}

/** Fields that tell a reader which one it is. */
const telling = [
  "name",
  "title",
  "email",
  "tag",
  "subject",
  "note",
  "label",
  "fullName",
  "orderNumber",
  "value",
  "status",
  "event",
  "url",
  "id"
]

const isPlain = ({ type }) =>
  /^(\w+Id|string|number|boolean|"[^"]*")( \| ("[^"]*"|\w+Id|string|number|null))*$/.test(type)

const fieldToShow = (type) => {
  const fields = fieldsOf(type).filter(isPlain)
  return telling.find((name) => fields.some((field) => field.name === name)) ?? fields[0]?.name
}

const reserved = new Set(["package", "delete", "default", "function", "export"])

/** The name of a variable for a value of this type. */
const variableOf = (text) => {
  const [word = "result"] = /[A-Z]\w+/.exec(text) ?? []
  const name = word.charAt(0).toLowerCase() + word.slice(1)
  return reserved.has(name) ? "result" : name
}

const plural = (name) =>
  /ics$/.test(name)
    ? name
    : /(s|x|ch)$/.test(name)
      ? `${name}es`
      : /[^aeiou]y$/.test(name)
        ? `${name.slice(0, -1)}ies`
        : `${name}s`

const memberOf = (name, field, isNullable) =>
  /^[A-Za-z_$][\w$]*$/.test(field) ? `${name}${isNullable ? "?." : "."}${field}` : `${name}["${field}"]`

const isObject = (text) => /^[A-Z]\w*( \| null)?$/.test(text) && !/Id( \| null)?$|^DateTime/.test(text)

/** What is logged of a value. */
const shown = (variable, { text, type }) => {
  if (/\[\]$|^readonly |^ReadonlyArray/.test(text)) return `${variable}.length`
  if (!isObject(text)) return variable
  const field = fieldToShow(type)
  return field === undefined ? variable : memberOf(variable, field, / \| null$/.test(text))
}

/** A program around a call: it reads the result. */
const program = (call, { kind, text, type, errors }, name) => {
  if (kind === "Stream") {
    const variable = isObject(text) ? variableOf(text) : "row"
    return `const program = ${call}.pipe(\n  Stream.runForEach((${variable}) => Effect.log(${shown(variable, { text, type })}))\n)`
  }
  if (text === "void") {
    return /^(delete|remove)/.test(name) && errors.includes("NotFoundError")
      ? `// It may have been deleted before\nconst program = ${call}.pipe(Effect.catchTag("NotFoundError", () => Effect.void))`
      : `const program = Effect.gen(function* () {\n  yield* ${call}\n  yield* Effect.log("Done")\n})`
  }
  const isList = /\[\]$|^readonly |^ReadonlyArray/.test(text)
  const variable = isObject(text) ? variableOf(text) : isList ? plural(variableOf(text)) : "result"
  return `const program = Effect.gen(function* () {\n  const ${variable} = yield* ${call}\n  yield* Effect.log(${shown(variable, { text, type })})\n})`
}

/** The arguments of a call: those that are required, and a filter of a list. */
const argumentsOf = ({ parameters }, metadata) => {
  const wanted = parameters.filter(({ name, optional }) => !optional || (name === "query" && metadata?.query))
  return wanted.map(({ name, type, text }) => {
    const definition = { payload: metadata?.payload, query: metadata?.query }[name]
    const own = /^(.*) & Extra\b/.test(text) && type.isIntersection() ? type.types[0] : type
    return sourceOf(own, name, definition && index.Wire.definitionOf(definition))
  })
}

/** The example of an endpoint, or of another function of a resource. */
export const exampleOf = (module, one, examples, metadata) => {
  const [given] = examples
  const call = one.call()
  const isSimple = given !== undefined && callIn(given)
  if (given !== undefined && !isSimple) return withImports(given)
  if (call === undefined) return undefined
  const result = returnedBy(one.symbol)
  if (metadata === undefined && !isSimple && (result === undefined || call.isGeneric)) return undefined
  const values = () => exampleIn(module, () => argumentsOf(call, metadata)).join(", ")
  const expression = isSimple || `${module}.${one.name}(${values()})`
  if (result === undefined) return withImports(`const value = ${expression}`)
  return withImports(program(expression, result, one.name))
}
