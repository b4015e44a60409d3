/**
 * Many requests to a database at once, as a commit costs the same for one row and for a hundred.
 */
import type * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"

/** Requests of the same moment: whatever the event loop has ready before it waits. */
const moment = Effect.async<void>((resume) => {
  setTimeout(() => resume(Effect.void), 0)
})

/** The most requests at once. */
const most = 100

/** Whether a fiber is in a transaction: drivers keep its connection in the context, each under a key of its own. */
export const isInTransaction: Effect.Effect<boolean> = Effect.contextWith((context: Context.Context<never>) =>
  [...context.unsafeMap.keys()].some((key) => /transaction/i.test(key))
)

/** A function that sends each request by itself. */
export const alone =
  <A, B, E>(run: (requests: ReadonlyArray<A>) => Effect.Effect<ReadonlyArray<B>, E>) =>
  (request: A): Effect.Effect<B, E> =>
    Effect.flatMap(run([request]), ([result]) =>
      result === undefined ? Effect.dieMessage("a request has no result") : Effect.succeed(result)
    )

/**
 * A function that collects its requests while others are under way, and sends them together. `run` returns the results in the
 * order of the requests; if it fails, all of them fail.
 *
 * A request in a transaction is sent by itself: a rollback would undo the others, and a group outside of it would wait for its
 * end.
 */
export const grouped = <A, B, E>(
  run: (requests: ReadonlyArray<A>) => Effect.Effect<ReadonlyArray<B>, E>
): ((request: A) => Effect.Effect<B, E>) => {
  const waiting: Array<{ readonly request: A; readonly result: Deferred.Deferred<B, E> }> = []
  let isSending = false
  const send = Effect.suspend(() => {
    const group = waiting.splice(0, most)
    return Effect.matchCauseEffect(run(group.map(({ request }) => request)), {
      onFailure: (cause) => Effect.forEach(group, ({ result }) => Deferred.failCause(result, cause)),
      onSuccess: (results) =>
        Effect.forEach(results, (value, index) => {
          const result = group[index]?.result
          return result === undefined ? Effect.succeed(false) : Deferred.succeed(result, value)
        })
    })
  })
  // A fiber of its own, since a request must not wait for those that come after it.
  const sendAll = Effect.forkDaemon(
    Effect.repeat(Effect.zipRight(moment, send), {
      while: () => {
        isSending = waiting.length > 0
        return isSending
      }
    })
  )
  const together = (request: A) =>
    Effect.suspend(() => {
      const result = Deferred.unsafeMake<B, E>(FiberId.none)
      waiting.push({ request, result })
      if (isSending) return Deferred.await(result)
      isSending = true
      return Effect.zipRight(sendAll, Deferred.await(result))
    }).pipe(Effect.uninterruptible)
  const byItself = alone(run)
  return (request) => Effect.flatMap(isInTransaction, (isAlone) => (isAlone ? byItself(request) : together(request)))
}
