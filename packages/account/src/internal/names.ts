/**
 * Names of records: which one is meant, and which are similar.
 */
import * as Effect from "effect/Effect"
import { AmbiguousNameError, UnknownNameError } from "../AccountError.js"

/** The form in which ActiveCampaign compares names: without regard to case. */
const fold = (name: string): string => name.trim().toLowerCase()

/** Records by name. */
export interface Names<Row> {
  /** The records that a name means: those with exactly this name, otherwise those with it in another case. */
  readonly find: (name: string) => ReadonlyArray<Row>
  /** Up to three names that are similar to a name, the most similar first. */
  readonly nearest: (name: string) => ReadonlyArray<string>
}

const add = <Row>(map: Map<string, Set<Row>>, name: string, row: Row): void => {
  const rows = map.get(name)
  if (rows === undefined) map.set(name, new Set([row]))
  else rows.add(row)
}

/** Number of letters to insert, delete or replace to make one text of another. */
const distance = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}

const nearestOf = (given: string, names: Iterable<string>): ReadonlyArray<string> => {
  const folded = fold(given).slice(0, 60)
  const limit = Math.max(1, Math.floor(folded.length / 3))
  return [...names]
    .filter((name) => Math.abs(name.length - folded.length) <= limit)
    .map((name) => ({ name, far: distance(folded, fold(name)) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** Indexes records by their names; a record can have several. */
export const namesOf = <Row>(
  rows: ReadonlyArray<Row>,
  names: (row: Row) => ReadonlyArray<string | null>
): Names<Row> => {
  const [exact, folded] = [new Map<string, Set<Row>>(), new Map<string, Set<Row>>()]
  for (const row of rows) {
    for (const name of names(row)) {
      if (name === null || name === "") continue
      add(exact, name, row)
      add(folded, fold(name), row)
    }
  }
  return {
    find: (name) => [...(exact.get(name) ?? folded.get(fold(name)) ?? [])],
    nearest: (name) => nearestOf(name, exact.keys())
  }
}

/** The one record that a name means. */
export const only = <Id extends string, Row>(
  kind: { readonly name: string; readonly id: (row: Row) => Id },
  name: string,
  names: Names<Row>
): Effect.Effect<Row, UnknownNameError | AmbiguousNameError> => {
  const [row, ...others] = names.find(name)
  if (row === undefined) {
    return Effect.fail(new UnknownNameError({ kind: kind.name, name, nearest: names.nearest(name) }))
  }
  return others.length === 0
    ? Effect.succeed(row)
    : Effect.fail(new AmbiguousNameError({ kind: kind.name, name, ids: [row, ...others].map(kind.id) }))
}
