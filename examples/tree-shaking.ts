/**
 * The smallest program: one endpoint, and nothing else of the API in its bundle.
 */

import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Tags from "@effect-activecampaign/resources/Tags"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { account } from "./account.js"

Tags.create({ tag: `tree-shaking ${Date.now()}`, tagType: "contact" }).pipe(
  Effect.tap((tag) => Console.log(`Tag ${tag.id} is "${tag.tag}".`)),
  Effect.flatMap((tag) => Tags.remove(tag.id)),
  Effect.provide(ActiveCampaignClient.layer),
  Effect.provide(account),
  NodeRuntime.runMain
)
