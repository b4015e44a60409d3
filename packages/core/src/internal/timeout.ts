/**
 * A timeout that costs half of what a race of two fibers does: every call of every endpoint has one.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"

const liveClock = /*#__PURE__*/ Context.get(DefaultServices.liveServices, Clock.Clock)

/** Calls `wake` after a time. Where that is the system's, a plain timer takes the place of a fiber that sleeps. */
const after = (duration: Duration.Duration, wake: () => void): Effect.Effect<Effect.Effect<void>> =>
  Effect.clockWith((clock) => {
    if (clock !== liveClock) {
      return Effect.map(Effect.fork(Effect.zipRight(Effect.sleep(duration), Effect.sync(wake))), Fiber.interruptFork)
    }
    const timer = setTimeout(wake, Math.min(Duration.toMillis(duration), 2 ** 31 - 1))
    return Effect.succeed(Effect.sync(() => clearTimeout(timer)))
  })

/** Runs an effect for at most `timeout`; then it is interrupted and `onTimeout` takes its place. */
export const within = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  timeout: Duration.Duration,
  onTimeout: () => A
): Effect.Effect<A, E, R> =>
  Effect.flatMap(Effect.fork(effect), (fiber) => {
    let late = false
    const wake = () => {
      late = true
      fiber.unsafeInterruptAsFork(fiber.id())
    }
    return Effect.flatMap(after(timeout, wake), (cancel) =>
      Effect.flatMap(
        Effect.onInterrupt(Fiber.await(fiber), () => Effect.zipRight(cancel, Fiber.interrupt(fiber))),
        (exit) => (late && exit._tag === "Failure" ? Effect.sync(onTimeout) : Effect.zipRight(cancel, exit))
      )
    )
  })
