/**
 * Several accounts in one process. Each has its own credentials, its own client and its own rate limit.
 */
import { FetchHttpClient } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import { Config, ConfigProvider, Console, Effect, LayerMap, Option, Stream } from "effect"
import { ActiveCampaignClient, RateLimiter, Tags } from "effect-activecampaign"

// ---------------------------------------------------------------------------------------------------------------
// The application
// ---------------------------------------------------------------------------------------------------------------

/** The client of an account, by the account's name. Built on first use, and closed a minute after the last one. */
class Accounts extends LayerMap.Service<Accounts>()("Accounts", {
  lookup: (name: "BRAND" | "SHOP") =>
    ActiveCampaignClient.layerConfig({ apiUrl: Config.string(`${name}_URL`), apiKey: Config.redacted(`${name}_KEY`) }),
  dependencies: [FetchHttpClient.layer],
  idleTimeToLive: "1 minute"
}) {}

const tagNames = Stream.runCollect(Stream.filterMap(Tags.list(), ({ tag }) => Option.fromNullable(tag)))

/** Creates the tags that the account does not have. Executed twice, it creates them once. */
const createTags = (names: Iterable<string>) =>
  Effect.gen(function* () {
    const existing = new Set(yield* tagNames)
    const missing = [...names].filter((name) => !existing.has(name))
    const create = (tag: string) =>
      // Another process was faster.
      Effect.catchTag(Tags.create({ tag, tagType: "contact" }), "DuplicateError", () => Effect.void)
    yield* Effect.forEach(missing, create, { concurrency: "unbounded" })
    return missing.length
  })

const copyTags = Effect.gen(function* () {
  const names = yield* Effect.provide(tagNames, Accounts.get("BRAND"))
  return yield* Effect.provide(createTags(names), Accounts.get("SHOP"))
}).pipe(Effect.provide(Accounts.Default), RateLimiter.background("copy tags"))

// ---------------------------------------------------------------------------------------------------------------
// The demonstration
// ---------------------------------------------------------------------------------------------------------------

const program = Effect.gen(function* () {
  const brand = yield* FakeAccountServer.serve({ tags: [{ tag: "new" }, { tag: "loyal" }, { tag: "vip" }] })
  const shop = yield* FakeAccountServer.serve({ tags: [{ tag: "vip" }] })
  const settings = new Map([
    ["BRAND_URL", brand.apiUrl],
    ["BRAND_KEY", brand.apiKey],
    ["SHOP_URL", shop.apiUrl],
    ["SHOP_KEY", shop.apiKey]
  ])
  const copied = yield* Effect.withConfigProvider(copyTags, ConfigProvider.fromMap(settings))
  yield* Console.log(
    `${copied} tags were copied from the brand to the shop, which has ${shop.account.rows.tags.length}.`
  )
}).pipe(Effect.scoped)

NodeRuntime.runMain(program)
