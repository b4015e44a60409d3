/**
 * Filters and orders of collections.
 */
import type { Codec } from "./Codec.js"
import { Input, OperatorInput } from "./Object.js"
import { union } from "./Structure.js"
import { closedLiteral, NonEmptyText } from "./Text.js"

/** Comparisons of a string, all of which must hold. */
export class Operators extends OperatorInput<Operators>("Operators")({
  /** Is equal to. */
  eq: NonEmptyText,
  /** Is not equal to. */
  neq: NonEmptyText,
  /** Is less than. */
  lt: NonEmptyText,
  /** Is less than or equal to. */
  lte: NonEmptyText,
  /** Is greater than. */
  gt: NonEmptyText,
  /** Is greater than or equal to. */
  gte: NonEmptyText,
  /** Contains. */
  contains: NonEmptyText,
  /** Starts with. */
  starts_with: NonEmptyText
}) {}

/** How a filter compares a string: as the API does by default, or with operators. */
export const Comparison: Codec<string | Operators> = union(NonEmptyText, Operators)

/** Fields to sort by, each in one direction; the first one given counts first. */
export type Orders<Name extends string> = { readonly [Key in Name]?: "ASC" | "DESC" | undefined }

/** Fields to sort by; the first one given counts first. */
export const orders = <const Names extends ReadonlyArray<string>>(names: Names): Codec<Orders<Names[number]>> =>
  Input<Orders<Names[number]>>("Orders")(
    {},
    Object.fromEntries(names.map((name) => [name, closedLiteral(["ASC", "DESC"])]))
  )
