/**
 * Form bodies with PHP's brackets, as ActiveCampaign posts them: `contact[fields][7]=red&list[][id]=3`.
 *
 * Pairs are split and decoded before keys are parsed, so a value never becomes a key, whatever it contains. Keys are parsed
 * into nested `Map`s: a numeric key is a key and not a position, and no key reaches a prototype. A key that is repeated, or
 * has empty brackets, keeps all of its values. A key whose brackets do not match is a plain key.
 *
 * ```ts
 * import * as Either from "effect/Either"
 * import * as FormBody from "@effect-activecampaign/webhooks/FormBody"
 *
 * const body = FormBody.parse("type=subscribe&contact%5Bid%5D=12&list%5B%5D%5Bid%5D=3&list%5B%5D%5Bid%5D=5")
 * Either.map(body, (form) => form.get("contact[id]")) // "12"
 * Either.map(body, (form) => form.getAll("list[][id]")) // ["3", "5"]
 * ```
 */
import * as Data from "effect/Data"
import * as Either from "effect/Either"
import * as Inspectable from "effect/Inspectable"

/** What a body may have at most. */
export interface Limits {
  /** Bytes of the body as it was sent. */
  readonly bytes: number
  /** Pairs of a key and a value. */
  readonly pairs: number
  /** Parts of a key: `contact[fields][7]` has 3. */
  readonly depth: number
  /** Characters of a key, decoded. */
  readonly key: number
}

/** The limits that apply unless others are given: 1 MB, 20,000 pairs, keys of 8 parts and 1,024 characters. */
export const defaultLimits: Limits = { bytes: 1_000_000, pairs: 20_000, depth: 8, key: 1_024 }

const measured: Readonly<Record<keyof Limits, string>> = {
  bytes: "must have at most {limit} bytes",
  pairs: "must have at most {limit} pairs",
  depth: "must have keys of at most {limit} parts",
  key: "must have keys of at most {limit} characters"
}

/** A body exceeds a limit. The message has the numbers and nothing of the body. */
export class FormBodyError extends Data.TaggedError("FormBodyError")<{
  /** The limit that is exceeded. */
  readonly reason: keyof Limits
  /** The limit. */
  readonly limit: number
  /** What the body has, or a part of it that exceeds the limit already. */
  readonly actual: number
}> {
  override get message(): string {
    return `the body ${measured[this.reason].replace("{limit}", String(this.limit))}; got ${this.actual}`
  }
}

/** What is under one part of a key. */
export interface Node {
  /** The values of the key that ends here, in the order of the body; usually one or none. */
  readonly values: ReadonlyArray<string>
  /** What follows in brackets: `a[b]` has `b` below `a`. */
  readonly children: ReadonlyMap<string, Node>
  /** What follows in empty brackets: `a[][id]=3&a[][id]=5` has two below `a`. */
  readonly appended: ReadonlyArray<Node>
}

/** A parsed body. Shown in logs and as JSON, it has its number of pairs only, since the pairs are personal data. */
export interface FormBody extends Inspectable.Inspectable {
  /** All pairs, decoded, in the order of the body. */
  readonly pairs: ReadonlyArray<readonly [key: string, value: string]>
  /** The pairs as a tree. */
  readonly root: Node
  /** The value of a key, such as `contact[fields][7]`; the last one if there are several, as in PHP. Null if there is none. */
  readonly get: (key: string) => string | null
  /** All values of a key. `list[][id]` has those of all empty brackets. */
  readonly getAll: (key: string) => ReadonlyArray<string>
}

interface MutableNode extends Node {
  readonly values: Array<string>
  readonly children: Map<string, MutableNode>
  readonly appended: Array<MutableNode>
}

/** The parts of a key: `a[b][c]` has `a`, `b` and `c`. A key that does not start with a name or end with `]` is one part. */
const partsOf = (key: string): ReadonlyArray<string> => {
  const open = key.indexOf("[")
  return open > 0 && key.endsWith("]") ? [key.slice(0, open), ...key.slice(open + 1, -1).split("][")] : [key]
}

/** The node below another one. Empty brackets make a new one each time. */
const below = (node: MutableNode, part: string, isName: boolean): MutableNode => {
  const appends = part === "" && !isName
  const known = appends ? undefined : node.children.get(part)
  if (known !== undefined) return known
  const added: MutableNode = { values: [], children: new Map(), appended: [] }
  if (appends) node.appended.push(added)
  else node.children.set(part, added)
  return added
}

class FormBodyImpl extends Inspectable.Class implements FormBody {
  readonly pairs: FormBody["pairs"]
  readonly root: Node
  constructor(pairs: FormBody["pairs"], root: Node) {
    super()
    this.pairs = pairs
    this.root = root
  }
  getAll(key: string): ReadonlyArray<string> {
    const [name = "", ...parts] = partsOf(key)
    let nodes: ReadonlyArray<Node> = [this.root.children.get(name) ?? []].flat()
    for (const part of parts) {
      nodes = nodes.flatMap(({ appended, children }) => (part === "" ? appended : (children.get(part) ?? [])))
    }
    return nodes.flatMap(({ values }) => values)
  }
  get(key: string): string | null {
    return this.getAll(key).at(-1) ?? null
  }
  toJSON() {
    return { _id: "FormBody", pairs: this.pairs.length }
  }
}

/** The pairs as a tree, unless a key exceeds a limit. */
const treeOf = (pairs: FormBody["pairs"], limits: Limits): Either.Either<Node, FormBodyError> => {
  const root: MutableNode = { values: [], children: new Map(), appended: [] }
  for (const [key, value] of pairs) {
    if (!(key.length <= limits.key)) return exceeds("key", limits, key.length)
    const parts = partsOf(key)
    if (!(parts.length <= limits.depth)) return exceeds("depth", limits, parts.length)
    parts.reduce((node, part, index) => below(node, part, index === 0), root).values.push(value)
  }
  return Either.right(root)
}

/** A limit that is no number refuses everything, since nothing is at most NaN. */
const exceeds = (reason: keyof Limits, limits: Limits, actual: number): Either.Either<never, FormBodyError> =>
  Either.left(new FormBodyError({ reason, limit: limits[reason], actual }))

/** Number of pairs in a body. `&&` has none in between. */
const countPairs = (text: string): number => {
  let count = 0
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf("&", start)
    const end = next < 0 ? text.length : next
    if (end > start) count++
    start = end + 1
  }
  return count
}

/**
 * Parses a body. `+` is a blank; an escape that is malformed is left as it is, and one that is not UTF-8 is read as U+FFFD, as
 * the URL standard has it. Any text is a body, so the only failure is that a limit is exceeded.
 *
 * Takes time in proportion to the size of the body.
 */
export const parse = (
  body: string | Uint8Array,
  limits: Partial<Limits> = {}
): Either.Either<FormBody, FormBodyError> => {
  const all: Limits = { ...defaultLimits, ...limits }
  // A character has at least one byte, so a text that is far too long is not encoded.
  const bytes =
    typeof body === "string" && body.length <= all.bytes ? new TextEncoder().encode(body).length : body.length
  if (!(bytes <= all.bytes)) return exceeds("bytes", all, bytes)
  const text = typeof body === "string" ? body : new TextDecoder("utf-8", { ignoreBOM: true }).decode(body)
  const count = countPairs(text)
  if (!(count <= all.pairs)) return exceeds("pairs", all, count)
  // A question mark in front would be dropped.
  const pairs = [...new URLSearchParams(`&${text}`)]
  return Either.map(treeOf(pairs, all), (root) => new FormBodyImpl(pairs, root))
}
