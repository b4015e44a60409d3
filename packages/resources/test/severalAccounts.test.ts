/** Accounts that are alive at the same time: each request goes to the account of its layer, with that account's key. */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as LayerMap from "effect/LayerMap"
import { ActiveCampaign, ActiveCampaignClient, Credentials, Users } from "effect-activecampaign"

/** Responds with where the request went as the user's name. */
const Http = Layer.succeed(
  HttpClient.HttpClient,
  HttpClient.make((request, url) => {
    const user = { id: "1", username: `${url.hostname} ${request.headers["api-token"]}` }
    return Effect.succeed(HttpClientResponse.fromWeb(request, Response.json({ user })))
  })
)

const layers: Readonly<
  Record<
    string,
    () => Layer.Layer<
      ActiveCampaign | ActiveCampaignClient.ActiveCampaignClient,
      never,
      Credentials.Credentials | HttpClient.HttpClient
    >
  >
> = {
  "the root service": () => ActiveCampaign.layer,
  "the root service with options": () => ActiveCampaign.layerWith({ timeout: "5 seconds" }),
  "the client": () => ActiveCampaign.layerClient.pipe(Layer.provideMerge(ActiveCampaignClient.layer))
}

it.effect.each(Object.entries(layers))("%s", ([, layerOf]) => {
  const lookup = (name: string) =>
    layerOf().pipe(
      Layer.provide(Credentials.layer({ apiUrl: `https://${name}.api-us1.com`, apiKey: `key-of-${name}` }))
    )
  const names = ["brand", "shop"]
  return Effect.gen(function* () {
    const accounts = yield* LayerMap.make(lookup, { idleTimeToLive: "1 minute" })
    const me = Effect.all([Effect.flatMap(ActiveCampaign, (ac) => ac.users.me()), Users.me()])
    const found = yield* Effect.forEach(names, (name) => Effect.provide(me, accounts.get(name)), {
      concurrency: "unbounded"
    })
    const expected = names.map((name) => `${name}.api-us1.com key-of-${name}`)
    for (const [index, users] of found.entries())
      expect(users.map(({ username }) => username)).toEqual([expected[index], expected[index]])
  }).pipe(Effect.scoped, Effect.provide(Http))
})
