/**
 * What joins rows of different lists.
 */
import { RelatedMissingError } from "@effect-activecampaign/account/Profiles"
import * as Effect from "effect/Effect"
import type { DecodeError } from "effect-activecampaign/ActiveCampaignError"
import type * as Endpoint from "effect-activecampaign/Endpoint"
import type * as Wire from "effect-activecampaign/Wire"

/** The related rows of a page. A key that is absent is an error, since it would look like no rows. */
export const related = <Sideload extends string, A>(
  page: Pick<Endpoint.Page<unknown, Sideload>, "body" | "items" | "sideload">,
  key: Sideload,
  row: Wire.AnyCodec<A>
): Effect.Effect<ReadonlyArray<A>, DecodeError | RelatedMissingError> => {
  const { body } = page
  const isThere = typeof body === "object" && body !== null && key in body
  return isThere || page.items.length === 0 ? page.sideload(key, row) : Effect.fail(new RelatedMissingError({ key }))
}

/** Rows by the id that they refer to. */
export const groupBy = <A>(
  rows: ReadonlyArray<A>,
  id: (row: A) => string | null
): ReadonlyMap<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const row of rows) {
    const key = id(row)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}

/** An object type without some of its keys. */
export type Without<A, Key extends PropertyKey> = { readonly [K in keyof A as K extends Key ? never : K]: A[K] }

/** An object without some of its keys. */
export const omit = <A extends object, const Key extends string>(row: A, keys: ReadonlyArray<Key>): Without<A, Key> => {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(row)) if (!keys.includes(key as Key)) out[key] = value
  // Which keys are left follows from the ones that were deleted.
  return out as Without<A, Key>
}

/** The name of a record; its id if there is none. */
export const nameOr = (id: string, name: string | null | undefined): string =>
  name === null || name === undefined || name === "" ? id : name
