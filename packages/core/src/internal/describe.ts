/**
 * Words for values and names that a message may show: what kind of thing was found, never the value itself, which may
 * be personal.
 */

const isLabel = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Za-z]\w{0,23}$/.test(value) && !/\d{5}/.test(value)

/** What kind of thing a value is. */
export const describe = (value: unknown): string => {
  if (value === undefined || value === null) return String(value)
  if (typeof value === "string" && value.trim() === "") return value === "" ? "an empty string" : "a blank string"
  if (typeof value === "number" && !Number.isInteger(value))
    return Number.isFinite(value) ? "a number with decimals" : String(value)
  if (typeof value !== "object") return `a ${typeof value}`
  if (Array.isArray(value)) return "an array"
  if (value instanceof Date) return "a Date"
  // Values of Effect, such as an Option or a DateTime.Zoned, are told apart by their tag; in JSON it could be anything.
  const tag = "_tag" in value && Object.getPrototypeOf(value) !== Object.prototype ? value._tag : undefined
  if (isLabel(tag)) return `an object with the _tag "${tag}"`
  return Object.values(value).every((one) => one === undefined) ? "an empty object" : "an object"
}

/** A short label can be shown: it was meant to be one of ours. */
export const describeLabel = (value: unknown): string => (isLabel(value) ? `"${value}"` : describe(value))

/** A key as a message may show it: one that looks like a field of the API. Names, addresses and numbers are personal. */
export const nameOf = (key: string): string =>
  /^(?!.*\d{5})(?=.{1,60}$)([a-z_]\w*([.-][a-z]\w*|\[\w*\])*\.?|\d+)$/.test(key) ? key : "‹key›"

const flat = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "")

/** How many letters two texts do not share, whatever their order: most slips swap, drop or double a letter. */
const difference = (a: string, b: string): number => {
  let rest = b
  let missing = 0
  for (const letter of a) {
    if (rest.includes(letter)) rest = rest.replace(letter, "")
    else missing++
  }
  return Math.max(missing, rest.length)
}

/** The known name that was probably meant. */
export const nearest = (given: string, known: ReadonlyArray<string>): string | undefined =>
  known
    .map((name) => [name, difference(flat(given), flat(name))] as const)
    .filter(([, far]) => given.length < 60 && far <= Math.max(1, Math.floor(given.length / 4)))
    .sort(([, a], [, b]) => a - b)[0]?.[0]

/** Between the alternatives of one expectation: "a string, a number or an array of strings". */
const between = /,? or (?=an? )|, (?=an? )/
const remark = / \([^)]*\)$/

/** Several expectations in one phrase: "a ContactId, a DealId or an AccountId (a non-empty string)". */
export const anyOf = (expected: ReadonlyArray<string>): string => {
  const all = [...new Set(expected.flatMap((one) => one.split(between)))]
  const end = remark.exec(all[0] ?? "")?.[0] ?? ""
  const shared = all.every((one) => one.endsWith(end)) ? end : ""
  const heads = all.map((one) => one.slice(0, one.length - shared.length))
  return `${[heads.slice(0, -1).join(", "), ...heads.slice(-1)].filter((part) => part !== "").join(" or ")}${shared}`
}

/** Several names in one phrase: `"a", "b" or "c"`; after ten, how many more there are. */
export const oneOf = (names: ReadonlyArray<string>): string => {
  const shown = names.slice(0, 10).map((name) => `"${name}"`)
  const rest = names.length - shown.length
  if (rest > 0) return `one of ${shown.join(", ")} and ${rest} more`
  return shown.length === 1 ? String(shown[0]) : `one of ${shown.join(", ")}`
}
