/**
 * How a command ends: exit codes, and errors in one sentence.
 */
import type { PlatformError } from "@effect/platform/Error"
import * as ConfigError from "effect/ConfigError"
import * as Data from "effect/Data"
import * as Predicate from "effect/Predicate"

/** Exit codes of all commands; those of `typegen` and `webhooks` have meanings of their own beside. */
export const exitCodes = {
  /** Done. */
  done: 0,
  /** Failed. */
  failed: 1,
  /** The arguments, variables or files are not as they must be; nothing was done. */
  badInput: 2,
  /** Done, but some rows failed, or it is not known whether they were imported. */
  someFailed: 3,
  /** Interrupted by Ctrl+C. */
  interrupted: 130
} as const

/** The command ends with a sentence and an exit code. */
export class CommandError extends Data.TaggedError("CommandError")<{
  readonly message: string
  readonly code: number
}> {}

/** The command ends with an exit code; everything was said. */
export class Exited extends Data.TaggedError("Exited")<{ readonly code: number }> {}

/** The arguments, variables or files are not as they must be. */
export const badInput = (message: string): CommandError => new CommandError({ message, code: exitCodes.badInput })

/** The command cannot do what it should. */
export const failed = (message: string): CommandError => new CommandError({ message, code: exitCodes.failed })

/** A text of others on one line, without characters that a terminal obeys. */
export const oneLine = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*/g, "; ")
    .replaceAll(/\p{Cc}/gu, " ")
    .trim()

/** A word as a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w.@%+=:,/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/** What was asked for cannot be done, and nothing was. */
const refusals: ReadonlyArray<string> = [
  ...["HeaderError", "CsvError", "UnknownNameError", "AmbiguousNameError"],
  ...["JobSpecError", "JobConflictError"]
]

/** Options as the command line has them. */
const asOptions = (text: string): string =>
  text.replaceAll("`columns`", "--column or --ignore").replaceAll("`delimiter`", "--delimiter")

/** What a database said, beside which statement it was. */
const databaseProblem = (error: unknown): string => {
  if (!Predicate.isTagged(error, "SqlError") || !Predicate.hasProperty(error, "cause")) return ""
  return ` (${oneLine(error.cause instanceof Error ? error.cause.message : String(error.cause))})`
}

const isConfigError = (error: unknown): error is ConfigError.ConfigError =>
  Predicate.hasProperty(error, ConfigError.ConfigErrorTypeId)

const isPlatformError = (error: unknown): error is PlatformError =>
  Predicate.isTagged(error, "SystemError") || Predicate.isTagged(error, "BadArgument")

/** Where the values of variables are found. */
const hints: Readonly<Record<string, string>> = {
  ACTIVECAMPAIGN_API_URL: "the API URL in ActiveCampaign under Settings → Developer",
  ACTIVECAMPAIGN_API_KEY: "the API key in ActiveCampaign under Settings → Developer"
}

const ofConfig = (error: ConfigError.ConfigError): string => {
  if (error._op === "And" || error._op === "Or") return ofConfig(error.left)
  const name = error.path.join(".")
  if (error._op === "MissingData")
    return `the variable ${name} is not set${hints[name] ? `; set it to ${hints[name]}` : ""}`
  return `${name} ${error.message}`
}

const ofPlatform = (error: PlatformError): string => {
  if (error._tag === "BadArgument") return error.message
  const path = String(error.pathOrDescriptor ?? "the file")
  if (error.reason === "NotFound") return `${path} does not exist`
  if (error.reason === "PermissionDenied") return `${path} cannot be accessed: permission denied`
  return /EISDIR/.test(String(error.cause ?? error.message)) ? `${path} is a folder` : oneLine(error.message)
}

/** What ActiveCampaign said, which errors keep apart from their message. */
const complaints = (error: unknown): string => {
  if (!Predicate.hasProperty(error, "issues") || !Array.isArray(error.issues)) return ""
  const said = error.issues.flatMap((issue: unknown) => {
    const { detail, title } = Object(issue)
    return [title, detail].filter((one) => typeof one === "string" && one !== "")
  })
  return said.length === 0 ? "" : ` (ActiveCampaign: ${[...new Set(said)].slice(0, 3).map(oneLine).join("; ")})`
}

/** An error as a sentence and an exit code. */
export const describe = (error: unknown): { readonly message: string; readonly code: number } => {
  if (error instanceof CommandError) return error
  if (isConfigError(error)) return { message: ofConfig(error), code: exitCodes.badInput }
  if (isPlatformError(error)) return { message: ofPlatform(error), code: exitCodes.badInput }
  const message = error instanceof Error ? error.message : String(error)
  const code = refusals.some((tag) => Predicate.isTagged(error, tag)) ? exitCodes.badInput : exitCodes.failed
  return { message: `${asOptions(oneLine(message))}${complaints(error)}${databaseProblem(error)}`, code }
}
