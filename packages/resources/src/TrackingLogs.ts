/**
 * Tracking logs: events recorded for contacts by event tracking. To manage the names of events, use `EventTracking`.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ContactId, TrackingLogId } from "./Ids.js"

/** A tracked event of a contact. */
export class TrackingLog extends Wire.Entity<TrackingLog>("TrackingLog")(
  {
    /** Id of the tracking log. */
    id: TrackingLogId
  },
  {
    /** Name of the event. */
    type: Wire.Text,
    /** Data sent with the event. */
    value: Wire.Text,
    /** Contact that the event was recorded for. */
    contact: Wire.nullableId(ContactId),
    /** Same as `contact`. */
    subscriberid: Wire.nullableId(ContactId),
    /** When the event occurred. */
    tstamp: Wire.Timestamp,
    /** Hash of the tracking log. Not documented by ActiveCampaign. */
    hash: Wire.Text,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * Lists the tracked events of a contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-tracking-logs
 */
export const listByContact = Endpoint.list("TrackingLogs.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/trackingLogs`,
  items: ["trackingLogs", TrackingLog],
  errors: [NotFoundError],
  pagination: "none"
})
