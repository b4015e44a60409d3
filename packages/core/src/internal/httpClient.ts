/**
 * The HTTP client that is given, made safe: its spans would show URLs with e-mail addresses, a followed redirect would
 * carry the API key to another host, and its logs would show the key's header.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Headers from "@effect/platform/Headers"
import * as HttpClient from "@effect/platform/HttpClient"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

/** A transformation of an HTTP client, for proxies, extra headers or recording. */
export type ClientTransform = (client: HttpClient.HttpClient) => HttpClient.HttpClient

const manualRedirects = (context: Context.Context<never>): Context.Context<never> =>
  Context.add(context, FetchHttpClient.RequestInit, {
    ...context.unsafeMap.get(FetchHttpClient.RequestInit.key),
    redirect: "manual"
  })

/** Whichever HTTP client is given: no spans, no redirects, and the key's header redacted. */
export const hardened: ClientTransform = (client) =>
  client.pipe(
    HttpClient.withTracerPropagation(false),
    HttpClient.withTracerDisabledWhen(() => true),
    HttpClient.transformResponse((send) =>
      Effect.mapInputContext(
        Effect.locallyWith(send, Headers.currentRedactedNames, (names) => [...names, "api-token"]),
        manualRedirects
      )
    )
  )
