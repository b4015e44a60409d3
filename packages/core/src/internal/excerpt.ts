/**
 * The beginning of a value of unknown size and depth.
 */
const longest = 200

/** The beginning of a value, written as JSON: at most 200 characters, and five levels. */
export const excerptOf = (value: unknown): string => {
  const text = written(value, 5, longest) ?? "nothing"
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

const written = (value: unknown, levels: number, room: number): string | undefined => {
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(typeof value === "string" ? value.slice(0, longest + 1) : value)
  }
  const [start, end] = Array.isArray(value) ? "[]" : "{}"
  if (levels === 0) return `${start}…${end}`
  let text = ""
  for (const key in value) {
    if (text.length > room) break
    if (text !== "") text += ","
    if (start === "{") text += `${written(key, 0, 0)}:`
    text += written((value as Readonly<Record<string, unknown>>)[key], levels - 1, room - text.length)
  }
  return start + text + end
}
