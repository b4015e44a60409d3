/**
 * Values of custom fields by the identifiers of a generated module, before they are sent and after they were read.
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { UnknownNameError } from "../AccountError.js"
import { type Definition, decode, type Fields, type Value, type Values } from "../CustomFields.js"
import type { Lookup } from "../Directory.js"
import type { Rows, Stored } from "./fieldValues.js"

/**
 * Finds the definitions of fields by their identifiers. A field is found by its id, so that it can be renamed, and its
 * definition is the account's, so that options that were added since can be used.
 */
export const byIdentifier = <Id extends string, E>(
  lookup: Pick<Lookup<Id, Definition<Id>, E>, "byId">,
  fields: Fields<Id>
): Rows<Id, E> => ({
  row: (identifier) => {
    const field = Object.hasOwn(fields, identifier) ? fields[identifier] : undefined
    const name = field === undefined ? identifier : `${field.name} (id ${field.id})`
    const unknown = new UnknownNameError({ kind: `${field?.owner ?? "custom"} field`, name, nearest: [] })
    return field === undefined
      ? Effect.fail(unknown)
      : Effect.flatMap(lookup.byId(field.id), (row) => (row === null ? Effect.fail(unknown) : Effect.succeed(row)))
  }
})

/** Values of fields by their identifiers. */
export interface TypedValues<F extends Fields> {
  /** Values of custom fields; null if a field has no value, or one that is among `unreadable`. */
  readonly fields: Values<F>
  /** Values that do not have the type of their field, because its kind was changed since the module was generated. */
  readonly unreadable: { readonly [K in keyof F]?: Value }
}

/** Values by the identifiers of their fields. Fields that the module does not have are left out. */
export const decodeTyped = <F extends Fields>(fields: F, stored: ReadonlyArray<Stored>): TypedValues<F> => {
  const values: Record<string, Value> = {}
  const unreadable: Record<string, Value> = {}
  const byId = new Map(stored.map((one) => [one.field, one]))
  for (const [identifier, field] of Object.entries(fields)) {
    const { currency = null, value } = byId.get(field.id) ?? { value: null }
    const read = field.decode(value, currency)
    values[identifier] = Either.getOrElse(read, () => null)
    if (Either.isLeft(read)) unreadable[identifier] = decode({ kind: "text", currency: null }, value)
  }
  // Each identifier has what its own field has decoded; an object that was filled by a loop has no such type.
  return { fields: values, unreadable } as TypedValues<F>
}
