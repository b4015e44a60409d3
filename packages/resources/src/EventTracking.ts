/**
 * Events that an application tells the vendor of: their names, and whether they are tracked at all. An event is tracked
 * only when its name is known.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"

const eventTrackingEvent = Wire.entity(
  "EventTrackingEvent",
  {
    /** Name. */
    name: Wire.Text
  },
  {}
)

/** The name of an event that is tracked. */
export interface EventTrackingEvent extends Schema.Schema.Type<typeof eventTrackingEvent> {}
/** The name of an event that is tracked. */
export const EventTrackingEvent: Wire.Codec<EventTrackingEvent> = eventTrackingEvent

const eventTrackingStatus = Wire.entity(
  "EventTrackingStatus",
  {},
  {
    /** Whether events are tracked. */
    enabled: Wire.Flag
  }
)

/** Whether events are tracked. */
export interface EventTrackingStatus extends Schema.Schema.Type<typeof eventTrackingStatus> {}
/** Whether events are tracked. */
export const EventTrackingStatus: Wire.Codec<EventTrackingStatus> = eventTrackingStatus

const eventTrackingEventCreate = Wire.input(
  "EventTrackingEventCreate",
  {
    /** Name, of 32 characters at most. */
    name: Schema.String
  },
  {}
)

/** What makes an event known. */
export interface EventTrackingEventCreate extends Schema.Schema.Type<typeof eventTrackingEventCreate> {}
/** What makes an event known. */
export const EventTrackingEventCreate: Wire.Codec<EventTrackingEventCreate> = eventTrackingEventCreate

const eventTrackingStatusUpdate = Wire.input(
  "EventTrackingStatusUpdate",
  {
    /** Whether events are tracked. */
    enabled: Schema.Boolean
  },
  {}
)

/** What switches the tracking of events on or off. */
export interface EventTrackingStatusUpdate extends Schema.Schema.Type<typeof eventTrackingStatusUpdate> {}
/** What switches the tracking of events on or off. */
export const EventTrackingStatusUpdate: Wire.Codec<EventTrackingStatusUpdate> = eventTrackingStatusUpdate

/**
 * Makes an event known.
 *
 * @see https://developers.activecampaign.com/reference/create-a-new-event-name-only
 */
export const createEvent = Endpoint.make("EventTracking.createEvent", {
  method: "POST",
  path: () => "/eventTrackingEvents",
  payload: Wire.envelope("eventTrackingEvent", EventTrackingEventCreate),
  success: Wire.envelope("eventTrackingEvent", EventTrackingEvent),
  failures: [ValidationError, DuplicateError]
})

/**
 * Deletes an event, by its name.
 *
 * @see https://developers.activecampaign.com/reference/remove-event-name-only
 */
export const removeEvent = Endpoint.make("EventTracking.removeEvent", {
  method: "DELETE",
  path: (name: string) => `/eventTrackingEvents/${name}`,
  params: ["eventName"],
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All events that are known.
 *
 * @see https://developers.activecampaign.com/reference/list-all-event-types
 */
export const listEvents = Endpoint.list("EventTracking.listEvents", {
  path: () => "/eventTrackingEvents",
  items: ["eventTrackingEvents", EventTrackingEvent],
  walk: "whole"
})

/**
 * Reads whether events are tracked.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-event-tracking-status
 */
export const getStatus = Endpoint.make("EventTracking.getStatus", {
  method: "GET",
  path: () => "/eventTracking",
  success: Wire.envelope("eventTracking", EventTrackingStatus)
})

/**
 * Switches the tracking of events on or off.
 *
 * @see https://developers.activecampaign.com/reference/enable-disable-event-tracking
 */
export const updateStatus = Endpoint.make("EventTracking.updateStatus", {
  method: "PUT",
  path: () => "/eventTracking",
  payload: Wire.envelope("eventTracking", EventTrackingStatusUpdate),
  success: Wire.envelope("eventTracking", EventTrackingStatus),
  failures: [ValidationError]
})
