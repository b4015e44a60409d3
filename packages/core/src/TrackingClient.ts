/**
 * The client of `https://trackcmp.net`, where applications send events. It has credentials of its own, and never sends the
 * API key.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { ActiveCampaignClient, type Client, type Options } from "./ActiveCampaignClient.js"
import { type ActiveCampaignError, AuthenticationError } from "./ActiveCampaignError.js"
import type { Endpoint } from "./Endpoint.js"
import { clientOf } from "./internal/client.js"
import { declare, partsOf } from "./internal/declared.js"
import { formType } from "./internal/httpClient.js"
import { RateLimiter, unlimited } from "./RateLimiter.js"

/** Sends events to `https://trackcmp.net`. */
export class TrackingClient extends Context.Tag("@effect-activecampaign/core/TrackingClient")<
  TrackingClient,
  Client
>() {}

/** What an application knows about event tracking in its account. ActiveCampaign shows both under Settings → Tracking. */
export interface Input {
  /** The account's id for tracking (`actid`), a number. It is not the id of the account's API. */
  readonly trackingId: string
  /** The account's event key. It is not the API key. */
  readonly eventKey: Redacted.Redacted | string
}

const origin = "https://trackcmp.net"

const environment = { trackingId: "ACTIVECAMPAIGN_TRACKING_ID", eventKey: "ACTIVECAMPAIGN_EVENT_KEY" }

/** What messages of ActiveCampaign say if it does not know the credentials; not that tracking is disabled in the account. */
const aboutCredentials = /^(?!.*\b(dis|en)abled\b).*\b(key|actid|account|credentials?|(un)?auth\w*|token|access)\b/is

/** A name in quotes is that of the event. */
const quoted = /"[^"]*"|'[^']*'/g

/** There is no API key here, and whether the credentials are wrong is in the message only. */
const explain = (error: ActiveCampaignError): ActiveCampaignError => {
  const isAboutCredentials =
    error._tag === "AuthenticationError" ||
    error._tag === "PermissionError" ||
    (error._tag === "ValidationError" &&
      error.issues.some(({ detail, title }) => aboutCredentials.test(`${title} ${detail}`.replace(quoted, ""))))
  if (!isAboutCredentials) return error
  const { endpoint, issues, method, requestId, route, status } = error
  const message = `${endpoint}: ActiveCampaign rejected the tracking id or the event key; both are under Settings → Tracking (${status})`
  return new AuthenticationError({ endpoint, method, route, status, issues, requestId, message })
}

/** The fields of a form. */
const formOf = (fields: object): string =>
  new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)).toString()

/** Builds a client. `names` are what an error calls the values, if not by their keys. */
const make = (
  { eventKey, trackingId }: Input,
  options: Options,
  names: { readonly [Key in keyof Input]: string } = { trackingId: "trackingId", eventKey: "eventKey" }
): Effect.Effect<Client, ConfigError.ConfigError, HttpClient.HttpClient> => {
  const invalid = (name: string, message: string) => Effect.fail(ConfigError.InvalidData([name], message))
  // From `process.env` anything can come, whatever its type says.
  const actid = String(trackingId ?? "").trim()
  const key = String((Redacted.isRedacted(eventKey) ? Redacted.value(eventKey) : eventKey) ?? "").trim()
  if (!/^\d+$/.test(actid)) {
    return invalid(names.trackingId, "must be the number that ActiveCampaign shows as actid under Settings → Tracking")
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return invalid(names.eventKey, "must be the event key from Settings → Tracking in ActiveCampaign, without spaces")
  }
  const write = (payload: unknown) => formOf({ actid, key, ...Object(payload) })
  return Effect.flatMap(HttpClient.HttpClient, (http) =>
    Effect.map(clientOf(http, { account: origin, origin }, key, [origin, {}, formType, write], options), (client) => ({
      execute: (call) => Effect.mapError(Effect.provideService(client.execute(call), RateLimiter, unlimited), explain)
    }))
  )
}

/** A client with the credentials for event tracking. An invalid value fails with a `ConfigError` that does not show it. */
export const layer = (
  input: Input,
  options: Options = {}
): Layer.Layer<TrackingClient, ConfigError.ConfigError, HttpClient.HttpClient> =>
  Layer.effect(TrackingClient, make(input, options))

/**
 * A client with the credentials as `Config` values; without arguments, from the environment variables
 * `ACTIVECAMPAIGN_TRACKING_ID` and `ACTIVECAMPAIGN_EVENT_KEY`.
 */
export const layerConfig = (
  config?: Config.Config.Wrap<Input>,
  options: Options = {}
): Layer.Layer<TrackingClient, ConfigError.ConfigError, HttpClient.HttpClient> =>
  Layer.effect(
    TrackingClient,
    Effect.flatMap(
      Config.unwrap<Input>(
        config ?? {
          trackingId: Config.string(environment.trackingId),
          eventKey: Config.redacted(environment.eventKey)
        }
      ),
      (input) => make(input, options, config ? undefined : environment)
    )
  )

/** An endpoint of `https://trackcmp.net`: it needs a `TrackingClient`, and no `ActiveCampaignClient`. */
export const through = <Args extends ReadonlyArray<any>, A, E>(
  endpoint: Endpoint<Args, A, E>
): Endpoint<Args, A, E, never, TrackingClient> => {
  const by =
    <B>(call: (...args: Args) => Effect.Effect<B, E, ActiveCampaignClient>) =>
    (...args: Args): Effect.Effect<B, E, TrackingClient> =>
      Effect.flatMap(TrackingClient, (client) => Effect.provideService(call(...args), ActiveCampaignClient, client))
  // Its other properties are those of the endpoint, which types do not follow.
  return declare(endpoint.name, () => ({
    ...partsOf(endpoint as never),
    call: by(endpoint),
    withResponse: by(endpoint.withResponse)
  }))
}
