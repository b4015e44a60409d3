/**
 * Custom fields of a row: one property for each field of the account, in a stable order.
 */
import * as CustomFields from "@effect-activecampaign/account/CustomFields"
import * as Effect from "effect/Effect"

/** A field, and the property that its value is in. */
export interface Keyed<Id extends string = string> {
  readonly key: string
  readonly definition: CustomFields.Definition<Id>
}

/** The properties of fields: their names, with the id where several have the same name. */
export const keyed = <Id extends string>(
  definitions: ReadonlyArray<CustomFields.Definition<Id>>
): ReadonlyArray<Keyed<Id>> => {
  const counts = new Map<string, number>()
  const fold = (name: string) => name.toLowerCase()
  for (const { name } of definitions) counts.set(fold(name), (counts.get(fold(name)) ?? 0) + 1)
  return definitions.map((definition) => ({
    key: counts.get(fold(definition.name)) === 1 ? definition.name : `${definition.name} (${definition.id})`,
    definition
  }))
}

/** A value of a field, as a response contains it. */
export interface Stored<Id extends string> {
  readonly field: Id | null
  readonly value: unknown
  readonly currency: string | null
}

/** Custom fields by key; null if a field has no value. */
export type FieldValues = { readonly [key: string]: CustomFields.Value }

/** Reads the values of one row. `others` are fields that were created since. */
export const readFields = <Id extends string>(
  known: ReadonlyArray<Keyed<Id>>,
  others: ReadonlyMap<string, CustomFields.Definition<Id>>,
  stored: ReadonlyArray<Stored<Id>>
): FieldValues => {
  const values = new Map(stored.flatMap((one) => (one.field === null ? [] : [[one.field, one] as const])))
  const out: Array<readonly [string, CustomFields.Value]> = []
  for (const { definition, key } of known) {
    const one = values.get(definition.id)
    out.push([key, one === undefined ? null : CustomFields.decode(definition, one.value, one.currency)])
    values.delete(definition.id)
  }
  const keys = new Set(known.map(({ key }) => key.toLowerCase()))
  for (const [id, { currency, value }] of values) {
    const definition = others.get(id) ?? { name: id, kind: "text", currency: null }
    const key = keys.has(definition.name.toLowerCase()) ? `${definition.name} (${id})` : definition.name
    out.push([key, CustomFields.decode(definition, value, currency)])
  }
  return Object.fromEntries(out)
}

/** The fields of values that are not among the known ones. They are read again, since they may be new. */
export const unknownFields = <Id extends string, E, R>(
  known: ReadonlyArray<Keyed<Id>>,
  stored: ReadonlyArray<Stored<Id>>,
  byIds: (ids: Iterable<Id>) => Effect.Effect<ReadonlyMap<string, CustomFields.Definition<Id>>, E, R>
): Effect.Effect<ReadonlyMap<string, CustomFields.Definition<Id>>, E, R> => {
  const ids = new Set(known.map(({ definition }) => definition.id))
  const unknown = new Set(stored.flatMap(({ field }) => (field === null || ids.has(field) ? [] : [field])))
  return unknown.size === 0 ? Effect.succeed(new Map()) : byIds(unknown)
}
