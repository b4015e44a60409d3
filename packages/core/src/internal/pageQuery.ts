/**
 * The part of a list's query that every list has: paging, and parameters that are not typed.
 */
import { type Paging, pageSize, type StreamOptions } from "../Pagination.js"
import { type AnyCodec, type Definition, definitionOf, scalar } from "../Wire/Codec.js"
import { Issue, isIssue, mustBe } from "../Wire/Issue.js"
import { Boolean as Bool, Integer, integerBetween } from "../Wire/Number.js"
import { Input } from "../Wire/Object.js"
import { isRecord } from "../Wire/Text.js"

class PagingInput extends Input<PagingInput>("PageQuery")(
  {},
  { limit: integerBetween(1, pageSize), offset: integerBetween(0) }
) {}

/** How many requests `"unbounded"` are. */
const unbounded = 1000

const expected = 'a whole number of at least 1, or "unbounded"'

class OptionsInput extends Input<OptionsInput>("StreamOptions")(
  {},
  {
    concurrency: scalar<Required<StreamOptions>["concurrency"] & {}>(
      "Concurrency",
      [expected, expected],
      () => undefined,
      (value) =>
        value === "unbounded" ? unbounded : Number.isSafeInteger(value) && Number(value) > 0 ? value : undefined,
      (fc) => fc.integer({ min: 1 })
    ),
    readAhead: Bool
  }
) {}

/** How many pages a stream requests early, from its options. */
export const pagesAhead = (options: unknown): number | Issue => {
  const written = options === undefined ? {} : definitionOf(OptionsInput).write(options)
  if (isIssue(written)) return written
  const { concurrency = 1, readAhead = true } = written as {
    readonly concurrency?: number
    readonly readAhead?: boolean
  }
  if (readAhead) return concurrency
  return concurrency > 1 ? mustBe("true if `concurrency` is more than 1", readAhead).at("readAhead") : 0
}

/** Whether a query parameter, such as `filters[name]`, is one that has a type, or has parts that have one. */
const isTyped = (query: AnyCodec | undefined, key: string): boolean => {
  const [name = "", ...deeper] = key.split(/[[\]]+/).filter((part) => part !== "")
  // PHP reads `id.greater` as `id_greater`.
  const first = name.replaceAll(".", "_")
  if (first === "limit" || first === "offset" || first === "id_greater") return true
  const field = (definition: Definition<any> | undefined, name: unknown) =>
    definition?.fields?.find(([known]) => known === name)?.[1]
  let found = query && field(definitionOf(query), first)
  for (const name of deeper) {
    if (found?.fields === undefined) break
    found = field(found, name)
  }
  return found !== undefined
}

/** What is wrong with parameters that are not typed: they are sent as they are, and must not replace others. */
const checkExtra = (query: AnyCodec | undefined, extra: unknown): Issue | undefined => {
  if (!isRecord(extra)) return mustBe("an object", extra)
  for (const [key, value] of Object.entries(extra)) {
    const kind = typeof value
    const problem = !/^[\w.-]+(\[[\w.-]*\])*$/.test(key)
      ? new Issue("is not a name of a query parameter", value)
      : isTyped(query, key)
        ? new Issue("is known to this list; set it outside `extra`", value)
        : (kind === "string" && String(value).trim() !== "") || kind === "boolean" || Number.isFinite(value)
          ? undefined
          : mustBe("a non-empty string, a number or a boolean", value)
    if (problem !== undefined) return problem.at(key)
  }
  return undefined
}

/** Splits a query into what every list has, checked, and the rest. */
export const split = (
  codec: AnyCodec | undefined,
  query: unknown
): Issue | { readonly page: object; readonly rest: object } => {
  if (query !== undefined && !isRecord(query)) return mustBe("an object", query)
  const { extra, limit, offset, ...rest }: Paging & { readonly extra?: unknown } = { ...query }
  const issue = extra === undefined ? undefined : checkExtra(codec, extra)?.at("extra")
  const page = issue ?? definitionOf(PagingInput).write({ limit, offset })
  return isIssue(page) ? page : { page: { ...(page as object), ...(extra as object) }, rest }
}

/** `meta.total` of a body, in whichever form it is; null if there is none. */
export const totalOf = (body: unknown): number | null => {
  const meta = isRecord(body) ? body["meta"] : undefined
  const total = isRecord(meta) ? definitionOf(Integer).read(meta["total"]) : null
  return isIssue(total) ? null : total
}
