/**
 * The beginning of a value of unknown size and depth.
 */
import { type Redact, shorten } from "./issues.js"

const longest = 200
const deepest = 5

/** The beginning of a value, written as JSON and redacted: at most 200 characters, and five levels. */
export const excerptOf = (value: unknown, redact: Redact): string =>
  shorten(written(value, deepest, longest) ?? "nothing", redact, longest)

const written = (value: unknown, levels: number, room: number): string | undefined => {
  // Cut later than the excerpt is: no part of a secret may be left over at the cut.
  if (typeof value === "string") return JSON.stringify(value.slice(0, 10 * longest))
  if (typeof value !== "object" || value === null) return value === undefined ? undefined : String(value)
  const isArray = Array.isArray(value)
  if (levels === 0) return isArray ? "[…]" : "{…}"
  let text = isArray ? "[" : "{"
  for (const key in value) {
    if (text.length > room) break
    if (text.length > 1) text += ","
    if (!isArray) text += `${JSON.stringify(key.slice(0, 10 * longest))}:`
    text += written((value as Readonly<Record<string, unknown>>)[key], levels - 1, room - text.length)
  }
  return text + (isArray ? "]" : "}")
}
