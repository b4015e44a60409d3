/**
 * A server on the test's clock that rejects every request over the limit within any sliding window, and what a limiter makes
 * of it: rejections and the share of the limit that is used are exact, and the same on every machine.
 */
import type * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"

/** Numbers between 0 and 1, the same in every run. */
export const randomOf = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return seed / 2 ** 31
}

/**
 * A clock that moves to the next timer as soon as nothing else is left to do. It is TestClock without a real wait at each
 * step, so that thousands of requests take no time. `work` counts what was asked of it.
 */
export const virtualClock = () => {
  let now = 0
  const work = { reads: 0, timers: 0 }
  const timers = new Set<{ readonly at: number; readonly wake: () => void }>()
  const clock: Clock.Clock = {
    ...Clock.make(),
    unsafeCurrentTimeMillis: () => now,
    unsafeCurrentTimeNanos: () => {
      work.reads++
      return BigInt(Math.round(now * 1e6))
    },
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanos: Effect.sync(() => BigInt(Math.round(now * 1e6))),
    sleep: (duration) =>
      Effect.async((resume) => {
        const timer = { at: now + Math.max(0, Duration.toMillis(duration)), wake: () => resume(Effect.void) }
        timers.add(timer)
        work.timers++
        return Effect.sync(() => timers.delete(timer))
      })
  }
  const advance = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve))
    if (timers.size === 0) return
    const next = [...timers].reduce((one, other) => (other.at < one.at ? other : one))
    timers.delete(next)
    now = Math.max(now, next.at)
    next.wake()
    return advance()
  }
  return { clock, advance, work, timers }
}

/** What one request meets (ms). */
export interface Journey {
  /** When its caller wants to send it. */
  readonly start?: number
  /** From its letting go to its counting. */
  readonly there?: number
  /** From its counting to its response. */
  readonly back?: number
  /** When its caller gives it up, if it does. */
  readonly givenUp?: number
}

/** What sends requests: a limiter, and the clock of the process that it is in. */
export interface Sender {
  readonly limiter: RateLimiter.Limiter
  readonly clock: Clock.Clock
}

/**
 * Sends requests through a limiter, or in turn through those of several processes. `share` is of those after the first window;
 * a rejected request is not retried.
 */
export const against = (
  senders: RateLimiter.Limiter | ((clock: Clock.Clock) => ReadonlyArray<Sender>),
  journeys: ReadonlyArray<Journey>,
  { limit, window }: { readonly limit: number; readonly window: number } = { limit: 5, window: 1000 }
) =>
  Effect.gen(function* () {
    const counted: Array<number> = []
    let rejected = 0
    const arrive = Effect.map(Clock.currentTimeMillis, (now) => {
      const remaining = limit - counted.filter((time) => time > now - window).length
      const limited = remaining === 0
      if (limited) rejected++
      else counted.push(now)
      return { limited, retryAfter: limited ? Duration.millis(window) : null, remaining: Math.max(0, remaining - 1) }
    })
    const { advance, clock } = virtualClock()
    const all = typeof senders === "function" ? senders(clock) : [{ limiter: senders, clock }]
    const send = ({ back = 0, givenUp, start = 0, there = 0 }: Journey, { limiter }: Sender) =>
      Effect.gen(function* () {
        yield* Effect.sleep(start)
        const slot = yield* limiter.acquire("account", "account")
        const response = Effect.zipLeft(Effect.delay(arrive, there), Effect.sleep(back))
        if (givenUp === undefined) return yield* Effect.flatMap(response, slot.release)
        yield* Effect.forkDaemon(response)
        yield* Effect.sleep(givenUp)
        yield* slot.release({ limited: false, retryAfter: null, remaining: null, abandoned: true })
      })
    const sent = journeys.flatMap((journey, index) => {
      const sender = all[index % all.length]
      return sender ? [Effect.withClock(send(journey, sender), sender.clock)] : []
    })
    const fiber = yield* Effect.forkAll(sent)
    yield* Effect.promise(advance)
    yield* Fiber.join(fiber)
    const [first = 0] = counted
    const span = (counted.at(-1) ?? 0) - first
    return { rejected, counted, share: (counted.length - limit) / limit / (span / window) }
  })
