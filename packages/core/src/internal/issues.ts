/**
 * ActiveCampaign's complaints about a request, read from any of its dozen kinds of error bodies.
 */
import type { Issue } from "../ActiveCampaignError.js"
import { isRecord } from "../Wire/Text.js"

/** Longer texts are cut before anything searches them. */
const longest = 2000

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
      (entry["contact"] === undefined ? null : `contacts[${textOr(entry["contact"]) ?? "?"}]`)
  }
}

/** At most `most` complaints: a server can send any number. */
const complaintsOf = (body: unknown, most: number): ReadonlyArray<Issue> => {
  if (typeof body === "string") return body === "" ? [] : [issueOf(body)]
  if (!isRecord(body)) return []
  const message = body["message"] === undefined ? [] : [issueOf(body["message"])]
  const errors = body["errors"] ?? body["failureReasons"]
  if (Array.isArray(errors)) return [...message, ...errors.slice(0, most).map(issueOf)]
  if (typeof errors === "string") return [...message, issueOf(errors)]
  if (isRecord(errors)) {
    const all = Object.entries(errors)
      .slice(0, most)
      .flatMap(([pointer, texts]) =>
        (Array.isArray(texts) ? texts.slice(0, most) : [texts]).map((text) => ({
          ...issueOf(text),
          pointer: textOr(pointer)
        }))
      )
    return all.slice(0, most)
  }
  return [...message, ...(typeof body["error"] === "string" ? [issueOf(body["error"])] : [])]
}

/** All complaints of an error body, each text cleaned. */
export const issuesOf = (body: unknown, clean: (text: string) => string): ReadonlyArray<Issue> =>
  complaintsOf(body, 100).map((issue) => {
    const texts = Object.entries(issue).map(([key, text]) => [key, text === null ? null : clean(text)])
    return Object.fromEntries(texts) as Issue
  })

/** What a message may show of a complaint: its code and its pointer. Titles and details can contain personal data. */
export const summaryOf = ({ code, pointer }: Issue): string =>
  [code, pointer].filter((text) => text !== null && /^[\w./[\] -]{1,60}$/.test(text)).join(" at ")

/** The text without a secret that it may contain. */
export const withoutSecret = (text: string, secret: string): string => text.replaceAll(secret, "‹redacted›")
