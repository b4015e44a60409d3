/**
 * From the arguments of an endpoint to a request: path parameters, query and payload, encoded and checked.
 */
import * as Errors from "../ActiveCampaignError.js"
import { type AnyCodec, definitionOf } from "../Wire/Codec.js"
import { Issue, isIssue, mustBe, pathOf } from "../Wire/Issue.js"
import { isRecord } from "../Wire/Text.js"
import { contextOf, type Operation } from "./operation.js"

/** What encoding needs to know of an endpoint. */
export interface Encodable extends Operation {
  readonly payload: AnyCodec | undefined
  readonly query: AnyCodec | undefined
}

/** A request's path and body, encoded. */
export interface Encoded {
  readonly path: string
  readonly body: unknown
}

/** An error about the value at a path in an argument; nothing was sent. `kind` says what is at the path. */
export const fromIssue = (operation: Operation, argument: string, issue: Issue, kind = ""): Errors.InputError => {
  const path = pathOf(issue)
  const what = path === "" ? argument : `${kind}\`${path}\``
  const end = issue.problem.endsWith("?") ? "" : "."
  return new Errors.InputError({ ...contextOf(operation, `${what} ${issue.problem}${end} Nothing was sent.`), path })
}

/** Percent-encodes a path parameter. What would change the path nevertheless is refused. */
const segment = (param: unknown): string | Issue => {
  const refuse = (found?: string) => mustBe('a non-empty string other than "." or ".."', param, found)
  const text = Number.isFinite(param) ? String(param) : param
  if (text === "." || text === "..") return refuse(`"${text}"`)
  if (typeof text !== "string" || text.trim() === "") return refuse()
  try {
    return encodeURIComponent(text)
  } catch {
    return refuse("a string that is not well-formed Unicode")
  }
}

/** `{ filters: { name: "a" }, ids: ["1"] }` as `filters[name]=a&ids[]=1`, in the order given. */
const search = (value: unknown): string => {
  const pairs: Array<string> = []
  const add = (key: string, inner: unknown): void => {
    if (inner === undefined || inner === null) return
    if (Array.isArray(inner)) for (const element of inner) add(`${key}[]`, element)
    else if (typeof inner === "object") {
      for (const [name, deeper] of Object.entries(inner)) add(key === "" ? name : `${key}[${name}]`, deeper)
    } else pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(String(inner))}`)
  }
  add("", value)
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`
}

/** The query of an endpoint that takes none: a filter that is not sent would widen the request silently. */
const noQuery = (query: unknown): object | Issue => {
  const [name] = isRecord(query) ? Object.keys(query) : []
  return name === undefined ? {} : new Issue("is not a known query parameter", undefined).at(name)
}

/** Encodes a request. `page` is added to the query. */
export const encodeCall = (
  operation: Encodable,
  path: (...params: ReadonlyArray<any>) => string,
  params: ReadonlyArray<unknown>,
  payload: unknown,
  query: unknown,
  page: object = {}
): Encoded | Errors.InputError => {
  const names = operation.route.match(/\w+(?=\})/g) ?? []
  const segments: Array<string> = []
  for (const [index, param] of params.entries()) {
    const encoded = segment(param)
    if (isIssue(encoded)) return fromIssue(operation, "", encoded.at(names[index] ?? "id"), "path parameter ")
    segments.push(encoded)
  }
  const filters = operation.query === undefined ? noQuery(query) : definitionOf(operation.query).write(query ?? {})
  if (isIssue(filters)) return fromIssue(operation, "the query", filters)
  const body = operation.payload === undefined ? undefined : definitionOf(operation.payload).write(payload)
  if (isIssue(body)) return fromIssue(operation, "the payload", body)
  return { path: `${path(...segments)}${search({ ...(filters as object), ...page })}`, body }
}
