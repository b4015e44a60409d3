/**
 * One call to a server that attacks it, and what it cost: how long, how long the event loop stood still, how much memory.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Credentials from "effect-activecampaign/Credentials"
import { TagId } from "effect-activecampaign/Ids"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import * as RetryPolicy from "effect-activecampaign/RetryPolicy"
import * as Tags from "effect-activecampaign/Tags"

/** What a call cost. */
export interface Measured {
  /** The error's tag, "success", or "defect". */
  readonly ended: string
  readonly seconds: number
  /** The longest time that the event loop stood still. */
  readonly blocked: number
  /** The most memory that the process had, beyond what it had before. */
  readonly megabytes: number
}

const [apiUrl = "", client = "", name = ""] = process.argv.slice(2)

const clients = { fetch: FetchHttpClient.layer, undici: NodeHttpClient.layerUndici, node: NodeHttpClient.layer }
const calls = {
  getTag: Tags.get(TagId.make("1")),
  createTag: Tags.create({ tag: "a", tagType: "contact" }),
  listTags: Stream.runCount(Tags.list())
}

const layer = ActiveCampaignClient.layer.pipe(
  Layer.provide([
    Credentials.layer({ apiUrl, apiKey: "key" }),
    RateLimiter.layerUnlimited,
    RetryPolicy.layer({ maxAttempts: 3, baseDelay: "10 millis" }),
    clients[client as keyof typeof clients]
  ])
)

const before = process.memoryUsage.rss()
let peak = before
let last = performance.now()
let blocked = 0
const tick = () => {
  const now = performance.now()
  blocked = Math.max(blocked, now - last)
  last = now
  peak = Math.max(peak, process.memoryUsage.rss())
}
const timer = setInterval(tick, 5)

const started = performance.now()
const call: Effect.Effect<unknown, { readonly _tag: string }, ActiveCampaignClient.ActiveCampaignClient> =
  calls[name as keyof typeof calls]
const exit = await Effect.runPromiseExit(Effect.provide(call, layer))
tick()
clearInterval(timer)

const ended = Exit.match(exit, {
  onSuccess: () => "success",
  onFailure: (cause) =>
    Cause.isFailType(cause) ? cause.error._tag : `defect: ${String(Cause.squash(cause)).slice(0, 60)}`
})
const measured: Measured = {
  ended,
  seconds: (performance.now() - started) / 1000,
  blocked: blocked / 1000,
  megabytes: (Math.max(peak, process.resourceUsage().maxRSS * 1024) - before) / 1e6
}
process.send?.(measured, () => process.exit(0))
