/**
 * ActiveCampaign's complaints about a request, read from any of its dozen kinds of error bodies.
 */
import type { Issue } from "../ActiveCampaignError.js"
import { isRecord } from "../Wire/Text.js"

/** Redacts the API key in a text of somebody else. */
export type Redact = (text: string) => string

/** Longer texts are cut before anything searches them. */
const longest = 20_000

/** The beginning of a text, redacted first so that no part of the key remains at the cut. */
export const shorten = (text: string, redact: Redact, length: number): string => {
  const redacted = redact(text)
  return redacted.length > length ? `${redacted.slice(0, length)}…` : redacted
}

/** All complaints of an error body, redacted. */
export const issuesOf = (body: unknown, redact: Redact): ReadonlyArray<Issue> => {
  /** The first of the values that is a text or a number. */
  const textOf = (...values: ReadonlyArray<unknown>): string | null => {
    const value = values.find((one) => typeof one === "string" || typeof one === "number")
    return value === undefined ? null : shorten(String(value).slice(0, longest), redact, 1000)
  }
  const issueOf = (complaint: unknown): Issue => {
    const entry: Record<string, unknown> = isRecord(complaint) ? complaint : { title: complaint }
    const source = isRecord(entry["source"]) ? entry["source"] : {}
    // GraphQL says so where in the data.
    const place = [entry["path"]].flat().join(".") || null
    const contact = entry["contact"] === undefined ? null : `contacts[${textOf(entry["contact"]) ?? ""}]`
    return {
      title: textOf(entry["title"], entry["failureReason"], entry["message"]),
      detail: textOf(entry["detail"]),
      code: textOf(entry["code"], entry["error"], Object(entry["extensions"]).code),
      pointer: textOf(source["pointer"], source["parameter"], source["value"], contact, place)
    }
  }
  if (!isRecord(body)) return typeof body === "string" && body !== "" ? [issueOf(body)] : []
  const { error, message } = body
  const errors = body["errors"] ?? body["failureReasons"]
  const complaints = message === undefined ? [] : [issueOf(message)]
  if (Array.isArray(errors)) return [...complaints, ...errors.slice(0, 100).map(issueOf)]
  if (!isRecord(errors)) {
    const only = typeof errors === "string" ? errors : error
    return typeof only === "string" || isRecord(only) ? [...complaints, issueOf(only)] : complaints
  }
  const about = ([pointer, texts]: readonly [string, unknown]) =>
    [texts]
      .flat()
      .slice(0, 100)
      .map((text) => ({ ...issueOf(text), pointer: textOf(pointer) }))
  return [...complaints, ...Object.entries(errors).slice(0, 100).flatMap(about)].slice(0, 100)
}

/** What looks like a code or a pointer of the API. Anything else, and long numbers, can be personal. */
const safe = /^(Code \d+|\d+|\/?[a-z]\w*([/.,]\w+|\[\w*\])*)$/

/** What a message may show of a complaint: its code and its pointer. Titles and details can contain personal data. */
export const summaryOf = ({ code, pointer }: Issue): string =>
  [code, pointer]
    .filter((text) => text !== null && text.length <= 80 && safe.test(text) && !/\d{5}/.test(text))
    .join(" at ")

/** A character as it is, and escaped for JSON, for a URL and for HTML. */
const spellingsOf = (char: string): string => {
  const hex = char.charCodeAt(0).toString(16)
  return `(?:\\\\{0,7}(?:\\x${hex}|u00${hex})|%(?:25)*${hex}|&#?\\w{1,8};)`
}

/** A text in base64, wherever it starts in what was encoded; short ones could be anything. */
const base64Of = (text: string): ReadonlyArray<string> =>
  [0, 1, 2]
    .map((shift) =>
      btoa(" ".repeat(shift) + text).slice(shift && shift + 1, Math.floor(((shift + text.length) * 4) / 3))
    )
    .filter(({ length }) => length > 9)
    .map((encoded) => encoded.replace(/[+/]/g, (char) => (char === "+" ? "[+-]" : "[/_]")))

/** Redacts a secret of printable ASCII in every form: in any case, escaped, or in base64. */
export const redactorOf = (secret: string): Redact => {
  const pattern = new RegExp([[...secret].map(spellingsOf).join(""), ...base64Of(secret)].join("|"), "gi")
  return (text) => text.replace(pattern, "‹redacted›")
}
