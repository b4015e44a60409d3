/**
 * A timeout that costs half of what a race of two fibers does.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { identity } from "effect/Function"

const liveClock = /*#__PURE__*/ Context.get(DefaultServices.liveServices, Clock.Clock)

/**
 * Runs an effect for at most `timeout`; then it is interrupted and `onTimeout` takes its place. Every call of every
 * endpoint has a timeout, so where time is the system's a plain timer takes the place of a second fiber.
 */
export const within = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  timeout: Duration.Duration,
  onTimeout: () => A
): Effect.Effect<A, E, R> =>
  Effect.clockWith((clock) =>
    clock !== liveClock
      ? Effect.timeoutTo(effect, { duration: timeout, onSuccess: identity, onTimeout })
      : Effect.flatMap(Effect.fork(effect), (fiber) =>
          Effect.async<A, E>((resume) => {
            const timer = setTimeout(
              () => resume(Effect.map(Fiber.interrupt(fiber), onTimeout)),
              Math.min(Duration.toMillis(timeout), 2 ** 31 - 1)
            )
            fiber.addObserver((exit) => {
              clearTimeout(timer)
              resume(exit)
            })
            return Effect.suspend(() => {
              clearTimeout(timer)
              return Fiber.interrupt(fiber)
            })
          })
        )
  )
