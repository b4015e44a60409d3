/**
 * Tracking: sends events of contacts to ActiveCampaign, such as purchases. Their names are registered with `EventTracking`.
 *
 * Events go to `https://trackcmp.net` with credentials of their own, which ActiveCampaign shows under Settings → Tracking.
 * The API key is not sent there, and the account's rate limit does not count events; ActiveCampaign names no limit for them.
 *
 * ```ts
 * import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
 *
 * // Reads ACTIVECAMPAIGN_TRACKING_ID and ACTIVECAMPAIGN_EVENT_KEY
 * const Live = Tracking.layerConfig().pipe(Layer.provide(FetchHttpClient.layer))
 *
 * const program = Tracking.track({
 *   event: "purchase",
 *   eventdata: "order 17",
 *   visit: { email: "jane@example.com" }
 * }).pipe(Effect.provide(Live))
 * ```
 */
import { ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import { through } from "@effect-activecampaign/core/TrackingClient"
import * as Wire from "@effect-activecampaign/core/Wire"
import { eventName } from "./internal/tracking.js"

export { type Input, layer, layerConfig, TrackingClient } from "@effect-activecampaign/core/TrackingClient"

/** What ActiveCampaign says about an event that it was sent. */
export class TrackedEvent extends Wire.Entity<TrackedEvent>("TrackedEvent")(
  {
    /** Whether the event was accepted; always true, as a rejected event is an error. */
    success: Wire.Flag
  },
  {
    /** What became of the event, such as "Event spawned". */
    message: Wire.Text
  }
) {}

/** Who did what an event is about. */
export class TrackingVisit extends Wire.Input<TrackingVisit>("TrackingVisit")(
  {
    /** E-mail address of the contact. */
    email: Wire.NonEmptyText
  },
  {}
) {}

/** Fields for sending an event. */
export class TrackingEvent extends Wire.Input<TrackingEvent>("TrackingEvent")(
  {
    /** Name of the event, at most 32 characters. It must be registered; see `EventTracking.createEvent`. */
    event: eventName,
    /** The contact that the event is about; null for an anonymous event. */
    visit: Wire.nullable(Wire.jsonText(TrackingVisit))
  },
  {
    /** Value that is stored with the event, such as an order number or a URL. */
    eventdata: Wire.Text
  }
) {}

/**
 * Sends an event. It is sent once: if its response is lost, it fails with `OutcomeUnknownError`, since the event may have
 * been counted. Fails with `AuthenticationError` if ActiveCampaign rejects the tracking id or the event key, and with
 * `ValidationError` if it rejects the event, for example because event tracking is disabled.
 *
 * ```ts
 * Tracking.track({ event: "subscription renewed", visit: { email: "jane@example.com" } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/track-event
 */
export const track = through(
  Endpoint.make("Tracking.track", {
    method: "POST",
    path: () => "/event",
    payload: TrackingEvent,
    success: TrackedEvent,
    errors: [ValidationError]
  })
)
