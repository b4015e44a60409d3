/**
 * Runs one command: parses its arguments, shows its help, and turns errors into a sentence and an exit code.
 */
import * as CliConfig from "@effect/cli/CliConfig"
import * as CommandDescriptor from "@effect/cli/CommandDescriptor"
import type * as HelpDoc from "@effect/cli/HelpDoc"
import * as Usage from "@effect/cli/Usage"
import * as ValidationError from "@effect/cli/ValidationError"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import * as NodeTerminal from "@effect/platform-node/NodeTerminal"
import * as Cause from "effect/Cause"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import type { Definition, Directive, Environment } from "./Definition.js"
import { badInput, CommandError, describe, Exited, exitCodes } from "./Failure.js"
import { render, sentence } from "./Help.js"
import { err, Io, out } from "./Io.js"

/** Name of the executable. */
export const name = "effect-activecampaign"

const config = CliConfig.make({ showBuiltIns: false, showTypes: true, autoCorrectLimit: 2 })

/** The words of a command before its first option: `jobs list`. */
const pathOf = ({ examples }: Definition, args: ReadonlyArray<string>): string => {
  const two = args.slice(0, 2).join(" ")
  return two in examples ? two : (args[0] ?? "")
}

/** `jobs pause <id>`; for a command that only has others, `jobs <command>`. */
const usageOf = (words: string, path: string, { examples, name }: Definition): string => {
  const own = path.slice(name.length).trim()
  const hasCommands = own === "" && Object.keys(examples).some((one) => one.startsWith(`${name} `))
  return hasCommands ? `${name} <command>` : own === "" ? words : `${name} ${words}`
}

const showHelp = (definition: Definition, args: ReadonlyArray<string>, usage: Usage.Usage, doc: HelpDoc.HelpDoc) => {
  const path = pathOf(definition, args)
  const words = sentence(Usage.getHelp(usage))
  return out(render(`${name} ${usageOf(words, path, definition)}`, doc, definition.examples[path] ?? []))
}

/** Executes what the arguments ask for. */
const direct = (
  definition: Definition,
  args: ReadonlyArray<string>,
  directive: Directive
): Effect.Effect<void, unknown, Environment> => {
  if (directive._tag === "UserDefined") {
    const [unknown] = directive.leftover
    if (unknown === undefined) return directive.value
    const what = unknown.startsWith("-") ? "an option" : "an argument"
    return Effect.fail(badInput(`"${unknown}" is not ${what} of ${pathOf(definition, args)}`))
  }
  const { option } = directive
  switch (option._tag) {
    case "ShowHelp":
      return showHelp(definition, args, option.usage, option.helpDoc)
    case "SetLogLevel": {
      const at = args.findIndex((arg) => arg === "--log-level" || arg.startsWith("--log-level="))
      const rest = args.filter((_, index) => index !== at && !(index === at + 1 && args[at] === "--log-level"))
      return Logger.withMinimumLogLevel(parse(definition, rest), option.level)
    }
    default:
      return Effect.fail(badInput(`--version, --completions and --wizard are not options of ${definition.name}`))
  }
}

const parse = (definition: Definition, args: ReadonlyArray<string>): Effect.Effect<void, unknown, Environment> =>
  definition.parse(args, config).pipe(
    Effect.flatMap((directive) => direct(definition, args, directive)),
    Effect.catchIf(ValidationError.isValidationError, (error) => {
      if (!ValidationError.isHelpRequested(error)) return Effect.fail(badInput(sentence(error.error)))
      const [usage, help] = [
        CommandDescriptor.getUsage(error.command),
        CommandDescriptor.getHelp(error.command, config)
      ]
      return showHelp(definition, args, usage, help)
    })
  )

const codeOf = (
  definition: Definition,
  cause: Cause.Cause<unknown>,
  path: string
): Effect.Effect<number, never, Io> => {
  if (Cause.isInterruptedOnly(cause)) return Effect.succeed(exitCodes.interrupted)
  const error = Cause.squash(cause)
  if (error instanceof Exited) return Effect.succeed(error.code)
  const { code, message } = describe(error)
  const isUsage = error instanceof CommandError && code === exitCodes.badInput
  const text = `${message.replace(/\.$/, "")}.${isUsage ? ` See ${name} ${path} --help.` : ""}`
  return Effect.as(err(text), isUsage ? (definition.badInput ?? code) : code)
}

/** Standard output is for results alone. */
const logger = Logger.replaceEffect(
  Logger.defaultLogger,
  Effect.map(Effect.context<Io>(), (context) =>
    Logger.map(Logger.logfmtLogger, (line) => Effect.runSync(Effect.provide(err(line), context)))
  )
)

/** Runs a command with its arguments, its own name first, and returns its exit code. */
export const run = (definition: Definition, args: ReadonlyArray<string>): Effect.Effect<number, never, Io> =>
  Effect.flatMap(Io, ({ env }) => {
    const variables = new Map(Object.entries(env).flatMap(([key, value]) => (value ? [[key, value] as const] : [])))
    return parse(definition, args).pipe(
      Effect.provide([NodeFileSystem.layer, NodePath.layer, NodeTerminal.layer]),
      Effect.withConfigProvider(ConfigProvider.fromMap(variables)),
      Effect.exit,
      Effect.flatMap((exit) =>
        Exit.isSuccess(exit) ? Effect.succeed(exitCodes.done) : codeOf(definition, exit.cause, pathOf(definition, args))
      ),
      Effect.provide(Layer.merge(logger, Logger.minimumLogLevel(LogLevel.None)))
    )
  })

/** Prints a script that completes all commands in a shell. */
export const complete = (definitions: ReadonlyArray<Definition>, shell: string): Effect.Effect<number, never, Io> => {
  const [first, ...rest] = definitions.map(({ descriptor, name }) => [name, descriptor] as const)
  if (first === undefined) return Effect.succeed(exitCodes.failed)
  const root = CommandDescriptor.withSubcommands(CommandDescriptor.make(name), [first, ...rest])
  const script =
    shell === "zsh"
      ? CommandDescriptor.getZshCompletions(root, name)
      : shell === "fish"
        ? CommandDescriptor.getFishCompletions(root, name)
        : CommandDescriptor.getBashCompletions(root, name)
  return script.pipe(
    Effect.flatMap((lines) => out(lines.join("\n"))),
    Effect.as(exitCodes.done)
  )
}
