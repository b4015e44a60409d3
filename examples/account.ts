/**
 * The account that the examples use: yours if ACTIVECAMPAIGN_API_URL and ACTIVECAMPAIGN_API_KEY are set, otherwise the
 * embedded fake account, behind an HTTP server on the loopback interface.
 */

import { FetchHttpClient } from "@effect/platform"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import { Console, Layer } from "effect"
import { Credentials } from "effect-activecampaign"

const isYours = "ACTIVECAMPAIGN_API_URL" in process.env && "ACTIVECAMPAIGN_API_KEY" in process.env

export const account = Layer.merge(
  FetchHttpClient.layer,
  isYours ? Credentials.layerConfig() : FakeAccountServer.layer()
).pipe(
  Layer.tap(() => Console.log(isYours ? "Using your account." : "No account is configured: using the fake account."))
)
