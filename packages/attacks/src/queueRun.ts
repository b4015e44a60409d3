/**
 * A process of the suite `queue`: so many wait in a queue of a kind. Prints what that costs as JSON.
 */
import { monitorEventLoopDelay } from "node:perf_hooks"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { constVoid } from "effect/Function"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { ActiveCampaignClient, Credentials, RateLimiter, Wire } from "effect-activecampaign"
import * as RateLimiterRedis from "effect-activecampaign/RateLimiterRedis"

/** What those who wait in a queue cost. */
export interface Cost {
  /** Processor time for one to join the queue, and to leave it by interruption (µs). */
  readonly join: number
  readonly leave: number
  /** Part of a core that is used while all wait and five a second go (%). */
  readonly wait: number
  /** How late the event loop was at most meanwhile (ms). */
  readonly late: number
  /** Memory of one who waits (bytes). */
  readonly memory: number
  /** How many went meanwhile. */
  readonly gone: number
}

const slot: RateLimiter.Slot = { waited: 0, release: () => Effect.void, cancel: Effect.void }

/** The least that a limiter can be: a list of callbacks, and a timer that serves five a second. */
const list = (): RateLimiter.Limiter => {
  const queue = new Set<() => void>()
  setInterval(() => {
    let left = 5
    for (const wake of queue) {
      if (left-- === 0) return
      queue.delete(wake)
      wake()
    }
  }, 1000).unref()
  return {
    acquire: () =>
      Effect.async((resume) => {
        const wake = () => resume(Effect.succeed(slot))
        queue.add(wake)
        return Effect.sync(() => queue.delete(wake))
      })
  }
}

/** A store that gives one lane at a time, five in all, and replies at once. */
const store = (): RateLimiterRedis.Store => {
  const lanes = [0, 0, 0, 0, 0]
  return async (_, [operation, , , window]) => {
    const now = Date.now()
    const start = Math.max(now, Math.min(...lanes))
    if (operation !== "take") return [now, 1, 0]
    if (start > now + Number(window) / 2) return [now, 1, 100]
    const lane = lanes.indexOf(Math.min(...lanes))
    lanes[lane] = start + Number(window)
    return [now, 1, 100, lane + 1, start - now]
  }
}

const limiters: Readonly<Record<string, () => RateLimiter.Limiter>> = {
  fiber: () => ({ acquire: () => Effect.async(constVoid) }),
  list,
  memory: () => RateLimiter.make(),
  store: () => RateLimiterRedis.make(store())
}

const [, , kind = "", count = "0", how = "acquire"] = process.argv
const waiters = Number(count)
const limiter = limiters[kind]?.() ?? RateLimiter.unlimited

const client = ActiveCampaignClient.layer.pipe(
  Layer.provide([
    Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" }),
    Layer.succeed(RateLimiter.RateLimiter, limiter),
    Layer.succeed(
      HttpClient.HttpClient,
      HttpClient.make((request) => Effect.succeed(HttpClientResponse.fromWeb(request, new Response("{}"))))
    )
  ])
)

let gone = 0
const went = Effect.sync(() => {
  gone++
})
const waiter: Effect.Effect<void, unknown, ActiveCampaignClient.ActiveCampaignClient> =
  how === "call"
    ? Effect.zipRight(ActiveCampaignClient.request({ method: "GET", path: "/things", success: Wire.Void }), went)
    : Effect.flatMap(limiter.acquire("account", "account"), ({ release }) =>
        Effect.zipRight(went, release({ limited: false, retryAfter: null, remaining: null }))
      )

setFlagsFromString("--expose-gc")
const collectGarbage: () => void = runInNewContext("gc")
const heap = () => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}
const cpu = () => {
  const { system, user } = process.cpuUsage()
  return user + system
}
const turnOfLoop = new Promise<void>((resolve) => setImmediate(resolve))

const runtime = ManagedRuntime.make(client)
const forkAll = Effect.replicateEffect(Effect.forkDaemon(waiter), waiters)
// What is compiled and made once is no cost of those who wait.
await runtime.runPromise(Effect.flatMap(Effect.replicateEffect(Effect.forkDaemon(waiter), 500), Fiber.interruptAll))
gone = 0

const empty = heap()
const started = cpu()
const fibers = await runtime.runPromise(forkAll)
await turnOfLoop
const joined = cpu()
const memory = (heap() - empty) / waiters

const delay = monitorEventLoopDelay({ resolution: 5 })
const [from, at] = [cpu(), performance.now()]
delay.enable()
await new Promise((resolve) => setTimeout(resolve, 6000))
const wait = ((cpu() - from) / 1000 / (performance.now() - at)) * 100
delay.disable()

const leaving = cpu()
await runtime.runPromise(Fiber.interruptAll(fibers))
const cost: Cost = {
  join: (joined - started) / waiters,
  leave: (cpu() - leaving) / waiters,
  wait,
  late: delay.max / 1e6,
  memory,
  gone
}
console.log(JSON.stringify(cost))
// Nothing may be left that keeps the process running.
await runtime.dispose()
