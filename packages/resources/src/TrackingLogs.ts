/**
 * What contacts were seen doing: events and visits that were tracked.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { ContactId, TrackingLogId } from "./Ids.js"

const trackingLog = Wire.entity(
  "TrackingLog",
  {
    /** Id of the entry. */
    id: TrackingLogId
  },
  {
    /** Name of the event. */
    type: Wire.Text,
    /** What came with the event. */
    value: Wire.Text,
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The contact; the same as `contact`. */
    subscriberid: Wire.ref(ContactId),
    /** When it happened. */
    tstamp: Wire.Timestamp,
    /** Its hash. */
    hash: Wire.Text,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** An event that was tracked. */
export interface TrackingLog extends Schema.Schema.Type<typeof trackingLog> {}
/** An event that was tracked. */
export const TrackingLog: Wire.Codec<TrackingLog> = trackingLog

/**
 * All tracked events of one contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-tracking-logs
 */
export const listOfContact = Endpoint.list("TrackingLogs.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/trackingLogs`,
  items: ["trackingLogs", TrackingLog],
  failures: [NotFoundError],
  walk: "whole"
})
