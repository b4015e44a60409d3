/**
 * Arrays and bodies within bounds, and bodies in the forms of other services than ActiveCampaign's first API.
 */
import { type AnyCodec, type Codec, definitionOf, make, refined } from "./Codec.js"
import { readAt } from "./Drift.js"
import { Issue, isIssue, mustBe } from "./Issue.js"
import { array, nonEmptyArray, Void } from "./Structure.js"
import { isString } from "./Text.js"

const elementsIn = (value: unknown): number => (value as ReadonlyArray<unknown>).length

/** An array of at least `minimum` and at most `maximum` elements. */
export const arrayBetween = <A>(element: AnyCodec<A>, minimum: number, maximum: number): Codec<ReadonlyArray<A>> =>
  make(() =>
    refined(
      definitionOf(array(element)),
      (all): all is ReadonlyArray<A> => all.length >= minimum && all.length <= maximum,
      (value) =>
        new Issue(
          minimum === maximum
            ? `must have exactly ${minimum} element${minimum === 1 ? "" : "s"}; got ${elementsIn(value)}`
            : `must have from ${minimum} to ${maximum} elements; got ${elementsIn(value)}`,
          value
        )
    )
  )

/** The only element of an array, as JSON:API has one resource: `[{ … }]`. Read also if it is no array. */
export const single = <A>(element: AnyCodec<A>): Codec<A> =>
  make(() => {
    const definition = definitionOf(element)
    return {
      ...definition,
      read: (input) => (Array.isArray(input) ? readAt(0, definition.read, input[0]) : definition.read(input)),
      write: (value) => {
        const written = definition.write(value)
        return isIssue(written) ? written : [written]
      }
    }
  })

/** A body whose JSON has fewer bytes than the API takes. */
export const belowBytes = <A>(bytes: number, codec: AnyCodec<A>): Codec<A> =>
  make(() => {
    const sizeOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length
    const definition = definitionOf(codec)
    const write = (value: unknown) => {
      const written = definition.write(value)
      const size = isIssue(written) ? 0 : sizeOf(written)
      return size < bytes ? written : new Issue(`must have less than ${bytes} bytes of JSON; got ${size}`, value)
    }
    return { ...definition, write }
  })

/** Ids or labels as one text, joined by commas: at least one, and no more than `maximum`. */
export const joined = <A extends string>(
  codec: AnyCodec<A>,
  maximum = Number.POSITIVE_INFINITY
): Codec<readonly [A, ...ReadonlyArray<A>]> =>
  make(() => {
    const { arbitrary, ...one } = definitionOf(codec)
    const hasComma = (value: unknown) => isString(value) && value.includes(",")
    // One with a comma in it would be sent as two.
    const unless =
      <B>(convert: (value: unknown) => B) =>
      (value: unknown) =>
        hasComma(value) ? mustBe("without a comma", value, "one with it") : convert(value)
    const element = make<A>(() => ({
      ...one,
      read: unless(one.read),
      write: unless(one.write),
      arbitrary: (fc) => arbitrary(fc).filter((value) => !hasComma(value))
    }))
    const all = definitionOf(nonEmptyArray(element))
    return {
      ...all,
      expected: ["a string joined by commas", "an array"],
      read: (input) => all.read(isString(input) ? input.split(",") : typeof input === "number" ? [input] : input),
      write: (values) => {
        const written = all.write(values)
        if (!Array.isArray(written)) return written
        const count = written.length
        return count > maximum
          ? new Issue(`must have at most ${maximum} elements; got ${count}`, values)
          : written.join(",")
      }
    }
  })

/** A response whose body is checked and then dropped: that of a DELETE which returns what was deleted. */
export const dropped = <A>(codec: AnyCodec<A>): Codec<void> =>
  make<void>(() => {
    const nothing = definitionOf(Void)
    const read = (body: unknown) => {
      const empty = nothing.read(body)
      const value = isIssue(empty) ? definitionOf(codec).read(body) : undefined
      return isIssue(value) ? value : undefined
    }
    return { ...nothing, read }
  })
