/**
 * Takes secrets out of spans that were started before the receiver had the request: a server's tracer adds the URL to them.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Tracer from "effect/Tracer"

/** Shorter texts are no secrets, and could be part of anything. */
const shortest = 8

const hideIn = (span: Tracer.Span, texts: ReadonlyArray<string>): void => {
  for (const [key, value] of [...span.attributes]) {
    if (typeof value === "string" && texts.some((text) => value.includes(text))) {
      span.attribute(
        key,
        texts.reduce((shown, text) => shown.replaceAll(text, "REDACTED"), value)
      )
    }
  }
}

/** Replaces texts in the attributes of the current span and of its parents in this process. */
export const hideInSpans = (texts: ReadonlyArray<string>): Effect.Effect<void> => {
  const hidden = texts.filter((text) => text.length >= shortest)
  return Effect.map(Effect.option(Effect.currentParentSpan), (current) => {
    let span = Option.getOrUndefined(current)
    while (span?._tag === "Span") {
      hideIn(span, hidden)
      span = Option.getOrUndefined(span.parent)
    }
  })
}
