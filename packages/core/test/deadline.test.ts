/**
 * An attempt ends in time, in a fiber of its own: nothing else of the caller is touched, and nothing is left behind.
 */

import * as HttpClient from "@effect/platform/HttpClient"
import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/TestClock"
import { inTime } from "../src/internal/deadline.js"

/** Bounds an effect by a second; `sleeping` counts the timers that are left. */
const bounding = () => {
  let sleeping = 0
  const watched = (clock: Clock.Clock): Clock.Clock =>
    Object.assign(Object.create(clock), {
      sleep: (duration: Duration.Duration) =>
        Effect.acquireUseRelease(
          Effect.sync(() => sleeping++),
          () => clock.sleep(duration),
          () => Effect.sync(() => sleeping--)
        )
    })
  const late = () => Effect.succeed("late")
  return {
    bounded: (effect: Effect.Effect<string>) => Effect.clockWith((clock) => inTime(effect, watched(clock), 1000, late)),
    noTimerLeft: Effect.repeat(Effect.yieldNow(), { until: () => sleeping === 0 })
  }
}

it.effect("what is late is interrupted, and the other fibers of the caller live on", () =>
  Effect.gen(function* () {
    const { bounded, noTimerLeft } = bounding()
    let interrupted = 0
    const own = yield* Effect.fork(Effect.as(Effect.sleep("5 seconds"), "done"))
    const slow = Effect.onInterrupt(Effect.never, () => Effect.sync(() => interrupted++))
    const fiber = yield* Effect.fork(bounded(slow))
    yield* TestClock.adjust("999 millis")
    expect(interrupted).toBe(0)
    yield* TestClock.adjust("1 millis")
    expect(yield* Fiber.join(fiber)).toBe("late")
    expect(interrupted).toBe(1)
    yield* TestClock.adjust("4 seconds")
    expect(yield* Fiber.join(own)).toBe("done")
    yield* noTimerLeft
  })
)

it.effect("what is in time, at once or later, leaves no timer", () =>
  Effect.gen(function* () {
    const { bounded, noTimerLeft } = bounding()
    expect(yield* bounded(Effect.succeed("now"))).toBe("now")
    const fiber = yield* Effect.fork(bounded(Effect.as(Effect.sleep("500 millis"), "soon")))
    yield* TestClock.adjust("500 millis")
    expect(yield* Fiber.join(fiber)).toBe("soon")
    yield* noTimerLeft
  })
)

it.effect("an interrupted caller interrupts what it waits for", () =>
  Effect.gen(function* () {
    const { bounded, noTimerLeft } = bounding()
    let interrupted = 0
    const fiber = yield* Effect.fork(bounded(Effect.onInterrupt(Effect.never, () => Effect.sync(() => interrupted++))))
    yield* Effect.yieldNow()
    yield* Fiber.interrupt(fiber)
    expect(interrupted).toBe(1)
    yield* noTimerLeft
  })
)

const neverASlot = Layer.succeed(RateLimiter.RateLimiter, { acquire: () => Effect.never })

it.effect.each([[{ big: "€".repeat(400) }], [{ text: "x".repeat(2000) }], [{ wrong: Number.NaN }]])(
  "a request that cannot be sent fails before it waits for the limit",
  ([payload]) =>
    Effect.gen(function* () {
      const call = ActiveCampaignClient.request({ method: "POST", path: "/things", payload, success: Wire.Json })
      const error = yield* Effect.flip(call)
      expect(error._tag).toBe("InputError")
    }).pipe(
      Effect.provide(
        ActiveCampaignClient.layerWith({ maxRequestBytes: 1000 }).pipe(
          Layer.provideMerge(neverASlot),
          Layer.provide(Credentials.layer({ apiUrl: "http://127.0.0.1:1", apiKey: "key" })),
          Layer.provide(
            Layer.succeed(
              HttpClient.HttpClient,
              HttpClient.make(() => Effect.never)
            )
          )
        )
      )
    )
)

it("every usual spelling of every instant is read as that instant, and no day that does not exist", () => {
  const read = Wire.definitionOf(Wire.Instant).read
  const two = (value: number) => String(value).padStart(2, "0")
  const parts = fc.tuple(
    fc.integer({ min: 1970, max: 2099 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 })
  )
  const time = fc.tuple(
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 59 })
  )
  const zone = fc.tuple(fc.constantFrom("+", "-"), fc.integer({ min: 0, max: 14 }), fc.constantFrom(0, 30, 45))
  fc.assert(
    fc.property(parts, time, zone, ([year, month, day], [hour, minute, second], [sign, hours, minutes]) => {
      const text = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${sign}${two(hours)}:${two(minutes)}`
      const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
      const offset = (sign === "+" ? 1 : -1) * (hours * 60 + minutes) * 60_000
      const value = read(text)
      if (local.getUTCDate() !== day) expect(value).toBeInstanceOf(Wire.Issue)
      else expect(DateTime.isDateTime(value) && DateTime.toEpochMillis(value)).toBe(local.getTime() - offset)
    }),
    { numRuns: 2000 }
  )
})
