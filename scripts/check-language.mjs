/**
 * Refuses words that users stumble over, and names that the API no longer has. Read the table from top to bottom; each
 * finding is reported as `file:line: “what was found”: say …`.
 *
 * Checks the sources and READMEs of the packages, the pages, the examples and the scripts. Patterns match across line
 * breaks of comments and paragraphs. This file names the words, so it is exempt.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"

/** Words: whole words, in any case. */
const words = [
  // The API and its users
  { pattern: /vendors?/, instead: "ActiveCampaign or the API" },
  { pattern: /no such thing|such thing|has such/, instead: "not found, or name the resource" },
  { pattern: /exists already/, instead: "already exists" },
  { pattern: /nobody expected/, instead: "unexpected request" },
  { pattern: /not explained by/, instead: "not documented by" },

  // Requests and responses
  { pattern: /answer(s|ed|ing)?/, instead: "response (noun), respond or return (verb)" },
  { pattern: /(safe|unsafe) to repeat|repeats? (it|only|what|a (call|request|write))/, instead: "retry" },
  { pattern: /look before you|look first/, instead: "check whether it was applied before retrying" },
  { pattern: /(every|each|five|small|hand-made) calls?|calls (per|a) second/, instead: "request, requests per second" },
  { pattern: /walk(s|ed|ing)?/, instead: "paginate" },
  { pattern: /codes? (as|are) words|codes? with words/, instead: "labels" },

  // Entities and inputs
  { pattern: /what makes an?/, instead: "Fields for creating …" },
  { pattern: /what changes an?/, instead: "Fields for updating …" },
  { pattern: /what is left out stays/, instead: "Omitted fields are left unchanged." },
  { pattern: /(it|they) (was|were) made/, instead: "When the contact was created" },
  { pattern: /whether it is deleted/, instead: "Whether the contact is deleted" },
  { pattern: /(?<!e-)mails?/, instead: "e-mail" },
  { pattern: /places in|its places/, instead: "associations with" },
  { pattern: /runs through automations?/, instead: "automation enrollments" },
  { pattern: /sales that may come about/, instead: "potential sales in a pipeline" },

  // Sentences
  { pattern: /stands? (in|below|beside|above|under|there|before|after|with)/, instead: "is, are" },
  { pattern: /holds? what/, instead: "contains, with a noun" },
  { pattern: /in which order/, instead: "Sort order of …" },
  { pattern: /carrying on|carry on/, instead: "contributing, continue" },
  { pattern: /what is there/, instead: "supported endpoints" },
  { pattern: /the house/, instead: "repository layout" },
  { pattern: /counts kilobytes/, instead: "if bundle size matters" },
  { pattern: /what went wrong stands/, instead: "see the output above" },
  { pattern: /does not forgive|forgives nothing/, instead: "rejects anything above it" },
  { pattern: /is a dot or not text|would address something else/, instead: "must be a non-empty string other than …" }
].map(({ pattern, instead }) => ({ pattern: new RegExp(`(?<!\\w)(?:${pattern.source})(?!\\w)`, "gi"), instead }))

/** First words of a doc comment. */
const openings = [
  { pattern: /\/\*\* Reads one /g, instead: "Retrieves …" },
  { pattern: /\/\*\* Makes an? /g, instead: "Creates …" },
  { pattern: /\/\*\* Changes (one|an?|the) /g, instead: "Updates …" },
  { pattern: /\/\*\* All [\w -]+, or those /g, instead: "Lists …, optionally filtered." }
]

/** Names that were replaced. */
const names = [
  { pattern: /\blistOf[A-Z]\w*/g, instead: "listBy…" },
  { pattern: /\bgetOf[A-Z]\w*/g, instead: "getBy…" },
  { pattern: /\b(create|update)Of[A-Z]\w*/g, instead: "createFor…, updateFor…" },
  { pattern: /\bWire\.codeOf\b/g, instead: "Wire.closedEnum" },
  { pattern: /\bWire\.codes\b/g, instead: "Wire.openEnum" },
  { pattern: /\bWire\.known\b/g, instead: "Wire.openLiteral" },
  { pattern: /\bWire\.rows\b/g, instead: "Wire.array" },
  { pattern: /\bWire\.map\b/g, instead: "Wire.record" },
  { pattern: /\bWire\.ref\b/g, instead: "Wire.nullableId" },
  { pattern: /\bWire\.Moment\b/g, instead: "Wire.InstantOrLocal" },
  { pattern: /\bWire\.Cents\b/g, instead: "Wire.MinorUnits" },
  { pattern: /\bWire\.(entity|input)\b/g, instead: "Wire.Entity, Wire.Input" },
  { pattern: /\bwalk: "/g, instead: 'pagination: "' },
  { pattern: /\bfailures: \[/g, instead: "errors: [" },
  { pattern: /\blimitClass\b/g, instead: "bucket" },
  { pattern: /\bprocessWide\b/g, instead: "RateLimiter.shared" },
  { pattern: /\bRateLimiter\.published\b/g, instead: "RateLimiter.defaultLimits" },
  { pattern: /\bRetryPolicy\.standard\b/g, instead: "RetryPolicy.defaultPolicy" },
  { pattern: /\bActiveCampaign\.mock\b/g, instead: "FakeActiveCampaign.layer of @effect-activecampaign/testing" }
]

const root = fileURLToPath(new URL("..", import.meta.url))
const exempt = ["scripts/check-language.mjs"]
const isText = (file) => /\.(ts|mjs|md)$/.test(file) && !/(^|[\\/])(dist|node_modules)[\\/]/.test(file)

const packages = readdirSync(join(root, "packages")).map((name) => `packages/${name}`)
const places = [
  ...packages.flatMap((folder) => [`${folder}/src`, `${folder}/README.md`, `${folder}/skills`]),
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "docs", "examples", "scripts"]
]

const filesIn = (place) => {
  const path = join(root, place)
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { recursive: true })
    .filter(isText)
    .map((file) => join(path, file))
}

/** The text with comments and paragraphs on one line, and the line that each character was on. */
const flatten = (text) => {
  const starts = []
  let flat = ""
  for (const line of text.split("\n")) {
    starts.push(flat.length)
    flat += `${line.replace(/^\s*(\*(?!\/)|\/\/)?\s*/, "").trimEnd()} `
  }
  return { flat, lineAt: (index) => starts.findLastIndex((start) => start <= index) + 1 }
}

const check = (file) => {
  const name = relative(root, file).replaceAll("\\", "/")
  if (exempt.includes(name)) return []
  const { flat, lineAt } = flatten(readFileSync(file, "utf8"))
  return [...words, ...openings, ...names]
    .flatMap(({ instead, pattern }) =>
      [...flat.matchAll(pattern)].map((match) => ({ found: match[0].trim(), instead, line: lineAt(match.index) }))
    )
    .sort((a, b) => a.line - b.line)
    .map(({ found, instead, line }) => `${name}:${line}: “${found}”: say ${instead}`)
}

const files = places.flatMap(filesIn)
const findings = files.flatMap(check)
for (const finding of findings) console.log(finding)
console.log(`Language: ${findings.length} findings in ${files.length} files.`)
process.exitCode = findings.length === 0 ? 0 : 1
