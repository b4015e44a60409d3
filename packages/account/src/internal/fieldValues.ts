/**
 * Values of custom fields by name, before they are sent and after they were read.
 */
import * as Effect from "effect/Effect"
import { type Definition, decode, encode, type Value, type WireValue } from "../CustomFields.js"
import type { Lookup } from "../Directory.js"

/** A value that fits its field, ready to be sent. */
export interface Encoded<Id extends string> {
  readonly id: Id
  readonly wire: WireValue
}

/** Finds the definition of a field by its name. */
export type Rows<Id extends string, E> = Pick<Lookup<Id, Definition<Id>, E>, "row">

/** Checks values by the names of their fields. Nothing is sent if one does not fit. */
export const encodeAll = <Id extends string, E>(
  lookup: Rows<Id, E>,
  fields: Readonly<Record<string, Value | undefined>>
) =>
  Effect.forEach(
    Object.entries(fields).filter(([, value]) => value !== undefined),
    ([name, value]) =>
      Effect.flatMap(lookup.row(name), (definition) =>
        Effect.map(encode(definition, value), (wire): Encoded<Id> => ({ id: definition.id, wire }))
      )
  )

/** A value as it was read. */
export interface Stored {
  readonly field: string | null
  readonly value: unknown
  readonly currency?: string | null
}

/** Values by the names of their fields. A field that the account does not list has its id as name. */
export const decodeAll = (
  definitions: ReadonlyMap<string, Definition>,
  stored: ReadonlyArray<Stored>
): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    stored.flatMap(({ currency = null, field, value }) => {
      if (field === null) return []
      const definition = definitions.get(field)
      return [[definition?.name ?? field, decode(definition ?? { kind: "text", currency: null }, value, currency)]]
    })
  )
