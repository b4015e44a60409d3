/**
 * Checks of the numbers that a layer is built with. A wrong one throws a `RangeError`, which is a defect of the layer.
 */
import * as Duration from "effect/Duration"
import { describe } from "./describe.js"

const wrong = (name: string, expected: string, value: unknown) =>
  new RangeError(
    `\`${name}\` must be ${expected}; got ${typeof value === "number" || typeof value === "string" ? value : describe(value)}`
  )

/** A whole number from 1 to `most`; Infinity is one if there is no bound. */
export const wholeNumber = (name: string, value: number, most = Number.POSITIVE_INFINITY): number => {
  if (value >= 1 && value <= most && (Number.isInteger(value) || value === Number.POSITIVE_INFINITY)) return value
  throw wrong(
    name,
    most < Number.POSITIVE_INFINITY ? `a whole number from 1 to ${most}` : "a whole number of at least 1",
    value
  )
}

/** A duration of at least `least` ms. `Duration.decode` takes what is negative or not a number for zero. */
export const duration = (name: string, value: Duration.DurationInput, least = 0): Duration.Duration => {
  const decoded = Duration.decodeUnknown(value)
  const isNegative = [value]
    .flat()
    .some((part) => (typeof part === "string" ? part.startsWith("-") : !isNotNegative(part)))
  if (decoded._tag === "Some" && !isNegative && Duration.toMillis(decoded.value) >= least) return decoded.value
  throw wrong(name, `a duration of at least ${least} ms`, value)
}

const isNotNegative = (value: unknown) => typeof value === "object" || Number(value) >= 0
