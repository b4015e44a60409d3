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

/** An error about an argument; nothing was sent. */
export const inputError = (operation: Operation, what: string, path: string, problem: string): Errors.InputError =>
  new Errors.InputError({
    ...contextOf(operation, `${what} ${problem}${problem.endsWith("?") ? "" : "."} Nothing was sent.`),
    path
  })

/** An error about the value at a path in an argument. `kind` says what is at the path. */
export const fromIssue = (operation: Operation, argument: string, issue: Issue, kind = ""): Errors.InputError => {
  const path = pathOf(issue)
  return inputError(operation, path === "" ? argument : `${kind}\`${path}\``, path, issue.problem)
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

/** `{ filters: { name: "a" }, ids: ["1"] }` as `filters[name]` = `a` and `ids[]` = `1`, in the order given. */
const pairsOf = (value: object): ReadonlyArray<readonly [key: string, value: string]> => {
  const pairs: Array<readonly [string, string]> = []
  const add = (key: string, inner: unknown): void => {
    if (inner === undefined || inner === null) return
    if (Array.isArray(inner)) for (const element of inner) add(`${key}[]`, element)
    else if (typeof inner === "object") {
      for (const [name, deeper] of Object.entries(inner)) add(key === "" ? name : `${key}[${name}]`, deeper)
    } else pairs.push([key, String(inner)])
  }
  add("", value)
  return pairs
}

/** A query string of filters and of what is added to them, which must not replace one: the last one of a name counts. */
const search = (filters: object, page: object): string | Issue => {
  const given = pairsOf(filters)
  const replaced = Object.keys(page).find((key) => given.some(([name]) => `${key}[`.startsWith(`${name}[`)))
  if (replaced !== undefined) return new Issue("is set already, by a filter", undefined).at(replaced).at("extra")
  const pairs = [...given, ...pairsOf(page)].map((pair) => pair.map(encodeURIComponent).join("="))
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
  const segments: Array<string> = []
  for (const [index, param] of params.entries()) {
    const encoded = segment(param)
    if (isIssue(encoded)) {
      const name = operation.route.match(/\w+(?=\})/g)?.[index] ?? "id"
      return fromIssue(operation, "", encoded.at(name), "path parameter ")
    }
    segments.push(encoded)
  }
  const filters = operation.query === undefined ? noQuery(query) : definitionOf(operation.query).write(query ?? {})
  if (isIssue(filters)) return fromIssue(operation, "the query", filters)
  const body = operation.payload === undefined ? undefined : definitionOf(operation.payload).write(payload)
  if (isIssue(body)) return fromIssue(operation, "the payload", body)
  const text = search(filters as object, page)
  return isIssue(text) ? fromIssue(operation, "the query", text) : { path: `${path(...segments)}${text}`, body }
}
