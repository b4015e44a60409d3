/**
 * What event tracking and site tracking share.
 */
import * as Wire from "@effect-activecampaign/core/Wire"

/** Name of an event: at most 32 characters. */
export const eventName = Wire.textOfForm("a string of 1 to 32 characters", /^(?=.*\S).{1,32}$/su, ["purchase"])

/** Whether a kind of tracking is enabled, in a response. */
export const status = {
  /** Whether the tracking is enabled. */
  enabled: Wire.Flag
}

/** The same in a request. */
export const statusUpdate = {
  /** `true` to enable the tracking, `false` to disable it. */
  enabled: Wire.Boolean
}
