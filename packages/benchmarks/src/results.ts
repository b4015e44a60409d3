/**
 * The results that the documentation quotes: the tables of each group, and the machine that they are from.
 */
import type { Table } from "./measure.js"

/** By group. */
export type Results = Readonly<Record<string, { readonly machine: string; readonly tables: ReadonlyArray<Table> }>>
