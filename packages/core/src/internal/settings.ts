/**
 * Settings that have a default and can be set for one effect.
 */
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { constVoid, identity } from "effect/Function"
import type { ClientTransform } from "./httpClient.js"

/** Sets a reference for one effect. */
export const withReference = <A, E, R, I, S>(
  self: Effect.Effect<A, E, R>,
  reference: Context.Tag<I, S>,
  value: S
): Effect.Effect<A, E, R> =>
  Effect.mapInputContext(self, (context: Context.Context<R>) => Context.add(context, reference, value))

/** How long one attempt may take; 30 seconds unless provided. */
export class RequestTimeout extends Context.Reference<RequestTimeout>()(
  "@effect-activecampaign/core/ActiveCampaignClient/RequestTimeout",
  { defaultValue: (): Duration.DurationInput => "30 seconds" }
) {}

/**
 * Whether a field of a response that cannot be read is a `DecodeError`. By default it is null, is listed in
 * `Response.drift`, is counted by the metric `activecampaign_decode_drift`, and is logged as a warning once.
 *
 * ```ts
 * Contacts.list().pipe(Stream.provideService(ActiveCampaignClient.StrictDecoding, true))
 * ```
 */
export class StrictDecoding extends Context.Reference<StrictDecoding>()(
  "@effect-activecampaign/core/ActiveCampaignClient/StrictDecoding",
  { defaultValue: () => false }
) {}

/** A transformation of the HTTP client for the requests inside one effect. */
export class CurrentTransform extends Context.Reference<CurrentTransform>()(
  "@effect-activecampaign/core/ActiveCampaignClient/CurrentTransform",
  { defaultValue: (): ClientTransform => identity }
) {}

/** Called when a request has its turn in the rate limit, before each attempt. */
export class OnTurn extends Context.Reference<OnTurn>()("@effect-activecampaign/core/ActiveCampaignClient/OnTurn", {
  defaultValue: (): (() => void) => constVoid
}) {}
