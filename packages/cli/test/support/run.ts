/**
 * Runs commands in this process, with streams in memory.
 */
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as FakeAccountServer from "@effect-activecampaign/testing/FakeAccountServer"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { afterAll } from "vitest"
import { commands } from "../../src/commands.js"
import * as Io from "../../src/Io.js"
import { run as runCommand } from "../../src/Run.js"

/** What a command printed, and its exit code. */
export interface Finished {
  readonly code: number
  readonly out: string
  readonly err: string
}

interface Given {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  /** Asked at the start and after each write: true is Ctrl+C. */
  readonly stopAfter?: (err: string, out: string) => boolean
}

/** A finished command. */
export const run = async (
  [name = "", ...args]: ReadonlyArray<string>,
  { env = {}, input = "", stopAfter = () => false }: Given = {}
): Promise<Finished> => {
  const definition = await commands[name]?.load()
  if (definition === undefined) throw new Error(`no command ${name}`)
  const decoder = new TextDecoder()
  let [out, err] = ["", ""]
  const stop = Effect.runSync(Deferred.make<void>())
  const check = Effect.suspend(() =>
    stopAfter(err, out) ? Effect.asVoid(Deferred.succeed(stop, undefined)) : Effect.void
  )
  Effect.runSync(check)
  const io = Io.layer({
    env,
    input: Stream.make(new TextEncoder().encode(input)),
    write: (text) =>
      Effect.suspend(() => {
        out += typeof text === "string" ? text : decoder.decode(text)
        return check
      }),
    writeError: (text) =>
      Effect.suspend(() => {
        err += text
        return check
      }),
    columns: null,
    isOutputTerminal: false,
    stopped: Deferred.await(stop),
    abandon: Effect.void,
    version: "0.0.0"
  })
  const code = await Effect.runPromise(Effect.provide(runCommand(definition, [name, ...args]), io))
  return { code, out, err }
}

/** A fake account behind a server until the tests of the file have ended, and the variables that name it. */
export const server = async (options: FakeAccountServer.ServerOptions = {}) => {
  const scope = Effect.runSync(Scope.make())
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  const { account, apiKey, apiUrl } = await Effect.runPromise(
    Scope.extend(FakeAccountServer.start({ limit: null, importDelay: "10 millis", ...options }), scope)
  )
  return { account, env: { ACTIVECAMPAIGN_API_URL: apiUrl, ACTIVECAMPAIGN_API_KEY: apiKey } }
}

/** The key of fake accounts. */
export const key = FakeAccount.defaultKey
