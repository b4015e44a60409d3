/**
 * The built declarations of the packages, in one program of TypeScript: the exports of a module, with their types as text
 * and their doc comments.
 *
 * TypeScript 7 has no JavaScript API, so this uses the newest version that has one.
 */
import { existsSync, readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import ts from "typescript-5"

/** The root of the repository. */
export const root = fileURLToPath(new URL("../../", import.meta.url))

const packages = {
  resources: "effect-activecampaign",
  account: "@effect-activecampaign/account",
  webhooks: "@effect-activecampaign/webhooks",
  jobs: "@effect-activecampaign/jobs",
  testing: "@effect-activecampaign/testing"
}

/** Modules that are no part of the interface. */
const hidden = new Set(["index", "bin", "resources"])

const modulesIn = (folder, inside) => {
  const at = `${root}packages/${folder}/dist/${inside}`
  if (!existsSync(at)) throw new Error(`packages/${folder} is not built; run \`node scripts/setup.mjs\``)
  return readdirSync(at)
    .filter((file) => file.endsWith(".d.ts"))
    .map((file) => file.replace(".d.ts", ""))
    .filter((name) => !hidden.has(name))
    .map((name) => ({
      folder,
      name,
      isCore: inside !== "",
      specifier: `${packages[folder]}/${name}`,
      file: `${at}${name}.d.ts`
    }))
}

/** Every module that an application can import. */
export const modules = [
  ...modulesIn("resources", ""),
  ...modulesIn("resources", "core/"),
  ...["account", "webhooks", "jobs", "testing"].flatMap((folder) => modulesIn(folder, ""))
]

const program = ts.createProgram(
  modules.map(({ file }) => file),
  {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: []
  }
)
const checker = program.getTypeChecker()

const flags =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
  ts.TypeFormatFlags.OmitParameterModifiers

/** The declared errors first, then those of every request. */
const order = ["NotFoundError", "ValidationError", "DuplicateError", "", "InputError", "PaginationError", "ClientError"]
const rank = (name) => (name === "WriteError" ? 6 : order.indexOf(name) < 0 ? 3 : order.indexOf(name))
const sorted = (union) =>
  union
    .split(" | ")
    .sort((a, b) => rank(a) - rank(b))
    .join(" | ")

/** Names that the printer expands, or prints without the module that a reader knows them by. */
const tidy = (text) =>
  text
    .replace(/import\("[^"]+"\)\./g, "")
    .replace(/\b(?:Wire\.)?Branded<"(\w+)">/g, "$1")
    .replace(/\bstring & (?:Brand\.)?Brand<"(\w+)">/g, "$1")
    .replace(/ \| UnknownLabel\b|\bUnknownLabel \| /g, "")
    .replace(/\b(?:Wire\.)?Open<((?:"[^"]*"(?: \| )?)+)>/g, "$1")
    .replace(/(?<![.\w])Utc\b/g, "DateTime.Utc")
    .replace(/\?: \((\w+ & [^()]*)\) \| undefined/g, "?: $1")
    .replace(/(\?: [\w.]+(?:<[\w." |&]+>)?) \| undefined/g, "$1")
    .replace(/\b\w+Error(?: \| \w+Error)+\b/g, sorted)

/** A type as text. */
export const typeText = (type) => tidy(checker.typeToString(type, undefined, flags))

/** Resolves `export { delete_ as delete }` and re-exports. */
const resolved = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)

const commentOf = (symbol) => {
  for (const declaration of symbol.declarations ?? []) {
    const text = commentAt(declaration)
    if (text !== undefined) return text
  }
  return undefined
}

/** The doc comment of a declaration: its text as Markdown, and the pages it refers to. */
const commentAt = (declaration) => {
  const node =
    ts.isVariableDeclaration(declaration) && declaration.parent?.parent !== undefined
      ? declaration.parent.parent
      : declaration
  const [last] = (node.jsDoc ?? []).slice(-1)
  return last === undefined ? undefined : parsed(last.getText())
}

/** A comment as Markdown, without its tags. TypeScript's parser takes any word that begins with `@` for a tag. */
const parsed = (comment) => {
  const lines = comment
    .replace(/^\/\*\*|\*\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
  const isTag = (line) => /^@(see|deprecated|internal|default)\b/.test(line.trim())
  const see = lines.filter((line) => line.startsWith("@see")).map((line) => line.slice("@see".length).trim())
  const text = lines
    .filter((line) => !isTag(line))
    .join("\n")
    .trim()
  return { text, see }
}

/** The comment at the head of a module. */
const headOf = ({ text }) => parsed(/^\/\*\*[\s\S]*?\*\//.exec(text)?.[0] ?? "").text

/** Whether a property comes from Effect or from JavaScript, as those that every error has. */
const isForeign = ({ name, declarations = [] }) =>
  name.startsWith("__@") ||
  (declarations.length > 0 && declarations.every((one) => one.getSourceFile().fileName.includes("/node_modules/")))

/** The fields of an object type, in the order of their declaration. */
export const fieldsOf = (type) =>
  checker
    .getPropertiesOfType(type)
    .filter((property) => !isForeign(property))
    .map((property) => {
      const of = checker.getTypeOfSymbol(property)
      const comments = (property.declarations ?? []).map(commentAt).filter((comment) => comment !== undefined)
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0
      const plain = optional ? checker.getNonNullableType(of) : of
      const isNullable = of.isUnion() && of.types.some((one) => one.flags & ts.TypeFlags.Null)
      return {
        name: property.name,
        optional,
        comment: comments.find(({ text }) => text !== "")?.text ?? "",
        type: `${typeText(plain)}${optional && isNullable ? " | null" : ""}`,
        node: plain
      }
    })

/** What follows `type Name =` in the source, if it is short. */
const aliasText = (symbol) => {
  const declaration = symbol.declarations?.find(ts.isTypeAliasDeclaration)
  return declaration === undefined
    ? undefined
    : tidy(`type ${declaration.name.text}${parametersOf(declaration)} = ${declaration.type.getText()}`)
}

const parametersOf = ({ typeParameters }) =>
  typeParameters === undefined ? "" : `<${typeParameters.map((one) => tidy(one.getText())).join(", ")}>`

const kindOf = (symbol) => {
  if (symbol.flags & ts.SymbolFlags.Class) return "class"
  if (symbol.flags & ts.SymbolFlags.Function) return "function"
  if (symbol.flags & ts.SymbolFlags.Variable) return "const"
  if (symbol.flags & ts.SymbolFlags.Interface) return "interface"
  if (symbol.flags & ts.SymbolFlags.TypeAlias) return "type"
  return "namespace"
}

/** A parameter; several, if it stands for the rest of the arguments and their number is known. */
const parametersIn = (parameter) => {
  const type = checker.getTypeOfSymbol(parameter)
  if (!checker.isTupleType(type)) {
    return [
      {
        name: parameter.name,
        text: typeText(type),
        type,
        optional: parameter.valueDeclaration?.questionToken !== undefined
      }
    ]
  }
  const { elementFlags, labeledElementDeclarations } = type.target
  return checker.getTypeArguments(type).map((argument, index) => {
    const optional = (elementFlags[index] & ts.ElementFlags.Optional) !== 0
    const plain = optional ? checker.getNonNullableType(argument) : argument
    return {
      name: labeledElementDeclarations?.[index]?.name.getText() ?? parameter.name,
      text: typeText(plain),
      type: plain,
      optional
    }
  })
}

/** A call of an endpoint: the type of its first parameter, … as text, and what it returns. */
const callOf = (symbol) => {
  const type = checker.getTypeOfSymbol(symbol)
  const [signature] = type.getCallSignatures()
  if (signature === undefined) return undefined
  return {
    text: tidy(checker.signatureToString(signature, undefined, flags | ts.TypeFormatFlags.WriteArrowStyleSignature)),
    parameters: signature.getParameters().flatMap(parametersIn),
    isGeneric: signature.typeParameters !== undefined,
    overloads: type.getCallSignatures().length
  }
}

/** What a function returns in an effect or a stream. */
export const returnedBy = (symbol) => {
  const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures()
  const returned = signature?.getReturnType()
  const kind = (returned?.aliasSymbol ?? returned?.symbol)?.name
  if (kind !== "Effect" && kind !== "Stream") return undefined
  const [type, errors] = returned.aliasTypeArguments ?? checker.getTypeArguments(returned)
  return { kind, type: checker.getNonNullableType(type), text: typeText(type), errors: typeText(errors) }
}

/** What is declared in the body of a class or an interface, with its comments. */
const membersOf = (symbol) =>
  (symbol.declarations ?? [])
    .filter((one) => ts.isClassDeclaration(one) || ts.isInterfaceDeclaration(one))
    .flatMap((declaration) => declaration.members)
    .filter((member) => member.name !== undefined && !ts.isComputedPropertyName(member.name))
    .map((member) => {
      const isStatic = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static
      return {
        name: `${isStatic ? `${symbol.name}.` : ""}${member.name.getText()}`,
        optional: member.questionToken !== undefined,
        type: tidy(
          (member.type ?? member)
            .getText()
            .replace(/\/\*\*[\s\S]*?\*\//g, "")
            .replace(/\s+/g, " ")
        ),
        comment: commentAt(member)?.text ?? ""
      }
    })

/** One export of a module. */
const exportOf = (file) => (symbol) => {
  const target = resolved(symbol)
  const [declaration] = target.declarations ?? []
  const kind = kindOf(target)
  return {
    name: symbol.name,
    kind,
    symbol: target,
    own: declaration?.getSourceFile().fileName === file,
    position: declaration?.getStart() ?? 0,
    comment: commentOf(target) ?? { text: "", see: [] },
    type: () =>
      kind === "const" || kind === "function"
        ? checker.getTypeOfSymbol(target)
        : checker.getDeclaredTypeOfSymbol(target),
    declared: () => checker.getDeclaredTypeOfSymbol(target),
    call: () => callOf(target),
    members: () => membersOf(target),
    alias: () => aliasText(target),
    parameters: () => parametersOf(declaration ?? {})
  }
}

/** The exports of a module in the order of its source, and the comment at its head. */
export const read = ({ file, isCore, name }) => {
  const own = program.getSourceFile(file)
  // A module of core is re-exported, and its comment is where it is declared.
  const [first] = checker.getExportsOfModule(checker.getSymbolAtLocation(own))
  const source = isCore ? resolved(first).declarations[0].getSourceFile() : own
  const head = isCore
    ? headOf(program.getSourceFiles().find(({ fileName }) => fileName.endsWith(`/core/dist/${name}.d.ts`)) ?? source)
    : headOf(own)
  const exports = checker.getExportsOfModule(checker.getSymbolAtLocation(own)).map(exportOf(own.fileName))
  return { head, exports: exports.sort((a, b) => a.position - b.position) }
}
