/**
 * Reads that are under way are shared: whoever asks for the same in the meantime gets the same result.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const getContact = yield* Shared.make(Contacts.get)
 *   // One request.
 *   return yield* Effect.all([getContact(ContactId.make("113")), getContact(ContactId.make("113"))], { concurrency: 2 })
 * })
 * ```
 *
 * Nothing is kept after the result is there. Use it for reads only: a write that is shared is executed once.
 */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"

interface Running<A, E> {
  readonly fiber: Fiber.Fiber<A, E>
  waiting: number
}

/**
 * A function that shares what is under way. Arguments are the same if their JSON is. A caller that is interrupted does not
 * interrupt the others; the last one interrupts the read.
 */
export const make = <Args extends ReadonlyArray<unknown>, A, E, R>(
  read: (...args: Args) => Effect.Effect<A, E, R>
): Effect.Effect<(...args: Args) => Effect.Effect<A, E, R>> =>
  Effect.sync(() => {
    const running = new Map<string, Running<A, E>>()
    const start = (key: string, args: Args) =>
      Effect.map(Effect.forkDaemon(Effect.interruptible(read(...args))), (fiber) => {
        const started: Running<A, E> = { fiber, waiting: 1 }
        running.set(key, started)
        fiber.addObserver(() => running.get(key) === started && running.delete(key))
        return started
      })
    const join = (key: string, args: Args) =>
      Effect.suspend(() => {
        const known = running.get(key)
        if (known === undefined) return start(key, args)
        known.waiting += 1
        return Effect.succeed(known)
      })
    const leave = (one: Running<A, E>) => {
      one.waiting -= 1
      return one.waiting === 0 ? Fiber.interruptFork(one.fiber) : Effect.void
    }
    return (...args) =>
      Effect.acquireUseRelease(join(JSON.stringify(args), args), ({ fiber }) => Fiber.join(fiber), leave)
  })
