/**
 * Who made and changed a row, and when: four keys that the vendor adds to more and more of its resources.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import { UserId } from "../Ids.js"

export const audit = {
  /** User who made it; null where that was not a user. */
  created_by: /*#__PURE__*/ Wire.ref(UserId),
  /** When it was made, on the account's own clock. */
  created_timestamp: Wire.Moment,
  /** User who last changed it; null where that was not a user. */
  updated_by: /*#__PURE__*/ Wire.ref(UserId),
  /** When it was last changed, on the account's own clock. */
  updated_timestamp: Wire.Moment
}
