/**
 * The beginning of a value of unknown size and depth.
 */
import { type Redact, shorten } from "./issues.js"

const longest = 200

/** The beginning of a value, written as JSON and redacted: at most 200 characters, and five levels. */
export const excerptOf = (value: unknown, redact: Redact): string =>
  shorten(written(value, 5, longest) ?? "nothing", redact, longest)

const written = (value: unknown, levels: number, room: number): string | undefined => {
  if (typeof value !== "object" || value === null) {
    // Cut later than the excerpt is: no part of a secret may be left over at the cut.
    return JSON.stringify(typeof value === "string" ? value.slice(0, 10 * longest) : value)
  }
  const [start, end] = Array.isArray(value) ? "[]" : "{}"
  if (levels === 0) return `${start}…${end}`
  let text = ""
  for (const key in value) {
    if (text.length > room) break
    const inner = written((value as Readonly<Record<string, unknown>>)[key], levels - 1, room - text.length)
    text += `${text && ","}${start === "{" ? `${written(key, 0, 0)}:` : ""}${inner}`
  }
  return `${start}${text}${end}`
}
