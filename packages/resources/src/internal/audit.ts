/**
 * Who made and changed a row, and when: four keys that the vendor adds to more and more of its resources.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as DateTime from "effect/DateTime"
import { UserId } from "../Ids.js"

/** Who made and changed a row, and when. */
export type Audit = {
  /** User who made it; null where that was not a user. */
  readonly created_by: Wire.Codec<UserId | null>
  /** When it was made, on the account's own clock. */
  readonly created_timestamp: Wire.Codec<DateTime.Utc | Wire.LocalDateTime | null>
  /** User who last changed it; null where that was not a user. */
  readonly updated_by: Wire.Codec<UserId | null>
  /** When it was last changed, on the account's own clock. */
  readonly updated_timestamp: Wire.Codec<DateTime.Utc | Wire.LocalDateTime | null>
}

/** The fields of `Audit`, for `Wire.entity`. */
export const audit: Audit = {
  created_by: Wire.ref(UserId),
  created_timestamp: Wire.Moment,
  updated_by: Wire.ref(UserId),
  updated_timestamp: Wire.Moment
}
