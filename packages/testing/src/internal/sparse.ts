/**
 * Values without the fields that can be null, and what completes them.
 */
import type * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import type * as Wire from "effect-activecampaign/Wire"
import { isRecord } from "./account/values.js"

/** Values that have no fields of their own. */
type Whole = string | number | boolean | bigint | symbol | null | undefined | DateTime.DateTime | Duration.Duration

/** An object of which the fields that can be null may be omitted. */
export type SparseObject<A> = {
  readonly [Key in keyof A as null extends A[Key] ? never : Key]: Sparse<A[Key]>
} & {
  readonly [Key in keyof A as null extends A[Key] ? Key : never]?: Sparse<A[Key]> | undefined
}

/**
 * A value of which the fields that can be null may be omitted, at any depth. An omitted field is null.
 *
 * ```ts
 * const jane: FakeHttp.Sparse<Contacts.Contact> = { id: ContactId.make("113"), email: "jane@example.com" }
 * ```
 */
export type Sparse<A> = A extends Whole
  ? A
  : A extends ReadonlyArray<unknown>
    ? { readonly [Index in keyof A]: Sparse<A[Index]> }
    : A extends object
      ? SparseObject<A>
      : A

/** The value with null for each omitted field that can be null; the same value if none is omitted. */
export const complete = ({ fields, item }: Wire.Definition<unknown>, value: unknown): unknown => {
  if (Array.isArray(value)) {
    const all = item === undefined ? value : value.map((element) => complete(item, element))
    return all.some((element, index) => element !== value[index]) ? all : value
  }
  if (fields === undefined || !isRecord(value)) return value
  const added: Record<string, unknown> = {}
  for (const [name, definition, required] of fields) {
    const given = value[name]
    // The optional fields of an input are not null if they are omitted.
    if (given === undefined && !required && definition.read(null) === null) added[name] = null
    else if (complete(definition, given) !== given) added[name] = complete(definition, given)
  }
  return Object.keys(added).length === 0 ? value : { ...value, ...added }
}
