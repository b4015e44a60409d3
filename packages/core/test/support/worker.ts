/**
 * A Cloudflare Worker that asks an account for as many things as its query says, and gives up after `patience` (ms).
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

const one = ActiveCampaignClient.request({ method: "GET", path: "/things", success: Wire.Void })

export default {
  async fetch(request: { readonly url: string }): Promise<unknown> {
    const { searchParams } = new URL(request.url)
    const client = ActiveCampaignClient.layer.pipe(
      Layer.provide([
        Credentials.layer({ apiUrl: searchParams.get("account") ?? "", apiKey: "key" }),
        RetryPolicy.layer(RetryPolicy.none),
        FetchHttpClient.layer
      ])
    )
    const calls = Array.from({ length: Number(searchParams.get("calls")) }, () => one)
    const patience = Number(searchParams.get("patience") ?? 60_000)
    const { Response } = globalThis as unknown as { readonly Response: new (text: string) => unknown }
    return Effect.forEach(calls, (call) => call, { concurrency: "unbounded" }).pipe(
      Effect.timeoutTo({ duration: patience, onSuccess: () => "done", onTimeout: () => "given up" }),
      Effect.catchAllCause((cause) => Effect.succeed(String(cause))),
      Effect.map((text) => new Response(text)),
      Effect.provide(client),
      Effect.runPromise
    )
  }
}
