/**
 * From what a parser or the vendor says to what a person can read, and a log may hold.
 */
import type * as ParseResult from "effect/ParseResult"
import type { Issue } from "../ActiveCampaignError.js"

const isRecord = (input: unknown): input is Record<string, unknown> =>
  typeof input === "object" && input !== null && !Array.isArray(input)

const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : value === undefined ? "nothing" : `a ${typeof value}`

const joined = (path: ReadonlyArray<PropertyKey>): string =>
  path.map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`)).join("")

/** Where a value is not what a schema says, what was expected there and what kind of thing stands there instead. */
export const explainIssue = (
  issue: ParseResult.ParseIssue
): { readonly path: string; readonly problem: string; readonly actual: unknown } => {
  const path: Array<PropertyKey> = []
  let current = issue
  for (;;) {
    switch (current._tag) {
      case "Pointer":
        path.push(...(Array.isArray(current.path) ? current.path : [current.path]))
        current = current.issue
        continue
      case "Composite": {
        const inner = Array.isArray(current.issues) ? current.issues : [current.issues]
        if (inner.length === 1) {
          current = inner[0]
          continue
        }
        break
      }
      case "Transformation":
      case "Refinement":
        if (current._tag === "Transformation" || current.kind === "From") {
          current = current.issue
          continue
        }
        break
      case "Missing":
        return { path: joined(path), problem: "is missing", actual: undefined }
      case "Unexpected":
        return { path: joined(path), problem: "is not a known key", actual: undefined }
    }
    const expected = String(current.ast).replace(/^\(.* <-> (.*)\)$/s, "$1")
    return {
      path: joined(path),
      problem: `should be ${expected} and is ${kindOf(current.actual)}`,
      actual: current.actual
    }
  }
}

const textOr = (value: unknown): string | null =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : null

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

const complaintsOf = (body: unknown): ReadonlyArray<Issue> => {
  if (typeof body === "string") return body === "" ? [] : [issueOf(body)]
  if (!isRecord(body)) return []
  const message = body["message"] === undefined ? [] : [issueOf(body["message"])]
  const errors = body["errors"] ?? body["failureReasons"]
  if (Array.isArray(errors)) return [...message, ...errors.map(issueOf)]
  if (typeof errors === "string") return [...message, issueOf(errors)]
  if (isRecord(errors)) {
    return Object.entries(errors).flatMap(([pointer, texts]) =>
      (Array.isArray(texts) ? texts : [texts]).map((text) => ({ ...issueOf(text), pointer }))
    )
  }
  return [...message, ...(typeof body["error"] === "string" ? [issueOf(body["error"])] : [])]
}

/** Everything that an error body of the vendor complains of, in any of its dozen shapes, each text cleaned. */
export const issuesOf = (body: unknown, clean: (text: string) => string): ReadonlyArray<Issue> => {
  const cleaned = (text: string | null) => (text === null ? null : clean(text))
  return complaintsOf(body).map(({ title, detail, code, pointer }) => ({
    title: cleaned(title),
    detail: cleaned(detail),
    code: cleaned(code),
    pointer: cleaned(pointer)
  }))
}

/** The vendor's complaints in one line. */
export const summary = (issues: ReadonlyArray<Issue>): string =>
  issues
    .slice(0, 5)
    .map((issue) => {
      const text = [issue.title, issue.detail].filter((part) => part !== null && part !== "").join(": ")
      return [text === "" ? issue.code : text, issue.pointer === null ? null : `(${issue.pointer})`]
        .filter((part) => part !== null)
        .join(" ")
    })
    .join("; ")

const stringsIn = (value: unknown, into: Set<string>): void => {
  if (typeof value === "string") into.add(value)
  else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) stringsIn(inner, into)
}

/** The text without e-mail addresses and without what the request itself held, so that it can go into logs. */
export const withoutPersonalData = (text: string, request: unknown): string => {
  const values = new Set<string>()
  stringsIn(request, values)
  let out = text.replace(/[^\s"'<>@()]+@[^\s"'<>@()]+/g, "‹e-mail›")
  for (const value of values) if (value.length > 2) out = out.replaceAll(value, "‹value›")
  return out.length > 300 ? `${out.slice(0, 300)}…` : out
}

/** For pieces of text that may hold a secret. */
export const withoutSecret = (text: string, secret: string): string => text.replaceAll(secret, "‹redacted›")
