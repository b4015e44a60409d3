/**
 * What event tracking and site tracking share.
 */
import * as Wire from "@effect-activecampaign/core/Wire"

/** Name of an event: at most 32 characters. */
export const eventName = Wire.textOfForm("a string of 1 to 32 characters", /^(?=.*\S).{1,32}$/su, ["purchase"])

/** Codec of the status of a kind of tracking, in a response. */
export type Status = {
  /** Whether the tracking is enabled. */
  readonly enabled: Wire.Codec<boolean>
}

/** Whether a kind of tracking is enabled, in a response. */
export const status: Status = { enabled: Wire.Flag }

/** Codec of the status of a kind of tracking, in a request. */
export type StatusUpdate = {
  /** `true` to enable the tracking, `false` to disable it. */
  readonly enabled: Wire.Codec<boolean>
}

/** The same in a request. */
export const statusUpdate: StatusUpdate = { enabled: Wire.Boolean }
