/**
 * A fiber of its own for one attempt, which ends in time and has settings of its own. `Effect.timeoutTo` would fork twice
 * and join both fibers, and each setting would be an `acquireUseRelease`: together a fifth of the CPU time of a request.
 */
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import { constVoid, identity } from "effect/Function"
import * as Runtime from "effect/Runtime"
import { live } from "./slots.js"

/** The settings of a fiber, made of those of the fiber that starts it. */
export type FiberSettings = (outer: Runtime.Runtime<never>) => Runtime.Runtime<never>

/** Calls a function after a time (ms), unless it is cancelled first. Where time is real, a timer needs no fiber. */
const after = (clock: Clock.Clock, millis: number, ring: () => void): (() => void) => {
  // A timer for more than 24 days would ring at once.
  if (clock.sleep === live.sleep && millis < 2 ** 31) {
    const timer = setTimeout(ring, millis)
    return () => clearTimeout(timer)
  }
  const timer = Effect.runFork(clock.sleep(Duration.millis(millis)))
  timer.addObserver((end) => end._tag === "Success" && ring())
  return () => timer.unsafeInterruptAsFork(FiberId.none)
}

/** Runs an effect until it ends or its time (ms) is up; then it is interrupted, and `onTimeout` gives the result. */
export const inTime = <A, E>(
  effect: Effect.Effect<A, E>,
  clock: Clock.Clock,
  millis: number,
  onTimeout: () => Effect.Effect<A, E>,
  settings: FiberSettings = identity
): Effect.Effect<A, E> =>
  Effect.flatMap(Effect.runtime(), (outer) =>
    Effect.async((resume) => {
      // As an exit, since a fiber that fails logs why.
      const running = Runtime.runFork(settings(outer), Effect.exit(effect))
      let isLate = false
      const cancel = running.unsafePoll()
        ? constVoid
        : after(clock, millis, () => {
            isLate = true
            running.unsafeInterruptAsFork(FiberId.none)
          })
      running.addObserver((end) => {
        cancel()
        resume(isLate && end._tag === "Failure" ? Effect.suspend(onTimeout) : Effect.flatten(end))
      })
      return Fiber.interrupt(running)
    })
  )
