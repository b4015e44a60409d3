/**
 * lib/activecampaign.ts: one runtime for the process, used by all route handlers and server actions.
 */
import { FetchHttpClient } from "@effect/platform"
import { Layer, ManagedRuntime } from "effect"
import { globalValue } from "effect/GlobalValue"
import { ActiveCampaignClient, RetryPolicy } from "effect-activecampaign"

/** Reads ACTIVECAMPAIGN_API_URL and ACTIVECAMPAIGN_API_KEY with the first request, so not when Next builds. */
const client = ActiveCampaignClient.layerConfig(undefined, { timeout: "5 seconds" }).pipe(
  // Somebody waits.
  Layer.provide(RetryPolicy.layer({ maxAttempts: 3, maxElapsed: "8 seconds" })),
  Layer.provide(FetchHttpClient.layer)
)

/** A global value, since Next loads a module again when it changes, and once for each of its bundles. */
export const runtime = globalValue("app/activecampaign", () => ManagedRuntime.make(client))
