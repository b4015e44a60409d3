/**
 * Processes of tests, from the sources in one file each.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { build } from "esbuild"

const root = fileURLToPath(new URL("../../../../", import.meta.url))

/** The source of a module of the workspace. */
const sourceOf = (path: string): string | undefined => {
  const [scope = "", ...rest] = path.split("/")
  if (scope !== "effect-activecampaign" && scope !== "@effect-activecampaign") return undefined
  const name = scope === "effect-activecampaign" ? "resources" : rest.shift()
  const module = `${rest.join("/") || "index"}.ts`
  const file = `${root}packages/${name}/src/${module}`
  return existsSync(file) ? file : `${root}packages/${name}/src/core/${module}`
}

/** A directory that is deleted with the scope. Packages of the workspace are found from it. */
export const directory: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(`${root}packages/jobs/node_modules/.run-`)),
  (path) => Effect.promise(() => rm(path, { recursive: true, force: true }))
)

/** Bundles a script of this directory. Only packages that are installed stay outside. */
export const bundle = (name: string, into: string): Effect.Effect<string> =>
  Effect.promise(async () => {
    const outfile = join(into, `${name}.mjs`)
    await build({
      entryPoints: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      plugins: [
        {
          name: "sources",
          setup: ({ onResolve }) =>
            onResolve({ filter: /^[^./]/ }, ({ kind, path }) => {
              if (kind === "entry-point") return undefined
              const source = sourceOf(path)
              return source === undefined ? { path, external: true } : { path: source }
            })
        }
      ]
    })
    return outfile
  })

/** A process and its lines of output. */
export interface Process {
  readonly child: ChildProcess
  /** Lines so far. */
  readonly output: ReadonlyArray<string>
  /** The first line that has a text; fails if the process ends before. */
  readonly line: (text: string) => Promise<string>
  /** All output when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly output: ReadonlyArray<string> }>
}

/** Starts a process. It is killed with the scope. */
export const start = (script: string, args: ReadonlyArray<string>): Effect.Effect<Process, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] })),
      (child) => Effect.sync(() => child.kill("SIGKILL"))
    ),
    (child) => {
      const output: Array<string> = []
      const waiting = new Set<() => void>()
      const add = (line: string) => {
        output.push(line)
        for (const wake of waiting) wake()
      }
      createInterface({ input: child.stdout }).on("line", add)
      createInterface({ input: child.stderr }).on("line", add)
      const ended = new Promise<{ code: number | null; output: ReadonlyArray<string> }>((resolve) =>
        child.on("close", (code) => resolve({ code, output }))
      )
      const line = async (text: string) => {
        while (true) {
          const found = output.find((one) => one.includes(text))
          if (found !== undefined) return found
          if (child.exitCode !== null) throw new Error(`The process ended: ${output.join("\n")}`)
          await new Promise<void>((resolve) => {
            waiting.add(resolve)
            child.on("close", () => resolve())
          })
        }
      }
      return { child, output, line, ended }
    }
  )
