/**
 * Records that notes and tasks belong to, as responses name them.
 */
import * as Wire from "@effect-activecampaign/core/Wire"

/** The fields in which a response names such a record. */
interface Owned {
  readonly owner: Wire.Target | null
  readonly relid: string | null
  readonly reltype: string | null
}

/** Reads the record from `reltype` and `relid`, or else from `owner`, whose types have names of their own. */
export const readOwner = <A>(
  codec: Wire.Codec<A>,
  { owner, relid, reltype }: Owned,
  reltypes: Readonly<Record<string, string>>
): A | null => {
  const { read } = Wire.definitionOf(codec)
  for (const place of [
    { reltype, relid },
    { reltype: reltypes[owner?.type ?? ""], relid: owner?.id }
  ]) {
    const value = read(place)
    if (!(value instanceof Wire.Issue)) return value
  }
  return null
}
