/**
 * How far changes were read, as text.
 */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { CursorError } from "../CursorError.js"

/** How far changes were read. Times are in milliseconds since 1970. */
export interface Watermark {
  /** Rows that were updated before it were given; null if none was. */
  readonly since: number | null
  /** Up to when all changes are given at the end of the reading that is under way; undefined between two readings. */
  readonly until?: number | undefined
  /** Where the reading that is under way continues; undefined at its beginning. */
  readonly at?: string | undefined
  /** Rows that were given and may come again, by id: a hash of what they contained. */
  readonly given: ReadonlyMap<string, string>
}

const isTime = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value)

const isPairs = (value: unknown): value is ReadonlyArray<readonly [string, string]> =>
  Array.isArray(value) &&
  value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((one) => typeof one === "string"))

/** Parsed JSON; undefined if it is none. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a cursor in the middle of a reading begins and ends with; between is where the reading continues. */
export const between = (list: string, since: number | null, until: number): readonly [string, string] => [
  `{"version":1,"list":${JSON.stringify(list)},"since":${since},"until":${until},"at":"`,
  '"}'
]

/** The cursor after a reading. */
export const after = (list: string, since: number | null, given: ReadonlyMap<string, string>): string =>
  JSON.stringify({ version: 1, list, since, given: [...given] })

/** Reads a cursor of a list. */
export const parse = (list: string, cursor: string): Effect.Effect<Watermark, CursorError> => {
  const value = parsed(cursor)
  const malformed = Effect.fail(new CursorError({ reason: "malformed", list }))
  if (!Predicate.isRecord(value) || value["version"] !== 1) return malformed
  if (value["list"] !== list) return Effect.fail(new CursorError({ reason: "other", list }))
  const { at, given = [], since, until } = value
  const isValid =
    (since === null || isTime(since)) &&
    isPairs(given) &&
    (until === undefined || isTime(until)) &&
    (at === undefined || typeof at === "string") &&
    (at === undefined) === (until === undefined)
  return isValid ? Effect.succeed({ since, until, at, given: new Map(given) }) : malformed
}
