/**
 * A tracer that keeps all that it is told.
 */
import * as Context from "effect/Context"
import type * as Exit from "effect/Exit"
import type * as Option from "effect/Option"
import * as Tracer from "effect/Tracer"

export interface RecordedSpan {
  readonly name: string
  readonly kind: Tracer.SpanKind
  readonly attributes: Map<string, unknown>
  readonly events: Array<readonly [name: string, attributes: unknown]>
  readonly parent: Option.Option<Tracer.AnySpan>
  exit: Exit.Exit<unknown, unknown> | undefined
}

export const recordingTracer = () => {
  const spans: Array<RecordedSpan> = []
  const tracer = Tracer.make({
    span: (name, parent, _context, links, startTime, kind) => {
      const recorded: RecordedSpan = { name, kind, attributes: new Map(), events: [], parent, exit: undefined }
      spans.push(recorded)
      return {
        _tag: "Span",
        spanId: `span${spans.length}`,
        traceId: "trace",
        name,
        parent,
        context: Context.empty(),
        status: { _tag: "Started", startTime },
        attributes: recorded.attributes,
        links,
        sampled: true,
        kind,
        end: (_, exit) => {
          recorded.exit = exit
        },
        attribute: (key, value) => {
          recorded.attributes.set(key, value)
        },
        event: (event, _, attributes) => {
          recorded.events.push([event, attributes])
        },
        addLinks: () => {}
      }
    },
    context: (f) => f()
  })
  return { tracer, spans }
}
