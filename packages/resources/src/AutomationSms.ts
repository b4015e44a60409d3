/**
 * Automation SMS: text messages that automations send, with the number of SMS sent. For SMS to lists, use `SmsBroadcasts`.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationId, AutomationSmsId, UserId } from "./Ids.js"

/** An SMS that an automation sends. */
export class AutomationSms extends Wire.Entity<AutomationSms>("AutomationSms")(
  {
    /** Id of the SMS. */
    id: AutomationSmsId
  },
  {
    /** Text of the SMS. */
    msg: Wire.Text,
    /** Automation that sends the SMS. */
    automation: Wire.nullableId(AutomationId),
    /** Automation that sends the SMS. Same as `automation`. */
    seriesid: Wire.nullableId(AutomationId),
    /** User who owns the SMS. */
    user: Wire.nullableId(UserId),
    /** User who owns the SMS. Same as `user`. */
    userid: Wire.nullableId(UserId),
    /** Number of SMS sent. */
    sent: Wire.Integer,
    /** Number of SMS that could not be sent. */
    failed: Wire.Integer,
    /** Number of replies. */
    replies: Wire.Integer,
    /** Number of contacts who replied. */
    uniquereplies: Wire.Integer,
    /** Number of contacts who unsubscribed because of the SMS. */
    unsubscribes: Wire.Integer,
    /** When the SMS was first sent. */
    sdate: Wire.InstantOrLocal,
    /** When the SMS was last sent. */
    ldate: Wire.InstantOrLocal,
    /** When the SMS was last updated. */
    tstamp: Wire.InstantOrLocal,
    /** Days on which the SMS can be sent. The form is not documented by ActiveCampaign. */
    tf_day: Wire.Text,
    /** Hour of the day from which the SMS can be sent. */
    tf_hr_from: Wire.Integer,
    /** Hour of the day until which the SMS can be sent. */
    tf_hr_to: Wire.Integer
  }
) {}

/**
 * Lists the SMS of all automations.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("AutomationSms.list", {
  path: () => "/sms",
  items: ["sms", AutomationSms],
  knowledge: "inferred"
})

/**
 * Lists the SMS that an automation sends.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response, and their fields.
 */
export const listByAutomation = Endpoint.list("AutomationSms.listByAutomation", {
  path: (automation: AutomationId) => `/automations/${automation}/sms`,
  items: ["sms", AutomationSms],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
