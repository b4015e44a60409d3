/**
 * What a file of `commands` exports: a command, and examples for its help.
 */
import type * as CliConfig from "@effect/cli/CliConfig"
import type * as Command from "@effect/cli/Command"
import * as CommandDescriptor from "@effect/cli/CommandDescriptor"
import * as CommandDirective from "@effect/cli/CommandDirective"
import type { ValidationError } from "@effect/cli/ValidationError"
import type * as FileSystem from "@effect/platform/FileSystem"
import type * as Path from "@effect/platform/Path"
import type * as Terminal from "@effect/platform/Terminal"
import * as Effect from "effect/Effect"
import type { Io } from "./Io.js"

/** What commands can use. */
export type Environment = Io | FileSystem.FileSystem | Path.Path | Terminal.Terminal

/** What the arguments of a command ask for. */
export type Directive = CommandDirective.CommandDirective<Effect.Effect<void, unknown, Environment>>

/** A command of the executable. */
export interface Definition {
  /** Its name. */
  readonly name: string
  /** What `@effect/cli` knows about it. */
  readonly descriptor: CommandDescriptor.Command<unknown>
  /** Parses its arguments, its own name first. */
  readonly parse: (
    args: ReadonlyArray<string>,
    config: CliConfig.CliConfig
  ) => Effect.Effect<Directive, ValidationError, FileSystem.FileSystem | Path.Path | Terminal.Terminal>
  /** Examples by the names of the command and its subcommand, such as `jobs list`. */
  readonly examples: Readonly<Record<string, ReadonlyArray<string>>>
  /** Exit code if the arguments are wrong; default 2. */
  readonly badInput?: number | undefined
}

/** A command of the executable. */
export const define = <Name extends string, E, A>(
  command: Command.Command<Name, Environment, E, A>,
  options: {
    readonly examples: Readonly<Record<string, ReadonlyArray<string>>>
    readonly badInput?: number
  }
): Definition => ({
  ...options,
  name: Object.keys(options.examples)[0] ?? "",
  descriptor: CommandDescriptor.map(command.descriptor, (value): unknown => value),
  parse: (args, config) =>
    Effect.map(CommandDescriptor.parse(command.descriptor, args, config), (directive) =>
      CommandDirective.map(directive, (value) => command.transform(command.handler(value), value))
    )
})
