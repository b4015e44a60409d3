/**
 * Settings that have a default and can be set for one effect.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

/** Sets a reference for one effect. */
export const withReference = <A, E, R, I, S>(
  self: Effect.Effect<A, E, R>,
  reference: Context.Tag<I, S>,
  value: S
): Effect.Effect<A, E, R> =>
  Effect.mapInputContext(self, (context: Context.Context<R>) => Context.add(context, reference, value))
