/**
 * Lets time pass while an effect waits.
 */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"

/** Executes an effect in steps of a second of the test's clock. */
export const drive = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect)
    while (fiber.unsafePoll() === null) yield* TestClock.adjust("1 second")
    return yield* Fiber.join(fiber)
  })
