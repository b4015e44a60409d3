/**
 * Processes that share a limit through one store, on a virtual clock: their event loops may be blocked and the store may be
 * slow.
 */
import * as RateLimiterRedis from "@effect-activecampaign/core/RateLimiterRedis"
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { randomOf, type Sender } from "./limiterServer.js"
import { storeInMemory } from "./storeInMemory.js"

/** What processes meet. */
export interface Trouble {
  readonly processes?: number
  /** The longest that a process is blocked at a time, at random times (ms). */
  readonly blocked?: number
  /** The longest that a reply of the store takes (ms). Replies come in order. */
  readonly slow?: number
  readonly options?: RateLimiterRedis.Options
}

/** When something happens at the earliest in a process that is blocked now and then. */
const gateOf = (blocked: number, random: () => number) => {
  const blocks: Array<readonly [from: number, to: number]> = []
  return (at: number): number => {
    if (blocked === 0) return at
    for (let end = blocks.at(-1)?.[1] ?? 0; end <= at; ) {
      const from = end + 200 + random() * 1300
      end = from + blocked
      blocks.push([from, end])
    }
    const block = blocks.find(([from, to]) => from <= at && at < to)
    return block?.[1] ?? at
  }
}

/** The processes' limiters and clocks. */
export const processesOf =
  ({ blocked = 0, options = {}, processes = 4, slow = 0 }: Trouble, seed: number) =>
  (clock: Clock.Clock): ReadonlyArray<Sender> => {
    const { store } = storeInMemory(clock)
    const random = randomOf(seed)
    return Array.from({ length: processes }, () => {
      const gate = gateOf(blocked, random)
      const sleep = (duration: Duration.Duration) =>
        Effect.suspend(() => {
          const now = clock.unsafeCurrentTimeMillis()
          return clock.sleep(Duration.millis(gate(now + Duration.toMillis(duration)) - now))
        })
      let last = 0
      const slowly: RateLimiterRedis.Store = async (key, args) => {
        const reply = await store(key, args)
        const now = clock.unsafeCurrentTimeMillis()
        last = Math.max(last, now + random() * slow)
        await Effect.runPromise(sleep(Duration.millis(last - now + 1)))
        return reply
      }
      return { limiter: RateLimiterRedis.make(slowly, options), clock: { ...clock, sleep } }
    })
  }
