/**
 * Local events: visits and events of a contact, as ActiveCampaign's own tracking reports them. Applications send events
 * with `Tracking`.
 */
import { ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"

/** Fields for creating a local event. */
export class LocalEventCreate extends Wire.Input<LocalEventCreate>("LocalEventCreate")(
  {
    /** E-mail address of the contact. */
    email: Wire.NonEmptyText
  },
  {
    /** When the event happened. */
    tstamp: Wire.Instant,
    /** What happened, such as `{ event: "__pagevisit", url: "https://example.com/prices" }`. Sent as JSON in a string. */
    input: Wire.jsonText(Wire.record(Wire.Json))
  }
) {}

/**
 * Creates a local event: something that a contact did. ActiveCampaign's page names the fields and shows no request.
 *
 * ```ts
 * LocalEvents.create({
 *   email: "jane@example.com",
 *   input: { event: "__pagevisit", url: "https://example.com/prices" }
 * })
 * ```
 *
 * Not confirmed: the form of `tstamp`, and that the API key is accepted here.
 *
 * @see https://developers.activecampaign.com/reference/local-events
 */
export const create = Endpoint.make("LocalEvents.create", {
  method: "POST",
  path: () => "/localevent",
  payload: Wire.envelope("localEvent", LocalEventCreate),
  success: Wire.Void,
  errors: [ValidationError],
  knowledge: "inferred"
})
