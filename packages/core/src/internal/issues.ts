/**
 * ActiveCampaign's complaints about a request, read from any of its dozen kinds of error bodies.
 */
import type { Issue } from "../ActiveCampaignError.js"
import { isRecord } from "../Wire/Text.js"

/** Redacts the API key in a text of somebody else. */
export type Redact = (text: string) => string

/** Longer texts are cut before anything searches them. */
const longest = 20_000

const textOr = (value: unknown): string | null =>
  typeof value === "string" ? value.slice(0, longest) : typeof value === "number" ? String(value) : null

const issueOf = (entry: unknown): Issue => {
  if (!isRecord(entry)) return { title: textOr(entry), detail: null, code: null, pointer: null }
  const source = isRecord(entry["source"]) ? entry["source"] : {}
  return {
    title: textOr(entry["title"]) ?? textOr(entry["failureReason"]) ?? textOr(entry["message"]),
    detail: textOr(entry["detail"]),
    code: textOr(entry["code"]) ?? textOr(entry["error"]),
    pointer:
      textOr(source["pointer"]) ??
      textOr(source["parameter"]) ??
      textOr(source["value"]) ??
      (entry["contact"] === undefined ? null : `contacts[${textOr(entry["contact"]) ?? ""}]`)
  }
}

const complaintsOf = (body: unknown): ReadonlyArray<Issue> => {
  if (typeof body === "string") return body === "" ? [] : [issueOf(body)]
  if (!isRecord(body)) return []
  const message = body["message"] === undefined ? [] : [issueOf(body["message"])]
  const errors = body["errors"] ?? body["failureReasons"]
  if (Array.isArray(errors)) return [...message, ...errors.slice(0, 100).map(issueOf)]
  if (typeof errors === "string") return [...message, issueOf(errors)]
  if (isRecord(errors)) {
    return Object.entries(errors)
      .slice(0, 100)
      .flatMap(([pointer, texts]) =>
        (Array.isArray(texts) ? texts : [texts])
          .slice(0, 100)
          .map((text) => ({ ...issueOf(text), pointer: textOr(pointer) }))
      )
  }
  const { error } = body
  return [...message, ...(typeof error === "string" || isRecord(error) ? [issueOf(error)] : [])]
}

/** The beginning of a text, redacted first so that no part of the key remains at the cut. */
export const shorten = (text: string, redact: Redact, length: number): string => {
  const redacted = redact(text)
  return redacted.length > length ? `${redacted.slice(0, length)}…` : redacted
}

/** All complaints of an error body, redacted. */
export const issuesOf = (body: unknown, redact: Redact): ReadonlyArray<Issue> =>
  complaintsOf(body)
    .slice(0, 100)
    .map((issue) => {
      const cut = (text: string | null) => text && shorten(text, redact, 1000)
      return { title: cut(issue.title), detail: cut(issue.detail), code: cut(issue.code), pointer: cut(issue.pointer) }
    })

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
  let pattern: RegExp | undefined
  return (text) => {
    pattern ??= new RegExp([[...secret].map(spellingsOf).join(""), ...base64Of(secret)].join("|"), "gi")
    return text.replace(pattern, "‹redacted›")
  }
}
