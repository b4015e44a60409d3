/**
 * What a test compares of an event: everything but the raw pairs, as plain JSON.
 */
import type * as WebhookEvent from "@effect-activecampaign/webhooks/WebhookEvent"
import * as DateTime from "effect/DateTime"

/** The typed fields of an event, with maps as arrays and date-times as texts. */
export const typedFieldsOf = ({ body: _, ...fields }: WebhookEvent.WebhookEvent): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(fields, function (this: Record<string, unknown>, key, value: unknown) {
      const given = this[key]
      if (DateTime.isDateTime(given)) return `DateTime ${DateTime.formatIsoOffset(given)}`
      return value instanceof Map ? [...value] : value
    })
  )
