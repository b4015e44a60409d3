/**
 * Related rows that a response contains because it was asked for them.
 */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { DecodeError } from "effect-activecampaign/ActiveCampaignError"
import type * as Endpoint from "effect-activecampaign/Endpoint"
import type * as Wire from "effect-activecampaign/Wire"

/**
 * ActiveCampaign ignored that related rows were asked for. Without them, records would look as if they had no tags or
 * fields.
 */
export class RelatedMissingError extends Data.TaggedError("RelatedMissingError")<{
  /** Key of the related rows, such as `contactTags`. */
  readonly key: string
}> {
  override get message(): string {
    return `the response does not contain \`${this.key}\`, although the request asked for it with \`include\``
  }
}

/**
 * The related rows of a page with a key. Fails with `RelatedMissingError` if the key is absent, since it would look like no
 * rows.
 */
export const related = <Sideload extends string, A>(
  page: Pick<Endpoint.Page<unknown, Sideload>, "body" | "items" | "sideload">,
  key: Sideload,
  row: Wire.AnyCodec<A>
): Effect.Effect<ReadonlyArray<A>, DecodeError | RelatedMissingError> => {
  const { body } = page
  const isThere = typeof body === "object" && body !== null && key in body
  return isThere || page.items.length === 0 ? page.sideload(key, row) : Effect.fail(new RelatedMissingError({ key }))
}

/** Rows by the id that they refer to; rows that refer to none are left out. */
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
