/**
 * Runs a command in this process: its streams, and Ctrl+C.
 */
import { constants } from "node:os"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { exitCodes } from "./Failure.js"
import * as Io from "./Io.js"

/** Writes and waits until the text has left, so that memory does not grow if the reader is slow. */
const writeTo = (stream: NodeJS.WriteStream) => (text: string | Uint8Array) =>
  Effect.async<void>((resume) => {
    stream.write(text, () => resume(Effect.void))
  })

/** How long an abandoned command may still take (ms). */
const patience = 1_000

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** Runs a command with the streams of the process; the first Ctrl+C interrupts it, the second one ends it at once. */
export const runProcess = async (command: Effect.Effect<number, never, Io.Io>, version: string): Promise<number> => {
  // Nobody reads the output any more, as in a pipe to `head`.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => process.exit(Object(error).code === "EPIPE" ? 128 + constants.signals.SIGPIPE : 1))
  }
  const waiting = new Set<() => void>()
  const io = Io.layer({
    env: process.env,
    input: Stream.fromAsyncIterable<Uint8Array, Error>(process.stdin, toError),
    write: writeTo(process.stdout),
    writeError: writeTo(process.stderr),
    columns: process.stderr.isTTY ? (process.stderr.columns ?? 80) : null,
    isOutputTerminal: process.stdout.isTTY === true,
    stopped: Effect.async((resume) => {
      waiting.add(() => resume(Effect.void))
    }),
    abandon: Effect.sync(() => void setTimeout(() => process.exit(code ?? exitCodes.failed), patience)),
    version
  })
  let code: number | undefined
  const fiber = Effect.runFork(Effect.provide(command, io))
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (code !== undefined) process.exit(code)
      code = 128 + constants.signals[signal]
      if (waiting.size === 0) Effect.runFork(Fiber.interrupt(fiber))
      for (const stop of waiting) stop()
    })
  }
  const exit = await Effect.runPromise(Fiber.await(fiber))
  if (Exit.isSuccess(exit)) return exit.value === exitCodes.interrupted ? (code ?? exit.value) : exit.value
  return code ?? exitCodes.failed
}
