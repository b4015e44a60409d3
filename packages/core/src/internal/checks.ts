/**
 * Checks of the numbers that a layer is built with. A wrong one throws a `RangeError`, which is a defect of the layer.
 * What is checked or made for each request is remembered, as it is nearly always the same.
 */
import * as Duration from "effect/Duration"

const wrong = (name: string, expected: string, value: unknown) =>
  new RangeError(`\`${name}\` must be ${expected}; got ${String(value)}`)

/** A whole number from 1 to `most`. */
export const wholeNumber = (name: string, value: number, most = Number.POSITIVE_INFINITY): number => {
  if (value >= 1 && value <= most && Math.floor(value) === value) return value
  throw wrong(name, `a whole number from 1 to ${most}`, value)
}

/** A duration of at least `least` ms. `Duration.decode` takes what is negative or not a number for zero. */
export const duration = (name: string, value: Duration.DurationInput, least = 0): Duration.Duration => {
  const decoded = Duration.decodeUnknown(value)
  if (decoded._tag === "Some" && !/(^|,)-|NaN/.test(String(value)) && Duration.toMillis(decoded.value) >= least) {
    return decoded.value
  }
  throw wrong(name, `a duration of at least ${least} ms`, value)
}

/** Calls a function only if its argument is another one than the last time. */
export const remembering = <A, B>(f: (value: A) => B): ((value: A) => B) => {
  let last: readonly [A, B] | undefined
  return (value) => {
    if (!last || last[0] !== value) last = [value, f(value)]
    return last[1]
  }
}
