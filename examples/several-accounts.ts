/**
 * Several accounts in one process: each has a client of its own, and so a budget of its own.
 */

import { FetchHttpClient } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { Credentials } from "@effect-activecampaign/core"
import { ActiveCampaign } from "@effect-activecampaign/resources"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import { Console, Effect, Layer, LayerMap, Stream } from "effect"

/** Two accounts; yours would come from your configuration. */
const servers = { brand: FakeAccountServer.serve(), shop: FakeAccountServer.serve() }

/** The API of an account, by the account's name: built when it is first asked for. */
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
      yield* Console.log(`The shop has ${yield* Stream.runCount(shop.tags.list())} tags of the brand.`)
    }),
    Accounts.get("shop")
  )
})

copyTags.pipe(Effect.provide(Accounts.Default), NodeRuntime.runMain)
