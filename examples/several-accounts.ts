/**
 * Several accounts in one process. Each has its own client and its own rate limit.
 */

import { FetchHttpClient } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import { Console, Effect, Layer, LayerMap, Stream } from "effect"
import { ActiveCampaign, Credentials } from "effect-activecampaign"

/** Two accounts. Yours would come from the configuration, with `ActiveCampaign.layerConfig`. */
const servers = { brand: FakeAccountServer.serve(), shop: FakeAccountServer.serve() }

/** The API of an account, by the account's name; built on first use. */
class Accounts extends LayerMap.Service<Accounts>()("Accounts", {
  lookup: (name: keyof typeof servers) =>
    Layer.unwrapScoped(
      Effect.map(servers[name], ({ apiUrl, apiKey }) =>
        ActiveCampaign.layer.pipe(Layer.provide([Credentials.layer({ apiUrl, apiKey }), FetchHttpClient.layer]))
      )
    )
}) {}

const copyTags = Effect.gen(function* () {
  const names = yield* Effect.provide(
    Effect.gen(function* () {
      const brand = yield* ActiveCampaign
      yield* Effect.forEach(["new", "loyal"], (tag) => brand.tags.create({ tag, tagType: "contact" }))
      return yield* Stream.runCollect(Stream.map(brand.tags.list(), ({ tag }) => tag ?? ""))
    }),
    Accounts.get("brand")
  )
  yield* Effect.provide(
    Effect.gen(function* () {
      const shop = yield* ActiveCampaign
      yield* Effect.forEach(names, (tag) => shop.tags.create({ tag, tagType: "contact" }), { concurrency: "unbounded" })
      yield* Console.log(`${yield* Stream.runCount(shop.tags.list())} tags were copied from the brand to the shop.`)
    }),
    Accounts.get("shop")
  )
})

copyTags.pipe(Effect.provide(Accounts.Default), NodeRuntime.runMain)
