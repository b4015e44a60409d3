/**
 * `typegen pull | check | diff`: names and types of the account as a module.
 */
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Typegen from "@effect-activecampaign/account/Typegen"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { client } from "../Account.js"
import { type Definition, define } from "../Definition.js"
import { Exited } from "../Failure.js"
import { err, type Io, out } from "../Io.js"

const file = Options.text("file").pipe(
  Options.withPseudoName("path"),
  Options.withDescription("The snapshot; by default activecampaign.account.json."),
  Options.optional
)
const json = Options.boolean("json").pipe(Options.withDescription("Print JSON."))

const option = (name: string, value: Option.Option<string>): ReadonlyArray<string> =>
  Option.match(value, { onNone: () => [], onSome: (one) => [name, one] })

/** Executes the command of the account package, which prints by the console of Effect. */
const execute = (args: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const context = yield* Effect.context<Io>()
    const print = (write: typeof out) => (text: unknown) => Effect.provide(write(String(text)), context)
    const code = yield* Console.consoleWith((current) =>
      Typegen.run(args, client()).pipe(Console.withConsole({ ...current, log: print(out), error: print(err) }))
    )
    if (code !== 0) yield* new Exited({ code })
  })

const pull = Command.make(
  "pull",
  {
    file,
    module: Options.text("module").pipe(
      Options.withPseudoName("path"),
      Options.withDescription("The module, relative to the snapshot; kept in it."),
      Options.optional
    ),
    tags: Options.text("tag").pipe(
      Options.withPseudoName("name"),
      Options.withDescription("A tag that the module contains, in addition to those of the snapshot; repeatable."),
      Options.repeated
    )
  },
  ({ file, module, tags }) =>
    execute([
      "pull",
      ...option("--file", file),
      ...option("--module", module),
      ...tags.flatMap((tag) => ["--tag", tag])
    ])
).pipe(Command.withDescription("Writes the snapshot of the account, and the module with its names and types."))

const compare = (name: "check" | "diff", description: string) =>
  Command.make(name, { file, json }, ({ file, json }) =>
    execute([name, ...option("--file", file), ...(json ? ["--json"] : [])])
  ).pipe(Command.withDescription(description))

const command = Command.make("typegen").pipe(
  Command.withDescription(
    "Names and types of the account as a module. Exit codes of check: 0 equal, 1 it cannot tell, 2 drift; of the others: 0 done, 1 failed."
  ),
  Command.withSubcommands([
    pull,
    compare(
      "check",
      "Compares the account, the snapshot and the module: exits 0 if equal, 1 if it cannot tell, 2 on drift."
    ),
    compare("diff", "Prints what has changed in the account since the last pull.")
  ])
)

/** `typegen pull | check | diff`. */
export const definition: Definition = define(command, {
  badInput: 1,
  examples: {
    typegen: ["effect-activecampaign typegen pull --tag VIP", "effect-activecampaign typegen check --json"],
    "typegen pull": ["effect-activecampaign typegen pull --module ../src/account.ts --tag VIP --tag Trial"],
    "typegen check": ["effect-activecampaign typegen check --json"],
    "typegen diff": ["effect-activecampaign typegen diff"]
  }
})
