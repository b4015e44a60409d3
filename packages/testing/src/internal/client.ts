/**
 * The client of the fakes, and its credentials.
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import * as Layer from "effect/Layer"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Credentials from "effect-activecampaign/Credentials"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import * as RetryPolicy from "effect-activecampaign/RetryPolicy"

/** The API key of the fakes if no other is given. */
export const defaultKey = "fake-key"

/** Credentials of an account that does not exist. */
export const credentials = (apiKey = defaultKey): Layer.Layer<Credentials.Credentials> =>
  Layer.orDie(Credentials.layer({ apiUrl: "https://fake.api-us1.com", apiKey }))

/** A client that never waits: neither for a rate limit nor between retries. */
export const directClient: Layer.Layer<
  ActiveCampaignClient.ActiveCampaignClient,
  never,
  Credentials.Credentials | HttpClient.HttpClient
> = ActiveCampaignClient.layer.pipe(Layer.provide([RateLimiter.layerUnlimited, RetryPolicy.layer(RetryPolicy.none)]))
