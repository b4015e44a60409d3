/**
 * Processes of the benchmarks: servers and programs that are measured. None outlives the benchmark.
 */
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Site } from "./server.js"

const running = new Set<ChildProcess>()

const killAll = () => {
  for (const child of running) child.kill("SIGKILL")
}

process.once("exit", killAll)
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1))

/** Starts a module of the benchmarks in a process of its own, and waits for the first message that it sends. */
export const startModule = async <A>(
  file: string,
  args: ReadonlyArray<string>,
  execArgv: ReadonlyArray<string> = []
): Promise<{ readonly message: A; readonly stop: () => void }> => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: [...execArgv] })
  running.add(child)
  child.once("exit", () => running.delete(child))
  const message = await new Promise<A>((resolve, reject) => {
    child.once("message", (message) => resolve(message as A))
    child.once("exit", (code) => reject(new Error(`${file} ended with exit code ${code} and sent no message`)))
  })
  return { message, stop: () => child.kill("SIGKILL") }
}

/** Serves these sites from a process of its own, whose CPU time counts for nobody; one URL for each. */
export const withServer = async <A>(
  sites: ReadonlyArray<Site>,
  use: (urls: ReadonlyArray<string>) => Promise<A>
): Promise<A> => {
  const server = await startModule<ReadonlyArray<number>>("./server.js", [JSON.stringify(sites)])
  try {
    return await use(server.message.map((port) => `http://127.0.0.1:${port}`))
  } finally {
    server.stop()
  }
}
