/**
 * The account that the examples run against: yours when ACTIVECAMPAIGN_API_URL and ACTIVECAMPAIGN_API_KEY are set,
 * otherwise the embedded fake one, behind a real HTTP server on loopback.
 */

import { FetchHttpClient } from "@effect/platform"
import { Credentials } from "@effect-activecampaign/core"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import { Console, Layer } from "effect"

const isYours = "ACTIVECAMPAIGN_API_URL" in process.env && "ACTIVECAMPAIGN_API_KEY" in process.env

export const account = Layer.merge(
  FetchHttpClient.layer,
  isYours ? Credentials.layerConfig() : FakeAccountServer.layer()
).pipe(
  Layer.tap(() =>
    Console.log(isYours ? "Using your account." : "No account is configured: using the embedded fake one.")
  )
)
