/**
 * Event tracking: the names of custom events that applications send, and whether event tracking is enabled.
 * ActiveCampaign tracks an event only if its name is registered here. `Tracking` sends events.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { eventName, status, statusUpdate } from "./internal/tracking.js"

/** A registered event. */
export class EventTrackingEvent extends Wire.Entity<EventTrackingEvent>("EventTrackingEvent")(
  {
    /** Name of the event. */
    name: Wire.Text
  },
  {}
) {}

/** The status of event tracking in the account. */
export class EventTrackingStatus extends Wire.Entity<EventTrackingStatus>("EventTrackingStatus")({}, status) {}

/** Fields for creating an event. */
export class EventTrackingEventCreate extends Wire.Input<EventTrackingEventCreate>("EventTrackingEventCreate")(
  {
    /** Name of the event, at most 32 characters. */
    name: eventName
  },
  {}
) {}

/** Fields for updating the status of event tracking. */
export class EventTrackingStatusUpdate extends Wire.Input<EventTrackingStatusUpdate>("EventTrackingStatusUpdate")(
  statusUpdate,
  {}
) {}

/**
 * Creates an event: registers its name, so that ActiveCampaign tracks it. Fails with `DuplicateError` if an event with
 * this name already exists.
 *
 * ```ts
 * EventTracking.createEvent({ name: "subscription renewed" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-new-event-name-only
 */
export const createEvent = Endpoint.make("EventTracking.createEvent", {
  method: "POST",
  path: () => "/eventTrackingEvents",
  payload: Wire.envelope("eventTrackingEvent", EventTrackingEventCreate),
  success: Wire.envelope("eventTrackingEvent", EventTrackingEvent),
  errors: [ValidationError, DuplicateError]
})

/**
 * Deletes an event by its name. Pass the name unencoded; the client encodes it for the path.
 *
 * @see https://developers.activecampaign.com/reference/remove-event-name-only
 */
export const deleteEvent = Endpoint.make("EventTracking.deleteEvent", {
  method: "DELETE",
  path: (name: string) => `/eventTrackingEvents/${name}`,
  params: ["eventName"],
  success: Wire.Void,
  errors: [NotFoundError, ValidationError]
})

/**
 * Lists the registered events.
 *
 * @see https://developers.activecampaign.com/reference/list-all-event-types
 */
export const listEvents = Endpoint.list("EventTracking.listEvents", {
  path: () => "/eventTrackingEvents",
  items: ["eventTrackingEvents", EventTrackingEvent],
  pagination: "none"
})

/**
 * Retrieves the status of event tracking: enabled or disabled.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-event-tracking-status
 */
export const getStatus = Endpoint.make("EventTracking.getStatus", {
  method: "GET",
  path: () => "/eventTracking",
  success: Wire.envelope("eventTracking", EventTrackingStatus)
})

/**
 * Enables or disables event tracking.
 *
 * ```ts
 * EventTracking.updateStatus({ enabled: true })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/enable-disable-event-tracking
 */
export const updateStatus = Endpoint.make("EventTracking.updateStatus", {
  method: "PUT",
  path: () => "/eventTracking",
  payload: Wire.envelope("eventTracking", EventTrackingStatusUpdate),
  success: Wire.envelope("eventTracking", EventTrackingStatus),
  errors: [ValidationError]
})
