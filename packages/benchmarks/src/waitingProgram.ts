/**
 * A process in which requests wait for the rate limit. Prints nothing; sends what it measured to the parent.
 */
import { monitorEventLoopDelay } from "node:perf_hooks"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Credentials from "effect-activecampaign/Credentials"
import { TagId } from "effect-activecampaign/Ids"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import * as Tags from "effect-activecampaign/Tags"
import { tagBody } from "./fixtures.js"

/** What was measured. */
export interface Waiting {
  /** CPU time to real time while they wait (%). */
  readonly share: number
  /** The longest time that the event loop was stopped while they wait (ms). */
  readonly longestStop: number
  /** Requests that were let go, per second. */
  readonly perSecond: number
  /** Heap for each that waits (KB). */
  readonly heap: number
}

/** Who makes the requests wait. */
export type Queue = "sdk" | "callbacks" | "semaphore"

/** How long the waiting is watched (ms). */
const watched = 5000

const count = Number(process.argv[3])
let sent = 0

/** The SDK over an HTTP client in memory. */
const sdk = (): void => {
  const http = HttpClient.make((request) =>
    Effect.sync(() => {
      sent++
      return HttpClientResponse.fromWeb(request, new Response(tagBody))
    })
  )
  const runtime = ManagedRuntime.make(
    ActiveCampaignClient.layer.pipe(
      Layer.provide([
        Credentials.layer({ apiUrl: "http://127.0.0.1", apiKey: "benchmark-key" }),
        RateLimiter.layer(),
        Layer.succeed(HttpClient.HttpClient, http)
      ])
    )
  )
  const request = Tags.get(TagId.make("1"))
  for (let i = 0; i < count; i++) runtime.runFork(request)
}

/** The least that can be done: a list of callbacks and one timer. */
const callbacks = (): void => {
  const waiting: Array<() => void> = []
  const wait = async () => {
    await new Promise<void>((resolve) => waiting.push(resolve))
    sent++
  }
  for (let i = 0; i < count; i++) void wait()
  let next = 0
  setInterval(() => waiting[next++]?.(), 200)
}

/** Fibers that do nothing but wait. */
const semaphore = (): void => {
  const one = Effect.unsafeMakeSemaphore(0)
  const fiber = one.withPermits(1)(Effect.void)
  for (let i = 0; i < count; i++) Effect.runFork(fiber)
}

const queues: Readonly<Record<Queue, () => void>> = { sdk, callbacks, semaphore }
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis))
const heapInUse = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const resolution = 5

const measure = async (enqueue: () => void): Promise<Waiting> => {
  const before = heapInUse()
  enqueue()
  await pause(1000)
  const heap = (heapInUse() - before) / 1024 / count
  await pause(200)
  const delay = monitorEventLoopDelay({ resolution })
  delay.enable()
  const [cpu, sentBefore, started] = [process.cpuUsage(), sent, performance.now()]
  await pause(watched)
  const elapsed = performance.now() - started
  const { system, user } = process.cpuUsage(cpu)
  delay.disable()
  return {
    share: ((system + user) / 1000 / elapsed) * 100,
    longestStop: Math.max(0, delay.max / 1e6 - resolution),
    perSecond: ((sent - sentBefore) / elapsed) * 1000,
    heap
  }
}

const queue = queues[process.argv[2] as Queue]
process.send?.(await measure(queue))
