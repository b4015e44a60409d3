/**
 * A form body is read pair by pair: no pair is lost, no value becomes a key, no key reaches a prototype, and whatever
 * exceeds a limit is a typed error that shows nothing of the body.
 */
import { inspect } from "node:util"
import { expect, it } from "@effect/vitest"
import * as FormBody from "@effect-activecampaign/webhooks/FormBody"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { formOf, hostile } from "./support/hostile.js"

const parse = (body: string | Uint8Array, limits?: Partial<FormBody.Limits>) =>
  Either.getOrThrow(FormBody.parse(body, limits))

const errorOf = (body: string | Uint8Array, limits?: Partial<FormBody.Limits>) =>
  Either.getOrThrow(Either.flip(FormBody.parse(body, limits)))

/** All values of a tree, each with the parts of its key. */
const leavesOf = (node: FormBody.Node, path: ReadonlyArray<string> = []): ReadonlyArray<readonly [string, string]> => [
  ...node.values.map((value) => [path.join("→"), value] as const),
  ...[...node.children].flatMap(([part, child]) => leavesOf(child, [...path, part])),
  ...node.appended.flatMap((child) => leavesOf(child, [...path, ""]))
]

const deep = { depth: Number.POSITIVE_INFINITY, key: Number.POSITIVE_INFINITY }

/** Keys with brackets in all states of order. */
const keys = FastCheck.oneof(
  FastCheck.array(FastCheck.constantFrom("a", "b", "0", "7", "[", "]", "][", "[]", "[a]", "[0]", ".", "__proto__"), {
    minLength: 1,
    maxLength: 6
  }).map((parts) => parts.join("")),
  hostile
)

it("gives every pair back, in order, and finds each under its key", () => {
  FastCheck.assert(
    FastCheck.property(FastCheck.array(FastCheck.tuple(keys, hostile)), (pairs) => {
      const body = parse(formOf(pairs), deep)
      expect(body.pairs).toEqual(pairs)
      for (const [key] of pairs) {
        const values = pairs.filter(([other]) => other === key).map(([, value]) => value)
        expect(body.getAll(key)).toEqual(values)
        expect(body.get(key)).toBe(values.at(-1))
      }
      expect(leavesOf(body.root)).toHaveLength(pairs.length)
    })
  )
})

it("never takes a value for a key", () => {
  FastCheck.assert(
    FastCheck.property(hostile, (value) => {
      const body = parse(formOf([["contact[email]", value]]))
      expect(leavesOf(body.root)).toEqual([["contact→email", value]])
    })
  )
})

it("reads blanks, missing equals signs and empty pairs as the URL standard has it", () => {
  expect(parse("?a=1+2&&b&=c&d=%2B&e=x=y&").pairs).toEqual([
    ["?a", "1 2"],
    ["b", ""],
    ["", "c"],
    ["d", "+"],
    ["e", "x=y"]
  ])
  expect(parse("").pairs).toEqual([])
})

it("keeps malformed escapes, and reads those that are not UTF-8 as U+FFFD", () => {
  expect(parse("a=%&b=%zz&c=100%&d=%E4&e=%C3%A4&f=%F0%9F&g=%ED%A0%80").pairs.map(([, value]) => value)).toEqual([
    "%",
    "%zz",
    "100%",
    "\uFFFD",
    "ä",
    "\uFFFD",
    "\uFFFD\uFFFD\uFFFD"
  ])
  expect(parse(new Uint8Array([97, 61, 0xe4])).get("a")).toBe("\uFFFD")
})

it("reads bytes as it reads their text", () => {
  expect(parse(new TextEncoder().encode("\uFEFFa=1")).pairs).toEqual([["\uFEFFa", "1"]])
  FastCheck.assert(
    FastCheck.property(FastCheck.array(FastCheck.tuple(hostile, hostile)), (pairs) => {
      const body = formOf(pairs, (text) => String(text).replace(/[&=%+]/g, encodeURIComponent))
      expect(parse(new TextEncoder().encode(body), deep).pairs).toEqual(parse(body, deep).pairs)
    })
  )
})

it("keeps numeric keys as keys, and repeated and empty brackets apart", () => {
  const body = parse("f[3]=a&f[70000]=b&f[03]=c&list[][id]=3&list[][id]=5&list[0][id]=7&x=1&x[y]=2&x=3")
  expect([...(body.root.children.get("f")?.children.keys() ?? [])]).toEqual(["3", "70000", "03"])
  expect(body.getAll("list[][id]")).toEqual(["3", "5"])
  expect(body.getAll("list[0][id]")).toEqual(["7"])
  expect(body.getAll("x")).toEqual(["1", "3"])
  expect(body.get("x")).toBe("3")
  expect(body.get("x[y]")).toBe("2")
  expect(body.get("y")).toBeNull()
  expect(body.getAll("list[][name]")).toEqual([])
})

it.each(["[a]", "a]", "a[b", "]a[", "a[b]c", "a.b", "a b", "[", "]", "[]", "a[b][c"])(
  "keeps the odd key %s reachable and apart from others",
  (key) => {
    const body = parse(
      formOf([
        [key, "odd"],
        ["a", "plain"],
        ["a[b]", "even"]
      ])
    )
    expect(body.get(key)).toBe("odd")
    expect([...body.root.children.keys()]).toEqual([key, "a"])
    expect(body.get("a")).toBe("plain")
    expect(body.get("a[b]")).toBe("even")
  }
)

it("reads brackets inside of brackets as part of a name", () => {
  const fields = parse(formOf([["account[fields][Size [EU]]", "42"]]))
    .root.children.get("account")
    ?.children.get("fields")
  expect([...(fields?.children.keys() ?? [])]).toEqual(["Size [EU]"])
})

it("does not touch a prototype", () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  const body = parse("__proto__=1&__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__][polluted]=1")
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  expect(Reflect.get({}, "polluted")).toBeUndefined()
  expect(body.getAll("__proto__[polluted]")).toEqual(["1"])
  expect(body.get("toString")).toBeNull()
})

it.each<[keyof FormBody.Limits, string, number]>([
  ["bytes", "ä=1", 4],
  ["pairs", "&a=1&&b=2&c&", 3],
  ["depth", "a[b][][c]=1", 4],
  ["key", "%5B%5B=1", 2]
])("refuses more %s than allowed, with numbers and nothing of the body", (reason, body, size) => {
  expect(Either.isRight(FormBody.parse(body, { [reason]: size }))).toBe(true)
  const error = errorOf(body, { [reason]: size - 1 })
  expect(error).toMatchObject({ _tag: "FormBodyError", reason, limit: size - 1, actual: size })
  expect(error.message).toBe(
    {
      bytes: "the body must have at most 3 bytes; got 4",
      pairs: "the body must have at most 2 pairs; got 3",
      depth: "the body must have keys of at most 3 parts; got 4",
      key: "the body must have keys of at most 1 characters; got 2"
    }[reason]
  )
})

it("refuses everything if a limit is not a number", () => {
  for (const reason of ["bytes", "pairs", "depth", "key"] as const) {
    expect(errorOf("a=1", { [reason]: Number.NaN }).reason).toBe(reason)
  }
})

it("has default limits that real bodies are far from", () => {
  const fields = Array.from({ length: 5_000 }, (_, index) => [`contact[fields][${index}]`, "x".repeat(100)] as const)
  expect(parse(formOf(fields)).pairs).toHaveLength(5_000)
  expect(errorOf("x".repeat(1_000_001))).toMatchObject({ reason: "bytes", limit: 1_000_000, actual: 1_000_001 })
  expect(errorOf("a&".repeat(20_001))).toMatchObject({ reason: "pairs", limit: 20_000, actual: 20_001 })
  expect(errorOf("a[b]".padEnd(400_000, "[b]")).reason).toBe("key")
  expect(errorOf(`a${"[b]".repeat(300)}`)).toMatchObject({ reason: "depth", limit: 8, actual: 301 })
})

it("shows the number of pairs and none of them", () => {
  const body = parse("contact[email]=jane@example.com")
  for (const shown of [inspect(body, { depth: 9 }), JSON.stringify({ body }), String(body)]) {
    expect(shown).toContain("FormBody")
    expect(shown).not.toContain("jane")
  }
})

/** Number of reads and writes of maps while something runs. */
const mapOperations = (run: () => void): number => {
  const { get, set } = Map.prototype
  let count = 0
  Map.prototype.get = function (key) {
    count++
    return get.call(this, key)
  }
  Map.prototype.set = function (key, value) {
    count++
    return set.call(this, key, value)
  }
  try {
    run()
  } finally {
    Object.assign(Map.prototype, { get, set })
  }
  return count
}

it("takes the same number of operations for each pair, however many there are", () => {
  const limits = { pairs: Number.POSITIVE_INFINITY }
  const shapes: ReadonlyArray<readonly [string, (index: number) => string]> = [
    ["fields", (index) => `contact%5Bfields%5D%5B${index}%5D=value+${index}&`],
    ["empty brackets", () => "list%5B%5D%5Bid%5D=1&"],
    ["escapes", () => "a=%E4%zz%&"]
  ]
  for (const [shape, pairOf] of shapes) {
    const bodyOf = (bytes: number) => {
      const one = pairOf(0).length
      return Array.from({ length: Math.floor(bytes / (one + 8)) }, (_, index) => pairOf(index)).join("")
    }
    const perPair = [10_000, 100_000, 900_000].map((bytes) => {
      const body = bodyOf(bytes)
      const start = performance.now()
      const { pairs } = parse(body, limits)
      const time = performance.now() - start
      console.log(`${shape}: ${body.length} bytes, ${pairs.length} pairs, ${time.toFixed(1)} ms`)
      return mapOperations(() => parse(body, limits)) / pairs.length
    })
    for (const one of perPair) expect(one).toBeLessThanOrEqual(6)
  }
})
