/**
 * Filters and orders of collections.
 */
import type { Codec } from "./Codec.js"
import { Input } from "./Object.js"
import { union } from "./Structure.js"
import { closedLiteral, Text } from "./Text.js"

/** Comparisons of a string, all of which must hold. */
export class Operators extends Input<Operators>("Operators")(
  {},
  {
    /** Is equal to. */
    eq: Text,
    /** Is not equal to. */
    neq: Text,
    /** Is less than. */
    lt: Text,
    /** Is less than or equal to. */
    lte: Text,
    /** Is greater than. */
    gt: Text,
    /** Is greater than or equal to. */
    gte: Text,
    /** Contains. */
    contains: Text,
    /** Starts with. */
    starts_with: Text
  }
) {}

/** How a filter compares a string: as the API does by default, or with operators. */
export const Comparison: Codec<string | Operators> = union(Text, Operators)

/** Fields to sort by, each in one direction; the first one given counts first. */
export type Orders<Name extends string> = { readonly [Key in Name]?: "ASC" | "DESC" | undefined }

/** Fields to sort by; the first one given counts first. */
export const orders = <const Names extends ReadonlyArray<string>>(names: Names): Codec<Orders<Names[number]>> =>
  Input<Orders<Names[number]>>("Orders")(
    {},
    Object.fromEntries(names.map((name) => [name, closedLiteral(["ASC", "DESC"])]))
  )
