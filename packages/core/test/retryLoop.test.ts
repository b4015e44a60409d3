/**
 * The retry loop by itself: which attempts are made and when, from what became of those before. `retry.test.ts` has the
 * same over a client.
 */
import { expect, it } from "@effect/vitest"
import * as Errors from "@effect-activecampaign/core/ActiveCampaignError"
import type { Failed, Outcome } from "@effect-activecampaign/core/internal/classify"
import type { Operation } from "@effect-activecampaign/core/internal/operation"
import { type Deadline, delayAfter, retry } from "@effect-activecampaign/core/internal/retry"
import { millisOf } from "@effect-activecampaign/core/internal/slots"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import * as Random from "effect/Random"
import * as TestClock from "effect/TestClock"
import { describe } from "vitest"

const operation: Operation = {
  ...{ name: "Things.do", method: "DELETE", route: "/things", safety: "idempotent", bucket: "account", errors: [] }
}

const failed = (fields: Partial<Failed> = {}, number = 0): Failed => ({
  _tag: "Failed",
  error: new Errors.TransportError({
    endpoint: "e",
    method: "GET",
    route: "/",
    message: `m${number}`,
    code: "c",
    sent: true
  }),
  ...{ retryable: true, retryAfter: null, mayHaveExecuted: false },
  ...fields
})
const good: Outcome = { _tag: "RawResponse", status: 200, headers: {} as never, body: {} }

const policy: RetryPolicy.Policy = {
  ...RetryPolicy.defaultPolicy,
  ...{ maxAttempts: 4, baseDelay: Duration.seconds(1), maxDelay: Duration.seconds(3), maxElapsed: Duration.minutes(1) }
}

/** The outcomes in turn, the last one for ever; a random number of 1 makes each delay as long as it can be. */
const run = (
  outcomes: ReadonlyArray<Outcome>,
  changes: Partial<RetryPolicy.Policy> = {},
  { method = "DELETE" as Operation["method"], takes = 0, waits = 0 } = {}
) =>
  Effect.gen(function* () {
    const clock = yield* Effect.clock
    const start = millisOf(clock)
    const at: Array<number> = []
    const retries: Array<readonly [attempt: number, delay: number]> = []
    const deadlines: Array<Deadline | undefined> = []
    const attempt = (number: number, onSend: () => void, deadline?: Deadline) =>
      Effect.gen(function* () {
        deadlines.push(deadline)
        yield* Effect.sleep(waits)
        at.push(millisOf(clock) - start)
        onSend()
        yield* Effect.sleep(takes)
        return outcomes[Math.min(number, outcomes.length) - 1] as Outcome
      })
    const loop = retry({ ...operation, method }, { ...policy, ...changes }, clock, attempt, (_, number, delay) => {
      retries.push([number, delay])
      return Effect.sleep(delay)
    }).pipe(Effect.either, Effect.withRandom(Random.fixed([0.5])))
    const fiber = yield* Effect.fork(loop)
    yield* TestClock.adjust("1 hour")
    const result = yield* Fiber.join(fiber)
    return { at, retries, deadlines, result }
  })

describe("attempts", () => {
  it.effect("are made until one succeeds, with delays that double up to their maximum", () =>
    Effect.gen(function* () {
      const { at, result, retries } = yield* run([failed(), failed(), failed(), good])
      expect(Either.getOrThrow(result)).toEqual({ response: good, attempts: 4 })
      expect(retries).toEqual([
        [1, 500],
        [2, 1000],
        [3, 1500]
      ])
      expect(at).toEqual([0, 500, 1500, 3000])
    })
  )
  it.effect("end with the last error, as many as are allowed", () =>
    Effect.gen(function* () {
      for (const maxAttempts of [1, 2, 4]) {
        const { at, result } = yield* run([failed({}, 1), failed({}, 2), failed({}, 3), failed({}, 4)], { maxAttempts })
        expect(at).toHaveLength(maxAttempts)
        expect(result).toMatchObject({ left: { message: `m${maxAttempts}` } })
      }
    })
  )
  it.effect("end with what must not be retried", () =>
    Effect.gen(function* () {
      const { at, result } = yield* run([failed({}, 1), failed({ retryable: false }, 2), good])
      expect([at.length, result]).toMatchObject([2, { left: { message: "m2" } }])
    })
  )
  it.effect("wait for as long as ActiveCampaign asks, if that is longer", () =>
    Effect.gen(function* () {
      expect((yield* run([failed({ retryAfter: Duration.seconds(7) }), good])).retries).toEqual([[1, 7000]])
      expect((yield* run([failed({ retryAfter: Duration.millis(100) }), good])).retries).toEqual([[1, 500]])
      expect((yield* run([failed({ retryAfter: Duration.zero }), good])).retries).toEqual([[1, 500]])
    })
  )
})

describe("the total time", () => {
  it.effect("starts as the first attempt is sent, and ends before one that could not be sent in time", () =>
    Effect.gen(function* () {
      const retryAfter = Duration.seconds(10)
      // Sent after 5 s; 10 s are left, and exactly that long to wait.
      const exact = yield* run([failed({ retryAfter }), good], { maxElapsed: Duration.seconds(10) }, { waits: 5000 })
      expect([exact.at, Either.isRight(exact.result)]).toEqual([[5000, 20_000], true])
      const less = yield* run([failed({ retryAfter }), good], { maxElapsed: Duration.millis(9999) }, { waits: 5000 })
      expect([less.at, Either.isLeft(less.result)]).toEqual([[5000], true])
      const slow = yield* run([failed({ retryAfter }), good], { maxElapsed: Duration.seconds(10) }, { takes: 1 })
      expect(slow.at).toEqual([0])
    })
  )
  it.effect("is told to further attempts, with what the call fails with if it is over", () =>
    Effect.gen(function* () {
      const { deadlines } = yield* run([failed({}, 1), failed({}, 2), good])
      expect(deadlines.map((one) => one?.error.message)).toEqual([undefined, "m1", "m2"])
      expect(deadlines[1]?.left()).toBe(60_000 - 3_600_000)
    })
  )
})

describe("a DELETE that finds nothing", () => {
  const gone = failed({ retryable: false, isGone: true }, 9)
  it.effect("has succeeded if an earlier attempt may have been executed, at whichever distance", () =>
    Effect.gen(function* () {
      for (const before of [[failed({ mayHaveExecuted: true })], [failed({ mayHaveExecuted: true }), failed()]]) {
        const { result } = yield* run([...before, gone])
        expect(result).toMatchObject({
          right: {
            response: { _tag: "RawResponse", status: 404, body: {} },
            attempts: before.length + 1,
            error: { message: "m9" }
          }
        })
      }
    })
  )
  it.effect("has failed otherwise", () =>
    Effect.gen(function* () {
      for (const outcomes of [
        [gone],
        [failed(), gone],
        [failed({ mayHaveExecuted: true }), failed({ retryable: false }, 9)]
      ]) {
        expect((yield* run(outcomes)).result).toMatchObject({ left: { message: "m9" } })
      }
      const sent = [failed({ mayHaveExecuted: true }), gone]
      expect((yield* run(sent, {}, { method: "PUT" })).result).toMatchObject({ left: { message: "m9" } })
    })
  )
})

it.effect("a delay is a random part of its bound, in whole milliseconds", () =>
  Effect.gen(function* () {
    const with_ = (random: number, attempt: number) =>
      delayAfter(policy, attempt, null).pipe(Effect.withRandom(Random.fixed([random])))
    expect(yield* with_(0, 1)).toBe(0)
    expect(yield* with_(0.3337, 1)).toBe(334)
    expect(yield* with_(0.5, 2)).toBe(1000)
    expect(yield* with_(0.5, 3)).toBe(1500)
    expect(yield* with_(0.5, 10)).toBe(1500)
  })
)
