/**
 * Identical reads under way are one.
 */
import { expect, it } from "@effect/vitest"
import * as Shared from "@effect-activecampaign/account/Shared"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"

const slow = () => {
  const calls: Array<string> = []
  const read = (id: string) => Effect.sync(() => calls.push(id)).pipe(Effect.delay("1 second"), Effect.as(`${id}!`))
  return { calls, read }
}

it.effect("callers of the same read share one, others and later ones do not", () =>
  Effect.gen(function* () {
    const { calls, read } = slow()
    const shared = yield* Shared.make(read)
    const fiber = yield* Effect.fork(Effect.all([shared("a"), shared("a"), shared("b")], { concurrency: "unbounded" }))
    yield* TestClock.adjust("1 second")
    expect(yield* fiber).toEqual(["a!", "a!", "b!"])
    expect(calls.sort()).toEqual(["a", "b"])
    const later = yield* Effect.fork(shared("a"))
    yield* TestClock.adjust("1 second")
    expect(yield* later).toBe("a!")
    expect(calls).toEqual(["a", "b", "a"])
  })
)

it.effect("an interrupted caller leaves the others alone, the last one stops the read", () =>
  Effect.gen(function* () {
    const { calls, read } = slow()
    const shared = yield* Shared.make(read)
    const first = yield* Effect.fork(shared("a"))
    const second = yield* Effect.fork(shared("a"))
    yield* TestClock.adjust("500 millis")
    yield* Fiber.interrupt(first)
    yield* TestClock.adjust("500 millis")
    expect(yield* second).toBe("a!")
    const only = yield* Effect.fork(shared("b"))
    yield* TestClock.adjust("500 millis")
    yield* Fiber.interrupt(only)
    yield* TestClock.adjust("2 seconds")
    expect(calls).toEqual(["a"])
  })
)

it.effect("a failure is that of all who share it, and is not kept", () =>
  Effect.gen(function* () {
    let calls = 0
    const shared = yield* Shared.make(() => Effect.suspend(() => Effect.fail(++calls)).pipe(Effect.delay("1 second")))
    const fiber = yield* Effect.fork(
      Effect.all([Effect.flip(shared()), Effect.flip(shared())], { concurrency: "unbounded" })
    )
    yield* TestClock.adjust("1 second")
    expect(yield* fiber).toEqual([1, 1])
  })
)
