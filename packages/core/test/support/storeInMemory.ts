/**
 * The store of the limiter over a database, in memory and on a clock of a test.
 */
import { nextState } from "@effect-activecampaign/core/internal/sharedState"
import type * as RateLimiterRedis from "@effect-activecampaign/core/RateLimiterRedis"
import type * as Clock from "effect/Clock"

/** A store whose clock is a millisecond ahead. `lose` forgets everything, `setBack` moves its clock. */
export const storeInMemory = (clock: Clock.Clock) => {
  const states = new Map<string, string>()
  let ahead = 1
  const store: RateLimiterRedis.Store = async (key, args) => {
    const { reply, state } = nextState(states.get(key) ?? null, clock.unsafeCurrentTimeMillis() + ahead, args)
    states.set(key, state)
    return reply
  }
  const setBack = (millis: number) => {
    ahead -= millis
  }
  return { store, lose: () => states.clear(), setBack }
}
