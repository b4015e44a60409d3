/**
 * The account that the examples use: yours if ACTIVECAMPAIGN_API_URL and ACTIVECAMPAIGN_API_KEY are set, otherwise the
 * embedded fake account, behind an HTTP server on the loopback interface.
 */

import { FetchHttpClient } from "@effect/platform"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import { Console, Effect, Layer } from "effect"
import { Credentials } from "effect-activecampaign"

const isYours = "ACTIVECAMPAIGN_API_URL" in process.env && "ACTIVECAMPAIGN_API_KEY" in process.env

export const account = Layer.merge(
  FetchHttpClient.layer,
  isYours ? Credentials.layerConfig() : FakeAccountServer.layer()
).pipe(
  Layer.tap(() => Console.log(isYours ? "Using your account." : "No account is configured: using the fake account."))
)

/** A fake account for programs that read the environment: its URL and key are put there. */
export const fakeInEnvironment = (options: FakeAccountServer.ServerOptions = {}) =>
  Effect.tap(FakeAccountServer.serve(options), ({ apiKey, apiUrl }) =>
    Effect.sync(() => {
      process.env["ACTIVECAMPAIGN_API_URL"] = apiUrl
      process.env["ACTIVECAMPAIGN_API_KEY"] = apiKey
    })
  )
