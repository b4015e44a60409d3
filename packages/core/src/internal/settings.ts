/**
 * Settings that have a default: those of the client's layer, or those of the effect that a request is part of.
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

/** The value of a reference: the one of the effect if it sets one, otherwise the client's. */
export const setting = <I, S>(
  client: Context.Context<never>,
  effect: Context.Context<never>,
  reference: Context.Reference<I, S>
): S => Context.get(effect.unsafeMap.has(reference.key) ? effect : client, reference)
