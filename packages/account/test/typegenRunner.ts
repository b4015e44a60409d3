/**
 * The command `typegen` with files in memory.
 */
import * as FileSystem from "@effect/platform/FileSystem"
import * as Path from "@effect/platform/Path"
import * as Account from "@effect-activecampaign/account/Account"
import * as Typegen from "@effect-activecampaign/account/Typegen"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import { richAccount } from "./richAccount.js"

/** Name of the snapshot. */
export const json = "activecampaign.account.json"

/** Name of the generated module. */
export const generated = "activecampaign.account.ts"

/** Executes the command with files in memory; returns its exit code and what it prints. */
export const runner = (client: Layer.Layer<ActiveCampaignClient, unknown> = richAccount().client) => {
  const files = new Map<string, string>()
  const disk = FileSystem.layerNoop({
    exists: (path) => Effect.succeed(files.has(path)),
    readFileString: (path) => Effect.sync(() => files.get(path) ?? ""),
    writeFileString: (path, text) => Effect.sync(() => void files.set(path, text))
  })
  const run = (...args: ReadonlyArray<string>) =>
    Console.consoleWith((current) => {
      const [out, err]: [Array<unknown>, Array<unknown>] = [[], []]
      const spy: Console.Console = {
        ...current,
        log: (...line) => Effect.sync(() => void out.push(...line)),
        error: (...line) => Effect.sync(() => void err.push(...line))
      }
      return Typegen.run(args, client).pipe(
        Effect.provide([disk, Path.layer]),
        Effect.map((code) => ({ code, out: out.join("\n"), err: err.join("\n") })),
        Console.withConsole(spy)
      )
    })
  return { run, files, text: (path: string) => files.get(path) ?? "" }
}

/** The snapshot in the memory of a runner. */
export const snapshotOf = ({ text }: ReturnType<typeof runner>): Account.Snapshot =>
  Effect.runSync(Effect.orDie(Account.fromJson(JSON.parse(text(json)))))
