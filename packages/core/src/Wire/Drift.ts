/**
 * Tolerance where nothing identifies: fields of a response that cannot be read are null, and are recorded here.
 *
 * Decoding is synchronous, so one variable knows who records. Nobody does if a codec is used as a schema: then the first
 * field that cannot be read is an error.
 */
import { type Issue, isIssue, pathOf } from "./Issue.js"

/** A field of a response that could not be read and is null in the value. */
export interface Drift {
  /** The field with its entity, such as `Contact.bounced_date`. */
  readonly field: string
  /** Where it is in the body, such as `contacts[3].bounced_date`. */
  readonly path: string
  /** What is wrong with it, without the value: "must be a whole number; got an object". */
  readonly problem: string
  /** The value in the body. It can be personal. */
  readonly actual: unknown
}

/** What cannot be read of one response. */
export class Drifts {
  /** The first 100. */
  readonly kept: Array<readonly [field: string, issue: Issue]> = []
  /** How often by field, which stays small however long the response is. */
  readonly counts = new Map<string, number>()

  list(): ReadonlyArray<Drift> {
    return this.kept.map(([field, issue]) => ({
      field,
      path: pathOf(issue),
      problem: issue.problem,
      actual: issue.actual
    }))
  }
}

let drifts: Drifts | undefined

/** Reads with tolerance and records into the argument; without one, strictly. */
export const recording = <A>(into: Drifts | undefined, read: () => A): A => {
  const outer = drifts
  drifts = into
  try {
    return read()
  } finally {
    drifts = outer
  }
}

/** Records a field that cannot be read. False if nobody records, so that it is an error. */
export const record = (field: string, issue: Issue): boolean => {
  if (drifts === undefined) return false
  if (drifts.kept.length < 100) drifts.kept.push([field, issue])
  drifts.counts.set(field, (drifts.counts.get(field) ?? 0) + 1)
  return true
}

/** Reads a value that is under a key: an issue, and what was recorded meanwhile, get the key in their path. */
export const readAt = <A>(key: PropertyKey, read: (input: unknown) => A | Issue, input: unknown): A | Issue => {
  const before = drifts?.kept.length
  const value = read(input)
  // Everything is on the hot path: nothing is sliced unless something was recorded.
  if (before !== drifts?.kept.length) for (const [, issue] of drifts?.kept.slice(before) ?? []) issue.at(key)
  return isIssue(value) ? value.at(key) : value
}
