/**
 * Identifiers of a generated module: made of labels once, and kept with the ids.
 */

const reserved = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if import in instanceof new null return super switch this throw true try typeof var void while with yield " +
    "let static implements interface package private protected public arguments eval undefined " +
    "constructor prototype toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable"
  ).split(" ")
)

/** Whether generated modules can use a text as the name of a property. */
export const isIdentifier = (text: string): boolean =>
  /^[A-Za-z_$][\w$]*$/.test(text) && !reserved.has(text) && !text.startsWith("__")

/** Letters that Unicode does not take apart into a Latin letter and a mark. */
const letters: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", đ: "d", Đ: "D", ð: "d", Ð: "D" },
  ...{ ł: "l", Ł: "L", þ: "th", Þ: "TH", ı: "i" }
}

const longest = 40

/** The words of a text in Latin letters and digits. */
const wordsOf = (text: string): ReadonlyArray<string> =>
  text
    .replace(/['’]/g, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\0-\x7F]/gu, (letter) => letters[letter] ?? " ")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== "")

/** The identifier that a text would have: `Größe (cm)` → `grosseCm`; an empty string if it has no Latin letter or digit. */
const fromText = (text: string): string => {
  const words = wordsOf(text).map((word) => word.toLowerCase())
  const whole: Array<string> = []
  for (const word of words) {
    if (whole.length > 0 && [...whole, word].join("").length > longest) break
    whole.push(whole.length === 0 ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
  }
  const identifier = whole.join("").slice(0, longest)
  if (identifier === "") return ""
  const started = /^\d/.test(identifier) ? `_${identifier}` : identifier
  return isIdentifier(started) ? started : `${started}_`
}

/** Orders ids: numbers by their value, other ids by their characters. */
export const compareIds = (a: string, b: string): number => {
  const areNumbers = /^\d+$/.test(a) && /^\d+$/.test(b)
  if (areNumbers && a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Gives rows their identifiers: those that they already have by their ids, otherwise new ones from the first of their names
 * that has Latin letters. The second row with an identifier has its id as suffix.
 */
export const assign = <Row extends { readonly id: string }>(
  rows: ReadonlyArray<Row>,
  previous: ReadonlyArray<{ readonly id: string; readonly identifier: string }>,
  what: string,
  names: (row: Row) => ReadonlyArray<string>
): ReadonlyMap<string, string> => {
  const known = new Map(previous.map(({ id, identifier }) => [id, identifier]))
  const assigned = new Map<string, string>()
  for (const { id } of rows) {
    const identifier = known.get(id)
    if (identifier !== undefined) assigned.set(id, identifier)
  }
  const used = new Set(assigned.values())
  const added = rows.filter(({ id }) => !assigned.has(id)).sort((a, b) => compareIds(a.id, b.id))
  for (const row of added) {
    const suffix = row.id.replace(/\W/g, "_")
    const own = names(row)
      .map(fromText)
      .find((name) => name !== "")
    let identifier = own ?? `${what}_${suffix}`
    if (used.has(identifier)) identifier = `${identifier}_${suffix}`
    while (used.has(identifier)) identifier = `${identifier}_`
    used.add(identifier)
    assigned.set(row.id, identifier)
  }
  return assigned
}
