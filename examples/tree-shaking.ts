/**
 * Single resources: only what is imported is in the bundle.
 */

import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Tags from "effect-activecampaign/Tags"
import { account } from "./account.js"

Tags.create({ tag: `tree-shaking ${Date.now()}`, tagType: "contact" }).pipe(
  Effect.tap((tag) => Console.log(`Tag ${tag.id} is "${tag.tag}".`)),
  Effect.flatMap((tag) => Tags.delete(tag.id)),
  Effect.provide(ActiveCampaignClient.layer),
  Effect.provide(account),
  NodeRuntime.runMain
)
