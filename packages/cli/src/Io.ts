/**
 * What the command reads and writes: arguments and variables, standard output for results, standard error for progress and
 * problems. Tests replace it.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"

/** The streams and variables of the process. */
export class Io extends Context.Tag("@effect-activecampaign/cli/Io")<
  Io,
  {
    /** Variables of the environment. */
    readonly env: Readonly<Record<string, string | undefined>>
    /** The standard input. */
    readonly input: Stream.Stream<Uint8Array, Error>
    /** Writes to standard output, and completes when the reader keeps up. */
    readonly write: (text: string | Uint8Array) => Effect.Effect<void>
    /** Writes to standard error. */
    readonly writeError: (text: string) => Effect.Effect<void>
    /** Columns of the terminal that shows standard error; null if it is no terminal. */
    readonly columns: number | null
    /** Whether standard output is a terminal. */
    readonly isOutputTerminal: boolean
    /** Completes on Ctrl+C, which then does not interrupt the command: for servers, which are stopped that way. */
    readonly stopped: Effect.Effect<void>
    /** The process may end without waiting for what is still under way, since all of it is stored. */
    readonly abandon: Effect.Effect<void>
    /** Version of the command. */
    readonly version: string
  }
>() {}

/** Writes a line to standard output. */
export const out = (line: string): Effect.Effect<void, never, Io> =>
  Effect.flatMap(Io, ({ write }) => write(`${line}\n`))

/** Writes a line to standard error. */
export const err = (line: string): Effect.Effect<void, never, Io> =>
  Effect.flatMap(Io, ({ writeError }) => writeError(`${line}\n`))

/** Writes a value to standard output as a line of JSON. */
export const outJson = (value: unknown): Effect.Effect<void, never, Io> => out(JSON.stringify(value))

/** A layer of a value. */
export const layer = (io: Context.Tag.Service<typeof Io>): Layer.Layer<Io> => Layer.succeed(Io, io)
