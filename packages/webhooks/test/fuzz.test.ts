/**
 * 100,000 random bodies: each is an event or a typed error, none is a defect, and no prototype is touched.
 */
import { expect, it } from "@effect/vitest"
import type * as FormBody from "@effect-activecampaign/webhooks/FormBody"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookEvent from "@effect-activecampaign/webhooks/WebhookEvent"
import { publishedBodies } from "./support/published.js"

/** Numbers that are the same in each run (mulberry32). */
const numbers = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const next = numbers(14)

const pick = <A>(values: ReadonlyArray<A>): A => values[next(values.length)]!

const pieces = [
  ...["contact", "deal", "account", "list", "note", "tag", "sms", "type", "date_time", "fields", "id", "key", "value"],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "0", "1", "", "-1", "1e3", "NaN", "null"],
  ...[
    "[",
    "]",
    "[]",
    "][",
    "%5B",
    "%5D",
    "&",
    "=",
    "+",
    "%",
    "%0",
    "%FF",
    "%C3%A4",
    "%00",
    ";",
    "||",
    "\n",
    "ä",
    "\uD800"
  ],
  ...["2026-03-02T10:15:00-06:00", "2026-02-31T99:99:99+99:99", "0000-00-00", "&euro;", "Won", ...WebhookEvent.types]
]

const repeat = (most: number, one: () => string): string => Array.from({ length: next(most) }, one).join("")

const seeds = [...WebhookEvent.tags.map((tag) => WebhookBody.make(tag)), ...publishedBodies.values()]

/** Kinds of bodies: any bytes, any pieces, pairs of pieces, and real bodies with cuts, copies and insertions. */
const kinds: ReadonlyArray<() => string | Uint8Array> = [
  () => Uint8Array.from({ length: next(200) }, () => next(256)),
  () => repeat(40, () => pick(pieces)),
  () => repeat(20, () => `${pick(pieces)}${repeat(4, () => `[${pick(pieces)}]`)}=${pick(pieces)}&`),
  () => {
    let body = pick(seeds)
    for (let count = 1 + next(4); count > 0; count--) {
      const at = next(body.length + 1)
      const end = at + next(30)
      body = pick([
        () => body.slice(0, at) + body.slice(end),
        () => body.slice(0, at) + pick(pieces) + body.slice(at),
        () => body.slice(0, at) + body.slice(at, end) + body.slice(at),
        () => `${body}&${pick(seeds).slice(at, end)}`
      ])()
    }
    return body
  }
]

const prototypes = [Object.prototype, Array.prototype, Map.prototype, Function.prototype, String.prototype]

const ownKeys = () => prototypes.map((prototype) => Reflect.ownKeys(prototype))

/** Objects of an event that have another prototype than they should, or a key that could change one. */
const strangers = (value: unknown, path: string): ReadonlyArray<string> => {
  if (typeof value !== "object" || value === null) return []
  if (value instanceof Map) return [...value.values()].flatMap((one) => strangers(one, path))
  if (Array.isArray(value)) return value.flatMap((one) => strangers(one, path))
  if (Object.getPrototypeOf(value) !== Object.prototype) return []
  return Reflect.ownKeys(value).flatMap((key) =>
    key === "__proto__" ? [path] : strangers(Reflect.get(value, key), `${path}.${String(key)}`)
  )
}

it("decodes 100,000 random bodies to events or typed errors", () => {
  const before = ownKeys()
  const tight: Partial<FormBody.Limits> = { bytes: 400, pairs: 12, depth: 3, key: 20 }
  const counts = new Map<string, number>()
  const start = performance.now()
  for (let index = 0; index < 100_000; index++) {
    const body = pick(kinds)()
    const decoded = WebhookEvent.decode(body, index % 4 === 0 ? tight : undefined)
    const outcome = decoded._tag === "Right" ? decoded.right._tag : `${decoded.left._tag}: ${decoded.left.reason}`
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    if (decoded._tag === "Right") {
      WebhookEvent.subject(decoded.right)
      WebhookEvent.identity(decoded.right)
      if (index % 10 === 0) expect(strangers(decoded.right, decoded.right._tag)).toEqual([])
    }
  }
  console.log(`100,000 bodies in ${(performance.now() - start).toFixed(0)} ms`, counts)
  expect(ownKeys()).toEqual(before)
  expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(100_000)
  // Random bodies reach every event and every error.
  for (const tag of [...WebhookEvent.tags, "Unknown"]) expect(counts.get(tag), tag).toBeGreaterThan(0)
  for (const reason of ["bytes", "pairs", "depth", "key"]) {
    expect(counts.get(`FormBodyError: ${reason}`), reason).toBeGreaterThan(0)
  }
})
